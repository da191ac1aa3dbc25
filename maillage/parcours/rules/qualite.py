"""What is wrong or missing in one file, in sentences that say what to do (domaine 01 § 3.2, § 12, I-30)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.parcours.nomenclatures.etats import OUVERTS, EtatParcours
from maillage.parcours.nomenclatures.qualite import Anomalie
from maillage.parcours.rules.chronologie import Dates, check_etape, list_desordres
from maillage.parcours.rules.contrats import compute_echeance_signature
from maillage.parcours.rules.diagnostics import compute_echeance
from maillage.participants.rules.completude import Faits, Usage, compute_completude
from maillage.socle.typographie import lower_initiale, write_accord, write_date_courte

RANGS: dict[Anomalie, int] = {anomalie: rang for rang, anomalie in enumerate(Anomalie)}
# What is only recommended makes nobody’s file wrong.
USAGES = {
    Usage.FSE: (Anomalie.FSE, "Pour le FSE"),
    Usage.CONSOLIDATION: (Anomalie.CONSOLIDATION, "Pour la consolidation"),
}
MONTRES = 4  # missing answers told by their name


@dataclass(frozen=True, slots=True)
class Etape:
    intitule: str
    debut: date | None
    fin: date | None
    prevu_au: date | None
    is_en_cours: bool
    avant_entree: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one file. `manquantes`: names of the pieces that a proposed exit waits for."""

    etat: EtatParcours
    entree: date
    dates: Dates
    etapes: Sequence[Etape] = ()
    suspension_fin: date | None = None
    manquantes: Sequence[str] = ()
    diagnostic: date | None = None
    faits: Faits | None = None


@dataclass(frozen=True, slots=True)
class Constat:
    anomalie: Anomalie
    phrase: str


def list_constats(dossier: Dossier, *, on: date) -> list[Constat]:
    """The gravest first. `faits` None: the answers are not looked at (a file that is over)."""
    found = [
        *_list_chronologie(dossier),
        *_list_suspension(dossier, on=on),
        *_list_pieces(dossier),
        *_list_contrat(dossier, on=on),
        *_list_etapes(dossier, on=on),
        *_list_diagnostic(dossier, on=on),
        *_list_completude(dossier),
    ]
    return sorted(found, key=lambda constat: RANGS[constat.anomalie])


def _list_chronologie(dossier: Dossier) -> list[Constat]:
    said = list_desordres(dossier.dates)
    for etape in dossier.etapes:
        if etape.debut is None:
            continue
        refus = check_etape(
            debut=etape.debut, fin=etape.fin, entree=dossier.entree, sortie=dossier.dates.sortie,
            avant_entree=etape.avant_entree,
        )  # fmt: skip
        if refus:
            said.append(f"{etape.intitule} : {refus}")
    return [Constat(Anomalie.CHRONOLOGIE, phrase) for phrase in said]


def _list_suspension(dossier: Dossier, *, on: date) -> list[Constat]:
    if dossier.etat is not EtatParcours.SUSPENDU or dossier.suspension_fin is None or dossier.suspension_fin >= on:
        return []
    fin = write_date_courte(dossier.suspension_fin)
    return [Constat(Anomalie.SUSPENSION, f"Reprise prévue le {fin} : reprenez, prolongez ou proposez une sortie.")]


def _list_pieces(dossier: Dossier) -> list[Constat]:
    if dossier.etat is not EtatParcours.SORTIE_PROPOSEE or not dossier.manquantes:
        return []
    return [Constat(Anomalie.PIECES, f"La sortie proposée attend : {', '.join(dossier.manquantes)}.")]


def _list_contrat(dossier: Dossier, *, on: date) -> list[Constat]:
    """T8."""
    due = compute_echeance_signature(dossier.entree, on=on)
    if dossier.etat is not EtatParcours.A_DEMARRER or due >= on:
        return []
    return [
        Constat(Anomalie.CONTRAT, f"Contrat à signer avant le {write_date_courte(due)} : le parcours ne démarre pas.")
    ]


def _list_etapes(dossier: Dossier, *, on: date) -> list[Constat]:
    return [
        Constat(
            Anomalie.ETAPE, f"{e.intitule} devait finir le {write_date_courte(e.prevu_au)} : notez sa fin ou sa suite."
        )
        for e in dossier.etapes
        if e.is_en_cours and e.fin is None and e.prevu_au is not None and e.prevu_au < on
    ]


def _list_diagnostic(dossier: Dossier, *, on: date) -> list[Constat]:
    due = compute_echeance(None, entree=dossier.entree, on=on)
    if dossier.etat not in OUVERTS or dossier.diagnostic is not None or due >= on:
        return []
    return [Constat(Anomalie.DIAGNOSTIC, f"Diagnostic initial attendu à l’entrée, le {write_date_courte(due)}.")]


def _list_completude(dossier: Dossier) -> list[Constat]:
    if dossier.faits is None:
        return []
    found = []
    for etat in compute_completude(dossier.faits):
        if etat.usage in USAGES and not etat.is_complet:
            names = [lower_initiale(manque.libelle) for manque in etat.manquants]
            anomalie, usage = USAGES[etat.usage]
            rest = len(names) - MONTRES
            said = ", ".join(names[:MONTRES]) + (
                f" et {write_accord(rest, 'autre réponse', 'autres réponses')}" if rest > 0 else ""
            )
            found.append(Constat(anomalie, f"{usage}, manque : {said}."))
    return found


def count_par_nature(constats: Mapping[int, Sequence[Constat]]) -> dict[Anomalie, int]:
    """How many files each kind concerns: a file counts once in each."""
    return {
        anomalie: sum(any(c.anomalie is anomalie for c in found) for found in constats.values())
        for anomalie in Anomalie
    }


def find_debut_controle(on: date) -> date:
    """Files over since that day are still looked at: the year before is consolidated during this one."""
    return date(on.year - 1, 1, 1)
