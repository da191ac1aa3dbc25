"""Rules of habilitations: who may grant what, which roles one person may not hold together, when a review is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.reseau.nomenclatures import TYPES_A_PARCOURS, TypeDispositif
from maillage.socle.dates import add_months
from maillage.socle.roles import FONCTIONS, Portee, Role

R12 = "R-12 (rôles incompatibles, protection des données § 3)"
R16 = "R-16 (un élu n’accède à aucun nom, protection des données § 3)"
# What the technical administration may give in a dispositif: who decides there, and who protects people there.
PREMIERS_ROLES = (Role.DIRECTEUR, Role.DPD)
# The team of a dispositif: those whose files a contrôleur would be checking.
PORTEURS = frozenset(
    role
    for role, fonction in FONCTIONS.items()
    if fonction.portee is Portee.DISPOSITIF and role not in {Role.CONTROLEUR, Role.DPD}
)


# Those who answer for the most come first; the others in the order of the roles.
ROLES_LARGES = (Role.DIRECTEUR, Role.COORDINATEUR)
RANGS_TYPES = {type: rang for rang, type in enumerate(TypeDispositif)}
RANGS_ROLES = {role: rang for rang, role in enumerate(dict.fromkeys((*ROLES_LARGES, *Role)))}


@dataclass(frozen=True, slots=True)
class Tenue:
    """A role held somewhere for a time: what the rules need to know of an habilitation."""

    role: Role
    dispositif: int | None
    du: date
    au: date | None


def list_accordables(role: Role | str) -> tuple[Role, ...]:
    """The roles that someone under this role may grant.

    Source: protection des données § 3, column C16: only the direction writes the habilitations of its structure, and
    only the technical administration those of the installation. Hence a direction grants the roles of its own
    dispositif; an administration grants the roles of a region, of départements or of the network, and the first direction and the
    first DPD of a dispositif that has none. The network's animation reads its own account only: it grants nothing.
    """
    if role == Role.DIRECTEUR:
        return tuple(r for r, f in FONCTIONS.items() if f.portee is Portee.DISPOSITIF)
    if role == Role.ADMINISTRATEUR:
        return (*PREMIERS_ROLES, *(r for r, f in FONCTIONS.items() if f.portee is not Portee.DISPOSITIF))
    return ()


def rank_place(*, type: str, role: str, lieu: str) -> tuple[bool, int, int, str]:
    """Where somebody who has never chosen lands first: where people are followed, then under their widest role.

    `type`: of the dispositif, empty for a region or the network, which come last. By name only between equals.
    """
    kind = RANGS_TYPES[TypeDispositif(type)] if type else len(RANGS_TYPES)
    return type not in TYPES_A_PARCOURS, RANGS_ROLES[Role(role)], kind, lieu


def find_conflit(nouvelle: Tenue, tenues: Iterable[Tenue]) -> str | None:
    """The reason why these roles may not be held together at the same time; None if they may."""
    for tenue in tenues:
        if _overlap(nouvelle, tenue) and (reason := _conflit(nouvelle, tenue) or _conflit(tenue, nouvelle)):
            return reason
    return None


def _conflit(a: Tenue, b: Tenue) -> str | None:
    names = f"« {FONCTIONS[a.role].libelle} » et « {FONCTIONS[b.role].libelle} »"
    if a.role is Role.ADMINISTRATEUR and b.role is not Role.ADMINISTRATEUR:
        return f"Une même personne ne peut tenir {names} : qui administre l’installation n’a aucun rôle métier. Règle {R12}."
    if a.role is Role.CONTROLEUR and b.role is Role.GESTIONNAIRE_FSE:
        return f"Une même personne ne peut tenir {names} : on ne contrôle pas ce qu’on instruit. Règle {R12}."
    if a.role is Role.CONTROLEUR and b.role in PORTEURS and a.dispositif == b.dispositif:
        return f"Une même personne ne peut tenir {names} dans le même dispositif : le porteur ne se contrôle pas. Règle {R12}."
    if a.role is Role.ELU and FONCTIONS[b.role].nominatif:
        return f"Une même personne ne peut tenir {names} en même temps. Règle {R16}."
    return None


def find_refus_secours(par: Role | str, tenues: Iterable[Role]) -> str | None:
    """The reason why someone under the role `par` may not take away a lost second factor; None if they may.

    A direction answers for its team, not for who decides elsewhere: through one account of its own it would reach
    another dispositif or the network.
    """
    hauts = [role for role in tenues if role is Role.DIRECTEUR or FONCTIONS[role].portee is not Portee.DISPOSITIF]
    if par == Role.DIRECTEUR and hauts:
        return "Cette personne a aussi une responsabilité que seule l’administration de l’installation peut protéger : demandez-le-lui."
    return None


def _overlap(a: Tenue, b: Tenue) -> bool:
    return (a.au is None or b.du <= a.au) and (b.au is None or a.du <= b.au)


def check_dates(*, du: date, au: date | None, today: date) -> str | None:
    """The reason why an habilitation may not run on these dates; None if it may."""
    if du < today:
        return f"L’habilitation commencerait le {du:%d/%m/%Y}, dans le passé : choisissez aujourd’hui ou plus tard."
    if au is not None and au < du:
        return f"L’habilitation finirait le {au:%d/%m/%Y}, avant de commencer le {du:%d/%m/%Y}."
    return None


def find_echeance(*, du: date, revue_le: date | None, mois: int) -> date:
    """The day when an habilitation is to be reviewed (R-13): `mois` after its last review, or after it began."""
    return add_months(revue_le or du, mois)


def is_a_suspendre(role: Role, *, echeance: date, delai: timedelta, today: date) -> bool:
    """An habilitation left unreviewed past its delay is suspended (R-13).

    Those of the direction are not: without them nobody could sign the review that lifts the others.
    """
    return role is not Role.DIRECTEUR and today > echeance + delai


def is_dormant(*, vu_le: date | None, cree_le: date, apres: timedelta, today: date) -> bool:
    """An account without activity for that long is deactivated (R-13)."""
    return today - (vu_le or cree_le) >= apres
