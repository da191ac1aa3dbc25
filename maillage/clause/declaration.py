"""What a company types of a month: read, checked line by line, each refusal a sentence it can act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.clause.actions.heures import Case, check_cases
from maillage.clause.models import LigneHeures
from maillage.clause.nomenclatures.heures import SourceLigne, StatutLigne, TypeHeures
from maillage.clause.queries.heures import Rang, list_types
from maillage.clause.queries.personnes import read_contrat
from maillage.clause.queries.releves import Cle, Feuille
from maillage.clause.rules.releves import write_mois
from maillage.clause.rules.saisies import HeuresIllisibles, read_heures
from maillage.clause.rules.validations import examine

ZERO = Decimal(0)


@dataclass(slots=True)
class Controle:
    """`fautes` stop the sending, `alertes` do not: each by cell. `heures`: what could be read."""

    heures: dict[Cle, Decimal | None] = field(default_factory=dict)
    fautes: dict[Cle, str] = field(default_factory=dict)
    alertes: dict[Cle, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum((h for h in self.heures.values() if h is not None and h > 0), ZERO)

    @property
    def personnes(self) -> int:
        return len({uuid for (uuid, _), heures in self.heures.items() if heures})


def list_cases(rang: Rang) -> list[TypeHeures]:
    """The cells the company may fill: not those the facilitateur has already validated."""
    return [t for t in list_types([rang.emploi.lot]) if not is_figee(rang.lignes.get(t))]


def is_figee(ligne: LigneHeures | None) -> bool:
    return ligne is not None and ligne.is_figee


def is_sienne(ligne: LigneHeures | None) -> bool:
    """Nothing is noted yet, or only what the company itself sent: it may write there again."""
    return ligne is None or (ligne.source == SourceLigne.ENTREPRISE and ligne.statut != StatutLigne.VALIDEE)


def check(feuille: Feuille, typed: Mapping[Cle, str], *, today: date) -> Controle:
    """Everything at once, before anything is sent."""
    controle = Controle()
    for rang in feuille.rangs:
        _read_rang(feuille, rang, typed, controle)
    rangs = {rang.emploi.uuid: rang for rang in feuille.rangs}
    cases = build_cases(feuille.rangs, controle.heures)
    fautes, alertes = check_cases(rangs, cases, mois=feuille.releve.mois, today=today)
    for case in cases:
        if faute := fautes.get(case.cle):
            controle.fautes.setdefault(case.cle, faute)
        elif alerte := alertes.get(rangs[case.emploi].emploi.mise_emploi_id) or _check_eligibilite(
            feuille, rangs[case.emploi], case
        ):
            controle.alertes[case.cle] = alerte
    return controle


def _read_rang(feuille: Feuille, rang: Rang, typed: Mapping[Cle, str], controle: Controle) -> None:
    uuid = rang.emploi.uuid
    cases = list_cases(rang)
    for type_heures in cases:
        heures, faute = read_case(typed.get((uuid, type_heures), ""))
        controle.heures[uuid, type_heures] = heures
        if faute:
            controle.fautes[uuid, type_heures] = faute
    said = any(typed.get((uuid, t), "").strip() for t in cases)
    if cases and not said and not any(is_figee(ligne) for ligne in rang.lignes.values()):
        mois = write_mois(feuille.releve.mois)
        controle.fautes[uuid, cases[0]] = f"Écrivez ses heures, ou 0 si cette personne n’a pas travaillé en {mois}."


def read_case(texte: str) -> tuple[Decimal | None, str]:
    """The hours, or why they cannot be."""
    try:
        heures = read_heures(texte)
    except HeuresIllisibles as illisibles:
        return None, f"{illisibles} Écrivez par exemple 35 ou 35,5."
    if heures is not None and heures < 0:
        return None, "Des heures ne sont pas négatives : écrivez celles qui ont été faites."
    return heures, ""


def build_cases(rangs: Sequence[Rang], heures: Mapping[Cle, Decimal | None]) -> list[Case]:
    """Zero hours are said, not noted."""
    return [
        Case(rang.emploi.uuid, t, heures[rang.emploi.uuid, t] or None, rang.get_heures(t))
        for rang in rangs
        for t in list_cases(rang)
        if (rang.emploi.uuid, t) in heures
    ]


def _check_eligibilite(feuille: Feuille, rang: Rang, case: Case) -> str:
    """What the company may know: that these hours may not count, and until when; never why the person is eligible."""
    if not case.heures:
        return ""
    emploi = rang.emploi.mise_emploi
    droits = feuille.droits[emploi.personne_id]
    examen = examine(case.heures, mois=feuille.releve.mois, contrat=read_contrat(emploi), droits=droits)
    if examen.refus:
        return "L’éligibilité de cette personne est à vérifier : ces heures ne comptent pas encore. Appelez votre interlocuteur."
    if examen.is_hors:
        return "La période d’éligibilité de cette personne est finie : ces heures ne comptent pas. Appelez votre interlocuteur."
    return examen.phrase


def name_case(uuid: UUID, type_heures: TypeHeures) -> str:
    return f"h_{uuid.hex}_{type_heures}"


def name_note(uuid: UUID) -> str:
    return f"n_{uuid.hex}"
