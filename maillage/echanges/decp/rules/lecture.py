"""A whole DECP file of any layout, element by element: each is what one contract, or one line of the table, says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from maillage.echanges.decp.rules import valeurs
from maillage.echanges.decp.rules.notices import Notice, NoticeIllisible, read_notice
from maillage.echanges.rules.flux import FichierIllisible, iter_json, iter_table, iter_xml, open_texte

MARCHE, CONCESSION = "marche", "contrat-concession"
NOMS = {MARCHE: "marché", CONCESSION: "concession"}
# The official root, the older list of contracts, the same without their root, a bare list.
LISTES = (f"marches.{MARCHE}", f"marches.{CONCESSION}", "marches", MARCHE, CONCESSION, "")
# Repeated elements of the XML layout: always lists here, even when there is only one.
REPETES = frozenset(
    {
        "titulaire", "concessionnaire", "modification", "acteSousTraitance", "considerationSociale", "technique",
        "modaliteExecution", "modificationActeSousTraitance", "typePrix", "considerationEnvironnementale",
    }
)  # fmt: skip
COLONNES = {
    "id": "id", "objet": "objet", "nature": "nature", "codecpv": "codeCPV",
    "datepublicationdonnees": "datePublicationDonnees", "considerationssociales": "considerationsSociales",
    "considerationsenvironnementales": "considerationsEnvironnementales", "techniques": "techniques",
    "modalitesexecution": "modalitesExecution", "idaccordcadre": "idAccordCadre", "procedure": "procedure",
    "typegroupementoperateurs": "typeGroupementOperateurs", "ccag": "ccag", "offresrecues": "offresRecues",
    "soustraitancedeclaree": "sousTraitanceDeclaree", "marcheinnovant": "marcheInnovant", "formeprix": "formePrix",
    "typesprix": "typesPrix", "datenotification": "dateNotification",
}  # fmt: skip
INDISPENSABLES = ("id", "acheteur_id", "datenotification")
ATTENDU = "un fichier DECP en JSON, en XML, ou le tableau consolidé"
# What the consolidated tables name, and the official layout does not.
NOMS_TITULAIRE = ("titulaire_denominationsociale", "titulaire_nom")


@dataclass(frozen=True, slots=True)
class Element:
    """`cle`: what gathers the elements of one contract; empty when nothing can be told of it. `refus`: why."""

    place: str
    cle: str
    brut: Mapping[str, Any]
    genre: str = MARCHE
    refus: str = ""


def iter_elements(flux: IO[bytes], *, encodage: str = "utf-8-sig") -> Iterator[Element]:
    """Whatever the layout; raises `FichierIllisible` when it is none of them, or breaks off."""
    head = find_debut(flux)
    if not head:
        raise FichierIllisible("Le fichier est vide.")
    if head in b"{[":
        yield from _iter_contrats(iter_json(open_texte(flux, encodage), LISTES))
    elif head == b"<":
        yield from _iter_contrats(iter_xml(flux, (MARCHE, CONCESSION), REPETES))
    else:
        yield from _iter_lignes(open_texte(flux, encodage))


def find_debut(flux: IO[bytes]) -> bytes:
    """The first character that says something; the file is then read from its beginning."""
    head = flux.read(4096).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1]
    flux.seek(0)
    return head


def _iter_contrats(found: Iterable[tuple[str, Any]]) -> Iterator[Element]:
    rangs: dict[str, int] = {}
    for chemin, brut in found:
        is_concession = chemin.endswith(CONCESSION) or (isinstance(brut, Mapping) and "autoriteConcedante" in brut)
        genre = CONCESSION if is_concession else MARCHE
        rangs[genre] = rangs.get(genre, 0) + 1
        place = f"{NOMS[genre]} n° {rangs[genre]}"
        if not isinstance(brut, Mapping):
            yield Element(place, "", {}, genre, "ce n’est pas un marché")
            continue
        try:
            notice = read_notice(brut, is_concession=is_concession)
        except NoticeIllisible as raison:
            yield Element(place, "", {}, genre, str(raison))
        else:
            yield Element(place, notice.uid, brut, genre)
    if not rangs:
        raise FichierIllisible(f"Ce fichier n’a ni « marche » ni « contrat-concession » : attendu, {ATTENDU}.")


def _iter_lignes(texte: IO[str]) -> Iterator[Element]:
    for numero, ligne in iter_table(texte, INDISPENSABLES, ATTENDU):
        acheteur, identifiant = valeurs.read_texte(ligne.get("acheteur_id")), valeurs.read_texte(ligne.get("id"))
        place = f"ligne {numero}"
        if not acheteur or not identifiant:
            manque = "l’acheteur n’a pas d’identifiant" if not acheteur else "le marché n’a pas de numéro"
            yield Element(place, "", {}, "ligne", manque)
        else:
            yield Element(place, acheteur + identifiant, ligne, "ligne")


def gather(elements: Sequence[Element]) -> tuple[Notice, list[str]]:
    """The one contract that these elements of one key tell, and the places where it was also told.

    Of a contract told twice, the last one stands. A table has one line per titulaire and per modification: they make
    one contract, and its amounts are never added.
    """
    last = elements[-1]
    if last.genre == "ligne":
        return _gather_lignes(elements), []
    return read_notice(last.brut, is_concession=last.genre == CONCESSION), [e.place for e in elements[:-1]]


def _gather_lignes(elements: Sequence[Element]) -> Notice:
    versions: dict[int, list[Mapping[str, Any]]] = {}
    for element in elements:
        versions.setdefault(valeurs.read_entier(element.brut.get("modification_id")) or 0, []).append(element.brut)
    rangs = sorted(versions)
    brut = _write_version(versions[rangs[0]])
    first, courante = versions[rangs[0]][0], versions[rangs[-1]][0]
    brut |= {nom: courante[colonne] for colonne, nom in COLONNES.items() if colonne in courante}
    brut["acheteur"] = {"id": first["acheteur_id"], "nom": first.get("acheteur_nom")}
    brut["lieuExecution"] = {
        "code": courante.get("lieuexecution_code"),
        "typeCode": courante.get("lieuexecution_typecode"),
    }
    brut["modifications"] = [{"modification": {"id": rang} | _write_version(versions[rang])} for rang in rangs[1:]]
    return read_notice(brut)


def _write_version(lignes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What one version of a contract says, each of its lines naming one titulaire: their order says nothing."""
    titulaires = {
        valeurs.read_texte(ligne.get("titulaire_id")): {
            "id": ligne.get("titulaire_id"),
            "typeIdentifiant": ligne.get("titulaire_typeidentifiant"),
            "denominationSociale": next((ligne[nom] for nom in NOMS_TITULAIRE if ligne.get(nom)), ""),
        }
        for ligne in lignes
    }
    first = lignes[0]
    return {
        "montant": first.get("montant"),
        "dureeMois": first.get("dureemois"),
        "dateNotificationModification": first.get("modification_datenotificationmodification")
        or first.get("datenotificationmodification"),
        "titulaires": [{"titulaire": titulaires[cle]} for cle in sorted(titulaires) if cle],
    }
