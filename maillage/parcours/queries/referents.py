"""The référents of a dispositif on a day: their working time, who is entrusted to them, who could take one more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from maillage.comptes.models import Compte, Habilitation
from maillage.parcours.models import Affectation, Parcours, Quotite, Referent, Remplacement
from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, OUVERTS
from maillage.parcours.rules.charge import Candidat, Jauge, get_seuils, rank_candidats
from maillage.participants.models import Adresse, Personne
from maillage.participants.queries.personnes import find_adresse
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role


@dataclass(frozen=True, slots=True)
class Charge:
    """One référent and their gauge. `remplacant`: who keeps their files today."""

    referent: Referent
    jauge: Jauge
    remplacant: Remplacement | None = None


def select_referents(acteur: Acteur, *, on: date) -> QuerySet[Referent]:
    """With `suivis` and `etp` of the day."""
    quotite = Quotite.objects.filter(referent=OuterRef("pk"), du__lte=on).order_by("-du").values("etp")[:1]
    return (
        Referent.objects.filter(dispositif=acteur.dispositif)
        .select_related("compte", "employeur")
        .annotate(suivis=Count("parcours", filter=Q(parcours__etat__in=EN_FILE_ACTIVE)), etp=Subquery(quotite))
        .order_by("nom", "prenom", "pk")
    )


def list_charges(acteur: Acteur, *, on: date) -> list[Charge]:
    """Those who work here on this day."""
    rows = select_referents(acteur, on=on).filter(Q(au=None) | Q(au__gte=on), du__lte=on)
    absences = Remplacement.objects.filter(du__lte=on, au__gte=on).select_related("remplacant")
    return [_build(row, on) for row in rows.prefetch_related(Prefetch("absences", absences, to_attr="en_cours"))]


def get_referent(acteur: Acteur, uuid: UUID, *, on: date) -> Charge:
    """Raises DoesNotExist for a référent of another dispositif."""
    absences = Remplacement.objects.filter(du__lte=on, au__gte=on).select_related("remplacant")
    rows = select_referents(acteur, on=on).prefetch_related(Prefetch("absences", absences, to_attr="en_cours"))
    return _build(rows.get(uuid=uuid), on)


def _build(row: Referent, on: date) -> Charge:
    away = row.en_cours[0] if row.en_cours else None  # type: ignore[attr-defined]
    return Charge(row, Jauge(row.suivis, row.etp or Decimal(0), get_seuils(on=on)), away)  # type: ignore[attr-defined]


def measure_charge(referent: Referent, *, on: date) -> Jauge:
    """That of one référent, read now."""
    quotite = Quotite.objects.filter(referent=referent, du__lte=on).order_by("-du").first()
    suivis = Parcours.objects.filter(referent=referent).en_file_active().count()
    return Jauge(suivis, quotite.etp if quotite else Decimal(0), get_seuils(on=on))


def list_quotites(referent: Referent) -> QuerySet[Quotite]:
    return Quotite.objects.filter(referent=referent).order_by("-du")


def list_remplacements(acteur: Acteur, *, on: date) -> QuerySet[Remplacement]:
    """Those of today and to come."""
    return (
        Remplacement.objects.filter(dispositif=acteur.dispositif, au__gte=on)
        .select_related("absent", "remplacant")
        .order_by("du", "pk")
    )


def get_remplacement(acteur: Acteur, uuid: UUID) -> Remplacement:
    return Remplacement.objects.select_related("absent", "remplacant").get(dispositif=acteur.dispositif, uuid=uuid)


def list_a_inscrire(acteur: Acteur, *, on: date) -> QuerySet[Compte]:
    """Accounts that hold the role here and are not among the référents, or no longer."""
    here = Referent.objects.filter(Q(au=None) | Q(au__gte=on), dispositif=acteur.dispositif)
    known = here.exclude(compte=None).values("compte")
    held = Habilitation.objects.actives(on=on).filter(role=Role.REFERENT, dispositif=acteur.dispositif)
    return Compte.objects.filter(pk__in=held.values("compte")).exclude(pk__in=known).order_by("nom", "prenom")


def find_employeur(acteur: Acteur, compte: Compte, *, on: date) -> int | None:
    held = Habilitation.objects.actives(on=on).filter(compte=compte, role=Role.REFERENT, dispositif=acteur.dispositif)
    return held.values_list("employeur", flat=True).first()


def list_suivis(referent: Referent) -> QuerySet[Parcours]:
    return (
        Parcours.objects.filter(dispositif=referent.dispositif_id, referent=referent)
        .ouverts()
        .select_related("personne")
        .order_by("personne__nom_naissance", "personne__prenoms", "pk")
    )


def list_affectations(parcours: Parcours) -> QuerySet[Affectation]:
    return Affectation.objects.filter(parcours=parcours).select_related("referent").order_by("-du")


def list_candidats(
    acteur: Acteur, personne: Personne | None, *, on: date, accueil: int | None = None, sauf: Iterable[int] = ()
) -> list[Candidat]:
    """Who could take this person, the best placed first. `accueil`: the référent who welcomed them."""
    known = _describe_connus(personne)
    if accueil is not None:
        known[accueil] = "a accueilli la personne"
    voisins = _count_voisins(acteur, personne, on=on)
    left_out = set(sauf)
    return rank_candidats(
        Candidat(
            c.referent.pk, str(c.referent), c.jauge, known.get(c.referent.pk, ""), voisins.get(c.referent.pk, 0),
            c.remplacant.au if c.remplacant else None,
        )
        for c in list_charges(acteur, on=on)
        if c.referent.pk not in left_out
    )  # fmt: skip


def _describe_connus(personne: Personne | None) -> dict[int, str]:
    if personne is None:
        return {}
    rows = Affectation.objects.filter(parcours__personne=personne).order_by("du")
    return {row.referent_id: f"a déjà suivi la personne (depuis le {row.du:%d/%m/%Y})" for row in rows}


def _count_voisins(acteur: Acteur, personne: Personne | None, *, on: date) -> dict[int, int]:
    """People followed in the commune where this person lives."""
    adresse = find_adresse(personne, on=on) if personne is not None else None
    if adresse is None or adresse.commune_id is None:
        return {}
    lives = Adresse.objects.filter(personne=OuterRef("personne"), du__lte=on).order_by("-du").values("commune")[:1]
    rows = (
        Parcours.objects.filter(dispositif=acteur.dispositif)
        .en_file_active()
        .exclude(personne=personne)
        .annotate(commune=Subquery(lives))
        .filter(commune=adresse.commune_id)
    )
    counted: dict[int, int] = defaultdict(int)
    for row in rows.values("referent").annotate(nombre=Count("pk")).order_by():
        counted[row["referent"]] = row["nombre"]
    return counted


def list_choix(acteur: Acteur) -> list[tuple[str, str]]:
    """Those to whom an open file is entrusted, for the filter of a list."""
    rows = Referent.objects.filter(dispositif=acteur.dispositif, parcours__etat__in=OUVERTS).distinct()
    return [(str(row.pk), str(row)) for row in rows.order_by("nom", "prenom", "pk")]
