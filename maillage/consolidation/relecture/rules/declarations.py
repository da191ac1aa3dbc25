"""What must hold between the figures of the network's reports: what each is made of, in terms of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.relecture.nomenclatures import Regle


@dataclass(frozen=True, slots=True)
class Relation:
    """`code` is worth `formule`. `autres`: what else it may have been a part of, to say which one was printed.

    `parce_que`: why it is worth another figure, when it is worth exactly that.
    """

    code: str
    formule: str
    regle: Regle
    autres: tuple[tuple[str, str], ...] = ()
    parce_que: str = ""


# A figure no report prints, but that its others give.
DERIVES: Mapping[str, str] = {"sorties": "sp + ss", "etapes": "participants * etapes.moyenne"}

RELATIONS: Sequence[Relation] = (
    Relation("sp", "sp.emploi + sp.formation + sp.autres", Regle.SOMME),
    Relation("sorties", "sp + ss", Regle.SOMME),
    Relation("ss.suite", "cause.neutres + cause.autres", Regle.SOMME),
    Relation("fin.part_autres", "fin.part_autres_publics + fin.part_autres_prives", Regle.SOMME),
    Relation("adherents", "adherents.plein + adherents.clause", Regle.SOMME),
    Relation(
        "plie.recenses",
        "gestion.pivots + gestion.simples + gestion.etat + gestion.departement + gestion.metropole",
        Regle.SOMME,
    ),
    Relation("plie.participation", "plie.repondants / plie.recenses", Regle.RAPPORT),
    Relation("plie.part_adherents", "plie.adherents / plie.recenses", Regle.RAPPORT),
    Relation("mde.part_adherentes", "mde.adherentes / mde.recensees", Regle.RAPPORT),
    Relation("part.femmes", "entrees.femmes / entrees", Regle.RAPPORT),
    Relation("part.rsa", "entrees.rsa / entrees", Regle.RAPPORT),
    Relation("part.45", "entrees.45 / entrees", Regle.RAPPORT),
    Relation("taux.sp.sorties", "sp / sorties", Regle.RAPPORT),
    Relation("taux.sp.hors", "sp / (sorties - ss * cause.neutres)", Regle.RAPPORT),
    Relation("taux.sp.entrees", "sp / entrees", Regle.RAPPORT),
    Relation("part.sp_emploi", "sp.emploi / sp", Regle.RAPPORT),
    Relation("part.sp_formation", "sp.formation / sp", Regle.RAPPORT),
    Relation("cause_sorties.abandons", "cause.abandons * ss / sorties", Regle.RAPPORT),
    Relation("cause_sorties.neutres", "cause.neutres * ss / sorties", Regle.RAPPORT),
    Relation("cause_sorties.autres", "cause.autres * ss / sorties", Regle.RAPPORT),
    Relation("etapes.part_formation", "etapes.formation / etapes", Regle.RAPPORT),
    Relation(
        "etapes.part_iae", "etapes.iae / etapes", Regle.RAPPORT,
        (("des étapes emploi", "etapes.iae / etapes.emploi"),),
    ),
    Relation("etapes.iae", "etapes.emploi * (1 - etapes.part_hors_iae)", Regle.RAPPORT),
    Relation("fin.part_fse", "fin.fse / fin.total", Regle.RAPPORT),
    Relation("fin.moyenne", "fin.total / #fin.total", Regle.MOYENNE),
    Relation("fin.fse_moyenne", "fin.fse / #fin.fse", Regle.MOYENNE),
    Relation("mde.credit_moyen", "mde.credit / mde.recensees", Regle.MOYENNE),
    Relation("equipe.personnes_moyenne", "equipe.personnes / #equipe.personnes", Regle.MOYENNE),
    Relation("equipe.etp_moyenne", "equipe.etp / #equipe.etp", Regle.MOYENNE),
    Relation(
        "clause.etp", "clause.heures / 1607", Regle.RAPPORT,
        (("d’une base de 1 600 heures", "clause.heures / 1600"),),
    ),
    Relation("entrees.evolution", "entrees / entrees@-1 - 1", Regle.EVOLUTION),
    Relation("clause.heures.evolution", "clause.heures / clause.heures@-1 - 1", Regle.EVOLUTION),
    Relation("clause.contrats.evolution", "clause.contrats / clause.contrats@-1 - 1", Regle.EVOLUTION),
    Relation("clause.entreprises.evolution", "clause.entreprises / clause.entreprises@-1 - 1", Regle.EVOLUTION),
    # One is the other divided by a constant: both move alike.
    Relation(
        "clause.etp.evolution", "clause.heures.evolution", Regle.EVOLUTION,
        parce_que="les ETP sont les heures divisées par 1 607",
    ),
)  # fmt: skip

# The part cannot exceed the whole.
INCLUSIONS: Sequence[tuple[str, str]] = (
    ("plie.repondants", "plie.recenses"), ("plie.adherents", "plie.recenses"), ("mde.adherentes", "mde.recensees"),
    ("entrees.femmes", "entrees"), ("entrees.rsa", "entrees"), ("entrees.45", "entrees"), ("entrees", "participants"),
    ("sp.emploi", "sp"), ("sp.formation", "sp"), ("sp.autres", "sp"), ("sp", "participants"), ("fin.fse", "fin.total"),
    ("etapes.iae", "etapes.emploi"),
)  # fmt: skip

# A whole and its part, each as an average: read together, they must say the printed share.
MOYENNES_LUES_ENSEMBLE: Sequence[tuple[str, str, str]] = (("fin.fse_moyenne", "fin.moyenne", "fin.fse / fin.total"),)
