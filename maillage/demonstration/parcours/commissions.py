"""Commissions held and to come; orientations that did not lead to an entry, and those under way."""

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random
from typing import Any

from maillage.demonstration.parcours.accueils import add_contacts, dress_en_cours, find_fin
from maillage.demonstration.parcours.lignes import Dossier, add_orientation, add_personne, draw_dates
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.personnes import Profil
from maillage.demonstration.parcours.trajectoires import Plan
from maillage.parcours.commission_entree import ENTREE
from maillage.parcours.commission_sortie import SORTIE
from maillage.parcours.models import Commission, Inscription, Membre, Prescripteur, Referent
from maillage.parcours.nomenclatures.etats import EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.orientation import (
    EtatCommission,
    MotifNonEntree,
    Resultat,
    TypeCommission,
    TypePrescripteur,
)
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.socle.typographie import write_date_courte

MEMBRES = (
    ("Nadia Ferhat", "PLIE du Pays de Valombre"), ("Rachid Amrani", "Département du Val-d’Arsonne (fictif)"),
    ("Éléonore Chastain", "France Travail (fictif)"), ("Bertrand Lisieux", "Mission locale (fictive)"),
    ("Gilles Fontaine", "L’Atelier du Pont (fictif)"),
)  # fmt: skip
QUORUM = 3
# What is under way: how many, for how many days at least and at most. Some have waited past the promised delay.
EN_COURS: tuple[tuple[EtatOrientation, int, int, int], ...] = (
    (EtatOrientation.BROUILLON, 3, 0, 6), (EtatOrientation.TRANSMISE, 7, 0, 24),
    (EtatOrientation.A_COMPLETER, 4, 4, 30), (EtatOrientation.RECEVABLE, 5, 6, 35),
    (EtatOrientation.EN_ACCUEIL, 6, 15, 50), (EtatOrientation.PRESENTEE, 7, 25, 70),
    (EtatOrientation.AJOURNEE, 2, 60, 90),
)  # fmt: skip
CLOSES = (
    (EtatOrientation.REFUSEE, MotifNonEntree.HORS_CRITERES), (EtatOrientation.REFUSEE, MotifNonEntree.AUTRE_DISPOSITIF),
    (EtatOrientation.REFUSEE, MotifNonEntree.HORS_TERRITOIRE), (EtatOrientation.SANS_SUITE, MotifNonEntree.ABSENCES),
    (EtatOrientation.SANS_SUITE, MotifNonEntree.ABSENCES), (EtatOrientation.SANS_SUITE, MotifNonEntree.REFUS_PERSONNE),
    (EtatOrientation.SANS_SUITE, MotifNonEntree.INJOIGNABLE), (EtatOrientation.SANS_SUITE, MotifNonEntree.EN_EMPLOI),
    (EtatOrientation.ANNULEE, MotifNonEntree.DOUBLON),
)  # fmt: skip


class Seances:
    """The commissions of one dispositif, made when they are first asked for; `chance` says who sat."""

    def __init__(self, lot: Lot, chance: Random, *, today: date) -> None:
        self.lot, self.chance, self.today = lot, chance, today
        self._made: dict[tuple[TypeCommission, date], Commission] = {}
        self._rangs: dict[int, int] = {}

    def get(self, type: TypeCommission, le: date) -> Commission:
        found = self._made.get((type, le))
        if found is None:
            etat = EtatCommission.PREPAREE if le > self.today else EtatCommission.CLOSE
            if le <= self.today < le + timedelta(days=9):
                etat = EtatCommission.TENUE
            signee = le + timedelta(days=6) if etat is EtatCommission.CLOSE else None
            found = self.lot.add(
                Commission, type=type, le=le, heure=time(14), lieu="Salle du marché (lieu fictif)", quorum=QUORUM,
                etat=etat, signee_le=signee,
            )  # fmt: skip
            self._made[type, le] = found
            for rang, (nom, structure) in enumerate(MEMBRES):
                present = None if le > self.today else rang < QUORUM or self.chance.random() < 0.7
                self.lot.add(Membre, commission=found, nom=nom, structure=structure, is_present=present)
        return found

    def inscribe(self, type: TypeCommission, le: date, **values: Any) -> None:
        commission = self.get(type, le)
        rang = self._rangs[id(commission)] = self._rangs.get(id(commission), 0) + 1
        self.lot.add(Inscription, commission=commission, rang=rang, **values)


def inscribe_dossiers(seances: Seances, dossiers: list[Dossier], *, next_sortie: date) -> None:
    for dossier in dossiers:
        plan = dossier.plan
        seances.inscribe(
            TypeCommission.ENTREE, plan.entree, orientation=dossier.orientation, resultat=Resultat.FAVORABLE,
            objet=ENTREE.code, suite=f"Entrée le {write_date_courte(plan.entree)}, référent : {dossier.referents[0][1]}",
        )  # fmt: skip
        decidee = plan.decidee or (next_sortie if plan.etat is EtatParcours.SORTIE_PROPOSEE else None)
        if decidee is not None:
            seances.inscribe(
                TypeCommission.SORTIE, decidee, parcours=dossier.parcours, objet=SORTIE.code,
                resultat=Resultat.FAVORABLE if plan.decidee else "", suite=_write_sortie(plan),
            )  # fmt: skip


def _write_sortie(plan: Plan) -> str:
    if not plan.decidee or not plan.sortie:
        return ""
    return f"{TYPES[plan.type_sortie].libelle} : sortie le {write_date_courte(plan.sortie)}"


def add_orientations(
    seances: Seances, *, start: int, combien: int, entrees: list[date], next_entree: date,
    draw: Callable[[date], Profil], draw_prescripteur: Callable[[], Prescripteur], referents: list[Referent],
    auteur: int | None, part: float,
) -> int:  # fmt: skip
    """Closed ones over three years, then those under way (`part` of the table). How many were numbered."""
    lot, chance, today = seances.lot, seances.chance, seances.today
    numero, accueillies = start, []
    for _ in range(combien):
        etat, motif = chance.choice(CLOSES)
        entree = chance.choice(entrees)
        dates: dict[str, Any] = draw_dates(chance, entree)
        if etat is not EtatOrientation.REFUSEE:
            dates |= {"date_presentation": None}
        fin = dates["date_presentation"] or find_fin(motif, dates["date_premier_rdv"], today=today)
        orientation = add_orientation(
            lot, chance, draw(entree), etat=etat, prescripteur=draw_prescripteur(), numero=numero, auteur=None,
            motif=motif, date_fin=fin, reponse_le=fin, **dates,
            reorientation="Mission locale, France Travail" if etat is EtatOrientation.REFUSEE else "",
        )  # fmt: skip
        if etat is EtatOrientation.SANS_SUITE:
            add_contacts(lot, chance, orientation, motif, rdv=dates["date_premier_rdv"], today=today)
        numero += 1
    for etat, combien_ici, least, most in EN_COURS:
        for _ in range(max(1, round(combien_ici * part))):
            prescripteur = draw_prescripteur()
            dates = _draw_en_cours(chance, etat, today - timedelta(days=chance.randint(least, most)), today=today)
            by = auteur if prescripteur.type == TypePrescripteur.DEPARTEMENT else None
            profil = draw(today)
            values: dict[str, Any] = {}
            if etat in (EtatOrientation.EN_ACCUEIL, EtatOrientation.PRESENTEE, EtatOrientation.AJOURNEE):
                personne, *_ = add_personne(lot, profil, numero=numero, du=dates["date_prescription"], chance=chance)
                values = {"personne": personne, "referent_accueil": chance.choice(referents)}
            if etat is EtatOrientation.A_COMPLETER:
                values["complement"] = "Justificatif de domicile ; date d’inscription à France Travail"
            orientation = add_orientation(
                lot, chance, profil, etat=etat, prescripteur=prescripteur, numero=numero, auteur=by, **dates, **values
            )
            if etat is EtatOrientation.PRESENTEE:
                seances.inscribe(TypeCommission.ENTREE, next_entree, orientation=orientation, objet=ENTREE.code)
            accueillies.append(orientation)
            numero += 1
    dress_en_cours(lot, chance, accueillies, today=today)
    return numero


def _draw_en_cours(chance: Random, etat: EtatOrientation, depuis: date, *, today: date) -> dict[str, Any]:
    """The dates that the state supposes, none in the future."""
    dates: dict[str, Any] = {"date_contact": depuis}
    if etat is EtatOrientation.BROUILLON:
        return dates
    dates["date_prescription"] = depuis
    if etat is EtatOrientation.TRANSMISE:
        return dates
    dates["date_reception"] = min(today, depuis + timedelta(days=chance.randint(0, 3)))
    if etat in (EtatOrientation.A_COMPLETER, EtatOrientation.RECEVABLE):
        return dates
    dates["date_premier_rdv"] = min(today, depuis + timedelta(days=chance.randint(6, 14)))
    if etat is EtatOrientation.EN_ACCUEIL:
        return dates
    dates["date_presentation"] = min(today, depuis + timedelta(days=chance.randint(15, 24)))
    if etat is EtatOrientation.AJOURNEE:
        dates["date_commission"] = min(today, depuis + timedelta(days=chance.randint(25, 34)))
    return dates
