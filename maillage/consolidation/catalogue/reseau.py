"""What the directory says of the network as a whole: how many of its structures have the software of their trade."""

from ibis import _

from maillage.consolidation.faits.tables_annuaire import STRUCTURES
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.mesures import Effectif, Taux
from maillage.indicateurs.periodes import PERIODE
from maillage.indicateurs.populations import Population

SOURCE = "référentiel de la clause, § 8, TAUX_EQUIPEMENT ; Consolidation des PLIE 2019, fiche 7, laissé en blanc"
ANNUAIRE = Population(
    code="structures", libelle="Structures de l’annuaire", unite="structures", table=STRUCTURES,
    regle="dispositifs ouverts dans l’annuaire, lu au dernier jour de la période",
    condition=_.lu_le.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
TOUTES = Effectif(
    code="reseau.structures", libelle="Structures de l’annuaire", unite="structures", population=ANNUAIRE,
    compte="structures ouvertes", source=SOURCE,
)  # fmt: skip
CONNUES = TOUTES.where(
    _.equipe.notnull(), code="reseau.equipement_connu", libelle="Structures dont l’équipement est connu",
    compte="structures qui ont déclaré un logiciel, pour un usage ou un autre",
)  # fmt: skip
EQUIPEES = TOUTES.where(
    _.equipe, code="reseau.structures_equipees", libelle="Structures équipées du logiciel de leur métier",
    compte="structures qui ont déclaré un logiciel de leur métier",
)  # fmt: skip
TAUX_EQUIPEMENT = Taux(
    code="reseau.taux_equipement", repere="TAUX_EQUIPEMENT", libelle="Taux d’équipement des structures", unite="%", source=SOURCE,
    numerateur=EQUIPEES, denominateur=CONNUES,
    note="Une structure qui n’a rien déclaré n’est pas comptée comme non équipée. La page d’activité de la clause, elle, divise par toutes.",
)  # fmt: skip
RESEAU = Catalogue.make((
    Chapitre("reseau-equipement", "Équipement du réseau", "Ce que l’annuaire dit des logiciels, sans en nommer aucun.",
             (TAUX_EQUIPEMENT, TOUTES, CONNUES, EQUIPEES)),
))  # fmt: skip
