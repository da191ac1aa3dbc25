"""By what the figures of the clause are broken down. People are described as on the first day of their contract."""

import ibis
from ibis import _

from maillage.clause.nomenclatures.amont import LIBELLES_PROGRAMME
from maillage.clause.nomenclatures.emplois import LIBELLES_CONTRAT, LIBELLES_MODE, LIBELLES_PROFIL, Profil
from maillage.clause.nomenclatures.facilitateurs import LIBELLES_FINANCEMENT
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE
from maillage.clause.nomenclatures.lots import LIBELLES_FORME
from maillage.clause.nomenclatures.marches import (
    COLLECTIVITES,
    LIBELLES_ACHAT,
    LIBELLES_DONNEUR_ORDRE,
    TypeDonneurOrdre,
)
from maillage.clause.nomenclatures.suivi import LIBELLES_SITUATION, SituationSortie
from maillage.indicateurs.ventilations import Publics, Question, Ventilation

CLES_2020 = "Rapport d’activité AVE 2022, chiffres clés de la clause 2020"
PREMIER_JOUR = f"{CLES_2020} ; profil au premier jour du contrat"
ACHAT = Ventilation(
    code="achat", libelle="Nature de l’achat", colonne=_.achat, source=CLES_2020,
    modalites={achat.value: libelle for achat, libelle in LIBELLES_ACHAT.items()},
)  # fmt: skip
DONNEUR = Ventilation(
    code="donneur", libelle="Nature du donneur d’ordre", colonne=_.donneur, source=CLES_2020,
    modalites={donneur.value: libelle for donneur, libelle in LIBELLES_DONNEUR_ORDRE.items()},
)  # fmt: skip
BAILLEUR = TypeDonneurOrdre.BAILLEUR_SOCIAL
# Who buys, as « Chiffres clés 2020 » gathers them.
GROUPES: dict[str, tuple[str, ...]] = {
    "collectivites": tuple(donneur.value for donneur in sorted(COLLECTIVITES)), "bailleurs": (BAILLEUR.value,),
    "autres": tuple(donneur.value for donneur in TypeDonneurOrdre if donneur not in COLLECTIVITES and donneur is not BAILLEUR),
}  # fmt: skip
GROUPE_DONNEUR = Ventilation(
    code="groupe_donneur", libelle="Groupe de donneurs d’ordre", source=CLES_2020,
    colonne=ibis.cases(
        (_.donneur.isin(list(GROUPES["collectivites"])), "collectivites"), (_.donneur == BAILLEUR.value, "bailleurs"), else_="autres",
    ),
    modalites={
        "collectivites": "Collectivités locales et leurs sociétés", "bailleurs": "Bailleurs sociaux", "autres": "Autres",
    },
)  # fmt: skip
PROGRAMME = Ventilation(
    code="programme", libelle="Programme de l’opération", colonne=_.programme, source="domaine de la clause, NPNRU",
    modalites={programme.value: libelle for programme, libelle in LIBELLES_PROGRAMME.items()},
)  # fmt: skip
FORMES = Publics(
    code="formes", libelle="Formes de la clause", source="code de la commande publique ; un lot peut en cumuler plusieurs",
    questions={forme.value: Question(libelle, _[forme.value]) for forme, libelle in LIBELLES_FORME.items()},
)  # fmt: skip
PROFILS = Publics(
    code="profils", libelle="Profils des personnes employées", source=PREMIER_JOUR,
    questions={profil.value: Question(libelle, _[profil.value]) for profil, libelle in LIBELLES_PROFIL.items()},
)  # fmt: skip
SEXE = Ventilation(
    code="sexe_embauche", libelle="Sexe des personnes employées", source=PREMIER_JOUR,
    modalites={"f": "Femmes", "h": "Hommes"},
    colonne=ibis.cases((_.femme, "f"), (_.homme, "h")),
)  # fmt: skip
AGE = Ventilation(
    code="age_embauche", libelle="Âge au premier jour du contrat", source=PREMIER_JOUR,
    modalites={"moins_26": "Moins de 26 ans", "26_49": "De 26 à 49 ans", "50_plus": "50 ans et plus"},
    colonne=ibis.cases((_.moins_26, "moins_26"), (_.senior, "50_plus"), (_.moins_26.notnull(), "26_49")),
)  # fmt: skip
NIVEAU = Ventilation(
    code="niveau_embauche", libelle="Niveau de formation au premier jour du contrat", source=PREMIER_JOUR,
    modalites={"cap": "CAP ou moins", "plus": "Au-dessus du CAP"},
    colonne=ibis.cases((_.niveau_3, "cap"), (_.niveau_3.notnull(), "plus")),
)  # fmt: skip
QPV = Ventilation(
    code="qpv_adresse", libelle="Adresse au premier jour du contrat",
    modalites={"oui": "En quartier prioritaire", "non": "Ailleurs"},
    colonne=ibis.cases((_.qpv_adresse, "oui"), (_.qpv_adresse.notnull(), "non")),
    source="charte d’insertion du NPNRU : heures d’habitants des quartiers",
)  # fmt: skip
CONTRAT = Ventilation(
    code="contrat_clause", libelle="Type de contrat de la clause", colonne=_.type,
    source="enquête nationale de 2010 ; domaine de la clause",
    modalites={contrat.value: libelle for contrat, libelle in LIBELLES_CONTRAT.items()},
)  # fmt: skip
MODE = Ventilation(
    code="mode", libelle="Mode de réalisation", colonne=_["mode"], source="domaine de la clause, mise à l’emploi",
    modalites={mode.value: libelle for mode, libelle in LIBELLES_MODE.items()},
)  # fmt: skip
DOMAINE = Ventilation(
    code="domaine", libelle="Domaine professionnel", colonne=_.domaine,
    source="répertoire ROME de France Travail : lettre du grand domaine",
    modalites={
        "A": "Agriculture, espaces naturels et espaces verts", "B": "Arts et façonnage d’ouvrages d’art",
        "C": "Banque, assurance, immobilier", "D": "Commerce, vente et grande distribution", "E": "Communication, média",
        "F": "Construction, bâtiment et travaux publics", "G": "Hôtellerie-restauration, tourisme, animation",
        "H": "Industrie",
        "I": "Installation et maintenance", "J": "Santé", "K": "Services à la personne et à la collectivité",
        "L": "Spectacle", "M": "Support à l’entreprise", "N": "Transport et logistique",
    },
)  # fmt: skip
TYPE_HEURES = Ventilation(
    code="type_heures", libelle="Type d’heures", colonne=_.type_heures, source="domaine de la clause, décompte",
    modalites={genre.value: libelle for genre, libelle in LIBELLES_TYPE.items()},
)  # fmt: skip
FINANCEMENT = Ventilation(
    code="financement", libelle="Financement principal du poste", colonne=_.financement,
    source="Localtis, financement des clauses en 2014",
    modalites={financement.value: libelle for financement, libelle in LIBELLES_FINANCEMENT.items()},
)  # fmt: skip
SITUATION = Ventilation(
    code="situation_sortie", libelle="Situation au jalon", colonne=_.situation, source="enquête nationale de 2010",
    modalites={
        situation.value: libelle for situation, libelle in LIBELLES_SITUATION.items()
        if situation is not SituationSortie.INJOIGNABLE
    },
)  # fmt: skip
RENSEIGNEMENT = Publics(
    code="renseignement_clause", libelle="Réponses connues", source="référentiel du réseau, I-30",
    questions={
        "profil": Question("Profil demandé au premier jour", _[Profil.FEMME.value].notnull()),
        "adresse": Question("Adresse située au premier jour", _.qpv_adresse.notnull()),
        "metier": Question("Métier codé", _.domaine.notnull()),
    },
)  # fmt: skip
