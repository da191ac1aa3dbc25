"""Who leads a lot and who follows it, on a day; what may be asked and when it is refused (domaine 02 § 6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.partage import LIBELLES_SUIVI, RoleSuivi
from maillage.socle.dates import add_ouvres, is_active
from maillage.socle.parametres import fixe
from maillage.socle.typographie import lower_initiale, write_nombre

CONTESTATION = fixe(
    "contestation_part",
    "Délai pour contester la part d’un engagement répartie par la structure pilote",
    "jours ouvrés",
    10,
    "proposition du projet, à confirmer par Alliance Villes Emploi",
    a_confirmer=True,
)


@dataclass(frozen=True, slots=True)
class Suivi:
    """A pilote has a first day and no last one: it leads until another begins, so that there is one at any date."""

    structure: int
    role: RoleSuivi
    du: date
    au: date | None = None


def find_pilote(suivis: Iterable[Suivi], *, on: date) -> int | None:
    """The last begun. None before the lot was known."""
    begun = [suivi for suivi in suivis if suivi.role is RoleSuivi.PILOTE and suivi.du <= on]
    last = max(begun, key=lambda suivi: suivi.du, default=None)
    return last.structure if last else None


def find_role(suivis: Collection[Suivi], *, structure: int, on: date) -> RoleSuivi | None:
    """What a structure is on that day; leading comes first. None: it does not follow the lot, and sees nothing of it."""
    if find_pilote(suivis, on=on) == structure:
        return RoleSuivi.PILOTE
    roles = {
        suivi.role
        for suivi in suivis
        if suivi.structure == structure and suivi.role is not RoleSuivi.PILOTE and is_active(suivi.du, suivi.au, on=on)
    }
    return next((role for role in RoleSuivi if role in roles), None)


def list_suivantes(suivis: Collection[Suivi], *, on: date) -> frozenset[int]:
    return frozenset(s.structure for s in suivis if find_role(suivis, structure=s.structure, on=on) is not None)


def list_repondantes(suivis: Collection[Suivi], *, on: date) -> frozenset[int]:
    """The structures that may answer for hours: those that lead or take part, and are not on their last day."""
    prochain = find_prochain(suivis, on=on)
    found = set()
    for structure in {s.structure for s in suivis}:
        mine = find_en_cours(suivis, structure=structure)
        leads = find_pilote(suivis, on=on) == structure or (prochain is not None and prochain.structure == structure)
        if leads or (mine is not None and mine.role is RoleSuivi.PARTICIPANTE and mine.du <= on):
            found.add(structure)
    return frozenset(found)


def check_invitation(
    role: RoleSuivi | None, *, deja: RoleSuivi | None, is_demandee: bool, part: Decimal = Decimal(0)
) -> str | None:
    """Why this structure is not invited to be `role`; None if it may be. `part`: the hours it answers for."""
    if role is RoleSuivi.PILOTE:
        return "Une structure n’est pas invitée à piloter : invitez-la à participer, puis passez-lui la main."
    if is_demandee:
        return "Une invitation attend déjà sa réponse : retirez-la d’abord pour la changer."
    if deja is not None and (deja is RoleSuivi.PILOTE or deja is role):
        return f"Cette structure suit déjà le lot : elle y est {lower_initiale(LIBELLES_SUIVI[deja])}."
    if part and role is RoleSuivi.OBSERVATRICE:
        return (
            f"Cette structure a {write_nombre(part)} h à sa charge : reprenez-les avant qu’elle ne fasse qu’observer."
        )
    return None


def find_prochain(suivis: Iterable[Suivi], *, on: date) -> Suivi | None:
    """The pilote already agreed upon, whose day has not come."""
    coming = [suivi for suivi in suivis if suivi.role is RoleSuivi.PILOTE and suivi.du > on]
    return min(coming, key=lambda suivi: suivi.du, default=None)


def find_en_cours(suivis: Iterable[Suivi], *, structure: int) -> Suivi | None:
    """What a structure follows without an end, beside leading."""
    return next(
        (s for s in suivis if s.structure == structure and s.role is not RoleSuivi.PILOTE and s.au is None), None
    )


def check_passation(
    vers: RoleSuivi | None, *, effet: date, today: date, prochain: Suivi | None = None
) -> str | None:  # fmt: skip
    """Why the lead does not pass to that structure; None if it may."""
    if prochain is not None:
        return f"La main change déjà le {prochain.du:%d/%m/%Y} : attendez ce jour pour en convenir d’un autre."
    if vers is not RoleSuivi.PARTICIPANTE:
        return "La main passe à une structure qui participe déjà au lot : invitez-la d’abord."
    if effet < today:
        return f"La passation ne peut pas prendre effet avant aujourd’hui ({today:%d/%m/%Y})."
    return None


def check_depart(
    suivis: Collection[Suivi], *, structure: int, part: Decimal, is_origine: bool, today: date
) -> str | None:
    """Why a structure does not leave the lot; None if it may. `is_origine`: the lot is kept in its file."""
    if find_pilote(suivis, on=today) == structure:
        return "La structure pilote ne quitte pas le lot : passez d’abord la main à une autre."
    if (prochain := find_prochain(suivis, on=today)) and prochain.structure == structure:
        return f"Votre structure prend la main le {prochain.du:%d/%m/%Y} : elle ne quitte pas le lot d’ici là."
    mine = find_en_cours(suivis, structure=structure)
    if mine is None:
        return "Votre structure ne suit plus ce lot, ou le quitte ce soir."
    if part > 0:
        return (
            f"Votre part est de {write_nombre(part)} h : transférez-la à une autre structure, ou demandez à la structure "
            "pilote de la reprendre, puis quittez le lot."
        )
    if is_origine and mine.role is RoleSuivi.OBSERVATRICE:
        return "Ce lot est né dans votre service, qui en garde le dossier : il y reste observateur."
    return None


def get_terme(annoncee: date) -> date:
    """The last day on which a part can be contested; silence until its evening is an agreement (R3)."""
    return add_ouvres(annoncee, CONTESTATION.get(on=annoncee).valeur)


def check_avis(*, annoncee: date | None, today: date) -> str | None:
    """Why a part is not contested, or agreed to, today; None if it may be."""
    if annoncee is None:
        return "La structure pilote n’a pas encore confirmé cette répartition : rien n’est à contester."
    if today > (terme := get_terme(annoncee)):
        return f"Le délai est passé depuis le {terme:%d/%m/%Y} : sans réponse, la part est acceptée. Demandez un transfert."
    return None
