"""Counts a year of the whole installation and writes it: masked and proved for its readers, or whole for who counts."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.socle.console import Echec, say, step
from maillage.socle.typographie import write_accord

if TYPE_CHECKING:
    from maillage.consolidation.cellules.comptage import Consolidation
    from maillage.indicateurs.cellules import Cle

NOM = "consolider"
AIDE = "compte une année de tous les PLIE, ou services de la clause, de l’installation et écrit ses chiffres, protégés selon qui les lira"
EPILOGUE = (
    "Écrit dans SORTIE cellules.csv, tableaux.xlsx, certificat.json, rapport.html, rapport.pdf, infographie.svg et les données à "
    "joindre (donnees/) : ce qui parlerait de trop peu de personnes est masqué partout, et une attaque indépendante le vérifie. Avec "
    "--diffusion interne, rien n’est masqué, et rien ne se publie. Peut être relancée : les mêmes faits donnent les mêmes chiffres "
    "et les mêmes masques."
)
PREMIER = 2000
PUBLIQUE, RESTREINTE, INTERNE = DIFFUSIONS = ("publique", "restreinte", "interne")
MOTIFS_DITS = 10
PLIE, CLAUSE = CONSOLIDES = ("plie", "clause")
NOMS = {PLIE: ("PLIE", "PLIE"), CLAUSE: ("service de la clause", "services de la clause")}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--millesime", type=int, required=True, help="l’année comptée, par exemple 2025")
    parser.add_argument(
        "--consolide", choices=CONSOLIDES, default=PLIE,
        help="ce qui est consolidé : les PLIE (plie, le défaut) ou la clause sociale (clause)",
    )  # fmt: skip
    parser.add_argument(
        "--sortie", type=Path, required=True, help="le dossier où écrire ; il est créé s’il n’existe pas"
    )
    parser.add_argument(
        "--moteur", choices=("duckdb", "spark"), default="duckdb",
        help="qui compte ; les cellules sont les mêmes (défaut : duckdb ; spark est une option à installer)",
    )  # fmt: skip
    parser.add_argument(
        "--diffusion", choices=DIFFUSIONS, default=PUBLIQUE,
        help="qui lira : tout le monde (publique, le défaut), le réseau et ses partenaires (restreinte), ou le seul calcul "
        "(interne : rien n’est masqué)",
    )  # fmt: skip


def run(args: Namespace) -> int:
    from django.utils.timezone import localdate

    from maillage.consolidation.cellules.comptage import count_millesime, keep_tenus
    from maillage.consolidation.cellules.fichiers import write_cellules
    from maillage.consolidation.cellules.moteurs import check_moteur
    from maillage.consolidation.depots.catalogues import TYPES
    from maillage.consolidation.depots.nomenclatures import Consolide
    from maillage.consolidation.faits.extraction import extract_faits, list_dispositifs
    from maillage.consolidation.rapport.branchement import open_livre
    from maillage.consolidation.rapport.ecriture import write_rapport
    from maillage.consolidation.rapport.livre import Statut
    from maillage.consolidation.rapport.plans.choix import find_plan
    from maillage.socle.memoire import settle

    settle()
    today = localdate()
    if not PREMIER <= args.millesime <= today.year:
        raise Echec(f"--millesime attend une année de {PREMIER} à {today.year}.")
    if args.sortie.exists() and not args.sortie.is_dir():
        raise Echec(f"« {args.sortie} » est un fichier : donnez un dossier.")
    with say_absence():
        check_moteur(args.moteur)
    catalogue, noms = find_plan(args.consolide).catalogue, NOMS[args.consolide]
    dispositifs = list_dispositifs(types=(TYPES[Consolide(args.consolide)],))
    with step(f"Faits de {write_accord(len(dispositifs), *noms)}"):
        ecrits = sum(extract_faits(dispositif=one).is_ecrite for one in dispositifs)
        say(f"  {write_accord(ecrits, 'a changé', 'ont changé')} depuis la dernière fois")
    tenus = keep_tenus(dispositifs, catalogue=catalogue)
    if not tenus:
        raise Echec(f"aucun {noms[0]} de cette installation n’y tient de dossier : il n’y a rien à compter.")
    say(f"· {noms[1][:1].upper()}{noms[1][1:]} qui ont des dossiers ici : {len(tenus)} sur {len(dispositifs)}")
    with step(f"Cellules de {args.millesime}"), say_absence():
        found = count_millesime(tenus, millesime=args.millesime, catalogue=catalogue, moteur=args.moteur)
    masquees: frozenset[Cle] = frozenset()
    if args.diffusion == INTERNE:
        args.sortie.mkdir(parents=True, exist_ok=True)
        written = write_cellules(args.sortie / "cellules.csv", found)
        say(f"{write_accord(written, 'cellule écrite', 'cellules écrites')} dans {args.sortie / 'cellules.csv'}.")
        say("Elles n’ont pas passé le contrôle du secret : elles restent internes.")
    else:
        found, masquees = _release(args, found)
    with step("Rapport"):
        statut = Statut.INTERNE if args.diffusion == INTERNE else Statut.CONTROLE
        livre = open_livre(found, tenus, recenses=len(dispositifs), masquees=masquees, statut=statut)
        for path in write_rapport(args.sortie, livre, plan=find_plan(args.consolide), edite_le=today):
            say(f"  {path.relative_to(args.sortie)}")
    if args.millesime == today.year:
        say(f"L’année {args.millesime} n’est pas finie : ces chiffres changeront.")
    if found.is_fictive:
        say("Ces chiffres sont fictifs : ceux de la démonstration.")
    return 0


@contextmanager
def say_absence() -> Iterator[None]:
    from maillage.indicateurs.moteurs.spark import SparkAbsent

    try:
        yield
    except SparkAbsent as absence:
        raise Echec(str(absence)) from absence


def _release(args: Namespace, compte: "Consolidation") -> "tuple[Consolidation, frozenset[Cle]]":
    """What goes out, and what of it is hidden."""
    from django.utils.timezone import localdate, localtime

    from maillage.consolidation.cellules.diffusion import write_release
    from maillage.consolidation.cellules.masquage import hide_cellules
    from maillage.consolidation.cellules.niveaux import REGION
    from maillage.consolidation.cellules.territoires import regroup
    from maillage.consolidation.rapport.branchement import name_lieux
    from maillage.consolidation.secret.nomenclatures import Diffusion
    from maillage.consolidation.secret.parametres import PERIMETRE
    from maillage.consolidation.secret.regroupements import RegroupementRefuse

    today, diffusion = localdate(), Diffusion(args.diffusion)
    try:
        found = regroup(compte, minimum=PERIMETRE.get(on=today).valeur)
    except RegroupementRefuse as refus:
        raise Echec(f"{refus} Avec --diffusion interne, les chiffres restent où ils sont comptés.") from refus
    with step(f"Secret statistique, diffusion {diffusion.value} : ce qui est masqué, puis l’attaque"):
        masquage = hide_cellules(found, diffusion=diffusion, on=today, now=localtime())
    if not masquage.is_conforme:
        for motif in masquage.echecs[:MOTIFS_DITS]:
            say(f"  {motif}")
        raise Echec(
            f"le contrôle du secret refuse cette publication ({write_accord(len(masquage.echecs), 'raison', 'raisons')}) : "
            "rien n’a été écrit."
        )
    regions = {code: nom for (niveau, code), nom in name_lieux().items() if niveau == REGION}
    written = write_release(args.sortie, found, masquage, diffusion=diffusion, today=today, regions=regions)
    caches = len(masquage.masquees) - len(masquage.hors)
    say(
        f"{write_accord(written, 'cellule écrite', 'cellules écrites')} dans {args.sortie / 'cellules.csv'}, dont "
        f"{write_accord(caches, 'masquée', 'masquées')} ; tableaux.xlsx et certificat.json sont à côté."
    )
    return found, masquage.masquees
