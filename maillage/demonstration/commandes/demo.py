"""Fills an empty base with the fictitious territory; with `--echelle france`, with as much as the whole network follows;
with `--reseau`, with what the whole network counts, year after year."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from maillage.socle.console import Echec, format_duration, say

NOM = "demo"
AIDE = "remplit la base d’un territoire et de personnes fictifs, toujours les mêmes pour une graine"
EPILOGUE = "Refuse une base qui contient des comptes réels. Peut être relancée : rien n’est fait deux fois."
FRANCE = "france"
PAS_DIT = 10  # PLIE between two lines of progress
PARCOURS, CLAUSE = SEULEMENT = ("parcours", "clause")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--graine", type=int, default=2026, help="le nombre d’où tout est tiré (défaut : 2026)")
    parser.add_argument(
        "--echelle", choices=(FRANCE,),
        help="france : ajoute 131 000 personnes fictives dans 127 PLIE fictifs, aux volumes publiés pour 2019, puis 58 454 "
        "marchés et 243 000 lignes d’heures dans 369 services fictifs de la clause, à ceux de 2021",
    )  # fmt: skip
    parser.add_argument(
        "--reseau", metavar="DEBUT..FIN",
        help="ajoute 127 PLIE et 366 services de la clause, fictifs, dans les régions réelles, et leurs faits codés de ces années (par "
        "exemple 2014..2025), calés sur les totaux publiés : de quoi consolider, sans aucun dossier",
    )  # fmt: skip
    parser.add_argument(
        "--diviseur",
        type=int,
        default=1,
        help="avec --echelle ou --reseau : une part sur tant de ces volumes (défaut : 1)",
    )
    parser.add_argument(
        "--seulement",
        choices=SEULEMENT,
        help="avec --echelle ou --reseau : une des deux moitiés (défaut : le parcours, puis la clause)",
    )
    parser.add_argument(
        "--annee",
        type=int,
        help="avec --echelle : l’année qui a ces volumes (défaut : la dernière année finie ; pour la clause, les douze derniers mois)",
    )


def run(args: Namespace) -> int:
    from django.utils.timezone import localdate

    from maillage.demonstration.actions import BaseReelle, make_demonstration
    from maillage.demonstration.clause import fill_clause
    from maillage.demonstration.depots import fill_depots
    from maillage.demonstration.parcours.actions import fill_parcours
    from maillage.socle.contexte import open_service

    today = localdate()
    if args.diviseur < 1:
        raise Echec("--diviseur attend un nombre à partir de 1.")
    annees = read_annees(args.reseau, today=today) if args.reseau else None
    annee = args.annee or today.year - 1
    if annee >= today.year:
        raise Echec(f"--annee attend une année finie : {today.year - 1} ou avant.")
    try:
        with open_service("démonstration"):
            bilan = make_demonstration(graine=args.graine, today=today)
            suivis = fill_parcours(graine=args.graine, today=today)
            lots = fill_clause(graine=args.graine, today=today)
            depots = fill_depots(graine=args.graine, today=today)
    except BaseReelle as refus:
        raise Echec(str(refus)) from refus
    say(
        f"Démonstration prête : {bilan.dispositifs} dispositifs fictifs, {bilan.personnes} personnes fictives, "
        f"{bilan.habilitations} habilitations."
    )
    if suivis.personnes:
        say(f"{suivis.personnes} personnes accompagnées fictives ({suivis.lignes} lignes).")
    if lots:
        say(f"{lots} lots fictifs de marchés suivis par la clause sociale.")
    if depots:
        say(f"{depots} dépôts fictifs de la consolidation.")
    if args.echelle == FRANCE:
        if args.seulement != CLAUSE:
            _fill_france(args, annee=annee, today=today)
        if args.seulement != PARCOURS:
            _fill_france_clause(args, today=today)
    if annees and args.seulement != CLAUSE:
        _fill_reseau(args, *annees, today=today)
    if annees and args.seulement != PARCOURS:
        _fill_services(args, *annees)
    return 0


def read_annees(texte: str, *, today: date) -> tuple[int, int]:
    """« 2014..2025 », or one year."""
    from maillage.demonstration.reseau.annees import PREMIERE

    found = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", texte)
    premiere, derniere = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not PREMIERE <= premiere <= derniere < today.year:
        raise Echec(
            f"--reseau attend des années finies, de {PREMIERE} à {today.year - 1}, par exemple 2014..{today.year - 1}."
        )
    return premiere, derniere


def _fill_reseau(args: Namespace, premiere: int, derniere: int, *, today: date) -> None:
    from maillage.demonstration.reseau.actions import fill_reponses, fill_reseau
    from maillage.demonstration.reseau.annees import list_annees
    from maillage.demonstration.reseau.lieux import TerritoireAbsent

    annees = list_annees(premiere, derniere, args.diviseur)
    say("Réseau fictif : une année publiée l’est par le réseau, une année interpolée ou prolongée est inventée.")
    for one in annees:
        say(
            f"  {one.annee} ({one.origine}) : {one.accompagnes} accompagnés, {one.entrees} entrées, "
            f"{one.total_sorties} sorties dont {one.positives} positives"
        )
    try:
        steps = fill_reseau(annees, graine=args.graine, diviseur=args.diviseur)
        parcours, _ = _follow(steps, "PLIE", {"parcours": "parcours", "étapes": "etapes"}, chaque=PAS_DIT)
        reponses = fill_reponses(derniere, graine=args.graine, today=today, diviseur=args.diviseur)
    except TerritoireAbsent as refus:
        raise Echec(str(refus)) from refus
    if reponses:
        say(f"{reponses} réponses fictives à l’enquête annuelle de {derniere}.")
    say("Déjà là : rien n’a été ajouté." if not parcours else "Prêt : « maillage consolider » peut compter ces années.")


def _fill_services(args: Namespace, premiere: int, derniere: int) -> None:
    from maillage.demonstration.reseau.actions import fill_services
    from maillage.demonstration.reseau.annees_clause import list_annees_clause
    from maillage.demonstration.reseau.lieux import TerritoireAbsent

    annees = list_annees_clause(premiere, derniere, args.diviseur)
    say("Services fictifs de la clause : mêmes règles.")
    for one in annees:
        say(
            f"  {one.annee} ({one.origine}) : {one.heures} heures, {one.contrats} contrats, {one.personnes} personnes, "
            f"{one.marches} marchés"
        )
    try:
        steps = fill_services(annees, graine=args.graine, diviseur=args.diviseur)
        [lignes] = _follow(steps, "Service", {"lignes d’heures": "lignes"}, chaque=PAS_DIT)
    except TerritoireAbsent as refus:
        raise Echec(str(refus)) from refus
    say("Déjà là : rien n’a été ajouté." if not lignes else "Prêt : « maillage consolider » peut compter ces services.")


def _fill_france(args: Namespace, *, annee: int, today: date) -> None:
    from maillage.demonstration.france.actions import fill_france
    from maillage.demonstration.france.calage import make_calage

    say(f"Échelle France : personnes fictives aux volumes de 2019, portés sur {annee}. Rien ici n’est réel.")
    steps = fill_france(make_calage(args.diviseur), graine=args.graine, annee=annee, today=today)
    _, lignes = _follow(steps, "PLIE", {"personnes": "personnes", "lignes": "lignes"})
    say("Déjà là : rien n’a été ajouté." if not lignes else "Prêt.")


def _fill_france_clause(args: Namespace, *, today: date) -> None:
    from maillage.demonstration.france.calage_clause import make_calage_clause
    from maillage.demonstration.france.clause import fill_france_clause, make_fenetre

    fenetre = make_fenetre(args.annee, today=today)
    say(
        f"Échelle France : marchés fictifs de la clause aux volumes de 2021, portés sur les douze mois de "
        f"{fenetre.premier:%m/%Y} à {fenetre.dernier:%m/%Y}. Rien ici n’est réel."
    )
    steps = fill_france_clause(make_calage_clause(args.diviseur), graine=args.graine, fenetre=fenetre, today=today)
    quoi = {"marchés": "marches", "lignes d’heures": "lignes_heures", "lignes en tout": "lignes"}
    *_, lignes = _follow(steps, "Service", quoi)
    say("Déjà là : rien n’a été ajouté." if not lignes else "Prêt.")


def _follow(steps: Iterable[Any], qui: str, quoi: Mapping[str, str], *, chaque: int = 1) -> list[int]:
    """Says how far it is, one step in `chaque`, and the last one. `quoi`: what each step counts, and what it calls it; their totals."""
    from time import monotonic

    start, totals = monotonic(), dict.fromkeys(quoi, 0)
    for pas in steps:
        for nom, champ in quoi.items():
            totals[nom] += getattr(pas, champ)
        if pas.fait % chaque == 0 or pas.fait == pas.total:
            said = ", ".join(f"{total} {nom}" for nom, total in totals.items())
            say(f"  {qui} fictif {pas.fait} sur {pas.total} : {said} ({format_duration(monotonic() - start)})")
    return list(totals.values())
