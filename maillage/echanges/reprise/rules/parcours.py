"""The model « parcours »: when each began, with whom, and how it ended."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules import cellules as c
from maillage.echanges.reprise.rules.colonnes import Colonne, Gabarit, Genre
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.parcours.rules.chronologie import Dates, list_desordres

SORTIES = {code: type.libelle for code, type in TYPES.items()}

GABARIT_COLONNES = (
    Colonne("identifiant", "Identifiant d’origine", "Le numéro du parcours dans l’ancien logiciel.",
            c.read_identifiant, obligatoire=True, exemple="EXEMPLE-P1",
            synonymes=("id", "id parcours", "numero de parcours", "numero")),
    Colonne("personne", "Identifiant de la personne", "Celui du fichier « personnes » déjà repris.",
            c.read_identifiant, obligatoire=True, exemple="EXEMPLE-1",
            synonymes=("id personne", "id participant", "participant", "identifiant participant")),
    Colonne("date_entree", "Date d’entrée", "", c.read_date, Genre.DATE, obligatoire=True, exemple=date(2025, 3, 3),
            synonymes=("entree", "debut", "date de debut", "entree plie")),
    Colonne("referent_nom", "Nom du référent", "Un référent inconnu ici est créé sans compte : il ne se connecte pas.",
            c.read_nom, obligatoire=True, exemple="Martin", synonymes=("referent",)),
    Colonne("referent_prenom", "Prénom du référent", "", c.read_nom, obligatoire=True, exemple="Dominique"),
    Colonne("date_signature", "Contrat signé le", "Le contrat d’engagement. Vide : le parcours reste à démarrer.",
            c.read_date, Genre.DATE, exemple=date(2025, 3, 10),
            synonymes=("signature", "date de signature", "date de signature du contrat")),
    Colonne("date_sortie", "Date de sortie", "Vide : le parcours est en cours.", c.read_date, Genre.DATE,
            exemple=date(2025, 11, 28), synonymes=("sortie", "fin", "date de fin", "sortie plie")),
    Colonne("type_sortie", "Type de sortie", "Obligatoire avec une date de sortie.", c.read_code(SORTIES), Genre.CODE,
            exemple="ED-CDI", synonymes=("motif de sortie", "type sortie", "motif sortie"), codes=SORTIES),
)  # fmt: skip


def check_parcours(valeurs: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    entree, signature, sortie = valeurs["date_entree"], valeurs.get("date_signature"), valeurs.get("date_sortie")
    for code, day in (("date_entree", entree), ("date_signature", signature), ("date_sortie", sortie)):
        if day is not None and day > today:
            yield code, "Cette date est à venir : on ne reprend que ce qui a eu lieu."
    # Domaine 01 § 3.2: the order of the dates is the same as for what is typed here.
    for desordre in list_desordres(Dates(entree=entree, signature=signature, sortie=sortie)):
        yield "date_signature" if "signature" in desordre else "date_sortie", f"{desordre} Vérifiez les deux dates."
    if signature is not None and sortie is not None and signature > sortie:
        yield "date_signature", "Le contrat serait signé après la sortie : vérifiez les deux dates."
    if sortie is not None and "type_sortie" not in valeurs:
        yield "type_sortie", "Le parcours est sorti : dites comment, avec un code de la liste."
    if sortie is None and "type_sortie" in valeurs:
        yield "date_sortie", "Un type de sortie est donné sans date : écrivez-la, ou videz le type."


def list_passages(valeurs: Mapping[str, Any]) -> list[tuple[str, str, date]]:
    """The states gone through, as (left, reached, day): the same path as a parcours kept here from its first day."""
    entree, signature, sortie = valeurs["date_entree"], valeurs.get("date_signature"), valeurs.get("date_sortie")
    passages: list[tuple[str, str, date]] = [("", EtatParcours.A_DEMARRER, entree)]
    if signature is not None:
        passages.append((EtatParcours.A_DEMARRER, EtatParcours.ACTIF, signature))
    if sortie is not None:
        fin = EtatParcours.SORTI_POSITIF if TYPES[valeurs["type_sortie"]].is_positive else EtatParcours.SORTI_SANS_SUITE
        passages.append((passages[-1][1], EtatParcours.SORTIE_PROPOSEE, sortie))
        passages.append((EtatParcours.SORTIE_PROPOSEE, fin, sortie))
    return passages


GABARIT = Gabarit(
    Nature.PARCOURS,
    "Quand chaque parcours a commencé, avec quel référent, et comment il s’est terminé. Reprenez d’abord les personnes.",
    GABARIT_COLONNES,
    check_parcours,
)
