"""The objects of the matrix: a lot under way, and what hangs on it."""

from uuid import uuid4

from django.utils.timezone import localdate

from maillage.clause.actions.sorties import sign_lien
from maillage.clause.models import (
    Controle,
    Engagement,
    Lot,
    MiseEmploi,
    Penalite,
    PropositionEtape,
    SuiviLot,
    SuiviSortie,
)
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.dates import add_months
from tests.clause.usine import ENGAGE
from tests.clause.usine_aval import make_emploi, make_personne
from tests.clause.usine_demeures import make_demeure
from tests.clause.usine_suivi import DEBUT, make_lot_engage, set_etat
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_parcours import make_dossier
from tests.usine import make_dispositif

valeurs("clause:alertes_export", format="csv")
valeurs("clause:sorties_export", format="csv")


def get_suivi(pour: Pour) -> Lot:
    found = Lot.objects.filter(dispositif=pour.dispositif, etat="en_execution", engagements__isnull=False).first()
    if found is None:
        found = set_etat(make_lot_engage(pour.dispositif), "en_execution")
    assert Engagement.objects.filter(lot=found).exists()
    return found


@objet(
    "clause:lot_planning", "clause:lot_penalite", "clause:lot_penalite_decision", "clause:lot_controles",
    "clause:controle_nouveau",
)  # fmt: skip
def suivi(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid}


@objet("clause:penalite_avis")
def avis(pour: Pour) -> dict[str, object]:
    """Asked of a structure that takes part: another one leads the lot."""
    pilote = make_dispositif("Celui qui pilote", type=TypeDispositif.CLAUSE)
    lot = set_etat(make_lot_engage(pilote), "en_execution")
    SuiviLot.objects.create(dispositif=pilote, lot=lot, structure=pour.dispositif, role="participante", du=ENGAGE)
    Penalite.objects.create(
        dispositif=pilote, lot=lot, manquantes=10, tarif=60, montant=600, proposee_le=ENGAGE, statut="proposee",
        cause="entreprise",
    )  # fmt: skip
    return {"uuid": lot.uuid}


@objet("clause:demeure_nouvelle")
def demeure(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid}


@objet("clause:demeure_suite")
def suite_demeure(pour: Pour) -> dict[str, object]:
    return {"uuid": make_demeure(get_suivi(pour), compte=pour.compte).uuid}


@objet("clause:lot_suivre")
def suite(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid, "vers": "suspendu"}


@objet("clause:controle")
def controle(pour: Pour) -> dict[str, object]:
    lot = get_suivi(pour)
    found, _ = Controle.objects.get_or_create(
        dispositif=pour.dispositif, lot=lot, defaults={"type": "sur_piece", "le": DEBUT, "perimetre": "Un mois"}
    )
    return {"uuid": found.uuid}


def get_sortie(pour: Pour) -> MiseEmploi:
    """Whose last contract ended six months ago."""
    fin = add_months(localdate(), -6)
    found = MiseEmploi.objects.filter(dispositif=pour.dispositif, fin_reelle=fin).first()
    if found is None:
        personne = make_personne(pour.dispositif)
        found = make_emploi(personne, debut=add_months(fin, -3), fin_prevue=fin, fin_reelle=fin, motif_fin="terme")
    return found


@objet("clause:sortie", "clause:sortie_lien", "clause:sortie_tenter", "clause:sortie_rappeler")
def sortie(pour: Pour) -> dict[str, object]:
    return {"uuid": get_sortie(pour).uuid, "jalon": 6}


@objet("clause:sortie_repondre", partage="le lien signé est la clé : qui l’a reçu répond, sans compte")
def reponse(pour: Pour) -> dict[str, object]:
    emploi = get_sortie(pour)
    row, _ = SuiviSortie.objects.get_or_create(
        dispositif=pour.dispositif, mise_emploi=emploi, jalon=6,
        defaults={"personne": emploi.personne, "prevu_le": localdate(), "lien_rang": 1},
    )  # fmt: skip
    return {"lien": sign_lien(row)}


@objet("clause:emploi_plie")
def contrat(pour: Pour) -> dict[str, object]:
    return {"uuid": get_sortie(pour).uuid}


@objet("clause:proposition")
def proposition(pour: Pour) -> dict[str, object]:
    """It waits in a PLIE: that of whoever asks, or any when they work in a service of the clause."""
    plie = pour.dispositif if pour.dispositif.type == TypeDispositif.PLIE else make_dispositif()
    parcours = make_dossier(Pour(plie, pour.compte))
    row, _ = PropositionEtape.objects.get_or_create(
        dispositif=plie, parcours=parcours,
        defaults={
            "contrat": uuid4(), "de": pour.dispositif, "type_contrat": "cdd", "mode": "embauche_directe", "metier": "Peintre",
            "employeur": "Martel", "debut": DEBUT, "informee_le": DEBUT, "le": DEBUT,
        },
    )  # fmt: skip
    return {"uuid": row.uuid}
