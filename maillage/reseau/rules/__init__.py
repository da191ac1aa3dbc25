"""The rules of the network: pure, no clock, no database."""

from maillage.reseau.rules.annuaire import list_mots, measure_km, normalize_texte
from maillage.reseau.rules.couverture import Declaration, Perimetre, find_couverture
from maillage.reseau.rules.fiches import (
    DELAI_DE_VERIFICATION,
    check_periode,
    check_portage,
    check_site,
    check_telephone,
    clean_site,
    is_verification_due,
    list_a_regarder,
    next_verification,
)
from maillage.reseau.rules.identifiants import check_siren, check_siret, is_luhn
from maillage.reseau.rules.jalons import check_date, check_nature
from maillage.reseau.rules.moyens import (
    Compte,
    add_effectifs,
    check_detail,
    check_effectif,
    check_mode_fse,
    check_suite,
    has_fse,
)
from maillage.reseau.rules.visibilite import get_visibilite, is_visible, list_masques

__all__ = [
    "DELAI_DE_VERIFICATION",
    "Compte",
    "Declaration",
    "Perimetre",
    "add_effectifs",
    "check_date",
    "check_detail",
    "check_effectif",
    "check_mode_fse",
    "check_nature",
    "check_periode",
    "check_portage",
    "check_siren",
    "check_siret",
    "check_site",
    "check_suite",
    "check_telephone",
    "clean_site",
    "find_couverture",
    "get_visibilite",
    "has_fse",
    "is_luhn",
    "is_verification_due",
    "is_visible",
    "list_a_regarder",
    "list_masques",
    "list_mots",
    "measure_km",
    "next_verification",
    "normalize_texte",
]
