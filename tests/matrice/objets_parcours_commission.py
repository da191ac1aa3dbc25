"""The objects of the matrix: commissions, the files put before them."""

from tests.matrice.objets import Pour, objet, valeurs
from tests.parcours.usine_commissions import make_commission, make_inscription

valeurs("parcours:commissions_export", format="csv")


@objet("parcours:commission", "parcours:commission_modifier", "parcours:commission_presents",
       "parcours:commission_releve", "parcours:commission_signer")  # fmt: skip
def commission(pour: Pour) -> dict[str, object]:
    return {"uuid": make_commission(pour.dispositif).uuid}


@objet("parcours:commission_inscrire")
def ordre_du_jour(pour: Pour) -> dict[str, object]:
    return {"uuid": make_commission(pour.dispositif).uuid, "objet": "entree"}


@objet("parcours:commission_decider", "parcours:commission_retirer")
def inscription(pour: Pour) -> dict[str, object]:
    return {"uuid": make_inscription(make_commission(pour.dispositif)).uuid}
