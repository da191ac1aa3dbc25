"""The objects of the matrix: diagnostics, objectives and contracts of the file of whoever follows it."""

from datetime import date

from maillage.parcours.models import Contrat, Diagnostic, Objectif, Orientation
from maillage.parcours.nomenclatures.accompagnement import MomentDiagnostic
from tests.matrice.objets import Pour, objet
from tests.matrice.objets_parcours import make_dossier
from tests.parcours.usine_diagnostics import make_orientation

JOUR = date(2026, 11, 25)


@objet(
    "parcours:diagnostics", "parcours:diagnostic_etablir", "parcours:objectif_ajouter", "parcours:contrats",
    "parcours:contrat_etablir", "parcours:contrat_ce",
)  # fmt: skip
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


@objet("parcours:document")
def document(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid, "code": "attestation"}


@objet("parcours:diagnostic")
def diagnostic(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    made, _ = Diagnostic.objects.get_or_create(
        dispositif=pour.dispositif, parcours=parcours, rang=1,
        defaults={"moment": MomentDiagnostic.INITIAL, "le": JOUR},
    )  # fmt: skip
    return {"uuid": made.uuid}


@objet("parcours:objectif_modifier")
def objectif(pour: Pour) -> dict[str, object]:
    made, _ = Objectif.objects.get_or_create(
        dispositif=pour.dispositif, parcours=make_dossier(pour), defaults={"du": JOUR}
    )
    made.intitule = "Passer le permis"
    made.save(update_fields=["intitule_scelle"])
    return {"uuid": made.uuid}


@objet("parcours:orientation_diagnostic", "parcours:orientation_fiche")
def orientation(pour: Pour) -> dict[str, object]:
    found = Orientation.objects.filter(dispositif=pour.dispositif, date_prescription=JOUR).first()
    made = found or make_orientation(pour.dispositif, le=JOUR)
    return {"uuid": made.uuid}


@objet("parcours:contrat", "parcours:contrat_signer", "parcours:contrat_pdf", "parcours:contrat_joindre")
def contrat(pour: Pour) -> dict[str, object]:
    made, _ = Contrat.objects.get_or_create(
        dispositif=pour.dispositif, parcours=make_dossier(pour), rang=1, defaults={"du": JOUR, "frequence_jours": 31}
    )
    return {"uuid": made.uuid}
