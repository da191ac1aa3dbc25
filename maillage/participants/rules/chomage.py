"""How long a person has been out of work: three definitions side by side, computed, never typed (domaine 01 § 5.6)."""

from dataclasses import dataclass
from datetime import date

from maillage.participants.nomenclatures.situation import EN_RECHERCHE, CategorieInscription, SituationEmploi
from maillage.participants.parametres import AGE_JEUNE, CLD_FSE, CLD_FSE_JEUNE, DELD, DETLD
from maillage.socle.dates import add_months, count_months

VERSION = "2026-1"
INSCRIPTION, SANS_CATEGORIE, DERNIER_EMPLOI = "inscription", "inscription_sans_categorie", "dernier_emploi"
METHODES = {
    INSCRIPTION: "depuis la date d’inscription à France Travail",
    SANS_CATEGORIE: "depuis la date d’inscription à France Travail, catégorie non renseignée (A, B ou C supposée)",
    DERNIER_EMPLOI: "depuis la fin du dernier emploi, sans inscription",
}
SANS_REPONSE = frozenset({None, SituationEmploi.AUTRE})  # says neither yes nor no
SANS_TRAVAIL = frozenset(
    {
        SituationEmploi.DEMANDEUR_EMPLOI, SituationEmploi.SANS_EMPLOI_NON_INSCRIT, SituationEmploi.INACTIF,
        SituationEmploi.AUTRE,
    }
)  # fmt: skip
# D: not available; E: in work. What the FSE makes of F and G, no text read tells.
HORS_CHOMAGE = frozenset({CategorieInscription.D, CategorieInscription.E})


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
    """None: what is known does not tell. `methode`: the date the answer comes from, a key of `METHODES`."""

    deld: bool | None
    detld: bool | None
    cld_fse: bool | None
    mois_sans_emploi: int | None
    methode: str
    version: str = VERSION

    @property
    def libelle_methode(self) -> str:
        return METHODES.get(self.methode, "")


def compute_durees(faits: Faits, *, on: date) -> Durees:
    """The three flags on a day, and the whole months without work.

    Source: Consolidation des PLIE (DELD: inscription A, B ou C depuis douze mois); code du travail R. 5132-1-7 (24 mois);
    règlement FSE+, annexe I (plus de douze mois, plus de six avant 25 ans).
    """
    since, methode = _find_debut(faits)
    if since is not None and since > on:
        since, methode = None, ""
    if since is None:
        deld, cld = _answer_without_date(faits)
        return Durees(deld, deld, cld, _count_sans_emploi(faits, None, on), methode)
    return Durees(
        deld=add_months(since, DELD.get(on=on).valeur) <= on,
        detld=add_months(since, DETLD.get(on=on).valeur) <= on,
        cld_fse=_is_cld(since, _age(faits.date_naissance, on), on),
        mois_sans_emploi=_count_sans_emploi(faits, since, on),
        methode=methode,
    )


def find_deld(faits: Faits, *, on: date) -> date | None:
    """The day, past or to come, from which « deld » holds if nothing changes; None when no date tells."""
    since, _ = _find_debut(faits)
    return add_months(since, DELD.get(on=on).valeur) if since else None


def find_sans_emploi(faits: Faits) -> date | None:
    """Since when without work: the end of the last job when it is known, else the date that gives the flags."""
    if faits.emploi is not None and faits.emploi not in SANS_TRAVAIL:
        return None
    return faits.dernier_emploi_fin or _find_debut(faits)[0]


def _find_debut(faits: Faits) -> tuple[date | None, str]:
    if faits.emploi in SANS_REPONSE | {SituationEmploi.DEMANDEUR_EMPLOI} and faits.inscrit_le:
        if faits.categorie is None:
            return faits.inscrit_le, SANS_CATEGORIE
        return (faits.inscrit_le, INSCRIPTION) if faits.categorie in EN_RECHERCHE else (None, "")
    is_declare = faits.emploi is SituationEmploi.SANS_EMPLOI_NON_INSCRIT and faits.inclut_non_inscrits
    if is_declare and faits.dernier_emploi_fin:
        return faits.dernier_emploi_fin, DERNIER_EMPLOI
    return None, ""


def _answer_without_date(faits: Faits) -> tuple[bool | None, bool | None]:
    """DELD and CLD-FSE: no for whoever is known to be elsewhere, else not known."""
    if faits.emploi is SituationEmploi.SANS_EMPLOI_NON_INSCRIT:
        return (None, None) if faits.inclut_non_inscrits else (False, None)
    if faits.emploi not in SANS_REPONSE | {SituationEmploi.DEMANDEUR_EMPLOI}:
        return False, False
    if faits.categorie is None or faits.categorie in EN_RECHERCHE:
        return None, None
    return False, False if faits.categorie in HORS_CHOMAGE else None


def _count_sans_emploi(faits: Faits, since: date | None, on: date) -> int | None:
    """From the end of the last job when it is known, else from the date that gave the flags; nobody in work has any."""
    if faits.emploi is not None and faits.emploi not in SANS_TRAVAIL:
        return None
    start = faits.dernier_emploi_fin or since
    return count_months(start, on) if start and start <= on else None


def _is_cld(since: date, age: int | None, on: date) -> bool | None:
    """« More than »: the anniversary itself is not enough. Unknown age: only what holds at any age."""
    past_long = add_months(since, CLD_FSE.get(on=on).valeur) < on
    past_short = add_months(since, CLD_FSE_JEUNE.get(on=on).valeur) < on
    if age is None:
        return past_long if past_long == past_short else None
    return past_short if age < AGE_JEUNE.get(on=on).valeur else past_long


def _age(born: date | None, on: date) -> int | None:
    return None if born is None else count_months(born, on) // 12
