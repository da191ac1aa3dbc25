"""Prepares a publication that was asked for: what the worker starts in a process of its own; may be run by hand."""

from argparse import ArgumentParser, Namespace
from uuid import UUID

from maillage.socle.console import Echec, say, step

NOM = "preparer-publication"
AIDE = "prépare une publication demandée dans « Publications » (le travailleur le fait de lui-même)"
EPILOGUE = "Peut être relancée : une préparation déjà en cours, ou déjà finie, est laissée telle quelle."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("publication", type=UUID, help="le numéro public de la publication")


def run(args: Namespace) -> int:
    from django.utils import timezone
    from django.utils.timezone import localdate

    from maillage.consolidation.publications.actions import record
    from maillage.consolidation.publications.ateliers import hold
    from maillage.consolidation.publications.models import Publication
    from maillage.consolidation.publications.nomenclatures import Etat
    from maillage.consolidation.publications.preparation import prepare

    with hold(args.publication) as mine:
        if not mine:
            say("Cette publication est déjà en préparation ailleurs.")
            return 0
        found = Publication.objects.select_related("campagne").filter(uuid=args.publication).first()
        if found is None:
            raise Echec("aucune publication ne porte ce numéro.")
        if found.etat != Etat.PREPARATION:
            say(f"Cette publication est « {found.libelle_etat} » : il n’y a rien à préparer.")
            return 0
        with step(f"{found}, pour {found.libelle_lecteurs}"):
            resultat = prepare(found, now=timezone.localtime(), today=localdate())
            record(found, resultat)
        for raison in resultat.raisons:
            say(f"  Refusée : {raison}")
    return 0
