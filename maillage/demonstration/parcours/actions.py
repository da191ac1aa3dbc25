"""Writes the fictitious people of Valombre and Arsonne, once: a dispositif that already has people is left alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import OuterRef, Subquery

from maillage.comptes.models import Compte
from maillage.demonstration.cles import make_cle
from maillage.demonstration.parcours.agenda import Agenda
from maillage.demonstration.parcours.commissions import Seances, add_orientations, inscribe_dossiers
from maillage.demonstration.parcours.equipe import OPERATEURS, PRESCRIPTEURS, REFERENTS, ReferentFictif
from maillage.demonstration.parcours.lignes import Dossier, add_parcours
from maillage.demonstration.parcours.lignes_emploi import add_etapes
from maillage.demonstration.parcours.lignes_suivi import add_suivi
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.noms import METIERS
from maillage.demonstration.parcours.offre import add_offre
from maillage.demonstration.parcours.personnes import Profil, draw_profil
from maillage.demonstration.parcours.population import Equipier, assign, draw_plans, make_calendrier
from maillage.demonstration.personnages import ARSONNE, EPCIS, PORTEURS, VALOMBRE
from maillage.parcours.models import Entretien, Note, Prescripteur, Quotite, Referent
from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif, Organisation

ANNEES_REFERENT = 7
QUARTIERS_2024, MILLESIMES = date(2024, 1, 1), (2015, 2024)


@dataclass(frozen=True, slots=True)
class Taille:
    """`sortis`: those who left within three years; the open ones are the parts of the team, times `echelle`."""

    cle: str
    sortis: int
    sans_entree: int
    part_en_cours: float
    echelle: float = 1


TAILLES = (Taille(VALOMBRE, 408, 130, 1.0), Taille(ARSONNE, 120, 36, 0.35))


@dataclass(frozen=True, slots=True)
class Bilan:
    personnes: int
    lignes: int


@transaction.atomic
def fill_parcours(*, graine: int, today: date, tailles: tuple[Taille, ...] = TAILLES) -> Bilan:
    """After the territory and the dispositifs (`make_demonstration`)."""
    organisations = {
        cle: Organisation.objects.get(uuid=make_cle(graine, "organisation", nom)) for cle, nom in PORTEURS.items()
    } | {
        cle: Organisation.objects.update_or_create(
            uuid=make_cle(graine, "organisation", nom), defaults={"nom": nom, "is_fictive": True}
        )[0]
        for cle, nom in OPERATEURS.items()
    }
    personnes = lignes = 0
    for taille in tailles:
        dispositif = Dispositif.objects.get(uuid=make_cle(graine, "dispositif", taille.cle))
        if Personne.objects.filter(dispositif=dispositif).exists():
            continue
        lot = Lot(dispositif, f"{graine}:{taille.cle}")
        fill_dispositif(lot, taille, organisations, chance=Random(f"{graine}:{taille.cle}:tirage"), today=today)  # noqa: S311
        personnes += lot.count(Personne)
        lignes += lot.write()
    date_notes()
    return Bilan(personnes, lignes)


def fill_dispositif(
    lot: Lot, taille: Taille, organisations: dict[str, Organisation], *, chance: Random, today: date
) -> None:
    comptes = {f"{compte.prenom} {compte.nom}": compte for compte in Compte.objects.filter(is_demonstration=True)}
    equipe = [_add_referent(lot, fiche, comptes, organisations, taille, today=today) for fiche in REFERENTS[taille.cle]]
    prescripteurs = [
        (lot.add(Prescripteur, type=type, nom=nom, du=today - timedelta(days=ANNEES_REFERENT * 365)), weight)
        for type, nom, weight in PRESCRIPTEURS
    ]

    def draw_prescripteur() -> Prescripteur:
        return chance.choices([row for row, _ in prescripteurs], weights=[weight for _, weight in prescripteurs])[0]

    communes = next(list(epci.communes) for epci in EPCIS if taille.cle in epci.dispositifs)

    def draw(entree: date) -> Profil:
        return draw_profil(chance, entree=entree, communes=communes, millesime=MILLESIMES[entree >= QUARTIERS_2024])

    calendrier = make_calendrier(today)
    plans = draw_plans(chance, calendrier, ouverts=sum(e.part for e in equipe), sortis=taille.sortis, today=today)
    etape_compte = comptes["Émilie Perrot"].pk if taille.cle == VALOMBRE else None
    offre = add_offre(lot, organisations, today=today, referent_etape=etape_compte)
    agenda = Agenda(chance, today=today)
    rachid = comptes["Rachid Amrani"].pk if taille.cle == VALOMBRE else None
    dossiers: list[Dossier] = []
    for numero, (plan, referents) in enumerate(zip(plans, assign(chance, plans, equipe), strict=True), 1):
        prescripteur = draw_prescripteur()
        is_recent = (today - plan.entree).days < 500 and prescripteur.type == TypePrescripteur.DEPARTEMENT
        dossier = add_parcours(
            lot, chance, plan, draw(plan.entree), numero=numero, prescripteur=prescripteur, referents=referents,
            auteur=rachid if is_recent else None, metier=chance.choice(METIERS) if chance.random() < 0.6 else None,
        )  # fmt: skip
        add_suivi(dossier, agenda.list_prevus(dossier), today=today)
        add_etapes(dossier, offre, today=today)
        dossiers.append(dossier)
    offre.fill_atelier(dossiers)
    seances = Seances(lot, chance, today=today)
    inscribe_dossiers(seances, dossiers, next_sortie=calendrier.next_sortie)
    add_orientations(
        seances, start=len(plans) + 1, combien=taille.sans_entree, entrees=list(calendrier.entrees[-33:]),
        next_entree=calendrier.next_entree, draw=draw, draw_prescripteur=draw_prescripteur,
        referents=[e.referent for e in equipe if e.part], auteur=rachid, part=taille.part_en_cours,
    )  # fmt: skip


def _add_referent(
    lot: Lot, fiche: ReferentFictif, comptes: dict[str, Compte], organisations: dict[str, Organisation],
    taille: Taille, *, today: date,
) -> Equipier:  # fmt: skip
    du = today - timedelta(days=ANNEES_REFERENT * 365)
    parti_le = today - timedelta(days=fiche.parti) if fiche.parti else None
    referent = lot.add(
        Referent, compte=comptes[f"{fiche.prenom} {fiche.nom}"] if fiche.has_compte else None, prenom=fiche.prenom,
        nom=fiche.nom, employeur=organisations[fiche.employeur], du=du, au=parti_le,
    )  # fmt: skip
    lot.add(Quotite, referent=referent, du=du, etp=Decimal(fiche.etp))
    return Equipier(referent, round(fiche.part * taille.echelle), parti_le)


def date_notes() -> None:
    """A note of the fiction was written on the day of its contact, not on the day of the fiction."""
    held = Entretien.objects.filter(pk=OuterRef("entretien")).values("debut")[:1]
    Note.objects.filter(dispositif__is_fictif=True, auteur=None).update(ecrite_le=Subquery(held))
