"""The figures of the network's reports, under the names they were printed with: from a label to the figure it names.

A file that carries its own codes needs none of this. Labels are compared folded (no accent, no capital).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from maillage.consolidation.relecture.rules.chiffres import POURCENT, Chiffre
from maillage.socle.typographie import fold

RIEN = r"(total|france|reseau|recenses?|moyenne)?"


@dataclass(frozen=True, slots=True)
class Entree:
    """`libelle`, `modalite`, `base`: what must match whole, folded. `definition`: what this label says it counts."""

    code: str
    libelle: str
    modalite: str = RIEN
    base: str = ".*"
    unite: str = "nombre"
    definition: str = ""


def _taux(code: str, base: str) -> list[Entree]:
    return [
        Entree(code, "taux de sorties positives|part des sorties positives", RIEN, base, POURCENT),
    ]


LEXIQUE: Sequence[Entree] = (
    # The network.
    Entree("plie.recenses", "plie|plie recenses|plie nombre|nb plie"),
    Entree("plie.repondants", "plie ayant adhere a la consolidation|liste des plie ayant repondu.*"),
    Entree("plie.repondants", "nb plie", "adherents a la consolidation"),
    Entree("plie.participation", "taux de participation a la consolidation", ".*", unite=POURCENT),
    Entree("plie.adherents", "plie adherents a ave"),
    Entree("plie.part_adherents", "part des plie adherents", unite=POURCENT),
    Entree("mde.recensees", "mde|mde recensees|mde nombre"),
    Entree("mde.recensees", "nb mde", "recensees"),
    Entree("mde.adherentes", "mde adherentes"),
    Entree("mde.part_adherentes", "part des mde adherentes", unite=POURCENT),
    Entree("mde.credit", "credits (de l )?etat (aux maisons de l emploi|mde)", "amendement plf", unite="€"),
    Entree("mde.credit_moyen", "credits (de l )?etat (aux maisons de l emploi|mde)", "moyenne par mde", unite="€"),
    Entree("adherents", "adherents ave", "total"),
    Entree("adherents.plein", "adherents ave", "pleine adhesion"),
    Entree("adherents.clause", "adherents ave", "centre ressource clause"),
    # Entries.
    Entree("participants", "participants ayant beneficie d un parcours|participants accompagnes"),
    Entree("entrees", "entrees en parcours"),
    Entree("entrees.evolution", "evolution des entrees en parcours|evolution entrees", ".*", unite=POURCENT),
    Entree("entrees.femmes", "entrees de femmes"),
    Entree("entrees.rsa", "entrees beneficiaires du rsa"),
    Entree("entrees.45", "entrees de 45 ans ou plus"),
    Entree("part.femmes", "part des femmes", "entrees", unite=POURCENT),
    Entree("part.femmes", "profil des entrees", "femmes", unite=POURCENT),
    Entree("part.rsa", "part des beneficiaires du rsa", "entrees", unite=POURCENT),
    Entree("part.rsa", "profil des entrees", "beneficiaires du rsa", unite=POURCENT),
    Entree("part.45", "part des 45 ans ou plus", "entrees", unite=POURCENT),
    Entree("part.45", "profil des entrees", "45 ans ou plus", unite=POURCENT),
    Entree("part.peu_qualifies", "part des peu ou pas qualifies", "entrees", unite=POURCENT),
    Entree("part.peu_qualifies", "profil des entrees", "peu ou pas qualifies.*", unite=POURCENT),
    # Exits.
    Entree("sp", "sorties positives"),
    Entree("sp.emploi", "sorties positives", "emploi durable.*"),
    Entree("sp.formation", "sorties positives", "formation qualifiante"),
    Entree("sp.autres", "sorties positives", "autres sorties positives"),
    Entree("ss", "sorties sans suite"),
    Entree("sorties.imprimees", "(total des |ensemble des |toutes les )?sorties( du dispositif)?"),
    Entree("part.sp_emploi", "part des sorties positives sur emploi durable", RIEN, unite=POURCENT),
    Entree("part.sp_formation", "part des sorties positives sur formation( qualifiante)?", RIEN, unite=POURCENT),
    Entree("cause.neutres", "causes des sorties sans suite", "demenagement deces retraite", "sorties sans suite", POURCENT),
    Entree("cause.autres", "causes des sorties sans suite", "autres.*", "sorties sans suite", POURCENT),
    Entree("cause.abandons", "causes des sorties sans suite", "abandons", "sorties sans suite", POURCENT),
    Entree("cause_sorties.neutres", "causes des sorties sans suite", "demenagement deces retraite", "total des sorties", POURCENT),
    Entree("cause_sorties.autres", "causes des sorties sans suite", "autres.*", "total des sorties", POURCENT),
    Entree("cause_sorties.abandons", "causes des sorties sans suite", "abandons", "total des sorties", POURCENT),
    Entree("ss.suite", "part des sorties sans suite ayant une suite identifiee", ".*", unite=POURCENT),
    *_taux("taux.sp.sorties", "total des sorties"),
    *_taux("taux.sp.hors", "total des sorties hors .*"),
    *_taux("taux.sp.entrees", "total des entrees"),
    *_taux("taux.sp", ""),
    Entree("taux.sp_rsa", "taux de sorties positives des (brsa|beneficiaires du rsa)", ".*", unite=POURCENT),
    # Étapes.
    Entree("etapes.moyenne", "actions ou etapes par participant et par an"),
    Entree("etapes.formation", "formations suivies", ".*"),
    Entree("etapes.part_formation", "repartition des etapes", "formations", unite=POURCENT),
    Entree("etapes.emploi", "emplois occupes dans le cadre d une etape|etapes emploi"),
    Entree("etapes.iae", "etapes relevant de l iae|etapes de parcours en iae"),
    Entree("etapes.part_hors_iae", "part des emplois d etape hors iae|part des etapes emploi hors iae", unite=POURCENT),
    Entree("etapes.part_iae", "part des etapes relevant de l iae|part des etapes en iae|part des etapes de parcours en siae", ".*", unite=POURCENT),
    Entree("etapes.part_iae", "repartition des etapes", "structures de l iae.*", unite=POURCENT),
    Entree("etapes.part_contrat", "part des etapes en contrat de travail", ".*", unite=POURCENT, definition="les contrats de travail, aidés ou non"),
    Entree("etapes.part_contrat", "part des etapes", "iae et contrats aides", unite=POURCENT, definition="l’IAE et les contrats aidés seulement"),
    # Money, teams, partners.
    Entree("fin.total", "total financements mobilises|montant mobilise total", ".*", unite="€"),
    Entree("fin.fse", "fse mobilise", unite="€"),
    Entree("fin.fse", "montant mobilise", "fse", unite="€"),
    Entree("fin.moyenne", "financement moyen par plie", unite="€"),
    Entree("fin.moyenne", "moyenne par plie", "total", unite="€"),
    Entree("fin.fse_moyenne", "fse moyen par plie", unite="€"),
    Entree("fin.fse_moyenne", "moyenne par plie", "fse", unite="€"),
    Entree("fin.part_autres", "repartition des financements|part financement", "autres( financements)?", unite=POURCENT),
    Entree("fin.part_autres_publics", "repartition des financements tableau|part financement detail", "autres (financements )?publics.*", unite=POURCENT),
    Entree("fin.part_autres_prives", "repartition des financements tableau|part financement detail", "autres (financements )?prives.*", unite=POURCENT),
    Entree("fin.part_fse", "repartition des financements|part financement", "fse", unite=POURCENT),
    Entree("equipe.personnes", "salaries internes", unite="nombre"),
    Entree("equipe.personnes", "effectif equipe interne", "total personnes"),
    Entree("equipe.etp", "salaries internes", unite="ETP"),
    Entree("equipe.etp", "effectif equipe interne", "total etp", unite="ETP"),
    Entree("equipe.personnes_moyenne", "effectif interne moyen|effectif equipe interne", "personnes par plie"),
    Entree("equipe.etp_moyenne", "effectif interne moyen|effectif equipe interne", "etp par plie", unite="ETP"),
    *(
        Entree(f"gestion.{code}", "mode de gestion fse des plie|portage fse", modalite)
        for code, modalite in (
            ("pivots", "oi pivots .*|plie regroupes en oi pivots"), ("simples", "oi simples"),
            ("etat", "convention bilaterale etat"), ("departement", "convention bilaterale (conseil )?departement(al)?"),
            ("metropole", "convention bilaterale metropole"),
        )
    ),
    # The clause.
    Entree("clause.heures", "heures d insertion( clause)?", "(total|france)?"),
    Entree("clause.heures", "heures d insertion( clause)?", "(total|france)?", unite="heures"),
    Entree("clause.etp", "etp realises|etp annuels clause", unite="ETP"),
    Entree("clause.contrats", "contrats de travail( clause| signes)?", RIEN, "(?!.*structures repondantes).*"),
    Entree("clause.entreprises", "entreprises impliquees|entreprises mobilisees"),
    *(
        Entree(f"clause.{code}.evolution", f"evolution {nom}", "vs .*", unite=POURCENT)
        for code, nom in (("etp", "etp"), ("heures", "heures"), ("contrats", "contrats"), ("entreprises", "entreprises"))
    ),
)  # fmt: skip
# Several denominators go under one name: the figure says nothing without its base.
FAMILLES = {"taux.sp.sorties": "taux.sp", "taux.sp.hors": "taux.sp", "taux.sp.entrees": "taux.sp"}
SANS_DENOMINATEUR = {
    "taux.sp": "total des sorties, sorties hors déménagements, décès et retraites, ou entrées",
    "taux.sp_rsa": "sorties des bénéficiaires du RSA, ou entrées de bénéficiaires du RSA",
}
# Labels whose modalities exclude one another, when no column says it.
EXCLUSIFS = re.compile(r"repartition .*|part financement( detail)?|financement des clauses")


def recognise(chiffre: Chiffre) -> Chiffre:
    """The figure with its code, when it has none and its label is a known one."""
    if chiffre.code:
        return chiffre
    libelle, modalite, base = fold(chiffre.libelle), fold(chiffre.modalite), fold(chiffre.base)
    unite = chiffre.unite if chiffre.unite in (POURCENT, "€", "ETP", "heures") else "nombre"
    exclusive = chiffre.is_exclusive or bool(EXCLUSIFS.fullmatch(libelle)) or (
        libelle == "causes des sorties sans suite" and base == "sorties sans suite"
    )  # fmt: skip
    for entree in LEXIQUE:
        if (
            entree.unite == unite
            and re.fullmatch(entree.libelle, libelle)
            and re.fullmatch(entree.modalite, modalite)
            and re.fullmatch(entree.base, base)
        ):
            return replace(
                chiffre, code=entree.code, is_reconnu=True, definition=entree.definition, is_exclusive=exclusive
            )
    return replace(chiffre, is_exclusive=exclusive)
