"""One answer divided by another: a ratio of sums, over those who answered both, never the mean of ratios."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.catalogue.enquete.nombres import (
    MAQUETTE,
    REPONDANTS,
    SOURCE_2019,
    add_up,
    name_en_phrase,
    write_ponderee,
)
from maillage.consolidation.enquetes.rules.delais import DELAIS
from maillage.consolidation.enquetes.rules.questions import NOMBRES, Unite
from maillage.indicateurs.mesures import AnyMesure, Somme, Taux

POUR_CENT = "%"


@dataclass(frozen=True, slots=True)
class Rapport:
    """`moins`: what is taken off the base to make the numerator (what was not retained of what was declared).

    `is_pondere`: the numerator is a mean that each gave, and counts as many times as its base.
    """

    code: str
    libelle: str
    numerateur: str
    denominateur: str
    moins: str = ""
    unite: str = POUR_CENT
    source: str = MAQUETTE
    note: str = ""
    is_pondere: bool = False

    @property
    def termes(self) -> tuple[str, str]:
        return self.moins or self.numerateur, self.denominateur


ALLOUES = (
    Rapport("part_operateurs", "Part des opérateurs dans ce que les PLIE allouent", "operateurs", "alloues", source=SOURCE_2019),
    Rapport("part_iae", "Part de l’insertion par l’activité économique dans ce que les PLIE allouent", "iae", "alloues",
            source=SOURCE_2019),
)  # fmt: skip
GESTION = (
    Rapport("programmation", "Taux de programmation du FSE", "fse_programme", "fse_enveloppe",
            note="Peut dépasser cent : une enveloppe se surprogramme."),
    Rapport("conventionnement", "Taux de conventionnement du FSE", "fse_conventionne", "fse_enveloppe"),
    Rapport("realisation", "Taux de réalisation du FSE", "fse_declare", "fse_conventionne"),
    Rapport("consommation", "Taux de consommation du FSE", "fse_retenu", "fse_enveloppe",
            note="Après contrôle de service fait."),
    Rapport("correction", "Taux de correction du FSE", "", "fse_declare", moins="fse_retenu",
            note="Ce qui a été déclaré et n’est pas retenu."),
    Rapport("sous_realisation", "Taux de sous-réalisation du FSE", "", "fse_conventionne", moins="fse_retenu",
            note="Ce qui a été conventionné et n’est pas retenu."),
    Rapport("paiement", "Taux de paiement du FSE", "fse_paye", "fse_retenu", note="Les avances comptent : il peut dépasser cent."),
    Rapport("certification", "Taux de certification du FSE", "fse_ue", "fse_retenu"),
    Rapport("cout_participant", "Coût par participant éligible", "fse_cout_retenu", "fse_participants", unite="€ par participant",
            note="Coût total retenu, contreparties comprises."),
    Rapport("cout_sortie_positive", "Coût par sortie positive", "fse_cout_retenu", "fse_sorties_positives", unite="€ par sortie positive",
            note="Coût total retenu, contreparties comprises."),
)  # fmt: skip
MOYENS = tuple(
    Rapport(
        f"{delai.code}.moyen", f"Délai moyen, {delai.libelle}", delai.moyenne, delai.code, unite=Unite.JOURS.value, is_pondere=True,
        note="Le délai moyen de chaque dispositif y compte autant de fois qu’il a franchi l’étape dans l’année.",
    )
    for delai in DELAIS
)  # fmt: skip
RAPPORTS = (*ALLOUES, *GESTION, *MOYENS)


def _name(code: str) -> str:
    return name_en_phrase(NOMBRES[code].libelle)


def _sum_terme(code: str, autre: str, source: str) -> Somme:
    return add_up(
        f"enquete.{code}.avec_{autre}", f"{NOMBRES[code].libelle.removeprefix('Dont ')}, de qui donne aussi : {_name(autre)}", (code,),
        parmi=(autre,), compte=f"{_name(code)}, de qui a donné aussi : {_name(autre)}", source=source,
    )  # fmt: skip


def _subtract(rapport: Rapport) -> Somme:
    base, less = rapport.denominateur, rapport.moins
    whole, part = (_sum_terme(one, other, rapport.source) for one, other in ((base, less), (less, base)))
    return Somme(
        code=f"enquete.{base}.moins_{less}", libelle=f"{NOMBRES[base].libelle}, moins : {_name(less)}", unite=whole.unite,
        population=whole.population, compte=f"{_name(base)}, dont on retire : {_name(less)}", valeur=whole.valeur - part.valeur,
        source=rapport.source,
    )  # fmt: skip


def _weigh(rapport: Rapport) -> Somme:
    nombre, moyenne = rapport.denominateur, rapport.numerateur
    return Somme(
        code=f"enquete.{nombre}.jours", libelle=f"{NOMBRES[nombre].libelle} : jours en tout", unite=Unite.JOURS.value,
        population=REPONDANTS, compte=f"{_name(nombre)}, multipliés par leur délai moyen", source=rapport.source,
        valeur=write_ponderee(nombre, moyenne),
    )  # fmt: skip


def measure_rapports(rapports: Iterable[Rapport]) -> tuple[AnyMesure, ...]:
    """Each rate, then the sums that say how many respondents it has."""
    sommes: dict[str, Somme] = {}
    rates = list(_measure(rapports, sommes))
    bases = dict.fromkeys(rate.denominateur for rate in rates)
    return (*rates, *bases)


def _make_numerateur(rapport: Rapport) -> Somme:
    if rapport.is_pondere:
        return _weigh(rapport)
    return _subtract(rapport) if rapport.moins else _sum_terme(*rapport.termes, rapport.source)


def _measure(rapports: Iterable[Rapport], sommes: dict[str, Somme]) -> Iterator[Taux]:
    for rapport in rapports:
        one, other = rapport.termes
        base = _sum_terme(other, one, rapport.source)
        numerateur = _make_numerateur(rapport)
        numerateur, base = (sommes.setdefault(somme.code, somme) for somme in (numerateur, base))
        is_part = rapport.unite == POUR_CENT
        yield Taux(
            code=f"enquete.{rapport.code}", libelle=rapport.libelle, unite=rapport.unite, source=rapport.source, note=rapport.note,
            numerateur=numerateur, denominateur=base, facteur=100 if is_part else Decimal(1), decimales=1 if is_part else 0,
        )  # fmt: skip
