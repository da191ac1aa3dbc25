"""The model of a purchaser's programme: what they mean to buy, for whom a clause can still be written."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from maillage.clause.nomenclatures.marches import LIBELLES_ACHAT
from maillage.echanges.reperage.nomenclatures import Source
from maillage.echanges.reprise.rules import cellules as c
from maillage.echanges.reprise.rules.colonnes import Colonne, Gabarit, Genre
from maillage.reseau.rules.identifiants import check_siret
from maillage.socle.typographie import fold

LONGUEUR_UID = 120


def read_montant(cellule: Any) -> Decimal:
    texte = "".join(c.write_cellule(cellule).split()).replace(",", ".").rstrip("€").removesuffix("HT")
    try:
        montant = Decimal(texte.rstrip("€"))
    except InvalidOperation:
        montant = Decimal(-1)
    if not montant.is_finite() or not 0 <= montant < 10**12:
        raise c.CelluleRefusee("Écrivez un montant en euros, par exemple 250 000 ou 12500,50.")
    return montant.quantize(Decimal("0.01"))


def read_siret(cellule: Any) -> str:
    siret = c.read_chiffres(range(14, 15), "Un SIRET a quatorze chiffres.")(cellule)
    if refus := check_siret(siret):
        raise c.CelluleRefusee(refus)
    return siret


def read_departement(cellule: Any) -> str:
    return c.read_texte(cellule).upper().zfill(2)[:3]


def read_cpv(cellule: Any) -> str:
    texte = c.write_cellule(cellule).strip().split("-")[0]
    if not (texte.isascii() and texte.isdigit() and len(texte) == 8):
        raise c.CelluleRefusee("Un code CPV a huit chiffres, par exemple 45214200.")
    return texte


COLONNES = (
    Colonne("identifiant", "Identifiant", "Celui de l’acheteur, s’il en donne un : une ligne corrigée est alors reconnue.",
            c.read_identifiant, exemple="EXEMPLE-1", synonymes=("id", "reference", "numero")),
    Colonne("acheteur", "Acheteur", "Son nom.", c.read_texte, obligatoire=True, exemple="Ville d’exemple",
            synonymes=("donneur d ordre", "maitre d ouvrage", "collectivite", "pouvoir adjudicateur")),
    Colonne("siret", "SIRET de l’acheteur", "Il évite les doublons.", read_siret, synonymes=("siret",)),
    Colonne("objet", "Objet", "Ce qui sera acheté.", c.read_texte, obligatoire=True,
            exemple="Rénovation de la halle aux grains", synonymes=("intitule", "libelle", "designation", "operation")),
    Colonne("date", "Date prévue", "Du lancement de la consultation.", c.read_date, Genre.DATE, obligatoire=True,
            exemple=date(2027, 3, 1), synonymes=("date de lancement", "lancement", "date previsionnelle", "publication")),
    Colonne("montant", "Montant estimé HT (€)", "", read_montant, Genre.HEURES, exemple="850 000",
            synonymes=("montant", "montant previsionnel", "estimation", "budget")),
    Colonne("departement", "Département", "Où le marché s’exécutera. Vide : on suppose qu’il vous concerne.",
            read_departement, exemple="59", synonymes=("departement d execution", "lieu")),
    Colonne("achat", "Nature de l’achat", "", c.read_code(LIBELLES_ACHAT), Genre.CODE, exemple="travaux",
            synonymes=("nature", "type"), codes=LIBELLES_ACHAT),
    Colonne("cpv", "Code CPV", "", read_cpv, exemple="45214200", synonymes=("cpv",)),
    Colonne("precisions", "Précisions", "Sans nom de personne.", c.read_texte, synonymes=("commentaire", "observations")),
)  # fmt: skip


def check_programme(valeurs: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Nothing between cells can be wrong: a past date is a programme that was late."""
    return iter(())


GABARIT = Gabarit(
    Source.PROGRAMMATION,
    "Les achats qu’un donneur d’ordre prévoit : c’est là qu’une clause s’écrit encore.",
    COLONNES,
    check_programme,
)


def find_uid(valeurs: Mapping[str, Any]) -> str:
    """The purchaser's own, or what does not change when a line is corrected: who buys, and what."""
    qui = str(valeurs.get("siret") or fold(valeurs["acheteur"]))
    return f"{qui}:{fold(str(valeurs.get('identifiant') or valeurs['objet']))}"[:LONGUEUR_UID]
