"""The objects of the matrix: commissions, the files put before them."""

from django.utils.timezone import localdate

from maillage.parcours.actions.referents import record_remplacement
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_parcours import make_dossier
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_commissions import make_commission, make_inscription
from tests.socle.pieces.fichiers import make_piece

valeurs("parcours:commissions_export", format="csv")


@objet("parcours:commission", "parcours:commission_modifier", "parcours:commission_presents",
       "parcours:commission_releve", "parcours:commission_releve_signe", "parcours:commission_signer")  # fmt: skip
def commission(pour: Pour) -> dict[str, object]:
    return {"uuid": make_commission(pour.dispositif).uuid}


@objet("parcours:commission_inscrire")
def ordre_du_jour(pour: Pour) -> dict[str, object]:
    return {"uuid": make_commission(pour.dispositif).uuid, "objet": "entree"}


@objet("parcours:commission_decider", "parcours:commission_retirer")
def inscription(pour: Pour) -> dict[str, object]:
    return {"uuid": make_inscription(make_commission(pour.dispositif)).uuid}


@objet("parcours:referent", "parcours:referent_temps", "parcours:referent_absence", "parcours:referent_depart")
def referent(pour: Pour) -> dict[str, object]:
    return {"uuid": make_referent(pour.dispositif).uuid}


@objet("parcours:remplacement_terminer")
def remplacement(pour: Pour) -> dict[str, object]:
    made = record_remplacement(
        by=make_coordinateur(pour.dispositif), absent=make_referent(pour.dispositif),
        remplacant=make_referent(pour.dispositif), du=localdate(), au=localdate(),
    )  # fmt: skip
    return {"uuid": made.uuid}


@objet("parcours:referent_changer", "parcours:fiche_de_relais")
def affectation(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


@objet("parcours:commission_releve_fichier")
def releve(pour: Pour) -> dict[str, object]:
    made = make_commission(pour.dispositif)
    made.releve_signe = make_piece(dispositif=pour.dispositif, compte=pour.compte, is_de_dossier=True)
    made.save()
    return {"uuid": made.uuid}
