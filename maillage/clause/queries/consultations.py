"""What was told to bidders, what they asked, the texts of a lot, and what fills them."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q

from maillage.clause.models import Information, Lot, Marche, Question, Redaction
from maillage.clause.portee import select_suivis_lots
from maillage.clause.rules.volumes import show
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import lower_initiale, write_nombre


def _suivis(acteur: Acteur) -> Q:
    """What hangs on a market of which a lot is followed."""
    return Q(marche__in=select_suivis_lots(acteur).values("marche"))


def get_information(acteur: Acteur, uuid: UUID) -> Information:
    found: Information = Information.objects.filter(_suivis(acteur)).select_related("marche").get(uuid=uuid)
    return found


def get_question(acteur: Acteur, uuid: UUID) -> Question:
    found: Question = Question.objects.filter(_suivis(acteur)).select_related("marche").get(uuid=uuid)
    return found


def get_redaction(acteur: Acteur, uuid: UUID) -> Redaction:
    rows = Redaction.objects.filter(lot__in=select_suivis_lots(acteur))
    rows = rows.select_related(
        "lot__marche__acheteur", "lot__marche__maitre_ouvrage", "lot__marche__operation__maitre_ouvrage"
    )
    found: Redaction = rows.get(uuid=uuid)
    return found


def list_informations(marche: Marche) -> list[Information]:
    """The last first."""
    return list(Information.objects.filter(marche=marche).order_by("-le", "-pk"))


def list_questions(marche: Marche) -> list[Question]:
    """Those that wait first."""
    return list(
        Question.objects.filter(marche=marche).order_by(F("repondue_le").asc(nulls_first=True), "recue_le", "pk")
    )


def list_redactions(lot: Lot) -> list[Redaction]:
    return list(Redaction.objects.filter(lot=lot).order_by("titre", "pk"))


def find_moa(marche: Marche) -> str:
    """Whom the market is for: its own maître d'ouvrage, its operation's, or whoever buys."""
    if marche.maitre_ouvrage:
        return str(marche.maitre_ouvrage)
    return str(marche.operation.maitre_ouvrage) if marche.operation else str(marche.acheteur)


def _follow(text: str) -> str:
    """In the middle of a sentence; « RSA » stays so."""
    return lower_initiale(text) if text[1:2].islower() else text


def read_variables(lot: Lot) -> dict[str, str]:
    """What the lot says today of each variable; empty when it says nothing."""
    publics = _follow(lot.mention_publics) or " ; ".join(lower_initiale(libelle) for libelle in lot.libelles_publics)
    qpv = lot.calcul.heures_qpv
    return {
        "acheteur": str(lot.marche.acheteur), "maitre_ouvrage": find_moa(lot.marche), "objet": lot.marche.objet,
        "lot": str(lot) if lot.numero else "lot unique", "perimetre": _follow(lot.mention_perimetre),
        "heures": "" if lot.heures is None else write_nombre(show(lot.heures)),
        "heures_qpv": "" if qpv is None else write_nombre(show(qpv)), "publics": publics,
        "facilitateur": lot.mention_facilitateur,
        "ponderation": "" if lot.ponderation is None else write_nombre(lot.ponderation),
    }  # fmt: skip


def read_consultation(lot: Lot) -> dict[str, Any]:
    """For the page of a lot."""
    return {
        "redactions": list_redactions(lot), "informations": list_informations(lot.marche),
        "questions": list_questions(lot.marche),
    }  # fmt: skip
