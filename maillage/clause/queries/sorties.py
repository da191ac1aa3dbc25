"""Whom to ask what she became, who was asked, and what the rates are counted on: constant numbers of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.clause.models import MiseEmploi, SuiviSortie
from maillage.clause.nomenclatures.suivi import Jalon, SituationSortie
from maillage.clause.rules.sorties import Contrat, Echeance, Issue, is_demandable, is_depasse, list_echeances
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Due:
    """One milestone of one person; `suivi`: what was tried or answered, None while nothing was."""

    echeance: Echeance
    suivi: SuiviSortie | None
    is_depassee: bool

    @property
    def is_repondue(self) -> bool:
        return self.suivi is not None and self.suivi.is_repondu

    @property
    def is_injoignable(self) -> bool:
        return self.suivi is not None and self.suivi.situation == SituationSortie.INJOIGNABLE

    @property
    def is_a_demander(self) -> bool:
        """Nobody knows yet, and an answer would still count."""
        return not (self.is_repondue or self.is_injoignable or self.is_depassee)

    @property
    def etat(self) -> str:
        if self.is_repondue:
            return "repondue"
        if self.is_injoignable:
            return "injoignable"
        return "depassee" if self.is_depassee else "a_demander"

    @property
    def issue(self) -> Issue:
        suivi = self.suivi
        situation = SituationSortie(suivi.situation) if suivi and suivi.situation else None
        return Issue(self.echeance.prevu_le, situation, suivi.demande_le if suivi else None)


def list_dues(acteur: Acteur, *, on: date) -> list[Due]:
    """Every milestone that may be asked of the persons of the dispositif, archived ones included: a cohort is a cohort."""
    contrats: dict[int, list[Contrat]] = defaultdict(list)
    rows = MiseEmploi.objects.filter(dispositif=acteur.dispositif)
    for pk, personne, debut, reelle, prevue in rows.values_list("pk", "personne", "debut", "fin_reelle", "fin_prevue"):
        contrats[personne].append(Contrat(pk, debut, reelle or prevue))
    suivis = {(s.mise_emploi_id, s.jalon): s for s in SuiviSortie.objects.filter(dispositif=acteur.dispositif)}
    found = [
        Due(echeance, suivis.get((echeance.contrat, echeance.jalon)), is_depasse(echeance, on=on))
        for of in contrats.values()
        for echeance in list_echeances(of, on=on)
        if is_demandable(echeance, on=on)
    ]
    return sorted(found, key=lambda due: (due.echeance.prevu_le, due.echeance.contrat))


def group_by_contrat(dues: list[Due]) -> Mapping[int, Due]:
    """The milestone that a contract is at: the first still to ask, else the last."""
    found: dict[int, Due] = {}
    for due in dues:
        known = found.get(due.echeance.contrat)
        if known is None or not known.is_a_demander:
            found[due.echeance.contrat] = due
    return found


def find_due(acteur: Acteur, emploi: UUID, jalon: int, *, on: date) -> tuple[MiseEmploi, Due]:
    """Raises MiseEmploi.DoesNotExist when the contract, or its milestone, is not one to ask."""
    rows = MiseEmploi.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None)
    found = rows.select_related("personne", "employeur").get(uuid=emploi)
    contrats = [
        Contrat(pk, debut, reelle or prevue)
        for pk, debut, reelle, prevue in MiseEmploi.objects.filter(personne=found.personne).values_list(
            "pk", "debut", "fin_reelle", "fin_prevue"
        )
    ]
    for echeance in list_echeances(contrats, on=on):
        if (echeance.contrat, echeance.jalon) == (found.pk, jalon) and is_demandable(echeance, on=on):
            suivi = SuiviSortie.objects.filter(mise_emploi=found, jalon=jalon).first()
            return found, Due(echeance, suivi, is_depasse(echeance, on=on))
    raise MiseEmploi.DoesNotExist


def list_rappels(acteur: Acteur) -> list[SuiviSortie]:
    """Who asked to be called, and was not yet."""
    rows = SuiviSortie.objects.filter(
        dispositif=acteur.dispositif, a_rappeler=True, rappelee_le=None, personne__archivee_le=None
    )
    return list(rows.select_related("personne", "mise_emploi").order_by("demande_le", "pk"))


def count_a_demander(acteur: Acteur, *, on: date) -> dict[Jalon, int]:
    found = dict.fromkeys(Jalon, 0)
    for due in list_dues(acteur, on=on):
        found[due.echeance.jalon] += due.is_a_demander
    return found
