"""The keys of the fiction: the same seed gives the same ones, so that nothing is made twice."""

import uuid


def make_cle(graine: int, *parts: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, ":".join(("maillage-demonstration", str(graine), *parts)))
