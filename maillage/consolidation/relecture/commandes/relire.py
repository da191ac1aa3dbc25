"""Reads a report over before it is published, and says in one sentence each what contradicts itself."""

from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.socle.console import Echec, say

if TYPE_CHECKING:
    from maillage.consolidation.relecture.rules.chiffres import Rapport

NOM = "relire"
AIDE = "relit les chiffres et le texte d’un rapport : blancs, sommes, moyennes, taux, doubles valeurs"
EPILOGUE = (
    "Les colonnes du fichier sont décrites dans docs/exploitation/relire.md. Code de sortie : 0 quand rien ne bloque la "
    "publication, 3 quand quelque chose la bloque, 1 quand un fichier ne se lit pas."
)
SANS_DJANGO = True
CODE_BLOQUE = 3
FORMATS = ("texte", "json", "csv")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("fichier", nargs="*", type=Path, help="le ou les CSV des chiffres imprimés")
    parser.add_argument(
        "--texte", type=Path, metavar="FICHIER", help="le texte du rapport, pour y chercher blancs et taux"
    )
    parser.add_argument("--annee", type=int, help="l’année des chiffres, si le fichier n’a pas cette colonne")
    parser.add_argument(
        "--exemple", action="store_true", help="relit les chiffres publiés de 2019, livrés avec Maillage"
    )
    parser.add_argument("--format", choices=FORMATS, default="texte", help="texte (défaut), json ou csv")


def run(args: Namespace) -> int:
    from maillage.consolidation.relecture.exemple import read_exemple
    from maillage.consolidation.relecture.rendus import (
        count_bloquants,
        write_csv,
        write_json,
        write_portee,
        write_texte,
    )
    from maillage.consolidation.relecture.rules.relire import relire

    today = datetime.now().astimezone().date()
    if args.exemple and (args.fichier or args.texte):
        raise Echec("--exemple relit les chiffres livrés : retirez-le, ou retirez le fichier.")
    if not (args.exemple or args.fichier or args.texte):
        raise Echec("donnez le CSV des chiffres à relire, ou --exemple pour relire ceux de 2019.")
    rapport = read_exemple(aujourd_hui=today) if args.exemple else read_rapport(args, today)
    constats = relire(rapport)
    writers = {"texte": write_texte, "json": write_json, "csv": write_csv}
    if args.format == "texte":
        say(write_portee(rapport))
    say(writers[args.format](constats).rstrip("\r\n"))
    return CODE_BLOQUE if count_bloquants(constats) else 0


def read_rapport(args: Namespace, today: date) -> "Rapport":
    """Every error of every file at once."""
    from maillage.consolidation.relecture.lecture import decode, read_fichier, read_paragraphes
    from maillage.consolidation.relecture.rules.chiffres import Rapport

    for path in [*args.fichier, *filter(None, [args.texte])]:
        if path.is_dir():
            raise Echec(f"« {path} » est un dossier : donnez le fichier lui-même.")
    lus = [(path, read_fichier(path.read_bytes(), nom=str(path), annee=args.annee)) for path in args.fichier]
    erreurs = [f"{path} : {erreur}" for path, lu in lus for erreur in lu.erreurs]
    if erreurs:
        raise Echec("\n".join(["le rapport ne se lit pas.", *(f"  - {erreur}" for erreur in erreurs)]))
    paragraphes = read_paragraphes(decode(args.texte.read_bytes())) if args.texte else []
    return Rapport(tuple(c for _, lu in lus for c in lu.chiffres), tuple(paragraphes), aujourd_hui=today)
