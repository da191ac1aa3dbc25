"""By what the network breaks its figures down. Statuses are those of the day of entry, even of those who leave."""

import ibis
from ibis import _

from maillage.indicateurs.ventilations import Publics, Question, Ventilation
from maillage.parcours.nomenclatures.etapes import LIBELLES_FAMILLE
from maillage.parcours.nomenclatures.sorties import (
    LIBELLES_CAUSE,
    LIBELLES_CLASSE,
    LIBELLES_CONTRAT_TRAVAIL,
    LIBELLES_SECTEUR,
    LIBELLES_TAILLE,
    Cause,
    Classe,
)
from maillage.participants.nomenclatures.niveaux import DEFINITIONS, LIBELLES_GROUPE, Groupe

ENTREE = "Consolidation des PLIE 2019, § 2.1 ; statut lu au jour de l’entrée"
TAUX_I30 = "référentiel du réseau, I-30 : à publier pour chaque ventilation, alerte sous 90 %"
TRANCHES: dict[str, tuple[str, int, int]] = {
    "moins_26": ("Moins de 26 ans", 0, 25), "26_44": ("26 à 44 ans", 26, 44), "45_plus": ("45 ans et plus", 45, 200),
}  # fmt: skip
TRANCHES_FINES: dict[str, tuple[str, int, int]] = {
    "moins_26": ("Moins de 26 ans", 0, 25), "26_44": ("26 à 44 ans", 26, 44), "45_54": ("45 à 54 ans", 45, 54),
    "55_59": ("55 à 59 ans", 55, 59), "60_plus": ("60 ans et plus", 60, 200),
}  # fmt: skip


def _by_age(code: str, libelle: str, tranches: dict[str, tuple[str, int, int]]) -> Ventilation:
    return Ventilation(
        code=code, libelle=libelle, source=ENTREE, modalites={cle: nom for cle, (nom, _low, _high) in tranches.items()},
        colonne=ibis.cases(*((_.age.between(low, high), cle) for cle, (_nom, low, high) in tranches.items())),
    )  # fmt: skip


def list_niveaux(*groupes: Groupe) -> list[int]:
    return [niveau.value for niveau, definition in DEFINITIONS.items() if definition.groupe in groupes]


PEU_OU_PAS = list_niveaux(Groupe.SANS_QUALIFICATION, Groupe.PEU_QUALIFIE)
SEXE = Ventilation(code="sexe", libelle="Sexe", colonne=_.sexe, modalites={"f": "Femmes", "h": "Hommes"}, source=ENTREE)
AGE = _by_age("age", "Âge à l’entrée", TRANCHES)
AGE_FIN = _by_age("age_fin", "Âge à l’entrée, détaillé", TRANCHES_FINES)
NIVEAU = Ventilation(
    code="niveau", libelle="Niveau de formation", source=ENTREE,
    modalites={groupe.value: libelle for groupe, libelle in LIBELLES_GROUPE.items()},
    colonne=ibis.cases(*((_.niveau.isin(list_niveaux(groupe)), groupe.value) for groupe in LIBELLES_GROUPE)),
)  # fmt: skip
PUBLICS = Publics(
    code="publics", libelle="Publics", source=ENTREE,
    questions={
        "brsa": Question("Bénéficiaires du RSA", _.brsa),
        "deld": Question("Demandeurs d’emploi de longue durée", _.deld),
        "boeth": Question("Travailleurs handicapés", _.boeth),
        "qpv": Question("Habitants d’un quartier prioritaire", _.qpv),
    },
)  # fmt: skip
RENSEIGNEMENT = Publics(
    code="renseignement", libelle="Réponses connues à l’entrée", source=TAUX_I30,
    questions={
        nom: Question(libelle, _[nom].notnull())
        for nom, libelle in (
            ("sexe", "Sexe"), ("age", "Date de naissance"), ("niveau", "Niveau de formation"), ("brsa", "RSA"),
            ("deld", "Durée d’inscription"), ("boeth", "Handicap"), ("qpv", "Quartier de l’adresse"),
        )
    },
)  # fmt: skip
RENSEIGNEMENT_EMPLOI = Publics(
    code="renseignement_emploi", libelle="Réponses connues sur l’emploi", source=TAUX_I30,
    questions={
        nom: Question(libelle, _[nom].notnull())
        for nom, libelle in (("contrat", "Type de contrat"), ("taille", "Taille de l’employeur"))
    },
)  # fmt: skip
RENSEIGNEMENT_SECTEUR = Publics(
    code="renseignement_secteur", libelle="Réponses connues sur le secteur", source=TAUX_I30,
    questions={"secteur": Question("Secteur d’activité", _.secteur.notnull())},
)  # fmt: skip
CATEGORIES = Publics(
    code="categories", libelle="Catégories de participants",
    source="Consolidation des PLIE 2019, § 2.2, taux par type de participant ; statut lu au jour de l’entrée",
    questions={
        "femmes": Question("Femmes", _.sexe == "f"),
        "hommes": Question("Hommes", _.sexe == "h"),
        "deld": Question("Demandeurs d’emploi de longue durée", _.deld),
        "brsa": Question("Bénéficiaires du RSA", _.brsa),
        "sans_qualification": Question(
            "Sans qualification (V bis et VI)", _.niveau.isin(list_niveaux(Groupe.SANS_QUALIFICATION))
        ),
        "peu_qualifies": Question("Peu qualifiés (V)", _.niveau.isin(list_niveaux(Groupe.PEU_QUALIFIE))),
        "qualifies": Question("Qualifiés (I à IV)", _.niveau.isin(list_niveaux(Groupe.QUALIFIE))),
    },
)  # fmt: skip
CAUSE = Ventilation(
    code="cause", libelle="Cause de la sortie sans suite", colonne=_.cause,
    modalites={cause.value: libelle for cause, libelle in LIBELLES_CAUSE.items()},
    source="Consolidation des PLIE 2019, § 2.2",
)  # fmt: skip
ISSUE = Ventilation(
    code="issue", libelle="Issue du parcours", source="Consolidation des PLIE 2019, § 2.2",
    colonne=ibis.ifelse(_.classe == Classe.SANS_SUITE.value, _.cause, _.classe),
    modalites={
        **{classe.value: nom for classe, nom in LIBELLES_CLASSE.items() if classe is not Classe.SANS_SUITE},
        Cause.ABANDON.value: LIBELLES_CAUSE[Cause.ABANDON], Cause.NEUTRE.value: LIBELLES_CAUSE[Cause.NEUTRE],
        Cause.AUTRE.value: "Autre sortie sans suite, dont évolution vers un dispositif plus adapté",
    },
)  # fmt: skip
FAMILLE = Ventilation(
    code="famille", libelle="Famille d’étapes", colonne=_.famille,
    modalites={famille.value: libelle for famille, libelle in LIBELLES_FAMILLE.items()},
    source="Consolidation des PLIE 2019, § 2.3",
)  # fmt: skip
IAE = Ventilation(
    code="iae", libelle="Structure de l’insertion par l’activité économique", colonne=_.iae,
    modalites={
        "ACI": "Atelier et chantier d’insertion", "EI": "Entreprise d’insertion",
        "ETTI": "Entreprise de travail temporaire d’insertion", "AI": "Association intermédiaire",
        "autre": "Régie de quartier",
    },
    source="Consolidation des PLIE 2019, fiche 8",
)  # fmt: skip
EMPLOI = "Consolidation des PLIE 2019, § 2.2 ; données partielles"
CONTRAT = Ventilation(
    code="contrat", libelle="Contrat", colonne=_.contrat, source=EMPLOI,
    modalites={contrat.value: libelle for contrat, libelle in LIBELLES_CONTRAT_TRAVAIL.items()},
)  # fmt: skip
SECTEUR = Ventilation(
    code="secteur", libelle="Secteur d’activité", colonne=_.secteur, source=EMPLOI,
    modalites={secteur.value: libelle for secteur, libelle in LIBELLES_SECTEUR.items()},
)  # fmt: skip
TAILLE = Ventilation(
    code="taille", libelle="Taille de l’employeur", colonne=_.taille, source=EMPLOI,
    modalites={taille.value: libelle for taille, libelle in LIBELLES_TAILLE.items()},
)  # fmt: skip
