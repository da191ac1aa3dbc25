"""Ours: the file handed in, then its dry run, step by step as the worker does it."""

from collections import Counter

from maillage.bancs.cas.reprise import FICHIER


def control() -> int:
    """The number of rows read; whatever was handed in before is given up."""
    from django.conf import settings
    from django.utils import timezone
    from django.utils.timezone import localdate

    from maillage.echanges.reprise.actions import controle, depots
    from maillage.echanges.reprise.nomenclatures import Nature
    from maillage.reseau.models import Dispositif
    from maillage.socle.acteur import Acteur
    from maillage.socle.contexte import open_contexte
    from maillage.socle.roles import Role

    dispositif = Dispositif.objects.get(slug="banc")
    by = Acteur(
        compte=1,
        role=Role.COORDINATEUR,
        dispositif=dispositif.pk,
        type=dispositif.type,
        dispositifs=frozenset({dispositif.pk}),
        requete="banc",
    )
    with open_contexte(by), open(f"{settings.VAR}/{FICHIER}", "rb") as fichier:
        depot = depots.submit_fichier(
            by=by, dispositif=dispositif, nature=Nature.PERSONNES, nom=FICHIER, fichier=fichier, today=localdate()
        )
    sommes: Counter[str] = Counter()
    rang: int | None = 0
    while rang is not None:
        with open_contexte(by):
            tranche, comptes = controle.check_tranche(by=by, depot=depot, rang=rang, cle="banc", today=localdate())
        sommes += Counter(comptes)
        rang = tranche.suite
    with open_contexte(by):
        controle.close_controle(by=by, depot=depot, comptes=sommes, now=timezone.now())
        if not depot.anomalies.exists():
            raise SystemExit("Le fichier a des fautes et aucune n’a été dite : il n’y a rien à comparer.")
        depots.abandon_depot(by=by, depot=depot)
    return sommes["lignes"]


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.coureur import measure, report

    cpu, lignes = measure(control, repetitions=1)
    report(cpu, lignes)
