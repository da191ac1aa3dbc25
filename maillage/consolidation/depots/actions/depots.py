"""A deposit is received: checked at the door, whole or not at all, once for the same content, in versions.

Received twice at the same time, it is one: the dispositif's row is locked, and the second finds the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from maillage.consolidation.depots.catalogues import TYPES, get_regles
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import VIVANTS, Consolide, EtatCampagne, EtatDepot, Origine
from maillage.consolidation.depots.queries.depots import list_vivants, read_avant
from maillage.consolidation.depots.rules.documents import (
    EnTete,
    compute_empreinte,
    group_totaux,
    read_document,
    write_document,
)
from maillage.consolidation.depots.rules.sauts import (
    EFFECTIF,
    MOTIF_MINIMUM,
    PART,
    SANS_EXPLICATION,
    Bilan,
    Saut,
    find_sauts,
)
from maillage.indicateurs.cellules import Cellule
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, Refus, RefusMultiples

ROUVRIR = "repoussez son dernier jour dans le calendrier pour la rouvrir"


class DepotRefuse(Refus):
    """The door is closed to this deposit."""


@dataclass(frozen=True, slots=True)
class Recu:
    """`is_nouveau`: False when the same content is already in force."""

    depot: Depot
    is_nouveau: bool


def make_entete(campagne: Campagne, dispositif: Dispositif) -> EnTete:
    return EnTete(str(dispositif.uuid), campagne.consolide, campagne.millesime, campagne.is_fictive)


@transaction.atomic
def receive_document(
    *, by: Acteur, campagne: Campagne, dispositif: Dispositif, contenu: bytes, origine: Origine, now: datetime,
    today: date, explications: Mapping[str, str] | None = None, motif: str = "",
) -> Recu:  # fmt: skip
    """What comes from a file, from another installation, or from the count made here: the same door."""
    check_porte(campagne, dispositif, on=today)
    regles = get_regles(campagne.consolide)
    lecture = read_document(
        contenu, attendu=make_entete(campagne, dispositif), catalogue=regles.catalogue, egalites=regles.egalites,
        grandeurs=regles.grandeurs,
    )  # fmt: skip
    if lecture.refus:
        raise RefusMultiples([Manque("fichier", phrase) for phrase in lecture.refus])
    # Written again by us: the same cells, however they were spaced, have the same fingerprint.
    canonique = write_document(
        make_entete(campagne, dispositif), regles.catalogue, lecture.cellules,
        apports=lecture.apports if regles.grandeurs else None,
    )  # fmt: skip
    return _store(
        by=by, campagne=campagne, dispositif=dispositif, contenu=canonique, cellules=lecture.cellules, origine=origine,
        now=now, explications=explications or {}, motif=motif,
    )  # fmt: skip


@transaction.atomic
def receive_agrege(
    *, by: Acteur, campagne: Campagne, dispositif: Dispositif, totaux: Mapping[str, int], now: datetime, today: date,
    motif: str, vue: int,
) -> Recu:  # fmt: skip
    """The totals that a structure declares, as they are counted (hours in hundredths). `motif`: where they come from. `vue`: the last
    version that was shown to whoever types them; 0: there was none."""
    check_porte(campagne, dispositif, on=today, suite=ROUVRIR)
    regles = get_regles(campagne.consolide)
    if manques := regles.declaration.check(totaux):
        raise RefusMultiples([Manque(code, phrase) for code, phrase in manques.items()])
    cellules = regles.declaration.expand(totaux, millesime=campagne.millesime, dispositif=str(dispositif.uuid))
    contenu = write_document(
        make_entete(campagne, dispositif), regles.catalogue, cellules, apports=regles.declaration.list_apports(totaux)
    )
    return _store(
        by=by, campagne=campagne, dispositif=dispositif, contenu=contenu, cellules=cellules, origine=Origine.AGREGE,
        now=now, explications={}, motif=motif, vue=vue,
    )  # fmt: skip


def check_porte(
    campagne: Campagne, dispositif: Dispositif, *, on: date, suite: str = "demandez au réseau de la rouvrir"
) -> None:
    """`suite`: what whoever deposits may do of a campaign that is over."""
    etat = campagne.get_etat(on=on)
    if etat is EtatCampagne.A_VENIR:
        raise DepotRefuse(f"Cette campagne ouvre le {campagne.ouverte_le:%d/%m/%Y} : déposez à partir de ce jour.")
    if etat is EtatCampagne.CLOSE:
        raise DepotRefuse(f"Cette campagne est close depuis le {campagne.close_le:%d/%m/%Y} : {suite}.")
    if dispositif.type != TYPES[Consolide(campagne.consolide)]:
        raise DepotRefuse("Cette campagne n’est pas la vôtre : elle est celle de l’autre consolidation.")
    if dispositif.is_fictif is not campagne.is_fictive:
        raise DepotRefuse("Des chiffres de démonstration et des chiffres réels ne se mêlent pas : ce dépôt est refusé.")


def check_vue(vivants: Sequence[Depot], vue: int) -> None:
    """Nothing is replaced that was not shown. What was withdrawn meanwhile is not missed."""
    if vivants and (phrase := vivants[-1].say_arrivee(vue=vue)):
        raise DepotRefuse(phrase)


def list_sauts(campagne: Campagne, dispositif: Dispositif, cellules: Sequence[Cellule]) -> list[Saut]:
    regles = get_regles(campagne.consolide)
    day = date(campagne.millesime, 12, 31)
    return find_sauts(
        read_avant(campagne, dispositif), group_totaux(cellules), catalogue=regles.catalogue,
        inclusif=regles.inclusif, part=PART.get(on=day).valeur, effectif=EFFECTIF.get(on=day).valeur, bilan=Bilan(*regles.stock) if regles.stock else None,
    )  # fmt: skip


def _store(
    *, by: Acteur, campagne: Campagne, dispositif: Dispositif, contenu: bytes, cellules: Sequence[Cellule],
    origine: Origine, now: datetime, explications: Mapping[str, str], motif: str, vue: int | None = None,
) -> Recu:  # fmt: skip
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)
    empreinte = compute_empreinte(contenu)
    rows = Depot.objects.filter(campagne=campagne, dispositif=dispositif)
    last = rows.order_by("-version").first()
    if last is not None and last.empreinte == empreinte and last.etat in VIVANTS:
        return Recu(explain(by=by, depot=last, explications=explications) if explications else last, False)
    if vue is not None:
        check_vue(list_vivants(campagne, dispositif), vue)
    sauts = [
        {"cle": saut.cle, "phrase": saut.phrase, "explication": explications.get(saut.cle, "").strip()}
        for saut in list_sauts(campagne, dispositif, cellules)
    ]
    depot = Depot(
        dispositif=dispositif, campagne=campagne, version=(rows.aggregate(Max("version"))["version__max"] or 0) + 1,
        origine=origine, contenu=contenu.decode(), empreinte=empreinte, nombre=len(cellules), sauts=sauts, recu_le=now,
        auteur=by.compte, motif=motif, etat=EtatDepot.A_EXPLIQUER,
    )  # fmt: skip
    if is_explique(depot):
        _take_place(depot)
    depot.save(force_insert=True)
    journal.write(
        by=by, event="depots.depot", target=depot, annee=campagne.millesime, version=depot.version,
        origine=depot.libelle_origine, empreinte=empreinte,
    )  # fmt: skip
    return Recu(depot, True)


def is_explique(depot: Depot) -> bool:
    return all(len(saut["explication"]) >= MOTIF_MINIMUM for saut in depot.sauts)


def _take_place(depot: Depot) -> None:
    depot.etat = EtatDepot.EN_VIGUEUR
    Depot.objects.filter(campagne=depot.campagne, dispositif=depot.dispositif, etat=EtatDepot.EN_VIGUEUR).update(
        etat=EtatDepot.REMPLACE
    )
    Depot.objects.filter(
        campagne=depot.campagne, dispositif=depot.dispositif, etat=EtatDepot.A_EXPLIQUER, version__lt=depot.version
    ).update(etat=EtatDepot.REMPLACE)


@transaction.atomic
def explain(*, by: Acteur, depot: Depot, explications: Mapping[str, str]) -> Depot:
    """Once every difference is explained, the deposit counts, and replaces the one before it."""
    depot = Depot.objects.select_for_update(of=("self",)).select_related("campagne", "dispositif").get(pk=depot.pk)
    if depot.etat != EtatDepot.A_EXPLIQUER:
        return depot
    manques = []
    for saut in depot.sauts:
        texte = explications.get(saut["cle"], saut["explication"]).strip()
        if len(texte) < MOTIF_MINIMUM:
            manques.append(Manque(saut["cle"], SANS_EXPLICATION))
        saut["explication"] = texte
    if manques:
        raise RefusMultiples(manques)
    _take_place(depot)
    depot.save(update_fields=["etat", "sauts"])
    journal.write(by=by, event="depots.explique", target=depot, annee=depot.campagne.millesime, version=depot.version)
    return depot


@transaction.atomic
def withdraw(*, by: Acteur, depot: Depot, motif: str, now: datetime, today: date) -> Depot:
    """It counts no more; the one it had replaced does not come back by itself: it is deposited again."""
    depot = Depot.objects.select_for_update(of=("self",)).select_related("campagne", "dispositif").get(pk=depot.pk)
    check_retrait(depot, on=today)
    if len(motif.strip()) < MOTIF_MINIMUM:
        raise DepotRefuse("Dites en une phrase pourquoi ce dépôt ne compte plus.", champ="motif")
    depot.etat, depot.retire_le, depot.motif = EtatDepot.RETIRE, now, motif.strip()
    depot.save(update_fields=["etat", "retire_le", "motif"])
    journal.write(by=by, event="depots.retire", target=depot, annee=depot.campagne.millesime, version=depot.version)
    return depot


def check_retrait(depot: Depot, *, on: date) -> None:
    if depot.etat not in VIVANTS:
        raise DepotRefuse(f"Ce dépôt est déjà « {depot.libelle_etat} » : il ne compte plus.")
    if depot.campagne.get_etat(on=on) is not EtatCampagne.OUVERTE:
        raise DepotRefuse("Cette campagne n’est pas ouverte : un dépôt ne s’en retire plus. Écrivez au réseau.")
