"""Three years of markets of the clause of Valombre, around those told one by one: what a service has behind it, and its bilans."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from maillage.clause.models import DonneurOrdre, Entreprise, Marche, MiseEmploi, StatutEntreprise, SuiviSortie
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.suivi import Jalon, SituationSortie, SourceSortie
from maillage.clause.rules.sorties import Contrat, Echeance, is_demandable, list_echeances
from maillage.comptes.models import Compte
from maillage.demonstration.marches.cadres import Cadre, draw_debut
from maillage.demonstration.marches.contrats import Volumes
from maillage.demonstration.marches.lignes import Bureau
from maillage.demonstration.marches.personnes import Vallee
from maillage.demonstration.marches.service import (
    Carnet,
    Ecrit,
    add_employeurs,
    draw_cadre,
    draw_effectif,
    write_service,
)
from maillage.demonstration.parcours.lot import Lot as Rangees
from maillage.demonstration.parcours.noms import VALLEE
from maillage.demonstration.personnages import EPCIS
from maillage.participants.models import Personne
from maillage.participants.parametres import QPV
from maillage.participants.rules.notices import get_notice
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months

A, S, T = TypeAchat, StatutInsertion, TypeDonneurOrdre
PAR_AN = 30  # markets begun in a year, those told one by one included
CONTRATS_PAR_LOT = 2.3
DEJA_LA = 22  # begun in the year before the first one, from April on
ABANDONS = (
    (EtatLot.SANS_CLAUSE, 130),
    (EtatLot.SANS_CLAUSE, 500),
    (EtatLot.INFRUCTUEUX, 420),
    (EtatLot.SANS_CLAUSE, 820),
)
ACHATS = ((A.TRAVAUX, 52), (A.SERVICES, 41), (A.FOURNITURES, 4), (A.PRESTATIONS_INTELLECTUELLES, 3))
AUTRES_DONNEURS = (
    ("Région Vallées-Unies (fictive)", T.REGION), ("Société d’aménagement du Val-d’Arsonne (fictive)", T.SEM_SPL),
    ("Syndicat des eaux de l’Arsonne (fictif)", T.ETAB_PUBLIC_LOCAL), ("Direction des routes, unité d’Arsonne (fictive)", T.ETAT),
    ("Université des Deux Vallées (fictive)", T.ETAB_PUBLIC_NATIONAL), ("Foyer des Tanneries, bailleur social (fictif)", T.BAILLEUR_SOCIAL),
)  # fmt: skip
# Who does what: those met already by the beginning of their names, and some more.
CONNUES = {
    "Martel": ("Bâtiment tous corps d’état", "Gros œuvre", "Second œuvre"), "Sogetra": ("Réseaux", "Travaux publics"),
    "Claire": ("Propreté", "Blanchisserie"), "Les Peintres": ("Peinture", "Second œuvre"), "Charpentes": ("Couverture",),
}  # fmt: skip
AUTRES_ENTREPRISES = (
    ("Toitures de l’Arsonne (fictives)", ("Couverture",)), ("Façades Bréval (fictives)", ("Façades", "Peinture")),
    ("Plâtrerie Montclar (fictive)", ("Second œuvre", "Bâtiment tous corps d’état")), ("Électricité Lazare (fictive)", ("Électricité",)),
    ("Travaux publics Ferrand (fictifs)", ("Travaux publics",)), ("Canalisations du Val (fictives)", ("Réseaux",)),
    ("Net et Clair Services (fictifs)", ("Propreté", "Déchets")), ("Jardins de Courtelange (fictifs)", ("Espaces verts",)),
    ("Paysages de l’Arsonne (fictifs)", ("Espaces verts",)), ("Cuisines des Vallées (fictives)", ("Restauration",)),
    ("Menuiserie des Ormes (fictive)", ("Mobilier", "Second œuvre")), ("Veille et Sûreté (fictive)", ("Sécurité",)),
    ("Logistique des Deux Rives (fictive)", ("Logistique", "Déchets")), ("Constructions Saint-Aubert (fictives)", ("Gros œuvre", "Bâtiment tous corps d’état")),
    ("Atelier textile du Lac (fictif)", ("Textile", "Blanchisserie")), ("Études et Territoires (fictive)", ("Études",)),
)  # fmt: skip
INSERTION = {
    S.ACI: "L’Atelier du Pont, chantier d’insertion (fictif)", S.RQ: "Régie de quartier des Tanneries (fictive)",
    S.ETT: "Intérim des Deux Vallées (fictif)",
}  # fmt: skip
SITUATIONS = tuple(SituationSortie)
PART_SITUATIONS = (17, 12, 8, 9, 2, 11, 4, 24, 4, 9)
SANS_REPONSE, JOURS_REPONSE = 12, 20  # in percent; days after the milestone


def fill_annees(dispositif: Dispositif, *, graine: int, today: date) -> int:
    """After the markets told one by one; how many more lots were written."""
    chance = Random(f"{graine}:clause-annees")  # noqa: S311  the same fiction every time
    rangees = Rangees(dispositif, f"{graine}:clause-annees:numeros")
    facilitatrice = Compte.objects.filter(nom="Tissot", prenom="Aurélie", is_demonstration=True).first()
    mois = today.replace(day=1)
    bureau = Bureau(
        rangees, chance, today, recent=add_months(mois, -1),
        suivi_par=facilitatrice.pk if facilitatrice else None,
    )  # fmt: skip
    carnet = _open_carnet(bureau, dispositif, today=today)
    cadres = sorted(_list_cadres(chance, dispositif, carnet, today=today), key=lambda cadre: cadre.engage)
    vivants = sum(cadre.lots for cadre in cadres if cadre.arrive_a is None)
    contrats = round(vivants * CONTRATS_PAR_LOT)
    ecrit = write_service(
        bureau, carnet, cadres, Volumes(contrats, contrats * 3, round(contrats * 0.72), rejets=3), _describe_vallee(today),
        premier=date(today.year - 2, 1, 1), dernier=add_months(mois, -1), sans=0.08, prefixe="VAL-",
        numero=(Personne.objects.filter(dispositif=dispositif).order_by("-numero").values_list("numero", flat=True).first() or 0) + 1,
    )  # fmt: skip
    _answer(bureau, ecrit)
    rangees.write()
    return ecrit.lots


def _open_carnet(bureau: Bureau, dispositif: Dispositif, *, today: date) -> Carnet:
    """Those met already, and some more."""
    connus = list(Entreprise.objects.filter(dispositif=dispositif).order_by("pk"))
    statuts = dict(StatutEntreprise.objects.filter(dispositif=dispositif).values_list("entreprise", "statut"))
    employeurs = {S(statuts[row.pk]): row for row in connus if row.pk in statuts}
    donneurs = list(DonneurOrdre.objects.filter(dispositif=dispositif).order_by("pk"))
    donneurs += [bureau.rangees.add(DonneurOrdre, nom=nom, type=type) for nom, type in AUTRES_DONNEURS]
    titulaires: dict[str, list[Entreprise]] = defaultdict(list)
    for row in connus:
        for secteur in next((of for nom, of in CONNUES.items() if row.nom.startswith(nom)), ()):
            titulaires[secteur].append(row)
    for nom, secteurs in AUTRES_ENTREPRISES:
        made = bureau.rangees.add(Entreprise, nom=nom, effectif=draw_effectif(bureau.chance))
        for secteur in secteurs:
            titulaires[secteur].append(made)
    autres = add_employeurs(bureau, INSERTION, du=date(today.year - 4, 1, 1))
    return Carnet(donneurs, titulaires, {**employeurs, **autres})


def _list_cadres(chance: Random, dispositif: Dispositif, carnet: Carnet, *, today: date) -> Iterable[Cadre]:
    """Each whole year has as many markets begun; this one, in proportion of the days gone."""
    known = Counter(
        debut.year for debut in Marche.objects.filter(dispositif=dispositif).values_list("debut", flat=True) if debut
    )
    annee = today.year
    yield from _draw_annee(chance, carnet, DEJA_LA, date(annee - 3, 4, 1), date(annee - 3, 12, 31))
    for recul in (2, 1):
        begun = date(annee - recul, 1, 1), date(annee - recul, 12, 31)
        yield from _draw_annee(chance, carnet, PAR_AN - known[annee - recul], *begun)
    janvier, hier = date(annee, 1, 1), today - timedelta(days=21)
    if hier > janvier:
        yield from _draw_annee(
            chance, carnet, round(PAR_AN * (hier - janvier).days / 365) - known[annee], janvier, hier
        )
    for etat, jours in ABANDONS:
        yield draw_cadre(
            chance, carnet.donneurs, chance.choice(tuple(A)), today - timedelta(days=jours - 30), arrive_a=etat
        )


def _draw_annee(chance: Random, carnet: Carnet, combien: int, du: date, au: date) -> Iterable[Cadre]:
    achats = [achat for achat, _ in ACHATS]
    for _ in range(max(0, combien)):
        achat = chance.choices(achats, weights=[poids for _, poids in ACHATS])[0]
        yield draw_cadre(chance, carnet.donneurs, achat, draw_debut(chance, du, au))


def _describe_vallee(today: date) -> Vallee:
    codes = tuple(code for code, *_ in EPCIS[0].communes)
    return Vallee(codes, VALLEE, QPV.get(on=today).valeur, get_notice(today).version)


def _answer(bureau: Bureau, ecrit: Ecrit) -> None:
    """What most became is known at six months and at twelve; some never answered."""
    chance, today = bureau.chance, bureau.today
    par_personne: dict[int, list[tuple[int, MiseEmploi]]] = {}
    for rang, (contrat, emploi) in enumerate(ecrit.emplois):
        par_personne.setdefault(contrat.personne, []).append((rang, emploi))
    for rows in par_personne.values():
        emplois = dict(rows)
        contrats = [Contrat(rang, emploi.debut, emploi.fin) for rang, emploi in rows]
        for echeance in list_echeances(contrats, on=today):
            if is_demandable(echeance, on=today) and chance.randrange(100) >= SANS_REPONSE:
                _tell(bureau, emplois[echeance.contrat], echeance)


def _tell(bureau: Bureau, emploi: MiseEmploi, echeance: Echeance) -> None:
    le = echeance.prevu_le + timedelta(days=bureau.chance.randint(-10, JOURS_REPONSE))
    if le > bureau.today:
        return
    situation = bureau.chance.choices(SITUATIONS, weights=PART_SITUATIONS)[0]
    bureau.rangees.add(
        SuiviSortie, personne=emploi.personne, mise_emploi=emploi, jalon=Jalon(echeance.jalon), prevu_le=echeance.prevu_le,
        demande_le=le, situation=situation, source=SourceSortie.TELEPHONE, auteur=None,
        tentatives=3 if situation is SituationSortie.INJOIGNABLE else 0,
        tente_le=le if situation is SituationSortie.INJOIGNABLE else None,
    )  # fmt: skip
