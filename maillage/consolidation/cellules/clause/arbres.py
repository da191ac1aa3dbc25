"""How the categories of the clause nest, and which of their figures weigh: hours by company and by person, what is owed by company, posts by service."""

from maillage.clause.nomenclatures.suivi import POSITIVES, SituationSortie
from maillage.consolidation.catalogue.clause import ventilations
from maillage.consolidation.cellules.clause.places import (
    ACTIFS,
    AGREGEES,
    BLOC,
    COORDINATION,
    ECHUES,
    ECHUS,
    EN_TOUT,
    ETP,
    ETP_COORDINATION,
    EXCEDENT,
    FACILITATION,
    FINIS,
    HEURES,
    JALONS,
    LIGNES,
    LIGNES_AGREGEES,
    LIGNES_EN_TOUT,
    MANQUANTES,
    PERSONNES,
    PILOTEES,
    POSTES,
    PROFIL,
    REALISEES,
    SIGNES,
    SORTIES,
    TENUES,
)
from maillage.consolidation.cellules.controle import TOTAL, TOTAUX, Arbre, Racine
from maillage.consolidation.cellules.places import NON, OUI, Place
from maillage.consolidation.secret.nomenclatures import Contributeurs, Nature
from maillage.consolidation.secret.tableaux import Somme
from maillage.indicateurs.ventilations import Ventilation


def _list(ventilation: Ventilation) -> Arbre:
    return (Somme(TOTAL, tuple(ventilation.modalites)),)


DONNEUR: Arbre = (
    Somme(TOTAL, tuple(ventilations.GROUPES)),
    *(Somme(groupe, codes) for groupe, codes in ventilations.GROUPES.items()),
)
REPONDUES = [one for one in SituationSortie if one is not SituationSortie.INJOIGNABLE]
SITUATION: Arbre = (
    Somme(TOTAL, ("repondants", "sans_reponse")), Somme("repondants", ("positives", "autres_situations")),
    Somme("positives", tuple(one.value for one in REPONDUES if one in POSITIVES)),
    Somme("autres_situations", tuple(one.value for one in REPONDUES if one not in POSITIVES)),
)  # fmt: skip
REPONSE: Arbre = (Somme(TOTAL, (OUI, NON)),)
DES_HEURES: dict[str, Arbre | None] = {"achat": _list(ventilations.ACHAT), "donneur": DONNEUR}
DU_CONTRAT: dict[str, Arbre | None] = {
    "contrat": _list(ventilations.CONTRAT), "mode": _list(ventilations.MODE), "domaine": _list(ventilations.DOMAINE),
}  # fmt: skip
FINANCEMENT: dict[str, Arbre | None] = {"financement": _list(ventilations.FINANCEMENT)}
ENTREPRISES = (Contributeurs.ENTREPRISES,)
ENTREPRISES_ET_PERSONNES = (Contributeurs.ENTREPRISES, Contributeurs.PERSONNES)
PESE = Nature.GRANDEUR
TOTAL_SEUL = frozenset({TOTAUX})
RACINES: dict[str, Racine] = {
    HEURES: Racine(
        {
            **DES_HEURES,
            "employeur": (Somme(TOTAL, ("elargie", "autres")), Somme("elargie", ("siae", "geiq_regie"))),
            "entreprise": (Somme(TOTAL, ("siae", "autres")),),
            "effectif": (
                Somme(TOTAL, ("dit", "non_dit")), Somme("dit", ("moins_250", "250_plus")),
                Somme("moins_250", ("moins_200", "200_249")),
            ),
            "qpv_adresse": (Somme(TOTAL, ("situee", "non_situee")), Somme("situee", (OUI, NON))),
            # Counted row by row, or declared by a service that does not use Maillage.
            "suivi": (Somme(TOTAL, ("une_a_une", "declarees")),),
        },
        nature=PESE, genres=ENTREPRISES_ET_PERSONNES,
    ),
    # With those of structures outside: hidden before the hours that are followed.
    **{code: Racine(nature=PESE, genres=ENTREPRISES, accessoires=TOTAL_SEUL) for code in (AGREGEES, EN_TOUT)},
    # A month of a contract on a lot each: few of them are few people.
    LIGNES: Racine({**DES_HEURES, **dict.fromkeys(("employeur", "entreprise", "effectif")), "qpv_adresse": REPONSE}),
    **{code: Racine(nature=PESE, accessoires=TOTAL_SEUL) for code in (LIGNES_AGREGEES, LIGNES_EN_TOUT)},
    PERSONNES: Racine(
        {
            "sexe": _list(ventilations.SEXE), PROFIL: None, "age": _list(ventilations.AGE),
            "niveau": _list(ventilations.NIVEAU), **dict.fromkeys(("deld", "brsa", "qpv", "handicap"), REPONSE),
            "qpv_adresse": _list(ventilations.QPV), **DU_CONTRAT,
        },
        blocs=BLOC,
    ),
    ACTIFS: Racine(DU_CONTRAT),
    SIGNES: Racine({axe: DU_CONTRAT[axe] for axe in ("contrat", "mode")}),
    FINIS: Racine({"duree": None}),
    JALONS: Racine(), **{sortie: Racine({"situation": SITUATION}) for sortie in SORTIES},
    ECHUS: Racine({"tenue": (Somme(TOTAL, ("tenus", "non_tenus")),)}),
    **{code: Racine(nature=PESE, genres=ENTREPRISES) for code in (PILOTEES, ECHUES, MANQUANTES)},
    TENUES: Racine(nature=PESE, genres=ENTREPRISES_ET_PERSONNES),
    # What is done beyond is of few: it is hidden, with all that was done, before what was kept of the word.
    REALISEES: Racine(nature=PESE, genres=ENTREPRISES_ET_PERSONNES, accessoires=TOTAL_SEUL),
    EXCEDENT: Racine(nature=PESE, genres=ENTREPRISES, accessoires=TOTAL_SEUL),
    POSTES: Racine(nature=PESE), **{code: Racine(FINANCEMENT, nature=PESE) for code in (FACILITATION, COORDINATION)},
    **{code: Racine(FINANCEMENT, nature=PESE) for code in (ETP, ETP_COORDINATION)},
}  # fmt: skip
# What adds up to what across populations, in every territory.
IDENTITES: tuple[tuple[tuple[int, Place], ...], ...] = tuple(
    ((1, Place(total)), *((-1, Place(part)) for part in parts))
    for total, parts in (
        (EN_TOUT, (HEURES, AGREGEES)), (LIGNES_EN_TOUT, (LIGNES, LIGNES_AGREGEES)), (JALONS, SORTIES),
        (POSTES, (FACILITATION, COORDINATION)), (ECHUES, (TENUES, MANQUANTES)), (REALISEES, (TENUES, EXCEDENT)),
    )
)  # fmt: skip
