"""A contract: what it must say, how it goes on without interruption, when hours may be typed on it (domaine 02 § 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.clause.nomenclatures.emplois import MISES_A_DISPOSITION, SANS_TERME, ModeRealisation, Profil, TypeContrat
from maillage.participants.nomenclatures.identite import Qpv, Reponse, Sexe
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.socle.dates import add_months, compute_age

JEUNE, SENIOR = 26, 50


def check_emploi(
    *, contrat: TypeContrat, mode: ModeRealisation, debut: date, fin_prevue: date | None, is_prete: bool, today: date
) -> dict[str, str]:
    """`is_prete`: the company where the person works is told, and is not the employer."""
    refus: dict[str, str] = {}
    if debut > today:
        refus["debut"] = "Ce contrat n’a pas commencé : enregistrez-le le jour venu."
    if fin_prevue is None and contrat not in SANS_TERME:
        refus["fin_prevue"] = "Ce contrat a un terme : indiquez-le."
    if fin_prevue is not None and fin_prevue < debut:
        refus["fin_prevue"] = f"La fin prévue précède le début ({debut:%d/%m/%Y})."
    if mode in MISES_A_DISPOSITION and not is_prete:
        refus["entreprise_utilisatrice"] = (
            "L’employeur met la personne à disposition : indiquez l’entreprise où elle travaille."
        )
    return refus


def check_renouvellement(
    *, du: date, ancienne_fin: date | None, nouvelle_fin: date | None, clos_le: date | None
) -> str | None:
    """A contract goes on; after an interruption, it is another one."""
    if clos_le is not None:
        return f"Ce contrat est terminé depuis le {clos_le:%d/%m/%Y} : enregistrez un nouveau contrat."
    if ancienne_fin is None:
        return "Ce contrat n’a pas de terme : il n’y a rien à renouveler."
    if du > ancienne_fin + timedelta(days=1):
        jours = (du - ancienne_fin).days - 1
        return (
            f"Il y a {jours} jour{'s' if jours > 1 else ''} d’interruption depuis le {ancienne_fin:%d/%m/%Y} : c’est un "
            "nouveau contrat, enregistrez-le comme tel."
        )
    if nouvelle_fin is not None and nouvelle_fin <= ancienne_fin:
        return f"La nouvelle fin est au plus tard celle d’avant ({ancienne_fin:%d/%m/%Y})."
    return None


def check_fin(*, fin: date, debut: date, derniere: date | None, today: date) -> str | None:
    """`derniere`: the last month for which hours are noted."""
    if fin < debut:
        return f"Le contrat a commencé le {debut:%d/%m/%Y} : il ne finit pas avant."
    if fin > today:
        return "Une fin de contrat se note le jour venu."
    if derniere is not None and fin < derniere:
        return f"Des heures sont saisies pour {derniere:%m/%Y} : corrigez-les d’abord, ou la date de fin."
    return None


def get_dernier_jour(mois: date) -> date:
    return add_months(mois, 1) - timedelta(days=1)


def check_mois(*, mois: date, debut: date, fin: date | None, today: date) -> str | None:
    """Why hours of that month cannot be those of this contract."""
    if mois > today:
        return f"{mois:%m/%Y} n’a pas commencé."
    if get_dernier_jour(mois) < debut:
        return f"Le contrat ne commence que le {debut:%d/%m/%Y}."
    if fin is not None and mois > fin:
        return f"Le contrat a fini le {fin:%d/%m/%Y}."
    return None


@dataclass(frozen=True, slots=True)
class Connu:
    """What is known of somebody on a day. None or empty: not known, which counts for nothing."""

    sexe: Sexe = Sexe.NON_RENSEIGNE
    naissance: date | None = None
    deld: bool | None = None
    brsa: str = ""
    qpv: str = ""
    boeth: str = ""
    niveau: int | None = None


def compute_profil(connu: Connu, *, on: date) -> frozenset[Profil]:
    """Several at once: they never add up to a hundred (PROFIL_x, domaine 02 § 8)."""
    age = compute_age(connu.naissance, on=on)
    said = {
        Profil.FEMME: connu.sexe is Sexe.FEMME,
        Profil.HOMME: connu.sexe is Sexe.HOMME,
        Profil.MOINS_26: age is not None and age < JEUNE,
        Profil.SENIOR: age is not None and age >= SENIOR,
        Profil.DELD: bool(connu.deld),
        Profil.BRSA: connu.brsa == Reponse.OUI,
        Profil.QPV: connu.qpv == Qpv.OUI,
        Profil.HANDICAP: connu.boeth == Reponse.OUI,
        Profil.NIVEAU_3: connu.niveau is not None and connu.niveau <= Niveau.N3,
    }
    return frozenset(profil for profil, has in said.items() if has)


def write_profil(profil: Iterable[Profil]) -> str:
    """The same text for the same profile: a page tells by it what it showed."""
    return " ".join(sorted(profil))
