"""Makes orientations as they stand at each step of the way in; only the rows, no rule."""

from datetime import date
from itertools import count
from typing import Any

from maillage.parcours.models import Diagnostic, Orientation, Prescripteur
from maillage.parcours.nomenclatures.accompagnement import MomentDiagnostic
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import CanalArrivee, Critere, TypePrescripteur
from maillage.reseau.models import Dispositif
from tests.parcours.usine import make_personne, make_referent

TRANSMISE = date(2026, 11, 2)
_rang = count(1)


def make_prescripteur(dispositif: Dispositif, **values: Any) -> Prescripteur:
    defaults = {
        "type": TypePrescripteur.CCAS, "nom": f"CCAS d’essai {next(_rang)}", "courriel": "ccas@exemple.test",
        "du": date(2026, 1, 1),
    }  # fmt: skip
    return Prescripteur.objects.create(dispositif=dispositif, **defaults | values)


def make_orientation(
    dispositif: Dispositif, *, etat: EtatOrientation = EtatOrientation.TRANSMISE, diagnostic: bool = True, **values: Any
) -> Orientation:
    """Complete and transmitted; from RECEVABLE on, a person is known, from EN_ACCUEIL a référent and a diagnostic."""
    rang = next(_rang)
    defaults: dict[str, Any] = {
        "canal": CanalArrivee.INTERMEDIAIRE, "nom_naissance": f"Témoin {rang}", "prenoms": "Alix",
        "date_naissance": date(1985, 3, 1 + rang % 28), "telephone": "0100000000", "criteres": [Critere.BRSA.value],
        "consentement_le": TRANSMISE, "consentement_support": "gardee", "signee_prescripteur_le": TRANSMISE,
        "date_contact": TRANSMISE, "date_prescription": TRANSMISE,
    }  # fmt: skip
    if etat in (EtatOrientation.RECEVABLE, EtatOrientation.EN_ACCUEIL, EtatOrientation.PRESENTEE):
        defaults |= {"date_reception": TRANSMISE, "reponse_le": TRANSMISE}
        defaults["personne"] = values.pop("personne", None) or make_personne(dispositif)
    if etat in (EtatOrientation.EN_ACCUEIL, EtatOrientation.PRESENTEE):
        defaults["referent_accueil"] = values.pop("referent_accueil", None) or make_referent(dispositif)
    if etat == EtatOrientation.PRESENTEE:
        defaults["date_presentation"] = TRANSMISE
    prescripteur = values.pop("prescripteur", None) or make_prescripteur(dispositif)
    orientation = Orientation.objects.create(
        dispositif=dispositif, numero=rang, etat=etat, prescripteur=prescripteur, **defaults | values
    )
    if diagnostic and etat in (EtatOrientation.EN_ACCUEIL, EtatOrientation.PRESENTEE):
        write_diagnostic(orientation)
    return orientation


def write_diagnostic(orientation: Orientation, *, le: date = TRANSMISE) -> Diagnostic:
    return Diagnostic.objects.create(
        dispositif_id=orientation.dispositif_id, orientation=orientation, rang=1, moment=MomentDiagnostic.INITIAL, le=le
    )
