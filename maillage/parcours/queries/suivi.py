"""« Ma file active »: the whole file read once, what presses on each, its load; the agenda; the notes of a contact."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.timezone import get_current_timezone, localtime, make_aware

from maillage.parcours.models import (
    Contrat,
    Entretien,
    Note,
    Objectif,
    Parcours,
    Passage,
    PointDeSuivi,
    Positionnement,
    Quotite,
)
from maillage.parcours.models.contrats import SIGNE
from maillage.parcours.nomenclatures.accompagnement import EtatObjectif, NatureContrat
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, OUVERTS, EtatParcours
from maillage.parcours.portee import DesSiens, build_portee, build_suivi
from maillage.parcours.rules import contacts, priorites
from maillage.parcours.rules.contrats import compute_terme
from maillage.parcours.rules.priorites import Raison, Signaux
from maillage.socle.acteur import Acteur
from maillage.socle.preparees import Parmi, Preparee

SUSPENDU, OUVERT = EtatParcours.SUSPENDU, sorted(OUVERTS)
SANS = Value(None, IntegerField())


@dataclass(frozen=True, slots=True)
class Suivi:
    """One person to see, and why."""

    cle: int
    uuid: UUID
    nom: str
    etat: EtatParcours
    raisons: Sequence[Raison]


@dataclass(frozen=True)
class File:
    """By key of parcours: `raisons` and `noms`. `a_voir`: those of this week, in order. `effectif`: without the suspended."""

    raisons: Mapping[int, Sequence[Raison]] = field(default_factory=dict)
    noms: Mapping[int, str] = field(default_factory=dict)
    a_voir: Sequence[Suivi] = ()
    effectif: int = 0
    total: int = 0


def select_file(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """Every open parcours of one's own people, the suspended ones too; with the day since when they were not seen,
    none for the suspended."""
    return _annotate(_select_file(build_suivi(acteur, on=on), acteur.dispositif))


def _select_file(mine: Q, dispositif: Any) -> QuerySet[Any]:
    return Parcours.objects.filter(mine, dispositif=dispositif, etat__in=OUVERT)


def _annotate(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("personne").annotate(
        depuis=Case(
            When(etat=SUSPENDU, then=None),
            default=Greatest(Coalesce("dernier_contact", "date_entree"), "date_entree"),
        )
    )


def read_raisons(parcours: Parcours, *, on: date) -> Sequence[Raison]:
    """Why to see this person, as their référent's file says it; nothing once the parcours is over."""
    if not parcours.is_ouvert:
        return ()
    signaux = Signaux(
        etat=EtatParcours(parcours.etat), entree=parcours.date_entree, frequence=parcours.frequence_jours,
        dernier=parcours.dernier_contact, titre_echeance=parcours.personne.titre_echeance,
        prochain=localtime(parcours.prochain_contact) if parcours.prochain_contact else None,
    )  # fmt: skip
    for _, nature, le in list_echeances([parcours.pk], on=on):
        signaux = replace(signaux, **{nature: le})  # type: ignore[arg-type]
    return priorites.list_raisons(signaux, on=on)


def read_file(acteur: Acteur, *, on: date) -> File:
    """The whole file and all that presses on it, in two queries whatever their number."""
    signaux: dict[int, Signaux] = {}
    noms: dict[int, str] = {}
    uuids: dict[int, UUID] = {}
    for cle, uuid, usage, naissance, prenoms, etat, entree, frequence, dernier, prochain, titre in FILE.list(
        acteur, on=on
    ):
        uuids[cle], noms[cle] = uuid, f"{prenoms.replace(',', ' ').split()[0]} {usage or naissance}"
        signaux[cle] = Signaux(
            etat=EtatParcours(etat), entree=entree, frequence=frequence, dernier=dernier,
            prochain=localtime(prochain) if prochain else None, titre_echeance=titre,
        )  # fmt: skip
    for cle, nature, le in list_echeances(signaux, on=on):
        change: dict[str, Any] = {nature: le}
        signaux[cle] = replace(signaux[cle], **change)
    raisons = {cle: priorites.list_raisons(signal, on=on) for cle, signal in signaux.items()}
    a_voir = [Suivi(cle, uuids[cle], noms[cle], signaux[cle].etat, raisons[cle]) for cle in raisons if raisons[cle]]
    a_voir.sort(key=lambda suivi: (priorites.get_cle(suivi.raisons), suivi.nom, suivi.cle))
    effectif = sum(signal.etat in EN_FILE_ACTIVE for signal in signaux.values())
    return File(raisons, noms, a_voir, effectif, len(signaux))


def _select_signaux(mine: Q, dispositif: Any, on: Any) -> QuerySet[Any]:
    return _select_file(mine, dispositif).values_list(
        "pk", "uuid", "personne__nom_usage", "personne__nom_naissance", "personne__prenoms", "etat", "date_entree",
        "frequence_jours", "dernier_contact", "prochain_contact", "personne__titre_echeance",
    )  # fmt: skip


FILE = DesSiens(_select_signaux)


def select_lignes(found: File) -> QuerySet[Any]:
    """The rows of a file that has just been read, with what the list says of them."""
    return _select_lignes().filter(pk__in=list(found.raisons))


@cache
def _select_lignes() -> QuerySet[Any]:
    return _annotate(Parcours.objects.all()).annotate(etape=select_etape_en_cours())


def list_echeances(parcours: Collection[int], *, on: date) -> list[tuple[int, str, date]]:
    """(parcours, which signal, its nearest day), from five tables at once. By keys: those of one file are few."""
    if not parcours:
        return []
    found = ECHEANCES.read(
        cles=sorted(parcours), fin=priorites.find_fin_de_semaine(on), debut=get_debut(on), jour=on,
        etapes=on + timedelta(days=priorites.ETAPE.get(on=on).valeur),
    )  # fmt: skip
    return [(cle, nature, compute_terme(le, mois) or le) for cle, nature, le, mois in found]


def _select_echeances(cles: Any, fin: Any, debut: Any, jour: Any, etapes: Any) -> QuerySet[Any]:
    contrats = Contrat.objects.filter(nature=NatureContrat.PLIE, au=None)
    # One is in force at most: its own beginning, and for how many months.
    termes = contrats.filter(SIGNE, duree_mois__gt=0, du__lt=jour)
    positions = Positionnement.objects.filter(etat=EtatPositionnement.EN_COURS, fin=None, prevu_au__lte=etapes)
    points = PointDeSuivi.objects.filter(suivi__issue="", repondu_le=None, prevu_le__lte=fin)
    objectifs = Objectif.objects.filter(etat__in=(EtatObjectif.OUVERT, EtatObjectif.EN_COURS), echeance__lte=fin)
    passes = Entretien.objects.filter(presence="", debut__lt=debut)
    return _nearest(cles, contrats.filter(~SIGNE), "contrat_depuis", "du").union(
        _nearest(cles, termes, "contrat_terme", "du", mois="duree_mois"),
        _nearest(cles, positions, "etape_fin", "prevu_au"),
        _nearest(cles, points, "suivi_le", "prevu_le", parcours="suivi__parcours"),
        _nearest(cles, objectifs, "objectif_le", "echeance"),
        _nearest(cles, passes, "a_renseigner", TruncDate("debut")), all=True,
    )  # fmt: skip


def _nearest(
    cles: Any, rows: QuerySet[Any], nature: str, day: Any, *, parcours: str = "parcours", mois: str = ""
) -> QuerySet[Any]:
    """`mois`: the column of a number of months to be counted from that day."""
    months: Any = Min(F(mois)) if mois else SANS
    return (
        rows.filter(Parmi(F(parcours), cles))
        .values(parcours)
        .annotate(cle=F(parcours), nature=Value(nature, CharField()), le=Min(day), mois=months)
        .order_by()
        .values_list("cle", "nature", "le", "mois")
    )


ECHEANCES = Preparee(
    _select_echeances, lots=("cles",), cles=BigIntegerField(), fin=DateField(), debut=DateTimeField(),
    jour=DateField(), etapes=DateField(),
)  # fmt: skip


def get_debut(day: date) -> datetime:
    """The first instant of a day, here."""
    return make_aware(datetime.combine(day, time.min), get_current_timezone())


def find_etp(acteur: Acteur, *, on: date) -> Decimal | None:
    """The share of full time one gives this dispositif; None when one is not among its référents."""
    return next(iter(ETP.read(compte=acteur.compte, dispositif=acteur.dispositif, on=on)), None)


def _select_etp(compte: Any, dispositif: Any, on: Any) -> QuerySet[Any, Any]:
    mine = Quotite.objects.filter(referent__compte=compte, referent__dispositif=dispositif, du__lte=on)
    return mine.order_by("-du", "pk").values_list("etp", flat=True)[:1]


ETP = Preparee(_select_etp, compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField())


def filter_alerte(rows: Any, niveau: str, *, on: date) -> Any:
    """Those whose alert is at least this one, by the same thresholds as the rule."""
    day = contacts.find_seuil(contacts.SEUILS[contacts.Niveau(niveau)].get(on=on).valeur, on=on)
    return rows.filter(depuis__lte=day)


def select_etape_en_cours() -> Subquery:
    """What the person is doing now, beside their name."""
    return Subquery(
        Positionnement.objects.filter(parcours=OuterRef("pk"), etat=EtatPositionnement.EN_COURS)
        .order_by("-debut", "pk")
        .values("intitule")[:1]
    )


def list_choisis(acteur: Acteur, uuids: Sequence[str], *, on: date) -> list[Parcours]:
    """Those chosen in the list that are within reach; the others are ignored as if they did not exist."""
    known = [found for text in uuids[:200] if (found := read_uuid(text))]
    return list(select_file(acteur, on=on).filter(uuid__in=known).order_by("personne__nom_naissance", "pk"))


def read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def get_entretien(acteur: Acteur, uuid: UUID, *, on: date) -> Entretien:
    """With its parcours and person; raises DoesNotExist when out of reach."""
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    rows = Entretien.objects.select_related("parcours__personne", "parcours__referent", "referent", "positionnement")
    return rows.get(parcours__in=reach, uuid=uuid)


def find_a_renseigner(parcours: Parcours, *, on: date) -> Entretien | None:
    """The last rendez-vous of that day or before of which nothing is said yet."""
    rows = Entretien.objects.filter(parcours=parcours, presence="", debut__lt=get_debut(on + timedelta(days=1)))
    return rows.order_by("-debut", "-pk").first()


def filter_rendez_vous(rows: Any, value: str, *, on: date) -> Any:
    """Those with a rendez-vous to come (« avec »), or without any."""
    planned = Q(prochain_contact__gte=get_debut(on))
    return rows.filter(planned) if value == "avec" else rows.exclude(planned)


def list_agenda(acteur: Acteur, *, du: date, au: date, on: date) -> list[Entretien]:
    """The contacts of one's own people from a day to another, both included, in their order."""
    files = Parcours.objects.filter(build_suivi(acteur, on=on), dispositif=acteur.dispositif)
    return list(
        Entretien.objects.filter(
            parcours__in=files.values("pk"), debut__gte=get_debut(du), debut__lt=get_debut(au + timedelta(days=1))
        )
        .select_related("parcours__personne")
        .order_by("debut", "pk")
    )


def select_contacts(parcours: Parcours, *, avant: date | None = None) -> QuerySet[Any]:
    """The last first, the rendez-vous to come before them; `is_ecrit`: something was written of it."""
    rows = Entretien.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours)
    rows = rows.select_related("referent", "positionnement")
    if avant is not None:
        rows = rows.filter(debut__lt=get_debut(avant))
    written: Any = Exists(Note.objects.filter(entretien=OuterRef("pk")))
    return rows.annotate(is_ecrit=written).order_by("-debut", "-pk")


def select_passages(parcours: Parcours, *, avant: date | None = None) -> QuerySet[Any]:
    rows = Passage.objects.filter(parcours=parcours).order_by("-le", "-rang")
    return rows if avant is None else rows.filter(le__lt=avant)
