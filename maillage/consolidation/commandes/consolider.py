"""Counts a year of the whole installation and writes its cells: each dispositif, and each sum above it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from maillage.socle.console import Echec, say, step
from maillage.socle.typographie import write_accord

NOM = "consolider"
AIDE = "compte une année de tous les PLIE de l’installation et écrit ses cellules, du dispositif à la France"
EPILOGUE = (
    "Écrit dans SORTIE cellules.csv, rapport.html, rapport.pdf, infographie.svg et les données à joindre (donnees/). "
    "Ces chiffres n’ont pas passé le contrôle du secret statistique : leur statut est « interne », ils ne se publient pas. "
    "Peut être relancée : seuls les faits qui ont changé sont relus."
)
PREMIER = 2000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--millesime", type=int, required=True, help="l’année comptée, par exemple 2025")
    parser.add_argument(
        "--sortie", type=Path, required=True, help="le dossier où écrire ; il est créé s’il n’existe pas"
    )


def run(args: Namespace) -> int:
    from django.utils.timezone import localdate

    from maillage.consolidation.cellules.comptage import count_millesime, keep_tenus
    from maillage.consolidation.cellules.fichiers import write_cellules
    from maillage.consolidation.faits.extraction import extract_faits, list_dispositifs
    from maillage.consolidation.rapport.branchement import open_livre
    from maillage.consolidation.rapport.ecriture import write_rapport
    from maillage.consolidation.rapport.plans.plie import PLAN

    today = localdate()
    if not PREMIER <= args.millesime <= today.year:
        raise Echec(f"--millesime attend une année de {PREMIER} à {today.year}.")
    if args.sortie.exists() and not args.sortie.is_dir():
        raise Echec(f"« {args.sortie} » est un fichier : donnez un dossier.")
    dispositifs = list_dispositifs()
    with step(f"Faits de {write_accord(len(dispositifs), 'PLIE', 'PLIE')}"):
        ecrits = sum(extract_faits(dispositif=one).is_ecrite for one in dispositifs)
        say(f"  {write_accord(ecrits, 'a changé', 'ont changé')} depuis la dernière fois")
    tenus = keep_tenus(dispositifs)
    if not tenus:
        raise Echec("aucun PLIE de cette installation n’y tient de dossier : il n’y a rien à compter.")
    say(f"· PLIE qui ont des dossiers ici : {len(tenus)} sur {len(dispositifs)}")
    with step(f"Cellules de {args.millesime}"):
        found = count_millesime(tenus, millesime=args.millesime)
    args.sortie.mkdir(parents=True, exist_ok=True)
    written = write_cellules(args.sortie / "cellules.csv", found)
    say(f"{write_accord(written, 'cellule écrite', 'cellules écrites')} dans {args.sortie / 'cellules.csv'}.")
    with step("Rapport"):
        livre = open_livre(found, tenus, recenses=len(dispositifs))
        for path in write_rapport(args.sortie, livre, plan=PLAN, edite_le=today):
            say(f"  {path.relative_to(args.sortie)}")
    if args.millesime == today.year:
        say(f"L’année {args.millesime} n’est pas finie : ces chiffres changeront.")
    if found.is_fictive:
        say("Ces chiffres sont fictifs : ceux de la démonstration.")
    say("Elles n’ont pas passé le contrôle du secret : elles restent internes.")
    return 0
