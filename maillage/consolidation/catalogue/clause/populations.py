"""Who and what is counted of the clause, and by which rule of the period.

What a service shares with others (a lot, a market, a company) is counted at the level asked,
each once: such counts do not add
up (R10). People and contracts are known in their own service only: those add up.
"""

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.consolidation.faits.tables_clause import (
    CONTRATS,
    ENGAGEMENTS,
    ENTREPRISES,
    HEURES,
    LOTS,
    POSTES,
    REALISES,
    REDEVABLES,
    SORTIES,
    SUIVIS,
)
from maillage.indicateurs.periodes import PERIODE
from maillage.indicateurs.populations import TERRITOIRE, Lien, Population

PRESENT_LE_DERNIER_JOUR = (_.du <= PERIODE.fin) & (_.au.isnull() | (_.au >= PERIODE.fin))
PRESENT = (_.du <= PERIODE.fin) & (_.au.isnull() | (_.au >= PERIODE.debut))
DANS_LA_PERIODE = _.mois.between(PERIODE.debut, PERIODE.fin)
EN_COURS = (
    (_.notifie_le <= PERIODE.fin) & (_.debut <= PERIODE.fin)
    & (_.fin.isnull() | (_.fin >= PERIODE.debut)) & (_.resilie_le.isnull() | (_.resilie_le >= PERIODE.debut))
)  # fmt: skip
DU_LOT = ("dispositif", "lot")
SUIVI = Lien(
    nom="suivi", definition="suivi en vigueur le dernier jour, comme pilote ou participante", table=SUIVIS, cles=DU_LOT,
    condition=PRESENT_LE_DERNIER_JOUR,
)  # fmt: skip
PILOTE = Lien(
    nom="pilote", definition="pilotage en vigueur le dernier jour", table=SUIVIS, cles=DU_LOT,
    condition=(_.role == RoleSuivi.PILOTE.value) & PRESENT_LE_DERNIER_JOUR,
)  # fmt: skip
LOT_EN_COURS = Lien(
    nom="lot_en_cours", definition="le lot, s’il est en cours", table=LOTS, cles=DU_LOT, condition=EN_COURS
)
TENUS = Lien(
    nom="postes", definition="postes tenus dans la période par ce service", table=POSTES, cles=("dispositif",),
    condition=PRESENT,
)  # fmt: skip
ENGAGEES = Lien(
    nom="engagees", definition="centièmes d’heure engagés le dernier jour", table=ENGAGEMENTS, cles=DU_LOT,
    condition=PRESENT_LE_DERNIER_JOUR, valeur=_.centiemes,
)  # fmt: skip
REALISEES = Lien(
    nom="realisees", definition="centièmes d’heure valorisée depuis le début du lot", table=REALISES, cles=DU_LOT,
    condition=_.mois <= PERIODE.fin, valeur=_.centiemes,
)  # fmt: skip
TENU = ibis.least(_.engagees, _.realisees)  # what a lot does beyond its engagement makes up for no other
# What ends a lot is the first of the two.
FINI_DANS_LA_PERIODE = ibis.least(_.fin, _.resilie_le).between(PERIODE.debut, PERIODE.fin).fill_null(False)
ECHU = FINI_DANS_LA_PERIODE & (_.notifie_le <= PERIODE.fin) & _.is_pilote
CONDUITE = Lien(
    nom="conduite", definition="entreprise connue qui en répond le dernier jour", table=REDEVABLES, cles=DU_LOT,
    condition=_.is_tete & _.entreprise.notnull() & PRESENT_LE_DERNIER_JOUR,
)  # fmt: skip


def link_heures(nom: str, de_quoi: str, *cles: str) -> Lien:
    return Lien(
        nom=nom, definition=f"centièmes d’heure validée dans la période, {de_quoi}", table=HEURES, cles=cles,
        condition=~_.is_agregee & DANS_LA_PERIODE, valeur=_.centiemes,
    )  # fmt: skip


DE_LA_PERSONNE = link_heures("heures_personne", "de la personne", "dispositif", "personne")
DU_CONTRAT = link_heures("heures_contrat", "du contrat", "dispositif", "contrat")
DU_MARCHE = link_heures("heures_marche", "du marché", TERRITOIRE, "marche")
REGLE = (
    "notifiés, commencés avant la fin de la période, ni terminés ni résiliés avant son début, que le service pilote ou suit le "
    "dernier jour"
)


def count_en_cours(
    code: str,
    libelle: str,
    unite: str,
    cle: str,
    regle: str = "",
    *,
    tenus: bool = False,
    condition: Deferred | None = None,
) -> Population:
    """One of each `cle` among the lots under way. `tenus`: of the services that declared a post alone."""
    suffixe = " des services qui ont déclaré un poste dans la période" if tenus else ""
    kept = EN_COURS & (_.suivi > 0)
    kept = kept if condition is None else kept & condition
    return Population(
        code=f"{code}_tenus" if tenus else code, libelle=f"{libelle}{suffixe}", unite=unite, table=LOTS,
        regle=f"{regle or f'{unite} distincts des lots'} {REGLE}{suffixe and f', {suffixe.strip()}'}",
        condition=kept & (_.postes > 0) if tenus else kept, une_par=(TERRITOIRE, cle), dernier=("notifie_le", "lot"),
        liens=(SUIVI, TENUS) if tenus else (SUIVI,),
    )  # fmt: skip


LOTS_EN_COURS = count_en_cours("lots", "Lots en cours", "lots", "lot", "lots")
MARCHES_EN_COURS, MARCHES_TENUS = (
    count_en_cours("marches", "Marchés en cours", "marchés", "marche", tenus=tenus) for tenus in (False, True)
)
DONNEURS_EN_COURS, DONNEURS_TENUS = (
    count_en_cours("donneurs", "Donneurs d’ordre", "donneurs d’ordre", "acheteur", tenus=tenus)
    for tenus in (False, True)
)
MOA_EN_COURS = count_en_cours("maitres_ouvrage", "Maîtres d’ouvrage", "maîtres d’ouvrage", "maitre_ouvrage")
OPERATIONS_EN_COURS = count_en_cours(
    "operations", "Opérations en cours", "opérations", "operation", "opérations distinctes des lots",
    condition=_.operation.notnull(),
)  # fmt: skip


def count_entreprises(*, tenus: bool) -> Population:
    suffixe = ", des services qui ont déclaré un poste dans la période" if tenus else ""
    present = PRESENT & (_.lot_en_cours > 0) & (_.suivi > 0)
    return Population(
        code="entreprises_tenus" if tenus else "entreprises", libelle=f"Entreprises engagées{suffixe}", unite="entreprises",
        table=ENTREPRISES,
        regle=f"entreprises distinctes, tous rôles, présentes dans la période sur les lots {REGLE}{suffixe}",
        condition=present & (_.postes > 0) if tenus else present, une_par=(TERRITOIRE, "entreprise"), dernier=("du", "lot"),
        liens=(LOT_EN_COURS, SUIVI, TENUS) if tenus else (LOT_EN_COURS, SUIVI),
    )  # fmt: skip


ENTREPRISES_PRESENTES, ENTREPRISES_TENUES = (count_entreprises(tenus=tenus) for tenus in (False, True))
ENGAGEMENTS_EN_COURS = Population(
    code="engagements", libelle="Engagements des lots en cours", unite="lots", table=ENGAGEMENTS,
    regle=f"engagement en vigueur le dernier jour de la période, des lots {REGLE}",
    condition=PRESENT_LE_DERNIER_JOUR & (_.lot_en_cours > 0) & (_.suivi > 0), une_par=(TERRITOIRE, "lot"), dernier=("du",),
    liens=(LOT_EN_COURS, SUIVI),
)  # fmt: skip
LOTS_PILOTES = Population(
    code="lots_pilotes", libelle="Lots en cours, chez qui les pilote", unite="lots", table=LOTS,
    regle="lots notifiés, commencés avant la fin de la période, ni terminés ni résiliés avant son début, comptés chez le seul "
    "service qui les pilote le dernier jour",
    condition=EN_COURS & (_.pilote > 0), liens=(PILOTE, ENGAGEES),
)  # fmt: skip
REGLE_ECHUS = (
    "lots finis ou résiliés dans la période, qui demandent des heures, comptés chez le seul service qui les pilote au jour de "
    "l’extraction ; leurs heures, depuis leur début"
)
LOTS_ECHUS = Population(
    code="lots_echus", libelle="Lots échus, chez qui les pilote", unite="lots", table=LOTS, regle=REGLE_ECHUS,
    condition=ECHU & (_.engagees > 0), liens=(ENGAGEES, REALISEES),
)  # fmt: skip
LOTS_ECHUS_CONDUITS = Population(
    code="lots_echus_conduits", libelle="Lots échus, et qui en répond", unite="lots", table=LOTS, regle=REGLE_ECHUS,
    condition=ECHU & (_.engagees > 0), liens=(ENGAGEES, CONDUITE),
)  # fmt: skip
HEURES_DU_MOIS = Population(
    code="heures", libelle="Heures de la période", unite="lignes", table=HEURES,
    regle="lignes validées, dont le mois est dans la période, de lots non abandonnés, chez le service qui en a le crédit ; celles "
    "qu’une structure déclare en un seul total, chez qui pilote le lot le dernier jour",
    condition=DANS_LA_PERIODE & (~_.is_agregee | (_.pilote > 0)), liens=(PILOTE, TENUS),
)  # fmt: skip
MARCHES_DES_HEURES = Population(
    code="marches_heures", libelle="Marchés des heures de la période", unite="marchés", table=HEURES,
    regle="marchés distincts qui ont plus de zéro heure validée dans la période, corrections déduites",
    condition=DANS_LA_PERIODE & ~_.is_agregee & (_.heures_marche > 0), une_par=(TERRITOIRE, "marche"),
    dernier=("mois", "lot"), liens=(DU_MARCHE,),
)  # fmt: skip
PARTICIPANTS = Population(
    code="participants", libelle="Personnes employées", unite="personnes", table=CONTRATS,
    regle="personnes qui ont plus de zéro heure validée dans la période, corrections déduites, décrites par le premier de leurs "
    "contrats qui en a ; une personne qui a un dossier dans deux services compte dans chacun",
    condition=(_.heures_personne > 0) & (_.heures_contrat > 0), une_par=("dispositif", "personne"), premier=("rang",),
    liens=(DE_LA_PERSONNE, DU_CONTRAT, TENUS),
)  # fmt: skip
CONTRATS_ACTIFS = Population(
    code="contrats_actifs", libelle="Contrats actifs", unite="contrats", table=CONTRATS,
    regle="contrats qui ont plus de zéro heure validée dans la période, corrections déduites ; un contrat dont deux services se "
    "partagent les heures compte dans chacun",
    condition=_.heures_contrat > 0, liens=(DU_CONTRAT, TENUS),
)  # fmt: skip
EMPLOYEURS_ACTIFS = Population(
    code="employeurs", libelle="Employeurs des contrats actifs", unite="employeurs", table=CONTRATS,
    regle="employeurs distincts, par leur SIREN, des contrats qui ont plus de zéro heure validée dans la période",
    condition=_.heures_contrat > 0, une_par=(TERRITOIRE, "employeur"), premier=("rang", "dispositif"), liens=(DU_CONTRAT,),
)  # fmt: skip
CONTRATS_SIGNES = Population(
    code="contrats_signes", libelle="Contrats signés", unite="contrats", table=CONTRATS,
    regle="contrats gérés par le service, rattachés à un lot, commencés dans la période",
    condition=_.is_gere & _.is_sur_lot & _.debut.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
CONTRATS_FINIS = Population(
    code="contrats_finis", libelle="Contrats finis", unite="contrats", table=CONTRATS,
    regle="contrats gérés par le service, rattachés à un lot, dont le dernier jour, réel ou à défaut prévu, est dans la période et "
    "passé au jour de l’extraction",
    condition=_.is_gere & _.is_sur_lot & _.fin.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
POSTES_TENUS = Population(
    code="postes", libelle="Postes tenus dans la période", unite="postes", table=POSTES,
    regle="temps de travail tenus un jour au moins de la période, chacun pour ses jours", condition=PRESENT,
)  # fmt: skip
JALONS = Population(
    code="sorties", libelle="Jalons après la clause", unite="jalons", table=SORTIES,
    regle="six ou douze mois après la fin du dernier contrat, sans nouveau contrat de la clause d’ici là, quand ce jour est dans la "
    "période",
    condition=_.prevu_le.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
