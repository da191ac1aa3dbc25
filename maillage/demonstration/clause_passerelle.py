"""Between the clause of Valombre and its PLIE: somebody followed there has a contract here, told and waiting for a yes."""

from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.models import (
    Eligibilite,
    EmploiDuLot,
    EntrepriseDuLot,
    Lot,
    MiseEmploi,
    PropositionEtape,
    TransmissionPlie,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.demonstration.cles import make_cle
from maillage.demonstration.personnages import VALOMBRE
from maillage.parcours.models import Parcours
from maillage.participants.actions.personnes import register_personnes
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months


def fill_passerelle(dispositif: Dispositif, *, graine: int, today: date) -> None:
    """Somebody whom the PLIE of Valombre follows works on a lot: her référente has a contract to confirm."""
    plie = Dispositif.objects.filter(uuid=make_cle(graine, "dispositif", VALOMBRE)).first()
    suivis = Parcours.objects.filter(dispositif=plie, etat="actif", referent__compte__prenom="Solène")
    parcours = suivis.select_related("personne").order_by("pk").first()
    lot = Lot.objects.filter(dispositif=dispositif, etat=EtatLot.EN_EXECUTION).order_by("pk").first()
    if plie is None or parcours is None or lot is None:
        return  # the markets alone, without the files of the PLIE
    suivie = parcours.personne
    identite = {name: getattr(suivie, name) for name in ("nom_naissance", "prenoms", "date_naissance", "sexe")}
    (personne,) = register_personnes(dispositif=dispositif, rows=[identite])
    entreprise = EntrepriseDuLot.objects.filter(lot=lot).earliest("pk").entreprise
    debut = max(today - timedelta(days=40), parcours.date_entree)
    emploi = MiseEmploi.objects.create(
        dispositif=dispositif, personne=personne, employeur=entreprise, type_contrat=TypeContrat.CDD,
        mode=ModeRealisation.EMBAUCHE_DIRECTE, metier="Manœuvre", debut=debut, fin_prevue=add_months(debut, 5), temps_hebdo=Decimal(35),
    )  # fmt: skip
    eligibilite = Eligibilite(
        dispositif=dispositif,
        personne=personne,
        constat=debut,
        decision="accordee",
        decidee_le=debut,
        prescripteur="plie",
    )
    eligibilite.criteres = ["avis"]
    eligibilite.save()
    EmploiDuLot.objects.create(dispositif=dispositif, mise_emploi=emploi, lot=lot, entreprise=entreprise)
    TransmissionPlie.objects.create(dispositif=dispositif, mise_emploi=emploi, vers=plie, informee_le=debut, le=debut)
    PropositionEtape.objects.create(
        dispositif=plie, parcours=parcours, contrat=emploi.uuid, de=dispositif, type_contrat=emploi.type_contrat,
        mode=emploi.mode, metier=emploi.metier, employeur=entreprise.nom, debut=debut, fin=emploi.fin_prevue,
        informee_le=debut, le=debut,
    )  # fmt: skip
