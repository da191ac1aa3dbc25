"""Bidders are told, their questions answered and published; texts are drawn, reworked, taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.actions.saisies import keep
from maillage.clause.models import Information, Lot, Question, Redaction
from maillage.clause.permissions import Droit
from maillage.clause.rules.modeles import Modele
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

CHAMPS_INFORMATION = ("le", "moyen", "destinataires", "contenu")
CHAMPS_QUESTION = ("recue_le", "de", "question", "reponse", "repondue_le", "publiee_le")
CHAMPS_REDACTION = ("titre", "texte")


def _check_jours(values: Mapping[str, Any], *champs: str, today: date) -> None:
    for champ in champs:
        if values.get(champ) and values[champ] > today:
            raise ClauseRefusee("Ce jour n’est pas encore venu : notez-le quand ce sera fait.", champ=champ)


def save_information(
    *, by: Acteur, information: Information, values: Mapping[str, Any], today: date, lue: str | None = None
) -> Information:
    _check_jours(values, "le", today=today)
    return keep(
        by=by, row=information, values=values, champs=CHAMPS_INFORMATION, lue=lue, event="clause.information", champ="le"
    )  # fmt: skip


def save_question(
    *, by: Acteur, question: Question, values: Mapping[str, Any], today: date, lue: str | None = None
) -> Question:
    _check_jours(values, "recue_le", "repondue_le", "publiee_le", today=today)
    if bool(values["reponse"].strip()) != bool(values["repondue_le"]):
        champ = "repondue_le" if values["reponse"].strip() else "reponse"
        raise ClauseRefusee("Une réponse s’écrit avec sa date, et la date avec sa réponse.", champ=champ)
    return keep(
        by=by, row=question, values=values, champs=CHAMPS_QUESTION, lue=lue, event="clause.question", champ="publiee_le"
    )  # fmt: skip


@transaction.atomic
def draw_redaction(*, by: Acteur, lot: Lot, modele: Modele, today: date) -> Redaction:
    """The text of the model, its variables still between braces: what the lot says fills them when it is read."""
    redaction = Redaction(dispositif_id=lot.dispositif_id, lot=lot)
    permissions.check(by, Droit.TENIR_MARCHES, redaction)
    save(
        redaction,
        {"modele": modele.code, "version": modele.version, "titre": modele.titre, "texte": modele.texte, "modifie_le": today},
    )  # fmt: skip
    journal.write(by=by, event="clause.redaction", target=redaction, modele=modele.code, version=modele.version)
    return redaction


def save_redaction(
    *, by: Acteur, redaction: Redaction, values: Mapping[str, Any], today: date, lue: str | None = None
) -> Redaction:
    return keep(
        by=by, row=redaction, values={**values, "modifie_le": today}, champs=CHAMPS_REDACTION, lue=lue,
        event="clause.redaction", champ="texte",
    )  # fmt: skip
