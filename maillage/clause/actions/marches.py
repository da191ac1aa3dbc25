"""A donneur d'ordre is inscribed, a market is spotted and described, its clause is written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.clause.models import DonneurOrdre, Lot, Marche, PassageLot, SuiviLot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.rules.etats import ENTREES
from maillage.clause.rules.gardes_aval import check_ecriture
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.versions import check_lue

CHAMPS_DONNEUR = ("nom", "type", "siret", "is_spaser")
CHAMPS_MARCHE = (
    "objet", "numero", "acheteur", "maitre_ouvrage", "operation", "lieu_commune", "lieu_precision", "suivi_par", "achat",
    "engage_le", "publication_prevue", "debut", "fin_prevue",
)  # fmt: skip
CHAMPS_LOT = (
    "intitule", "montant_ht", "secteur", "publics", "formes", "mode", "part_main_oeuvre", "taux_insertion", "cout_horaire",
    "tranche_eur", "heures_unite", "bons_prevus", "part_qpv", "ponderation",
    "mention_perimetre", "mention_facilitateur", "mention_publics", "mention_volume",
)  # fmt: skip


class ClauseRefusee(Refus):
    """A rule of the clause refuses."""


@transaction.atomic
def save_donneur(
    *, by: Acteur, donneur: DonneurOrdre, values: Mapping[str, Any], lue: str | None = None
) -> DonneurOrdre:
    """`lue`: what was read, so that two people who save lose nothing."""
    permissions.check(by, Droit.TENIR_MARCHES, donneur)
    is_new = donneur.pk is None
    if not is_new:
        donneur = DonneurOrdre.objects.select_for_update(of=("self",)).get(pk=donneur.pk)
        check_lue(donneur, CHAMPS_DONNEUR, lue)
    save(donneur, values, champ="nom")
    journal.write(by=by, event="clause.donneur_ordre" if is_new else "clause.donneur_ordre_modifie", target=donneur)
    return donneur


@transaction.atomic
def register_marche(
    *, by: Acteur, marche: Marche, values: Mapping[str, Any], lot: Mapping[str, Any],
    donneur: Mapping[str, Any] | None = None, attribue_le: date | None = None,
) -> Lot:  # fmt: skip
    """A market is spotted, with its first lot, or the whole of it. `donneur`: a new one, inscribed by the same deed.

    `attribue_le`: it is known here only once attributed, on that day or before.
    """
    permissions.check(by, Droit.TENIR_MARCHES, marche)
    if donneur is not None:
        new = save_donneur(by=by, donneur=DonneurOrdre(dispositif_id=marche.dispositif_id), values=donneur)
        values = {**values, "acheteur": new}
    save(marche, values, champ="numero")
    journal.write(by=by, event="clause.marche", target=marche)
    return add_lot(by=by, marche=marche, values=lot, attribue_le=attribue_le)


@transaction.atomic
def change_marche(*, by: Acteur, marche: Marche, values: Mapping[str, Any], lue: str | None = None) -> Marche:
    permissions.check(by, Droit.TENIR_MARCHES, marche)
    marche = Marche.objects.select_for_update(of=("self",)).get(pk=marche.pk)
    check_lue(marche, CHAMPS_MARCHE, lue)
    if set(marche.lots.values_list("etat", flat=True)) == {EtatLot.CLOS}:
        raise ClauseRefusee("Tous les lots de ce marché sont clos : il se lit et ne change plus.")
    save(marche, values, champ="numero")
    journal.write(by=by, event="clause.marche_modifie", target=marche)
    return marche


@transaction.atomic
def add_lot(*, by: Acteur, marche: Marche, values: Mapping[str, Any], attribue_le: date | None = None) -> Lot:
    """It is spotted on the day its consultation was engaged, and led by whoever spots it; or it enters attributed.

    A market is whole, or split into numbered lots.
    """
    lot = Lot(dispositif_id=marche.dispositif_id, marche=marche)
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    marche = Marche.objects.select_for_update(of=("self",)).get(pk=marche.pk)
    numeros = set(marche.lots.values_list("numero", flat=True))
    if numeros and (0 in numeros or not values["numero"]):
        raise ClauseRefusee(
            "Un marché est d’un seul tenant, ou en lots numérotés : numérotez d’abord celui qui existe.", champ="numero"
        )
    save(lot, values, champ="numero")
    entree, le = (ENTREES[1], attribue_le) if attribue_le else (ENTREES[0], marche.engage_le)
    open_pilotage(by, lot, du=min(marche.engage_le, le, localdate()))
    record_passage(by, lot, vers=entree, le=le)
    journal.write(by=by, event="clause.lot", target=lot, numero=lot.numero)
    return lot


@transaction.atomic
def change_lot(*, by: Acteur, lot: Lot, values: Mapping[str, Any], lue: str | None = None) -> Lot:
    """What the lot is, and its clause: hypotheses, forms, wording. Once notified, only a version of engagement changes it."""
    lot = lock_lot(by, lot)
    check_lue(lot, CHAMPS_LOT, lue)
    if not lot.is_clause_ouverte:
        raise ClauseRefusee(
            f"Ce lot est « {lot.libelle_etat} » : sa clause ne se réécrit plus. Un avenant s’enregistre comme une "
            "version d’engagement."
        )
    save(lot, values)
    journal.write(by=by, event="clause.lot_modifie", target=lot)
    return lot


def lock_lot(by: Acteur, lot: Lot) -> Lot:
    """With its market: two lots of one market that go on together lose nothing of it."""
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    rows = Lot.objects.select_for_update(of=("self", "marche")).select_related("marche__acheteur")
    locked: Lot = rows.get(pk=lot.pk)
    if refus := check_ecriture(EtatLot(locked.etat)):
        raise ClauseRefusee(refus)
    return locked


def open_pilotage(by: Acteur, lot: Lot, *, du: date) -> SuiviLot:
    """The first pilote of a lot: from then on there is one at any date."""
    return SuiviLot.objects.create(
        dispositif_id=lot.dispositif_id, lot=lot, structure_id=lot.dispositif_id, role=RoleSuivi.PILOTE, du=du,
        auteur=by.compte,
    )  # fmt: skip


def record_passage(by: Acteur, lot: Lot, *, vers: EtatLot, le: Any) -> PassageLot:
    """The only writer of a lot's state; the caller holds its lock."""
    last = lot.passages.order_by("-rang").first()
    passage = PassageLot(
        dispositif_id=lot.dispositif_id, lot=lot, de=last.vers if last else "", vers=vers, le=le,
        rang=last.rang + 1 if last else 1, auteur=by.compte,
    )  # fmt: skip
    passage.save(force_insert=True)
    lot.etat = vers
    lot.save(update_fields=["etat"])
    return passage


def save(row: Any, values: Mapping[str, Any], *, champ: str = "") -> None:
    """Writes the values; what a constraint refuses is told in its own words, beside `champ` when it holds of several."""
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as refus:
        of, messages = next(iter(refus.message_dict.items()))
        raise ClauseRefusee(messages[0], champ=champ if of == NON_FIELD_ERRORS else of) from refus
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise ClauseRefusee("Quelqu’un vient d’enregistrer la même chose : rechargez la page.") from taken
