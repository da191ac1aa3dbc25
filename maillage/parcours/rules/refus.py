"""Why a gesture of the way in is refused, all at once: each reason with the field to mend, and how (domaine 01 § 3.2).

Nobody mends one thing to be told the next. A day not given yet (None) is asked by the form, and stops no other reason.
"""

from collections.abc import Collection, Sequence
from datetime import date

from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.orientation import MotifNonEntree
from maillage.parcours.rules import accueil
from maillage.parcours.rules.etude import Constat, Gravite
from maillage.parcours.rules.orientation import check_jour, check_motif
from maillage.socle.refus import Manque

TOUTE_LA_PAGE = ""
"""No field of the form mends it."""


def list_refus_reception(
    constats: Collection[Constat], *, derogation: str, le: date | None, prescription: date | None, today: date
) -> list[Manque]:
    """T3: a dérogation, written, lifts what may be lifted; what is forbidden stays so."""
    found = _list_refus_jour(le, today=today, apres=prescription, quoi="la transmission")
    for constat in constats:
        phrase = f"{constat.titre}. {constat.conseil}".strip()
        if constat.gravite is Gravite.INTERDIT:
            found.append(Manque("identite", phrase))
        elif constat.gravite is Gravite.BLOQUE and not derogation.strip():
            found.append(Manque("derogation", phrase))
    return found


def list_refus_accueil(*, is_referent_ici: bool, premier_rdv: date | None, prescription: date | None) -> list[Manque]:
    """T4: the first rendez-vous may be to come."""
    found = []
    if not is_referent_ici:
        found.append(
            Manque("referent", "Ce référent ne travaille pas dans ce dispositif : choisissez-en un de la liste.")
        )
    if premier_rdv is not None and prescription is not None and premier_rdv < prescription:
        found.append(
            Manque(
                "premier_rdv",
                f"Le rendez-vous du {premier_rdv:%d/%m/%Y} précède la transmission ({prescription:%d/%m/%Y}) : "
                "corrigez la date.",
            )
        )
    return found


def list_refus_presentation(
    *, le: date | None, reception: date | None, diagnostics: Sequence[date], is_requis: bool, today: date
) -> list[Manque]:
    """T5: received before, with a diagnostic written where it is asked for."""
    found = _list_refus_jour(le, today=today, apres=reception, quoi="la réception")
    refus = accueil.check_presentation(diagnostics=diagnostics, le=le or today, is_requis=is_requis)
    if refus:
        found.append(Manque("le" if diagnostics else TOUTE_LA_PAGE, refus))
    return found


def list_refus_cloture(
    motif: MotifNonEntree | str, bilan: accueil.Bilan, *, le: date | None, prescription: date | None, absences: int,
    relances: int, today: date,
) -> list[Manque]:  # fmt: skip
    """T6', T6'': a reason, and the traces that this reason asks for."""
    found = _list_refus_jour(le, today=today, apres=prescription, quoi="la transmission")
    refus = check_motif(motif) or accueil.check_sans_suite(motif, bilan, absences=absences, relances=relances)
    if refus:
        found.append(Manque("motif", refus))
    return found


def list_refus_contact(
    nature: NatureContact, *, le: date | None, canal: str, prescription: date | None, today: date
) -> list[Manque]:
    """A rendez-vous missed or held, an attempt to reach the person."""
    found = _list_refus_jour(le, today=today, apres=prescription, quoi="la transmission")
    if nature is NatureContact.RELANCE and not canal:
        found.append(Manque("canal", "Dites par quel moyen la personne a été relancée."))
    return found


def _list_refus_jour(le: date | None, *, today: date, apres: date | None, quoi: str) -> list[Manque]:
    refus = check_jour(le, today=today, apres=apres, quoi=quoi) if le is not None else None
    return [Manque("le", refus)] if refus else []
