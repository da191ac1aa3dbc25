"""Reads both journals from end to end and says, with its place, whatever was edited, added, moved or cut.

Linear and streamed: one pass over the blocks of each chain in order, one over the rows in theirs. A chain can be
taken up again at any block (`depuis`), its predecessor's hash being in the header.

A block whose rows hash to the flux its signed header holds is proved at once. Any other (sealed before flux existed,
carried to another engine, or touched) is read row by row against the rows' own seals, which say where it was touched.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from maillage.socle.contexte import open_service
from maillage.socle.dates import add_months
from maillage.socle.journal import ancres, lecture, sceaux
from maillage.socle.journal.gardes import PLANCHER, list_gardes
from maillage.socle.journal.lecture import CLE, RANG, SCEAU, Brute
from maillage.socle.journal.models import JOURNAUX, Bloc, Entree, Purge

LOT = 200  # blocks read at once


@dataclass(frozen=True, slots=True)
class Anomalie:
    chaine: str
    bloc: int | None
    rang: int | None
    constat: str

    def __str__(self) -> str:
        where = [self.chaine]
        where += [f"bloc {self.bloc}"] if self.bloc is not None else []
        where += [f"rang {self.rang}"] if self.rang is not None else []
        return f"{', '.join(where)} : {self.constat}"


@dataclass(slots=True)
class Bilan:
    """`relus`: the blocks read row by row, their flux proving nothing."""

    lignes: int = 0
    blocs: int = 0
    relus: int = 0
    chaines: int = 0
    en_attente: int = 0
    anomalies: list[Anomalie] = field(default_factory=list)


def verify(*, chaine: str = "", depuis: int = 1, progress: Callable[[Bilan], None] | None = None) -> Bilan:
    """Checks every chain, or one from a given block on."""
    bilan = Bilan()
    with open_service("vérification des journaux"):
        heads = ancres.read()
        chaines = [chaine] if chaine else _list_chaines(heads)
        for name in chaines:
            for anomalie in _verify_chaine(name, depuis, heads.tetes.get(name), bilan, progress):
                bilan.anomalies.append(anomalie)
            bilan.chaines += 1
        if not chaine:
            bilan.anomalies += _verify_hors_chaine(bilan)
            bilan.anomalies += [
                Anomalie("ancres", None, None, f"ligne illisible ou forgée ({f})") for f in heads.fausses
            ]
            bilan.anomalies += [
                Anomalie("base", None, None, f"le garde « {nom} » a disparu : relancez les migrations")
                for nom in sorted(list_gardes() - _list_triggers())
            ]
    return bilan


def _list_chaines(heads: ancres.Lecture) -> list[str]:
    return sorted({*Bloc.objects.order_by().values_list("chaine", flat=True).distinct(), *heads.tetes})


def _verify_chaine(
    chaine: str, depuis: int, tete: ancres.Ancre | None, bilan: Bilan, progress: Callable[[Bilan], None] | None
) -> Iterator[Anomalie]:
    model = next((m for m in JOURNAUX if chaine.startswith(f"{m.JOURNAL}/")), None)
    if model is None:
        yield Anomalie(chaine, None, None, "cette chaîne n’appartient à aucun journal")
        return
    blocs = Bloc.objects.filter(chaine=chaine, numero__gte=depuis - 1).order_by("numero", "id")
    previous: Bloc | None = None
    at_anchor: str | None = None
    for lot in _batches(blocs.iterator(chunk_size=LOT)):
        rows = lecture.read_blocs(model, [bloc.pk for bloc in lot])
        purges = {purge.bloc_id: purge for purge in Purge.objects.filter(bloc__in=lot).select_related("bloc")}
        for bloc in lot:
            if bloc.numero >= depuis:
                yield from _verify_en_tete(bloc, previous, depuis)
                yield from _verify_contenu(model, bloc, rows.get(bloc.pk, []), purges.get(bloc.pk), bilan)
                bilan.blocs += 1
                bilan.lignes += bloc.nombre
            if tete and bloc.numero == tete.numero:
                at_anchor = bloc.empreinte
            previous = bloc
        if progress:
            progress(bilan)
    if tete and tete.numero >= depuis:
        if previous is None or previous.numero < tete.numero:
            last = previous.numero if previous else 0
            yield Anomalie(chaine, last + 1, None, f"fin de chaîne coupée : le bloc {tete.numero} a été ancré")
        elif at_anchor != tete.empreinte:
            yield Anomalie(chaine, tete.numero, None, "ce bloc n’est pas celui qui a été ancré hors de la base")


def _verify_en_tete(bloc: Bloc, previous: Bloc | None, depuis: int) -> Iterator[Anomalie]:
    def found(constat: str) -> Anomalie:
        return Anomalie(bloc.chaine, bloc.numero, None, constat)

    expected = previous.numero + 1 if previous else max(1, depuis - 1)
    if bloc.numero > expected:
        yield Anomalie(bloc.chaine, expected, None, f"blocs manquants avant le bloc {bloc.numero}")
    elif bloc.numero < expected:
        yield found("ce numéro de bloc est en double")
    if sceaux.hash_en_tete(bloc) != bloc.empreinte:
        yield found("l’en-tête a été modifié")
    elif not sceaux.is_signed(bloc.empreinte, bloc.signature):
        yield found("l’en-tête n’est pas signé par cette installation")
    if bloc.precedent != (previous.empreinte if previous else ""):
        yield found("le chaînage avec le bloc précédent est rompu")
    if bloc.chaine.partition("/")[2] != str(bloc.dispositif_id if bloc.dispositif_id is not None else "installation"):
        yield found("l’en-tête a changé de dispositif")


def _verify_contenu(
    model: type[Entree], bloc: Bloc, rows: list[Brute], purge: Purge | None, bilan: Bilan
) -> Iterator[Anomalie]:
    if purge is not None:
        yield from _verify_purge(model, bloc, purge)
        if not rows:
            return
    lignes, flux = sceaux.split_contenu(bloc.contenu)
    if flux and lecture.hash_flux(rows) == flux:
        return
    bilan.relus += 1
    yield from _verify_lignes(model, bloc, rows, lignes)


def _verify_lignes(model: type[Entree], bloc: Bloc, rows: list[Brute], lignes: str) -> Iterator[Anomalie]:
    before = 0
    last_pk = -1
    for row in rows:
        rang, pk = row[RANG] or 0, row[CLE]
        if rang > before + 1:
            missing = f"de {before + 1} à {rang - 1}" if rang > before + 2 else str(before + 1)
            yield Anomalie(bloc.chaine, bloc.numero, before + 1, f"lignes supprimées (rang {missing})")
        elif rang <= before:
            yield Anomalie(bloc.chaine, bloc.numero, rang, f"ligne ajoutée (clé {pk}) : ce rang est déjà tenu")
        if not lecture.is_intacte(model, row):
            yield Anomalie(bloc.chaine, bloc.numero, rang, f"ligne modifiée ou forgée (clé {pk})")
        elif lecture.get_dispositif(row) != bloc.dispositif_id:
            yield Anomalie(bloc.chaine, bloc.numero, rang, f"ligne d’une autre chaîne (clé {pk})")
        if pk <= last_pk:
            yield Anomalie(bloc.chaine, bloc.numero, rang, f"ordre modifié (clé {pk})")
        before, last_pk = max(before, rang), pk
    if before < bloc.nombre:
        yield Anomalie(bloc.chaine, bloc.numero, before + 1, f"lignes supprimées (rang {before + 1} à {bloc.nombre})")
    elif before > bloc.nombre:
        yield Anomalie(bloc.chaine, bloc.numero, bloc.nombre + 1, "lignes ajoutées après le scellement")
    if sceaux.hash_lignes((row[RANG], row[CLE], row[SCEAU]) for row in rows) != lignes:
        yield Anomalie(bloc.chaine, bloc.numero, None, "le contenu du bloc n’est plus celui qui a été scellé")


def _verify_purge(model: type[Entree], bloc: Bloc, purge: Purge) -> Iterator[Anomalie]:
    def found(constat: str) -> Anomalie:
        return Anomalie(bloc.chaine, bloc.numero, None, f"purge abusive : {constat}")

    if not sceaux.is_signed(purge.message, purge.signature):
        yield found("cette purge n’est pas signée par l’installation")
    if model.JOURNAL != "acces":
        yield found("le journal des actions ne se purge pas")
    if bloc.fin >= purge.limite:
        yield found("le bloc contenait des lignes plus récentes que la limite")
    if purge.limite.date() > add_months(purge.purge_le.date(), -PLANCHER):
        yield found(f"la limite est à moins de {PLANCHER} mois")


def _verify_hors_chaine(bilan: Bilan) -> Iterator[Anomalie]:
    """Rows not filed yet, and rows filed where no block is."""
    for model in JOURNAUX:
        for row in lecture.iterate_attente(model):
            bilan.en_attente += 1
            chaine = model.get_chaine(lecture.get_dispositif(row))
            if not lecture.is_intacte(model, row):
                yield Anomalie(chaine, None, None, f"ligne en attente modifiée ou forgée (clé {row[CLE]})")
            if row[RANG] is not None:
                yield Anomalie(chaine, None, row[RANG], f"ligne retirée de son bloc (clé {row[CLE]})")
        orphans = model.objects.exclude(bloc=None).exclude(bloc__in=Bloc.objects.filter(**_of(model)))
        for pk, dispositif in orphans.order_by("id").values_list("id", "dispositif_id").iterator(chunk_size=2000):
            yield Anomalie(model.get_chaine(dispositif), None, None, f"ligne rangée hors de ses blocs (clé {pk})")


def _of(model: type[Entree]) -> dict[str, Any]:
    return {"chaine__startswith": f"{model.JOURNAL}/"}


def _batches(blocs: Iterator[Bloc]) -> Iterator[list[Bloc]]:
    """Blocks by lots, closed early when their rows already weigh much: memory stays flat."""
    lot: list[Bloc] = []
    weight = 0
    for bloc in blocs:
        lot.append(bloc)
        weight += bloc.nombre
        if len(lot) >= LOT or weight >= 10_000:
            yield lot
            lot, weight = [], 0
    if lot:
        yield lot


def _list_triggers() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}
