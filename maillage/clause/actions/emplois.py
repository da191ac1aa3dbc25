"""A contract is recorded, put on a lot, renewed, ended. The first one on a lot begins its execution."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.clause.actions.deroulement import advance_lot
from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.actions.suites_etapes import carry_suite
from maillage.clause.actions.suivis import SERVICE, lock_shared
from maillage.clause.models import (
    EmploiDuLot,
    Entreprise,
    EntrepriseDuLot,
    Lot,
    MiseEmploi,
    Renouvellement,
    StatutEntreprise,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation, MotifFin, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suites_etapes import NatureSuite
from maillage.clause.permissions import Droit
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.queries.personnes import find_dernier_mois, read_connu
from maillage.clause.rules import emplois as rules
from maillage.participants.models import Personne
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, RefusMultiples, VersionDepassee
from maillage.socle.versions import check_lue

CHAMPS_EMPLOI = (
    "employeur", "entreprise_utilisatrice", "type_contrat", "mode", "metier", "code_rome", "debut", "fin_prevue",
    "temps_hebdo",
)  # fmt: skip


@transaction.atomic
def record_emploi(
    *, by: Acteur, personne: Personne, values: Mapping[str, Any], today: date, lot: Lot | None = None,
    entreprise: Entreprise | None = None, coefficient: Decimal = Decimal(1), renouvelle: MiseEmploi | None = None,
    nouvel_employeur: tuple[str, StatutInsertion] | None = None,
) -> MiseEmploi:  # fmt: skip
    """`lot`: the first one it serves, on account of `entreprise`. `nouvel_employeur`: its name and what it is, inscribed by
    the same deed. The profile of the person is taken that day."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, personne)
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if nouvel_employeur is not None:
        values = {**values, "employeur": _inscribe_employeur(personne, *nouvel_employeur, du=values["debut"])}
    _check(values, today=today)
    row = MiseEmploi(dispositif_id=personne.dispositif_id, personne=personne, renouvelle=renouvelle, auteur=by.compte)
    row.profil = read_connu(personne, on=values["debut"]).profil
    save(row, values, champ="debut")
    journal.write(by=by, event="clause.emploi", target=personne, type=row.type_contrat, du=row.debut.isoformat())
    if lot is not None:
        put_on_lot(by=by, emploi=row, lot=lot, entreprise=entreprise, coefficient=coefficient, today=today)
    return row


def _inscribe_employeur(personne: Personne, nom: str, statut: StatutInsertion, *, du: date) -> Entreprise:
    """What it is recognised as holds from that day, as far as is known here."""
    row = Entreprise(dispositif_id=personne.dispositif_id)
    save(row, {"nom": nom}, champ="nouvel_employeur")
    StatutEntreprise.objects.create(dispositif_id=personne.dispositif_id, entreprise=row, statut=statut, du=du)
    return row


def _check(values: Mapping[str, Any], *, today: date) -> None:
    utilisatrice = values.get("entreprise_utilisatrice")
    refus = rules.check_emploi(
        contrat=TypeContrat(values["type_contrat"]), mode=ModeRealisation(values["mode"]), debut=values["debut"],
        fin_prevue=values.get("fin_prevue"), today=today,
        is_prete=utilisatrice is not None and utilisatrice != values["employeur"],
    )  # fmt: skip
    if refus:
        raise RefusMultiples([Manque(champ, phrase) for champ, phrase in refus.items()])


@transaction.atomic
def change_emploi(
    *, by: Acteur, emploi: MiseEmploi, values: Mapping[str, Any], lue: str | None, today: date
) -> MiseEmploi:
    """What was typed wrong. Hours already noted keep the contract where they are."""
    emploi = _lock(by, emploi)
    check_lue(emploi, CHAMPS_EMPLOI, lue)
    _check(values, today=today)
    derniere = find_dernier_mois(emploi)
    premier = emploi.lignes.order_by("mois").values_list("mois", flat=True).first()
    if premier is not None and rules.get_dernier_jour(premier) < values["debut"]:
        raise ClauseRefusee(f"Des heures sont saisies dès {premier:%m/%Y} : le contrat avait commencé.", champ="debut")
    fin = values.get("fin_prevue")
    if derniere is not None and fin is not None and emploi.fin_reelle is None and fin < derniere:
        raise ClauseRefusee(
            f"Des heures sont saisies pour {derniere:%m/%Y} : le contrat courait encore.", champ="fin_prevue"
        )
    if values["debut"] != emploi.debut:
        emploi.profil = read_connu(emploi.personne, on=values["debut"]).profil
    is_deplacee = fin != emploi.fin_prevue and emploi.fin_reelle is None
    save(emploi, values, champ="debut")
    if is_deplacee:
        carry_suite(by=by, emploi=emploi, nature=NatureSuite.ECHEANCE, le=fin, today=today)
    journal.write(by=by, event="clause.emploi_modifie", target=emploi.personne)
    return emploi


@transaction.atomic
def retake_profil(*, by: Acteur, emploi: MiseEmploi, lu: str | None) -> MiseEmploi:
    """What was learnt since of the first day, or was never taken. `lu`: what was shown of the file; None: not asked."""
    emploi = _lock(by, emploi)
    profil = read_connu(emploi.personne, on=emploi.debut).profil
    if not profil:
        raise ClauseRefusee(
            f"Le dossier ne dit rien du {emploi.debut:%d/%m/%Y} : complétez l’identité ou la situation, puis revenez."
        )
    if lu is not None and lu != (actuel := rules.write_profil(profil)):
        raise VersionDepassee(actuel)
    if profil != frozenset(emploi.profil):
        emploi.profil = profil
        emploi.save(update_fields=["profil_scelle"])
        journal.write(by=by, event="clause.emploi_profil", target=emploi.personne)
    return emploi


def _lock(by: Acteur, emploi: MiseEmploi) -> MiseEmploi:
    permissions.check(by, Droit.SUIVRE_PERSONNES, emploi)
    rows = MiseEmploi.objects.select_for_update(of=("self",)).select_related("personne", "employeur")
    locked: MiseEmploi = rows.get(pk=emploi.pk)
    return locked


@transaction.atomic
def put_on_lot(
    *, by: Acteur, emploi: MiseEmploi, lot: Lot, entreprise: Entreprise | None, today: date,
    coefficient: Decimal = Decimal(1),
) -> EmploiDuLot:  # fmt: skip
    """Its hours may count there, on account of one of the companies bound by the lot."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, emploi)
    permissions.check(by, Droit.SUIVRE_PERSONNES, lot)
    with open_service(
        SERVICE
    ):  # a participante does not write the lot, and yet its first contract begins the execution
        lot = lock_shared(lot)
    if EtatLot(lot.etat) not in SUIVIS:
        raise ClauseRefusee(f"Ce lot est « {lot.libelle_etat} » : il ne reçoit pas de contrat.", champ="lot")
    if entreprise is None or not EntrepriseDuLot.objects.filter(lot=lot, entreprise=entreprise).exists():
        raise ClauseRefusee(
            "Choisissez l’entreprise du lot pour le compte de qui la personne travaille.", champ="entreprise"
        )
    row = EmploiDuLot(dispositif_id=emploi.dispositif_id)
    save(row, {"mise_emploi": emploi, "lot": lot, "entreprise": entreprise, "coefficient": coefficient}, champ="lot")
    with open_service(SERVICE):
        advance_lot(by=by, lot=lot, today=today)
    journal.write(by=by, event="clause.emploi_lot", target=lot)
    return row


@transaction.atomic
def renew_emploi(*, by: Acteur, emploi: MiseEmploi, du: date, nouvelle_fin: date | None, today: date) -> Renouvellement:
    """Without interruption: the same contract, whose end moves."""
    emploi = _lock(by, emploi)
    ancienne = emploi.fin_prevue
    if refus := rules.check_renouvellement(
        du=du, ancienne_fin=ancienne, nouvelle_fin=nouvelle_fin, clos_le=emploi.fin_reelle
    ):
        raise ClauseRefusee(refus, champ="du")
    row = Renouvellement(dispositif_id=emploi.dispositif_id, auteur=by.compte)
    save(row, {"mise_emploi": emploi, "du": du, "ancienne_fin": ancienne, "nouvelle_fin": nouvelle_fin}, champ="du")
    emploi.fin_prevue = nouvelle_fin
    emploi.save(update_fields=["fin_prevue"])
    carry_suite(by=by, emploi=emploi, nature=NatureSuite.ECHEANCE, le=nouvelle_fin, today=today)
    journal.write(by=by, event="clause.emploi_renouvele", target=emploi.personne, du=du.isoformat())
    return row


@transaction.atomic
def end_emploi(*, by: Acteur, emploi: MiseEmploi, fin: date, motif: MotifFin, today: date) -> MiseEmploi:
    emploi = _lock(by, emploi)
    if emploi.fin_reelle is not None:
        raise ClauseRefusee(f"Ce contrat est déjà terminé, le {emploi.fin_reelle:%d/%m/%Y}.", champ="fin")
    if refus := rules.check_fin(fin=fin, debut=emploi.debut, derniere=find_dernier_mois(emploi), today=today):
        raise ClauseRefusee(refus, champ="fin")
    emploi.fin_reelle, emploi.motif_fin = fin, motif
    emploi.save(update_fields=["fin_reelle", "motif_fin"])
    carry_suite(by=by, emploi=emploi, nature=NatureSuite.FIN, le=fin, today=today)
    journal.write(by=by, event="clause.emploi_termine", target=emploi.personne, le=fin.isoformat())
    return emploi
