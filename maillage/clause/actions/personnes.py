"""A person enters the clause, or is recognised; what makes them eligible is recorded, never overwritten."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import Eligibilite
from maillage.clause.nomenclatures.eligibilites import Decision, MotifDecision
from maillage.clause.permissions import Droit
from maillage.clause.queries.personnes import read_droits
from maillage.clause.rules.eligibilite import check_decision
from maillage.parcours.actions.personne import list_quartiers
from maillage.participants.actions.datees import record_datee
from maillage.participants.actions.droits import record_information
from maillage.participants.actions.personnes import PersonneRefusee, change_personne, register_personne
from maillage.participants.models import Adresse, Personne, Situation
from maillage.participants.nomenclatures.droits import Support
from maillage.participants.nomenclatures.identite import Qpv
from maillage.participants.queries.personnes import find_situation
from maillage.participants.rules import qpv
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece_de_dossier
from maillage.socle.pieces.nomenclatures import Classe
from maillage.socle.refus import Manque, RefusMultiples

REPONSES = tuple(
    field.name
    for field in Situation._meta.concrete_fields
    if field.name not in {"id", "uuid", "dispositif", "personne", "du", "rang", "saisie_le", "auteur", "motif"}
)


@transaction.atomic
def register(
    *, by: Acteur, identite: Mapping[str, Any], adresse: Mapping[str, Any], situation: Mapping[str, Any],
    informee_le: date | None, today: date,
) -> Personne:  # fmt: skip
    """A new file. Whether it is somebody known was asked before: a human said no."""
    assert by.dispositif is not None
    permissions.check(by, Droit.SUIVRE_PERSONNES, Personne(dispositif_id=by.dispositif))
    personne = register_personne(by=by, dispositif=Dispositif.objects.get(pk=by.dispositif), values=identite)
    if any(adresse.get(name) for name in ("voie", "code_postal", "commune")) or adresse.get("qpv") != Qpv.INDETERMINE:
        record_adresse(by=by, personne=personne, du=today, values=adresse, today=today)
    if any(situation.values()):
        record_datee(Situation, by=by, personne=personne, du=today, values=situation, today=today)
    if informee_le is not None:
        record_information(by=by, personne=personne, le=informee_le, support=Support.PAPIER, today=today)
    return personne


def change_identite(*, by: Acteur, personne: Personne, values: Mapping[str, Any], version: str) -> Personne:
    permissions.check(by, Droit.SUIVRE_PERSONNES, personne)
    return change_personne(by=by, personne=personne, values=values, version=int(version))


def record_adresse(
    *, by: Acteur, personne: Personne, du: date, values: Mapping[str, Any], today: date, lue: str | None = None,
    motif: str = "",
) -> Adresse:  # fmt: skip
    """The answer about the quartier is that of the day the address begins; it is never computed again."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, personne)
    connus = list_quartiers(values.get("commune"), on=du)
    asked, code = Qpv(values["qpv"]), "".join(values["qpv_code"].upper().split())
    if refus := qpv.check(qpv=asked, code=code, connus=connus):
        raise PersonneRefusee(refus, champ="qpv_code")
    found = qpv.answer(qpv=asked, code=code, methode=values.get("qpv_methode", ""), connus=connus, on=du)
    values = {
        **values, "qpv": found.qpv, "qpv_code": found.code, "qpv_millesime": found.millesime,
        "qpv_methode": found.methode,
    }  # fmt: skip
    return record_datee(Adresse, by=by, personne=personne, du=du, values=values, today=today, lue=lue, motif=motif)


def record_situation(
    *, by: Acteur, personne: Personne, du: date, values: Mapping[str, Any], today: date, lue: str, motif: str = ""
) -> Situation:
    """The clause asks for a few answers: those it does not ask stay as they were."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, personne)
    before = find_situation(personne, on=du)
    kept = {name: getattr(before, name) for name in REPONSES} if before else {}
    return record_datee(
        Situation, by=by, personne=personne, du=du, values=kept | dict(values), today=today, lue=lue, motif=motif
    )


@transaction.atomic
def decide_eligibilite(
    *, by: Acteur, personne: Personne, decision: Decision, criteres: list[str], constat: date, prescripteur: str,
    motif: MotifDecision | None, prolongee_au: date | None, fichier: TemporaryUploadedFile | None, today: date,
) -> Eligibilite:  # fmt: skip
    """`fichier` None: the paper was seen, and is kept elsewhere."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, personne)
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    droits = read_droits([personne.pk])[personne.pk]
    refus = check_decision(
        decision=decision, motif=motif, has_critere=bool(criteres), constat=constat, prolongee_au=prolongee_au,
        deja_accordee=droits.constat is not None, fin=droits.fenetre.au if droits.fenetre else None, today=today,
    )  # fmt: skip
    if refus:
        raise RefusMultiples([Manque(champ, phrase) for champ, phrase in refus.items()])
    row = Eligibilite(
        dispositif_id=personne.dispositif_id, personne=personne, constat=constat, prescripteur=prescripteur,
        decision=decision, motif=motif or "", prolongee_au=prolongee_au, decidee_le=today, auteur=by.compte,
    )  # fmt: skip
    row.criteres = criteres
    if fichier is not None:
        try:
            row.piece = record_piece_de_dossier(
                by=by, dispositif=personne.dispositif_id, fichier=fichier, classe=Classe.CLAUSE
            )
        except PieceRefusee as refusee:
            raise ClauseRefusee(str(refusee), champ="fichier") from refusee
    row.save(force_insert=True)
    journal.write(by=by, event="clause.eligibilite", target=personne, decision=row.decision, le=today.isoformat())
    return row
