"""The statement of a structure that is not in Maillage enters the lot, and may be withdrawn: what it said stays written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.clause.actions.deroulement import deposit
from maillage.clause.actions.marches import ClauseRefusee, lock_lot, save
from maillage.clause.models import LigneAgregee, Lot, ReleveAgrege
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries import agreges as queries
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.rules import agreges as rules
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_agrege(
    *, by: Acteur, lot: Lot, structure: str, siren: str, certifie_par: str, certifie_le: date, fichier: str,
    empreinte: str, lignes: Sequence[rules.LigneLue], attestation: TemporaryUploadedFile | None, today: date,
) -> tuple[ReleveAgrege, bool]:  # fmt: skip
    """The same file handed in twice is one: then False, and nothing changes. `attestation`: what the structure signed."""
    lot = lock_lot(by, lot)
    known = ReleveAgrege.objects.filter(lot=lot, empreinte=empreinte, retire_le=None).first()
    if known is not None:
        return known, False
    if EtatLot(lot.etat) not in SUIVIS:
        raise ClauseRefusee(f"Ce lot est « {lot.libelle_etat} » : ses heures ne changent plus.")
    if certifie_le > today:
        raise ClauseRefusee("La signature ne peut pas être à venir.", champ="certifie_le")
    equipees = queries.list_equipees(lot, on=today)
    if refus := rules.check_structure(structure, siren, equipees=equipees):
        raise ClauseRefusee(refus, champ="structure")
    if refus := rules.check_recouvrement(lignes, connues=queries.list_connues(lot, structure)):
        raise ClauseRefusee(refus, champ="structure")
    if attestation is None:
        raise ClauseRefusee(
            "Joignez l’attestation signée : sans elle, ces heures ne sont celles de personne.", champ="fichier"
        )
    row = ReleveAgrege(
        dispositif_id=lot.dispositif_id, lot=lot, piece=deposit(by, lot, attestation), depose_le=today, auteur=by.compte
    )
    save(
        row, {"structure": structure, "siren": siren, "fichier": fichier, "empreinte": empreinte,
              "certifie_par": certifie_par, "certifie_le": certifie_le}, champ="structure",
    )  # fmt: skip
    LigneAgregee.objects.bulk_create(
        LigneAgregee(
            dispositif_id=lot.dispositif_id, releve=row, lot=lot, cle=queries.make_cle(structure, one.territoire),
            mois=one.mois, territoire=one.territoire, heures=one.heures, contrats=one.contrats,
            participants=one.participants,
        )
        for one in lignes
    )  # fmt: skip
    heures = sum((one.heures for one in lignes), Decimal(0))
    journal.write(by=by, event="clause.agrege", target=lot, heures=f"{heures:f}", nombre=len(lignes))
    return row, True


@transaction.atomic
def withdraw_agrege(*, by: Acteur, releve: ReleveAgrege, motif: str, today: date) -> ReleveAgrege:
    """Its hours count no more; a frozen bilan stays what it was."""
    lot = lock_lot(by, releve.lot)
    row = ReleveAgrege.objects.select_for_update(of=("self",)).get(pk=releve.pk)
    if row.retire_le is not None:
        raise ClauseRefusee(f"Ce relevé est déjà retiré, depuis le {row.retire_le:%d/%m/%Y}.")
    if not motif.strip():
        raise ClauseRefusee("Dites en une phrase pourquoi ce relevé ne compte plus.", champ="motif")
    row.retire_le, row.motif = today, motif
    row.save(update_fields=["retire_le", "motif"])
    row.lignes.update(is_retiree=True)
    journal.write(by=by, event="clause.agrege_retire", target=lot, le=today.isoformat())
    return row
