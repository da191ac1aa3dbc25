"""The figures: each with its base, or the reason why it cannot be computed; and how it moved since a year before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.clause.rules.activite.definitions import (
    AGREGES,
    DEFINITIONS,
    PAR_FACILITATEUR,
    Definition,
    Unite,
)
from maillage.clause.rules.activite.faits import Comptes
from maillage.socle.typographie import FINE, MANQUANT, write_accord, write_nombre, write_pourcentage

NON_CALCULABLE, MASQUEE = "non calculable", "masqué"
SANS_POSTE = "Aucun poste de facilitateur n’est déclaré sur la période."
MASQUE = "Trop peu de personnes ou de services : le chiffre ne se montre pas."
SANS_HEURES = "Aucune heure n’est validée sur la période."


@dataclass(frozen=True, slots=True)
class Valeur:
    """`base`: what it is made of, in words and numbers. `raison`: why there is none; one or the other."""

    definition: Definition
    nombre: Decimal | None = None
    base: str = ""
    raison: str = ""

    def write(self) -> str:
        if self.nombre is None:
            return MASQUEE if self.raison == MASQUE else NON_CALCULABLE
        if self.definition.unite is Unite.PART:
            return write_pourcentage(self.nombre)
        suffix = {Unite.HEURES: f"{FINE}h", Unite.ETP: f"{FINE}ETP"}.get(self.definition.unite, "")
        return write_nombre(self.nombre, self.definition.decimales) + suffix


@dataclass(frozen=True, slots=True)
class Ligne:
    """A figure, that of a year before, and what it became."""

    valeur: Valeur
    avant: Valeur

    @property
    def evolution(self) -> Decimal | None:
        return compute_evolution(self.valeur.nombre, self.avant.nombre)

    def write_evolution(self) -> str:
        if self.evolution is None:
            return MANQUANT
        return ("+" if self.evolution > 0 else "") + write_pourcentage(self.evolution)


def compute_evolution(nombre: Decimal | None, avant: Decimal | None) -> Decimal | None:
    """EVOL; None when one is missing, or when there was nothing to grow from."""
    return None if nombre is None or not avant else (nombre - avant) / avant


def build_lignes(comptes: Comptes, avant: Comptes) -> list[Ligne]:
    """Every figure of the catalogue, in its order."""
    found, before = measure(comptes), measure(avant)
    return [Ligne(found[code], before[code]) for code in _list_codes(comptes, avant)]


def _list_codes(comptes: Comptes, avant: Comptes) -> list[str]:
    """Where no structure outside Maillage declared anything, there is nothing to add."""
    is_agrege = comptes.structures_agregees or avant.structures_agregees
    return [code for code in DEFINITIONS if is_agrege or code not in AGREGES]


@dataclass(frozen=True, slots=True)
class Cachees:
    """Of several structures: what would tell of too few people.

    `postes`: of those that declared a post, on which the ratios are made, or of the others, that a subtraction gives.
    `agreges`: of the structures that are not in Maillage. `parts`: the shares that tell of a handful by themselves.
    """

    total: bool = False
    postes: bool = False
    agreges: bool = False
    parts: frozenset[str] = frozenset()

    def hides(self, definition: Definition) -> bool:
        return definition.is_sur_personnes and (
            self.total
            or definition.code in self.parts
            or (self.postes and definition.code.endswith(PAR_FACILITATEUR))
            or (self.agreges and definition.code in AGREGES)
        )


@dataclass(frozen=True, slots=True)
class Annee:
    """Several structures over a year. `contributeurs`: the same counts for those that declared a post alone."""

    total: Comptes
    contributeurs: Comptes
    cachees: Cachees

    def measure(self) -> dict[str, Valeur]:
        return {
            code: Valeur(valeur.definition, raison=MASQUE) if self.cachees.hides(valeur.definition) else valeur
            for code, valeur in measure(self.total, contributeurs=self.contributeurs).items()
        }


def build_territoire(annee: Annee, avant: Annee) -> list[Ligne]:
    """Of several structures."""
    found, before = annee.measure(), avant.measure()
    return [Ligne(found[code], before[code]) for code in _list_codes(annee.total, avant.total)]


def measure(comptes: Comptes, *, contributeurs: Comptes | None = None) -> dict[str, Valeur]:
    """`contributeurs`: the same counts for the structures that declared a post alone, on which the ratios are made."""
    return {
        **{code: _measure_nombre(code, value) for code, value in _list_nombres(comptes).items()},
        **{code: _measure_part(code, comptes) for code in PARTS},
        "H_PAR_PARTICIPANT": _divide(
            "H_PAR_PARTICIPANT", comptes.heures, comptes.participants, unite="h", sur="personne", raison=SANS_HEURES
        ),
        **measure_ratios(contributeurs or comptes),
    }


def _list_nombres(comptes: Comptes) -> dict[str, tuple[Decimal | int, str]]:
    """With what each is counted on."""
    lots = write_accord(comptes.lots, "lot")
    lues = f"{write_nombre(comptes.heures)}{FINE}h validées"
    return {
        "ETP_FACILITATEURS": (comptes.etp_facilitateurs, write_accord(comptes.postes, "poste")),
        "ETP_COORDINATEURS": (comptes.etp_coordinateurs, write_accord(comptes.postes_coordination, "poste")),
        "MARCHES_EN_COURS": (comptes.marches, lots),
        "LOTS_EN_COURS": (comptes.lots, write_accord(comptes.marches, "marché")),
        "DONNEURS_ORDRE": (comptes.donneurs, lots),
        "MOA": (comptes.maitres_ouvrage, lots),
        "OPERATIONS_EN_COURS": (comptes.operations, lots),
        "ENTREPRISES": (comptes.entreprises, lots),
        "HEURES_ENGAGEES": (comptes.engagees, lots),
        "HEURES": (comptes.heures, write_accord(comptes.marches_avec_heures, "marché")),
        "ETP": (comptes.etp, f"{lues} ÷ {write_nombre(comptes.base_etp)}"),
        "PARTICIPANTS": (comptes.participants, lues),
        "CONTRATS_ACTIFS": (comptes.contrats_actifs, lues),
        "CONTRATS_SIGNES": (comptes.contrats_signes, "commencés dans la période"),
        "MARCHES_AVEC_HEURES": (comptes.marches_avec_heures, lues),
        "HEURES_AGREGEES": (comptes.heures_agregees, write_accord(comptes.structures_agregees, "structure")),
        "HEURES_EN_TOUT": (comptes.heures_en_tout, f"{lues} + {write_nombre(comptes.heures_agregees)}{FINE}h agrégées"),
    }


def _measure_nombre(code: str, value: tuple[Decimal | int, str]) -> Valeur:
    number, base = value
    return Valeur(DEFINITIONS[code], Decimal(number), base)


PARTS: Mapping[str, tuple[Callable[[Comptes], Decimal | int], Callable[[Comptes], Decimal | int], str, str]] = {
    "TAUX_EQUIPEMENT": (
        lambda c: c.structures_equipees, lambda c: c.structures, "structures", "Aucune structure ne porte la clause ici.",
    ),
    "COUVERTURE_HEURES": (lambda c: c.heures, lambda c: c.heures_en_tout, f"{FINE}h", SANS_HEURES),
    "PART_SIAE_EMPLOYEUR": (lambda c: c.heures_siae, lambda c: c.heures, f"{FINE}h", SANS_HEURES),
    "PART_SIAE_EMPLOYEUR_ELARGIE": (lambda c: c.heures_siae_elargie, lambda c: c.heures, f"{FINE}h", SANS_HEURES),
    "PART_TPE_PME": (
        lambda c: c.heures_tpe_pme, lambda c: c.heures_effectif_connu, f"{FINE}h",
        "Aucune heure validée d’une entreprise dont l’effectif est connu.",
    ),
}  # fmt: skip


def _measure_part(code: str, comptes: Comptes) -> Valeur:
    numerateur, denominateur, unite, raison = PARTS[code]
    haut, bas = Decimal(numerateur(comptes)), Decimal(denominateur(comptes))
    if bas <= 0:
        return Valeur(DEFINITIONS[code], raison=raison)
    base = f"{write_nombre(haut)} des {write_nombre(bas)} {unite}".replace(f" {FINE}", FINE)
    if code == "PART_TPE_PME" and comptes.heures:
        base += f", effectif connu pour {write_pourcentage(bas / comptes.heures)} des heures"
    return Valeur(DEFINITIONS[code], haut / bas, base)


def measure_ratios(comptes: Comptes) -> dict[str, Valeur]:
    """X_PAR_FACILITATEUR: of the structures that declared a post, over their equivalents of a full time."""
    nombres: dict[str, tuple[Decimal | int, str]] = {
        "DONNEURS_ORDRE": (comptes.donneurs, ""), "MARCHES_EN_COURS": (comptes.marches, ""), "HEURES": (comptes.heures, "h"),
        "ETP": (comptes.etp, "ETP"), "PARTICIPANTS": (comptes.participants, ""),
        "CONTRATS_ACTIFS": (comptes.contrats_actifs, ""), "ENTREPRISES": (comptes.entreprises, ""),
    }  # fmt: skip
    return {
        f"{code}{PAR_FACILITATEUR}": _divide(
            f"{code}{PAR_FACILITATEUR}", number, comptes.etp_facilitateurs, unite=unite, sur="ETP de facilitateur",
            pluriel="ETP de facilitateurs", raison=SANS_POSTE,
        )
        for code, (number, unite) in nombres.items()
    }  # fmt: skip


def _divide(
    code: str, haut: Decimal | int, bas: Decimal | int, *, unite: str, sur: str, raison: str, pluriel: str = ""
) -> Valeur:
    definition = DEFINITIONS[code]
    if bas <= 0:
        return Valeur(definition, raison=raison)
    told = f"{write_nombre(Decimal(haut))} {unite}".strip().replace(" ", FINE)
    return Valeur(definition, Decimal(haut) / Decimal(bas), f"{told} ÷ {write_accord(bas, sur, pluriel)}")
