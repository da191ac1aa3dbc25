"""From the reception to the commission: the diagnostic that T5 asks for, the absences that end in T6'' (domaine 01 § 3.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.orientation import LIBELLES_NON_ENTREE, MotifNonEntree
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord

DIAGNOSTIC_REQUIS = fixe(
    "parcours.diagnostic_avant_commission", "Diagnostic initial avant la commission", "règle", 1,
    "domaine 01 § 3.2, T5", a_confirmer=True,
)  # fmt: skip
ABSENCES = fixe(
    "parcours.accueil_absences", "Absences à l’accueil qui mènent au classement sans suite", "absences", 2,
    "domaine 01 § 3.2, T6''", a_confirmer=True,
)  # fmt: skip
RELANCES = fixe(
    "parcours.accueil_relances", "Relances notées avant de classer sans suite une personne absente ou injoignable",
    "relances", 1, "domaine 01 § 3.2, T6''", a_confirmer=True,
)  # fmt: skip
SANS_DIAGNOSTIC = "Le diagnostic initial n’est pas écrit : établissez-le avec la personne, puis présentez-la."
TRACES = frozenset({MotifNonEntree.ABSENCES, MotifNonEntree.INJOIGNABLE})


@dataclass(frozen=True, slots=True)
class Fait:
    """One rendez-vous of the accueil, or one attempt to reach the person."""

    le: date
    nature: NatureContact


@dataclass(frozen=True, slots=True)
class Bilan:
    """What counts since the person was last seen."""

    absences: int = 0
    relances: int = 0
    refus_le: date | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """`phrase`: why it is proposed, to be shown; nobody is left out by a machine."""

    motif: MotifNonEntree
    phrase: str


def check_presentation(*, diagnostics: Sequence[date], le: date, is_requis: bool) -> str | None:
    """T5: the commission looks at somebody whose diagnostic is written, on that day or before."""
    if not is_requis:
        return None
    if not diagnostics:
        return SANS_DIAGNOSTIC
    first = min(diagnostics)
    if le < first:
        return f"Le diagnostic initial est du {first:%d/%m/%Y} : la présentation se fait ce jour-là ou après."
    return None


def assess(faits: Iterable[Fait]) -> Bilan:
    """A person who comes begins everything again; one who changes their mind comes."""
    bilan = Bilan()
    for fait in sorted(faits, key=lambda f: f.le):
        if fait.nature is NatureContact.VENUE:
            bilan = Bilan()
        elif fait.nature is NatureContact.ABSENTE:
            bilan = Bilan(bilan.absences + 1, bilan.relances, bilan.refus_le)
        elif fait.nature is NatureContact.RELANCE:
            bilan = Bilan(bilan.absences, bilan.relances + 1, bilan.refus_le)
        elif fait.nature is NatureContact.REFUS:
            bilan = Bilan(bilan.absences, bilan.relances, fait.le)
    return bilan


def propose_sans_suite(bilan: Bilan, *, absences: int) -> Proposition | None:
    """T6'': what the coordination is asked to decide; the refusal of the person comes first, it needs nothing else."""
    if bilan.refus_le:
        return Proposition(
            MotifNonEntree.REFUS_PERSONNE,
            f"La personne a dit le {bilan.refus_le:%d/%m/%Y} qu’elle ne souhaite pas entrer.",
        )
    if bilan.absences >= absences:
        said = write_accord(bilan.absences, "absence")
        return Proposition(MotifNonEntree.ABSENCES, f"{said} aux rendez-vous d’accueil depuis qu’on l’a vue.")
    return None


def check_sans_suite(motif: MotifNonEntree | str, bilan: Bilan, *, absences: int, relances: int) -> str | None:
    """Somebody is not left out for being absent, or out of reach, without a trace of it. Other motives ask for nothing."""
    if motif not in TRACES:
        return None
    if motif == MotifNonEntree.ABSENCES and bilan.absences < absences:
        return (
            f"« {LIBELLES_NON_ENTREE[MotifNonEntree.ABSENCES]} » demande {write_accord(absences, 'absence')} : "
            f"{_say(bilan.absences, 'absence')}. Notez-les sous « Rendez-vous et relances »."
        )
    if bilan.relances < relances:
        return (
            f"Il faut {write_accord(relances, 'relance')} avant ce classement : {_say(bilan.relances, 'relance')}. "
            "Notez-les sous « Rendez-vous et relances »."
        )
    return None


def _say(count: int, nom: str) -> str:
    if not count:
        return f"aucune {nom} n’est notée"
    return f"{write_accord(count, nom)} {'est notée' if count == 1 else 'sont notées'}"
