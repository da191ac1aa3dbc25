"""A whole DECP file: its layout recognised, each contract read once, every trouble told with its place."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from maillage.echanges.decp.rules import valeurs
from maillage.echanges.decp.rules.notices import Notice, NoticeIllisible, read_notice

MARCHE, CONCESSION = "marche", "contrat-concession"
SEPARATEURS = ",;\t|"
# Repeated elements of the XML layout: always lists here, even when there is only one.
REPETES = frozenset(
    {
        MARCHE, CONCESSION, "titulaire", "concessionnaire", "modification", "acteSousTraitance", "considerationSociale",
        "technique", "modaliteExecution", "modificationActeSousTraitance", "typePrix", "considerationEnvironnementale",
    }
)  # fmt: skip
COLONNES = {
    "id": "id", "acheteur_id": "acheteur", "objet": "objet", "nature": "nature", "codecpv": "codeCPV",
    "montant": "montant", "dureemois": "dureeMois", "datenotification": "dateNotification",
    "datepublicationdonnees": "datePublicationDonnees", "considerationssociales": "considerationsSociales",
    "techniques": "techniques", "modalitesexecution": "modalitesExecution", "idaccordcadre": "idAccordCadre",
    "typegroupementoperateurs": "typeGroupementOperateurs", "procedure": "procedure",
}  # fmt: skip
INDISPENSABLES = ("id", "acheteur_id", "datenotification")


class FichierIllisible(ValueError):
    """Not a DECP file of any layout; the sentence says what was expected."""


@dataclass(slots=True)
class Lecture:
    """`notices` by uid: the last one told replaces the former. `ecartes`: (place, why)."""

    notices: dict[str, Notice] = field(default_factory=dict)
    doublons: list[str] = field(default_factory=list)
    ecartes: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: str, brut: Mapping[str, Any], *, is_concession: bool = False) -> None:
        try:
            notice = read_notice(brut, is_concession=is_concession)
        except NoticeIllisible as raison:
            self.ecartes.append((place, f"{raison}."))
            return
        if notice.uid in self.notices:
            self.doublons.append(f"{place} : le marché {notice.numero} de l’acheteur {notice.acheteur} y est déjà.")
        self.notices[notice.uid] = notice


def read_fichier(contenu: bytes) -> Lecture:
    """Whatever the layout; raises `FichierIllisible` when it is none of them."""
    head = contenu.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not head:
        raise FichierIllisible("Le fichier est vide.")
    if head in b"{[":
        return _read_racine(_parse_json(contenu))
    if head == b"<":
        return _read_racine(_parse_xml(contenu))
    return _read_table(contenu)


def _parse_json(contenu: bytes) -> Any:
    try:
        return json.loads(contenu.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as raison:
        raise FichierIllisible(
            f"Le fichier JSON n’est pas en UTF-8 (octet {raison.start}) : enregistrez-le ainsi."
        ) from raison
    except json.JSONDecodeError as raison:
        raise FichierIllisible(
            f"Le JSON est interrompu ou mal formé, ligne {raison.lineno}, colonne {raison.colno} : redemandez le fichier."
        ) from raison


def _parse_xml(contenu: bytes) -> dict[str, Any]:
    """Elements as mappings. A document that declares entities is refused: an essential datum needs none."""
    racine: dict[str, Any] = {}
    pile: list[dict[str, Any]] = [racine]
    textes: list[str] = [""]

    def start(name: str, _: dict[str, str]) -> None:
        pile.append({})
        textes.append("")

    def end(name: str) -> None:
        element, text = pile.pop(), textes.pop().strip()
        value: Any = element or text
        parent = pile[-1]
        if name in REPETES:
            parent.setdefault(name, []).append(value)
        else:
            parent[name] = value

    def keep(text: str) -> None:
        textes[-1] += text

    def refuse(*_: Any) -> None:
        raise FichierIllisible("Ce XML déclare un type de document, ce qu’un fichier DECP ne fait pas : il est refusé.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = keep, refuse
    try:
        parser.Parse(contenu, True)
    except expat.ExpatError as raison:
        raise FichierIllisible(
            f"Le XML est interrompu ou mal formé, ligne {raison.lineno}, colonne {raison.offset + 1} : redemandez le fichier."
        ) from raison
    return racine


def _read_racine(racine: Any) -> Lecture:
    """`{"marches": {"marche": […], "contrat-concession": […]}}`, the older list of contracts, or a bare list."""
    marches = racine.get("marches", racine) if isinstance(racine, Mapping) else racine
    groupes: Mapping[str, Any] = {MARCHE: marches} if isinstance(marches, list) else marches
    if not isinstance(groupes, Mapping) or not {MARCHE, CONCESSION} & set(groupes):
        raise FichierIllisible(
            "Ce fichier n’a ni « marche » ni « contrat-concession » : attendu, un fichier DECP en JSON, en XML ou en CSV."
        )
    lecture = Lecture()
    for nom in (MARCHE, CONCESSION):
        elements = groupes.get(nom) or []
        for rang, brut in enumerate(elements if isinstance(elements, list) else [elements], 1):
            place = f"{nom} n° {rang}"
            if isinstance(brut, Mapping):
                lecture.add(place, brut, is_concession=nom == CONCESSION or "autoriteConcedante" in brut)
            else:
                lecture.ecartes.append((place, "ce n’est pas un marché."))
    return lecture


def _read_table(contenu: bytes) -> Lecture:
    """The consolidated tables: one line per titulaire and per modification, gathered by contract.

    The lines of the current data tell the contract and its titulaires; amounts are never added.
    """
    marches: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for numero, ligne in _iter_lignes(contenu):
        cle = (valeurs.read_texte(ligne["acheteur_id"]), valeurs.read_texte(ligne["id"]))
        marches.setdefault(cle, []).append((numero, ligne))
    lecture = Lecture()
    for lignes in marches.values():
        actuelles = [paire for paire in lignes if valeurs.read_booleen(paire[1].get("donneesactuelles"))] or lignes
        numero, ligne = actuelles[0]
        titulaires = [
            {"id": tenue.get("titulaire_id"), "typeIdentifiant": tenue.get("titulaire_typeidentifiant")}
            for _, tenue in actuelles
        ]
        brut: dict[str, Any] = {nom: ligne[colonne] for colonne, nom in COLONNES.items() if colonne in ligne}
        brut["acheteur"] = {"id": ligne["acheteur_id"]}
        brut["lieuExecution"] = {
            "code": ligne.get("lieuexecution_code"),
            "typeCode": ligne.get("lieuexecution_typecode"),
        }
        brut["titulaires"] = [titulaire for titulaire in titulaires if valeurs.read_texte(titulaire["id"])]
        lecture.add(f"ligne {numero}", brut)
    return lecture


def _iter_lignes(contenu: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = contenu.decode("cp1252", errors="replace")
    premiere = text.splitlines()[0]
    separateur = max(SEPARATEURS, key=premiere.count)
    lecteur = csv.DictReader(io.StringIO(text, newline=""), delimiter=separateur)
    lecteur.fieldnames = [nom.strip().lower().replace(".", "_") for nom in lecteur.fieldnames or []]
    if missing := [nom for nom in INDISPENSABLES if nom not in lecteur.fieldnames]:
        raise FichierIllisible(
            f"Il manque la colonne {', '.join(missing)} : attendu, un fichier DECP en JSON, en XML, ou le tableau consolidé."
        )
    for ligne in lecteur:
        yield lecteur.line_num, {nom: valeur or "" for nom, valeur in ligne.items() if nom}
