"""A small dispositif of the demonstration, and what takes its archive and takes it up again."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from maillage.clause.models import (
    AvisPenalite,
    AvisSurPart,
    Controle,
    DecisionDuLot,
    DemandePartage,
    Doublon,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    HeuresPayees,
    LigneDemandee,
    LigneEnDouble,
    Lot,
    MiseEmploi,
    OrigineLot,
    PartEngagement,
    Penalite,
    PlanningPrevisionnel,
    PropositionEtape,
    Renouvellement,
    Repartition,
    Ressemblance,
    StatutEntreprise,
    SuiteEtape,
    SuiviLot,
    SuiviSortie,
    TransmissionPlie,
)
from maillage.consolidation.depots.models import DepotRegulier
from maillage.consolidation.enquetes.models import Reponse
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.cles import make_cle
from maillage.demonstration.parcours.actions import Taille, fill_parcours
from maillage.demonstration.personnages import ARSONNE, VALOMBRE
from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.restitution import archive, extraction, fichiers
from maillage.echanges.restitution.scelles import make_sceau
from maillage.echanges.restitution.schema import get_histoire, list_tables
from maillage.parcours.models import (
    AnneeClose,
    Decouverte,
    DemandeDeContact,
    Entretien,
    FinOperation,
    Justificatif,
    LecteurDeNotes,
    Noyau,
    Parcours,
    Positionnement,
    Referent,
    Reglage,
    Remplacement,
    SortieLocale,
    Transfert,
    TypeLocal,
)
from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.parcours.nomenclatures.sorties import A_NOMMER
from maillage.participants.models import Personne
from maillage.reseau.models import Denomination, Dispositif
from maillage.socle.pieces.models import Piece
from tests.clause.amont import add_amont
from tests.clause.liens import add_liens
from tests.clause.usine import PRET, make_clause, make_lot, make_marche
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_ligne
from tests.clause.usine_demeures import make_demeure
from tests.clause.usine_postes import make_poste, make_temps
from tests.clause.usine_validee import make_bilan
from tests.consolidation.depots.usine import make_campagne, make_depot
from tests.socle.pieces.fichiers import make_piece
from tests.usine import make_compte

JOUR = date(2026, 11, 25)
PHRASE = "ABCDE-FGHJK-MNPQR-STVWX-YZ234-56789"
ETABLISSEMENT = archive.Etablissement(par="Claire Essai", le=JOUR, motif="Le dispositif ferme", historique=False)


def make_petit() -> Dispositif:
    """Thirty people or so, with everything that hangs on them, and one pièce."""
    make_demonstration(today=JOUR)
    fill_parcours(graine=GRAINE, today=JOUR, tailles=(Taille(ARSONNE, 12, 4, 0.1, 0.1),))
    dispositif = Dispositif.objects.get(uuid=make_cle(GRAINE, "dispositif", ARSONNE))
    personne = Personne.objects.filter(dispositif=dispositif).order_by("pk")[0]
    personne.france_travail, personne.a_prevenir = "1234567A", '=HYPERLINK("http://exemple.test")'
    personne.save()
    _add_le_reste(dispositif, make_piece(dispositif=dispositif, compte=make_compte(nom="Déposante")))
    return dispositif


def _add_le_reste(dispositif: Dispositif, piece: Piece) -> None:
    """What the demonstration does not tell: no table of the archive stays empty."""
    parcours = list(Parcours.objects.filter(dispositif=dispositif).order_by("pk"))
    first, last = parcours[0], parcours[-1]
    deux = list(Referent.objects.filter(dispositif=dispositif).order_by("pk")[:2])
    ailleurs = Dispositif.objects.get(uuid=make_cle(GRAINE, "dispositif", VALOMBRE))
    AnneeClose.objects.create(dispositif=dispositif, annee=2024, close_le=JOUR)
    Remplacement.objects.create(dispositif=dispositif, absent=deux[0], remplacant=deux[1], du=JOUR, au=JOUR)
    Decouverte.objects.create(dispositif=dispositif, le=JOUR, lieu='Marché,\r\n« place » du "Lavoir"', besoins=["-a"])
    Justificatif.objects.create(dispositif=dispositif, parcours=first, nature="autre", fichier=piece, le=JOUR)
    Transfert.objects.create(
        dispositif=dispositif, parcours=first, vers=ailleurs, le=JOUR, accord_le=JOUR, recu=uuid4(), auteur=987_654
    )
    TypeLocal.objects.create(dispositif=dispositif, libelle="'=1+1", national="MOB-ACC", du=JOUR)
    Denomination.objects.create(dispositif=dispositif, nom="PLIE d’avant", source=dispositif.source, le=JOUR)
    Reglage.objects.create(dispositif=dispositif, code=next(iter(REGLAGES)), du=JOUR, valeur="-1")
    SortieLocale.objects.create(dispositif=dispositif, libelle="Départ", national=A_NOMMER[0], du=JOUR)
    DemandeDeContact.objects.create(dispositif=dispositif, parcours=last, le=JOUR)
    FinOperation.objects.create(dispositif=dispositif, operation="2021-PLIE-1", dernier_paiement=JOUR)
    LecteurDeNotes.objects.create(
        dispositif=dispositif,
        personne=first.personne,
        lecteur=make_compte(nom="Lectrice"),
        donne_le=JOUR,
        support="oral",
    )
    Noyau.objects.create(dispositif=dispositif, personne=last.personne, reduit_le=JOUR)
    _add_depots(dispositif)
    _add_marche(dispositif, first.personne)
    add_amont(dispositif)
    add_liens(dispositif, piece)
    _add_anciens_numeros(dispositif, first)
    # A file that refers to one written after it: the order of keys promises nothing.
    Parcours.objects.filter(pk=first.pk).update(precedent=last)


def _add_depots(dispositif: Dispositif) -> None:
    make_depot(make_campagne(annee=2024), dispositif, motif="=1+1")
    DepotRegulier.objects.create(dispositif=dispositif, depuis=JOUR)
    Reponse.objects.create(
        dispositif=dispositif, campagne=make_campagne(annee=2024), reponses={"fse": "12.50"}, precision="=1+1",
        modifiee_le=timezone.now(),
    )  # fmt: skip


def _add_marche(dispositif: Dispositif, personne: Personne) -> None:
    lot = make_lot(dispositif, marche=make_marche(dispositif, objet="=École, « place »"), **PRET)
    annonce = Annonce.objects.create(
        dispositif=dispositif, source="decp", uid="1", objet="=École", recue_le=JOUR, etat="retenue", lot=lot,
        contenu={"id": "1", "montant": 12.5},
    )  # fmt: skip
    OrigineLot.objects.create(
        dispositif=dispositif, lot=lot, source="decp", identifiant="1", annonce=annonce.uuid, le=JOUR
    )
    common = {"dispositif": dispositif, "lot": lot, "du": JOUR}
    entreprise = Entreprise.objects.create(dispositif=dispositif, nom="Martel", effectif=46)
    EntrepriseDuLot.objects.create(**common, entreprise=entreprise, role="titulaire_unique")
    engagement = Engagement.objects.create(**common, numero=1, heures=Decimal("833.33"), exigees=Decimal(800))
    PlanningPrevisionnel.objects.create(
        dispositif=dispositif, engagement=engagement, mois=JOUR.replace(day=1), heures=Decimal("833.33")
    )
    _add_partage(engagement)
    StatutEntreprise.objects.create(dispositif=dispositif, entreprise=entreprise, statut="ei", du=JOUR)
    make_eligibilite(personne, criteres=("brsa", "boeth"))
    emploi = make_emploi(personne, lots=[lot])
    emploi.profil = ["femme", "qpv"]
    emploi.save()
    Renouvellement.objects.create(dispositif=dispositif, mise_emploi=emploi, du=JOUR, ancienne_fin=JOUR)
    _add_suivi(lot, emploi)
    make_poste(dispositif, nom="=Alix", quotite="0.1234")
    make_temps(dispositif, make_compte(nom="Facilitatrice"), lot=lot, note="Appel")
    HeuresPayees.objects.create(
        dispositif=dispositif, mise_emploi=emploi, mois=JOUR.replace(day=1), heures=Decimal("151.67")
    )
    make_ligne(emploi, lot, Decimal("-12.5"), annule=make_ligne(emploi, lot, statut="validee"), statut="validee")
    make_bilan(dispositif, lot)


def _add_suivi(lot: Lot, emploi: MiseEmploi) -> None:
    common: dict[str, Any] = {"dispositif": lot.dispositif, "lot": lot}
    DecisionDuLot.objects.create(**common, rang=1, raison="=arrêt, « amiante »")
    penalite = Penalite.objects.create(
        **common,
        manquantes=Decimal(133),
        tarif=Decimal(60),
        cause="entreprise",
        montant=Decimal(7980),
        proposee_le=JOUR,
    )
    AvisPenalite.objects.create(**common, penalite=penalite, structure=make_clause(), texte="=trop", le=JOUR)
    make_demeure(lot, piece=Piece.objects.filter(dispositif=lot.dispositif).earliest("pk"))
    Controle.objects.create(**common, type="sur_place", le=JOUR, perimetre="Trois contrats", ecart=Decimal("-4.5"))
    Ressemblance.objects.create(
        dispositif=lot.dispositif, personne=emploi.personne, autre=make_clause(), points=96, vue_le=JOUR,
        raisons=["=même nom", "jour et mois de naissance inversés"],
    )  # fmt: skip
    SuiviSortie.objects.create(
        dispositif=lot.dispositif, personne=emploi.personne, mise_emploi=emploi, jalon=6, prevu_le=JOUR,
        situation="cdi", demande_le=JOUR, source="telephone",
    )  # fmt: skip
    TransmissionPlie.objects.create(
        dispositif=lot.dispositif, mise_emploi=emploi, vers=lot.dispositif, informee_le=JOUR, le=JOUR
    )
    proposition = PropositionEtape.objects.create(
        dispositif=lot.dispositif, parcours=Parcours.objects.filter(dispositif=lot.dispositif).earliest("pk"),
        contrat=emploi.uuid, de=lot.dispositif, type_contrat="cdd", mode="embauche_directe", metier="=Peintre",
        employeur="Martel", debut=JOUR, informee_le=JOUR, le=JOUR,
    )  # fmt: skip
    SuiteEtape.objects.create(dispositif=lot.dispositif, proposition=proposition, nature="fin", le=JOUR, recue_le=JOUR)


def _add_partage(engagement: Engagement) -> None:
    """With another service, which the archive cites."""
    common: dict[str, Any] = {"dispositif": engagement.dispositif, "lot": engagement.lot}
    voisine = make_clause()
    SuiviLot.objects.create(**common, structure=voisine, role="participante", du=JOUR)
    demande = DemandePartage.objects.create(
        **common, nature="transfert", de=engagement.dispositif, vers=voisine, objet="École", heures=Decimal(10),
        demandee_le=JOUR,
    )  # fmt: skip
    LigneDemandee.objects.create(
        **common, demande=demande, ligne=uuid4(), pseudonyme="Participant 7F3A", mois=JOUR, heures=Decimal("40.5"),
        ancienne=engagement.dispositif, nouvelle=voisine,
    )  # fmt: skip
    make_agrege(
        engagement.lot,
        structure="=Voisine",
        piece=Piece.objects.filter(dispositif=engagement.dispositif).earliest("pk"),
    )
    row = Repartition.objects.create(
        **common, engagement=engagement, rang=1, methode="libre", origine="pilote", le=JOUR, annoncee_le=JOUR
    )
    for structure, heures in ((voisine, Decimal("133.33")), (None, Decimal(700))):
        PartEngagement.objects.create(**common, repartition=row, structure=structure, heures=heures)
    double = Doublon.objects.create(**common, mois=JOUR, pseudonyme="Participant 7F3A", vu_le=JOUR)
    LigneEnDouble.objects.create(**common, doublon=double, structure=voisine, ligne=uuid4(), heures=Decimal(40))
    AvisSurPart.objects.create(**common, repartition=row, structure=voisine, avis="contestation", motif="=1+1", le=JOUR)


def _add_anciens_numeros(dispositif: Dispositif, parcours: Parcours) -> None:
    """Of the four kinds, and of somebody who was left aside."""
    depot = Depot.objects.create(dispositif=dispositif, nature=Nature.PERSONNES, nom="a.csv", octets=1)
    liens: dict[Nature, dict[str, Any]] = {
        Nature.PERSONNES: {"personne": parcours.personne}, Nature.PARCOURS: {"parcours": parcours},
        Nature.ETAPES: {"etape": Positionnement.objects.filter(dispositif=dispositif).earliest("pk")},
        Nature.CONTACTS: {"contact": Entretien.objects.filter(dispositif=dispositif).earliest("pk")},
    }  # fmt: skip
    for nature, lien in liens.items():
        Origine.objects.create(
            dispositif=dispositif, depot=depot, nature=nature, identifiant=f"00{nature}-1", is_cree=True,
            ecrits={"parcours.Photo": [987_654]}, **lien,
        )  # fmt: skip
    Origine.objects.create(dispositif=dispositif, depot=depot, nature=Nature.PERSONNES, identifiant="=ecarte")


def take(dispositif: Dispositif, *, etablissement: archive.Etablissement = ETABLISSEMENT, phrase: str = PHRASE) -> Path:
    """The archive, made at once as the job makes it."""
    key, sceau, lignes = uuid4(), make_sceau(phrase, dispositif.uuid), {}
    tables = [*list_tables(), *([get_histoire()] if etablissement.historique else [])]
    for table in tables:
        apres: int | None = 0
        octets = rang = 0
        while apres is not None:
            lot = extraction.read_lot(table, dispositif, sceau, apres=apres, rang=rang)
            octets = fichiers.append(fichiers.find_partie(key, table.fichier), octets, lot.contenu)
            rang, apres = rang + lot.lignes, lot.suite
        lignes[table.nom] = rang
    return archive.assemble(key, dispositif, sceau, lignes, etablissement)


def read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def write(path: Path, members: dict[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path
