"""The rendez-vous to come: those of today and of this week for who signs in, later ones for the others."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from maillage.demonstration.parcours.contacts import (
    ContactFictif,
    draw_contact,
    list_jours_de_la_semaine,
)
from maillage.demonstration.parcours.lignes import Dossier
from maillage.parcours.nomenclatures.etats import EtatParcours

AUJOURD_HUI, SEMAINE, A_NOTER = 4, 11, 2


class Agenda:
    """Given out in the order of the files: the first of each référent are for today, the next for the week."""

    def __init__(self, chance: Random, *, today: date) -> None:
        self.chance, self.today = chance, today
        self._semaine = list_jours_de_la_semaine(today)
        self._donnes: dict[str, int] = defaultdict(int)

    def list_prevus(self, dossier: Dossier) -> list[ContactFictif]:
        plan = dossier.plan
        suivis = (EtatParcours.ACTIF, EtatParcours.EN_EMPLOI_SUIVI, EtatParcours.A_DEMARRER)
        if plan.etat not in suivis or plan.silence is not None or self.chance.random() < 0.3:
            return []
        referent = dossier.referents[-1][1]
        if referent.compte_id is None:
            return [self._plan(self.today + timedelta(days=self.chance.randint(1, 34)))]
        cle = f"{referent.prenom} {referent.nom}"
        rang = self._donnes[cle]
        self._donnes[cle] += 1
        if rang < AUJOURD_HUI:
            return [draw_contact(self.chance, self.today, planned=True)]
        if rang < AUJOURD_HUI + A_NOTER and dossier.plan.entree < self.today - timedelta(days=3):
            return [draw_contact(self.chance, self.today - timedelta(days=1), planned=True)]
        if rang < AUJOURD_HUI + A_NOTER + SEMAINE:
            return [draw_contact(self.chance, self._semaine[rang % len(self._semaine)], planned=True)]
        return [self._plan(self.today + timedelta(days=self.chance.randint(8, 38)))]

    def _plan(self, day: date) -> ContactFictif:
        while day.weekday() > 4:
            day += timedelta(days=1)
        return draw_contact(self.chance, day, planned=True)
