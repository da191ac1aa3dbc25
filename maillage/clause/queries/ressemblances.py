"""Probable duplicates between structures: to each its own side, and what the other said; those confirmed count once (R9, R10)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from maillage.clause.cles_reseau import make_participant
from maillage.clause.models import MiseEmploi, Ressemblance
from maillage.clause.nomenclatures.ressemblances import LIBELLES_CONCLUSION, AvisRessemblance, Conclusion
from maillage.clause.rules.ressemblances import Fiche, conclude, group
from maillage.participants.models import Personne
from maillage.participants.rules.identite import Identite
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

SERVICE = "doublons probables entre structures : l’avis de l’autre, sans son dossier"


def read_participants(personnes: Iterable[Personne]) -> dict[int, str]:
    """By file, the key that counts: the network's, or that of those whom two structures said to be one. One query.

    In a service context, which alone reads both sides; elsewhere each file keeps its own key.
    """
    chefs = group(_list_confirmees())
    return {row.pk: f"rapproche:{chefs[row.pk]}" if row.pk in chefs else make_participant(row) for row in personnes}


def list_rapprochees(personnes: Collection[int]) -> set[int]:
    """The files that were said to be the same persons as these. One query."""
    chefs = group(_list_confirmees())
    wanted = {chefs[pk] for pk in personnes if pk in chefs}
    return {pk for pk, chef in chefs.items() if chef in wanted}


def _list_confirmees() -> list[tuple[int, int]]:
    paires: dict[UUID, list[int]] = defaultdict(list)
    rows = Ressemblance.objects.filter(avis=AvisRessemblance.MEME).values_list("paire", "personne").order_by("pk")
    for paire, personne in rows:
        paires[paire].append(personne)
    return [(both[0], both[1]) for both in paires.values() if len(both) == 2]


def list_fiches() -> list[Fiche]:
    """Everybody who has a contract of the clause, in every structure. In a service context; one query."""
    rows = Personne.objects.filter(pk__in=MiseEmploi.objects.values("personne"), anonymisee_le=None).order_by("pk")
    return [
        Fiche(
            row.pk, row.dispositif_id,
            Identite(row.nom_naissance, row.nom_usage, row.prenoms, row.date_naissance), str(row.sexe),
            make_participant(row),
        )
        for row in rows.iterator()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cote:
    """One's own side, what the other said, and what comes of both."""

    ressemblance: Ressemblance
    ailleurs: AvisRessemblance | None

    @property
    def conclusion(self) -> Conclusion:
        return conclude(self.ressemblance.dit, self.ailleurs)

    @property
    def libelle(self) -> str:
        return LIBELLES_CONCLUSION[self.conclusion]

    @property
    def is_a_dire(self) -> bool:
        return self.ressemblance.dit is None and self.conclusion is Conclusion.EN_ATTENTE


def list_cotes(acteur: Acteur) -> list[Cote]:
    """Those that wait for one's word first, the most alike first. Two queries."""
    rows = Ressemblance.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None)
    found = _read_cotes(list(rows.select_related("personne", "autre").order_by("-points", "pk")))
    return sorted(found, key=lambda cote: not cote.is_a_dire)


def get_cote(acteur: Acteur, uuid: UUID) -> Cote:
    rows = Ressemblance.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None)
    return _read_cotes([rows.select_related("personne", "autre").get(uuid=uuid)])[0]


def _read_cotes(rows: list[Ressemblance]) -> list[Cote]:
    with open_service(SERVICE):
        others = Ressemblance.objects.filter(paire__in=[row.paire for row in rows]).exclude(
            pk__in=[row.pk for row in rows]
        )
        said = {row.paire: row.dit for row in others}
    return [Cote(row, said.get(row.paire)) for row in rows]
