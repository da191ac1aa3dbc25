"""What a file still lacks for the FSE and for the consolidation: one table, read by the bar and by the exports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maillage.participants.nomenclatures.identite import Nationalite, Qpv, Reponse, Sexe
from maillage.participants.nomenclatures.situation import SituationEmploi


class Usage(StrEnum):
    FSE = "fse"
    CONSOLIDATION = "consolidation"


LIBELLES_USAGE = {Usage.FSE: "Fonds social européen", Usage.CONSOLIDATION: "Consolidation nationale"}


class Page(StrEnum):
    """The form that holds the field."""

    IDENTITE = "identite"
    ADRESSE = "adresse"
    SITUATION = "situation"
    SENSIBLE = "sensible"


Faits = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attendu:
    """`si`: asked only then. `inconnus`: values that say nothing; empty ones always do. A refusal is an answer (R-43)."""

    champ: str
    libelle: str
    page: Page
    usages: frozenset[Usage]
    si: Callable[[Faits], bool] = lambda faits: True
    inconnus: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Etat:
    """How far one usage is served."""

    usage: Usage
    connus: int
    attendus: int
    manquants: tuple[Attendu, ...]

    @property
    def libelle(self) -> str:
        return LIBELLES_USAGE[self.usage]

    @property
    def is_complet(self) -> bool:
        return not self.manquants


F, C = frozenset({Usage.FSE}), frozenset({Usage.CONSOLIDATION})
TOUS = F | C


def _is(champ: str, *values: str) -> Callable[[Faits], bool]:
    return lambda faits: faits.get(champ) in values


ATTENDUS: tuple[Attendu, ...] = (
    Attendu("sexe", "Sexe", Page.IDENTITE, TOUS, inconnus=frozenset({Sexe.NON_RENSEIGNE})),
    Attendu("date_naissance", "Date de naissance", Page.IDENTITE, TOUS),
    Attendu("nationalite", "Nationalité", Page.IDENTITE, F),
    Attendu(
        "titre_travail", "Titre autorisant à travailler", Page.IDENTITE, F, _is("nationalite", Nationalite.HORS_UE)
    ),
    Attendu("titre_echeance", "Fin du titre de séjour", Page.IDENTITE, F, _is("titre_travail", Reponse.OUI)),
    Attendu("joignable", "Un téléphone ou un courriel", Page.IDENTITE, F),
    Attendu("commune", "Commune de résidence", Page.ADRESSE, TOUS),
    Attendu("qpv", "Quartier prioritaire", Page.ADRESSE, TOUS, inconnus=frozenset({Qpv.INDETERMINE})),
    Attendu("emploi", "Situation d’emploi", Page.SITUATION, TOUS),
    Attendu("categorie", "Catégorie d’inscription", Page.SITUATION, C, _is("emploi", SituationEmploi.DEMANDEUR_EMPLOI)),
    Attendu("inscrit_le", "Date d’inscription", Page.SITUATION, TOUS, _is("emploi", SituationEmploi.DEMANDEUR_EMPLOI)),
    Attendu("brsa", "Bénéficiaire du RSA", Page.SITUATION, TOUS),
    Attendu("brsa_qualite", "À quel titre bénéficiaire du RSA", Page.SITUATION, C, _is("brsa", Reponse.OUI)),
    Attendu("diplome", "Niveau du plus haut diplôme", Page.SITUATION, TOUS),
    Attendu("niveau", "Niveau de formation atteint", Page.SITUATION, C),
    Attendu("parent_isole", "Parent isolé", Page.SITUATION, F),
    Attendu("menage_sans_emploi", "Ménage sans emploi", Page.SITUATION, F),
    Attendu("boeth", "Handicap", Page.SENSIBLE, TOUS),
    Attendu("logement", "Logement", Page.SENSIBLE, F),
    Attendu("origine_etrangere", "Origine étrangère", Page.SENSIBLE, F),
)


def is_connu(attendu: Attendu, faits: Faits) -> bool:
    value = faits.get(attendu.champ)
    return value not in (None, "", [], False) and value not in attendu.inconnus


def compute_completude(faits: Faits) -> list[Etat]:
    """One state per usage; what is not asked of this person does not count."""
    etats = []
    for usage in Usage:
        asked = [a for a in ATTENDUS if usage in a.usages and a.si(faits)]
        missing = tuple(a for a in asked if not is_connu(a, faits))
        etats.append(Etat(usage, len(asked) - len(missing), len(asked), missing))
    return etats
