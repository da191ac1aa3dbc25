"""Who makes the clause live, what one facilitateur carries, and what people become after it."""

from decimal import Decimal

import ibis
from ibis import _

from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.clause.nomenclatures.suivi import POSITIVES, Jalon
from maillage.consolidation.catalogue.clause.heures import ACTIFS, FICHE_7, PERSONNES, SUIVIES
from maillage.consolidation.catalogue.clause.populations import (
    DONNEURS_TENUS,
    ENTREPRISES_TENUES,
    JALONS,
    MARCHES_TENUS,
    POSTES_TENUS,
)
from maillage.consolidation.catalogue.clause.ventilations import FINANCEMENT, SITUATION
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Somme, Sur, Taux
from maillage.indicateurs.periodes import PERIODE

MILLION = 1_000_000
JOURS = PERIODE.fin.delta(PERIODE.debut, unit="day") + 1
TENUS = ibis.least(_.au.fill_null(PERIODE.fin), PERIODE.fin).delta(ibis.greatest(_.du, PERIODE.debut), unit="day") + 1
# In millionths of a full time, so that they add up: those of each post, over the days of the period, rounded down.
MILLIONIEMES = _.dix_milliemes * TENUS * 100 // JOURS


def count_etp(code: str, libelle: str, fonction: FonctionPoste, compte: str) -> Somme:
    return Somme(
        code=f"clause.{code}", repere=code.upper(), libelle=libelle, unite="ETP", decimales=2, population=POSTES_TENUS,
        compte=compte,
        condition=_.fonction == fonction.value, valeur=MILLIONIEMES, diviseur=Decimal(MILLION),
        source=f"{FICHE_7}, laissé en blanc",
        ventilations=(FINANCEMENT,), note="Temps de travail × jours tenus ÷ jours de la période.",
    )  # fmt: skip


FACILITATEURS = count_etp(
    "etp_facilitateurs", "Facilitateurs, en équivalents temps plein", FonctionPoste.FACILITATEUR,
    "équivalents temps plein de facilitateurs",
)  # fmt: skip
COORDINATEURS = count_etp(
    "etp_coordinateurs", "Coordination, en équivalents temps plein", FonctionPoste.COORDINATEUR,
    "équivalents temps plein de coordination",
)  # fmt: skip
EQUIPE = Chapitre(
    "clause-equipe", "L’équipe", "Les postes déclarés par les services ; la coordination est comptée à part.",
    (
        FACILITATEURS,
        COORDINATEURS,
        Effectif(
            code="clause.postes", libelle="Postes de facilitation", unite="postes", population=POSTES_TENUS,
            compte="postes de facilitation tenus dans la période", condition=_.fonction == FonctionPoste.FACILITATEUR.value,
            source=FICHE_7, note="Un temps de travail qui change fait deux lignes : ce ne sont pas des personnes.",
        ),
        Taux(
            code="clause.financements", libelle="Temps de facilitation par financement", unite="%",
            source="Localtis, financement des clauses en 2014 : 48, 34, 14 et 4 %", numerateur=FACILITATEURS,
            denominateur=FACILITATEURS, sur=Sur.ENSEMBLE, ventilations=(FINANCEMENT,),
            note="Par ce qui paie la plus grande part de chaque poste.",
        ),
    ),
)  # fmt: skip
DE_CEUX_QUI_DECLARENT = "des services qui ont déclaré un poste"


def _list_ratios() -> tuple[Taux, ...]:
    """Of the same services: those that declared a post in the period."""
    tenus = {"ventilations": (), "note": ""}
    heures = Somme(
        code="clause.heures_tenus", libelle=f"Heures validées {DE_CEUX_QUI_DECLARENT}", unite="heures",
        population=SUIVIES.population, compte=f"heures réelles validées {DE_CEUX_QUI_DECLARENT}", source=FICHE_7,
        condition=~_.is_agregee & (_.postes > 0), valeur=_.centiemes, diviseur=SUIVIES.diviseur,
    )  # fmt: skip
    personnes = PERSONNES.where(
        _.postes > 0, code="clause.participants_tenus", libelle=f"Personnes employées {DE_CEUX_QUI_DECLARENT}",
        compte=f"personnes employées {DE_CEUX_QUI_DECLARENT}", **tenus,
    )  # fmt: skip
    contrats = ACTIFS.where(
        _.postes > 0, code="clause.contrats_tenus", libelle=f"Contrats actifs {DE_CEUX_QUI_DECLARENT}",
        compte=f"contrats actifs {DE_CEUX_QUI_DECLARENT}", **tenus,
    )  # fmt: skip
    donneurs, marches, entreprises = (
        Effectif(
            code=f"clause.{population.code}", libelle=population.libelle, unite=population.unite, population=population,
            compte=f"{nom} {DE_CEUX_QUI_DECLARENT}", source=FICHE_7,
        )
        for population, nom in (
            (DONNEURS_TENUS, "donneurs d’ordre"), (MARCHES_TENUS, "marchés en cours"),
            (ENTREPRISES_TENUES, "entreprises engagées"),
        )
    )  # fmt: skip
    lignes: tuple[tuple[str, str, str, Effectif | Somme, int | Decimal, int, str], ...] = (
        ("donneurs", "DONNEURS_ORDRE", "Donneurs d’ordre", donneurs, MILLION, 1, "10 en 2019 et 2020"),
        ("marches", "MARCHES_EN_COURS", "Marchés en cours", marches, MILLION, 1, "162 en 2019, 151 en 2020"),
        ("heures", "HEURES", "Heures validées", heures, MILLION // 100, 0, "62 000 en 2019, 59 600 en 2020"),
        ("etp", "ETP", "Équivalents temps plein réalisés", heures, Decimal(MILLION) / 100 / 1607, 1,
         "39 en 2019, 37 en 2020 ; à 1 607 heures"),
        ("participants", "PARTICIPANTS", "Personnes employées", personnes, MILLION, 1, "150 en 2019, 145 en 2020"),
        ("contrats", "CONTRATS_ACTIFS", "Contrats actifs", contrats, MILLION, 1, "205 en 2019, 191 en 2020"),
        ("entreprises", "ENTREPRISES", "Entreprises engagées", entreprises, MILLION, 1,
         "50 en 2019, où le calcul donne 47 ; 60 en 2020, incohérent avec les autres"),
    )  # fmt: skip
    return tuple(
        Taux(
            code=f"clause.{code}_par_facilitateur", repere=f"{repere}_PAR_FACILITATEUR",
            libelle=f"{libelle} par facilitateur à temps plein", source=FICHE_7,
            unite="par facilitateur", numerateur=numerateur, denominateur=FACILITATEURS, facteur=facteur,
            decimales=decimales,
            note=f"Publié : {publie}.",
        )
        for code, repere, libelle, numerateur, facteur, decimales, publie in lignes
    )  # fmt: skip


PAR_FACILITATEUR = Chapitre(
    "clause-charge", "Pour un facilitateur à temps plein",
    "Numérateurs et base des mêmes services : ceux qui ont déclaré un poste dans la période.", _list_ratios(),
)  # fmt: skip


def _list_sorties(jalon: Jalon, publie: str) -> tuple[Effectif | Taux, ...]:
    mois, nom = int(jalon), f"{int(jalon)} mois après"
    source = f"enquête nationale de 2010 : {publie}, dénominateur inconnu"
    cohorte = Effectif(
        code=f"clause.sortie_{mois}", repere=f"SORTIE_{mois}", libelle=f"Personnes sorties de la clause, {nom}",
        unite="personnes", population=JALONS,
        compte=f"personnes dont le jalon de {mois} mois est dans la période", condition=_.jalon == mois, source=source,
    )  # fmt: skip
    repondants = cohorte.where(
        _.situation.notnull(), code=f"clause.sortie_{mois}_repondants", libelle=f"Situations connues, {nom}",
        compte=f"situations dites à trente jours près, {nom}",
    )  # fmt: skip
    positives = cohorte.where(
        _.situation.fill_null("").isin(sorted(situation.value for situation in POSITIVES)),
        code=f"clause.sortie_{mois}_positives",
        libelle=f"En contrat ou en formation qualifiante, {nom}",
        compte=f"en contrat de travail ou en formation qualifiante, {nom}",
    )  # fmt: skip
    return (
        cohorte, repondants, positives,
        Taux(
            code=f"clause.sortie_{mois}_sur_repondants", repere=f"SORTIE_{mois}",
            libelle=f"En contrat ou en formation {nom}, sur les réponses", unite="%",
            source=source, numerateur=positives, denominateur=repondants,
        ),
        Taux(
            code=f"clause.sortie_{mois}_sur_cohorte", repere=f"SORTIE_{mois}",
            libelle=f"En contrat ou en formation {nom}, sur toutes les sorties", unite="%",
            source=source, numerateur=positives, denominateur=cohorte,
            note="Une situation inconnue y compte comme si elle n’était pas positive : à lire avec l’autre taux.",
        ),
        Taux(
            code=f"clause.sortie_{mois}_reponses", repere=f"SORTIE_{mois}",
            libelle=f"Situations connues {nom}, part des sorties", unite="%", source=source,
            numerateur=repondants, denominateur=cohorte,
        ),
        Taux(
            code=f"clause.sortie_{mois}_situations", libelle=f"Situation {nom}", unite="%", source=source,
            numerateur=repondants,
            denominateur=repondants, sur=Sur.ENSEMBLE, ventilations=(SITUATION,),
        ),
    )  # fmt: skip


APRES = Chapitre(
    "clause-apres", "Après la clause",
    "Six et douze mois après la fin du dernier contrat, deux taux et la part des réponses.",
    (*_list_sorties(Jalon.SIX, "67 %"), *_list_sorties(Jalon.DOUZE, "80 %")),
)  # fmt: skip
