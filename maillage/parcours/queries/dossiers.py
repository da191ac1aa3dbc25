"""Files within an acteur's reach, and the lots of rows that the page of one file is made of."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Count, DateField, QuerySet, UUIDField, Window

from maillage.parcours.lecture import Lot, Vue
from maillage.parcours.models import (
    Affectation,
    Contrat,
    Diagnostic,
    Emploi,
    Entretien,
    FreinEvalue,
    Justificatif,
    Objectif,
    Parcours,
    Passage,
    Photo,
    PointDeSuivi,
    Positionnement,
    Sortie,
    Suspension,
)
from maillage.parcours.portee import build_portee, keep_reach
from maillage.parcours.queries import contrats, diagnostics, etapes, personne, referents, sorties, suivi
from maillage.participants.models import Adresse, Projet, Recherche, Situation, SituationSensible
from maillage.participants.queries import personnes
from maillage.socle.acteur import Acteur
from maillage.socle.preparees import Preparee
from maillage.socle.roles import Role

ETAPES_MONTREES = 10
EVENEMENTS = 8
EVENEMENTS_LUS = 2 * EVENEMENTS  # those of one day are never cut in two


def get_parcours(acteur: Acteur, uuid: UUID, *, on: date) -> Parcours:
    """With its person and référent; raises DoesNotExist, for what is out of reach as for what is not."""
    if acteur.role in DOSSIERS:
        rows = DOSSIERS[acteur.role].read(compte=acteur.compte, dispositif=acteur.dispositif, on=on, uuid=uuid)
    else:
        rows = list(_select(acteur, uuid, on=on))
    if not rows:
        raise Parcours.DoesNotExist
    found: Parcours = rows[0]
    keep_reach(acteur, found)
    return found


def _select(acteur: Acteur, uuid: Any, *, on: Any) -> QuerySet[Any]:
    rows = Parcours.objects.filter(build_portee(acteur, on=on), uuid=uuid)
    return rows.select_related("personne", "referent", "dispositif")


def _prepare(role: Role) -> Preparee:
    return Preparee(
        lambda compte, dispositif, on, uuid: _select(
            Acteur(compte=compte, dispositif=dispositif, role=role), uuid, on=on
        ),
        compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField(), uuid=UUIDField(),
    )  # fmt: skip


# Asked by every page of a file. The reach of the other roles reckons with the day before it reaches the base.
DOSSIERS: dict[str, Preparee] = {role: _prepare(role) for role in (Role.REFERENT, Role.COORDINATEUR, Role.DIRECTEUR)}


def _select_etapes(vue: Vue) -> QuerySet[Any]:
    """The first ones, each with how many there are (`total`)."""
    rows = etapes.list_du_dossier(vue.acteur, vue.parcours, on=vue.on)
    return rows.annotate(total=Window(Count("pk")))[:ETAPES_MONTREES]


CONTACTS = Lot[Entretien]("contacts", lambda vue: suivi.select_contacts(vue.parcours, avant=vue.avant)[:EVENEMENTS_LUS])
PASSAGES = Lot[Passage]("passages", lambda vue: suivi.select_passages(vue.parcours, avant=vue.avant)[:EVENEMENTS_LUS])
ETAPES = Lot[Positionnement]("etapes", _select_etapes)
CONTRATS = Lot[Contrat]("contrats", lambda vue: contrats.select_contrats(vue.parcours))
DIAGNOSTICS = Lot[Diagnostic]("diagnostics", lambda vue: diagnostics.select_diagnostics(vue.parcours).only("le"))
FREINS = Lot[FreinEvalue](
    "freins", lambda vue: diagnostics.select_freins(vue.parcours, sensibles=False).defer("commentaire_scelle")
)
OBJECTIFS = Lot[Objectif]("objectifs", lambda vue: diagnostics.select_objectifs(vue.parcours))
ADRESSE = Lot[Adresse]("adresse", lambda vue: personnes.select_adresses(vue.parcours.personne, on=vue.on)[:1])
SITUATION = Lot[Situation]("situation", lambda vue: personnes.select_situations(vue.parcours.personne, on=vue.on)[:1])
SENSIBLE = Lot[SituationSensible](
    "sensible", lambda vue: personnes.select_sensibles(vue.parcours.personne, on=vue.on)[:1]
)
PHOTO = Lot[Photo]("photo", lambda vue: personne.select_photos(vue.parcours)[:1])
RECHERCHE = Lot[Recherche]("recherche", lambda vue: personne.select_recherches(vue.parcours.personne, on=vue.on)[:1])
PROJETS = Lot[Projet]("projets", lambda vue: personne.select_projets(vue.parcours.personne))
EMPLOIS = Lot[Emploi]("emplois", lambda vue: sorties.select_emplois(vue.parcours))
POINTS = Lot[PointDeSuivi]("points", lambda vue: sorties.select_points(vue.parcours).select_related("suivi"))
SORTIES = Lot[Sortie]("sorties", lambda vue: sorties.select_sorties(vue.parcours))
SUSPENSIONS = Lot[Suspension]("suspensions", lambda vue: sorties.select_suspensions(vue.parcours)[:1])
PIECES = Lot[Justificatif]("pieces", lambda vue: sorties.select_pieces(vue.parcours))
AFFECTATIONS = Lot[Affectation]("affectations", lambda vue: referents.list_affectations(vue.parcours))
