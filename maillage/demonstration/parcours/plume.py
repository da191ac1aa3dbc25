"""Writes the files of one dispositif from their plans: what is the same for a valley and for a country."""

from datetime import date, timedelta
from random import Random

from maillage.demonstration.parcours.agenda import Agenda
from maillage.demonstration.parcours.equipe import PRESCRIPTEURS
from maillage.demonstration.parcours.lignes import Dossier, add_parcours
from maillage.demonstration.parcours.lignes_emploi import add_etapes
from maillage.demonstration.parcours.lignes_suivi import add_suivi
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.noms import METIERS, VALLEE, Stock
from maillage.demonstration.parcours.offre import Offre
from maillage.demonstration.parcours.personnes import Profil, draw_profil
from maillage.demonstration.parcours.population import Equipier, assign
from maillage.demonstration.parcours.trajectoires import Plan
from maillage.parcours.models import Prescripteur
from maillage.parcours.nomenclatures.orientation import TypePrescripteur

ANNEES_REFERENT = 7
JOURS_AUTEUR = 500
QUARTIERS_2024, MILLESIMES = date(2024, 1, 1), (2015, 2024)


class Plume:
    """`auteur`: the account that wrote the recent orientations of the département."""

    def __init__(
        self,
        lot: Lot,
        chance: Random,
        *,
        today: date,
        communes: list[tuple[str, str, int]],
        noms: Stock = VALLEE,
        auteur: int | None = None,
    ) -> None:
        self.lot, self.chance, self.today, self.communes = lot, chance, today, communes
        self.noms, self.auteur = noms, auteur
        since = today - timedelta(days=ANNEES_REFERENT * 365)
        self._prescripteurs = [lot.add(Prescripteur, type=type, nom=nom, du=since) for type, nom, _ in PRESCRIPTEURS]
        self._parts = [part for *_, part in PRESCRIPTEURS]

    def draw_prescripteur(self) -> Prescripteur:
        return self.chance.choices(self._prescripteurs, weights=self._parts)[0]

    def draw_profil(self, entree: date) -> Profil:
        millesime = MILLESIMES[entree >= QUARTIERS_2024]
        return draw_profil(self.chance, entree=entree, communes=self.communes, millesime=millesime, noms=self.noms)

    def write_dossiers(self, plans: list[Plan], equipe: list[Equipier], offre: Offre) -> list[Dossier]:
        """Numbered in the order of the plans, from one."""
        chance, today = self.chance, self.today
        agenda = Agenda(chance, today=today)
        dossiers = []
        for numero, (plan, referents) in enumerate(zip(plans, assign(chance, plans, equipe), strict=True), 1):
            prescripteur = self.draw_prescripteur()
            is_recent = (today - plan.entree).days < JOURS_AUTEUR
            by = self.auteur if is_recent and prescripteur.type == TypePrescripteur.DEPARTEMENT else None
            dossier = add_parcours(
                self.lot, chance, plan, self.draw_profil(plan.entree), numero=numero, prescripteur=prescripteur,
                referents=referents, auteur=by, metier=chance.choice(METIERS) if chance.random() < 0.6 else None,
            )  # fmt: skip
            add_suivi(dossier, agenda.list_prevus(dossier), today=today)
            add_etapes(dossier, offre, today=today)
            dossiers.append(dossier)
        return dossiers
