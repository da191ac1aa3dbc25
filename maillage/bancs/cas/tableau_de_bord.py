"""P4: twenty-five indicators of one PLIE over a year, against one statement written by hand that returns them all. Goal: at most 1.5 ×.

Ours reads the facts as the page does, in the compartment of who asks, and makes the whole board: ninety lines, each with its
base, what is not known, and the same days of the year before. The peers make the twenty-five, of one year: in one statement of
the driver, above the policies; then in as many counts of the ORM. Growth: the same board where the base holds one PLIE alone.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays

TOURS = 5
# As the statement names them, and the line of the board: its group, its label, the count or what it is out of.
INDICATEURS: dict[str, tuple[str, str, str]] = {
    "accompagnes": ("Entrées et sorties", "I-1", "nombre"), "entrees": ("Entrées et sorties", "I-2", "nombre"),
    "stock": ("Entrées et sorties", "I-3", "nombre"), "sorties": ("Entrées et sorties", "I-4", "nombre"),
    "positives": ("Entrées et sorties", "I-5", "nombre"), "emploi": ("Entrées et sorties", "I-6", "nombre"),
    "formation": ("Entrées et sorties", "I-7", "nombre"), "autres_positives": ("Entrées et sorties", "I-8", "nombre"),
    "sans_suite": ("Entrées et sorties", "I-9", "nombre"), "neutralisees": ("Entrées et sorties", "I-10", "nombre"),
    "imputables": ("Taux de sorties", "T-2", "base"), "etapes": ("Étapes", "I-20", "nombre"),
    "sans_etape": ("Étapes", "I-22", "effectif"), "file": ("File active", "File active", "nombre"),
    "femmes": ("Profil des entrées", "Femmes", "effectif"), "sexe_connu": ("Profil des entrées", "Femmes", "base"),
    "moins_26": ("Profil des entrées", "Moins de 26 ans", "effectif"), "age_connu": ("Profil des entrées", "Moins de 26 ans", "base"),
    "de_26_a_44": ("Profil des entrées", "26 à 44 ans", "effectif"), "plus_45": ("Profil des entrées", "45 ans et plus", "effectif"),
    "peu_qualifies": ("Profil des entrées", "Peu ou pas qualifiés", "effectif"),
    "brsa": ("Profil des entrées", "Bénéficiaires du RSA", "effectif"),
    "brsa_connu": ("Profil des entrées", "Bénéficiaires du RSA", "base"),
    "deld": ("Profil des entrées", "Demandeurs d’emploi de longue durée", "effectif"),
    "qpv": ("Profil des entrées", "Habitants d’un quartier prioritaire", "effectif"),
}  # fmt: skip
Compteur = Callable[[], dict[str, int]]


def find_annee(*, today: date) -> int:
    """The last one that is over."""
    return today.year - 1


def open_acteur() -> Any:
    from maillage.bancs.cas.prefixe import open_acteur

    return open_acteur()


def read_lignes(lignes: Any) -> dict[str, int]:
    """The twenty-five, among the lines of the board."""
    known = {}
    for ligne in lignes:
        known[ligne.groupe.value, ligne.libelle] = known[ligne.groupe.value, ligne.indicateur.value] = ligne.valeur
    return {
        nom: int(valeur.nombre if quoi == "nombre" else getattr(valeur.part, quoi))
        for nom, (groupe, quelle, quoi) in INDICATEURS.items()
        for valeur in [known[groupe, quelle]]
    }


def measure_tableau(count: Compteur, *, serveur: int | None = None, dit: str = "") -> None:
    from maillage.bancs.coureur import measure, report

    count()
    cpu, found = measure(count, repetitions=TOURS, serveur=serveur)
    if not found["accompagnes"] or not found["sorties"] or len(found) != len(INDICATEURS):
        raise SystemExit("Ce PLIE n’a rien à compter cette année-là.")
    report(cpu, sorted(found.items()), dit=dit)


CAS = Cas(
    code="tableau-de-bord",
    titre="P4, vingt-cinq indicateurs d’un PLIE sur une année",
    but=1.5,
    concurrents={
        "Maillage": "maillage.bancs.cas.tableau_de_bord_maillage",
        "une requête SQL à la main": "maillage.bancs.pairs.tableau_de_bord_sql",
        "vingt-cinq comptes de l’ORM": "maillage.bancs.pairs.tableau_de_bord_orm",
    },
    prepare=open_pays,
    mesure=f"temps de calcul de {TOURS} tableaux, serveur compris",
)
CROISSANCE = Cas(
    code="tableau-de-bord-croissance",
    titre="P4, les mêmes quand la base tient un PLIE, puis le pays",
    but=1.15,
    concurrents={
        "Maillage": "maillage.bancs.cas.tableau_de_bord_maillage",
        "Maillage, un seul PLIE en base": "maillage.bancs.cas.tableau_de_bord_seul",
    },
    prepare=open_pays,
    mesure=f"temps de calcul de {TOURS} tableaux, serveur compris",
)
