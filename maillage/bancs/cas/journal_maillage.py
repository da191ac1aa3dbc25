"""Ours: what `maillage verifier-journal` runs, on the base as it is (measured) and on the touched one."""


def tell() -> dict[str, str]:
    """Each chain of accès, touched or not."""
    from maillage.socle.journal.models import Bloc
    from maillage.socle.journal.verification import verify

    touched = {anomalie.chaine for anomalie in verify().anomalies}
    chaines = Bloc.objects.filter(chaine__startswith="acces/").order_by().values_list("chaine", flat=True).distinct()
    return {
        chaine.partition("/")[2]: "touchée" if chaine in touched else "intacte"
        for chaine in chaines
        if not chaine.endswith("installation")
    }


if __name__ == "__main__":
    from pathlib import Path

    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from maillage.bancs.cas.journal import REPETITIONS
    from maillage.bancs.coureur import measure, report

    tell()
    cpu, intacte = measure(tell, repetitions=REPETITIONS)
    connection.close()
    connection.settings_dict["NAME"] = str(Path(settings.VAR) / "touche.sqlite3")
    report(cpu, [intacte, tell()])
