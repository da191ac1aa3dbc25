"""When a thing is to be done, in which order things are shown, and on which days the e-mail leaves."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from maillage.socle.afaire.nomenclatures import RANG, AFaire, Moment, Rythme


def find_moment(echeance: date | None, *, today: date) -> Moment:
    """This week ends on Sunday; what is due today is not late."""
    if echeance is None:
        return Moment.SANS_ECHEANCE
    if echeance < today:
        return Moment.EN_RETARD
    return Moment.CETTE_SEMAINE if echeance <= end_of_week(today) else Moment.PLUS_TARD


def end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def group_by_moment(choses: Iterable[AFaire], *, today: date) -> Mapping[Moment, list[AFaire]]:
    """Every moment, empty or not, in the order of the page; inside, the gravest then the earliest first."""
    groupes: dict[Moment, list[AFaire]] = {moment: [] for moment in Moment}
    for chose in sorted(choses, key=_rang):
        groupes[find_moment(chose.echeance, today=today)].append(chose)
    return groupes


def _rang(chose: AFaire) -> tuple[int, date, str, str]:
    return RANG[chose.gravite], chose.echeance or date.max, chose.categorie, chose.titre


def is_jour_d_envoi(rythme: Rythme, *, today: date, dernier: date | None) -> bool:
    """At most once a day; weekly on Monday, or later in the week when Monday's could not leave."""
    if rythme is Rythme.JAMAIS or (dernier is not None and dernier >= today):
        return False
    if rythme is Rythme.QUOTIDIEN:
        return True
    monday = today - timedelta(days=today.weekday())
    return today == monday if dernier is None else dernier < monday


def count_by_categorie(choses: Iterable[AFaire]) -> list[tuple[str, int]]:
    """What may be told outside: how many of what, of nobody."""
    counts: dict[str, int] = {}
    for chose in choses:
        counts[chose.categorie] = counts.get(chose.categorie, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
