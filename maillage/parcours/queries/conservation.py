"""Which files have reached a step of their retention. Read by the purge, for every dispositif."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from maillage.parcours.models import (
    Diagnostic,
    Entretien,
    FreinEvalue,
    Note,
    Objectif,
    Orientation,
    Parcours,
    Positionnement,
)
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import OUVERTS, EtatOrientation
from maillage.parcours.rules import conservation
from maillage.participants.models import Personne
from maillage.socle.conservation import MINUTERIES
from maillage.socle.dates import add_months

SANS_SUITE = frozenset({EtatOrientation.REFUSEE, EtatOrientation.SANS_SUITE, EtatOrientation.ANNULEE})


def read_durees(on: date) -> conservation.Durees:
    """Those of the retention table on a day."""
    t2, t3, t4 = MINUTERIES["T2"], MINUTERIES["T3"], MINUTERIES["T4"]
    parametres = [p for p in (t2.active, t2.archive, t3.active, t4.archive) if p is not None]
    active, archive, notes, fse = (p.get(on=on).valeur for p in parametres)
    return conservation.Durees(active, archive, notes, fse)


def list_personnes() -> QuerySet[Personne]:
    """Those whose names are still kept, and who had a parcours that is over."""
    parcours = Parcours.objects.filter(personne=OuterRef("pk"))
    return Personne.objects.filter(Exists(parcours), ~Exists(parcours.filter(etat__in=OUVERTS)), anonymisee_le=None)


def list_fins(on: date) -> Iterator[tuple[Personne, conservation.Echeances]]:
    """Each with its dates. Those an FSE operation retains are left out: its own timer (T4) decides of them."""
    retenues = Positionnement.objects.filter(parcours__personne=OuterRef("pk")).exclude(operation_fse="")
    rows = list_personnes().filter(~Exists(retenues)).annotate(
        entree=Max("parcours__date_entree"),
        venu=Max("parcours__entretiens__debut", filter=Q(parcours__entretiens__presence=Presence.VENU)),
    )  # fmt: skip
    etapes = _max_par_personne(Positionnement.objects.exclude(debut=None), "fin")
    debuts = _max_par_personne(Positionnement.objects.exclude(debut=None), "debut")
    en_cours = set(
        Positionnement.objects.filter(etat=EtatPositionnement.EN_COURS).values_list("parcours__personne", flat=True)
    )
    points = dict(
        Parcours.objects.exclude(suivis__points__repondu_le=None)
        .values_list("personne")
        .annotate(dernier=Max("suivis__points__repondu_le"))
    )
    durees = read_durees(on)
    for personne in rows.order_by("pk"):
        faits = [
            localdate(personne.venu) if personne.venu else None,
            etapes.get(personne.pk), debuts.get(personne.pk), points.get(personne.pk),
            on if personne.pk in en_cours else None,
        ]  # fmt: skip
        dernier = conservation.find_dernier_contact(faits, entree=personne.entree)
        yield personne, conservation.compute_echeances(dernier, durees)


def _max_par_personne(rows: QuerySet[Positionnement], champ: str) -> dict[int, date]:
    return dict(rows.values_list("parcours__personne").annotate(dernier=Max(champ)))


def list_a_archiver(on: date) -> list[Personne]:
    return [p for p, fins in list_fins(on) if p.archivee_le is None and fins.archive <= on < fins.sociale]


def list_a_anonymiser(on: date) -> list[Personne]:
    return [p for p, fins in list_fins(on) if fins.fin <= on]


def count_preavis(dispositif: int, *, on: date) -> int:
    """How many files of a dispositif will be anonymised before the notice is over."""
    limite = add_months(on, conservation.PREAVIS.get(on=on).valeur)
    return sum(1 for p, fins in list_fins(on) if p.dispositif_id == dispositif and fins.fin <= limite)


def list_notes() -> QuerySet[Parcours]:
    """Parcours that are over and still hold notes, diagnostics, freins or objectives."""
    here = {"parcours": OuterRef("pk")}
    return Parcours.objects.exclude(date_sortie=None).filter(
        Exists(Note.objects.filter(entretien__parcours=OuterRef("pk")))
        | Exists(Diagnostic.objects.filter(**here))
        | Exists(FreinEvalue.objects.filter(**here))
        | Exists(Objectif.objects.filter(**here))
        | Exists(Entretien.objects.filter(**here).exclude(participants=""))
        | Exists(Positionnement.objects.filter(**here).exclude(bilan_scelle=b""))
    )


def list_notes_dues(on: date) -> list[Parcours]:
    durees = read_durees(on)
    rows = list_notes().order_by("pk")
    return [p for p in rows if p.date_sortie and conservation.compute_fin_notes(p.date_sortie, durees) <= on]


def list_orientations() -> QuerySet[Orientation]:
    """Closed without an entry, and still named."""
    return Orientation.objects.filter(etat__in=SANS_SUITE, parcours=None).exclude(nom_naissance="", prenoms="")


def list_orientations_dues(on: date) -> list[Orientation]:
    active = MINUTERIES["T1"].active
    assert active is not None
    return list(list_orientations().filter(date_fin__lte=add_months(on, -active.get(on=on).valeur)).order_by("pk"))
