"""Whole parts of a whole: the largest remainders are served first, so that the parts always add up."""

from collections.abc import Sequence
from decimal import Decimal


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts in proportion, that add up to `total`; between equal remainders, the first is served."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def share_decimal(total: Decimal, weights: Sequence[int], *, pas: Decimal) -> list[Decimal]:
    """Parts that are multiples of `pas`; what of `total` is no multiple goes to the heaviest, the first of them."""
    steps = int(total // pas)
    parts = [part * pas for part in share(steps, weights)]
    parts[max(range(len(weights)), key=lambda i: (weights[i], -i))] += total - steps * pas
    return parts
