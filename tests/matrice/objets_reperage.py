"""The objects of the matrix: a file of annonces, an annonce in each state, a lot to compare it with."""

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.echanges.reperage.models import Annonce, Fichier
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_clause import get_lot

valeurs("reperage:annonces_export", format="csv")
valeurs("reperage:deposer", source="decp")


def get_annonce(pour: Pour, etat: str = "a_qualifier") -> Annonce:
    suite = {"motif": "termine", "decidee_le": timezone.now()} if etat == "ecartee" else {}
    found, _ = Annonce.objects.get_or_create(
        dispositif=pour.dispositif, source="boamp", etat=etat, uid=f"essai-{etat}",
        defaults={"objet": "Annonce d’essai", "recue_le": localdate(), **suite},
    )  # fmt: skip
    return found


@objet("reperage:annonce", "reperage:retenir", "reperage:choisir_lot", "reperage:ecarter", "reperage:vue")
def annonce(pour: Pour) -> dict[str, object]:
    return {"uuid": get_annonce(pour).uuid}


@objet("reperage:rapprocher")
def rapprochement(pour: Pour) -> dict[str, object]:
    return {"uuid": get_annonce(pour).uuid, "lot": get_lot(pour).uuid}


@objet("reperage:rouvrir")
def ecartee(pour: Pour) -> dict[str, object]:
    return {"uuid": get_annonce(pour, "ecartee").uuid}


def get_fichier(pour: Pour) -> Fichier:
    found, _ = Fichier.objects.get_or_create(
        dispositif=pour.dispositif, source="decp", nom="essai.json", empreinte="essai", octets=1, etat="verse"
    )
    return found


@objet("reperage:fichier", "reperage:officiel", "reperage:retirer")
def fichier(pour: Pour) -> dict[str, object]:
    return {"uuid": get_fichier(pour).uuid}


@objet("reperage:releve")
def releve(pour: Pour) -> dict[str, object]:
    return {"uuid": get_fichier(pour).uuid, "format": "csv"}
