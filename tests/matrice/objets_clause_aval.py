"""The objects of the matrix: a lot with its hours, a person of the clause, their contract, a line, a proof."""

from maillage.clause.models import Eligibilite, EmploiDuLot, LigneHeures, Lot, MiseEmploi, Ressemblance
from maillage.participants.models import Personne
from tests.clause.usine_aval import CONSTAT, make_eligibilite, make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.matrice.objets import Pour, objet, valeurs
from tests.socle.pieces.fichiers import make_piece

valeurs("clause:personnes_export", format="csv")


def get_lot(pour: Pour) -> Lot:
    found = Lot.objects.filter(dispositif=pour.dispositif, etat="notifie").first()
    return found or make_lot_notifie(pour.dispositif)


def get_personne(pour: Pour) -> Personne:
    row = Eligibilite.objects.filter(dispositif=pour.dispositif).select_related("personne").first()
    if row is not None:
        return row.personne
    personne = make_personne(pour.dispositif, numero=9_000)
    make_eligibilite(personne, piece=make_piece(dispositif=pour.dispositif, compte=pour.compte, is_de_dossier=True))
    return personne


def get_emploi(pour: Pour) -> MiseEmploi:
    found = EmploiDuLot.objects.filter(dispositif=pour.dispositif).select_related("mise_emploi").first()
    return found.mise_emploi if found else make_emploi(get_personne(pour), lots=[get_lot(pour)])


@objet("clause:lot_heures", "clause:lot_types", "clause:lot_suivi")
def lot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid}


@objet(
    "clause:personne", "clause:personne_identite", "clause:personne_adresse", "clause:personne_situation",
    "clause:eligibilite", "clause:emploi_nouveau",
)  # fmt: skip
def personne(pour: Pour) -> dict[str, object]:
    return {"uuid": get_personne(pour).uuid}


@objet("clause:ressemblance")
def ressemblance(pour: Pour) -> dict[str, object]:
    row, _ = Ressemblance.objects.get_or_create(
        dispositif=pour.dispositif, personne=get_personne(pour),
        defaults={"autre": pour.dispositif, "points": 96, "raisons": ["même nom"], "vue_le": CONSTAT},
    )  # fmt: skip
    return {"uuid": row.uuid}


@objet("clause:eligibilite_piece")
def piece(pour: Pour) -> dict[str, object]:
    get_personne(pour)
    return {"uuid": Eligibilite.objects.filter(dispositif=pour.dispositif).earliest("pk").uuid}


@objet(
    "clause:emploi_modifier", "clause:emploi_renouveler", "clause:emploi_terminer", "clause:emploi_profil", "clause:emploi_lot",
)  # fmt: skip
def emploi(pour: Pour) -> dict[str, object]:
    return {"uuid": get_emploi(pour).uuid}


@objet("clause:heures_corriger")
def ligne(pour: Pour) -> dict[str, object]:
    contrat = get_emploi(pour)
    found = LigneHeures.objects.filter(mise_emploi=contrat, annule=None).first()
    return {"uuid": (found or make_ligne(contrat, get_lot(pour), statut="validee")).uuid}
