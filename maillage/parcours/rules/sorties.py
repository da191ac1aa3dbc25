"""What an exit needs, the year it belongs to, whether it may still be undone (domaine 01 § 3.2, 3.3, 11, 12)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from maillage.parcours.nomenclatures.sorties import TYPES, Classe, Piece, SousMotif, TypeSortie
from maillage.parcours.rules import parametres_sorties as p
from maillage.socle.dates import add_months

SIX_MOIS = frozenset({"ED-CDI", "ED-CDD", "ED-INT", "ED-FPT", "ED-ALT", "ED-AID", "ED-CRE"})
A_PRECISER = {
    "SS-REO": "Nommez le dispositif vers lequel la personne est orientée.",
    "SS-EXC": "Motivez la décision ; la personne en est informée et peut la contester.",
    "SS-AUT": "Dites pourquoi le parcours s’arrête.",
}


@dataclass(frozen=True, slots=True)
class Rappel:
    """One attempt to reach the person. `is_avertissement`: the warning letter."""

    le: date
    canal: str
    is_avertissement: bool = False


@dataclass(frozen=True, slots=True)
class Faits:
    """What is known of a parcours on the day its exit is proposed or decided."""

    entree: date
    le: date
    derniere_etape: date | None = None
    dernier_contact: date | None = None
    validation: date | None = None
    is_saison_tenue: bool = False
    is_ai_tenue: bool = False
    is_immatriculee: bool = False
    formation_debut: date | None = None
    formation_fin_prevue: date | None = None
    obtenue_le: date | None = None
    rappels: Sequence[Rappel] = ()
    sous_motif: str = ""
    precision: str = ""
    locale: str = ""
    duree_max_mois: int | None = None
    pieces: Collection[Piece] = field(default_factory=frozenset)


def list_refus(type: TypeSortie, faits: Faits, *, on: date) -> list[str]:
    """One sentence per condition that is not met; the pieces are another question."""
    refus = []
    if faits.le < faits.entree:
        refus.append(f"La sortie ({faits.le:%d/%m/%Y}) précède l’entrée ({faits.entree:%d/%m/%Y}).")
    if faits.le > on:
        refus.append(f"Le {faits.le:%d/%m/%Y} est dans le futur.")
    # A job counts on the day of its six months; the person may have begun something since.
    if type.classe is not Classe.EMPLOI_DURABLE and faits.derniere_etape and faits.derniere_etape > faits.le:
        refus.append(f"Une étape commence le {faits.derniere_etape:%d/%m/%Y}, après la sortie.")
    if type.code in A_PRECISER and not (faits.precision.strip() or faits.locale):
        refus.append(A_PRECISER[type.code])
    refus.extend(filter(None, (check_condition(type, faits, on=on),)))
    return refus


def check_condition(type: TypeSortie, faits: Faits, *, on: date) -> str | None:
    """The key condition of the type (domaine 01 § 11.1)."""
    if type.code == "AP" and not faits.locale:
        return "Choisissez une sortie de la liste locale : la coordination et la direction la tiennent."
    if type.code in SIX_MOIS and faits.validation is None:
        return "Les six mois d’emploi ne sont pas tenus sans interruption."
    if type.code == "ED-CRE" and not faits.is_immatriculee:
        return "Donnez le SIRET de l’activité créée : elle doit être immatriculée."
    if type.code == "ED-SAI" and not faits.is_saison_tenue:
        return f"Il faut {p.SAISON_MOIS.get(on=on).valeur} mois en emploi sur les douze derniers."
    if type.code == "ED-AI55" and not faits.is_ai_tenue:
        return f"Les quatre conditions ne sont pas réunies : {type.condition}."
    if type.code == "FQ-CERT" and faits.obtenue_le is None:
        return "La certification n’est pas encore obtenue : un échec ramène au parcours."
    if type.code == "FQ-LONG":
        return check_formation_longue(faits, on=on)
    if type.code == "SS-ABA":
        return check_abandon(faits, on=on)
    if type.code == "SS-DUR":
        limite = faits.duree_max_mois
        if limite is None:
            return "Ce dispositif n’a pas de durée maximale."
        if add_months(faits.entree, limite) > on:
            return f"Les {limite} mois ne sont pas écoulés."
    return None


def check_formation_longue(faits: Faits, *, on: date) -> str | None:
    debut, fin = faits.formation_debut, faits.formation_fin_prevue
    if debut is None or fin is None:
        return "Aucune formation n’est suivie avec ses dates."
    longue, tenue = p.FORMATION_MOIS.get(on=on).valeur, p.FORMATION_TENUE.get(on=on).valeur
    if fin <= add_months(debut, longue):
        return f"La formation ne dépasse pas {longue} mois : la certification est attendue."
    if compute_validation_formation(debut, on=on) > on:
        return f"Les {tenue} mois en formation ne sont pas révolus."
    return None


def compute_validation_formation(debut: date, *, on: date) -> date:
    return add_months(debut, p.FORMATION_TENUE.get(on=on).valeur)


def check_abandon(faits: Faits, *, on: date) -> str | None:
    """Told by the person: nothing else is asked. Lost: reminders of different kinds, a letter, and the time to answer.

    A contact held since begins everything again.
    """
    if faits.sous_motif == SousMotif.DECLARE:
        return None
    since = faits.dernier_contact or faits.entree
    rappels = [rappel for rappel in faits.rappels if since < rappel.le <= on]
    relances = [rappel for rappel in rappels if not rappel.is_avertissement]
    voulues, jours = p.RELANCES.get(on=on).valeur, p.RELANCES_JOURS.get(on=on).valeur
    if len({rappel.canal for rappel in relances}) < voulues:
        return f"Il faut au moins {voulues} relances par des moyens différents depuis le dernier contact."
    if (max(r.le for r in relances) - min(r.le for r in relances)).days < jours:
        return f"Les relances doivent couvrir au moins {jours} jours."
    letters = [rappel.le for rappel in rappels if rappel.is_avertissement]
    if not letters:
        return "Il manque le courrier d’avertissement."
    delai = p.REPONSE_JOURS.get(on=on).valeur
    if (fin := min(letters) + timedelta(days=delai)) > on:
        return f"La personne a jusqu’au {fin:%d/%m/%Y} pour répondre au courrier d’avertissement."
    return None


def list_manquantes(type: TypeSortie, presentes: Collection[Piece], *, sous_motif: str = "") -> list[Piece]:
    """The pieces still to bring; a person who says themselves that they stop needs no letter."""
    if type.code == "SS-ABA" and sous_motif == SousMotif.DECLARE:
        return []
    return [piece for piece in type.pieces if piece not in presentes]


def check_pieces(manquantes: Collection[Piece], derogation: str) -> str | None:
    if manquantes and not derogation.strip():
        return "Il manque des pièces : ajoutez-les, ou dites pourquoi la sortie est validée sans elles."
    return None


def compute_date_sortie(type: TypeSortie, *, validation: date | None, decidee: date, closes: Iterable[int]) -> date:
    """The accounting date. A job counts on the day its six months end, everything else on the day of the decision.

    In a year already closed nothing is added: the exit counts on the first day of the next year that is open.
    """
    jour = validation if type.classe is Classe.EMPLOI_DURABLE and validation else decidee
    shut = set(closes)
    while jour.year in shut:
        jour = date(jour.year + 1, 1, 1)
    return jour


def is_neutralisee(code: str) -> bool:
    return TYPES[code].is_neutralisee


def is_positive(code: str) -> bool:
    return TYPES[code].is_positive


def check_annulation(
    *, decidee_le: date, date_sortie: date, closes: Collection[int], has_suivant: bool, delai: int, on: date
) -> str | None:
    """T20: an error, soon enough (`delai`, in days), in a year not closed, and nothing built upon it."""
    if has_suivant:
        return "La personne a un nouveau parcours : cette sortie ne s’annule plus."
    if date_sortie.year in closes:
        return f"L’année {date_sortie.year} est close pour la consolidation : ouvrez un nouveau parcours."
    limite = decidee_le + timedelta(days=delai)
    if on > limite:
        return f"Une sortie s’annule jusqu’au {limite:%d/%m/%Y} : ouvrez un nouveau parcours."
    return None


def check_description(annees: Iterable[int], *, closes: Collection[int]) -> str | None:
    """Of a job: who employs, in what. `annees`: of the exits it gave, once decided; a closed year counts as it was."""
    shut = sorted(set(annees) & set(closes))
    if shut:
        return f"L’année {shut[0]} est close pour la consolidation : l’emploi de cette sortie ne change plus."
    return None


def check_reintegration(*, date_sortie: date, entree: date, carence: int) -> str | None:
    """T21: a new parcours, `carence` days after the exit at the earliest; what was acquired stays acquired."""
    if entree < (first := date_sortie + timedelta(days=carence)):
        return f"Un nouveau parcours s’ouvre à partir du {first:%d/%m/%Y}."
    return None


def check_suspension(*, du: date, fin_prevue: date, etapes_en_cours: int, on: date) -> str | None:
    """T10: not for longer than the parameter, no étape left open."""
    if du > on:
        return f"Le {du:%d/%m/%Y} est dans le futur : suspendez le jour venu."
    if fin_prevue <= du:
        return "La reprise prévue suit le début de la suspension."
    if fin_prevue > (limite := add_months(du, p.SUSPENSION_MOIS.get(on=on).valeur)):
        return f"Une suspension dure au plus jusqu’au {limite:%d/%m/%Y} ; elle se prolonge une fois."
    if etapes_en_cours:
        return "Une étape est en cours : terminez-la avant de suspendre le parcours."
    return None


def check_prolongation(*, fin_prevue: date, nouvelle_fin: date, is_prolongee: bool, on: date) -> str | None:
    if is_prolongee:
        return "Cette suspension a déjà été prolongée une fois : reprenez, ou proposez la sortie."
    if nouvelle_fin <= fin_prevue:
        return f"La nouvelle date suit le {fin_prevue:%d/%m/%Y}."
    if nouvelle_fin > (limite := add_months(fin_prevue, p.SUSPENSION_MOIS.get(on=on).valeur)):
        return f"La suspension se prolonge au plus jusqu’au {limite:%d/%m/%Y}."
    return None


def is_suspension_depassee(*, fin_prevue: date, on: date) -> bool:
    return on > fin_prevue


def check_cloture(annee: int, *, closes: Collection[int], on: date) -> str | None:
    if annee >= on.year:
        return f"L’année {annee} n’est pas finie : elle ne se clôt pas encore."
    if annee in closes:
        return f"L’année {annee} est déjà close."
    return None
