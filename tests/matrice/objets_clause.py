"""The objects of the matrix: a market, its lot, a company on it, a donneur d'ordre."""

from django.utils import timezone

from maillage.clause import campagnes
from maillage.clause.actions.campagnes import TRAVAIL
from maillage.clause.models import (
    AvisSurPart,
    Bilan,
    DemandePartage,
    DonneurOrdre,
    Doublon,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    Lot,
    Marche,
    Repartition,
)
from maillage.socle.travaux.models import Travail
from tests.clause.usine import ENGAGE, make_lot, make_marche
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_validee import make_bilan
from tests.matrice.objets import Pour, objet, valeurs
from tests.usine import make_dispositif

valeurs("clause:marches_export", format="csv")


def get_lot(pour: Pour) -> Lot:
    found = Lot.objects.filter(dispositif=pour.dispositif, etat="repere").first()
    return found or make_lot(pour.dispositif)


@objet(
    "clause:lot", "clause:lot_clause", "clause:lot_entreprise", "clause:lot_engagement",
)  # fmt: skip
def lot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid}


@objet("clause:lot_passer")
def passage(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid, "vers": "diagnostique"}


@objet("clause:lot_entreprise_retirer")
def retrait(pour: Pour) -> dict[str, object]:
    lot = get_lot(pour)
    entreprise, _ = Entreprise.objects.get_or_create(dispositif=pour.dispositif, nom="Entreprise d’essai")
    EntrepriseDuLot.objects.get_or_create(
        dispositif=pour.dispositif, lot=lot, entreprise=entreprise, au=None,
        defaults={"role": "titulaire_unique", "du": ENGAGE},
    )  # fmt: skip
    return {"uuid": lot.uuid, "entreprise": entreprise.uuid}


@objet("clause:marche_modifier", "clause:lot_ajouter")
def marche(pour: Pour) -> dict[str, object]:
    found = Marche.objects.filter(dispositif=pour.dispositif).first() or make_marche(pour.dispositif)
    return {"uuid": found.uuid}


@objet("clause:donneur", "clause:donneur_modifier", "clause:contact_ajouter", "clause:convention_ajouter")
def donneur(pour: Pour) -> dict[str, object]:
    found = DonneurOrdre.objects.filter(dispositif=pour.dispositif).first() or make_marche(pour.dispositif).acheteur
    return {"uuid": found.uuid}


@objet(
    "clause:lot_partage", "clause:lot_inviter", "clause:lot_repartir", "clause:lot_transferer",
    "clause:lot_passer_la_main", "clause:lot_quitter", "clause:lot_avis", "clause:lot_faites",
)  # fmt: skip
def lot_partage(pour: Pour) -> dict[str, object]:
    found = get_lot(pour)
    Engagement.objects.get_or_create(
        dispositif=pour.dispositif, lot=found, numero=1, defaults={"du": ENGAGE, "heures": 1000}
    )
    return {"uuid": found.uuid}


@objet("clause:agreges", "clause:agrege_deposer")
def agreges(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid}


@objet("clause:agrege_modele")
def modele(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid, "format": "csv"}


@objet("clause:agrege_retirer")
def agrege(pour: Pour) -> dict[str, object]:
    return {"uuid": make_agrege(get_lot(pour), compte=pour.compte).uuid}


@objet("clause:lot_credit")
def credit(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid, "sens": "ceder"}


@objet("clause:lot_confirmer")
def a_confirmer(pour: Pour) -> dict[str, object]:
    found = make_lot(pour.dispositif)
    version = Engagement.objects.create(dispositif=pour.dispositif, lot=found, numero=1, du=ENGAGE, heures=1000)
    Repartition.objects.create(
        dispositif=pour.dispositif, lot=found, engagement=version, rang=1, methode="libre", origine="report", le=ENGAGE
    )
    return {"uuid": found.uuid}


@objet("clause:lot_contestation")
def contestation(pour: Pour) -> dict[str, object]:
    lot_partage(pour)
    found = get_lot(pour)
    row, _ = Repartition.objects.get_or_create(
        dispositif=pour.dispositif, lot=found, engagement=found.engagements.get(numero=1), rang=1,
        defaults={"methode": "libre", "origine": "pilote", "le": ENGAGE, "annoncee_le": ENGAGE},
    )  # fmt: skip
    said, _ = AvisSurPart.objects.get_or_create(
        dispositif=pour.dispositif, lot=found, repartition=row, structure=pour.dispositif,
        defaults={"avis": "contestation", "motif": "Trop", "le": ENGAGE},
    )  # fmt: skip
    return {"uuid": found.uuid, "avis": said.uuid}


@objet("clause:demande")
def demande(pour: Pour) -> dict[str, object]:
    found = get_lot(pour)
    row = DemandePartage.objects.filter(lot=found).first() or DemandePartage.objects.create(
        dispositif=pour.dispositif, lot=found, nature="invitation", de=make_dispositif(), vers=pour.dispositif,
        objet="École", role="participante", demandee_le=ENGAGE,
    )  # fmt: skip
    return {"uuid": row.uuid}


@objet("clause:lot_doublon")
def doublon(pour: Pour) -> dict[str, object]:
    found = get_lot(pour)
    row, _ = Doublon.objects.get_or_create(
        dispositif=pour.dispositif, lot=found, mois=ENGAGE.replace(day=1), pseudonyme="Participant 7F3A",
        defaults={"vu_le": ENGAGE},
    )  # fmt: skip
    return {"uuid": found.uuid, "doublon": row.uuid}


valeurs("clause:bilans_export", format="csv")


def get_bilan(pour: Pour) -> Bilan:
    found = Bilan.objects.filter(dispositif=pour.dispositif, transmis_le=None).first()
    return found or make_bilan(pour.dispositif)


@objet(
    "clause:bilan",
    "clause:bilan_comparer",
    "clause:bilan_commentaire",
    "clause:bilan_transmettre",
    "clause:bilan_refaire",
)
def bilan(pour: Pour) -> dict[str, object]:
    return {"uuid": get_bilan(pour).uuid}


@objet("clause:bilan_fichier")
def fichier(pour: Pour) -> dict[str, object]:
    return {"uuid": get_bilan(pour).uuid, "lecteur": "diffusion", "format": "xlsx"}


@objet("clause:campagne_archive")
def campagne(pour: Pour) -> dict[str, object]:
    """A job of the service, over, with its file."""
    travail, _ = Travail.objects.get_or_create(
        dispositif=pour.dispositif, code=TRAVAIL,
        defaults={"etat": "fini", "cree_le": timezone.now(), "parametres": {"annee": 2025, "perimetre": "lot"}},
    )  # fmt: skip
    campagnes.write(campagnes.find_archive(travail.uuid), b"PK")
    return {"travail": travail.uuid}
