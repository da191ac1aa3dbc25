"""Reads every stored file again and compares it with its row: missing, altered, cut, forgotten."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say

NOM = "verifier-pieces"
AIDE = "relit chaque pièce déposée et signale les fichiers manquants ou modifiés"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose: everything is read."""


def run(args: Namespace) -> int:
    from maillage.socle.contexte import open_service
    from maillage.socle.pieces import magasin
    from maillage.socle.pieces.models import Piece

    with open_service("vérification des pièces"):
        rows = dict(Piece.objects.presentes().values_list("sha256", "taille"))
    faults = [
        (sha256, fault) for sha256, taille in sorted(rows.items()) if (fault := magasin.check_contenu(sha256, taille))
    ]
    for sha256, fault in faults:
        say(f"{sha256} : {fault}.")
    orphans = sum(path.name not in rows for path in magasin.list_contenus())
    say(f"Contenus vérifiés : {len(rows)} ; en attente d’effacement : {orphans}.")
    if faults:
        raise Echec(f"pièces abîmées : {len(faults)}. Reprenez-les d’une sauvegarde (maillage restaurer).")
    return 0
