"""How long a person has been out of work: three definitions side by side, computed, never typed (domaine 01 § 5.6)."""

from dataclasses import dataclass
from datetime import date

from maillage.participants.nomenclatures.situation import EN_RECHERCHE, CategorieInscription, SituationEmploi
from maillage.socle.dates import add_months, count_months

VERSION = "2026-1"
MOIS_DELD, MOIS_DETLD = 12, 24
AGE_JEUNE = 25
MOIS_CLD_JEUNE, MOIS_CLD = 6, 12  # [nv] annexe I du règlement FSE+ : « plus de », de date à date


@dataclass(frozen=True, slots=True)
class Faits:
    """What is known on the day. `inclut_non_inscrits`: parameter of the dispositif, off by default."""

    emploi: SituationEmploi | None = None
    categorie: CategorieInscription | None = None
    inscrit_le: date | None = None
    dernier_emploi_fin: date | None = None
    date_naissance: date | None = None
    inclut_non_inscrits: bool = False


@dataclass(frozen=True, slots=True)
class Durees:
    """None: what is known does not tell. `methode`: the date the answer comes from."""

    deld: bool | None
    detld: bool | None
    cld_fse: bool | None
    mois_sans_emploi: int | None
    methode: str
    version: str = VERSION


def compute_durees(faits: Faits, *, on: date) -> Durees:
    """The three flags on a day.

    Source: Consolidation des PLIE (DELD: inscription A, B ou C depuis douze mois); code du travail R. 5132-1-7 (24 mois);
    règlement FSE+, annexe I (plus de douze mois, plus de six avant 25 ans).
    """
    since, methode = _find_debut(faits)
    if since is not None and since > on:
        since, methode = None, ""
    is_known_otherwise = faits.emploi is not None and faits.emploi not in (
        SituationEmploi.DEMANDEUR_EMPLOI,
        SituationEmploi.SANS_EMPLOI_NON_INSCRIT,
    )
    if since is None:
        answer = False if is_known_otherwise else None
        return Durees(answer, answer, answer, None, methode)
    age = _age(faits.date_naissance, on)
    return Durees(
        deld=add_months(since, MOIS_DELD) <= on,
        detld=add_months(since, MOIS_DETLD) <= on,
        cld_fse=_is_cld(since, age, on),
        mois_sans_emploi=count_months(since, on),
        methode=methode,
    )


def _find_debut(faits: Faits) -> tuple[date | None, str]:
    if faits.emploi is SituationEmploi.DEMANDEUR_EMPLOI or faits.emploi is None:
        if faits.inscrit_le and (faits.categorie is None or faits.categorie in EN_RECHERCHE):
            return faits.inscrit_le, "inscription"
    elif faits.emploi is not SituationEmploi.SANS_EMPLOI_NON_INSCRIT:
        return None, ""
    if faits.inclut_non_inscrits and faits.dernier_emploi_fin:
        return faits.dernier_emploi_fin, "dernier_emploi"
    return None, ""


def _is_cld(since: date, age: int | None, on: date) -> bool | None:
    """« More than »: the anniversary itself is not enough. Unknown age: true past twelve months, else unknown."""
    past_long = add_months(since, MOIS_CLD) < on
    if age is None:
        return True if past_long else None
    return add_months(since, MOIS_CLD_JEUNE) < on if age < AGE_JEUNE else past_long


def _age(born: date | None, on: date) -> int | None:
    return None if born is None else count_months(born, on) // 12
