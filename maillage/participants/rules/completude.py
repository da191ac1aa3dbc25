"""What a file still lacks, and for whom: one table, read by the bars, the forms and the exports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maillage.participants.nomenclatures.identite import Nationalite, Qpv, Reponse, Sexe
from maillage.participants.nomenclatures.situation import Permis, SituationEmploi


class Usage(StrEnum):
    FSE = "fse"
    CONSOLIDATION = "consolidation"
    RECOMMANDE = "recommande"


LIBELLES_USAGE = {
    Usage.FSE: "Fonds social européen",
    Usage.CONSOLIDATION: "Consolidation nationale",
    Usage.RECOMMANDE: "Recommandé pour l’accompagnement",
}
STATUTS = {Usage.FSE: "FSE", Usage.CONSOLIDATION: "consolidation", Usage.RECOMMANDE: "recommandé"}


class Page(StrEnum):
    """The form that holds the field."""

    IDENTITE = "identite"
    ADRESSE = "adresse"
    SITUATION = "situation"
    SENSIBLE = "sensible"
    RECHERCHE = "recherche"


Faits = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attendu:
    """`si`: asked only then. `inconnus`: values that say nothing, as empty ones and « ne sait pas » always do.

    A refusal is an answer (R-43).
    """

    champ: str
    libelle: str
    page: Page
    usages: frozenset[Usage]
    si: Callable[[Faits], bool] = lambda faits: True
    inconnus: frozenset[str] = frozenset()

    @property
    def statut(self) -> str:
        """« FSE, consolidation »."""
        return ", ".join(STATUTS[usage] for usage in Usage if usage in self.usages)


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
R = frozenset({Usage.RECOMMANDE})


def _is(champ: str, *values: str) -> Callable[[Faits], bool]:
    return lambda faits: faits.get(champ) in values


def _sans(champ: str, value: str) -> Callable[[Faits], bool]:
    return lambda faits: faits.get(champ) != value


DEMANDEUR = SituationEmploi.DEMANDEUR_EMPLOI

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
    Attendu("categorie", "Catégorie d’inscription", Page.SITUATION, C, _is("emploi", DEMANDEUR)),
    Attendu("inscrit_le", "Date d’inscription", Page.SITUATION, TOUS, _is("emploi", DEMANDEUR)),
    Attendu("brsa", "Bénéficiaire du RSA", Page.SITUATION, TOUS),
    Attendu("brsa_qualite", "À quel titre bénéficiaire du RSA", Page.SITUATION, C, _is("brsa", Reponse.OUI)),
    Attendu("diplome", "Niveau du plus haut diplôme", Page.SITUATION, TOUS),
    Attendu("niveau", "Niveau de formation atteint", Page.SITUATION, C),
    Attendu("parent_isole", "Parent isolé", Page.SITUATION, F),
    Attendu("menage_sans_emploi", "Ménage sans emploi", Page.SITUATION, F),
    Attendu("boeth", "Handicap", Page.SENSIBLE, TOUS),
    Attendu("logement", "Logement", Page.SENSIBLE, F),
    Attendu("origine_etrangere", "Origine étrangère", Page.SENSIBLE, F),
    Attendu("canal", "Moyen de contact préféré", Page.IDENTITE, R),
    Attendu("titre_type", "Titre de séjour", Page.IDENTITE, R, _is("nationalite", Nationalite.HORS_UE)),
    Attendu("france_travail", "Identifiant France Travail", Page.IDENTITE, R, _is("emploi", DEMANDEUR)),
    Attendu("indemnisation", "Indemnisation", Page.SITUATION, R),
    Attendu("dernier_emploi_fin", "Fin du dernier emploi", Page.SITUATION, R, _sans("jamais_travaille", Reponse.OUI)),
    Attendu("rsa_ouvert_le", "RSA ouvert le", Page.SITUATION, R, _is("brsa", Reponse.OUI)),
    Attendu("rsa_attestation_le", "Attestation RSA", Page.SITUATION, R, _is("brsa", Reponse.OUI)),
    Attendu("famille", "Situation familiale", Page.SITUATION, R),
    Attendu("enfants", "Enfants à charge", Page.SITUATION, R),
    Attendu(
        "enfants_naissances", "Années de naissance des enfants", Page.SITUATION, R, lambda f: bool(f.get("enfants"))
    ),
    Attendu("garde", "Solution de garde", Page.SITUATION, R, lambda f: bool(f.get("enfants_moins_3"))),
    Attendu("permis", "Permis de conduire", Page.SITUATION, R),
    Attendu("permis_categories", "Catégories du permis", Page.SITUATION, R, _is("permis", Permis.VALIDE)),
    Attendu("vehicule", "Véhicule", Page.SITUATION, R),
    Attendu("transports", "Transports en commun", Page.SITUATION, R),
    Attendu("oral", "Français oral", Page.SITUATION, R),
    Attendu("ecrit", "Français écrit", Page.SITUATION, R),
    Attendu("autonomie_numerique", "Autonomie numérique", Page.SITUATION, R),
    Attendu("pret_emploi", "Prêt à l’emploi", Page.RECHERCHE, R),
    Attendu("disponible_le", "Disponibilité", Page.RECHERCHE, R),
)
PAR_CHAMP = {attendu.champ: attendu for attendu in ATTENDUS}


def is_connu(attendu: Attendu, faits: Faits) -> bool:
    value = faits.get(attendu.champ)
    if isinstance(value, list):
        return bool(value)
    if value is False or value is None:  # not « in »: zero is an answer
        return False
    return value not in ("", Reponse.NE_SAIT_PAS) and value not in attendu.inconnus


def compute_completude(faits: Faits) -> list[Etat]:
    """One state per usage; what is not asked of this person does not count."""
    etats = []
    for usage in Usage:
        asked = [a for a in ATTENDUS if usage in a.usages and a.si(faits)]
        missing = tuple(a for a in asked if not is_connu(a, faits))
        etats.append(Etat(usage, len(asked) - len(missing), len(asked), missing))
    return etats
