"""The model « personnes »: who they are, how to reach them, where they live, what was true of them on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules import cellules as c
from maillage.echanges.reprise.rules.colonnes import Colonne, Gabarit, Genre
from maillage.participants.nomenclatures import identite, situation

OUI_NON = identite.LIBELLES_REPONSE
MOTS_OUI = {"o": "oui", "1": "oui", "vrai": "oui", "x": "oui", "n": "non", "0": "non", "faux": "non"}
CATEGORIES = {categorie.value: categorie.value for categorie in situation.CategorieInscription}
ADRESSE = ("voie", "complement", "code_postal", "commune", "qpv")
SITUATION = (
    "emploi", "categorie", "inscrit_le", "dernier_emploi_fin", "brsa", "famille", "enfants", "parent_isole", "niveau",
    "diplome", "permis",
)  # fmt: skip
DATEES = (*ADRESSE, *SITUATION)


def _code(code: str, libelle: str, sens: str, codes: Mapping[Any, str], exemple: str, *synonymes: str) -> Colonne:
    mots = MOTS_OUI if codes is OUI_NON else SYNONYMES.get(code, {})
    return Colonne(
        code, libelle, sens, c.read_code(codes, mots), Genre.CODE, exemple=exemple, synonymes=synonymes, codes=codes
    )


SYNONYMES: dict[str, dict[str, str]] = {
    "sexe": {"feminin": "f", "masculin": "h", "m": "h", "1": "h", "2": "f"},
    "civilite": {"mr": "m", "m.": "m", "madame": "mme", "mlle": "mme"},
    "nationalite": {"france": "francaise", "fr": "francaise", "union europeenne": "ue", "etranger": "hors_ue"},
    "emploi": {"demandeur d emploi": "demandeur_emploi", "de": "demandeur_emploi"},
    "qpv": {"o": "oui", "n": "non", "1": "oui", "0": "non"},
}

GABARIT_COLONNES = (
    Colonne("identifiant", "Identifiant d’origine", "Le numéro de la personne dans l’ancien logiciel. Il relie les "
            "fichiers entre eux, et reconnaît une ligne déjà reprise.", c.read_identifiant, obligatoire=True,
            exemple="EXEMPLE-1", synonymes=("id", "numero", "numero de dossier", "id participant", "code participant")),
    _code("civilite", "Civilité", "", identite.LIBELLES_CIVILITE, "mme", "titre"),
    _code("sexe", "Sexe", "Vide : non renseigné.", identite.LIBELLES_SEXE, "f", "genre"),
    Colonne("nom_naissance", "Nom de naissance", "", c.read_nom, obligatoire=True, exemple="Exemple",
            synonymes=("nom", "nom de famille", "nom patronymique", "nom de jeune fille")),
    Colonne("nom_usage", "Nom d’usage", "S’il est différent.", c.read_nom, exemple="Modèle",
            synonymes=("nom marital", "nom d epouse")),
    Colonne("prenoms", "Prénoms", "", c.read_nom, obligatoire=True, exemple="Camille", synonymes=("prenom",)),
    Colonne("date_naissance", "Date de naissance", "", c.read_date, Genre.DATE, obligatoire=True,
            exemple=date(1984, 5, 17), synonymes=("ne le", "nee le", "naissance", "ddn")),
    _code("nationalite", "Nationalité", "La catégorie seulement, jamais le pays.", identite.LIBELLES_NATIONALITE,
          "francaise"),
    Colonne("france_travail", "Identifiant France Travail", "Gardé scellé.", c.read_identifiant, exemple="1234567A",
            synonymes=("identifiant pole emploi", "numero pole emploi", "ide", "numero france travail")),
    Colonne("telephone", "Téléphone", "", c.read_telephone, exemple="06 00 00 00 00",
            synonymes=("portable", "mobile", "tel", "telephone portable")),
    Colonne("courriel", "Courriel", "", c.read_courriel, exemple="camille@exemple.test",
            synonymes=("mail", "email", "e mail", "adresse mail")),
    Colonne("situation_au", "Situation au", "Le jour où l’adresse et la situation ci-après étaient vraies : le plus "
            "souvent celui de l’entrée. Obligatoire dès qu’une des colonnes suivantes est remplie.", c.read_date,
            Genre.DATE, exemple=date(2025, 3, 3), synonymes=("date de situation", "date de la situation")),
    Colonne("voie", "Numéro et voie", "", c.read_texte, exemple="1 rue de l’Exemple",
            synonymes=("adresse", "rue", "adresse 1")),
    Colonne("complement", "Complément d’adresse", "", c.read_texte, exemple="Bâtiment A", synonymes=("adresse 2",)),
    Colonne("code_postal", "Code postal", "", c.read_code_postal, exemple="59000", synonymes=("cp",)),
    Colonne("commune", "Commune", "Son nom, ou mieux son code Insee.", c.read_texte, exemple="59350",
            synonymes=("ville", "code insee", "commune insee", "localite")),
    _code("qpv", "Quartier prioritaire", "À cette adresse, ce jour-là.", identite.LIBELLES_QPV, "non",
          "qpv", "habitant qpv"),
    _code("emploi", "Situation d’emploi", "", situation.LIBELLES_EMPLOI, "demandeur_emploi", "statut", "situation"),
    _code("categorie", "Catégorie d’inscription", "À France Travail.", CATEGORIES, "A", "categorie de"),
    Colonne("inscrit_le", "Inscrit à France Travail le", "", c.read_date, Genre.DATE, exemple=date(2023, 9, 1),
            synonymes=("date d inscription", "inscription pole emploi")),
    Colonne("dernier_emploi_fin", "Fin du dernier emploi", "", c.read_date, Genre.DATE, exemple=date(2023, 7, 31)),
    _code("brsa", "Bénéficiaire du RSA", "", OUI_NON, "oui", "rsa", "brsa"),
    _code("famille", "Situation familiale", "", situation.LIBELLES_FAMILLE, "seule"),
    Colonne("enfants", "Enfants à charge", "", c.read_entier(range(21)), Genre.ENTIER, exemple=2,
            synonymes=("nombre d enfants", "nb enfants")),
    _code("parent_isole", "Parent isolé", "", OUI_NON, "oui", "famille monoparentale"),
    Colonne("niveau", "Niveau de formation", "Celui atteint. Un ancien niveau I est repris en 7, à vérifier.",
            c.read_niveau, Genre.NIVEAU, exemple="V bis", synonymes=("niveau", "niveau d etudes", "niveau scolaire")),
    Colonne("diplome", "Niveau du plus haut diplôme", "", c.read_niveau, Genre.NIVEAU, exemple=3,
            synonymes=("diplome obtenu", "diplome")),
    _code("permis", "Permis de conduire", "", situation.LIBELLES_PERMIS, "valide", "permis b"),
)  # fmt: skip


def check_personne(valeurs: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Between cells. Source of the bounds: those of the form of a person."""
    naissance, au = valeurs["date_naissance"], valeurs.get("situation_au")
    if naissance >= today:
        yield "date_naissance", "Cette date de naissance est à venir : vérifiez l’année."
    elif today.year - naissance.year > 110:
        yield "date_naissance", "Cette personne aurait plus de 110 ans : vérifiez l’année."
    if au is None:
        first = next((code for code in DATEES if code in valeurs), None)
        if first is not None:
            yield (
                "situation_au",
                (
                    "L’adresse ou la situation est remplie sans dire de quel jour : écrivez ici cette date, "
                    "le plus souvent celle de l’entrée."
                ),
            )
        return
    if au > today:
        yield "situation_au", "Cette date est à venir : une situation s’enregistre une fois vraie."
    elif au < naissance:
        yield "situation_au", "Cette date précède la naissance : vérifiez les deux."
    for code in ("inscrit_le", "dernier_emploi_fin"):
        if (day := valeurs.get(code)) is not None and day > au:
            yield code, f"Cette date est après le {au:%d/%m/%Y}, jour de la situation : vérifiez les deux."


GABARIT = Gabarit(
    Nature.PERSONNES,
    "Qui elles sont, comment les joindre, où elles vivent, leur situation à une date. Ni handicap, ni santé, ni "
    "logement : ces données se saisissent dans le dossier, avec la personne.",
    GABARIT_COLONNES,
    check_personne,
)
