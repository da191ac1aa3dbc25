"""From what a dispositif counts to its coded rows: no name, no date of birth, no sensitive motive. Pure."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from maillage.consolidation.faits.tables import CONTACTS, EQUIPE, ETAPES, PARCOURS, SUSPENSIONS, TABLES
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.tables import Table
from maillage.parcours.nomenclatures.sorties import Taille
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte
from maillage.parcours.rules.indicateurs.suivi import Temps, count_suspension

TAILLES = frozenset(Taille)
Numero = Callable[[str, Hashable], int]
Lignes = list[tuple[Any, ...]]


def make_numero(secret: bytes) -> Numero:
    """A number that leads back to nothing without the secret; the same at each extraction, so that files can be compared."""

    def number(quoi: str, cle: Hashable) -> int:
        digest = hmac.new(secret, f"{quoi}:{cle}".encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:8]) >> 1

    return number


@dataclass(frozen=True, slots=True)
class Faits:
    """The rows of each table, in an order that owes nothing to the database. `empreinte`: changes when a row does."""

    lignes: Mapping[Table, Lignes]

    @property
    def empreinte(self) -> str:
        said = hashlib.sha256()
        for table in self.lignes:
            said.update(f"{table.nom}:{table.version}:{len(self.lignes[table])}".encode())
            for ligne in self.lignes[table]:
                said.update(repr(ligne).encode())
        return said.hexdigest()


def code_faits(
    dispositif: str,
    parcours: Iterable[ParcoursCompte],
    etapes: Iterable[EtapeComptee],
    temps: Iterable[Temps] = (),
    *,
    contacts: Iterable[tuple[int, date]] = (),
    numero: Numero,
) -> Faits:
    """What was opened by mistake is left out, and its étapes with it. `contacts`: by parcours, the days the person was seen."""
    comptes = {fait.cle: fait for fait in parcours if not fait.is_erreur}
    retenues = [etape for etape in etapes if etape.parcours in comptes]
    first: dict[int, date] = {}
    for etape in retenues:
        first[etape.parcours] = min(etape.debut, first.get(etape.parcours, etape.debut))
    rows = {
        PARCOURS: [_code_parcours(dispositif, fait, first.get(fait.cle), numero) for fait in comptes.values()],
        ETAPES: [_code_etape(dispositif, etape, numero) for etape in retenues],
        SUSPENSIONS: [
            {"dispositif": dispositif, "parcours": numero("parcours", fait.cle), "du": du, "repris": repris}
            for fait in comptes.values()
            for du, repris in fait.suspensions
        ],
        EQUIPE: list(_list_equipe(dispositif, temps, numero)),
        CONTACTS: [
            {"dispositif": dispositif, "parcours": numero("parcours", cle), "le": le}
            for cle, le in set(contacts)
            if cle in comptes
        ],
    }
    return Faits({table: sorted(list_lignes(table, rows[table]), key=repr) for table in TABLES})


def _code_parcours(dispositif: str, fait: ParcoursCompte, premiere: date | None, numero: Numero) -> dict[str, Any]:
    definition, profil, sortie = fait.definition, fait.profil, fait.sortie
    return {
        "dispositif": dispositif,
        "parcours": numero("parcours", fait.cle),
        "personne": numero("personne", fait.personne),
        "entree": fait.entree,
        "sortie": sortie,
        "classe": definition.classe.value if definition else None,
        "cause": definition.cause.value if definition and definition.cause else None,
        "sexe": None if profil.is_femme is None else "f" if profil.is_femme else "h",
        "age": profil.age,
        "niveau": profil.niveau,
        "brsa": profil.brsa,
        "deld": profil.deld,
        "boeth": profil.boeth,
        "qpv": profil.qpv,
        "prescription": fait.prescription,
        "premier_rdv": fait.premier_rdv,
        "commission": fait.commission,
        "premiere_etape": premiere,
        "jours_suspendus": count_suspension(fait, sortie) if sortie else None,
        "contrat": fait.contrat or None,
        "secteur": fait.secteur or None,
        "taille": fait.taille if fait.taille in TAILLES else None,
    }


def _code_etape(dispositif: str, etape: EtapeComptee, numero: Numero) -> dict[str, Any]:
    definition = etape.definition
    return {
        "dispositif": dispositif,
        "parcours": numero("parcours", etape.parcours),
        "personne": numero("personne", etape.personne),
        "type": etape.type,
        "famille": definition.famille.value,
        "iae": definition.iae or None,
        "is_contrat": definition.is_contrat,
        "is_formation": definition.is_formation,
        "debut": etape.debut,
        "fin": etape.fin,
    }


def _list_equipe(dispositif: str, temps: Iterable[Temps], numero: Numero) -> Iterable[dict[str, Any]]:
    """Each working time until the next one of the same référent, or until they leave."""
    par_referent: dict[int, list[Temps]] = defaultdict(list)
    for one in temps:
        par_referent[one.referent].append(one)
    for referent, listed in par_referent.items():
        listed.sort(key=lambda one: one.du)
        for one, suivant in zip(listed, [*listed[1:], None], strict=True):
            ends = [suivant.du - timedelta(days=1)] if suivant else []
            ends += [one.depart] if one.depart else []
            yield {
                "dispositif": dispositif,
                "referent": numero("referent", referent),
                "du": one.du,
                "au": min(ends, default=None),
                "centiemes": int(one.etp * 100),
            }
