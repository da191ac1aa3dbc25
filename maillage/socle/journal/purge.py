"""Removes the accès older than their timer (T10), by whole sealed blocks: the headers stay, the chain still verifies."""

from datetime import datetime

from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Acces, Bloc, Purge
from maillage.socle.journal.sceaux import sign


def purge_acces(*, limite: datetime, now: datetime, blocs: int = 50) -> int:
    """Purges up to `blocs` blocks all of whose rows are older than `limite`; returns how many. Idempotent."""
    with open_service("purge du journal des accès (T10)"):
        due = Bloc.objects.filter(chaine__startswith=f"{Acces.JOURNAL}/", fin__lt=limite, purge=None)
        chosen = list(due.order_by("id")[:blocs])
        for bloc in chosen:
            purge = Purge(bloc=bloc, limite=limite, purge_le=now)
            purge.signature = sign(purge.message)
            purge.save(force_insert=True)
            Acces.objects.filter(bloc=bloc).delete()
        return len(chosen)
