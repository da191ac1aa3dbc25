"""The figures of a bilan, each with its code, its sentence and its version: what a catalogue will hold (domaine 02 § 8)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from maillage.clause.nomenclatures.bilans import SANS_TAUX, Perimetre, Unite
from maillage.clause.nomenclatures.emplois import SIAE, SIAE_ELARGIE, StatutInsertion
from maillage.clause.rules.bilans.faits import ZERO, Faits, Ligne, LotCompte, sum_reelles, sum_valorisees
from maillage.clause.rules.petits_effectifs import Personnes, unite
from maillage.clause.rules.realisation import BASE_ETP
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord, write_nombre

TPE_PME = fixe(
    "effectif_tpe_pme", "Effectif à partir duquel une entreprise n’est plus comptée TPE ou PME", "salariés", 200,
    "rapports d’Alliance Villes Emploi (77 % des heures en 2020) ; l’Insee retient 250", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mesure:
    """`personnes`: whom the value tells of, out of `tous`; None when it tells of the contract or of companies, of nobody.

    `ecarts`: people whom a subtraction between two published values would tell of.
    A value of None has no meaning here: nothing was asked, nobody answered.
    """

    valeur: Decimal | None
    base: str = ""
    personnes: Personnes | None = None
    tous: Personnes | None = None
    ecarts: tuple[Personnes, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicateur:
    """`version` grows with the definition: a frozen figure says which one it follows. `is_sensible`: the higher threshold.

    `is_cumulee`: counts the lots since they began, whatever the period.
    """

    code: str
    libelle: str
    definition: str
    unite: Unite
    compute: Callable[[Faits], Mesure]
    version: int = 1
    sauf: frozenset[Perimetre] = frozenset()
    is_sensible: bool = False
    is_cumulee: bool = False


def compute_heures(faits: Faits) -> Mesure:
    """R12: what is declared in totals is added, and said."""
    dont = f"dont {write_nombre(faits.heures_externes)} h en relevés agrégés" if faits.heures_externes else ""
    return Mesure(faits.heures + faits.heures_externes, dont, faits.participants)


def compute_valorisees(faits: Faits) -> Mesure:
    """Less the real hours, they would tell of those whose contract has a coefficient."""
    pesees = faits.list_concernes(ligne for ligne in faits.lignes if ligne.valorisees != ligne.reelles)
    return Mesure(sum_valorisees(faits.lignes) + faits.heures_externes, "", faits.participants, ecarts=(pesees,))


def compute_couverture(faits: Faits) -> Mesure:
    total = faits.heures + faits.heures_externes
    if total <= 0:
        return Mesure(None)
    return Mesure(faits.heures / total, f"des {write_nombre(total)} h", faits.participants)


def compute_engagees(faits: Faits) -> Mesure:
    engagees = [lot.engagees for lot in faits.lots if lot.engagees is not None]
    return Mesure(sum(engagees, ZERO) if engagees else None, _write_lots(len(engagees)))


def compute_realisees(faits: Faits) -> Mesure:
    """Of the lots that ask for hours, since they began."""
    lots = _list_engages(faits)
    total = sum((lot.valorisees for lot in lots), ZERO) if lots else None
    return _tell_of(lots, Mesure(total, _write_lots(len(lots))))


def _list_engages(faits: Faits) -> list[LotCompte]:
    return [lot for lot in faits.lots if lot.engagees]


def _tell_of(lots: Iterable[LotCompte], mesure: Mesure) -> Mesure:
    """A sum over lots tells of those who worked on them; capped at the engagement, of the lots below and of those above."""
    lots = list(lots)
    dessous = unite(lot.personnes for lot in lots if lot.realisation and lot.realisation.manquantes)
    dessus = unite(lot.personnes for lot in lots if lot.realisation and lot.realisation.excedent)
    return replace(mesure, personnes=unite(lot.personnes for lot in lots), ecarts=(dessous, dessus))


def compute_taux(faits: Faits) -> Mesure:
    """F6: as it is on a lot; on several, only those whose time is over, none hiding another's shortfall."""
    if faits.perimetre is Perimetre.LOT:
        realisation = next((lot.realisation for lot in faits.lots), None)
        if realisation is None:
            return Mesure(None)
        mesure = Mesure(realisation.taux, f"des {write_nombre(realisation.engagees)} h engagées")
        return _tell_of(_list_engages(faits), mesure)
    return _average([lot for lot in faits.lots if lot.is_echu])


def compute_avancement(faits: Faits) -> Mesure:
    """Less the rate of the lots that are over, it would tell of those under way."""
    mesure = _average(faits.lots)
    en_cours = [lot for lot in _list_engages(faits) if not lot.is_echu and lot.realisation]
    dessous = unite(lot.personnes for lot in en_cours if lot.realisation and lot.realisation.manquantes)
    return replace(mesure, ecarts=(*mesure.ecarts, dessous))


def _average(lots: Iterable[LotCompte]) -> Mesure:
    """The capped rates, each weighing the hours that its lot asks."""
    lots = list(lots)
    asked = [realisation for lot in lots if (realisation := lot.realisation)]
    engagees = sum((r.engagees for r in asked), ZERO)
    if not engagees:
        return Mesure(None)
    tenues = sum((min(r.engagees, r.valorisees) for r in asked), ZERO)
    base = f"des {write_nombre(engagees)} h engagées, {_write_lots(len(asked))}"
    return _tell_of((lot for lot in lots if lot.engagees), Mesure(tenues / engagees, base))


def compute_manquantes(faits: Faits) -> Mesure:
    return _sum_lots(faits, lambda lot: lot.realisation.manquantes if lot.realisation else ZERO)


def compute_excedent(faits: Faits) -> Mesure:
    return _sum_lots(faits, lambda lot: lot.realisation.excedent if lot.realisation else ZERO)


def _sum_lots(faits: Faits, read: Callable[[LotCompte], Decimal]) -> Mesure:
    lots = _list_engages(faits)
    return _tell_of(lots, Mesure(sum((read(lot) for lot in lots), ZERO) if lots else None, _write_lots(len(lots))))


def compute_etp(faits: Faits) -> Mesure:
    """F9, each month over the base of its year."""
    par_base: dict[int, Decimal] = defaultdict(Decimal)
    for ligne in faits.lignes:
        par_base[BASE_ETP.get(on=ligne.mois).valeur] += ligne.reelles
    for mois, heures in faits.externes_de_la_periode.items():
        par_base[BASE_ETP.get(on=mois).valeur] += heures
    bases = sorted(par_base) or [BASE_ETP.get(on=faits.periode.au).valeur]
    written = " ou ".join(write_nombre(base) for base in bases)
    return Mesure(sum((h / base for base, h in par_base.items()), ZERO), f"à {written} h par an", faits.participants)


def compute_par_participant(faits: Faits) -> Mesure:
    people = faits.participants
    value = faits.heures / len(people) if people else None
    return Mesure(value, write_accord(len(people), "participant"), people)


def compute_signes(faits: Faits) -> Mesure:
    return Mesure(Decimal(len(faits.signes)), "", faits.list_participants(faits.signes))


def compute_siae(statuts: frozenset[StatutInsertion]) -> Callable[[Faits], Mesure]:
    def compute(faits: Faits) -> Mesure:
        sans = [ligne for ligne in faits.lignes if faits.get_statut(ligne) is None]
        inconnues = sum_reelles(sans)
        suite = f", dont {write_nombre(inconnues)} h sans statut connu" if inconnues else ""
        mesure = _share_heures(faits, lambda ligne: faits.get_statut(ligne) in statuts, suite)
        ajoutees = [ligne for ligne in faits.lignes if faits.get_statut(ligne) in statuts - SIAE]
        return replace(mesure, ecarts=(*mesure.ecarts, faits.list_concernes(ajoutees), faits.list_concernes(sans)))

    return compute


def compute_siae_marche(faits: Faits) -> Mesure:
    return _share_heures(faits, lambda ligne: faits.societes[ligne.entreprise].find_statut(ligne.mois) in SIAE)


def compute_tpe_pme(faits: Faits) -> Mesure:
    seuil = TPE_PME.get(on=faits.periode.au).valeur

    def is_connue(ligne: Ligne) -> bool:
        return faits.societes[ligne.entreprise].effectif is not None

    reste = sum_reelles(ligne for ligne in faits.lignes if not is_connue(ligne))
    suite = (
        f" dont l’effectif est connu ; {write_nombre(reste)} h sans réponse" if reste else " dont l’effectif est connu"
    )
    return _share_heures(
        faits, lambda ligne: (faits.societes[ligne.entreprise].effectif or 0) < seuil, suite, parmi=is_connue
    )


def compute_qpv(faits: Faits) -> Mesure:
    """By the address of the first day. What is not known is told beside, never counted as a no."""
    connues = [ligne for ligne in faits.lignes if faits.contrats[ligne.contrat].is_qpv is not None]
    siennes = [ligne for ligne in connues if faits.contrats[ligne.contrat].is_qpv]
    if not connues:
        return Mesure(None, "aucune adresse n’est connue au premier jour")
    listes = sorted({m for ligne in siennes if (m := faits.contrats[ligne.contrat].qpv_millesime)})
    suite = f", quartiers de {' et '.join(str(liste) for liste in listes)}" if listes else ""
    base = f"sur {write_nombre(sum_reelles(connues))} h d’adresse connue{suite}"
    autres = faits.list_concernes(ligne for ligne in faits.lignes if faits.contrats[ligne.contrat].is_qpv is None)
    return Mesure(
        sum_reelles(siennes), base, faits.list_concernes(siennes), faits.list_concernes(connues), (autres,)
    )  # fmt: skip


def _share_heures(
    faits: Faits, keep: Callable[[Ligne], bool], suite: str = "", parmi: Callable[[Ligne], bool] = lambda ligne: True
) -> Mesure:
    """Of the lines that `parmi` keeps; the base tells how many hours they are, hence those of the others too."""
    lignes = [ligne for ligne in faits.lignes if parmi(ligne)]
    autres = faits.list_concernes(ligne for ligne in faits.lignes if not parmi(ligne))
    kept = [ligne for ligne in lignes if keep(ligne)]
    total = sum_reelles(lignes)
    if total <= 0:
        return Mesure(None, suite.strip(" ,;"))
    return Mesure(
        sum_reelles(kept) / total, f"des {write_nombre(total)} h{suite}", faits.list_concernes(kept),
        faits.list_concernes(lignes), (autres,),
    )  # fmt: skip


def _count(read: Callable[[Faits], Iterable[object]]) -> Callable[[Faits], Mesure]:
    return lambda faits: Mesure(Decimal(len(set(read(faits)))))


def _list_lots(faits: Faits) -> list[LotCompte]:
    """Those of the validated hours."""
    seen = {ligne.lot for ligne in faits.lignes if ligne.cle in faits.positives}
    return [lot for lot in faits.lots if lot.cle in seen]


def _list_employeurs(faits: Faits) -> Iterable[str]:
    return (faits.contrats[contrat].employeur for contrat in faits.actifs)


def _write_lots(combien: int) -> str:
    return write_accord(combien, "lot engagé", "lots engagés")


U, LOT = Unite, frozenset({Perimetre.LOT})
INDICATEURS: tuple[Indicateur, ...] = (
    Indicateur("HEURES", "Heures réalisées", "Somme des heures réelles validées dont le mois est dans la période, sur des lots non abandonnés. "
               "Une correction compte pour ce qu’elle retire. Les relevés agrégés des structures non équipées s’y ajoutent.", U.HEURES, compute_heures, version=2),
    Indicateur("HEURES_VALORISEES", "Heures valorisées", "Les mêmes heures, multipliées par le coefficient que le marché prévoit.",
               U.HEURES, compute_valorisees, version=2),
    Indicateur("COUVERTURE", "Heures connues ligne à ligne", "Heures réalisées hors relevés agrégés ÷ heures réalisées. Les contrats, les participants et les tableaux ne "
               "portent que sur elles.", U.PART, compute_couverture),
    Indicateur("ETP", "Équivalent temps plein", "Heures réalisées ÷ heures de travail d’un temps plein par an, base de l’année de chaque mois.",
               U.ETP, compute_etp, version=2),
    Indicateur("HEURES_ENGAGEES", "Heures engagées", "Somme des engagements en vigueur au dernier jour de la période, sans les tranches conditionnelles.",
               U.HEURES, compute_engagees, sauf=SANS_TAUX),
    Indicateur("HEURES_REALISEES_ENGAGEMENT", "Heures réalisées sur l’engagement", "Heures valorisées validées depuis le début des lots qui en demandent, jusqu’au dernier jour de la période.",
               U.HEURES, compute_realisees, sauf=SANS_TAUX, is_cumulee=True),
    Indicateur("TAUX_REALISATION", "Taux de réalisation", "Heures valorisées validées depuis le début ÷ heures engagées en vigueur. Valeur brute sur un lot ; sur plusieurs, "
               "les seuls lots échus, chacun compté au plus à 100 %.", U.PART, compute_taux, sauf=SANS_TAUX, is_cumulee=True),
    Indicateur("AVANCEMENT", "Avancement, lots en cours compris", "Le même calcul sur tous les lots qui demandent des heures, échus ou non, chacun compté au plus à 100 %.",
               U.PART, compute_avancement, sauf=SANS_TAUX | LOT, is_cumulee=True),
    Indicateur("HEURES_MANQUANTES", "Heures restant à faire", "Engagement moins réalisé, lot par lot ; un excédent ne comble pas un autre lot.",
               U.HEURES, compute_manquantes, sauf=SANS_TAUX, is_cumulee=True),
    Indicateur("EXCEDENT", "Heures au-delà de l’engagement", "Réalisé moins engagement, lot par lot, quand il le dépasse.",
               U.HEURES, compute_excedent, sauf=SANS_TAUX, is_cumulee=True),
    Indicateur("PARTICIPANTS", "Participants", "Personnes distinctes ayant au moins une ligne d’heures positive. Deux contrats, deux services : une seule personne.",
               U.NOMBRE, lambda faits: Mesure(Decimal(len(faits.participants)), "", faits.participants)),
    Indicateur("CONTRATS_ACTIFS", "Contrats actifs", "Contrats ayant au moins une ligne d’heures positive. Un renouvellement sans interruption reste le même contrat.",
               U.NOMBRE, lambda faits: Mesure(Decimal(len(faits.actifs)), "", faits.participants)),
    Indicateur("CONTRATS_SIGNES", "Contrats signés", "Contrats commencés dans la période, avec ou sans heures validées. Ne s’additionne pas aux contrats actifs.",
               U.NOMBRE, compute_signes),
    Indicateur("H_PAR_PARTICIPANT", "Heures par participant", "Heures réalisées ÷ participants.", U.HEURES, compute_par_participant),
    Indicateur("HEURES_QPV", "Heures d’habitants de quartiers prioritaires", "Heures réalisées des participants dont l’adresse, le premier jour du contrat, est dans un quartier prioritaire, selon la liste en vigueur ce jour-là.",
               U.HEURES, compute_qpv, version=2, is_sensible=True),
    Indicateur("PART_SIAE_EMPLOYEUR", "Part des heures employées par une structure d’insertion", "Heures dont l’employeur est EI, AI, ACI, ETTI ou EITI ce mois-là ÷ heures réalisées.",
               U.PART, compute_siae(SIAE)),
    Indicateur("PART_SIAE_EMPLOYEUR_ELARGIE", "La même part, avec les GEIQ et les régies", "Le même calcul, avec les GEIQ et les régies de quartier.",
               U.PART, compute_siae(SIAE_ELARGIE)),
    Indicateur("PART_SIAE_MARCHE", "Part des heures dont la structure d’insertion tient le marché", "Heures dont l’entreprise engagée (titulaire, cotraitante ou sous-traitante) est EI, AI, ACI, ETTI ou EITI ce mois-là ÷ heures réalisées.",
               U.PART, compute_siae_marche),
    Indicateur("PART_TPE_PME", "Part des heures des TPE et PME", "Heures dont l’entreprise engagée a moins de 200 salariés ÷ heures dont l’effectif est connu.",
               U.PART, compute_tpe_pme),
    Indicateur("MARCHES_AVEC_HEURES", "Marchés avec des heures", "Marchés ayant au moins une ligne d’heures positive.", U.NOMBRE,
               _count(lambda faits: (lot.marche for lot in _list_lots(faits))), sauf=LOT | {Perimetre.MARCHE}),
    Indicateur("DONNEURS_ORDRE", "Donneurs d’ordre", "Acheteurs distincts, par leur SIREN, des marchés avec des heures.", U.NOMBRE,
               _count(lambda faits: (lot.acheteur for lot in _list_lots(faits))), sauf=LOT | {Perimetre.MARCHE, Perimetre.ACHETEUR}),
    Indicateur("ENTREPRISES", "Entreprises engagées", "Entreprises distinctes, par leur SIREN, au compte de qui des heures sont faites.", U.NOMBRE,
               _count(lambda faits: (ligne.entreprise for ligne in faits.lignes if ligne.cle in faits.positives))),
    Indicateur("EMPLOYEURS", "Employeurs", "Employeurs distincts, par leur SIREN, des contrats actifs.", U.NOMBRE, _count(_list_employeurs)),
)  # fmt: skip


def list_indicateurs(perimetre: Perimetre) -> list[Indicateur]:
    """Those that mean something there."""
    return [indicateur for indicateur in INDICATEURS if perimetre not in indicateur.sauf]
