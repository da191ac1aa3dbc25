"""The étapes (domaine 01 § 9): what follows what, what counts and in which of the three counts, hours, places."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.parcours.nomenclatures.etapes import (
    COMPTES,
    LIBELLES_FAMILLE,
    LIBELLES_FINANCEMENT,
    LIBELLES_POSITIONNEMENT,
    OCCUPENT,
    TYPES,
    EtatPositionnement,
    Financement,
)
from maillage.parcours.rules.etats import Transition
from maillage.socle.parametres import Parametre, fixe
from maillage.socle.typographie import lower_initiale

E = EtatPositionnement
POSITIONNEMENTS: Mapping[EtatPositionnement, Mapping[EtatPositionnement, Transition]] = {
    E.PROPOSE: {
        E.ACCEPTE: Transition("E1", "Accepter"),
        E.EN_ATTENTE: Transition("E2", "Mettre sur liste d’attente"),
        E.REFUSE: Transition("E3", "Refuser"),
    },
    E.EN_ATTENTE: {
        E.ACCEPTE: Transition("E1", "Donner la place"),
        E.REFUSE: Transition("E3", "Renoncer"),
    },
    E.ACCEPTE: {
        E.PREVU: Transition("E4", "Fixer les dates"),
        E.EN_COURS: Transition("E5", "Commencer"),
        E.REFUSE: Transition("E3", "Renoncer"),
    },
    E.PREVU: {
        E.EN_COURS: Transition("E5", "Commencer"),
        E.NON_VENU: Transition("E6", "Constater que la personne n’est pas venue"),
        E.REFUSE: Transition("E3", "Renoncer"),
    },
    E.EN_COURS: {
        E.TERMINE: Transition("E7", "Terminer"),
        E.INTERROMPU: Transition("E8", "Interrompre"),
    },
    E.REFUSE: {},
    E.TERMINE: {},
    E.INTERROMPU: {},
    E.NON_VENU: {},
}
# Without a reason these say nothing to whoever prepares the next étape.
MOTIVES = frozenset({E.REFUSE, E.INTERROMPU})

DEMI_JOURNEE = fixe(
    "etape.demi_journee", "Durée proposée d’une demi-journée", "minutes", 210, "usage des opérateurs [D]",
    a_confirmer=True,
)  # fmt: skip
MINUTES_PAR_JOUR = fixe(
    "etape.journee", "Durée au-delà de laquelle une journée est une erreur", "minutes", 720,
    "Code du travail, L. 3121-18 et L. 3121-19 (dix heures, douze par accord)",
)  # fmt: skip
JOURS_APRES = fixe(
    "etape.jours_apres", "Temps pendant lequel l’opérateur suit encore une étape finie", "jours", 30,
    "matrice d’accès du projet, portée ᵖ (domaine 05 § 3)", a_confirmer=True,
)  # fmt: skip


def get_heures(parametre: Parametre, *, on: date) -> Decimal:
    return Decimal(parametre.get(on=on).valeur) / 60


def is_commencee(etat: EtatPositionnement, debut: date | None) -> bool:
    """Whether the étape counts: it has really begun (§ 9.1)."""
    return etat in COMPTES and debut is not None


def is_dans(etat: EtatPositionnement, *, debut: date | None, fin: date | None, du: date, au: date) -> bool:
    """Indicator I-20: really begun, and overlapping the period."""
    return is_commencee(etat, debut) and debut is not None and debut <= au and (fin is None or fin >= du)


# --- Local types -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rattachement:
    """What one local label counts as, from a day to another (both included)."""

    national: str
    du: date
    au: date | None = None


def find_national(rattachements: Iterable[Rattachement], *, on: date) -> str | None:
    """The one national type of that day; None when the label did not exist."""
    found = [r.national for r in rattachements if r.du <= on and (r.au is None or on <= r.au)]
    assert len(found) <= 1, "deux rattachements le même jour : check_rattachement les refuse"
    return found[0] if found else None


LIBELLES_TYPES: Mapping[str, str] = {code: type.libelle for code, type in TYPES.items()}


def check_rattachement(
    existants: Collection[Rattachement], nouveau: Rattachement, *, nationaux: Mapping[str, str] = LIBELLES_TYPES
) -> str | None:
    """A label counts as exactly one national type at any date. `nationaux`: those it may count as, in words."""
    if nouveau.national not in nationaux:
        return f"Le type national « {nouveau.national} » n’existe pas."
    if nouveau.au is not None and nouveau.au < nouveau.du:
        return f"La fin ({nouveau.au:%d/%m/%Y}) précède le début ({nouveau.du:%d/%m/%Y})."
    for other in existants:
        if nouveau.du <= (other.au or date.max) and other.du <= (nouveau.au or date.max):
            return (
                f"Ce libellé compte déjà comme « {nationaux[other.national]} » depuis le {other.du:%d/%m/%Y} : il ne "
                "peut compter que comme un seul type national à la fois."
            )
    return None


# --- Places and waiting list -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attente:
    """One person waiting. `reporte`: already left without a place on this action; `etapes`: begun since the entry."""

    cle: int
    depuis: date
    reporte: bool = False
    etapes: int = 0


@dataclass(frozen=True, slots=True)
class Rang:
    cle: int
    rang: int
    raisons: tuple[str, ...]


def count_places(places: int, etats: Iterable[EtatPositionnement]) -> int:
    """Places left; never below none, even when the session was made smaller."""
    return max(0, places - sum(etat in OCCUPENT for etat in etats))


def rank_attente(attentes: Iterable[Attente], *, today: date) -> list[Rang]:
    """Who is offered the place that frees, and why, in words: no score, nothing about the person's situation.

    First those already left without a place on this action, then those who have begun no étape since their entry,
    then those who have waited longest. [D]: to be confirmed by the dispositifs.
    """
    ordered = sorted(attentes, key=lambda a: (not a.reporte, a.etapes > 0, a.depuis, a.cle))
    return [Rang(a.cle, rang, _explain(a, today)) for rang, a in enumerate(ordered, start=1)]


def _explain(attente: Attente, today: date) -> tuple[str, ...]:
    said = []
    if attente.reporte:
        said.append("n’avait pas eu de place à une session précédente")
    if attente.etapes == 0:
        said.append("n’a commencé aucune étape depuis son entrée")
    days = (today - attente.depuis).days
    said.append(
        f"attend depuis {days} jours"
        if days > 1
        else "attend depuis hier"
        if days == 1
        else "attend depuis aujourd’hui"
    )
    return tuple(said)


# --- Hours -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Presence:
    le: date
    heures: Decimal
    is_present: bool


def sum_heures(presences: Iterable[Presence]) -> Decimal:
    """Hours realised: only what was attended."""
    return sum((p.heures for p in presences if p.is_present), Decimal(0))


def check_presence(
    le: date, heures: Decimal, *, du: date | None, au: date | None, today: date, autres: Decimal = Decimal(0)
) -> str | None:
    """`autres`: hours already attended that same day."""
    if le > today:
        return f"Le {le:%d/%m/%Y} est dans le futur : notez la présence le jour venu."
    if du is not None and le < du:
        return f"Le {le:%d/%m/%Y} précède le début de l’étape ({du:%d/%m/%Y})."
    if au is not None and le > au:
        return f"Le {le:%d/%m/%Y} suit la fin de l’étape ({au:%d/%m/%Y})."
    if heures < 0:
        return "Un nombre d’heures ne peut pas être négatif."
    limite = get_heures(MINUTES_PAR_JOUR, on=le)
    if heures + autres > limite:
        return f"Plus de {limite:f} heures le {le:%d/%m/%Y} : vérifiez le nombre d’heures."
    return None


# --- One entry, three counts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Etape:
    """What the three counts read of one étape."""

    type: str
    etat: EtatPositionnement
    debut: date | None
    financement: Financement = Financement.DROIT_COMMUN
    operation_fse: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Compte:
    nom: str
    is_compte: bool
    phrase: str


def explain_comptes(etape: Etape) -> Sequence[Compte]:
    """Consolidation, FSE, clause: whether this étape counts in each, and the sentence that says why."""
    return (_explain_consolidation(etape), _explain_fse(etape), _explain_clause(etape))


def _not_begun(etape: Etape) -> str:
    return (
        f"Ne compte pas : « {LIBELLES_POSITIONNEMENT[etape.etat].lower()} », sans début réel. Seule une étape vraiment "
        "commencée compte."
    )


def _explain_consolidation(etape: Etape) -> Compte:
    nom = "Consolidation du réseau"
    if not is_commencee(etape.etat, etape.debut):
        return Compte(nom, False, _not_begun(etape))
    definition = TYPES[etape.type]
    also = " Elle compte aussi parmi les contrats de travail." if definition.is_contrat else ""
    return Compte(
        nom, True,
        f"Compte dans la famille « {LIBELLES_FAMILLE[definition.famille]} » ({definition.code}), commencée le "
        f"{etape.debut:%d/%m/%Y}.{also}",
    )  # fmt: skip


def _explain_fse(etape: Etape) -> Compte:
    nom = "FSE"
    if etape.financement is not Financement.PLIE_FSE:
        return Compte(
            nom,
            False,
            f"Ne compte pas : financement « {lower_initiale(LIBELLES_FINANCEMENT[etape.financement])} », hors FSE.",
        )
    if not etape.operation_fse:
        return Compte(nom, False, "Ne compte pas encore : le FSE la finance, mais son opération n’est pas indiquée.")
    if not is_commencee(etape.etat, etape.debut):
        return Compte(nom, False, _not_begun(etape))
    return Compte(nom, True, f"Compte dans l’opération {etape.operation_fse}.")


def _explain_clause(etape: Etape) -> Compte:
    nom = "Clause sociale"
    if not etape.clause:
        return Compte(nom, False, "Ne compte pas : aucun contrat de la clause n’y est lié.")
    if not TYPES[etape.type].is_contrat:
        return Compte(nom, False, "Ne compte pas : ce type d’étape n’est pas un contrat de travail.")
    if not is_commencee(etape.etat, etape.debut):
        return Compte(nom, False, _not_begun(etape))
    return Compte(nom, True, f"Compte par le contrat {etape.clause}.")
