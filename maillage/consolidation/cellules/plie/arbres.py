"""How the categories of each axis nest: the sums that any reader can do, and so what hidden figures are found again by."""

from collections.abc import Mapping

from maillage.consolidation.catalogue.ventilations import CONTRAT, SECTEUR, TAILLE
from maillage.consolidation.cellules.controle import TOTAL, Arbre, Racine
from maillage.consolidation.cellules.places import NON, OUI
from maillage.consolidation.cellules.plie.places import ENTREES, ETAPES, ETP, PARTICIPANTS, PROFIL, SORTIES, STOCK
from maillage.consolidation.secret.nomenclatures import Nature
from maillage.consolidation.secret.tableaux import Somme

POSITIVES = Somme("positives", ("emploi_durable", "formation", "autre_positive"))
ISSUES: Arbre = (
    Somme(TOTAL, ("positives", "sans_suite")), POSITIVES, Somme("sans_suite", ("abandon", "neutre", "autre")),
    Somme(TOTAL, ("imputables", "neutre")),
)  # fmt: skip
ISSUES_CROISEES: Arbre = (ISSUES[0], POSITIVES)  # what is read by sex, by age…
SEXE: Arbre = (Somme(TOTAL, ("f", "h")),)
AGE: Arbre = (Somme(TOTAL, ("moins_26", "26_44", "45_plus")),)
AGE_FIN: Arbre = (*AGE, Somme("45_plus", ("45_54", "55_59", "60_plus")))
NIVEAU: Arbre = (Somme(TOTAL, ("peu_ou_pas", "qualifie")), Somme("peu_ou_pas", ("sans", "peu")))
REPONSE: Arbre = (Somme(TOTAL, (OUI, NON)),)
FAMILLES: Arbre = (
    Somme(TOTAL, ("contrats", "hors_contrat")), Somme("contrats", ("non_aide", "aide", "iae")),
    Somme("hors_contrat", ("mobilisation", "mediation", "formation", "autre")),
    Somme("iae", ("iae:ACI", "iae:EI", "iae:ETTI", "iae:AI", "iae:autre")),
)  # fmt: skip


def _list_modalites(modalites: Mapping[str, str]) -> Arbre:
    return (Somme(TOTAL, tuple(modalites)),)


_PROFIL: dict[str, Arbre] = {
    "sexe": SEXE, "age": AGE, "niveau": NIVEAU, **dict.fromkeys(("brsa", "deld", "boeth", "qpv"), REPONSE),
}  # fmt: skip
DELAIS = ("delai_rdv", "delai_commission", "delai_etape")
DUREES = ("duree", "duree_nette")
# Broken down for one kind of exit only.
EMPLOIS: dict[str, tuple[str, Arbre]] = {
    "contrat": ("emploi_durable", _list_modalites(CONTRAT.modalites)),
    "taille": ("emploi_durable", _list_modalites(TAILLE.modalites)),
    "secteur": ("positives", _list_modalites(SECTEUR.modalites)),
}
RACINES: dict[str, Racine] = {
    PARTICIPANTS: Racine({**_PROFIL, "age": AGE_FIN, "etape": (Somme(TOTAL, ("sans", "avec")),)}),
    ENTREES: Racine({**_PROFIL, "age": AGE_FIN, **dict.fromkeys(DELAIS)}),
    STOCK: Racine({**_PROFIL, "suspension": (Somme(TOTAL, ("active", "suspendue")),)}),
    SORTIES: Racine(
        {**_PROFIL, **dict.fromkeys(DUREES)}, issues=ISSUES, croisees=ISSUES_CROISEES, croises=frozenset(PROFIL),
        partielles=EMPLOIS,
    ),
    ETAPES: Racine({"famille": FAMILLES}),
    # The working time of the référents tells of nobody followed, but of one dispositif where few answered.
    ETP: Racine(nature=Nature.GRANDEUR),
}  # fmt: skip
# What a direction sets beside another's: who comes in, what is done with them, for how long. Broader than what a region shows:
# one age more, one kind of étape more, and a dispositif shows less for it.
FAMILLES_COMPAREES: Arbre = (
    Somme(TOTAL, ("contrats", "hors_contrat")), Somme("contrats", ("iae", "non_aide", "aide")),
)  # fmt: skip
COMPAREES: dict[tuple[str, str], Arbre | None] = {
    **{(ENTREES, axe): arbre for axe, arbre in _PROFIL.items()}, (ETAPES, "famille"): FAMILLES_COMPAREES,
    (PARTICIPANTS, "etape"): (Somme(TOTAL, ("sans", "avec")),), **{(SORTIES, axe): None for axe in DUREES},
}  # fmt: skip
