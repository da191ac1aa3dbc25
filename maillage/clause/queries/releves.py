"""The statements of a month: who owes one, what a company has typed, what stands beside it. Constant numbers of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from maillage.clause.models import (
    ContactEntreprise,
    EmbaucheSignalee,
    EmploiDuLot,
    Entreprise,
    JustificatifReleve,
    LigneReleve,
    Lot,
    Releve,
)
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.releves import A_REMPLIR, EtatReleve
from maillage.clause.queries.heures import SUIVIS, Rang, build_rangs, select_emplois
from maillage.clause.queries.personnes import read_droits
from maillage.clause.rules.releves import Nomme, find_mois_du, write_noms
from maillage.clause.rules.validations import Droits
from maillage.socle.acteur import Acteur

Cle = tuple[UUID, TypeHeures]
MONTRES = 50


@dataclass(frozen=True, slots=True)
class Du:
    """A company and a lot for which the hours of the month are owed. `releve`: None until it is asked."""

    lot: Lot
    entreprise: Entreprise
    contrats: int
    contact: ContactEntreprise | None
    releve: Releve | None = None
    heures: Decimal | None = None
    embauches: int = 0


def list_dus(acteur: Acteur, *, mois: date, lot: Lot | None = None) -> list[Du]:
    """Those who employ somebody on a lot that month, and those already asked. Six queries, whatever their number."""
    pairs = _count_contrats(acteur, mois, lot)
    releves = {(r.lot_id, r.entreprise_id): r for r in _select_du_mois(acteur, mois, lot)}
    cles = sorted({*pairs, *releves})
    lots = Lot.objects.select_related("marche").in_bulk({lot for lot, _ in cles})
    entreprises = Entreprise.objects.in_bulk({entreprise for _, entreprise in cles})
    contacts = {
        c.entreprise_id: c for c in ContactEntreprise.objects.filter(entreprise__in=entreprises, is_declarant=True)
    }
    embauches = _count_embauches(releves.values())
    found = [
        Du(
            lots[lot], entreprises[entreprise], pairs.get((lot, entreprise), 0), contacts.get(entreprise),
            releve := releves.get((lot, entreprise)), _net(getattr(releve, "total", None)),
            embauches.get(releve.pk, 0) if releve else 0,
        )
        for lot, entreprise in cles
    ]  # fmt: skip
    return sorted(found, key=lambda du: (du.entreprise.nom, du.lot.marche.objet, du.lot.numero))


def _net(heures: Decimal | None) -> Decimal | None:
    return None if heures is None else heures.normalize()


def _count_contrats(acteur: Acteur, mois: date, lot: Lot | None) -> dict[tuple[int, int], int]:
    rows = select_emplois(acteur, mois=mois, lot=lot).filter(lot__etat__in=SUIVIS).order_by()
    found = rows.values_list("lot", "mise_emploi__employeur").annotate(combien=Count("pk"))
    return {(lot, employeur): combien for lot, employeur, combien in found}


def _select_du_mois(acteur: Acteur, mois: date, lot: Lot | None) -> QuerySet[Any]:
    rows = Releve.objects.filter(dispositif=acteur.dispositif, mois=mois).select_related("contact")
    rows = rows if lot is None else rows.filter(lot=lot)
    return rows.annotate(total=Sum("lignes__heures"))


def _count_embauches(releves: Any) -> dict[int, int]:
    rows = EmbaucheSignalee.objects.filter(releve__in=[r.pk for r in releves], suite="")
    return dict(rows.order_by().values_list("releve").annotate(combien=Count("pk")))


def list_autres(acteur: Acteur, *, mois: date, today: date) -> list[Releve]:
    """Of other months, what still waits: received, late, or with somebody not in the list. The oldest first."""
    signalee = EmbaucheSignalee.objects.filter(releve=OuterRef("pk"), suite="")
    rows = select_releves(acteur).exclude(mois=mois)
    rows = rows.filter(Q(etat=EtatReleve.ENVOYE) | select_en_retard(today) | Exists(signalee))
    return list(rows.order_by("mois", "entreprise__nom", "pk")[:MONTRES])


def find_du(acteur: Acteur, *, lot: Lot, entreprise: UUID, mois: date) -> Entreprise | None:
    """That company, if it employs somebody on the lot in that month."""
    rows = select_emplois(acteur, mois=mois, lot=lot).filter(mise_emploi__employeur__uuid=entreprise)
    emploi = rows.first()
    return emploi.mise_emploi.employeur if emploi else None


def select_releves(acteur: Acteur) -> QuerySet[Any]:
    rows = Releve.objects.filter(dispositif=acteur.dispositif)
    return rows.select_related("lot__marche__acheteur", "entreprise", "contact", "dispositif")


def get_releve(acteur: Acteur, uuid: UUID) -> Releve:
    found: Releve = select_releves(acteur).get(uuid=uuid)
    return found


def find_par_lien(uuid: UUID, rang: int) -> Releve | None:
    """Within `open_service`. None when another link has replaced this one."""
    rows = Releve.objects.select_related("lot__marche", "entreprise", "contact", "dispositif")
    return rows.filter(uuid=uuid, lien_rang=rang).first()


def is_lot_suivi(releve: Releve) -> bool:
    return releve.lot.etat in SUIVIS


@dataclass(frozen=True, slots=True)
class Feuille:
    """What the company's page holds. `noms`: by contract, first name and initial; `saisies`, `notes`: what it typed so far."""

    releve: Releve
    rangs: list[Rang]
    noms: dict[UUID, str]
    droits: dict[int, Droits]
    saisies: dict[Cle, str] = field(default_factory=dict)
    notes: dict[UUID, str] = field(default_factory=dict)


def select_emplois_de(releve: Releve) -> QuerySet[Any]:
    """The company's own people on that lot, that month; nobody else's."""
    service = Acteur(dispositif=releve.dispositif_id, dispositifs=frozenset({releve.dispositif_id}))
    rows = select_emplois(service, mois=releve.mois, lot=releve.lot)
    return rows.filter(mise_emploi__employeur=releve.entreprise_id)


def read_feuille(releve: Releve) -> Feuille:
    """Five queries, whatever the people."""
    emplois = list(
        select_emplois_de(releve).order_by(
            "mise_emploi__personne__prenoms", "mise_emploi__personne__nom_naissance", "mise_emploi__debut", "pk"
        )
    )
    rangs = build_rangs(emplois, mois=releve.mois)
    saisies, notes = {}, {}
    for ligne in list_lignes(releve):
        saisies[ligne.emploi.uuid, TypeHeures(ligne.type)] = ligne.saisie
        if ligne.note:
            notes[ligne.emploi.uuid] = ligne.note
    droits = read_droits({e.mise_emploi.personne_id for e in emplois})
    return Feuille(releve, rangs, name_emplois(emplois), droits, saisies, notes)


def list_lignes(releve: Releve) -> list[LigneReleve]:
    return list(LigneReleve.objects.filter(releve=releve).select_related("emploi").order_by("pk"))


def name_emplois(emplois: Sequence[EmploiDuLot]) -> dict[UUID, str]:
    nommes = [
        Nomme(e.mise_emploi.personne.prenoms, e.mise_emploi.personne.nom_naissance, f"{e.mise_emploi.metier}, depuis le {e.mise_emploi.debut:%d/%m/%Y}")
        for e in emplois
    ]  # fmt: skip
    return dict(zip([e.uuid for e in emplois], write_noms(nommes), strict=True))


def list_justificatifs(releve: Releve) -> list[JustificatifReleve]:
    return list(JustificatifReleve.objects.filter(releve=releve).select_related("piece").order_by("pk"))


def get_justificatif(releve: Releve, uuid: UUID) -> JustificatifReleve:
    return JustificatifReleve.objects.select_related("piece").get(releve=releve, uuid=uuid)


def list_embauches(releve: Releve) -> list[EmbaucheSignalee]:
    """Those that wait first."""
    rows = EmbaucheSignalee.objects.filter(releve=releve).order_by("pk")
    return sorted(rows, key=lambda row: bool(row.suite))


def get_embauche(acteur: Acteur, uuid: UUID) -> EmbaucheSignalee:
    rows = EmbaucheSignalee.objects.filter(dispositif=acteur.dispositif)
    return rows.select_related("releve__lot__marche", "releve__entreprise").get(uuid=uuid)


@dataclass(frozen=True, slots=True)
class AFaireReleves:
    a_demander: int
    recus: int
    en_retard: int
    embauches: int


def select_en_retard(today: date) -> Q:
    """Nothing has come, and the link is over or both reminders have left."""
    return Q(etat__in=sorted(A_REMPLIR)) & (Q(lien_jusqu_au__lt=today) | Q(lien_jusqu_au=None) | Q(relances__gte=2))


def count_a_faire(acteur: Acteur, *, today: date) -> AFaireReleves:
    """Three queries."""
    rows = Releve.objects.filter(dispositif=acteur.dispositif)
    found = rows.aggregate(
        recus=Count("pk", filter=Q(etat=EtatReleve.ENVOYE)), en_retard=Count("pk", filter=select_en_retard(today))
    )
    mois = find_mois_du(today)
    asked = Releve.objects.filter(lot=OuterRef("lot"), entreprise=OuterRef("mise_emploi__employeur"), mois=mois)
    owed = select_emplois(acteur, mois=mois).filter(~Exists(asked), lot__etat__in=SUIVIS).order_by()
    embauches = EmbaucheSignalee.objects.filter(dispositif=acteur.dispositif, suite="").count()
    pairs = owed.values("lot", "mise_emploi__employeur").distinct().count()
    return AFaireReleves(pairs, found["recus"], found["en_retard"], embauches)
