"""Persons of the clause within an acteur's reach, what is decided of them, their contracts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from maillage.clause.models import Eligibilite, EmploiDuLot, Entreprise, LigneHeures, MiseEmploi
from maillage.clause.nomenclatures.eligibilites import Decision
from maillage.clause.nomenclatures.emplois import Profil, TypeContrat
from maillage.clause.rules.eligibilite import Fait
from maillage.clause.rules.emplois import Connu, compute_profil
from maillage.clause.rules.validations import Contrat, Droits, compute_droits
from maillage.parcours.queries.personne import build_faits
from maillage.participants.models import CleIdentite, Personne
from maillage.participants.nomenclatures.identite import Sexe
from maillage.participants.queries.personnes import find_adresse, find_sensible, find_situation
from maillage.participants.rules import chomage
from maillage.participants.rules.identite import Identite, list_cles_a_chercher, normalize, write_sons
from maillage.socle.acteur import Acteur
from maillage.socle.prefixes import find_suivant


def select_personnes(acteur: Acteur) -> QuerySet[Any]:
    """Those of the dispositif, with their last contract and decision; the archived ones are not found any more (R-23)."""
    last = Eligibilite.objects.filter(personne=OuterRef("pk")).order_by("-decidee_le", "-pk")
    contrats = MiseEmploi.objects.filter(personne=OuterRef("pk")).order_by()
    rows = Personne.objects.filter(dispositif=acteur.dispositif, archivee_le=None, anonymisee_le=None)
    return rows.annotate(
        decision=Subquery(last.values("decision")[:1]),
        premier=Subquery(contrats.values("personne").annotate(d=Min("debut")).values("d")[:1]),
        dernier=Subquery(contrats.values("personne").annotate(d=Max("debut")).values("d")[:1]),
        en_emploi=Exists(contrats.filter(fin_reelle=None)),
    )


def get_personne(acteur: Acteur, uuid: UUID) -> Personne:
    return Personne.objects.filter(dispositif=acteur.dispositif, archivee_le=None, anonymisee_le=None).get(uuid=uuid)


def search_personnes(rows: QuerySet[Any], texte: str) -> QuerySet[Any]:
    """Every word is one of their names, as it sounds, or begins one; or the number of the file."""
    mots = normalize(texte).split()
    if not mots:
        numeros = [int(mot) for mot in texte.split() if mot.isdecimal() and len(mot) < 9]
        return rows.filter(numero__in=numeros)
    for mot in mots:
        sons = write_sons(mot)
        found = Q(cle__in=list_cles_a_chercher(Identite(nom_naissance=mot)))
        for debut in (f"n:{sons}", f"p:{sons}"):
            found |= Q(cle__depuis=debut, cle__avant=find_suivant(debut))
        rows = rows.filter(Exists(CleIdentite.objects.filter(found, personne=OuterRef("pk"))))
    return rows


def list_eligibilites(personne: Personne) -> list[Eligibilite]:
    """The last decision first."""
    rows = Eligibilite.objects.filter(personne=personne).select_related("piece")
    return list(rows.order_by("-decidee_le", "-pk"))


def get_eligibilite(acteur: Acteur, uuid: UUID) -> Eligibilite:
    rows = Eligibilite.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None)
    return rows.select_related("piece", "personne").get(uuid=uuid)


def read_droits(personnes: Collection[int]) -> dict[int, Droits]:
    """Of many persons at once: two queries."""
    faits: dict[int, list[Fait]] = defaultdict(list)
    debuts: dict[int, list[date]] = defaultdict(list)
    decided = Eligibilite.objects.filter(personne__in=personnes)
    for personne, constat, decision, au in decided.values_list("personne", "constat", "decision", "prolongee_au"):
        faits[personne].append(Fait(constat, Decision(decision), au))
    for personne, debut in MiseEmploi.objects.filter(personne__in=personnes).values_list("personne", "debut"):
        debuts[personne].append(debut)
    return {personne: compute_droits(faits[personne], debuts[personne]) for personne in personnes}


def read_contrat(emploi: MiseEmploi) -> Contrat:
    return Contrat(TypeContrat(emploi.type_contrat), emploi.debut, emploi.fin)


def list_emplois(personne: Personne) -> list[MiseEmploi]:
    """The latest first, with the lots they serve."""
    rows = MiseEmploi.objects.filter(personne=personne).select_related("employeur", "entreprise_utilisatrice")
    return list(
        rows.prefetch_related("lots__lot__marche", "lots__entreprise", "renouvellements").order_by("-debut", "-pk")
    )


def get_emploi(acteur: Acteur, uuid: UUID) -> MiseEmploi:
    rows = MiseEmploi.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None)
    return rows.select_related("personne", "employeur", "entreprise_utilisatrice").get(uuid=uuid)


def list_lots(emploi: MiseEmploi) -> list[EmploiDuLot]:
    return list(
        EmploiDuLot.objects.filter(mise_emploi=emploi).select_related("lot__marche", "entreprise").order_by("pk")
    )


def list_lignes(personne: Personne) -> list[LigneHeures]:
    """Every line, the latest month first."""
    rows = LigneHeures.objects.filter(mise_emploi__personne=personne)
    rows = rows.select_related("mise_emploi__employeur", "lot__marche", "entreprise", "annule")
    return list(rows.order_by("-mois", "lot", "type", "pk"))


def find_dernier_mois(emploi: MiseEmploi) -> date | None:
    found: date | None = LigneHeures.objects.filter(mise_emploi=emploi).aggregate(mois=Max("mois"))["mois"]
    return found


def select_entreprises(acteur: Acteur) -> QuerySet[Any]:
    return Entreprise.objects.filter(dispositif=acteur.dispositif).order_by("nom", "pk")


@dataclass(frozen=True, slots=True)
class Su:
    """What is known of somebody on a day, as the page says it."""

    adresse: Any
    situation: Any
    profil: frozenset[Profil]


def read_connu(personne: Personne, *, on: date) -> Su:
    """Three queries."""
    adresse, situation = find_adresse(personne, on=on), find_situation(personne, on=on)
    sensible = find_sensible(personne, on=on)
    connu = Connu(
        sexe=Sexe(personne.sexe), naissance=personne.date_naissance,
        deld=chomage.compute_durees(build_faits(personne, situation, on=on), on=on).deld,
        brsa=situation.brsa if situation else "", niveau=situation.niveau if situation else None,
        qpv=adresse.qpv if adresse else "", boeth=str(sensible.reponses.get("boeth", "")) if sensible else "",
    )  # fmt: skip
    return Su(adresse, situation, compute_profil(connu, on=on))


def sum_heures(lignes: Iterable[LigneHeures]) -> dict[str, Any]:
    """By status; what corrects a line is counted with it."""
    found: dict[str, Any] = defaultdict(int)
    for ligne in lignes:
        found[ligne.statut] += ligne.heures_reelles
    return dict(found)
