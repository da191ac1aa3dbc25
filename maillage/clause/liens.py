"""The signed links given outside: a company's statement, a buyer's lots. Their rang decides which one still opens.

The secret leaves the address at once for the session of the browser: neither the history nor the logs of the next pages
hold it. One browser may hold several: a company follows several lots.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.http.response import HttpResponseBase

from maillage.clause.models import AccesDonneur, Releve
from maillage.socle.requete import Requete

RETENUS = 30


@dataclass(frozen=True, slots=True)
class Lien:
    """A kind of link. `sel`: of its signature, and its place in the session."""

    sel: str

    def sign(self, uuid: UUID, rang: int) -> str:
        return signing.dumps([uuid.hex, rang], salt=self.sel, compress=False)

    def read(self, jeton: str) -> tuple[UUID, int] | None:
        """None when it is forged or cut."""
        try:
            key, rang = signing.loads(jeton, salt=self.sel)
            return UUID(key), int(rang)
        except (signing.BadSignature, TypeError, ValueError):
            return None

    def keep(self, request: Requete, jeton: str) -> UUID | None:
        """Remembers it for this browser; the object it speaks of, or None when it is forged."""
        found = self.read(jeton)
        if found is None:
            return None
        kept: dict[str, str] = request.session.get(self.sel, {})
        kept.pop(found[0].hex, None)
        kept[found[0].hex] = jeton
        request.session[self.sel] = dict(list(kept.items())[-RETENUS:])
        return found[0]

    def find_rang(self, request: Requete, uuid: UUID) -> int | None:
        """The rang of the link by which this browser came to that object; None when it came by none."""
        found = self.read(request.session.get(self.sel, {}).get(uuid.hex, ""))
        return found[1] if found and found[0] == uuid else None


RELEVE = Lien("maillage.clause.releve")
DONNEUR = Lien("maillage.clause.donneur")


def sign_releve(releve: Releve) -> str:
    return RELEVE.sign(releve.uuid, releve.lien_rang)


def sign_acces(acces: AccesDonneur) -> str:
    return DONNEUR.sign(acces.contact.uuid, acces.lien_rang)


def close(response: HttpResponseBase) -> Any:
    """Nobody indexes such a page; its address is told to nobody else.

    « no-referrer » would make the browser send a form that is refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
