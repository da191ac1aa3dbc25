"""Fills the base of the case « journal »: rows as the application writes them, sealed; then a touched copy of it."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

DISPOSITIFS = (101, 102, 103, 104)


def write_journal(lignes: int) -> None:
    from maillage.socle.acteur import Acteur
    from maillage.socle.contexte import open_service
    from maillage.socle.journal import actions
    from maillage.socle.journal.models import Acces
    from maillage.socle.journal.sceaux import sign_ligne

    start = datetime(2026, 1, 5, 8, tzinfo=UTC)
    for dispositif in DISPOSITIFS:
        acteur = Acteur(compte=dispositif, role="referent", dispositif=dispositif, requete="0123456789abcdef")
        rows = []
        for rang in range(lignes // len(DISPOSITIFS)):
            values = actions._common(acteur, "participants.consultation", None, dispositif, {"page": "fiche"})
            values |= {
                "horodatage": start + timedelta(seconds=rang, microseconds=rang),
                "cible": "participants.participant",
                "cible_cle": str(values["uuid"]),
                "adresse": "192.0.2.12",
            }
            rows.append(Acces(**values, sceau=sign_ligne("acces", values)))
        with open_service("banc : remplissage du journal"):
            Acces.objects.bulk_create(rows, batch_size=500)


def copy_touched(base: Path, copie: Path) -> None:
    """The same base where somebody, below every guard, changed who read one file."""
    with sqlite3.connect(base) as source, sqlite3.connect(copie) as target:
        source.backup(target)
        gardes = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in gardes:
            target.execute(f'DROP TRIGGER "{name}"')
        target.execute("UPDATE journal_acces SET compte_id = 999 WHERE dispositif_id = 103 AND rang = 77")
        for _, statement in gardes:
            target.execute(statement)


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from maillage.bancs.cas.journal import LIGNES
    from maillage.bancs.pairs import journal_en_base, journal_en_memoire
    from maillage.socle.journal.scellement import seal

    write_journal(LIGNES)
    seal(now=timezone.now())
    base = Path(settings.VAR) / "maillage.sqlite3"
    copy_touched(base, base.with_name("touche.sqlite3"))
    journal_en_base.write_tetes(base)
    for each in (base, base.with_name("touche.sqlite3")):
        journal_en_memoire.write_messages(each)
