"""What can be done of each missing answer of the clause, and where. As many queries whatever the number of contracts."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from maillage.clause.models import Entreprise, MiseEmploi
from maillage.clause.queries.sorties import list_dues
from maillage.consolidation.direct.clause.variables import VARIABLES, Source, Variable
from maillage.consolidation.direct.metiers import Page
from maillage.consolidation.direct.nomenclatures import Etat
from maillage.participants.nomenclatures.identite import Sexe
from maillage.socle.acteur import Acteur

# Of two milestones of one contract, what can still be done of one comes first.
ORDRE_DES_JALONS = (Etat.A_COMPLETER, Etat.REFUS, Etat.FIGE)


def read_etats(
    acteur: Acteur, manquants: Mapping[str, Collection[int]], closes: Collection[int]
) -> dict[str, dict[int, Etat]]:
    """By variable, then by key. Nothing of the clause is fixed by the closing of a year."""
    contrats = _read_contrats(
        acteur, {cle for variable, cles in manquants.items() if not _is_d_entreprise(variable) for cle in cles}
    )
    entreprises = _read_miennes(
        acteur, {cle for variable, cles in manquants.items() if _is_d_entreprise(variable) for cle in cles}
    )
    jalons = _read_jalons(acteur) if Variable.SITUATION in manquants else {}
    found: dict[str, dict[int, Etat]] = {}
    for variable, cles in manquants.items():
        if _is_d_entreprise(variable):
            found[variable] = {cle: Etat.A_COMPLETER if cle in entreprises else Etat.FIGE for cle in cles}
        else:
            found[variable] = {cle: _find_etat(Variable(variable), cle, contrats, jalons) for cle in cles}
    return found


def _is_d_entreprise(variable: str) -> bool:
    return VARIABLES[Variable(variable)].cle != ""


def _read_contrats(acteur: Acteur, cles: Collection[int]) -> dict[int, tuple[bool, bool]]:
    """Of each that may be mended here: whether anything is known of the person, whether the employer is of the service."""
    rows = MiseEmploi.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None, pk__in=cles)
    champs = ("pk", "personne__sexe", "personne__date_naissance", "employeur__dispositif")
    return {
        pk: (sexe != Sexe.NON_RENSEIGNE or naissance is not None, employeur == acteur.dispositif)
        for pk, sexe, naissance, employeur in rows.values_list(*champs)
    }


def _read_miennes(acteur: Acteur, cles: Collection[int]) -> set[int]:
    return set(Entreprise.objects.filter(dispositif=acteur.dispositif, pk__in=cles).values_list("pk", flat=True))


def _read_jalons(acteur: Acteur) -> dict[int, Etat]:
    found: dict[int, Etat] = {}
    for due in list_dues(acteur, on=localdate()):
        if due.is_repondue:
            continue
        etat = Etat.A_COMPLETER if due.is_a_demander else Etat.REFUS if due.is_injoignable else Etat.FIGE
        known = found.setdefault(due.echeance.contrat, etat)
        found[due.echeance.contrat] = min(known, etat, key=ORDRE_DES_JALONS.index)
    return found


def _find_etat(
    variable: Variable, cle: int, contrats: Mapping[int, tuple[bool, bool]], jalons: Mapping[int, Etat]
) -> Etat:
    if cle not in contrats:
        return Etat.FIGE
    is_connue, is_employeur_ici = contrats[cle]
    match variable:
        case Variable.SITUATION:
            return jalons.get(cle, Etat.FIGE)
        case Variable.PROFIL if is_connue:
            return Etat.A_REPORTER
        case Variable.EMPLOYEUR if not is_employeur_ici:
            return Etat.FIGE
    return Etat.A_COMPLETER


PAGES: dict[Source, tuple[str, Callable[[Any], str]]] = {
    Source.ADRESSE: ("Ouvrir l’adresse", lambda row: reverse("clause:personne_adresse", args=[row.personne.uuid])),
    Source.CONTRAT: ("Ouvrir le contrat", lambda row: reverse("clause:emploi_modifier", args=[row.uuid])),
    Source.FIN: ("Dire la fin", lambda row: reverse("clause:emploi_terminer", args=[row.uuid])),
    Source.ENTREPRISE: ("Ouvrir l’entreprise", lambda row: reverse("clause:entreprise_modifier", args=[row.uuid])),
    Source.SORTIE: ("Noter la situation", lambda row: reverse("clause:sortie", args=[row.uuid, row.jalon])),
}


def find_page(variable: str, etat: Etat, row: Any) -> Page:
    source = Source(VARIABLES[Variable(variable)].source)
    if source is Source.PROFIL:
        if etat is Etat.A_REPORTER:
            return Page("Reprendre le profil", reverse("clause:emploi_profil", args=[row.uuid]))
        return Page("Ouvrir l’identité", reverse("clause:personne_identite", args=[row.personne.uuid]))
    if source is Source.STATUT:
        entreprise = row if variable == Variable.ENGAGEE else row.employeur
        return Page("Dire son statut", reverse("clause:entreprise_statut", args=[entreprise.uuid]))
    libelle, write_url = PAGES[source]
    return Page(libelle, write_url(row))
