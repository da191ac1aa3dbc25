"""The fibre works of Valombre, followed by three services of the clause over two départements, and observed by a fourth.

Everything is invented: structures, people, places. What waits for an answer waits for each of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.actions import partages, suivis
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
from maillage.clause.nomenclatures.marches import Public, RoleEntreprise, TypeAchat
from maillage.clause.nomenclatures.partage import Methode, RoleSuivi
from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.queries import build_acteur
from maillage.demonstration.clause_agreges import fill_agreges, fill_demeure
from maillage.demonstration.clause_bulletins import fill_bulletins
from maillage.demonstration.clause_partage_heures import fill_heures
from maillage.demonstration.cles import make_cle
from maillage.demonstration.passages import CHEMIN, record_passages
from maillage.demonstration.personnages import DEPARTEMENT, REGION, Personnage
from maillage.demonstration.personnages import Fonction as FonctionTenue
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from maillage.territoire.models import Departement
from maillage.territoire.nomenclatures import Zone

VALOMBRE = "clause-valombre"
SORELLE = ("F2", "Haute-Sorelle (département fictif)")
OUVERTURE = date(2019, 1, 1)
OBJET = "Déploiement de la fibre, phase 2"
DEPUIS, RYTHME, NOTIFIE = 560, 30, 350  # days ago the consultation began, between two states, since the notification


@dataclass(frozen=True, slots=True)
class ServiceFictif:
    cle: str
    nom: str
    porteur: str
    departement: str
    commune: str
    role: RoleSuivi
    prenom: str
    patronyme: str
    territoire: str = ""
    sites: int = 0


SERVICES: tuple[ServiceFictif, ...] = (
    ServiceFictif(
        "clause-arsonne", "Clause sociale des Rives d’Arsonne", "Communauté de communes des Rives d’Arsonne (fictive)",
        DEPARTEMENT[0], "Arsonne", RoleSuivi.PARTICIPANTE, "Maëlle", "Kervran", "Rives d’Arsonne", 9,
    ),
    ServiceFictif(
        "clause-sorelle", "Clause sociale de la Haute-Sorelle", "Maison de l’emploi de la Haute-Sorelle (fictive)",
        SORELLE[0], "Sorelle-le-Haut", RoleSuivi.PARTICIPANTE, "Étienne", "Brossard", "Haute-Sorelle, cantons de l’est", 6,
    ),
    ServiceFictif(
        "clause-coordination", "Coordination de la clause du Val-d’Arsonne", "Département du Val-d’Arsonne (fictif)",
        DEPARTEMENT[0], "Valombre-la-Ville", RoleSuivi.OBSERVATRICE, "Nora", "Belkacem",
    ),
)  # fmt: skip
SITES_VALOMBRE = 15


def fill_partage(
    dispositif: Dispositif, *, donneur: DonneurOrdre, entreprises: dict[str, Entreprise], graine: int, today: date
) -> int:
    """One more lot, shared. `dispositif`: the service of Valombre."""
    Departement.objects.update_or_create(
        code=SORELLE[0], defaults={"nom": SORELLE[1], "region_id": REGION[0], "zone": Zone.FICTIVE}
    )
    actrices = {fiche.cle: _make_service(fiche, graine=graine, today=today) for fiche in SERVICES}
    pilote = _find_actrice(dispositif, today=today)
    lot = _make_lot(dispositif, donneur, entreprises, graine=graine, today=today)
    for fiche in SERVICES:
        SuiviLot.objects.create(
            dispositif=dispositif, lot=lot, structure_id=actrices[fiche.cle].dispositif or 0, role=fiche.role,
            du=today - timedelta(days=NOTIFIE - 20),
        )  # fmt: skip
    _share(lot, pilote, actrices, today=today)
    fill_heures(lot, (pilote, actrices["clause-arsonne"], actrices["clause-sorelle"]), today=today)
    fill_bulletins(lot, pilote, actrices["clause-arsonne"], actrices["clause-sorelle"], graine=graine, today=today)
    fill_agreges(lot, pilote, graine=graine, today=today)
    fill_demeure(lot, pilote, today=today)
    _ask(dispositif, pilote, actrices["clause-arsonne"], today=today)
    return 1


def _make_service(fiche: ServiceFictif, *, graine: int, today: date) -> Acteur:
    porteur, _ = Organisation.objects.update_or_create(
        uuid=make_cle(graine, "organisation", fiche.porteur), defaults={"nom": fiche.porteur, "is_fictive": True}
    )
    service, _ = Dispositif.objects.get_or_create(
        uuid=make_cle(graine, "dispositif", fiche.cle),
        defaults={
            "slug": f"fictif-{fiche.cle}", "nom": fiche.nom, "type": TypeDispositif.CLAUSE, "region_id": REGION[0],
            "departement_id": fiche.departement, "commune": fiche.commune, "ouvert_le": OUVERTURE, "is_fictif": True,
            "presentation": "Service fictif, inventé pour la démonstration des marchés suivis à plusieurs.",
            "verifie_le": today - timedelta(days=90),
        },
    )  # fmt: skip
    Portage.objects.get_or_create(dispositif=service, organisation=porteur, du=OUVERTURE)
    personnage = Personnage(fiche.prenom, fiche.patronyme, (FonctionTenue(Role.FACILITATEUR, fiche.cle),))
    compte = Compte.objects.filter(email=personnage.email).first()
    if compte is None:
        compte = Compte(uuid=make_cle(graine, "compte", personnage.email), email=personnage.email)
        compte.set_unusable_password()  # entered by one click, on loopback, in demonstration only
    compte.prenom, compte.nom, compte.is_demonstration = personnage.prenom, personnage.nom, True
    compte.save()
    habilitation, _ = Habilitation.objects.get_or_create(
        uuid=make_cle(graine, "habilitation", compte.email, Role.FACILITATEUR, fiche.cle),
        defaults={
            "compte": compte, "role": Role.FACILITATEUR, "dispositif": service, "employeur": porteur,
            "du": today - timedelta(days=900), "revue_le": today - timedelta(days=60),
        },
    )  # fmt: skip
    return build_acteur(compte, habilitation, on=today, adresse="", requete="")


def _find_actrice(dispositif: Dispositif, *, today: date) -> Acteur:
    found = Habilitation.objects.actives(on=today).filter(dispositif=dispositif, role=Role.FACILITATEUR).earliest("pk")
    return build_acteur(found.compte, found, on=today, adresse="", requete="")


def _make_lot(
    dispositif: Dispositif, donneur: DonneurOrdre, entreprises: dict[str, Entreprise], *, graine: int, today: date
) -> Lot:
    engage, notifie = today - timedelta(days=DEPUIS), today - timedelta(days=NOTIFIE)
    marche = Marche.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "marche", OBJET), objet=OBJET, numero="2025-VA-031", acheteur=donneur,
        lieu_commune_id="F1001", lieu_precision="Trois secteurs, du Pays de Valombre aux Rives d’Arsonne", achat=TypeAchat.TRAVAUX, engage_le=engage, avis="AVIS-0560 (fictif)",
        limite_le=engage + timedelta(days=RYTHME * 5 - 4), debut=notifie, fin_prevue=notifie + timedelta(days=720),
    )  # fmt: skip
    lot = Lot.objects.create(
        dispositif=dispositif, uuid=make_cle(graine, "lot", OBJET, "0"), marche=marche, etat=EtatLot.NOTIFIE,
        montant_ht=Decimal(9_000_000), montant_attribue=Decimal(8_740_000), secteur="Réseaux",
        publics=[Public.DELD, Public.BRSA, Public.JEUNES], formes=[FormeClause.CONDITION_EXECUTION],
        part_main_oeuvre=Decimal("0.4"), taux_insertion=Decimal("0.06"), cout_horaire=Decimal(30),
        mention_perimetre="Génie civil, tirage et raccordement", mention_publics="Ceux du diagnostic",
        mention_facilitateur="Clause sociale du Pays de Valombre, 01 99 00 40 00", mention_volume="7 200 heures",
    )  # fmt: skip
    SuiviLot.objects.create(dispositif=dispositif, lot=lot, structure=dispositif, role=RoleSuivi.PILOTE, du=engage)
    record_passages(lot, CHEMIN, depuis=engage, rythme=RYTHME)
    for cle, role in (("sogetra", RoleEntreprise.MANDATAIRE), ("martel", RoleEntreprise.COTRAITANT)):
        EntrepriseDuLot.objects.create(
            dispositif=dispositif, lot=lot, entreprise=entreprises[cle], role=role, du=notifie - timedelta(days=20)
        )
    Engagement.objects.create(
        dispositif=dispositif, lot=lot, numero=1, du=notifie, origine="initial", heures=lot.heures or 0, exigees=lot.heures,
        auteur=None,
    )  # fmt: skip
    return lot


def _share(lot: Lot, pilote: Acteur, actrices: dict[str, Acteur], *, today: date) -> None:
    """By sites, then a transfer agreed by both, an amendment carried over and confirmed, and a transfer that waits."""
    arsonne, sorelle = actrices["clause-arsonne"], actrices["clause-sorelle"]
    mesures = {pilote.dispositif or 0: Decimal(SITES_VALOMBRE)} | {
        actrices[fiche.cle].dispositif or 0: Decimal(fiche.sites) for fiche in SERVICES if fiche.sites
    }
    territoires = {pilote.dispositif or 0: "Pays de Valombre"} | {
        actrices[fiche.cle].dispositif or 0: fiche.territoire for fiche in SERVICES
    }
    partages.share_out(
        by=pilote, lot=lot, methode=Methode.SITES, mesures=mesures, reserve=Decimal(200), territoires=territoires,
        today=today - timedelta(days=NOTIFIE - 40),
    )  # fmt: skip
    for structure in (arsonne, sorelle):
        partages.give_avis(
            by=structure, lot=lot, avis=partages.Avis.ACCORD, motif="", today=today - timedelta(days=NOTIFIE - 44)
        )
    voisine = Dispositif.objects.get(pk=sorelle.dispositif or 0)
    moved = partages.ask_transfert(
        by=arsonne, lot=lot, vers=voisine, heures=Decimal(240), today=today - timedelta(days=120),
        message="Deux sites de la vallée sont raccordés depuis la Haute-Sorelle.",
    )  # fmt: skip
    partages.accept(by=sorelle, demande=moved, today=today - timedelta(days=112))
    version = Engagement.objects.create(
        dispositif_id=lot.dispositif_id, lot=lot, numero=2, du=today - timedelta(days=6), origine="avenant",
        heures=Decimal(8_400), auteur=pilote.compte,
    )  # fmt: skip
    carried = partages.carry_over(by=pilote, lot=lot, nouvelle=version, today=today - timedelta(days=6))
    assert carried is not None
    partages.confirm(by=pilote, lot=lot, repartition=carried, today=today - timedelta(days=3))
    partages.ask_transfert(
        by=arsonne, lot=lot, vers=voisine, heures=Decimal(150), today=today - timedelta(days=1),
        message="Nos deux équipes partagent le chantier de Rochetaillade jusqu’au printemps.",
    )  # fmt: skip


def _ask(dispositif: Dispositif, pilote: Acteur, invitee: Acteur, *, today: date) -> None:
    """An invitation that waits."""
    lot = Lot.objects.filter(dispositif=dispositif, marche__objet__startswith="Réhabilitation").earliest("pk")
    suivis.invite(
        by=pilote, lot=lot, structure=Dispositif.objects.get(pk=invitee.dispositif or 0), role=RoleSuivi.PARTICIPANTE,
        message="Une trentaine de logements sont chez vous : nous vous proposons d’en suivre les heures.",
        today=today - timedelta(days=2),
    )  # fmt: skip
