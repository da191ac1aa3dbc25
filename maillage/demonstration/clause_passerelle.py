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
    SuiteEtape,
    TransmissionPlie,
)
from maillage.clause.nomenclatures.emplois import ModeRealisation, MotifFin, TypeContrat
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.passerelle import StatutProposition
from maillage.clause.nomenclatures.suites_etapes import NatureSuite
from maillage.demonstration.cles import make_cle
from maillage.demonstration.personnages import VALOMBRE
from maillage.parcours.models import Parcours, Positionnement
from maillage.participants.actions.personnes import register_personnes
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months


def fill_passerelle(dispositif: Dispositif, *, graine: int, today: date) -> None:
    """Two whom the PLIE of Valombre follows worked on a lot: their référente has a contract to confirm, and an end to carry."""
    plie = Dispositif.objects.filter(uuid=make_cle(graine, "dispositif", VALOMBRE)).first()
    suivis = Parcours.objects.filter(dispositif=plie, etat="actif", referent__compte__prenom="Solène")
    parcours, fini = [*suivis.select_related("personne").order_by("pk")[:2], None, None][:2]
    lot = Lot.objects.filter(dispositif=dispositif, etat=EtatLot.EN_EXECUTION).order_by("pk").first()
    if plie is None or parcours is None or lot is None:
        return  # the markets alone, without the files of the PLIE
    _add_contrat(dispositif, plie, parcours, lot, debut=max(today - timedelta(days=40), parcours.date_entree))
    if fini is not None:
        proposition = _add_contrat(
            dispositif, plie, fini, lot, debut=max(today - timedelta(days=120), fini.date_entree)
        )
        _end(proposition, today=today)


def _end(proposition: PropositionEtape, *, today: date) -> None:
    """Confirmed as an étape in its time, ended by the employee last week: the étape does not know it yet."""
    fin = max(today - timedelta(days=6), proposition.debut)
    proposition.etape = Positionnement.objects.create(
        dispositif=proposition.dispositif, parcours=proposition.parcours, type="CNA-CDD",
        intitule=f"{proposition.metier}, {proposition.employeur}", etat="en_cours", propose_le=proposition.debut,
        prevu_du=proposition.debut, prevu_au=proposition.fin, debut=proposition.debut,
        clause=f"{proposition.contrat.hex[:8].upper()} ({proposition.de})",
    )  # fmt: skip
    proposition.statut, proposition.decidee_le = StatutProposition.CONFIRMEE, proposition.debut
    proposition.save()
    MiseEmploi.objects.filter(uuid=proposition.contrat).update(fin_reelle=fin, motif_fin=MotifFin.RUPTURE_SALARIE)
    SuiteEtape.objects.create(
        dispositif=proposition.dispositif, proposition=proposition, nature=NatureSuite.FIN, le=fin, recue_le=today
    )


def _add_contrat(
    dispositif: Dispositif, plie: Dispositif, parcours: Parcours, lot: Lot, *, debut: date
) -> PropositionEtape:
    """In the service of the clause, told to the PLIE."""
    suivie = parcours.personne
    identite = {name: getattr(suivie, name) for name in ("nom_naissance", "prenoms", "date_naissance", "sexe")}
    (personne,) = register_personnes(dispositif=dispositif, rows=[identite])
    entreprise = EntrepriseDuLot.objects.filter(lot=lot).earliest("pk").entreprise
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
    return PropositionEtape.objects.create(
        dispositif=plie, parcours=parcours, contrat=emploi.uuid, de=dispositif, type_contrat=emploi.type_contrat,
        mode=emploi.mode, metier=emploi.metier, employeur=entreprise.nom, debut=debut, fin=emploi.fin_prevue,
        informee_le=debut, le=debut,
    )  # fmt: skip
