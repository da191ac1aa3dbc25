"""What a printed number may have been before it was rounded: every tolerance of the proofreading comes from here.

A value printed to the step p was, before rounding half up, anywhere in [v − p/2 ; v + p/2[. Two printed numbers contradict
each other only when no unrounded values agree. Exact fractions: no floating point, no margin chosen by eye.
"""

from dataclasses import dataclass
from fractions import Fraction

INFINI = Fraction(10**24)
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Intervalle:
    """[bas ; haut[, or the single value when both are equal. `ferme`: the top belongs to it too."""

    bas: Fraction
    haut: Fraction
    ferme: bool = False

    @property
    def is_exact(self) -> bool:
        return self.bas == self.haut

    @property
    def milieu(self) -> Fraction:
        return (self.bas + self.haut) / 2

    def meets(self, other: "Intervalle") -> bool:
        bas, haut = max(self.bas, other.bas), min(self.haut, other.haut)
        if bas < haut:
            return True
        return bas == haut and self.has(bas) and other.has(bas)

    def has(self, value: Fraction) -> bool:
        if self.is_exact or self.ferme:
            return self.bas <= value <= self.haut
        return self.bas <= value < self.haut

    def __add__(self, other: "Intervalle") -> "Intervalle":
        return Intervalle(self.bas + other.bas, self.haut + other.haut, _is_ferme(self, other))

    def __sub__(self, other: "Intervalle") -> "Intervalle":
        return Intervalle(self.bas - other.haut, self.haut - other.bas, _is_ferme(self, other))

    def __mul__(self, other: "Intervalle") -> "Intervalle":
        corners = [a * b for a in (self.bas, self.haut) for b in (other.bas, other.haut)]
        return Intervalle(min(corners), max(corners), _is_ferme(self, other))

    def __truediv__(self, other: "Intervalle") -> "Intervalle":
        """Raises ZeroDivisionError when the divisor may be zero: nothing can then be said."""
        if other.bas <= 0 <= other.haut:
            raise ZeroDivisionError
        return self * Intervalle(1 / other.haut, 1 / other.bas, other.ferme)


def exact(value: Fraction | int) -> Intervalle:
    return Intervalle(Fraction(value), Fraction(value))


def around(value: Fraction, pas: Fraction) -> Intervalle:
    """What rounds half up (away from zero) to `value`."""
    if value < 0:
        return Intervalle(value - pas / 2, value + pas / 2, ferme=True)
    return Intervalle(value - pas / 2, value + pas / 2)


def round_half_up(value: Fraction, decimales: int) -> Fraction:
    scaled = abs(value) * 10**decimales + Fraction(1, 2)
    return Fraction(scaled.numerator // scaled.denominator, 10**decimales) * (-1 if value < 0 else 1)


def at_least(value: Fraction) -> Intervalle:
    return Intervalle(value, INFINI, ferme=True)


def _is_ferme(left: Intervalle, right: Intervalle) -> bool:
    """The top is reached when each of the two is: a single value reaches its own."""
    return (left.ferme or left.is_exact) and (right.ferme or right.is_exact)
