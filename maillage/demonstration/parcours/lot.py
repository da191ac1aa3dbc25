"""Rows gathered for one dispositif, then written together, tables in the order in which they refer to each other."""

import uuid
from collections import defaultdict
from random import Random
from typing import Any, TypeVar

from django.db.models import Model

from maillage.clause import models as clause
from maillage.demonstration.parcours.ecriture import write_rows
from maillage.parcours import models as parcours
from maillage.participants import models as participants
from maillage.reseau.models import Dispositif

M = TypeVar("M", bound=Model)
ORDRE: tuple[type[Model], ...] = (
    participants.Personne, participants.CleIdentite, participants.Adresse, participants.Situation,
    participants.SituationSensible, participants.Information, participants.Consentement, participants.Projet,
    participants.VersionProjet, participants.Recherche, participants.Experience,
    parcours.Referent, parcours.Quotite, parcours.Prescripteur, parcours.Commission, parcours.Membre,
    parcours.Action, parcours.Session, parcours.Parcours, parcours.Passage, parcours.Affectation, parcours.Photo,
    parcours.Orientation, parcours.ContactAccueil, parcours.Inscription, parcours.Positionnement, parcours.Emargement, parcours.Entretien,
    parcours.Note, parcours.Diagnostic, parcours.FreinEvalue, parcours.Objectif, parcours.Contrat, parcours.Emploi,
    parcours.SuiviEnEmploi, parcours.PointDeSuivi, parcours.SuiviEnFormation, parcours.Suspension, parcours.Sortie, parcours.Relance,
    parcours.Decouverte, parcours.Protocole, parcours.ObjectifProtocole, parcours.Gel,
    parcours.LecteurDeNotes, parcours.ReleveAlertes,
    clause.PosteFacilitateur, clause.DonneurOrdre, clause.Entreprise, clause.StatutEntreprise, clause.Marche, clause.Lot,
    clause.SuiviLot, clause.PassageLot, clause.DecisionDuLot, clause.EntrepriseDuLot, clause.Engagement, clause.AvenantDuLot,
    clause.PlanningPrevisionnel, clause.Penalite, clause.Eligibilite, clause.MiseEmploi, clause.EmploiDuLot,
    clause.LigneHeures, clause.SuiviSortie,
)  # fmt: skip
A_UN_NUMERO = {model: any(field.name == "uuid" for field in model._meta.get_fields()) for model in ORDRE}


class Lot:
    """The public numbers come from the seed: the same fiction has the same addresses."""

    def __init__(self, dispositif: Dispositif, graine: str) -> None:
        self.dispositif = dispositif
        self._rows: dict[type[Model], list[Any]] = defaultdict(list)
        self._numeros = Random(graine)  # noqa: S311  a seed is the point

    def add(self, model: type[M], *, scelle: dict[str, str] | None = None, **values: Any) -> M:
        if A_UN_NUMERO[model]:
            values["uuid"] = uuid.UUID(int=self._numeros.getrandbits(128), version=4)
        row: Any = model(dispositif=self.dispositif, **values)
        for name, text in (scelle or {}).items():
            setattr(row, name, text)
        self._rows[model].append(row)
        return row

    def draw_pseudonyme(self) -> str:
        return f"{self._numeros.getrandbits(64):016x}"

    def count(self, model: type[Model]) -> int:
        return len(self._rows[model])

    def write(self) -> int:
        """How many rows went to the database; the lot is empty afterwards."""
        written = 0
        for model in ORDRE:
            rows = self._rows.pop(model, [])
            if rows:
                write_rows(model, rows)
                written += len(rows)
        return written
