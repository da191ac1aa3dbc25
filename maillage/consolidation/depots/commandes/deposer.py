"""Counts a year of one or of every PLIE, or service of the clause, held here, and deposits it: in the network's campaign, in a file, or elsewhere."""

import json
import urllib.error
import urllib.request
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from maillage.socle.console import Echec, say
from maillage.socle.refus import Refus, RefusMultiples
from maillage.socle.typographie import write_accord

if TYPE_CHECKING:
    from maillage.consolidation.depots.models import Campagne
    from maillage.reseau.models import Dispositif

NOM = "deposer"
AIDE = "compte l’année d’un PLIE ou d’un service de la clause et la dépose : ici, dans un fichier, ou dans une autre installation"
EPILOGUE = (
    "Sans --sortie ni --vers, dépose dans la campagne ouverte de cette installation. Le même contenu deux fois ne fait qu’un "
    "dépôt. La clé donnée à --cle-fichier se crée dans « Mes dépôts », sur l’autre installation."
)
DELAI = 60


def add_arguments(parser: ArgumentParser) -> None:
    qui = parser.add_mutually_exclusive_group(required=True)
    qui.add_argument("--dispositif", metavar="NOM", help="le dispositif, tel que l’adresse de sa page le nomme")
    qui.add_argument(
        "--tous",
        action="store_true",
        help="tous les dispositifs attendus par la campagne, qui tiennent des dossiers ici",
    )
    parser.add_argument(
        "--consolide", choices=("plie", "clause"), default="plie",
        help="avec --tous : la campagne des PLIE (plie, le défaut) ou celle de la clause sociale (clause)",
    )  # fmt: skip
    parser.add_argument("--millesime", type=int, required=True, help="l’année déposée, par exemple 2025")
    parser.add_argument("--sortie", type=Path, help="écrit le dépôt dans ce fichier, sans le déposer")
    parser.add_argument("--vers", metavar="ADRESSE", help="l’adresse d’une autre installation, en https")
    parser.add_argument(
        "--cle-fichier", type=Path, metavar="FICHIER", help="avec --vers : le fichier qui contient la clé de dépôt"
    )


def run(args: Namespace) -> int:
    from maillage.consolidation.depots.actions.depots import make_entete
    from maillage.consolidation.depots.catalogues import TYPES, find_consolide
    from maillage.consolidation.depots.comptage import count_annee
    from maillage.consolidation.depots.models import Campagne
    from maillage.reseau.models import Dispositif

    if args.tous:
        return _deposit_tous(args)
    dispositif = Dispositif.objects.filter(slug=args.dispositif, type__in=TYPES.values()).first()
    if dispositif is None:
        raise Echec(
            f"aucun PLIE, aucun service de la clause ne s’appelle « {args.dispositif} » ici : « maillage deposer » attend le nom de l’adresse de sa page."
        )
    # Not kept: only to say of which year the document is.
    consolide = find_consolide(dispositif.type) or ""
    campagne = Campagne(consolide=consolide, millesime=args.millesime, is_fictive=dispositif.is_fictif)
    try:
        contenu, cellules = count_annee(make_entete(campagne, dispositif), dispositif)
    except Refus as refus:
        raise Echec(str(refus)) from refus
    say(f"{dispositif.nom}, année {args.millesime} : {write_accord(len(cellules), 'nombre')}.")
    if args.sortie:
        args.sortie.write_bytes(contenu)
        say(f"Écrit dans {args.sortie}. Rien n’est déposé.")
        return 0
    if args.vers:
        return _send(args, contenu)
    _deposit(args.millesime, dispositif)
    return 0


def _find_campagne(millesime: int, *, consolide: str, fictive: bool) -> "Campagne":
    from maillage.consolidation.depots.models import Campagne

    found = Campagne.objects.filter(consolide=consolide, millesime=millesime, is_fictive=fictive).first()
    if found is None:
        raise Echec(f"le réseau n’a pas ouvert de campagne pour {millesime} : ouvrez-la dans « Campagnes de dépôts ».")
    return found


def _deposit(millesime: int, dispositif: "Dispositif") -> None:
    from django.utils import timezone
    from django.utils.timezone import localdate

    from maillage.consolidation.depots.actions.depots import receive_document
    from maillage.consolidation.depots.catalogues import find_consolide
    from maillage.consolidation.depots.comptage import count_depot
    from maillage.consolidation.depots.nomenclatures import Origine
    from maillage.socle.acteur import Acteur
    from maillage.socle.contexte import open_contexte

    consolide = find_consolide(dispositif.type) or ""
    campagne = _find_campagne(millesime, consolide=consolide, fictive=dispositif.is_fictif)
    by = Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))
    try:
        contenu, _ = count_depot(campagne, dispositif)
        with open_contexte(by):
            recu = receive_document(
                by=by, campagne=campagne, dispositif=dispositif, contenu=contenu, origine=Origine.COMMANDE,
                now=timezone.now(), today=localdate(),
            )  # fmt: skip
    except RefusMultiples as refus:
        raise Echec("\n".join(manque.phrase for manque in refus.manques)) from refus
    except Refus as refus:
        raise Echec(f"{dispositif.nom} : {refus}") from refus
    said = (
        "déjà déposé, rien n’a changé"
        if not recu.is_nouveau
        else f"version {recu.depot.version}, {recu.depot.libelle_etat}"
    )
    say(f"{dispositif.nom} : {said}. SHA-256 {recu.depot.empreinte}")
    for saut in recu.depot.sauts:
        if not saut["explication"]:
            say(f"  À expliquer : {saut['phrase']}")


def _deposit_tous(args: Namespace) -> int:
    """One after the other, with its progress; one that has nothing to count is said, and the others go on."""
    from maillage.consolidation.depots.queries.campagnes import list_attendus
    from maillage.reseau.models import Dispositif
    from maillage.socle.typographie import write_accord

    if args.sortie or args.vers:
        raise Echec("--tous dépose ici : sans --sortie ni --vers.")
    fictive = Dispositif.objects.filter(is_fictif=True).exists()
    attendus = list(
        list_attendus(_find_campagne(args.millesime, consolide=args.consolide, fictive=fictive)).order_by("pk")
    )
    refuses = 0
    for rang, dispositif in enumerate(attendus, 1):
        say(f"· {rang} sur {len(attendus)}")
        try:
            _deposit(args.millesime, dispositif)
        except Echec as refus:
            refuses += 1
            say(f"  {refus}")
    say(f"{len(attendus) - refuses} déposés sur {len(attendus)} attendus.")
    if refuses:
        raise Echec(
            f"{write_accord(refuses, 'dépôt refusé', 'dépôts refusés')} sur {len(attendus)} : les raisons sont plus haut."
        )
    return 0


def _send(args: Namespace, contenu: bytes) -> int:
    where = urlsplit(args.vers)
    if where.scheme != "https" and not (where.scheme == "http" and where.hostname in ("127.0.0.1", "localhost")):
        raise Echec("--vers attend une adresse en https : la clé et les chiffres ne voyagent pas à découvert.")
    if args.cle_fichier is None or not args.cle_fichier.is_file():
        raise Echec("--vers demande --cle-fichier : le fichier qui contient la clé créée dans « Mes dépôts », là-bas.")
    request = urllib.request.Request(  # noqa: S310  https, checked above
        args.vers.rstrip("/") + "/api/depots/", data=contenu, method="POST",
        headers={
            "Authorization": f"Bearer {args.cle_fichier.read_text(encoding='utf-8').strip()}", "Content-Type": "application/json",
        },
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=DELAI) as response:  # noqa: S310
            said = json.loads(response.read())
    except urllib.error.HTTPError as error:
        raise Echec("\n".join(_read_refus(error))) from error
    except OSError as error:
        raise Echec(f"l’autre installation ne répond pas ({error}). Vérifiez l’adresse, puis relancez.") from error
    say(f"Reçu, version {said['recu']['version']}, {said['etat']}. SHA-256 {said['recu']['empreinte']}")
    return 0


def _read_refus(error: urllib.error.HTTPError) -> list[str]:
    try:
        return [str(phrase) for phrase in json.loads(error.read())["refus"]]
    except (ValueError, KeyError):
        return [f"l’autre installation a répondu {error.code} : est-ce bien l’adresse de Maillage ?"]
