"""The published shares that fictitious markets are drawn in; what no text publishes is the project's own, and says so.

Sources: « Chiffres clés de la clause » d’Alliance Villes Emploi (2020, published in 2022): shares of full-time equivalents by
buyer, by nature, by employer, profiles; « photographie clause 2021 » (achatpublic.info, 21 September 2023). Within a
published group, the detail is the project's own.
"""

from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.marches import TypeAchat as A
from maillage.clause.nomenclatures.marches import TypeDonneurOrdre as T

# Per thousand. Published: local authorities and their companies 43 %, social landlords 16 %.
DONNEURS: dict[T, int] = {
    T.COMMUNE: 180, T.EPCI: 130, T.DEPARTEMENT: 50, T.REGION: 20, T.SEM_SPL: 50, T.BAILLEUR_SOCIAL: 160, T.ETAT: 90,
    T.ETAB_PUBLIC_NATIONAL: 60, T.ETAB_PUBLIC_LOCAL: 70, T.HOPITAL: 60, T.PRIVE: 90, T.CENTRALE_ACHAT: 20, T.AUTRE: 20,
}  # fmt: skip
# Published: 55.52 and 43.58 %; the 0.90 % left is not named.
ACHATS: dict[A, int] = {A.TRAVAUX: 555, A.SERVICES: 436, A.FOURNITURES: 6, A.PRESTATIONS_INTELLECTUELLES: 3}
# Published: SIAE 44.8 %, with GEIQ and régies 50.7 %; SIAE bound by the market or sub-contracted (here EI and ACI) 20 %.
EMPLOYEURS: dict[S, int] = {
    S.ETTI: 185, S.AI: 63, S.EI: 135, S.ACI: 65, S.GEIQ: 44, S.RQ: 15, S.ETT: 120, S.AUCUN: 373,
}  # fmt: skip
SUR_LE_LOT = frozenset({S.EI, S.ACI, S.RQ})  # bound on the lot themselves
# Published, of the participants, in percent: several at once.
FEMMES, MOINS_26, DELD, BRSA, QPV, HANDICAP, NIVEAU_3 = 18, 27, 46, 25, 23, 7, 84
TPE_PME = 80  # of the hours, published for 2021: companies of less than 200
# The project's own: how many monthly lines a contract has, three on average (the reference of the workload).
LIGNES = (1, 2, 3, 4, 5, 6, 8)
PART_LIGNES = (18, 25, 24, 15, 9, 6, 3)
# The project's own: of a hundred lots over, short of their hours, well over them; under way, late.
COURTS, DEPASSES, EN_RETARD = 14, 13, 9
# The project's own: in percent.
SANS_CONTRAT, GROUPEMENTS, CRITERES, AVENANTS, RESILIES, SUSPENDUS = 25, 12, 12, 8, 2, 2
SAISON = (7, 8, 10, 10, 9, 9, 5, 2, 12, 11, 10, 7)  # months in which works and services begin: the project's own
