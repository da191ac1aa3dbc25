"""Prints ratios against honest peers, measured in one run."""

from argparse import ArgumentParser, Namespace

NOM = "bench"
AIDE = "mesure nos pages contre des pairs honnêtes et imprime des rapports, jamais un temps nu"
EPILOGUE = "Les processus sont alternés ; si deux sorties diffèrent, aucun rapport n’est imprimé."
SANS_DJANGO = True


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cas", nargs="*", metavar="CAS", help="les cas à mesurer (défaut : tous)")
    parser.add_argument("--paires", type=int, default=7, help="le nombre de passages alternés (défaut : 7)")


def run(args: Namespace) -> int:
    import sys
    import tempfile
    from pathlib import Path

    from maillage.bancs.cas import CAS
    from maillage.bancs.harnais import ConcurrentEnEchec, SortiesDifferentes, run_cas
    from maillage.socle.console import Echec, say

    unknown = sorted(set(args.cas) - set(CAS))
    if unknown:
        raise Echec(f"« {unknown[0]} » n’est pas un cas. Ceux qui existent : {', '.join(CAS)}.")
    if args.paires < 1:
        raise Echec("il faut au moins une paire de passages.")
    asked = [CAS[code] for code in args.cas or CAS]
    for prepare in dict.fromkeys(cas.prepare for cas in asked):  # the cases that share a base share it once filled
        with tempfile.TemporaryDirectory(prefix="maillage-bench-") as dossier, prepare(Path(dossier)) as environnement:
            for cas in (one for one in asked if one.prepare is prepare):
                say(f"{cas.code} : {cas.titre}")
                try:
                    run_cas(cas, paires=args.paires, environnement=environnement, sortie=sys.stdout)
                except (SortiesDifferentes, ConcurrentEnEchec) as refus:
                    raise Echec(str(refus)) from refus
    return 0
