"""Addresses of what comes before and during a consultation."""

from django.urls import path

from maillage.clause.views import (
    calculs,
    consultations,
    donneurs,
    execution,
    marches,
    operations,
    redactions,
    spaser,
    tableau,
)

urlpatterns = [
    path("marches/tableau/", tableau.tableau, name="tableau"),
    path("operations/", operations.liste, name="operations"),
    path("operations/export.<slug:format>", operations.exporter, name="operations_export"),
    path("operations/nouvelle/", operations.nouvelle, name="operation_nouvelle"),
    path("operations/<uuid:uuid>/", operations.operation, name="operation"),
    path("operations/<uuid:uuid>/modifier/", operations.modifier, name="operation_modifier"),
    path("donneurs-d-ordre/<uuid:uuid>/", donneurs.donneur, name="donneur"),
    path("donneurs-d-ordre/<uuid:uuid>/modifier/", marches.donneur, name="donneur_modifier"),
    path("donneurs-d-ordre/<uuid:uuid>/contacts/ajouter/", donneurs.contact_ajouter, name="contact_ajouter"),
    path("donneurs-d-ordre/<uuid:uuid>/conventions/ajouter/", donneurs.convention_ajouter, name="convention_ajouter"),
    path("donneurs-d-ordre/<uuid:uuid>/achats-sociaux/<int:annee>/", spaser.spaser, name="spaser"),
    path(
        "donneurs-d-ordre/<uuid:uuid>/achats-sociaux/<int:annee>/export.<slug:format>", spaser.exporter,
        name="spaser_export",
    ),
    path("contacts-d-acheteurs/<uuid:uuid>/", donneurs.contact_modifier, name="contact_modifier"),
    path("contacts-d-acheteurs/<uuid:uuid>/effacer/", donneurs.contact_effacer, name="contact_effacer"),
    path("conventions-d-acheteurs/<uuid:uuid>/", donneurs.convention_modifier, name="convention_modifier"),
    path("reperes-de-calcul/", calculs.reperes, name="reperes"),
    path("reperes-de-calcul/nouveau/", calculs.repere_nouveau, name="repere_nouveau"),
    path("reperes-de-calcul/<uuid:uuid>/", calculs.repere_modifier, name="repere_modifier"),
    path("lots/<uuid:uuid>/comparer/", calculs.comparer, name="lot_comparer"),
    path("lots/<uuid:uuid>/ponderation/", consultations.ponderation, name="lot_ponderation"),
    path("lots/<uuid:uuid>/bons/ajouter/", execution.bon_ajouter, name="bon_ajouter"),
    path("lots/<uuid:uuid>/tranches/ajouter/", execution.tranche_ajouter, name="tranche_ajouter"),
    path("lots/<uuid:uuid>/avenants/ajouter/", execution.avenant_ajouter, name="avenant_ajouter"),
    path("lots/<uuid:uuid>/textes/nouveau/", redactions.nouvelle, name="redaction_nouvelle"),
    path("tranches/<uuid:uuid>/affermir/", execution.tranche_affermir, name="tranche_affermir"),
    path("avenants/<uuid:uuid>/trancher/", execution.avenant_trancher, name="avenant_trancher"),
    path("textes-de-clause/<uuid:uuid>/", redactions.redaction, name="redaction"),
    path("textes-de-clause/<uuid:uuid>/modifier/", redactions.modifier, name="redaction_modifier"),
    path("textes-de-clause/<uuid:uuid>/export.<slug:format>", redactions.exporter, name="redaction_export"),
    path("marches/<uuid:uuid>/informations/ajouter/", consultations.information_ajouter, name="information_ajouter"),
    path("marches/<uuid:uuid>/questions/ajouter/", consultations.question_ajouter, name="question_ajouter"),
    path("informations/<uuid:uuid>/", consultations.information_modifier, name="information_modifier"),
    path("questions-de-candidats/<uuid:uuid>/", consultations.question_modifier, name="question_modifier"),
]  # fmt: skip
