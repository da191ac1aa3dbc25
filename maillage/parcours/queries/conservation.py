"""Which files have reached a step of their retention. Read by the purge, for every dispositif."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, Max, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from maillage.comptes.models import Compte
from maillage.parcours.models import (
    Diagnostic,
    Entretien,
    FinOperation,
    FreinEvalue,
    Gel,
    Justificatif,
    Note,
    Noyau,
    Objectif,
    Orientation,
    Parcours,
    Positionnement,
)
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.conservation import Etape
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import OUVERTS, EtatOrientation
from maillage.parcours.nomenclatures.pieces import VUES_SEULEMENT, EtatPiece
from maillage.parcours.rules import conservation
from maillage.participants.models import Experience, Personne, Projet, Recherche
from maillage.socle.conservation import MINUTERIES
from maillage.socle.dates import add_months
from maillage.socle.protection.models import DemandeAcces

SANS_SUITE = frozenset({EtatOrientation.REFUSEE, EtatOrientation.SANS_SUITE, EtatOrientation.ANNULEE})


@dataclass(frozen=True, slots=True)
class Fin:
    """A closed file and its dates. `operations`: the FSE ones that retain it."""

    personne: Personne
    dernier: date
    echeances: conservation.Echeances
    is_gele: bool
    is_reduite: bool
    operations: tuple[str, ...]

    @property
    def etape(self) -> tuple[Etape, date] | None:
        return conservation.find_etape(
            self.echeances, is_archivee=self.personne.archivee_le is not None, is_reduite=self.is_reduite
        )


def read_durees(on: date) -> conservation.Durees:
    """Those of the retention table on a day."""
    t2, t3, t4, t5 = (MINUTERIES[code] for code in ("T2", "T3", "T4", "T5"))
    parametres = [p for p in (t2.active, t2.archive, t3.active, t4.archive, t5.active) if p is not None]
    return conservation.Durees(*(p.get(on=on).valeur for p in parametres))


def list_personnes() -> QuerySet[Personne]:
    """Those whose names are still kept, and who had a parcours that is over."""
    parcours = Parcours.objects.filter(personne=OuterRef("pk"))
    return Personne.objects.filter(Exists(parcours), ~Exists(parcours.filter(etat__in=OUVERTS)), anonymisee_le=None)


def is_gele(on: date, personne: str = "pk") -> Q:
    """R-20: somebody froze the file, or the person still waits for the answer to what they asked.

    `personne`: the way from the row to its person.
    """
    gels = Gel.objects.filter(personne=OuterRef(personne), leve_le=None, du__lte=on, jusqu_au__gte=on)
    uuid = "uuid" if personne == "pk" else f"{personne}__uuid"
    demandes = DemandeAcces.objects.filter(suivie=OuterRef(uuid), recue_le__lte=on, repondue_le=None)
    return Q(Exists(gels)) | Q(Exists(demandes))


def list_fins(on: date, *, personnes: QuerySet[Personne] | None = None) -> Iterator[Fin]:
    """Each closed file with its dates: a constant number of queries."""
    chosen = list_personnes() if personnes is None else personnes
    rows = chosen.annotate(
        entree=Max("parcours__date_entree"),
        venu=Max("parcours__entretiens__debut", filter=Q(parcours__entretiens__presence=Presence.VENU)),
        gele=Case(When(is_gele(on), then=True), default=False, output_field=BooleanField()),
        reduite=Exists(Noyau.objects.filter(personne=OuterRef("pk"))),
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
    soldes = _read_soldes()
    durees = read_durees(on)
    for personne in rows.order_by("pk"):
        faits = [
            localdate(personne.venu) if personne.venu else None,
            etapes.get(personne.pk), debuts.get(personne.pk), points.get(personne.pk),
            on if personne.pk in en_cours else None,
        ]  # fmt: skip
        dernier = conservation.find_dernier_contact(faits, entree=personne.entree)
        echeances = conservation.compute_echeances(dernier, durees, soldes=soldes.get(personne.pk, {}).values())
        yield Fin(
            personne, dernier, echeances, personne.gele, personne.reduite, tuple(sorted(soldes.get(personne.pk, {})))
        )


def _max_par_personne(rows: QuerySet[Positionnement], champ: str) -> dict[int, date]:
    return dict(rows.values_list("parcours__personne").annotate(dernier=Max(champ)))


def _read_soldes() -> dict[int, dict[str, date | None]]:
    """By person, the FSE operations that retain them and the day each was last paid, when it is known."""
    paid = {
        (row.dispositif_id, row.operation): row.dernier_paiement
        for row in FinOperation.objects.only("dispositif", "operation", "dernier_paiement")
    }
    found: dict[int, dict[str, date | None]] = {}
    rows = Positionnement.objects.exclude(operation_fse="").values_list(
        "parcours__personne", "dispositif", "operation_fse"
    )
    for personne, dispositif, operation in rows.distinct():
        found.setdefault(personne, {})[operation] = paid.get((dispositif, operation))
    return found


def list_a_archiver(on: date) -> list[Personne]:
    return [
        fin.personne
        for fin in list_fins(on)
        if not fin.is_gele and fin.personne.archivee_le is None and fin.echeances.archive <= on < fin.echeances.sociale
    ]


def list_a_anonymiser(on: date) -> list[Personne]:
    """T2: the social end has come. What the FSE retains is reduced to its core, the rest is forgotten."""
    return [
        fin.personne for fin in list_fins(on) if not fin.is_gele and not fin.is_reduite and fin.echeances.sociale <= on
    ]


def list_noyaux_dus(on: date) -> list[Noyau]:
    """T4: the last operation that retained a core lets it go."""
    due = [
        fin.personne.pk
        for fin in list_fins(on)
        if not fin.is_gele and fin.is_reduite and fin.echeances.fin is not None and fin.echeances.fin <= on
    ]
    return list(Noyau.objects.filter(personne__in=due).order_by("pk"))


def find_fin(personne: Personne, *, on: date) -> Fin | None:
    """The dates of one file; None while a parcours is open."""
    return next(list_fins(on, personnes=list_personnes().filter(pk=personne.pk)), None)


def list_notes() -> QuerySet[Parcours]:
    """Parcours that are over and still hold notes, diagnostics, freins, objectives; projects once all are over."""
    here = {"parcours": OuterRef("pk")}
    return Parcours.objects.exclude(date_sortie=None).filter(
        Exists(Note.objects.filter(entretien__parcours=OuterRef("pk")))
        | Exists(Diagnostic.objects.filter(**here))
        | Exists(FreinEvalue.objects.filter(**here))
        | Exists(Objectif.objects.filter(**here))
        | Exists(Entretien.objects.filter(**here).exclude(participants=""))
        | Exists(Positionnement.objects.filter(**here).exclude(bilan_scelle=b""))
        | ~Exists(Parcours.objects.filter(personne=OuterRef("personne"), etat__in=OUVERTS))
        & (
            Exists(Projet.objects.filter(personne=OuterRef("personne")))
            | Exists(Recherche.objects.filter(personne=OuterRef("personne")))
            | Exists(Experience.objects.filter(personne=OuterRef("personne")))
        )
    )


def list_notes_dues(on: date) -> list[Parcours]:
    durees = read_durees(on)
    rows = list_notes().exclude(is_gele(on, "personne")).order_by("pk")
    return [p for p in rows if p.date_sortie and conservation.compute_fin_notes(p.date_sortie, durees) <= on]


def list_orientations() -> QuerySet[Orientation]:
    """Closed without an entry, and still named."""
    return Orientation.objects.filter(etat__in=SANS_SUITE, parcours=None).exclude(nom_naissance="", prenoms="")


def list_orientations_dues(on: date) -> list[Orientation]:
    active = MINUTERIES["T1"].active
    assert active is not None
    rows = list_orientations().exclude(is_gele(on, "personne"))
    return list(rows.filter(date_fin__lte=add_months(on, -active.get(on=on).valeur)).order_by("pk"))


def list_pieces_vues() -> QuerySet[Justificatif]:
    """Those whose file is only looked at, and is still here; `vue`: the day it was. What waits to be read is not one."""
    rows = Justificatif.objects.filter(nature__in=VUES_SEULEMENT, fichier__isnull=False)
    return rows.exclude(etat=EtatPiece.A_CONFIRMER).annotate(vue=Coalesce("verifiee_le", "le"))


def list_pieces_dues(on: date) -> list[Justificatif]:
    """T5."""
    durees = read_durees(on)
    rows = list_pieces_vues().exclude(is_gele(on, "parcours__personne")).order_by("pk")
    return [row for row in rows if conservation.compute_fin_piece(row.vue, durees) <= on]  # type: ignore[attr-defined]


def read_constat(piece: Justificatif, *, on: date) -> dict[str, Any]:
    """When it was seen and by whom; `fin`: the day its file goes, when it is only looked at (T5)."""
    vue = piece.verifiee_le or piece.le
    is_vue_seulement = piece.nature in VUES_SEULEMENT and piece.fichier_id and piece.etat != EtatPiece.A_CONFIRMER
    par = Compte.objects.filter(pk=piece.verifiee_par).first() if piece.verifiee_par else None
    return {
        "vue_le": vue, "vue_par": par, "fin": conservation.compute_fin_piece(vue, read_durees(on)) if is_vue_seulement else None,
    }  # fmt: skip
