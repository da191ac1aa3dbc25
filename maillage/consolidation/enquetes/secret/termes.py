"""What each figure of the survey lets out: sums of answers, each over those who answered what it is compared with. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE, MODES, SOMMES, TOUS
from maillage.consolidation.catalogue.enquete.delais import QUANTILES
from maillage.consolidation.catalogue.enquete.rapports import MOYENS, RAPPORTS, Rapport
from maillage.consolidation.catalogue.enquete.repartitions import FINANCEURS, REPARTITIONS, Repartition
from maillage.consolidation.enquetes.rules.questions import DETAILS

Entiers = Mapping[str, int]
# Kept by the network: what each answered of a financing, of a detail, of the FSE or of its delays, of which only the comparable sums
# go out.
INTERNES = frozenset(
    {f"enquete.{code}" for code in FINANCEURS.postes}
    | {f"enquete.{part}" for detail in DETAILS for part in detail.parts}
    | {f"enquete.{code}" for code in SOMMES if code.startswith(("fse_", "delai_"))}
)
LIBRES = frozenset({TOUS.code, MODES.code})  # how many answered; the modes have a table of their own
# Told of the country alone: few structures instruct, and a delay of three of them is a delay of each.
NATIONALES = frozenset(
    {MODES.code, *QUANTILES}
    | {f"enquete.{rapport.code}" for rapport in MOYENS}
    | {f"enquete.{one.denominateur}.avec_{one.numerateur}" for one in MOYENS}
)


@dataclass(frozen=True, slots=True)
class Terme:
    """The total of `postes`, less `moins`, or each `fois` another answer, over the dispositifs that answered all of `connus`."""

    postes: tuple[str, ...]
    connus: frozenset[str]
    moins: str = ""
    fois: str = ""

    @property
    def variable(self) -> str:
        return "+".join(self.postes) + (f"-{self.moins}" if self.moins else "") + (f"×{self.fois}" if self.fois else "")

    @property
    def groupe(self) -> str:
        return "avec:" + "+".join(sorted(self.connus - set(self.postes)))

    def read(self, reponses: Entiers) -> int | None:
        """Of one dispositif; None when it is not counted there."""
        if not all(code in reponses for code in self.connus):
            return None
        total = sum(reponses[code] for code in self.postes) - (reponses[self.moins] if self.moins else 0)
        return total * (reponses[self.fois] if self.fois else 1)


def make_terme(*postes: str, avec: tuple[str, ...] = (), moins: str = "", fois: str = "") -> Terme:
    return Terme(postes, frozenset((*postes, *avec, *(code for code in (moins, fois) if code))), moins, fois)


@cache
def list_termes() -> Mapping[str, tuple[Terme, ...]]:
    """By measure of the catalogue; one that is not there is not controlled, and so not published."""
    found: dict[str, tuple[Terme, ...]] = {somme.code: (make_terme(code),) for code, somme in SOMMES.items()}
    for repartition in REPARTITIONS:
        found |= dict(_read_repartition(repartition))
    for rapport in RAPPORTS:
        found |= dict(_read_rapport(rapport))
    # A middle is held to be as telling as the sum of what it is the middle of.
    found |= {code: (make_terme(delai.mediane),) for code, delai in QUANTILES.items()}
    # FSE, and all financings, for one euro of the communes.
    communes = found[FINANCEURS.get_code("bloc_communal")]
    found["enquete.levier_fse"] = (*found[FINANCEURS.get_code("fse")], *communes)
    found["enquete.levier_total"] = (*found[FINANCEURS.total], *communes)
    found |= {f"{code}.moyenne": termes for code, termes in found.items()}
    return {code: termes for code, termes in found.items() if code in ENQUETE.mesures}


@cache
def list_nationaux() -> frozenset[str]:
    """The sums that no territory prints: they have no table of territories."""
    found = list_termes()
    regionaux = {t.variable for code, termes in found.items() if code not in INTERNES | NATIONALES for t in termes}
    return frozenset(t.variable for code in NATIONALES & found.keys() for t in found[code]) - regionaux


def _read_repartition(repartition: Repartition) -> Iterator[tuple[str, tuple[Terme, ...]]]:
    whole = make_terme(*repartition.postes)
    yield repartition.total, (whole,)
    contents = {poste: (poste,) for poste in repartition.postes} | {g.code: g.postes for g in repartition.groupes}
    for code, postes in contents.items():
        part = make_terme(*postes, avec=repartition.postes)
        yield repartition.get_code(code), (part,)
        yield repartition.get_part(code), (part, whole)


def _read_rapport(rapport: Rapport) -> Iterator[tuple[str, tuple[Terme, ...]]]:
    one, other = rapport.termes
    base, above = make_terme(other, avec=(one,)), make_terme(one, avec=(other,))
    if rapport.is_pondere:
        above = make_terme(other, fois=one)
    yield f"enquete.{other}.avec_{one}", (base,)
    termes = (base, above, make_terme(other, moins=one)) if rapport.moins else (base, above)
    yield f"enquete.{rapport.code}", termes


@dataclass(frozen=True, slots=True)
class Egalite:
    """Weighted sums that make zero, in every territory."""

    termes: tuple[tuple[int, Terme], ...]


def list_egalites(parts: tuple[tuple[str, str], ...]) -> list[Egalite]:
    """Wholes and their parts, a detail and what it details, what is left of a whole once its part is taken off."""
    found: list[Egalite] = []
    for repartition in REPARTITIONS:
        grouped = {poste for groupe in repartition.groupes for poste in groupe.postes}
        make = {g.code: make_terme(*g.postes, avec=repartition.postes) for g in repartition.groupes}
        seuls = [make_terme(poste, avec=repartition.postes) for poste in repartition.postes if poste not in grouped]
        found.append(_add(make_terme(*repartition.postes), (*make.values(), *seuls)))
        found += [
            _add(make[g.code], tuple(make_terme(poste, avec=repartition.postes) for poste in g.postes))
            for g in repartition.groupes
        ]
    for detail in DETAILS:
        for tout, own in ((detail.tout, detail.parts), *detail.groupes.items()):
            found.append(_add(make_terme(tout, avec=detail.parts), (make_terme(*own, avec=detail.parts),)))
    for part, whole in parts:
        both = make_terme(whole, avec=(part,))
        found.append(_add(both, (make_terme(part, avec=(whole,)), make_terme(whole, moins=part))))
    return found


def _add(total: Terme, parts: tuple[Terme, ...]) -> Egalite:
    return Egalite(((1, total), *((-1, part) for part in parts)))
