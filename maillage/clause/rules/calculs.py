"""The volume of a clause, however it is counted: F1, F2, F3, or written in advance (domaine 02 § 5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.calcul import A_BONS, HYPOTHESES, LIBELLES_HYPOTHESE, LIBELLES_MODE, ModeCalcul
from maillage.clause.rules.volumes import HypotheseRefusee, Hypotheses, compute_bon, compute_volume, quantize
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_nombre, write_pourcentage

AGENCE = "règlement du nouveau programme de renouvellement urbain, charte nationale d’insertion"
TAUX_NPNRU = fixe("clause.taux_npnru", "Part des heures travaillées à réserver (travaux, ingénierie)", "%", 5, AGENCE)
TAUX_GUP = fixe("clause.taux_gup", "Part des heures de gestion urbaine de proximité à réserver", "%", 10, AGENCE)
UN = Decimal(1)
EN_PART = frozenset({"part_main_oeuvre", "taux_insertion", "part_qpv"})
EN_EUROS = frozenset({"montant_ht", "cout_horaire", "tranche_eur"})


@dataclass(frozen=True, slots=True)
class Calcul:
    """What is supposed. `part_qpv`: of the hours, those kept for people who live in a QPV (F2)."""

    mode: ModeCalcul = ModeCalcul.FORMULE
    montant_ht: Decimal | None = None
    part_main_oeuvre: Decimal | None = None
    taux_insertion: Decimal | None = None
    cout_horaire: Decimal | None = None
    tranche_eur: Decimal | None = None
    heures_unite: Decimal | None = None
    bons_prevus: int | None = None
    part_qpv: Decimal | None = None

    @property
    def is_a_bons(self) -> bool:
        return self.mode in A_BONS

    @property
    def heures(self) -> Decimal | None:
        """None while a hypothesis is missing, or is one that no market can have."""
        if list_manquantes(self):
            return None
        try:
            return _CALCULS[self.mode](self)
        except HypotheseRefusee:
            return None

    @property
    def heures_qpv(self) -> Decimal | None:
        heures = self.heures
        return None if heures is None or self.part_qpv is None else quantize(heures * self.part_qpv)

    @property
    def is_complet_hors_volume(self) -> bool:
        """What a clause by orders states even when nobody can foresee the orders."""
        return self.is_a_bons and bool(self.heures_unite)


CHAMPS_CALCUL = tuple(column.name for column in fields(Calcul))


def list_manquantes(calcul: Calcul) -> list[str]:
    """The hypotheses this way of counting still lacks, by their names."""
    return [name for name in HYPOTHESES[calcul.mode] if getattr(calcul, name) is None]


def compute_du_bon(calcul: Calcul, montant_ht: Decimal) -> Decimal:
    """F3: what one order adds."""
    if calcul.heures_unite is None:
        raise HypotheseRefusee("Écrivez d’abord combien d’heures fait un bon, dans la clause du lot.")
    if calcul.mode is ModeCalcul.HEURES_PAR_BON:
        return quantize(calcul.heures_unite)
    if calcul.tranche_eur is None:
        raise HypotheseRefusee("Écrivez d’abord la tranche d’euros, dans la clause du lot.")
    return compute_bon(montant_ht, tranche=calcul.tranche_eur, heures_par_tranche=calcul.heures_unite)


def compute_delta(calcul: Calcul, delta_montant: Decimal) -> Decimal:
    """F4: what an avenant in proportion would add, or take away, with the hypotheses of the lot."""
    if calcul.mode is ModeCalcul.HEURES_PAR_TRANCHE_EUR:
        return compute_du_bon(calcul, delta_montant)
    part, taux, cout = calcul.part_main_oeuvre, calcul.taux_insertion, calcul.cout_horaire
    if (
        calcul.mode not in (ModeCalcul.FORMULE, ModeCalcul.POURCENTAGE_HEURES)
        or part is None
        or taux is None
        or not cout
    ):
        raise HypotheseRefusee(
            "Les hypothèses de ce lot ne permettent pas une proportion : choisissez un nombre d’heures convenu."
        )
    return quantize(delta_montant * part * taux / cout)


def describe(calcul: Calcul) -> dict[str, Any]:
    """As kept with an engagement: the way of counting, and each hypothesis it used, as text."""
    names = [*HYPOTHESES[calcul.mode], "part_qpv"]
    kept = {name: str(value) for name in names if (value := getattr(calcul, name)) is not None}
    return {"mode": calcul.mode.value, **kept}


def tell(hypotheses: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was kept, in words; empty when nothing was."""
    if "mode" not in hypotheses:
        return []
    told = [("mode de calcul", LIBELLES_MODE[ModeCalcul(hypotheses["mode"])])]
    return told + [
        (LIBELLES_HYPOTHESE[name], _write(name, Decimal(hypotheses[name])))
        for name in LIBELLES_HYPOTHESE
        if name in hypotheses
    ]


def _write(name: str, value: Decimal) -> str:
    if name in EN_PART:
        return write_pourcentage(value, 0 if value * 100 % 1 == 0 else 2)
    return f"{write_nombre(value)} €" if name in EN_EUROS else write_nombre(value)


def _formule(calcul: Calcul) -> Decimal:
    montant, part, taux, cout = calcul.montant_ht, calcul.part_main_oeuvre, calcul.taux_insertion, calcul.cout_horaire
    assert montant is not None
    assert part is not None
    assert taux is not None
    assert cout is not None
    return compute_volume(Hypotheses(montant, part, taux, cout))


def _par_tranche(calcul: Calcul) -> Decimal:
    assert calcul.montant_ht is not None
    return compute_du_bon(calcul, calcul.montant_ht)


def _par_bon(calcul: Calcul) -> Decimal:
    assert calcul.bons_prevus is not None
    assert calcul.heures_unite is not None
    return quantize(calcul.heures_unite * calcul.bons_prevus)


def _forfait(calcul: Calcul) -> Decimal:
    assert calcul.heures_unite is not None
    return quantize(calcul.heures_unite)


_CALCULS: dict[ModeCalcul, Callable[[Calcul], Decimal]] = {
    ModeCalcul.FORMULE: _formule,
    ModeCalcul.POURCENTAGE_HEURES: _formule,
    ModeCalcul.HEURES_PAR_TRANCHE_EUR: _par_tranche,
    ModeCalcul.HEURES_PAR_BON: _par_bon,
    ModeCalcul.FORFAIT: _forfait,
}
