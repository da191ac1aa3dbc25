"""The fictitious markets of the clause sociale of Valombre: every state that a facilitatrice meets, dated from today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from maillage.clause.models import (
    DonneurOrdre,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    Lot,
    Marche,
    SuiviLot,
)
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import Public, RoleEntreprise, TypeAchat, TypeDonneurOrdre
from maillage.demonstration.clause_amont import fill_amont
from maillage.demonstration.clause_annees import fill_annees
from maillage.demonstration.clause_annonces import fill_annonces
from maillage.demonstration.clause_aval import fill_aval
from maillage.demonstration.clause_bilans import fill_bilans
from maillage.demonstration.clause_liens import fill_liens
from maillage.demonstration.clause_partage import fill_partage
from maillage.demonstration.clause_postes import fill_postes
from maillage.demonstration.clause_suivi import fill_suivi
from maillage.demonstration.cles import make_cle
from maillage.demonstration.passages import CHEMIN, record_passages
from maillage.reseau.models import Dispositif

CLAUSE = "clause-valombre"
E, T = EtatLot, TypeDonneurOrdre
RYTHME = 24  # days from one state to the next
CONDITION = (FormeClause.CONDITION_EXECUTION,)
BATIMENT = (Public.DELD, Public.BRSA, Public.JEUNES, Public.QPV)
DONNEURS = {
    "ville": ("Ville de Valombre-la-Ville (fictive)", T.COMMUNE),
    "agglo": ("Communauté de communes du Pays de Valombre (fictive)", T.EPCI),
    "departement": ("Département du Val-d’Arsonne (fictif)", T.DEPARTEMENT),
    "habitat": ("Valombre Habitat, bailleur social (fictif)", T.BAILLEUR_SOCIAL),
    "hopital": ("Centre hospitalier de Valombre (fictif)", T.HOPITAL),
    "fonciere": ("Foncière des Deux Rives, acheteur privé (fictif)", T.PRIVE),
}
ENTREPRISES = {
    "martel": ("Martel Bâtiment (fictive)", 46),
    "sogetra": ("Sogetra Réseaux (fictive)", 310),
    "claire": ("Claire Propreté (fictive)", 128),
    "peintres": ("Les Peintres du Pont (fictifs)", 11),
    "horizon": ("Horizon Vert, entreprise d’insertion (fictive)", 24),
    "charpente": ("Charpentes Valombraises (fictives)", 19),
}


@dataclass(frozen=True, slots=True)
class LotFictif:
    """`montant` in thousands of euros; shares in percent. `role`s of the companies, the head first."""

    etat: EtatLot
    secteur: str
    montant: int
    part: int
    taux: int
    cout: int = 30
    intitule: str = ""
    formes: tuple[FormeClause, ...] = CONDITION
    publics: tuple[Public, ...] = BATIMENT
    entreprises: tuple[tuple[str, RoleEntreprise], ...] = ()
    offertes: int = 0
    avenant: int = 0
    raison: str = ""


@dataclass(frozen=True, slots=True)
class MarcheFictif:
    """`depuis`: days since its consultation was engaged. `lieu`: the code of a fictitious commune; none: still to be asked."""

    objet: str
    donneur: str
    achat: TypeAchat
    depuis: int
    lots: tuple[LotFictif, ...]
    numero: str = ""
    lieu: str = ""
    precision: str = ""


TITULAIRE, MANDATAIRE = RoleEntreprise.TITULAIRE_UNIQUE, RoleEntreprise.MANDATAIRE
COTRAITANT, SOUS_TRAITANT = RoleEntreprise.COTRAITANT, RoleEntreprise.SOUS_TRAITANT
MARCHES: tuple[MarcheFictif, ...] = (
    MarcheFictif("Rénovation du groupe scolaire des Tilleuls", "ville", TypeAchat.TRAVAUX, 420, (
        LotFictif(E.NOTIFIE, "Gros œuvre", 3_900, 50, 5, intitule="Gros œuvre", avenant=100,
                  entreprises=(("martel", TITULAIRE), ("horizon", SOUS_TRAITANT))),
        LotFictif(E.NOTIFIE, "Peinture", 1_260, 70, 10, intitule="Peinture", entreprises=(("peintres", TITULAIRE),)),
        LotFictif(E.SANS_CLAUSE, "Ascenseurs", 45, 20, 5, intitule="Ascenseurs",
                  raison="Trois semaines de pose par deux techniciens : aucune heure à confier."),
    ), "2025-VV-014", "F1001", "Groupe scolaire des Tilleuls"),
    MarcheFictif("Réhabilitation de 120 logements, résidence du Lac", "habitat", TypeAchat.TRAVAUX, 300, (
        LotFictif(E.NOTIFIE, "Bâtiment tous corps d’état", 4_200, 45, 5, cout=35, offertes=3_000,
                  formes=(*CONDITION, FormeClause.CRITERE), publics=(Public.QPV, Public.DELD, Public.BRSA),
                  entreprises=(("martel", MANDATAIRE), ("charpente", COTRAITANT), ("peintres", COTRAITANT))),
    ), "VH-2025-07", "F1002", "Résidence du Lac"),
    MarcheFictif("Construction de la maison de quartier des Forges", "agglo", TypeAchat.TRAVAUX, 740, (
        LotFictif(E.NOTIFIE, "Bâtiment tous corps d’état", 6_400, 48, 11, cout=31, avenant=300,
                  entreprises=(("sogetra", TITULAIRE), ("charpente", SOUS_TRAITANT))),
    ), "2024-CC-021", "F1002", "Quartier des Forges"),
    MarcheFictif("Nettoyage des bâtiments communautaires", "agglo", TypeAchat.SERVICES, 260, (
        LotFictif(E.ATTRIBUE, "Propreté", 620, 80, 8, cout=26, publics=(Public.DELD, Public.SENIORS, Public.HANDICAP),
                  entreprises=(("claire", TITULAIRE),)),
    ), "", "F1001", "Siège et douze sites de la communauté"),
    MarcheFictif("Entretien des espaces verts, secteur nord", "ville", TypeAchat.SERVICES, 230, (
        LotFictif(E.NOTIFIE, "Espaces verts", 180, 75, 0, formes=(FormeClause.RESERVE_IAE,), publics=(Public.IAE,),
                  entreprises=(("horizon", TITULAIRE),)),
    ), "2026-VV-003", "F1001", "Secteur nord, jusqu’à La Ferrandière"),
    MarcheFictif("Petits travaux d’entretien du patrimoine", "habitat", TypeAchat.TRAVAUX, 290, (
        LotFictif(E.NOTIFIE, "Second œuvre", 400, 60, 0, entreprises=(("peintres", TITULAIRE),)),
    ), "VH-2026-02", "F1003"),
    MarcheFictif("Déploiement de la fibre, phase 3", "departement", TypeAchat.TRAVAUX, 130, (
        LotFictif(E.PUBLIE, "Réseaux", 6_800, 40, 6, intitule="Secteur est"),
        LotFictif(E.PUBLIE, "Réseaux", 5_900, 40, 6, intitule="Secteur ouest"),
    )),
    MarcheFictif("Extension du service de gériatrie", "hopital", TypeAchat.TRAVAUX, 95, (
        LotFictif(E.CLAUSE_VALIDEE, "Bâtiment tous corps d’état", 3_100, 50, 7),
    ), "", "F1001", "Centre hospitalier"),
    MarcheFictif("Restauration scolaire, livraison en liaison froide", "agglo", TypeAchat.SERVICES, 70, (
        LotFictif(E.CLAUSE_PROPOSEE, "Restauration", 1_450, 35, 6, cout=25, publics=(Public.DELD, Public.BRSA)),
    )),
    MarcheFictif("Voirie et réseaux du quartier des Forges", "ville", TypeAchat.TRAVAUX, 40, (
        LotFictif(E.DIAGNOSTIQUE, "Travaux publics", 1_900, 35, 0),
    ), "", "F1002", "Quartier des Forges"),
    MarcheFictif("Construction d’un immeuble de bureaux", "fonciere", TypeAchat.TRAVAUX, 15, (
        LotFictif(E.REPERE, "", 2_600, 0, 0, formes=(), publics=()),
    ), "", "F1006"),
    MarcheFictif("Réfection de la toiture du gymnase", "agglo", TypeAchat.TRAVAUX, 210, (
        LotFictif(E.INFRUCTUEUX, "Couverture", 310, 40, 5, raison="Aucune offre remise dans les délais."),
    ), "", "F1004", "Gymnase intercommunal"),
)  # fmt: skip


@transaction.atomic
def fill_clause(*, graine: int, today: date) -> int:
    """After `make_demonstration`; how many lots were added, none the second time."""
    dispositif = Dispositif.objects.get(uuid=make_cle(graine, "dispositif", CLAUSE))
    if Marche.objects.filter(dispositif=dispositif).exists():
        return 0
    donneurs = {
        cle: DonneurOrdre.objects.create(
            dispositif=dispositif, uuid=make_cle(graine, "donneur", cle), nom=nom, type=type,
            is_spaser=type is T.DEPARTEMENT,
        )
        for cle, (nom, type) in DONNEURS.items()
    }  # fmt: skip
    entreprises = {
        cle: Entreprise.objects.create(
            dispositif=dispositif, uuid=make_cle(graine, "entreprise", cle), nom=nom, effectif=effectif
        )
        for cle, (nom, effectif) in ENTREPRISES.items()
    }
    lots = 0
    for fiche in MARCHES:
        marche = _add_marche(fiche, donneurs[fiche.donneur], graine=graine, today=today)
        for rang, lot in enumerate(fiche.lots, 1):
            _add_lot(marche, lot, entreprises, numero=rang if len(fiche.lots) > 1 else 0, graine=graine, today=today)
            lots += 1
    fill_amont(donneurs, graine=graine, today=today)
    fill_aval(dispositif, graine=graine, today=today)
    suivis = fill_suivi(dispositif, graine=graine, today=today)
    fill_postes(dispositif, graine=graine, today=today)
    fill_annonces(dispositif, today=today)
    lots += fill_partage(
        dispositif, donneur=donneurs["departement"], entreprises=entreprises, graine=graine, today=today
    )
    fill_liens(dispositif, graine=graine, today=today)
    lots += fill_annees(dispositif, graine=graine, today=today)
    fill_bilans(dispositif, today=today)
    return lots + suivis


def _add_marche(fiche: MarcheFictif, donneur: DonneurOrdre, *, graine: int, today: date) -> Marche:
    engage = today - timedelta(days=fiche.depuis)
    etats = {etat for lot in fiche.lots for etat in _list_chemin(lot.etat)}
    publie = engage + timedelta(days=RYTHME * CHEMIN.index(E.PUBLIE))
    notifie = engage + timedelta(days=RYTHME * CHEMIN.index(E.NOTIFIE))
    return Marche.objects.create(
        dispositif=donneur.dispositif, uuid=make_cle(graine, "marche", fiche.objet), objet=fiche.objet,
        numero=fiche.numero, acheteur=donneur, lieu_commune_id=fiche.lieu or None, lieu_precision=fiche.precision, achat=fiche.achat, engage_le=engage,
        avis=f"AVIS-{fiche.depuis:04d} (fictif)" if E.PUBLIE in etats else "",
        limite_le=publie + timedelta(days=RYTHME - 4) if E.PUBLIE in etats else None,
        debut=notifie if E.NOTIFIE in etats else None,
        fin_prevue=notifie + timedelta(days=540) if E.NOTIFIE in etats else None,
    )  # fmt: skip


def _list_chemin(etat: EtatLot) -> tuple[EtatLot, ...]:
    """The states that led there."""
    if etat is E.SANS_CLAUSE:
        return (E.REPERE, E.DIAGNOSTIQUE, etat)
    if etat is E.INFRUCTUEUX:
        return (*CHEMIN[: CHEMIN.index(E.ANALYSE) + 1], etat)
    return CHEMIN[: CHEMIN.index(etat) + 1]


def _add_lot(
    marche: Marche, fiche: LotFictif, entreprises: dict[str, Entreprise], *, numero: int, graine: int, today: date
) -> None:
    chemin = _list_chemin(fiche.etat)
    is_ecrite = E.CLAUSE_VALIDEE in chemin
    lot = Lot.objects.create(
        dispositif=marche.dispositif, uuid=make_cle(graine, "lot", marche.objet, str(numero)), marche=marche,
        numero=numero, intitule=fiche.intitule, etat=fiche.etat, montant_ht=Decimal(fiche.montant * 1000),
        montant_attribue=Decimal(fiche.montant * 970) if E.ATTRIBUE in chemin else None,
        secteur=fiche.secteur, publics=list(fiche.publics),
        formes=list(fiche.formes) if E.CLAUSE_PROPOSEE in chemin else [],
        part_main_oeuvre=Decimal(fiche.part) / 100 if fiche.part else None,
        taux_insertion=Decimal(fiche.taux) / 100 if fiche.taux else None,
        cout_horaire=Decimal(fiche.cout) if fiche.taux else None, justification=fiche.raison,
        mention_perimetre="Tous les travaux du lot" if is_ecrite else "",
        mention_facilitateur="Clause sociale du Pays de Valombre, 01 99 00 00 00" if is_ecrite else "",
        mention_publics="Ceux du diagnostic, attestés avant l’embauche" if is_ecrite else "",
        mention_volume="Celui de l’acte d’engagement" if is_ecrite else "",
    )  # fmt: skip
    SuiviLot.objects.create(
        dispositif=marche.dispositif, lot=lot, structure=marche.dispositif, role="pilote", du=marche.engage_le
    )
    jours = record_passages(lot, chemin, depuis=marche.engage_le, rythme=RYTHME, today=today)
    for cle, role in fiche.entreprises:
        EntrepriseDuLot.objects.create(
            dispositif=marche.dispositif, lot=lot, entreprise=entreprises[cle], role=role, du=jours[E.ATTRIBUE]
        )
    Engagement.objects.bulk_create(_list_versions(lot, fiche, jours.get(E.NOTIFIE)))


def _list_versions(lot: Lot, fiche: LotFictif, notifie: date | None) -> Iterator[Engagement]:
    exigees = lot.heures
    if notifie is None or exigees is None or FormeClause.RESERVE_IAE in fiche.formes:
        return
    heures = max(exigees, Decimal(fiche.offertes))
    common = {"dispositif": lot.dispositif, "lot": lot, "auteur": None}
    yield Engagement(
        **common, numero=1, du=notifie, origine="initial", heures=heures, exigees=exigees,
        offertes=Decimal(fiche.offertes) if fiche.offertes else None,
    )  # fmt: skip
    if fiche.avenant:
        du = notifie + timedelta(days=90)
        yield Engagement(**common, numero=2, du=du, origine="avenant", heures=heures + fiche.avenant)
