"""How long: D-1 and D-2. The mean and the median, for a few very long parcours weigh on the one alone."""

from decimal import Decimal

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.consolidation.catalogue.populations import ENTREES, SORTIES
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Mediane, Moyenne

MOIS = Decimal("30.4375")
SOURCE_DUREE = (
    "Consolidation des PLIE 2019, § 2.1 ; la base exacte n’y est pas dite : parcours sortis, et médiane à côté"
)
SOURCE_DELAI = "référentiel du réseau, D-2"
DUREE = _.sortie.delta(_.entree, unit="day")


def wait(debut: Deferred, fin: Deferred) -> Deferred:
    """Days between two known dates; what came before it was expected waited zero day."""
    days = fin.delta(debut, unit="day")
    return ibis.ifelse(days < 0, 0, days)


def _list_durees() -> tuple[Moyenne | Mediane, ...]:
    found: list[Moyenne | Mediane] = []
    for code, nom, valeur in (
        ("duree", "Durée des parcours", DUREE),
        ("duree_nette", "Durée nette des suspensions", DUREE - _.jours_suspendus),
    ):
        found += [
            Moyenne(
                code=f"plie.{code}_moyenne", repere="D-1", libelle=f"{nom}, moyenne", unite="mois",
                source=SOURCE_DUREE, population=SORTIES, compte="parcours sortis", valeur=valeur, diviseur=MOIS,
                note="Un mois compte 30,4375 jours.",
            ),
            Mediane(
                code=f"plie.{code}_mediane", repere="D-1", libelle=f"{nom}, médiane", unite="mois",
                source=SOURCE_DUREE, population=SORTIES, compte="parcours sortis", valeur=valeur, diviseur=MOIS,
            ),
        ]  # fmt: skip
    return tuple(found)


def _list_delais() -> tuple[Mediane, ...]:
    found = []
    for code, nom, valeur in (
        ("rdv", "De la prescription au premier rendez-vous", wait(_.prescription, _.premier_rdv)),
        ("commission", "De la prescription à la commission", wait(_.prescription, _.commission)),
        ("etape", "De la commission à la première étape", wait(_.commission, _.premiere_etape)),
    ):
        for suite, said, quantile in (
            ("mediane", "médiane", Decimal("0.5")),
            ("p90", "neuf parcours sur dix", Decimal("0.9")),
        ):
            found.append(
                Mediane(
                    code=f"plie.delai_{code}_{suite}",
                    repere="D-2",
                    libelle=f"{nom}, {said}",
                    unite="jours",
                    source=SOURCE_DELAI,
                    population=ENTREES,
                    compte="entrées dont les deux dates sont connues",
                    valeur=valeur,
                    quantile=quantile,
                )
            )
    return tuple(found)


DUREES = Chapitre(
    "durees",
    "Durées et délais",
    "Ce que dure un parcours, et ce qu’on attend avant.",
    (*_list_durees(), *_list_delais()),
)
