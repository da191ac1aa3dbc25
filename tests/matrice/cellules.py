"""Plays one cell of the matrix and says what came out, free of what changes from one answer to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from maillage.comptes import queries
from maillage.comptes.models import Compte
from maillage.comptes.models import Habilitation as HabilitationModel
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.roles import FONCTIONS, Portee, Role
from maillage.territoire.models import Departement, Region
from maillage.territoire.nomenclatures import Zone
from tests.usine import make_compte, make_dispositif, make_habilitation

METHODES = ("GET", "POST", "PUT", "DELETE")
JETONS = re.compile(rb'name="(csrfmiddlewaretoken|jeton)" value="[^"]*"|\b[A-Za-z0-9]{64}\b')


@dataclass(frozen=True)
class Reponse:
    statut: int
    corps: bytes
    vers: str
    requetes: int
    erreur: str = ""
    is_journalisee: bool = False


class Releve:
    """Counts the statements of an answer and keeps whether one wrote in a journal; unlike the log, formats none."""

    def __init__(self) -> None:
        self.requetes = 0
        self.is_journalisee = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.requetes += 1
        self.is_journalisee |= sql.startswith('INSERT INTO "journal_')
        return execute(sql, params, many, context)


@dataclass
class Visiteur:
    """A role signed in on its own dispositif, and the same role on another one, whose objects are foreign to it."""

    nom: str
    acteur: Acteur
    ici: Dispositif
    ailleurs: Dispositif
    compte: Compte
    etranger: Compte
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def play(self, methode: str, url: str, cles: Sequence[str] = ()) -> Reponse:
        """One request whose writes are undone; `cles` are what the answer may repeat of the address."""
        cookies = SimpleCookie(self.client.cookies.output(header=""))
        cache.clear()
        releve = Releve()
        with transaction.atomic(), connection.execute_wrapper(releve):
            # Without its token a form stops before the object it is about, and nothing would be compared.
            form = urlencode({"jeton": make_jeton(self.acteur.compte)}) if methode == "POST" else ""
            response: Any = self.client.generic(methode, url, form, "application/x-www-form-urlencoded")
            corps = response.getvalue()
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return Reponse(
            statut=response.status_code,
            corps=_neutralise(corps, cles),
            vers=_neutralise(response.headers.get("Location", "").encode(), cles).decode(),
            requetes=releve.requetes,
            is_journalisee=releve.is_journalisee,
            erreur=repr(response.exc_info[1]) if getattr(response, "exc_info", None) else "",
        )


def _neutralise(corps: bytes, cles: Sequence[str]) -> bytes:
    corps = JETONS.sub(b"JETON", corps)
    for cle in cles:
        corps = corps.replace(cle.encode(), b"CLE")
    return corps


# A role whose work is another in another kind of dispositif, on the addresses of that work: a PLIE follows no market.
AUTRES: dict[str, tuple[Role, TypeDispositif]] = {
    "direction d’un service clause": (Role.DIRECTEUR, TypeDispositif.CLAUSE),
    "facilitateur d’un service clause": (Role.FACILITATEUR, TypeDispositif.CLAUSE),
}
ADRESSES_DES_AUTRES = {
    "direction d’un service clause": ("clause:", "direct:"), "facilitateur d’un service clause": ("direct:",),
}  # fmt: skip


def is_joue(nom: str, adresse: str) -> bool:
    return nom not in AUTRES or adresse.startswith(ADRESSES_DES_AUTRES[nom])


def make_visiteur(nom: str, today: Any) -> Visiteur:
    """`nom`: a role's code, held in a PLIE; one of `AUTRES`; « anonyme » or « sans habilitation »."""
    role, type = AUTRES.get(nom, (Role(nom) if nom in list(Role) else None, TypeDispositif.PLIE))
    ici, ailleurs = make_dispositif("Celui d’ici", type=type), make_dispositif("Celui d’ailleurs", type=type)
    compte, etranger = make_compte(), make_compte()
    make_habilitation(Role.COORDINATEUR, ailleurs, compte=etranger)
    acteur = ANONYME
    habilitation = _habilite(role, ici, compte) if role else None
    if nom != "anonyme":
        acteur = queries.build_acteur(compte, habilitation, on=today, adresse="", requete="")
    visiteur = Visiteur(nom, acteur, ici, ailleurs, compte, etranger)
    if nom != "anonyme":
        visiteur.client.force_login(compte)
    return visiteur


def _habilite(role: Role, ici: Dispositif, compte: Compte) -> HabilitationModel:
    portee = FONCTIONS[role].portee
    if portee is Portee.DISPOSITIF:
        return make_habilitation(role, ici, compte=compte)
    if portee is Portee.RESEAU:
        return make_habilitation(role, compte=compte)
    region = Region.objects.first() or Region.objects.create(code="99", nom="Région d’essai")
    known = {"nom": "Département d’essai", "region": region, "zone": Zone.METRO}
    ici.departement, _ = Departement.objects.get_or_create(code="9Z", defaults=known)
    ici.region = region
    ici.save()
    if portee is Portee.REGION:
        return make_habilitation(role, compte=compte, region=region)
    return make_habilitation(role, compte=compte, departements=["9Z"], territoire="Département d’essai")
