"""The public directory, declared: its columns, its filters. The page, its exports and their definitions read it."""

from typing import Any

from maillage.reseau import queries
from maillage.reseau.nomenclatures import (
    DOCUMENTS,
    LIBELLES,
    LIBELLES_ETAT,
    SIGLES,
    Etat,
    Source,
    TypeDispositif,
    Visibilite,
)  # fmt: skip
from maillage.reseau.queries import Facettes
from maillage.reseau.rules import list_masques
from maillage.socle.requete import Requete
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.tableaux.declaration import Choix
from maillage.socle.tableaux.etat import Etat as EtatDeListe
from maillage.socle.tableaux.liste import Comptes, Liste, build_liste

# What the public directory holds or may come to hold; the OI and the network head are not looked for by the public.
TYPES_PUBLICS = (TypeDispositif.PLIE, TypeDispositif.MDE, TypeDispositif.CLAUSE)
A_PRECISER = "à préciser"


def get_sigle(code: str) -> str:
    return SIGLES[TypeDispositif(code)]


def _oui(value: bool) -> str:
    return "oui" if value else "non"


def _page(row: Any) -> str:
    return f"/annuaire/{row.slug}/"


def _texte(code: str, libelle: str, definition: str, champ: str = "", **plus: Any) -> Colonne:
    """A column that only the files have by default, and that shows one field as it is."""
    champ = champ or code
    return Colonne(
        code, libelle, lambda row: getattr(row, champ), definition=definition, champs=(champ,), is_visible=False, **plus
    )


def _reserve(code: str, libelle: str, definition: str) -> Colonne:
    """A column whose field a structure may keep to itself: a list and its files go anywhere, hence to the public."""
    return Colonne(
        code, libelle, lambda row: "" if code in list_masques(row.visibilites, niveau=Visibilite.PUBLIC) else getattr(row, code),
        definition=definition, champs=(code, "visibilites"), is_visible=False,
    )  # fmt: skip


ANNUAIRE = Tableau(
    code="annuaire",
    titre="Structures de l’annuaire",
    singulier="structure",
    colonnes=(
        Colonne(
            "nom", "Nom", lambda row: row.nom, tri=("cle",), lien=_page, champs=("nom", "slug"),
            definition="Nom imprimé par la source la plus récente, ou corrigé par la structure.",
        ),
        Colonne(
            "type", "Type", lambda row: get_sigle(row.type), tri=("type", "region__nom", "cle"), champs=("type",),
            definition="PLIE, MDE (Maison de l’emploi) ou Clause sociale.", classe=lambda row: f"type type-{row.type}",
        ),
        Colonne(
            "commune_repere", "Commune de repère", lambda row: row.commune, tri=("commune", "cle"), manquant=A_PRECISER,
            definition="Commune où le point est posé : ce n’est pas l’adresse.", champs=("commune", "is_repere_deduit"),
            precision=lambda row: "(déduite)" if row.is_repere_deduit else "",
        ),
        Colonne(
            "departement", "Département", lambda row: row.departement__nom, tri=("departement__nom", "cle"),
            definition="Département.", champs=("departement__nom", "departement_id"), manquant=A_PRECISER,
            precision=lambda row: f"({row.departement_id})",
        ),
        Colonne(
            "region", "Région", lambda row: row.region__nom, tri=("region__nom", "departement_id", "cle"),
            definition="Région (découpage de 2016).", champs=("region__nom",), manquant=A_PRECISER,
        ),
        _texte("identifiant", "Identifiant", "Clé stable, fin de l’adresse de la page.", "slug"),
        _texte("sigle", "Sigle", "Sigle, si la structure l’a donné."),
        _texte("intitule", "Intitulé", "Intitulé développé."),
        _texte("code_insee_repere", "Code Insee du repère", "Code Insee de cette commune.", "code_commune"),
        Colonne(
            "repere_deduit", "Repère déduit", lambda row: _oui(row.is_repere_deduit), champs=("is_repere_deduit",),
            definition="« oui » : déduit du nom, à confirmer par la structure.", is_visible=False,
        ),
        _texte("code_departement", "Code du département", "Code Insee du département.", "departement_id"),
        Colonne(
            "departement_deduit", "Département déduit", lambda row: _oui(row.is_departement_deduit), is_visible=False,
            definition="« oui » : déduit du nom, la source ne le donne pas.", champs=("is_departement_deduit",),
        ),
        _texte("code_region", "Code de la région", "Code Insee de la région.", "region_id"),
        _texte("latitude", "Latitude", "Mairie de la commune de repère (WGS 84)."),
        _texte("longitude", "Longitude", "Mairie de la commune de repère (WGS 84)."),
        _texte(
            "porteur", "Structure porteuse", "Structure porteuse, si un document ou la structure la nomme.",
            "portage__organisation__nom",
        ),
        _texte("siren_porteur", "SIREN", "SIREN de la structure porteuse.", "portage__organisation__siren"),
        _texte("siret_porteur", "SIRET", "SIRET de la structure porteuse.", "portage__organisation__siret"),
        _reserve("adresse", "Adresse", "Adresse d’accueil, déclarée par la structure."),
        _reserve("code_postal", "Code postal", "Code postal de cette adresse."),
        _reserve("telephone", "Téléphone", "Standard, déclaré par la structure."),
        _reserve("courriel", "Courriel", "Adresse électronique générique, déclarée par la structure."),
        _reserve("site", "Site", "Site, déclaré par la structure."),
        Colonne(
            "etat", "État", lambda row: LIBELLES_ETAT[Etat(row.etat)], champs=("etat",), is_visible=False,
            definition="Ouvert ; ou, à part, cité en 2019 seulement.",
        ),
        _texte(
            "derniere_verification", "Dernière vérification", "Jour où la structure a relu sa fiche ; vide : jamais.",
            "verifie_le", genre=Genre.DATE, tri=("verifie_le", "cle"),
        ),
        Colonne(
            "source", "Source", lambda row: DOCUMENTS[Source(row.source)].citation, champs=("source",), is_visible=False,
            definition="Document le plus récent qui cite la structure.",
        ),
        _texte("remarque", "Remarque", "Anomalie ou doute relevé dans les sources."),
        Colonne(
            "page", "Page", _page, Genre.ADRESSE, champs=("slug",), is_visible=False,
            definition="Adresse de la page publique.",
        ),
    ),
    filtres=(
        Filtre("q", "Nom, ville, porteur…", queries.search_annuaire, Saisie.TEXTE),
        Filtre("type", "Type", lambda rows, value: rows.filter(type=value)),
        Filtre("region", "Région", lambda rows, value: rows.filter(region=value), tous="Toutes"),
        Filtre(
            "cites", "Recensement", lambda rows, value: queries.list_annuaire(cites_2019=value is not None),
            choix=(("2019", "Cités en 2019 seulement"),), tous="Annuaire", is_perimetre=True,
        ),
    ),
    tri="region",
    conseil=(
        "Vérifiez l’orthographe, ou cherchez par votre commune : une structure peut intervenir chez vous sans porter "
        "le nom de votre ville."
    ),
    secours=("Chercher par commune", "/pres-de-chez-moi/"),
    suites=(("data·inclusion", "/annuaire/data-inclusion.json"), ("Voir sur la carte", "/carte/")),
    source="Alliance Villes Emploi, cartes de février 2023, corrigées depuis par chaque structure",
    exporte_tout=True,
)  # fmt: skip


def build_annuaire(request: Requete, facettes: Facettes) -> Liste:
    return build_liste(
        ANNUAIRE,
        queries.list_annuaire(),
        request,
        export="/annuaire/export",
        choix={"type": list_types(facettes), "region": [(code, nom) for code, nom, _ in facettes.regions if code]},
        compter=lambda etat: count(etat, facettes),
    )


def list_types(facettes: Facettes) -> Choix:
    """Those that the filter offers: all that the directory holds, and the two it claims to list entirely."""
    return [
        (t.value, LIBELLES[t])
        for t in TYPES_PUBLICS
        if facettes.par_type.get(t.value) or t is not TypeDispositif.CLAUSE
    ]


def count(etat: EtatDeListe, facettes: Facettes) -> Comptes:
    """Each choice with what it would leave, the other filters kept: the facets know, and the total with them."""
    values = etat.valeurs
    if "cites" in values:
        return Comptes(total=facettes.cites_2019, trouves=None if etat.restrictions else facettes.cites_2019)
    found = queries.get_facettes(values["q"]) if "q" in values else facettes
    type_, region = values.get("type", ""), values.get("region", "")
    return Comptes(
        trouves=found.count(type=type_, region=region),
        total=facettes.total,
        facettes={
            "type": found.count_types(region=region),
            "region": found.count_regions(type=type_),
            "cites": {"2019": facettes.cites_2019},
        },
    )
