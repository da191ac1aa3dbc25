"""The objects of the matrix: operations, contacts, conventions, orders, texts, questions of a service."""

from maillage.clause.models import (
    AvenantDuLot,
    ContactDonneur,
    Convention,
    Information,
    Operation,
    Question,
    Redaction,
    RepereLocal,
    TrancheDuLot,
)
from tests.clause.usine import ENGAGE, make_donneur
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_clause import donneur, get_lot, marche

valeurs("clause:operations_export", format="csv")


@objet(
    "clause:lot_comparer", "clause:lot_ponderation", "clause:bon_ajouter", "clause:tranche_ajouter",
    "clause:avenant_ajouter", "clause:redaction_nouvelle",
)  # fmt: skip
def lot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_lot(pour).uuid}


@objet("clause:information_ajouter", "clause:question_ajouter")
def du_marche(pour: Pour) -> dict[str, object]:
    return dict(marche(pour))


@objet("clause:spaser")
def annee(pour: Pour) -> dict[str, object]:
    return {**donneur(pour), "annee": 2026}


@objet("clause:spaser_export")
def annee_exportee(pour: Pour) -> dict[str, object]:
    return {**annee(pour), "format": "csv"}


@objet("clause:operation", "clause:operation_modifier")
def operation(pour: Pour) -> dict[str, object]:
    rows = Operation.objects.filter(dispositif=pour.dispositif)
    found = rows.first() or Operation.objects.create(
        dispositif=pour.dispositif, intitule="Opération d’essai", maitre_ouvrage=make_donneur(pour.dispositif)
    )
    return {"uuid": found.uuid}


@objet("clause:contact_modifier", "clause:contact_effacer")
def contact(pour: Pour) -> dict[str, object]:
    found = ContactDonneur.objects.create(
        dispositif=pour.dispositif, donneur=make_donneur(pour.dispositif), nom="Essai", fonction="Achats",
        courriel="e@exemple.test", du=ENGAGE, modifie_le=ENGAGE,
    )  # fmt: skip
    return {"uuid": found.uuid}


@objet("clause:convention_modifier")
def convention(pour: Pour) -> dict[str, object]:
    found = Convention.objects.create(
        dispositif=pour.dispositif, donneur=make_donneur(pour.dispositif), objet="Essai", niveau="local", du=ENGAGE
    )
    return {"uuid": found.uuid}


@objet("clause:repere_modifier")
def repere(pour: Pour) -> dict[str, object]:
    found, _ = RepereLocal.objects.get_or_create(
        dispositif=pour.dispositif, secteur="Peinture", annee=2026, defaults={"cout_horaire": 30, "origine": "Essai"}
    )
    return {"uuid": found.uuid}


@objet("clause:tranche_affermir")
def tranche(pour: Pour) -> dict[str, object]:
    found, _ = TrancheDuLot.objects.get_or_create(
        dispositif=pour.dispositif, lot=get_lot(pour), intitule="Tranche d’essai", defaults={"heures": 10}
    )
    return {"uuid": found.uuid}


@objet("clause:avenant_trancher")
def avenant(pour: Pour) -> dict[str, object]:
    found, _ = AvenantDuLot.objects.get_or_create(
        dispositif=pour.dispositif, lot=get_lot(pour), numero="1",
        defaults={"notifie_le": ENGAGE, "delta_montant": 1, "effet": "fixe", "delta_heures": 1},
    )  # fmt: skip
    return {"uuid": found.uuid}


def make_redaction(pour: Pour) -> Redaction:
    found, _ = Redaction.objects.get_or_create(
        dispositif=pour.dispositif, lot=get_lot(pour), modele="execution",
        defaults={"version": 1, "titre": "Essai", "texte": "Pour {acheteur}.", "modifie_le": ENGAGE},
    )  # fmt: skip
    return found


@objet("clause:redaction", "clause:redaction_modifier")
def redaction(pour: Pour) -> dict[str, object]:
    return {"uuid": make_redaction(pour).uuid}


@objet("clause:redaction_export")
def redaction_exportee(pour: Pour) -> dict[str, object]:
    return {"uuid": make_redaction(pour).uuid, "format": "odt"}


@objet("clause:information_modifier")
def information(pour: Pour) -> dict[str, object]:
    found = Information.objects.create(
        dispositif=pour.dispositif, marche=get_lot(pour).marche, le=ENGAGE, moyen="courriel", destinataires="Tous",
        contenu="Essai",
    )  # fmt: skip
    return {"uuid": found.uuid}


@objet("clause:question_modifier")
def question(pour: Pour) -> dict[str, object]:
    found = Question.objects.create(
        dispositif=pour.dispositif, marche=get_lot(pour).marche, recue_le=ENGAGE, de="Essai", question="Combien ?"
    )
    return {"uuid": found.uuid}
