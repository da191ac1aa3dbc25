"""What the facilitatrice compares: what the company says, what is noted here, what becomes of it, line by line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.clause.declaration import Controle, check, is_figee
from maillage.clause.models import LigneHeures, Releve
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE, StatutLigne, TypeHeures
from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.queries.heures import AValider, Rang, study_lignes
from maillage.clause.queries.releves import Cle, Feuille, read_feuille
from maillage.clause.rules.releves import Ouverture, find_ouverture

TONS = {
    StatutLigne.BROUILLON: ("neutre", "circle-dashed"), StatutLigne.DECLAREE: ("information", "circle-dot"),
    StatutLigne.VALIDEE: ("succes", "circle-check"), StatutLigne.REJETEE: ("attention", "ban"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ligne:
    """`dit`: as the company typed it; `notees`: what is noted here. `phrase`: what to look at."""

    emploi: Any
    libelle: str
    dit: str
    declarees: Decimal | None
    notees: Decimal | None
    ligne: LigneHeures | None
    phrase: str
    note: str = ""

    @property
    def is_ecart(self) -> bool:
        return self.declarees is not None and (self.declarees or None) != (self.notees or None)

    @property
    def classe(self) -> str:
        return f"badge ton-{TONS[StatutLigne(self.ligne.statut)][0]}" if self.ligne else ""

    @property
    def icone(self) -> str:
        return TONS[StatutLigne(self.ligne.statut)][1] if self.ligne else ""


@dataclass(frozen=True, slots=True)
class Examen:
    """`is_lisible`: the company has sent it, or can no more; until then its draft is its own."""

    releve: Releve
    lignes: list[Ligne]
    is_lisible: bool
    a_valider: list[UUID]
    a_verifier: bool
    total: Decimal

    @property
    def has_ecart(self) -> bool:
        return any(ligne.is_ecart and not is_figee(ligne.ligne) for ligne in self.lignes)


def study(releve: Releve, *, today: date) -> Examen:
    """Nine queries, whatever the people."""
    feuille = read_feuille(releve)
    is_lisible = is_brouillon_lisible(releve, today=today)
    controle = check(feuille, feuille.saisies, today=today) if is_lisible else Controle()
    waiting = [li for rang in feuille.rangs for li in rang.lignes.values() if li.statut == StatutLigne.DECLAREE]
    for rang in feuille.rangs:
        for ligne in rang.lignes.values():
            ligne.mise_emploi, ligne.lot = rang.emploi.mise_emploi, rang.emploi.lot  # already read
    studied = {one.ligne.pk: one for one in study_lignes(waiting)} if waiting else {}
    lignes = [
        _build(feuille, rang, type_heures, controle, studied, is_lisible=is_lisible)
        for rang in feuille.rangs
        for type_heures in TypeHeures
        if type_heures in rang.lignes or (is_lisible and feuille.saisies.get((rang.emploi.uuid, type_heures)))
    ]
    said = sum((ligne.declarees or Decimal(0) for ligne in lignes), Decimal(0))
    return Examen(
        releve, lignes, is_lisible, [li.uuid for li in waiting], any(one.jumelles for one in studied.values()), said
    )


def is_brouillon_lisible(releve: Releve, *, today: date) -> bool:
    if releve.etat in (EtatReleve.ENVOYE, EtatReleve.TRAITE):
        return True
    found = find_ouverture(EtatReleve(releve.etat), jusqu_au=releve.lien_jusqu_au, is_lot_suivi=True, today=today)
    return found is Ouverture.DEPASSE


def _build(
    feuille: Feuille,
    rang: Rang,
    type_heures: TypeHeures,
    controle: Controle,
    studied: dict[int, AValider],
    *,
    is_lisible: bool,
) -> Ligne:
    uuid = rang.emploi.uuid
    cle: Cle = (uuid, type_heures)
    ligne = rang.lignes.get(type_heures)
    dit = feuille.saisies.get(cle, "") if is_lisible else ""
    note = feuille.notes.get(uuid, "") if is_lisible and type_heures is TypeHeures.TRAVAIL else ""
    one = studied.get(ligne.pk) if ligne is not None else None
    phrase = controle.fautes.get(cle, "") if dit else ""
    if one is not None and not phrase:
        phrase = one.refus or one.examen.phrase or one.alerte
        if not phrase and one.jumelles:
            phrase = "Un autre contrat du même employeur porte des heures sur ce lot le même mois."
    return Ligne(
        rang.emploi, LIBELLES_TYPE[type_heures], dit, controle.heures.get(cle) if dit else None,
        rang.get_heures(type_heures), ligne, phrase, note,
    )  # fmt: skip
