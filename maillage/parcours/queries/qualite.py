"""What is wrong or missing in the files of a dispositif: everything read in nine queries, whatever their number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from maillage.parcours.models import Diagnostic, Parcours, Positionnement, Sortie, Suspension
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import OUVERTS, EtatParcours
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE
from maillage.parcours.portee import build_portee
from maillage.parcours.queries.sorties import list_presentes
from maillage.parcours.rules import qualite as rules
from maillage.parcours.rules.chronologie import Dates
from maillage.parcours.rules.qualite import Constat, Dossier, Etape
from maillage.parcours.rules.sorties import list_manquantes
from maillage.participants.models import Adresse, Personne, Situation, SituationSensible
from maillage.participants.rules.completude import ATTENDUS
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import lower_initiale

CHAMPS = {
    model: tuple(a.champ for a in ATTENDUS if any(f.name == a.champ for f in model._meta.get_fields()))
    for model in (Personne, Adresse, Situation)
}


def select_controles(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """The open files, and those over that may still be put right."""
    since = rules.find_debut_controle(on)
    return Parcours.objects.filter(
        build_portee(acteur, on=on), Q(etat__in=OUVERTS) | Q(date_sortie__gte=since), is_erreur=False
    )


def count_etats(acteur: Acteur, *, on: date) -> dict[EtatParcours, int]:
    """How many files are looked at, by state: what the findings are out of."""
    rows = select_controles(acteur, on=on).order_by().values_list("etat").annotate(nombre=Count("pk"))
    return {EtatParcours(etat): nombre for etat, nombre in rows}


def read_constats(acteur: Acteur, *, on: date) -> dict[int, list[Constat]]:
    """By key of parcours, those with something to mend only. Answers are asked of open files."""
    rows = list(select_controles(acteur, on=on).select_related("personne", "orientation"))
    keys = select_controles(acteur, on=on).values("pk")
    ouverts = select_controles(acteur, on=on).filter(etat__in=OUVERTS).values("personne")
    etapes, suspensions = _read_etapes(keys), _read_suspensions(keys)
    diagnostics = dict(Diagnostic.objects.filter(parcours__in=keys).values_list("parcours").annotate(le=Max("le")))
    pieces, reponses = _read_pieces(acteur, keys), _read_reponses(ouverts, on=on)
    found = {}
    for row in rows:
        orientation = getattr(row, "orientation", None)
        dossier = Dossier(
            etat=EtatParcours(row.etat),
            entree=row.date_entree,
            dates=Dates(
                orientation.date_prescription if orientation else None,
                orientation.date_reception if orientation else None,
                orientation.date_commission if orientation else None,
                row.date_entree, row.date_signature, row.date_sortie,
            ),
            etapes=etapes.get(row.pk, ()),
            suspension_fin=suspensions.get(row.pk),
            manquantes=pieces.get(row.pk, ()),
            diagnostic=diagnostics.get(row.pk),
            faits=_read_faits(row.personne, reponses.get(row.personne_id, {})) if row.is_ouvert else None,
        )  # fmt: skip
        if constats := rules.list_constats(dossier, on=on):
            found[row.pk] = constats
    return found


def _read_etapes(keys: QuerySet[Any]) -> Mapping[int, Sequence[Etape]]:
    found: dict[int, list[Etape]] = defaultdict(list)
    rows = Positionnement.objects.filter(parcours__in=keys).exclude(debut=None)
    for cle, intitule, debut, fin, prevu, etat, avant in rows.values_list(
        "parcours", "intitule", "debut", "fin", "prevu_au", "etat", "avant_entree"
    ):
        is_en_cours = etat == EtatPositionnement.EN_COURS
        found[cle].append(Etape(intitule, debut, fin, prevu, is_en_cours, avant))
    return found


def _read_suspensions(keys: QuerySet[Any]) -> dict[int, date]:
    rows = Suspension.objects.filter(parcours__in=keys, repris_le=None, refusee_le=None, decidee_le__isnull=False)
    return dict(rows.values_list("parcours", "fin_prevue"))


def _read_pieces(acteur: Acteur, keys: QuerySet[Any]) -> dict[int, list[str]]:
    """Of the exits proposed, what is still to bring."""
    waiting = list(Sortie.objects.filter(parcours__in=keys, decidee_le=None, rejetee_le=None, annulee_le=None))
    presentes = list_presentes(sortie.parcours_id for sortie in waiting)
    found = {}
    for sortie in waiting:
        missing = list_manquantes(
            sortie.definition, presentes.get(sortie.parcours_id, set()), sous_motif=sortie.sous_motif
        )
        found[sortie.parcours_id] = [lower_initiale(LIBELLES_PIECE[piece]) for piece in missing]
    return found


def _read_reponses(personnes: QuerySet[Any], *, on: date) -> dict[int, dict[str, Any]]:
    """By person, the answers in force on a day, by the names of `completude.ATTENDUS`. Only whether they are known
    is looked at: no sensitive answer leaves this module."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for model in (Adresse, Situation):
        rows = model.objects.filter(personne__in=personnes, du__lte=on).order_by("du", "rang")
        for personne, *values in rows.values_list("personne", *CHAMPS[model]):
            found[personne] |= dict(zip(CHAMPS[model], values, strict=True))
    last = {row.personne_id: row for row in SituationSensible.objects.filter(personne__in=personnes, du__lte=on)
            .order_by("du", "rang")}  # fmt: skip
    for personne, row in last.items():
        found[personne] |= row.reponses
    return found


def _read_faits(personne: Personne, reponses: dict[str, Any]) -> dict[str, Any]:
    known = {champ: getattr(personne, champ) for champ in CHAMPS[Personne]}
    return known | reponses | {"joignable": personne.telephone or personne.courriel}
