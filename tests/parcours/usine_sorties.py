"""Files on their way out: active, in a job, with an exit proposed."""

from datetime import date
from typing import Any

from maillage.parcours.actions.emplois import declare_emploi
from maillage.parcours.actions.justificatifs import record_justificatif
from maillage.parcours.actions.sorties import Proposition, propose_sortie, validate_sortie
from maillage.parcours.models import Emploi, Parcours, Passage, Positionnement, Referent, Sortie
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import ContratTravail
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from tests.parcours.usine import make_coordinateur, make_parcours
from tests.usine import make_acteur

EMBAUCHE = date(2026, 5, 20)
JOUR = date(2026, 11, 25)


def make_acteur_de(referent: Referent) -> Acteur:
    """The référent at work."""
    assert referent.compte is not None
    return make_acteur(habilitation=referent.compte.habilitations.get())


def make_actif(dispositif: Dispositif, **values: Any) -> Parcours:
    """As after the signature of the contract."""
    parcours = make_parcours(dispositif, **values)
    return set_etat(parcours, EtatParcours.ACTIF)


def set_etat(parcours: Parcours, etat: EtatParcours) -> Parcours:
    Passage.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, rang=parcours.passages.count() + 1, de=parcours.etat,
        vers=etat, le=parcours.date_entree,
    )  # fmt: skip
    parcours.etat = etat
    parcours.save()
    return parcours


def make_emploi(parcours: Parcours, *, by: Acteur | None = None, on: date | None = None, **values: Any) -> Emploi:
    """Declared on its first day, unless `on` says when."""
    fields: dict[str, Any] = {
        "contrat": ContratTravail.CDI,
        "employeur": "Verdier (fictif)",
        "debut": EMBAUCHE,
    } | values
    by = by or make_coordinateur(parcours.dispositif)
    row = declare_emploi(by=by, parcours=parcours, values=fields, today=on or fields["debut"])
    parcours.refresh_from_db()
    return row


def make_sortie_proposee(
    parcours: Parcours, type: str = "SS-DEM", *, on: date = JOUR, by: Acteur | None = None, **values: Any
) -> Sortie:
    by = by or make_coordinateur(parcours.dispositif)
    sortie = propose_sortie(by=by, parcours=parcours, demande=Proposition(type, **values), today=on)
    parcours.refresh_from_db()
    return sortie


def make_formation(parcours: Parcours, *, debut: date = EMBAUCHE) -> Positionnement:
    return Positionnement.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, type="FOR-QUA", intitule="Titre d’essai",
        propose_le=debut, debut=debut, etat=EtatPositionnement.EN_COURS,
    )  # fmt: skip


def add_pieces(by, parcours, *natures):
    for nature in natures:
        record_justificatif(by=by, parcours=parcours, nature=nature, le=JOUR, fichier=None, today=JOUR)


def validate(by, sortie, *, le=JOUR, derogation="pièces reçues sur papier"):
    return validate_sortie(by=by, sortie=sortie, le=le, motif="", derogation=derogation, today=JOUR)


def list_points(parcours):
    return list(parcours.suivis.get().points.order_by("rang").values_list("prevu_le", flat=True))
