"""Reads a file where no page looks, step by step, then publishes in one transaction what belongs in the queue.

Each function is a step of the job and commits with its checkpoint: a worker killed leaves the queue as it was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from django.db import transaction

from maillage.echanges.boamp.rules import SEUIL, Signal, read_avis
from maillage.echanges.decp.rules.lecture import Element, gather
from maillage.echanges.decp.rules.notices import read_notice
from maillage.echanges.reperage.actions.depots import ReperageRefuse, lock_fichier, move
from maillage.echanges.reperage.lecteur import close_lecteurs, open_lecteur
from maillage.echanges.reperage.models import Annonce, Brouillon, Fichier, Releve
from maillage.echanges.reperage.models.annonces import LUS
from maillage.echanges.reperage.models.fichiers import COMPTES
from maillage.echanges.reperage.nomenclatures import EtatFichier, Source, Suite
from maillage.echanges.reperage.queries.suivis import read_regions
from maillage.echanges.reperage.rules.lieux import find_lieu
from maillage.echanges.reperage.rules.modifications import compare_notices, list_changements
from maillage.echanges.reperage.rules.programmation import GABARIT
from maillage.echanges.reperage.rules.signalements import Signalement, signal_avis, signal_notice, signal_programme
from maillage.echanges.reprise.rules.colonnes import load
from maillage.echanges.rules.flux import FichierIllisible
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

PAS = 1000  # contracts read in a step: less than a second
LOT = 500


@dataclass(frozen=True, slots=True)
class Bilan:
    nouvelles: int = 0
    modifiees: int = 0
    connues: int = 0
    sans_indice: int = 0
    doublons: int = 0
    refuses: int = 0


@dataclass(frozen=True, slots=True)
class Ressort:
    """What comes out of the drafts of one key: something to signal, and what the report says of how it was read."""

    signalement: Signalement
    place: str
    rang: int
    repetitions: tuple[str, ...]
    is_signale: bool


@transaction.atomic
def read_tranche(*, by: Acteur, fichier: Fichier, rang: int, cle: str, today: date) -> tuple[Counter[str], int | None]:
    """Some of the file, after `rang`; where the next begins, None after the last."""
    fichier = lock_fichier(by, fichier)
    lecteur = open_lecteur(fichier, cle=cle, rang=rang, today=today)
    try:
        lus = lecteur.take(PAS)
    except FichierIllisible as refus:
        close_lecteurs()
        raise ReperageRefuse(str(refus)) from refus
    Brouillon.objects.bulk_create(
        (
            Brouillon(
                dispositif_id=fichier.dispositif_id, fichier=fichier, rang=place, place=lu.element.place,
                cle=lu.element.cle, genre=lu.element.genre, brut=dict(lu.element.brut), refus=lu.element.refus,
            )
            for place, lu in enumerate(lus, rang + 1)
            if lu.is_garde
        ),
        batch_size=LOT,
    )  # fmt: skip
    comptes = Counter({"lus": len(lus), "hors_territoire": sum(not lu.is_garde for lu in lus)})
    return comptes, lecteur.rang if len(lus) == PAS else None


@transaction.atomic
def refuse_fichier(*, by: Acteur, fichier: Fichier, raison: str) -> None:
    """It cannot be read to its end: nothing of it is kept, and its page says why."""
    fichier = lock_fichier(by, fichier)
    if fichier.etat == EtatFichier.DEPOSE:
        fichier.raison = raison
        move(fichier, EtatFichier.REFUSE)


@transaction.atomic
def publish(*, by: Acteur, fichier: Fichier, comptes: Mapping[str, int], today: date, now: datetime) -> Bilan:
    """All that was read, or none. One publication at a time in a dispositif."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=fichier.dispositif_id)
    fichier = lock_fichier(by, fichier)
    if fichier.etat == EtatFichier.VERSE:  # started again after it was published
        return Bilan(**{nom: getattr(fichier, nom) for nom in Bilan.__dataclass_fields__})
    somme: Counter[str] = Counter()
    ressorts = _iter_ressorts(fichier, seuil=SEUIL.get(on=today).valeur)
    while bloc := list(islice(ressorts, LOT)):
        somme += _publish_bloc(fichier, bloc, today=today)
    somme["refuses"] = _report_refus(fichier)
    bilan = Bilan(**somme)
    for nom, value in ({**comptes} | asdict(bilan)).items():
        if nom in COMPTES:
            setattr(fichier, nom, value)
    fichier.verse_le = now
    move(fichier, EtatFichier.VERSE)
    journal.write(
        by=by, event="reperage.versement", target=fichier, source=fichier.source, nouvelles=bilan.nouvelles,
        modifiees=bilan.modifiees,
    )  # fmt: skip
    close_lecteurs()
    return bilan


def _iter_ressorts(fichier: Fichier, *, seuil: int) -> Iterator[Ressort]:
    build = BATIT[Source(fichier.source)]
    regions = read_regions()
    rows = Brouillon.objects.filter(fichier=fichier).exclude(cle="").order_by("cle", "rang").iterator(chunk_size=LOT)
    for _, brouillons in groupby(rows, key=lambda row: row.cle):
        yield build(list(brouillons), regions, seuil)


def _build_notice(brouillons: list[Brouillon], regions: Any, seuil: int) -> Ressort:
    elements = [Element(b.place, b.cle, b.brut, b.genre) for b in brouillons]
    notice, repetitions = gather(elements)
    signalement = signal_notice(notice, find_lieu(notice.lieu, notice.type_lieu, regions=regions))
    is_signale = notice.is_a_qualifier or signalement.signal.points >= seuil
    last = brouillons[0] if elements[-1].genre == "ligne" else brouillons[-1]
    return Ressort(signalement, last.place, last.rang, tuple(repetitions), is_signale)


def _build_avis(brouillons: list[Brouillon], regions: Any, seuil: int) -> Ressort:
    """Of a notice and those that rectify it, the latest."""
    last = max(brouillons, key=lambda b: (str(b.brut["avis"].get("dateparution") or ""), b.rang))
    avis = read_avis(last.brut["avis"])
    signal = Signal(last.brut["points"], tuple(last.brut["raisons"]))
    others = tuple(b.place for b in brouillons if b is not last)
    return Ressort(signal_avis(avis, signal, last.cle), last.place, last.rang, others, last.brut["is_signale"])


def _build_programme(brouillons: list[Brouillon], regions: Any, seuil: int) -> Ressort:
    last = brouillons[-1]
    return Ressort(
        signal_programme(load(GABARIT, last.brut)), last.place, last.rang, tuple(b.place for b in brouillons[:-1]), True
    )


BATIT: dict[Source, Any] = {
    Source.DECP: _build_notice,
    Source.BOAMP: _build_avis,
    Source.PROGRAMMATION: _build_programme,
}


def _publish_bloc(fichier: Fichier, bloc: list[Ressort], *, today: date) -> Counter[str]:
    uids = [ressort.signalement.uid for ressort in bloc]
    rows = Annonce.objects.filter(dispositif=fichier.dispositif_id, source=fichier.source, uid__in=uids)
    connues = {annonce.uid: annonce for annonce in rows}
    nouvelles: list[Annonce] = []
    modifiees: list[Annonce] = []
    releves: list[Releve] = []
    somme: Counter[str] = Counter()
    for ressort in bloc:
        dit = ressort.signalement
        annonce = connues.get(dit.uid)
        avant: dict[str, Any] = {}
        somme["doublons"] += len(ressort.repetitions)
        if annonce is None and not ressort.is_signale:
            somme["sans_indice"] += 1
            continue
        if annonce is None:
            annonce = Annonce(
                dispositif_id=fichier.dispositif_id, source=dit.source, uid=dit.uid, fichier=fichier, recue_le=today
            )  # fmt: skip
            _fill(annonce, dit)
            nouvelles.append(annonce)
            suite, message = Suite.NOUVELLE, dit.signal.phrase
        elif _is_meme(annonce, dit):
            suite, message = Suite.CONNUE, f"Elle est « {annonce.libelle_etat.lower()} »."
        else:
            avant = {**annonce.read_lus(), "changements": annonce.changements}
            phrases = _tell_changements(annonce, dit)
            _fill(annonce, dit)
            annonce.changements = phrases
            modifiees.append(annonce)
            suite, message = Suite.MODIFIEE, f"{' ; '.join(phrases)}."
        somme[{Suite.NOUVELLE: "nouvelles", Suite.MODIFIEE: "modifiees", Suite.CONNUE: "connues"}[suite]] += 1
        releves += _list_releves(fichier, ressort, suite, message, avant)
    Annonce.objects.bulk_create(nouvelles, batch_size=LOT)
    Annonce.objects.bulk_update(modifiees, [*LUS, "changements"], batch_size=100)
    Releve.objects.bulk_create(releves, batch_size=LOT)
    return somme


def _fill(annonce: Annonce, dit: Signalement) -> None:
    values = {nom: getattr(dit, nom) for nom in LUS if hasattr(dit, nom)}
    values |= {"points": dit.signal.points, "raisons": list(dit.signal.raisons), "doutes": list(dit.doutes),
               "departements": list(dit.departements), "contenu": dict(dit.contenu)}  # fmt: skip
    for nom, value in values.items():
        setattr(annonce, nom, value)


def _is_meme(annonce: Annonce, dit: Signalement) -> bool:
    """The same words; or, of a notice that was rectified since, its first version come again."""
    if dit.source is Source.BOAMP and dit.jour and annonce.jour and dit.jour < annonce.jour:
        return True
    return bool(annonce.contenu == dict(dit.contenu))


def _tell_changements(annonce: Annonce, dit: Signalement) -> list[str]:
    if dit.source is Source.DECP:
        was, now = (
            read_notice(each, is_concession="autoriteConcedante" in each) for each in (annonce.contenu, dit.contenu)
        )
        return compare_notices(was, now)
    phrases = [
        f"{libelle} : « {_show(getattr(annonce, nom))} » devient « {_show(getattr(dit, nom))} »"
        for nom, libelle in (("objet", "objet"), ("montant", "montant"), ("jour", "date"), ("limite_le", "offres attendues"))
        if getattr(annonce, nom) != getattr(dit, nom)
    ]  # fmt: skip
    return phrases or ["des précisions, sans changement d’objet ni de date"]


def _show(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str("rien" if value in (None, "") else value)


def _list_releves(
    fichier: Fichier, ressort: Ressort, suite: Suite, message: str, avant: dict[str, Any]
) -> Iterator[Releve]:
    dit = ressort.signalement
    common = {"dispositif_id": fichier.dispositif_id, "fichier": fichier, "uid": dit.uid, "rang": ressort.rang}
    yield Releve(**common, place=ressort.place, suite=suite, message=message, avant=avant)
    for place in ressort.repetitions:
        yield Releve(
            **common, place=place, suite=Suite.DOUBLON,
            message=f"Le même marché que « {ressort.place} », qui est gardé : il ne compte qu’une fois.",
        )  # fmt: skip
    for doute in dit.doutes:
        yield Releve(**common, place=ressort.place, suite=Suite.A_SAVOIR, message=doute)
    if dit.source is Source.DECP:
        for changement in list_changements(read_notice(dit.contenu, is_concession="autoriteConcedante" in dit.contenu)):
            yield Releve(
                **common, place=ressort.place, suite=Suite.A_SAVOIR,
                message=f"Modification n° {changement.numero} : {' ; '.join(changement.phrases) or 'sans autre valeur'}.",
            )  # fmt: skip


def _report_refus(fichier: Fichier) -> int:
    rows = Brouillon.objects.filter(fichier=fichier).exclude(refus="").order_by("rang")
    found = [
        Releve(
            dispositif_id=fichier.dispositif_id, fichier=fichier, rang=row.rang, place=row.place, suite=Suite.REFUSEE,
            message=f"{row.refus.rstrip('.')}. {REMEDES[Source(fichier.source)]}",
        )
        for row in rows.iterator(chunk_size=LOT)
    ]  # fmt: skip
    Releve.objects.bulk_create(found, batch_size=LOT)
    return len(found)


REMEDES: dict[Source, str] = {
    Source.DECP: "Rien ne permettrait de le reconnaître : signalez-le à qui publie, ou repérez le marché à la main.",
    Source.BOAMP: "Rien ne permettrait de le reconnaître : téléchargez de nouveau l’export avec toutes ses colonnes.",
    Source.PROGRAMMATION: "Corrigez la ligne, puis déposez de nouveau le fichier : les autres sont reconnues.",
}
