"""Hours on the fibre works, in three structures: somebody followed by two of them, and a month told twice that waits.

All invented; a name and a first name drawn apart make up nobody.
"""

from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.actions.validations import validate_lignes
from maillage.clause.models import (
    Eligibilite,
    EmploiDuLot,
    Entreprise,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    MiseEmploi,
    PassageLot,
)
from maillage.clause.nomenclatures.eligibilites import Critere, Decision, TypePrescripteur
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.demonstration.parcours.noms import NOMS, PRENOMS_F, PRENOMS_H
from maillage.participants.actions.personnes import register_personne
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import Sexe
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months

EFFECTIFS = (7, 6, 3)  # at Valombre, at Arsonne, at Sorelle
MOIS = 8
COMMUNE = {
    "nom_naissance": "Vandermeulle", "prenoms": "Gaël", "date_naissance": date(1991, 9, 17), "sexe": Sexe.HOMME,
}  # fmt: skip
INTERIM = "Passerelle Intérim d’insertion (fictive)"


def fill_heures(lot: Lot, actrices: tuple[Acteur, Acteur, Acteur], *, today: date) -> None:
    """`actrices`: of Valombre, of Arsonne, of Sorelle."""
    company = EntrepriseDuLot.objects.filter(lot=lot).earliest("pk").entreprise
    seen = 0
    for rang, (acteur, effectif) in enumerate(zip(actrices, EFFECTIFS, strict=True)):
        structure = Dispositif.objects.get(pk=acteur.dispositif or 0)
        employeur = Entreprise.objects.create(dispositif=structure, nom=INTERIM)
        for place in range(effectif):
            values = COMMUNE if place == 0 and rang < 2 else _make_identite(seen)
            seen += 1
            personne = register_personne(by=acteur, dispositif=structure, values=values)
            is_commune = values is COMMUNE
            emploi = make_contrat(
                personne, employeur, company, lot, decalage=0 if is_commune else place % 5, today=today
            )
            for mois in range(MOIS - (0 if is_commune else place % 5), 0, -1):
                # Gaël works for Valombre until the spring, then for Arsonne; last month is told by both.
                if is_commune and mois > 1 and (mois > MOIS // 2) != (rang == 0):
                    continue
                add_ligne(emploi, company, lot, mois=mois, heures=70 + 9 * (place % 4), today=today)
    PassageLot.objects.create(
        dispositif=lot.dispositif, lot=lot, de=EtatLot.NOTIFIE, vers=EtatLot.EN_EXECUTION, auteur=None,
        le=add_months(today, -MOIS), rang=PassageLot.objects.filter(lot=lot).count() + 1,
    )  # fmt: skip
    Lot.objects.filter(pk=lot.pk).update(etat=EtatLot.EN_EXECUTION)
    _block(actrices[1], lot, today=today)


def _make_identite(rang: int) -> dict[str, object]:
    is_femme = rang % 2 == 0
    prenoms = PRENOMS_F if is_femme else PRENOMS_H
    return {
        "nom_naissance": NOMS[(17 + 5 * rang) % len(NOMS)], "prenoms": prenoms[(7 + 3 * rang) % len(prenoms)],
        "date_naissance": date(1970 + (7 * rang) % 33, 1 + rang % 12, 1 + (5 * rang) % 27),
        "sexe": Sexe.FEMME if is_femme else Sexe.HOMME,
    }  # fmt: skip


def make_contrat(
    personne: Personne, employeur: Entreprise, company: Entreprise, lot: Lot, *, decalage: int, today: date
) -> MiseEmploi:
    debut = add_months(today.replace(day=1), -MOIS + decalage)
    common = {"dispositif": personne.dispositif, "personne": personne}
    decision = Eligibilite(
        **common, constat=debut - timedelta(days=12), decision=Decision.ACCORDEE, decidee_le=debut - timedelta(days=10),
        prescripteur=TypePrescripteur.FRANCE_TRAVAIL,
    )  # fmt: skip
    decision.criteres = [Critere.AI_ETTI if decalage == 1 else Critere.BRSA, Critere.DELD]
    decision.save()
    emploi = MiseEmploi.objects.create(
        **common, employeur=employeur, entreprise_utilisatrice=company, type_contrat=TypeContrat.CTT_INSERTION,
        mode=ModeRealisation.MAD_ETTI, metier="Monteur de réseaux", code_rome="F1605", debut=debut,
        fin_prevue=add_months(today, 3), temps_hebdo=Decimal(35),
    )  # fmt: skip
    EmploiDuLot.objects.create(dispositif=personne.dispositif, mise_emploi=emploi, lot=lot, entreprise=company)
    return emploi


def add_ligne(emploi: MiseEmploi, company: Entreprise, lot: Lot, *, mois: int, heures: int, today: date) -> None:
    """Validated up to the month before last; last month waits."""
    premier = add_months(today.replace(day=1), -mois)
    is_validee = mois > 1
    row = LigneHeures(
        dispositif=emploi.dispositif, mise_emploi=emploi, lot=lot, entreprise=company, creditrice=emploi.dispositif,
        mois=premier, heures_reelles=Decimal(heures), statut=StatutLigne.VALIDEE if is_validee else StatutLigne.DECLAREE,
        decidee_le=add_months(premier, 1) + timedelta(days=11) if is_validee else None,
    )  # fmt: skip
    row.weigh()
    row.save()


def _block(acteur: Acteur, lot: Lot, *, today: date) -> None:
    """Arsonne validates last month: what Valombre also tells is held for its pilote."""
    rows = LigneHeures.objects.filter(dispositif=acteur.dispositif, lot=lot, statut=StatutLigne.DECLAREE)
    gael = rows.filter(mise_emploi__personne__nom_naissance=COMMUNE["nom_naissance"])
    validate_lignes(by=acteur, lignes=list(gael.values_list("uuid", flat=True)), today=today)
