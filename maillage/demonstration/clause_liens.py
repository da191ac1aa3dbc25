"""The fictitious companies of Valombre answer, or not: contacts, statements in each state, the link of a buyer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone

from maillage.clause.models import (
    AccesDonneur,
    ContactDonneur,
    ContactEntreprise,
    EmbaucheSignalee,
    EmploiDuLot,
    Entreprise,
    LigneHeures,
    LigneReleve,
    Releve,
)
from maillage.clause.nomenclatures.heures import SourceLigne, StatutLigne
from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.rules.releves import find_fin_acces, find_mois_du
from maillage.demonstration.cles import make_cle
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months

E = EtatReleve
# By company, in the order of their names: who answers, and in what function.
CONTACTS = (
    ("Nadia Ferrer", "responsable paie"), ("Olivier Prat", "conducteur de travaux"), ("Lucie Amar", "assistante de gestion"),
    ("Thomas Viguier", "gérant"), ("Mélanie Costa", "chargée des intérimaires"), ("Yann Le Goff", "comptable"),
)  # fmt: skip
ETATS = (
    E.ENVOYE,
    E.DEMANDE,
    E.RENVOYE,
    E.DEMANDE,
    E.ENVOYE,
)  # of last month, pair after pair; the others are to ask for
EN_RETARD, AVEC_BROUILLON = 3, 1
MOTIF = "La facture du mois compte 12 heures de moins que votre relevé : dites-nous laquelle est juste."


def fill_liens(dispositif: Dispositif, *, graine: int, today: date) -> int:
    """After the hours; how many statements were written."""
    mois = find_mois_du(today)
    places = EmploiDuLot.objects.filter(
        dispositif=dispositif, mise_emploi__lignes__mois=mois, mise_emploi__lignes__statut=StatutLigne.DECLAREE
    ).select_related("mise_emploi__employeur", "lot__marche")
    pairs: dict[tuple[int, int], list[EmploiDuLot]] = {}
    for place in places.order_by("mise_emploi__employeur__nom", "lot__marche__objet", "lot__numero", "pk").distinct():
        pairs.setdefault((place.mise_emploi.employeur_id, place.lot_id), []).append(place)
    pairs = dict(sorted(pairs.items(), key=lambda pair: -len(pair[1])))  # those with most people answer
    contacts = _add_contacts(dispositif, [rows[0].mise_emploi.employeur for rows in pairs.values()], graine, today)
    for rang, (rows, etat) in enumerate(zip(pairs.values(), ETATS, strict=False)):
        _add_releve(rows, mois, etat, contacts, rang=rang, graine=graine, today=today)
    for rows in list(pairs.values())[:2]:
        _add_traite(rows, add_months(mois, -1), contacts, graine=graine)
    referent = ContactDonneur.objects.filter(dispositif=dispositif, is_referent=True).order_by("pk").first()
    if referent is not None:
        AccesDonneur.objects.create(
            dispositif=dispositif, contact=referent, lien_rang=1, lien_jusqu_au=find_fin_acces(today)
        )
    return Releve.objects.filter(dispositif=dispositif).count()


def _add_contacts(
    dispositif: Dispositif, employeurs: Sequence[Entreprise], graine: int, today: date
) -> dict[int, ContactEntreprise]:
    found: dict[int, ContactEntreprise] = {}
    for entreprise, (nom, fonction) in zip(dict.fromkeys(employeurs), CONTACTS, strict=False):
        cle = make_cle(graine, "contact-entreprise", entreprise.nom)
        found[entreprise.pk] = ContactEntreprise.objects.create(
            dispositif=dispositif, uuid=cle, entreprise=entreprise, nom=nom, fonction=fonction, is_declarant=True,
            courriel=f"heures@{cle.hex[:8]}.exemple.test", telephone=f"01 99 00 20 {len(found):02d}", modifie_le=today,
        )  # fmt: skip
    return found


def _at(day: date) -> datetime:
    return datetime.combine(day, time(17, 40), tzinfo=get_current_timezone())


def _make(
    rows: Sequence[EmploiDuLot], mois: date, contacts: dict[int, ContactEntreprise], *, graine: int, **values: Any
) -> Releve:
    place = rows[0]
    entreprise = place.mise_emploi.employeur
    return Releve(
        dispositif_id=place.dispositif_id, lot=place.lot, entreprise=entreprise, mois=mois, lien_rang=1, version=1,
        uuid=make_cle(graine, "releve", str(place.lot.uuid), entreprise.nom, mois.isoformat()),
        contact=contacts.get(entreprise.pk), **values,
    )  # fmt: skip


def _add_releve(
    rows: Sequence[EmploiDuLot], mois: date, etat: EtatReleve, contacts: dict[int, ContactEntreprise], *, rang: int,
    graine: int, today: date,
) -> None:  # fmt: skip
    debut = add_months(mois, 1)
    late = rang == EN_RETARD
    releve = _make(
        rows, mois, contacts, graine=graine, etat=etat, demande_le=debut, relances=2 if late else 0,
        lien_jusqu_au=today - timedelta(days=1) if late else today + timedelta(days=20),
        enregistre_le=None if late else _at(min(debut + timedelta(days=3), today)),
        envoye_le=_at(min(debut + timedelta(days=3), today)) if etat in (E.ENVOYE, E.RENVOYE) else None,
    )  # fmt: skip
    releve.version = 0 if late else 1
    if etat is E.RENVOYE:
        releve.lien_rang, releve.motif = 2, MOTIF
    releve.save()
    if late:
        return
    places = rows[:1] if rang == AVEC_BROUILLON else rows
    noted = _read_heures(places, mois)
    _add_lignes(releve, places, noted, ecart=rang == 0)
    if rang == 0:
        signalee = EmbaucheSignalee(
            dispositif_id=releve.dispositif_id,
            releve=releve,
            metier="Manœuvre",
            debut=mois + timedelta(days=11),
            heures=84,
        )
        signalee.personne = "Farid Bensaïd"
        signalee.save()
    sent = LigneHeures.objects.filter(pk__in=[ligne.pk for ligne in noted.values()][1 if rang == 0 else 0 :])
    if etat is E.ENVOYE:
        sent.update(source=SourceLigne.ENTREPRISE)
    elif etat is E.RENVOYE:
        sent.update(source=SourceLigne.ENTREPRISE, statut=StatutLigne.BROUILLON)


def _read_heures(places: Sequence[EmploiDuLot], mois: date) -> dict[int, LigneHeures]:
    """By contract."""
    rows = LigneHeures.objects.filter(
        mise_emploi__in=[p.mise_emploi_id for p in places], lot__in=[p.lot_id for p in places], mois=mois, annule=None
    )
    return {row.mise_emploi_id: row for row in rows.order_by("pk")}


def _add_lignes(
    releve: Releve, places: Sequence[EmploiDuLot], noted: dict[int, LigneHeures], *, ecart: bool = False
) -> None:
    """The company says what is noted here; with `ecart`, seven hours more for the first person."""
    for rang, place in enumerate(places):
        ligne = noted.get(place.mise_emploi_id)
        if ligne is None:
            continue
        heures = ligne.saisies + (7 if ecart and rang == 0 else 0)
        row = LigneReleve(
            dispositif_id=releve.dispositif_id, releve=releve, emploi=place, type=ligne.type, heures=heures,
            saisie=f"{heures.normalize():f}".replace(".", ","),
        )  # fmt: skip
        row.note = "Une journée de formation à la sécurité le 8." if ecart and rang == 0 else ""
        row.save()


def _add_traite(
    rows: Sequence[EmploiDuLot], mois: date, contacts: dict[int, ContactEntreprise], *, graine: int
) -> None:
    places = [place for place in rows if place.mise_emploi.debut < add_months(mois, 1)]
    noted = _read_heures(places, mois)
    if not noted:
        return
    le = add_months(mois, 1) + timedelta(days=9)
    releve = _make(
        places, mois, contacts, graine=graine, etat=E.TRAITE, demande_le=add_months(mois, 1),
        lien_jusqu_au=add_months(mois, 2), enregistre_le=_at(le - timedelta(days=4)), envoye_le=_at(le - timedelta(days=4)),
        traite_le=le,
    )  # fmt: skip
    releve.save()
    _add_lignes(releve, places, noted)
    LigneHeures.objects.filter(pk__in=[ligne.pk for ligne in noted.values()]).update(source=SourceLigne.ENTREPRISE)
