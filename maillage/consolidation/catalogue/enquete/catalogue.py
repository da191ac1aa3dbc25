"""The catalogue of the annual survey (Consolidation des PLIE 2019, § 2.4; FSE: domaine 03 § 4.4, 4.5 and 9)."""

from decimal import Decimal

from ibis import _

from maillage.consolidation.catalogue.enquete.delais import MEDIANES, NEUVIEMES
from maillage.consolidation.catalogue.enquete.nombres import ENQUETE_ANNUELLE, REPONDANTS, add_up, average
from maillage.consolidation.catalogue.enquete.rapports import ALLOUES, GESTION, MOYENS, measure_rapports
from maillage.consolidation.catalogue.enquete.repartitions import (
    EMPLOYEURS,
    FINANCEURS,
    NATURES,
    TYPES,
    measure_repartition,
)
from maillage.consolidation.enquetes.rules.questions import ADDITIFS, CHOIX, NOMBRES, SECTIONS, Unite
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.mesures import AnyMesure, Effectif, Somme, Sur, Taux
from maillage.indicateurs.ventilations import Ventilation
from maillage.socle.typographie import lower_initiale

LEVIER = "référentiel du FSE, § 4.4 : contreparties et effet de levier"
# Of the answers themselves, those whose mean is said.
MOYENNES = (
    "alloues", "operateurs", "iae", "interne", "interne_etp", "referents_internes", "referents_internes_etp", "referents_externes",
    "referents_externes_etp", "entreprises", "operateurs_conventionnes",
)  # fmt: skip
TOUS = Effectif(
    code="enquete.repondants", libelle="Réponses transmises à l’enquête", unite="dispositifs", population=REPONDANTS,
    compte="dispositifs qui ont transmis leurs réponses", source=ENQUETE_ANNUELLE,
)  # fmt: skip
PORTAGE = Ventilation(
    code="portage", libelle="Mode de gestion du FSE", colonne=_.portage, modalites=CHOIX["portage"].choix,
    source="Consolidation des PLIE 2019, fiche 20",
)  # fmt: skip
MODES = Taux(
    code="enquete.portages", libelle="Modes de gestion du FSE", unite="%", source=PORTAGE.source, numerateur=TOUS,
    denominateur=TOUS, sur=Sur.RENSEIGNES, ventilations=(PORTAGE,), note="Un dispositif a un mode et un seul.",
)  # fmt: skip


def _name(code: str) -> str:
    """Two questions of one label (persons, working time) are told apart."""
    question = NOMBRES[code]
    nom = question.libelle.removeprefix("Dont ")
    nom = f"{nom[:1].upper()}{nom[1:]}"
    return f"{nom}, en équivalents temps plein" if question.unite is Unite.ETP else nom


def sum_question(code: str) -> Somme:
    return add_up(
        f"enquete.{code}", f"{_name(code)} : somme des réponses", (code,), compte=f"{lower_initiale(_name(code))}, de qui l’a donné",
        source=ENQUETE_ANNUELLE,
    )  # fmt: skip


SOMMES: dict[str, Somme] = {code: sum_question(code) for code in ADDITIFS}


def _list_reponses(section: str) -> tuple[AnyMesure, ...]:
    asked = next(one for one in SECTIONS if one.code == section).questions
    found: list[AnyMesure] = []
    for question in asked:
        if question.code in SOMMES:
            found.append(SOMMES[question.code])
            if question.code in MOYENNES:
                found.append(average(SOMMES[question.code], f"{_name(question.code)}, par dispositif"))
    return tuple(found)


_FINANCEURS = measure_repartition(FINANCEURS)
_BY_CODE = {mesure.code: mesure for mesure in _FINANCEURS}


def _lever(code: str, libelle: str, numerateur: str) -> Taux:
    above, below = _BY_CODE[numerateur], _BY_CODE[FINANCEURS.get_code("bloc_communal")]
    assert isinstance(above, Somme)
    assert isinstance(below, Somme)
    return Taux(
        code=code, libelle=libelle, unite="€ pour un euro", source=LEVIER, numerateur=above, denominateur=below, facteur=Decimal(1),
        decimales=1, note="Sur les montants non arrondis, de qui a donné chaque financement.",
    )  # fmt: skip


LEVIERS = (
    _lever("enquete.levier_fse", "FSE pour un euro des communes et intercommunalités", FINANCEURS.get_code("fse")),
    _lever("enquete.levier_total", "Financements pour un euro des communes et intercommunalités", FINANCEURS.total),
)
ENQUETE = Catalogue.make((
    Chapitre("enquete-reponses", "Enquête annuelle", "Ce que les dossiers ne disent pas, demandé une fois par an à chaque dispositif.", (TOUS,)),
    Chapitre(
        "enquete-financements", "Financements des PLIE", "De qui a donné chacun des financements : une seule base pour tous.",
        (*_FINANCEURS, *LEVIERS),
    ),
    Chapitre(
        "enquete-recettes", "Chaque financement, de qui l’a donné", "Chacun a ses propres répondants : ces sommes ne se comparent pas.",
        _list_reponses("financements"),
    ),
    Chapitre(
        "enquete-operateurs", "Financements alloués aux opérateurs", "Ce que les PLIE allouent pour construire les parcours.",
        (*_list_reponses("operateurs"), *measure_rapports(ALLOUES), *measure_repartition(TYPES)),
    ),
    Chapitre(
        "enquete-natures", "Financements alloués, par type d’opération", "À quoi sert ce que les PLIE allouent, leur propre équipe comprise.",
        (*measure_repartition(NATURES), *_list_reponses("natures")),
    ),
    Chapitre(
        "enquete-equipes", "Équipes des PLIE", "Au dernier jour de l’année, en personnes et en équivalents temps plein.",
        (*_list_reponses("equipe"), *measure_repartition(EMPLOYEURS)),
    ),
    Chapitre("enquete-partenaires", "Partenaires des PLIE", "Avec qui les PLIE ont travaillé dans l’année.", _list_reponses("partenaires")),
    Chapitre(
        "enquete-fse", "Gestion du FSE", "Cumulés du début de la programmation au dernier jour de l’année, de qui a donné les deux termes.",
        (MODES, *measure_rapports(GESTION), *_list_reponses("fse")),
    ),
    Chapitre(
        "enquete-delais", "Délais de gestion du FSE",
        "En jours de calendrier, de ce qui a franchi l’étape dans l’année. Une médiane ne s’additionne pas : celles du réseau sont de "
        "dispositifs, non d’opérations.",
        (*measure_rapports(MOYENS), *MEDIANES, *NEUVIEMES, *_list_reponses("delais")),
    ),
))  # fmt: skip
