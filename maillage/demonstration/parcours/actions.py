"""Writes the fictitious people of Valombre and Arsonne, once: a dispositif that already has people is left alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import OuterRef, Subquery

from maillage.comptes.models import Compte
from maillage.demonstration.cles import make_cle
from maillage.demonstration.parcours.commissions import Seances, add_orientations, inscribe_dossiers
from maillage.demonstration.parcours.equipe import OPERATEURS, REFERENTS, ReferentFictif
from maillage.demonstration.parcours.lignes import Dossier
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.offre import add_offre
from maillage.demonstration.parcours.plume import ANNEES_REFERENT, Plume
from maillage.demonstration.parcours.population import Equipier, draw_plans, make_calendrier
from maillage.demonstration.parcours.protocole import write_protocole
from maillage.demonstration.parcours.relectures import add_relectures
from maillage.demonstration.personnages import ARSONNE, EPCIS, PORTEURS, VALOMBRE
from maillage.parcours.models import Entretien, Gel, Note, Quotite, Referent
from maillage.parcours.nomenclatures.conservation import MotifGel
from maillage.parcours.travaux.conservation import refresh_echeances
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif, Organisation


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


def make_operateurs(graine: int) -> dict[str, Organisation]:
    """Those of the dispositifs (`make_demonstration` made them), and those that only offer étapes."""
    known = {cle: Organisation.objects.get(uuid=make_cle(graine, "organisation", nom)) for cle, nom in PORTEURS.items()}
    for cle, nom in OPERATEURS.items():
        known[cle], _ = Organisation.objects.update_or_create(
            uuid=make_cle(graine, "organisation", nom), defaults={"nom": nom, "is_fictive": True}
        )
    return known


@transaction.atomic
def fill_parcours(*, graine: int, today: date, tailles: tuple[Taille, ...] = TAILLES) -> Bilan:
    """After the territory and the dispositifs (`make_demonstration`)."""
    organisations = make_operateurs(graine)
    personnes = lignes = 0
    for taille in tailles:
        dispositif = Dispositif.objects.get(uuid=make_cle(graine, "dispositif", taille.cle))
        if Personne.objects.filter(dispositif=dispositif).exists():
            continue
        lot = Lot(dispositif, f"{graine}:{taille.cle}")
        fill_dispositif(lot, taille, organisations, chance=Random(f"{graine}:{taille.cle}:tirage"), today=today)  # noqa: S311
        personnes += lot.count(Personne)
        lignes += lot.write()
        lignes += write_protocole(lot, today=today, entrees=taille.sortis * 9 // 20, has_avenant=taille.cle == VALOMBRE)
        date_notes(dispositif)
    refresh_echeances(today)
    return Bilan(personnes, lignes)


def fill_dispositif(
    lot: Lot, taille: Taille, organisations: dict[str, Organisation], *, chance: Random, today: date
) -> None:
    comptes = {f"{compte.prenom} {compte.nom}": compte for compte in Compte.objects.filter(is_demonstration=True)}
    equipe = [_add_referent(lot, fiche, comptes, organisations, taille, today=today) for fiche in REFERENTS[taille.cle]]
    is_valombre = taille.cle == VALOMBRE
    rachid = comptes["Rachid Amrani"].pk if is_valombre else None
    plume = Plume(
        lot, chance, today=today, auteur=rachid,
        communes=next(list(epci.communes) for epci in EPCIS if taille.cle in epci.dispositifs),
    )  # fmt: skip
    calendrier = make_calendrier(today)
    plans = draw_plans(chance, calendrier, ouverts=sum(e.part for e in equipe), sortis=taille.sortis, today=today)
    etape_compte = comptes["Émilie Perrot"].pk if is_valombre else None
    offre = add_offre(lot, organisations, today=today, referent_etape=etape_compte)
    dossiers = plume.write_dossiers(plans, equipe, offre)
    offre.fill_atelier(dossiers)
    seances = Seances(lot, chance, today=today)
    inscribe_dossiers(seances, dossiers, next_sortie=calendrier.next_sortie)
    add_orientations(
        seances, start=len(plans) + 1, combien=taille.sans_entree, entrees=list(calendrier.entrees[-33:]),
        next_entree=calendrier.next_entree, draw=plume.draw_profil, draw_prescripteur=plume.draw_prescripteur,
        referents=[e.referent for e in equipe if e.part], auteur=rachid, part=taille.part_en_cours,
    )  # fmt: skip
    add_gel(lot, dossiers, today=today)
    lecteurs = (
        {"Solène Garrec": comptes["Nadia Ferhat"], "Claire Morel": comptes["Solène Garrec"]} if is_valombre else {}
    )
    add_relectures(lot, dossiers, lecteurs, today=today)


def add_gel(lot: Lot, dossiers: list[Dossier], *, today: date) -> None:
    """The oldest closed file is held back by a dispute, and the freeze is soon to be looked at again."""
    clos = next((d for d in dossiers if d.parcours.date_sortie), None)
    if clos is not None:
        lot.add(
            Gel, personne=clos.personne, motif=MotifGel.CONTENTIEUX, du=today - timedelta(days=345),
            jusqu_au=today + timedelta(days=20), auteur=None,
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


def date_notes(dispositif: Dispositif) -> None:
    """A note of the fiction was written on the day of its contact, not on the day of the fiction."""
    held = Entretien.objects.filter(pk=OuterRef("entretien")).values("debut")[:1]
    Note.objects.filter(dispositif=dispositif, auteur=None).update(ecrite_le=Subquery(held))
