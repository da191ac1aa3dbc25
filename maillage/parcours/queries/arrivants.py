"""Somebody who arrives: who they may already be here, and what has happened to their orientation so far."""

from dataclasses import dataclass
from datetime import date

from maillage.parcours.models import Orientation, Parcours
from maillage.parcours.queries.orientations import list_proches
from maillage.participants.models import Personne
from maillage.participants.queries.personnes import list_candidats
from maillage.participants.rules import identite
from maillage.socle.typographie import write_date_courte


@dataclass(frozen=True, slots=True)
class Candidat:
    """`raisons`: why they may be the same, in words; `parcours`: the open one, if any."""

    personne: Personne
    rapprochement: identite.Rapprochement
    parcours: Parcours | None

    @property
    def titre(self) -> str:
        born = self.personne.date_naissance
        ne = f", né·e le {write_date_courte(born)}" if born else ""
        return f"C’est elle : {self.personne.nom_complet}{ne}, dossier n° {self.personne.numero}"


@dataclass(frozen=True, slots=True)
class Arrivant:
    candidats: list[Candidat]
    proches: list[tuple[Orientation, identite.Rapprochement]]


def read_arrivant(orientation: Orientation) -> Arrivant:
    found = list_candidats(orientation.dispositif_id, orientation)
    ouverts = {
        parcours.personne_id: parcours
        for parcours in Parcours.objects.filter(personne__in=[c.personne.pk for c in found])
        .ouverts()
        .select_related("referent")
    }
    candidats = [Candidat(c.personne, c.rapprochement, ouverts.get(c.personne.pk)) for c in found]
    return Arrivant(candidats, list_proches(orientation))


def find_personne(orientation: Orientation, choix: str) -> Personne | None:
    """The one a human chose among the candidates; None for somebody new."""
    if choix == "nouvelle":
        return None
    return Personne.objects.get(dispositif=orientation.dispositif_id, uuid=choix)


def list_dates(orientation: Orientation) -> list[tuple[str, date]]:
    """Every dated step, in the order in which they happen."""
    steps = (
        ("Premier contact", orientation.date_contact),
        ("Accord de la personne", orientation.consentement_le),
        ("Transmise", orientation.date_prescription),
        ("Complétée", orientation.complete_le),
        ("Reçue", orientation.date_reception),
        ("Premier rendez-vous", orientation.date_premier_rdv),
        ("Présentée", orientation.date_presentation),
        ("Commission", orientation.date_commission),
        ("Réponse donnée", orientation.reponse_le),
        ("Close", orientation.date_fin),
    )
    return [(nom, day) for nom, day in steps if day is not None]
