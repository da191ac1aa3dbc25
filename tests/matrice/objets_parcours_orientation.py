"""The objects of the matrix: orientations written, orientations to study, prescripteurs, contacts outside."""

from datetime import date

from maillage.parcours.models import Decouverte, Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from tests.matrice.objets import Pour, objet, valeurs
from tests.parcours.usine import make_referent
from tests.parcours.usine_orientations import make_orientation, make_prescripteur
from tests.socle.pieces.fichiers import make_piece


@objet(
    "parcours:orientation",
    "parcours:orientation_modifier",
    "parcours:orientation_annuler",
    "parcours:orientation_fiche_signee",
    "parcours:orientation_a_signer",
)
def sienne(pour: Pour) -> dict[str, object]:
    rows = Orientation.objects.filter(dispositif=pour.dispositif, auteur=pour.compte.pk)
    found = rows.first() or make_orientation(
        pour.dispositif, etat=EtatOrientation.A_COMPLETER, auteur=pour.compte.pk, complement="La commune"
    )
    return {"uuid": found.uuid}


@objet("parcours:entree", "parcours:entree_fiche_signee")
def entree(pour: Pour) -> dict[str, object]:
    """Within reach of a référent too, who welcomes the person."""
    referent = make_referent(pour.dispositif, compte=pour.compte)
    rows = Orientation.objects.filter(dispositif=pour.dispositif, referent_accueil=referent)
    found = rows.first() or make_orientation(
        pour.dispositif, etat=EtatOrientation.EN_ACCUEIL, referent_accueil=referent
    )
    return {"uuid": found.uuid}


@objet("parcours:entree_fiche_fichier")
def fiche_signee(pour: Pour) -> dict[str, object]:
    referent = make_referent(pour.dispositif, compte=pour.compte)
    made = make_orientation(pour.dispositif, etat=EtatOrientation.EN_ACCUEIL, referent_accueil=referent)
    made.fiche_signee = make_piece(dispositif=pour.dispositif, compte=pour.compte, is_de_dossier=True)
    made.save()
    return {"uuid": made.uuid}


@objet("parcours:prescripteur", "parcours:prescripteur_lien", "parcours:prescripteur_lien_retirer")
def prescripteur(pour: Pour) -> dict[str, object]:
    return {"uuid": make_prescripteur(pour.dispositif).uuid}


@objet("parcours:decouverte_orienter")
def decouverte(pour: Pour) -> dict[str, object]:
    made, _ = Decouverte.objects.get_or_create(dispositif=pour.dispositif, le=date(2026, 11, 2), lieu="Marché")
    return {"uuid": made.uuid}


valeurs("parcours:orientations_export", format="csv")
valeurs("parcours:entrees_export", format="csv")
# The address keeps what it is given and leads on, whatever it is: the next page alone reads it.
valeurs("parcours:orienter_lien", jeton="essai")
