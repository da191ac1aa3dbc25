"""Étapes within an acteur's reach: a whole file, one's own participants, the offer with its places and waiting lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Action, Emargement, FreinEvalue, Parcours, Positionnement, Session, TypeLocal
from maillage.parcours.nomenclatures.etapes import (
    COMPTES,
    EMARGENT,
    OCCUPENT,
    VIVANTS,
    EtatPositionnement,
    MotifRefus,
)
from maillage.parcours.portee import build_portee, build_suivi, list_etapes
from maillage.parcours.rules import etapes as rules
from maillage.socle.acteur import Acteur
from maillage.socle.preparees import Preparee
from maillage.socle.roles import Role

CHEZ_L_OPERATEUR = (Role.REFERENT_ETAPE, Role.OPERATEUR)


def select_etapes(acteur: Acteur, *, on: date) -> QuerySet[Positionnement]:
    """Those of the files within reach; for an opérateur or its référent d'étape, their own étapes and no other."""
    if acteur.role in CHEZ_L_OPERATEUR:
        rows: QuerySet[Positionnement] = list_etapes(acteur, on=on)
        return rows
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    return Positionnement.objects.filter(dispositif=acteur.dispositif, parcours__in=reach)


def get_etape(acteur: Acteur, uuid: UUID, *, on: date) -> Positionnement:
    rows = select_etapes(acteur, on=on).select_related(
        "parcours__personne", "parcours__dispositif", "action", "session", "operateur", "type_local"
    )
    return rows.get(uuid=uuid)


def list_du_dossier(acteur: Acteur, parcours: Parcours, *, on: date) -> QuerySet[Positionnement]:
    """Those still alive first, then the latest."""
    rang = Case(When(etat__in=VIVANTS, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = select_etapes(acteur, on=on).filter(parcours=parcours).select_related("operateur", "type_local")
    return rows.annotate(rang=rang, jour=Coalesce("debut", "prevu_du", "propose_le")).order_by("rang", "-jour", "-pk")


def list_liables(parcours: Parcours, *, lie: int | None, on: date) -> list[Positionnement]:
    """Those a contact may speak of: alive, or over since as long as their opérateur still follows them; and `lie`."""
    since = on - timedelta(days=rules.JOURS_APRES.get(on=on).valeur)
    return LIABLES.read(parcours=parcours.pk, lie=lie, depuis=since)


def _select_liables(parcours: Any, lie: Any, depuis: Any) -> QuerySet[Any]:
    rows = Positionnement.objects.filter(Q(etat__in=VIVANTS) | Q(fin__gte=depuis) | Q(pk=lie), parcours=parcours)
    return rows.order_by("-propose_le", "-pk")


LIABLES = Preparee(_select_liables, parcours=BigIntegerField(), lie=BigIntegerField(), depuis=DateField())


def list_mes_etapes(acteur: Acteur, *, on: date) -> QuerySet[Positionnement]:
    """The participants of an opérateur: who, on what, since when. Nothing of their file."""
    rows = list_etapes(acteur, on=on).select_related("parcours__personne", "session", "action")
    ordered: QuerySet[Positionnement] = rows
    return ordered


def list_freins_partages(parcours: Parcours) -> list[FreinEvalue]:
    """The last assessment of each frein, when the référent shares it. Health, handicap, justice: never shared here."""
    last: dict[str, FreinEvalue] = {}
    for row in FreinEvalue.objects.filter(parcours=parcours).defer("commentaire_scelle").order_by("le", "rang"):
        last[row.frein] = row
    return [row for row in last.values() if row.partage_operateur and row.niveau and not row.definition.is_sensible]


def list_mes_sessions(acteur: Acteur, *, on: date) -> QuerySet[Session]:
    """The sessions whose sheet this opérateur keeps, with how many of their people are on it."""
    mine = list_etapes(acteur, on=on).filter(etat__in=EMARGENT)
    people = Count("positionnements", filter=Q(positionnements__in=mine))
    rows = Session.objects.filter(dispositif=acteur.dispositif, positionnements__in=mine).select_related("action")
    return rows.annotate(personnes=people).order_by("-du", "pk").distinct()


def count_presences(etape: Positionnement) -> dict[str, int]:
    """Half-days attended and missed."""
    rows = Emargement.objects.filter(positionnement=etape)
    return rows.aggregate(
        presents=Count("pk", filter=Q(is_present=True)), absents=Count("pk", filter=Q(is_present=False))
    )


def list_mois(etape: Positionnement) -> list[dict[str, Any]]:
    """Month by month: half-days attended and their hours."""
    rows = Emargement.objects.filter(positionnement=etape, is_present=True).annotate(mois=TruncMonth("le"))
    counted: Any = rows.values("mois").annotate(demi_journees=Count("pk"), heures=Sum("heures")).order_by("mois")
    return list(counted)


# --- The offer


def select_offre(acteur: Acteur) -> QuerySet[Action]:
    """The actions of one's own dispositif, with the people on them and those who wait."""
    people = Count("positionnements", filter=Q(positionnements__etat__in=VIVANTS - {EtatPositionnement.EN_ATTENTE}))
    waiting = Count("positionnements", filter=Q(positionnements__etat=EtatPositionnement.EN_ATTENTE))
    rows = Action.objects.filter(dispositif=acteur.dispositif).select_related("operateur", "type_local")
    return rows.annotate(personnes=people, attente=waiting)


def list_proposables(acteur: Acteur, *, on: date) -> QuerySet[Action]:
    """What a person may be positioned on today."""
    rows = Action.objects.filter(Q(au=None) | Q(au__gte=on), dispositif=acteur.dispositif)
    return rows.select_related("operateur").order_by("intitule", "pk")


def list_sessions_ouvertes(acteur: Acteur, *, on: date) -> QuerySet[Session]:
    rows = Session.objects.filter(dispositif=acteur.dispositif, au__gte=on).select_related("action")
    return with_places(rows).order_by("action__intitule", "du", "pk")


def with_places(rows: QuerySet[Session]) -> QuerySet[Session]:
    """`prises` and `attendent`, counted by the database."""
    taken = Count("positionnements", filter=Q(positionnements__etat__in=OCCUPENT))
    waiting = Count("positionnements", filter=Q(positionnements__etat=EtatPositionnement.EN_ATTENTE))
    return rows.annotate(prises=taken, attendent=waiting)


def get_action(acteur: Acteur, uuid: UUID) -> Action:
    rows = Action.objects.filter(dispositif=acteur.dispositif).select_related("operateur", "type_local")
    return rows.get(uuid=uuid)


def list_sessions(action: Action) -> QuerySet[Session]:
    return with_places(Session.objects.filter(action=action)).order_by("-du", "pk")


def get_session(acteur: Acteur, uuid: UUID) -> Session:
    rows = Session.objects.filter(dispositif=acteur.dispositif).select_related("action__operateur")
    return with_places(rows).get(uuid=uuid)


def list_de_la_session(acteur: Acteur, session: Session, *, on: date) -> QuerySet[Positionnement]:
    """The people of a session within this acteur's reach."""
    rows = select_etapes(acteur, on=on).filter(session=session).select_related("parcours__personne")
    return rows.order_by("parcours__personne__nom_naissance", "parcours__personne__prenoms", "pk")


def rank_session(acteur: Acteur, session: Session, *, on: date) -> list[tuple[Positionnement, rules.Rang]]:
    """The waiting list in the order in which a place that frees is offered, with the reasons. One query."""
    return _rank(list_de_la_session(acteur, session, on=on), on=on).get(session.pk, [])


@dataclass(frozen=True, slots=True)
class PlaceLibre:
    """A place of a session, and who is next for it among all those who wait, with the reasons."""

    etape: Positionnement
    rang: rules.Rang
    libres: int


def list_places_libres(acteur: Acteur, *, on: date) -> list[PlaceLibre]:
    """Of the sessions that are not over and have both places and a waiting list: one's own people whose turn it is.

    The order is that of everybody who waits, whoever their référent; three queries, whatever their number."""
    rows = Session.objects.filter(dispositif=acteur.dispositif, au__gte=on)
    free = {s.pk: s.places - s.prises for s in with_places(rows).filter(attendent__gt=0) if s.places > s.prises}  # type: ignore[attr-defined, misc]
    waiting = Positionnement.objects.filter(session__in=list(free), dispositif=acteur.dispositif)
    ranked = _rank(waiting.select_related("parcours__personne", "session__action"), on=on) if free else {}
    mine = set(Parcours.objects.filter(build_suivi(acteur, on=on)).values_list("pk", flat=True)) if ranked else set()
    return [
        PlaceLibre(etape, rang, free[session])
        for session, rows_ in ranked.items()
        for etape, rang in rows_[: free[session]]
        if etape.parcours_id in mine
    ]


def _rank(rows: QuerySet[Positionnement], *, on: date) -> dict[int, list[tuple[Positionnement, rules.Rang]]]:
    """Of each session, those who wait, in order. One query."""
    before = Positionnement.objects.filter(
        parcours=OuterRef("parcours"), action=OuterRef("session__action")
    ).exclude(session=OuterRef("session"))  # fmt: skip
    begun = (
        Positionnement.objects.filter(parcours=OuterRef("parcours"), etat__in=COMPTES, debut__isnull=False)
        .order_by()
        .values("parcours")
        .annotate(nombre=Count("pk"))
        .values("nombre")
    )
    waiting: Any = rows.filter(etat=EtatPositionnement.EN_ATTENTE).annotate(
        reporte=Exists(before.filter(Q(etat=EtatPositionnement.EN_ATTENTE) | Q(motif=MotifRefus.PLACES))),
        commencees=Coalesce(Subquery(begun, output_field=IntegerField()), 0),
    )
    found = {row.pk: row for row in waiting}
    by_session: dict[int, list[rules.Attente]] = {}
    for pk, row in found.items():
        attente = rules.Attente(pk, localdate(row.attente_depuis), row.reporte, row.commencees)
        by_session.setdefault(row.session_id, []).append(attente)
    return {
        session: [(found[rang.cle], rang) for rang in rules.rank_attente(attentes, today=on)]
        for session, attentes in by_session.items()
    }


def list_types_locaux(acteur: Acteur) -> QuerySet[TypeLocal]:
    return TypeLocal.objects.filter(dispositif=acteur.dispositif).order_by("libelle", "-du")


def list_referents_etape(acteur: Acteur, *, on: date) -> list[tuple[int, str]]:
    rows = Habilitation.objects.actives(on=on).filter(dispositif=acteur.dispositif, role=Role.REFERENT_ETAPE)
    return [
        (h.compte_id, str(h.compte)) for h in rows.select_related("compte").order_by("compte__nom", "compte__prenom")
    ]
