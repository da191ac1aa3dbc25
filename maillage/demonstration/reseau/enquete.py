"""The survey of a year of the fictitious network: whole answers whose totals are those published for 2019, at its scale.

Published: 99 M€ from 74 PLIE, 13 M€ of 59 to work integration from 62, 651 people in 70 teams, 901 external référents in 62.
What was not published (operators and operations by type, employers, FSE and its delays) is invented, and coherent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from django.utils.timezone import make_aware

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.enquetes.models import Reponse
from maillage.demonstration.cles import make_cle
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import ModeFse
from maillage.socle.repartitions import share

PLIE = 127
Valeur = int | Decimal | str


@dataclass(frozen=True, slots=True)
class Bloc:
    """Questions that the same `repondants` of 127 answered, and what all of them made."""

    repondants: int
    totaux: Mapping[str, int]


FINANCEMENTS = Bloc(
    74,
    {"fse": 54_100_000, "bloc_communal": 14_780_000, "departement": 9_020_000, "region": 2_030_000, "etat": 14_930_000,
     "autres_publics": 1_210_000, "prives": 2_930_000},
)  # fmt: skip
OPERATEURS = Bloc(
    62,
    {"aci": 12_000_000, "ei": 420_000, "etti": 240_000, "ai": 340_000, "organismes_formation": 8_100_000, "associations": 9_480_000,
     "autres_operateurs": 3_100_000, "propre": 25_400_000},
)  # fmt: skip
INTERNES = Bloc(70, {"interne": 651})
REFERENTS = Bloc(68, {"referents_internes": 200})
EXTERNES = Bloc(
    62,
    {"externes_associations": 402, "externes_iae": 126, "externes_formation": 101, "externes_france_travail": 58,
     "externes_missions_locales": 82, "externes_ccas": 93, "externes_autres": 39},
)  # fmt: skip
PARTENAIRES = Bloc(64, {"entreprises": 10_063, "operateurs_conventionnes": 742})
# Hundredths of a full time for one person.
TEMPS = {"interne": 72, "referents_internes": 82, "referents_externes": 83}
MODES = (
    (ModeFse.OI_PIVOT, 71), (ModeFse.OI_SIMPLE, 13), (ModeFse.ETAT, 19), (ModeFse.DEPARTEMENT, 35), (ModeFse.METROPOLE, 4),
    (ModeFse.AUTRE_OU_SANS, 4),
)  # fmt: skip
# Of the envelope, in hundredths: programmed, under agreement; of that, declared; of that, retained; of that, paid, told to the EU.
GESTION = {"fse_programme": (70, 100), "fse_conventionne": (96, 99), "fse_declare": (86, 99), "fse_retenu": (95, 99),
           "fse_paye": (70, 100), "fse_ue": (60, 88)}  # fmt: skip
# What a hundred euros allocated are used for.
NATURES = {"op_referents": 38, "op_etapes": 26, "op_mobilite": 5, "op_mediation": 7, "op_entreprises": 8,
           "op_animation": 10, "op_ingenierie": 2, "op_assistance": 3, "op_autres": 1}  # fmt: skip
# Of each step: how many a year, and days on the whole; the median is under the mean, for few take very long.
DELAIS = {"delai_recevabilite": ((8, 40), (18, 60)), "delai_comite": ((8, 38), (55, 150)), "delai_convention": ((7, 36), (95, 260)),
          "delai_csf": ((8, 40), (60, 230)), "delai_paiement": ((8, 38), (20, 95))}  # fmt: skip
MEDIANE = (78, 101)
PRECISION = "Réponses fictives, tirées pour la démonstration."


def draw_reponses(combien: int, *, graine: int) -> list[dict[str, Valeur]]:
    """One by PLIE, empty for those that did not answer."""
    chance = Random(f"{graine}:reseau:enquete")  # noqa: S311  a seed is the point
    found: list[dict[str, Valeur]] = [{} for _ in range(combien)]
    poids = [chance.randrange(60, 220) for _ in range(combien)]
    for bloc in (FINANCEMENTS, OPERATEURS, INTERNES, REFERENTS, EXTERNES, PARTENAIRES):
        _draw_bloc(found, poids, bloc, chance)
    _draw_modes(found, chance)
    for one in found:
        _complete(one, chance)
    alone = Random(f"{graine}:reseau:enquete:fse")  # noqa: S311
    for one in found:
        _draw_natures(one, alone)
        _draw_delais(one, alone)
    return found


def _draw_bloc(found: Sequence[dict[str, Valeur]], poids: Sequence[int], bloc: Bloc, chance: Random) -> None:
    """Those who answer are drawn among the first of the list, so that most answers are whole."""
    combien = max(1, bloc.repondants * len(found) // PLIE)
    pool = list(range(min(len(found), combien + len(found) // 20)))
    who = sorted(chance.sample(pool, combien))
    for code, total in bloc.totaux.items():
        parts = share(total * len(found) // PLIE, [poids[i] * chance.randrange(70, 131) for i in who])
        for i, part in zip(who, parts, strict=True):
            found[i][code] = part


def _draw_modes(found: Sequence[dict[str, Valeur]], chance: Random) -> None:
    modes = [mode for mode, nombre in MODES for _ in range(nombre)]
    for one in found:
        if one:
            one["portage"] = chance.choice(modes).value


def _complete(one: dict[str, Valeur], chance: Random) -> None:
    """What follows from the rest: totals, parts kept under their whole, working time, the management of the FSE."""
    if "aci" in one:
        one["iae"] = sum(_read(one, code) for code in ("aci", "ei", "etti", "ai"))
        one["operateurs"] = _read(one, "iae") + sum(
            _read(one, code) for code in ("organismes_formation", "associations", "autres_operateurs")
        )
        one["alloues"] = _read(one, "operateurs") + _read(one, "propre")
        del one["propre"]
    if "externes_associations" in one:
        one["referents_externes"] = sum(_read(one, code) for code in EXTERNES.totaux)
    if "interne" in one and "referents_internes" in one:
        one["referents_internes"] = min(_read(one, "referents_internes"), _read(one, "interne"))
    for code, centiemes in TEMPS.items():
        if code in one:
            one[f"{code}_etp"] = Decimal(_read(one, code) * centiemes) / 100
    if "interne_etp" in one and "referents_internes_etp" in one:
        one["referents_internes_etp"] = min(Decimal(one["referents_internes_etp"]), Decimal(one["interne_etp"]))
    if one.get("portage") in {ModeFse.OI_PIVOT, ModeFse.OI_SIMPLE, ModeFse.DEPARTEMENT} and "fse" in one:
        _draw_gestion(one, chance)


def _draw_gestion(one: dict[str, Valeur], chance: Random) -> None:
    """Two years of the programme; what is retained costs twice the FSE."""
    amount = one["fse_enveloppe"] = 2 * _read(one, "fse")
    for code, (low, high) in GESTION.items():
        base = _read(one, "fse_retenu") if code in ("fse_paye", "fse_ue") else amount
        amount = base * chance.randrange(low, high + 1) // 100
        one[code] = amount
    one["fse_cout_retenu"] = 2 * _read(one, "fse_retenu")
    one["fse_participants"] = 1 + _read(one, "fse_cout_retenu") // chance.randrange(1500, 3000)
    one["fse_sorties_positives"] = _read(one, "fse_participants") * chance.randrange(20, 45) // 100


def _draw_natures(one: dict[str, Valeur], chance: Random) -> None:
    """Nine in ten of those that tell what they allocate tell what for."""
    if "alloues" in one and chance.randrange(10):
        parts = share(_read(one, "alloues"), [weight * chance.randrange(60, 141) for weight in NATURES.values()])
        one.update(zip(NATURES, parts, strict=True))


def _draw_delais(one: dict[str, Valeur], chance: Random) -> None:
    """Of those that manage operations; the median is of whoever keeps a table of them."""
    if "fse_programme" not in one:
        return
    has_medianes = bool(chance.randrange(8))
    for code, ((few, many), (short, long)) in DELAIS.items():
        one[code], jours = chance.randrange(few, many), chance.randrange(short, long)
        one[f"{code}_moyenne"] = jours
        if has_medianes:
            one[f"{code}_mediane"] = jours * chance.randrange(*MEDIANE) // 100


def _read(one: Mapping[str, Valeur], code: str) -> int:
    return int(one.get(code, 0))


def fill_enquete(dispositifs: Sequence[Dispositif], *, annee: int, graine: int, today: date) -> int:
    """How many answers; a survey that has some from the network already is left as it is."""
    campagne, _ = Campagne.objects.get_or_create(
        consolide=Consolide.PLIE, millesime=annee, is_fictive=True,
        defaults={
            "uuid": make_cle(graine, "campagne", str(annee)), "ouverte_le": date(annee + 1, 2, 1),
            "close_le": max(date(annee + 1, 6, 30), today), "consigne": "",
        },
    )  # fmt: skip
    if Reponse.objects.filter(campagne=campagne, dispositif__in=dispositifs).exists():
        return 0
    now = make_aware(datetime.combine(campagne.ouverte_le, time(11, 0)))
    rows = list(_make_rows(campagne, dispositifs, now, graine))
    Reponse.objects.bulk_create(rows)
    return len(rows)


def _make_rows(campagne: Campagne, dispositifs: Sequence[Dispositif], now: datetime, graine: int) -> Iterator[Reponse]:
    """Those that answer are spread over the country: the list of places goes region after region."""
    order = sorted(range(len(dispositifs)), key=lambda rang: (rang * 61 % len(dispositifs), rang))
    for rang, told in zip(order, draw_reponses(len(dispositifs), graine=graine), strict=True):
        if told:
            yield Reponse(
                campagne=campagne, dispositif=dispositifs[rang], reponses={code: str(value) for code, value in told.items()},
                precision=PRECISION, modifiee_le=now, transmise_le=now,
            )  # fmt: skip
