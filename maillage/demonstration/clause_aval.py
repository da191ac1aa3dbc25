"""The fictitious persons of the clause of Valombre, their contracts and eighteen months of hours on the notified lots."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from maillage.clause.models import (
    Eligibilite,
    EmploiDuLot,
    Entreprise,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    MiseEmploi,
    PassageLot,
    StatutEntreprise,
)
from maillage.clause.nomenclatures.eligibilites import Critere, Decision, MotifDecision, TypePrescripteur
from maillage.clause.nomenclatures.emplois import ModeRealisation, MotifFin, Profil, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.heures import MotifRejet, SourceLigne, StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.demonstration.clause_personnes import add_personnes
from maillage.demonstration.cles import make_cle
from maillage.demonstration.marches.contrats import find_ouvre
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import Sexe
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months

T, M, S = TypeContrat, ModeRealisation, StatutInsertion
EMPLOYEURS = {
    "tremplin": ("Tremplin Intérim (fictif)", S.ETTI, T.CTT_INSERTION, M.MAD_ETTI),
    "geiq": ("GEIQ BTP du Val-d’Arsonne (fictif)", S.GEIQ, T.PROFESSIONNALISATION, M.MAD_GEIQ),
    "coup-de-main": ("Coup de Main, association intermédiaire (fictive)", S.AI, T.MISE_A_DISPO_AI, M.MAD_AI),
}
CRITERES = (Critere.BRSA, Critere.DELD, Critere.QPV, Critere.BOETH, Critere.JEUNE, Critere.SENIOR, Critere.EI_ACI)
POIDS = (31, 46, 28, 9, 14, 17, 12)
METIERS = {
    "Gros œuvre": (("F1703", "Maçon"), ("F1704", "Manœuvre")), "Peinture": (("F1606", "Peintre en bâtiment"),),
    "Espaces verts": (("A1203", "Agent d’espaces verts"),),
    "": (("F1703", "Maçon"), ("F1606", "Peintre en bâtiment"), ("F1604", "Plaquiste"), ("F1704", "Manœuvre")),
}  # fmt: skip
# By day of notification, the latest first: how many persons work on the lot.
EFFECTIFS = (4, 8, 7, 6, 11, 5)
REJETES = (MotifRejet.ABSENCES, MotifRejet.SANS_RELEVE, MotifRejet.HORS_MARCHE)
JOURS_ANCIENS = 860  # a window of 24 months that began then is over
TROP, MENSUEL = Decimal(231), Decimal("151.67")


@dataclass(slots=True)
class Plume:
    """What is being written, table by table."""

    dispositif: Dispositif
    graine: int
    today: date
    chance: Random
    eligibilites: list[Eligibilite] = field(default_factory=list)
    emplois: list[MiseEmploi] = field(default_factory=list)
    places: list[EmploiDuLot] = field(default_factory=list)
    lignes: list[LigneHeures] = field(default_factory=list)

    def key(self, *parts: str) -> Any:
        return make_cle(self.graine, "clause-aval", *parts)


def fill_aval(dispositif: Dispositif, *, graine: int, today: date) -> int:
    """After the markets; how many lines of hours were written."""
    plume = Plume(dispositif, graine, today, Random(f"{graine}:clause-aval"))  # noqa: S311  the same fiction every time
    lots = _list_lots(dispositif)
    personnes = add_personnes(dispositif, chance=plume.chance, today=today)
    employeurs = _add_employeurs(plume)
    arrivees = iter(personnes)
    for lot, effectif in zip(lots, EFFECTIFS, strict=False):
        for rang in range(effectif):
            personne = next(arrivees, None) or personnes[rang]
            _add_contrat(plume, lot, personne, employeurs, rang=rang)
    _add_particuliers(plume, lots)
    for rows in (plume.eligibilites, plume.emplois, plume.places, plume.lignes):
        rows[0]._meta.model._default_manager.bulk_create(rows)
    _begin(plume)
    return len(plume.lignes)


def _list_lots(dispositif: Dispositif) -> list[Lot]:
    rows = Lot.objects.filter(dispositif=dispositif, etat=EtatLot.NOTIFIE).select_related("marche")
    return list(rows.order_by("-marche__debut", "numero", "pk"))


def _add_employeurs(plume: Plume) -> dict[str, Entreprise]:
    du = plume.today.replace(month=1, day=1) - timedelta(days=730)
    found = {}
    for cle, (nom, statut, _, _) in EMPLOYEURS.items():
        found[cle] = Entreprise.objects.create(dispositif=plume.dispositif, uuid=plume.key("employeur", cle), nom=nom)
        StatutEntreprise.objects.create(dispositif=plume.dispositif, entreprise=found[cle], statut=statut, du=du)
    horizon = Entreprise.objects.get(dispositif=plume.dispositif, nom__startswith="Horizon Vert")
    change = plume.today - timedelta(days=300)  # an association before it was an entreprise d’insertion
    common = {"dispositif": plume.dispositif, "entreprise": horizon}
    StatutEntreprise.objects.create(**common, statut=S.AI, du=du, au=change - timedelta(days=1))
    StatutEntreprise.objects.create(**common, statut=S.EI, du=change)
    return found


def _add_contrat(plume: Plume, lot: Lot, personne: Personne, employeurs: dict[str, Entreprise], *, rang: int) -> None:
    """One contract in three is lent by a structure of insertion; the others are signed by a company of the lot."""
    chance, today = plume.chance, plume.today
    engagees = [
        lien.entreprise for lien in EntrepriseDuLot.objects.filter(lot=lot).select_related("entreprise").order_by("pk")
    ]
    engagee = engagees[rang % len(engagees)]
    notifie = lot.marche.debut or today
    debut = min(notifie + timedelta(days=14 + rang * 21 + chance.randint(0, 9)), today - timedelta(days=35))
    debut = find_ouvre(debut)
    employeur, contrat, mode, utilisatrice = engagee, chance.choice([T.CDD, T.CDD, T.CDI]), M.EMBAUCHE_DIRECTE, None
    if rang % 3 == 1:
        cle = chance.choice(list(EMPLOYEURS))
        employeur, utilisatrice = employeurs[cle], engagee
        _, _, contrat, mode = EMPLOYEURS[cle]
    duree = chance.choice([92, 183, 274, 365])
    fin = None if contrat is T.CDI else debut + timedelta(days=duree)
    is_fini = fin is not None and fin < today
    code, metier = chance.choice(METIERS.get(lot.secteur, METIERS[""]))
    emploi = MiseEmploi(
        dispositif=plume.dispositif, uuid=plume.key("emploi", str(lot.uuid), str(rang)), personne=personne,
        employeur=employeur, entreprise_utilisatrice=utilisatrice, type_contrat=contrat, mode=mode,
        metier=metier, code_rome=code, debut=debut, fin_prevue=fin, fin_reelle=fin if is_fini else None,
        motif_fin=MotifFin.TERME if is_fini else "", temps_hebdo=chance.choice([Decimal(35), Decimal(35), Decimal(26)]),
    )  # fmt: skip
    emploi.profil = _draw_profil(plume, personne, debut)
    plume.emplois.append(emploi)
    _decide(plume, personne, debut - timedelta(days=chance.randint(4, 40)))
    place = EmploiDuLot(
        dispositif=plume.dispositif, uuid=plume.key("place", str(lot.uuid), str(rang)), mise_emploi=emploi, lot=lot,
        entreprise=engagee, coefficient=Decimal("1.5") if contrat is T.CDI and rang == 3 else Decimal(1),
    )  # fmt: skip
    plume.places.append(place)
    plume.lignes += _list_lignes(plume, place, is_premier=rang == 0)


def _draw_profil(plume: Plume, personne: Personne, debut: date) -> list[Profil]:
    age = personne.get_age(debut) or 0
    known = {
        Profil.FEMME: personne.sexe == Sexe.FEMME, Profil.HOMME: personne.sexe == Sexe.HOMME, Profil.MOINS_26: age < 26,
        Profil.SENIOR: age >= 50, Profil.DELD: plume.chance.random() < 0.46, Profil.BRSA: plume.chance.random() < 0.31,
        Profil.QPV: plume.chance.random() < 0.26, Profil.NIVEAU_3: plume.chance.random() < 0.7,
    }  # fmt: skip
    return [profil for profil, has in known.items() if has]


def _decide(plume: Plume, personne: Personne, constat: date) -> None:
    if any(row.personne == personne for row in plume.eligibilites):
        return
    criteres = set(plume.chance.choices(CRITERES, weights=POIDS, k=2))
    row = Eligibilite(
        dispositif=plume.dispositif, uuid=plume.key("eligibilite", str(personne.numero)), personne=personne,
        constat=constat, decision=Decision.ACCORDEE, decidee_le=constat,
        prescripteur=plume.chance.choice(list(TypePrescripteur)),
    )  # fmt: skip
    row.criteres = sorted(criteres)
    plume.eligibilites.append(row)


def _list_mois(debut: date, fin: date | None, today: date) -> Iterator[date]:
    """From the month of the beginning to last month."""
    mois = debut.replace(day=1)
    while mois < today.replace(day=1) and (fin is None or mois <= fin):
        yield mois
        mois = add_months(mois, 1)


def _list_lignes(plume: Plume, place: EmploiDuLot, *, is_premier: bool) -> Iterator[LigneHeures]:
    """Validated up to the month before last, declared since; here and there a line is rejected, with why."""
    emploi, chance = place.mise_emploi, plume.chance
    recent = add_months(plume.today.replace(day=1), -1)
    plein = MENSUEL * (emploi.temps_hebdo or 35) / 35
    for mois in _list_mois(emploi.debut, emploi.fin, plume.today):
        part = Decimal(chance.randint(72, 100)) / 100
        if mois == emploi.debut.replace(day=1):
            part *= Decimal(max(1, 30 - emploi.debut.day)) / 30
        heures = (plein * part).quantize(Decimal("0.5")).quantize(Decimal("0.01"))
        statut = StatutLigne.DECLAREE if mois >= recent else StatutLigne.VALIDEE
        if statut is StatutLigne.VALIDEE and chance.random() < 0.04:
            statut = StatutLigne.REJETEE
        if is_premier and mois == recent and place.lot.numero == 1:
            heures = TROP
        yield make_ligne(plume, place, mois, heures, statut, chance.choice(REJETES))


def make_ligne(
    plume: Plume, place: EmploiDuLot, mois: date, heures: Decimal, statut: StatutLigne, motif: MotifRejet
) -> LigneHeures:
    is_decidee = statut in (StatutLigne.VALIDEE, StatutLigne.REJETEE)
    row = LigneHeures(
        dispositif=plume.dispositif, uuid=plume.key("ligne", str(place.uuid), mois.isoformat()),
        mise_emploi=place.mise_emploi, lot=place.lot, entreprise=place.entreprise, creditrice=plume.dispositif, mois=mois,
        heures_reelles=heures, coefficient=place.coefficient, statut=statut, source=SourceLigne.SAISIE,
        motif_rejet=motif if statut is StatutLigne.REJETEE else "",
        decidee_le=min(add_months(mois, 1) + timedelta(days=9), plume.today) if is_decidee else None,
    )  # fmt: skip
    row.weigh()
    return row


def _add_particuliers(plume: Plume, lots: list[Lot]) -> None:
    """Whose window is over, whose was prolonged, who was refused."""
    today = plume.today
    anciens = [row for row in plume.emplois if row.fin is None or row.fin >= today][:2]
    for rang, emploi in enumerate(anciens):
        premier = today - timedelta(days=JOURS_ANCIENS)
        plume.emplois.append(
            MiseEmploi(
                dispositif=plume.dispositif, uuid=plume.key("ancien", str(rang)), personne=emploi.personne,
                employeur=emploi.employeur, type_contrat=T.CDD, mode=M.EMBAUCHE_DIRECTE, metier=emploi.metier,
                debut=premier, fin_prevue=premier + timedelta(days=180), fin_reelle=premier + timedelta(days=180),
                motif_fin=MotifFin.TERME, temps_hebdo=Decimal(35),
            )
        )  # fmt: skip
        first = next(row for row in plume.eligibilites if row.personne == emploi.personne)
        first.constat = first.decidee_le = premier - timedelta(days=12)
    if len(anciens) == 2:
        prolongee = Eligibilite(
            dispositif=plume.dispositif, uuid=plume.key("prolongee"), personne=anciens[1].personne,
            constat=today - timedelta(days=90), decision=Decision.RENOUVELEE, motif=MotifDecision.CHANTIER_RETARDE,
            decidee_le=today - timedelta(days=90), prolongee_au=today + timedelta(days=180), prescripteur="plie",
        )  # fmt: skip
        prolongee.criteres = [Critere.BRSA]
        plume.eligibilites.append(prolongee)
        _reject_hors_fenetre(plume, anciens[0])
    seule = Personne.objects.filter(dispositif=plume.dispositif).order_by("-numero").first()
    if seule is not None and not any(row.personne == seule for row in plume.eligibilites):
        refusee = Eligibilite(
            dispositif=plume.dispositif, uuid=plume.key("refusee"), personne=seule, constat=today - timedelta(days=20),
            decision=Decision.REFUSEE, motif=MotifDecision.PIECE_PERIMEE, decidee_le=today - timedelta(days=20),
            prescripteur="france_travail",
        )  # fmt: skip
        refusee.criteres = []
        plume.eligibilites.append(refusee)


def _reject_hors_fenetre(plume: Plume, emploi: MiseEmploi) -> None:
    """Her window ended two months ago or so: what was decided since is rejected, what waits will be."""
    fin = add_months(plume.today - timedelta(days=JOURS_ANCIENS), 24)
    for ligne in plume.lignes:
        if ligne.mise_emploi is emploi and ligne.statut == StatutLigne.VALIDEE and ligne.mois > fin:
            ligne.statut, ligne.motif_rejet = StatutLigne.REJETEE, MotifRejet.HORS_ELIGIBILITE


def _begin(plume: Plume) -> None:
    """The lots on which somebody works are under execution since the first contract."""
    for lot in {place.lot.pk: place.lot for place in plume.places}.values():
        last = PassageLot.objects.filter(lot=lot).order_by("-rang")[0]
        debut = min(place.mise_emploi.debut for place in plume.places if place.lot.pk == lot.pk)
        PassageLot.objects.create(
            dispositif=plume.dispositif, lot=lot, de=last.vers, vers=EtatLot.EN_EXECUTION, le=max(debut, last.le),
            rang=last.rang + 1,
        )  # fmt: skip
        Lot.objects.filter(pk=lot.pk).update(etat=EtatLot.EN_EXECUTION)
