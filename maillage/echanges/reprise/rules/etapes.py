"""The model « étapes »: what each parcours was made of. Only what began: an étape still to come is proposed here."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules import cellules as c
from maillage.echanges.reprise.rules.colonnes import Colonne, Gabarit, Genre
from maillage.echanges.reprise.rules.personnes import MOTS_OUI
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_FINANCEMENT,
    LIBELLES_RESULTAT_ETAPE,
    TYPES,
    EtatPositionnement,
)

LIBELLES_TYPE = {code: type.libelle for code, type in TYPES.items()}
OUI_NON = {"oui": "Oui", "non": "Non"}

GABARIT_COLONNES = (
    Colonne("identifiant", "Identifiant d’origine", "Le numéro de l’étape dans l’ancien logiciel.",
            c.read_identifiant, obligatoire=True, exemple="EXEMPLE-E1",
            synonymes=("id", "id etape", "numero d etape", "numero")),
    Colonne("parcours", "Identifiant du parcours", "Celui du fichier « parcours » déjà repris.", c.read_identifiant,
            obligatoire=True, exemple="EXEMPLE-P1", synonymes=("id parcours", "parcours", "numero de parcours")),
    Colonne("type", "Type d’étape", "", c.read_code(LIBELLES_TYPE), Genre.CODE, obligatoire=True, exemple="FOR-QUA",
            synonymes=("type", "code etape"), codes=LIBELLES_TYPE),
    Colonne("intitule", "Intitulé", "", c.read_texte, obligatoire=True, exemple="Titre d’agent d’entretien",
            synonymes=("etape", "libelle", "nom de l etape", "action")),
    Colonne("operateur", "Opérateur", "Son nom dans l’annuaire. Inconnu : l’étape est reprise sans lui.", c.read_texte,
            exemple="Organisme d’exemple", synonymes=("organisme", "structure", "prestataire")),
    Colonne("financement", "Financement", "Vide : droit commun.", c.read_code(LIBELLES_FINANCEMENT), Genre.CODE,
            exemple="droit_commun", codes=LIBELLES_FINANCEMENT),
    Colonne("debut", "Commencée le", "", c.read_date, Genre.DATE, obligatoire=True, exemple=date(2025, 4, 1),
            synonymes=("debut", "date de debut")),
    Colonne("fin", "Finie le", "Vide : l’étape est en cours.", c.read_date, Genre.DATE, exemple=date(2025, 6, 30),
            synonymes=("fin", "date de fin")),
    Colonne("interrompue", "Interrompue", "Finie avant son terme.", c.read_code(OUI_NON, MOTS_OUI), Genre.CODE,
            exemple="non", synonymes=("abandon", "rupture"), codes=OUI_NON),
    Colonne("heures_realisees", "Heures réalisées", "", c.read_heures, Genre.HEURES, exemple=210,
            synonymes=("heures", "nombre d heures", "duree en heures")),
    Colonne("resultat", "Résultat", "", c.read_code(LIBELLES_RESULTAT_ETAPE), Genre.CODE, exemple="certification",
            codes=LIBELLES_RESULTAT_ETAPE),
    Colonne("avant_entree", "Commencée avant l’entrée", "« oui » si elle a servi de porte d’entrée.",
            c.read_code(OUI_NON, MOTS_OUI), Genre.CODE, exemple="non", codes=OUI_NON),
)  # fmt: skip


def check_etape(valeurs: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """What the parcours says of it is compared by `controle_suites`."""
    debut, fin = valeurs["debut"], valeurs.get("fin")
    if debut > today:
        yield "debut", "Cette étape est à venir : proposez-la dans le dossier plutôt que de la reprendre."
    if fin is not None and fin > today:
        yield "fin", "Cette date est à venir : laissez-la vide tant que l’étape est en cours."
    elif fin is not None and fin < debut:
        yield "fin", f"La fin précède le début ({debut:%d/%m/%Y}) : vérifiez les deux dates."
    if fin is None and valeurs.get("interrompue") == "oui":
        yield "fin", "L’étape est interrompue sans date de fin : écrivez-la."


def find_etat(valeurs: Mapping[str, Any]) -> EtatPositionnement:
    if valeurs.get("fin") is None:
        return EtatPositionnement.EN_COURS
    return EtatPositionnement.INTERROMPU if valeurs.get("interrompue") == "oui" else EtatPositionnement.TERMINE


GABARIT = Gabarit(
    Nature.ETAPES,
    "Les étapes commencées de chaque parcours. Reprenez d’abord les parcours. Les bilans ne sont pas repris.",
    GABARIT_COLONNES,
    check_etape,
)
