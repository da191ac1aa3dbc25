"""Writes the fictitious country, one PLIE after the other, each in its own transaction: stopped, it goes on where it was."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.cles import make_cle
from maillage.demonstration.france.calage import PARTICIPANTS_PAR_ETP, Calage
from maillage.demonstration.france.dispositifs import make_dispositif
from maillage.demonstration.france.noms import PAYS
from maillage.demonstration.parcours.actions import date_notes, make_operateurs
from maillage.demonstration.parcours.commissions import Seances, inscribe_dossiers
from maillage.demonstration.parcours.lot import Lot
from maillage.demonstration.parcours.offre import add_offre
from maillage.demonstration.parcours.plume import ANNEES_REFERENT, Plume
from maillage.demonstration.parcours.population import Equipier
from maillage.demonstration.parcours.trajectoires import (
    RECULS,
    SAISON,
    Plan,
    draw_duree,
    draw_ouvert,
    draw_sorti,
    list_seances,
)
from maillage.demonstration.personnages import EPCIS
from maillage.parcours.models import Quotite, Referent
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_service
from maillage.socle.repartitions import share
from maillage.socle.roles import Role

ANNEES_RECUL = 8
ANCIENNETE_JOURS = 520  # of those already there on the first of January, on average
COMPTES = ((Role.REFERENT, "Référent·e"), (Role.COORDINATEUR, "Coordination"), (Role.DIRECTEUR, "Direction"))


@dataclass(frozen=True, slots=True)
class Avancement:
    """After one PLIE: how many are done out of how many; nothing written when it was already there."""

    fait: int
    total: int
    personnes: int
    lignes: int


@dataclass(frozen=True, slots=True)
class PlieFictif:
    """`sorties`: the reasons of those who leave it in the year."""

    rang: int
    sorties: tuple[str, ...]
    ouverts: int
    entrees: int


def fill_france(calage: Calage, *, graine: int, annee: int, today: date) -> Iterator[Avancement]:
    """The entries and exits of `annee` are those of the calage; nobody enters or leaves afterwards.

    Each step runs as the installation itself, in a transaction of its own: memory holds one PLIE.
    """
    plie = list_plie(calage, Random(f"{graine}:france"))  # noqa: S311  a seed is the point
    for fait, fiche in enumerate(plie, 1):
        with open_service("démonstration à l’échelle de la France"):
            personnes, lignes = _fill_plie(fiche, graine=graine, annee=annee, today=today)
        yield Avancement(fait, len(plie), personnes, lignes)


def list_plie(calage: Calage, chance: Random) -> list[PlieFictif]:
    """Small and large ones; the whole adds up exactly."""
    tailles = [int(chance.lognormvariate(0, 0.6) * 1000) for _ in range(calage.plie)]
    paquet = [code for code, count in calage.sorties.items() for _ in range(count)]
    chance.shuffle(paquet)
    sorties, ouverts, entrees = (
        share(total, tailles) for total in (calage.total_sorties, calage.ouverts, calage.entrees)
    )
    found, start = [], 0
    for rang, (combien, reste, entrants) in enumerate(zip(sorties, ouverts, entrees, strict=True), 1):
        found.append(PlieFictif(rang, tuple(paquet[start : start + combien]), reste, entrants))
        start += combien
    return found


def _fill_plie(fiche: PlieFictif, *, graine: int, annee: int, today: date) -> tuple[int, int]:
    dispositif = make_dispositif(TypeDispositif.PLIE, fiche.rang, graine, cle="france", nom="PLIE fictif")
    if Personne.objects.filter(dispositif=dispositif).exists():
        return 0, 0
    chance = Random(f"{graine}:france:{fiche.rang}")  # noqa: S311
    lot = Lot(dispositif, f"{graine}:france:{fiche.rang}:numeros")
    communes = list(EPCIS[fiche.rang % len(EPCIS)].communes)
    plume = Plume(lot, chance, today=today, communes=communes, noms=PAYS)
    equipe = _add_equipe(lot, fiche, graine, today=today)
    plans = draw_plans(chance, fiche, annee=annee, today=today)
    offre = add_offre(lot, make_operateurs(graine), today=today, referent_etape=None)
    dossiers = plume.write_dossiers(plans, equipe, offre)
    next_sortie = list_seances(since=today + timedelta(days=1), until=today + timedelta(days=70))[0]
    inscribe_dossiers(Seances(lot, chance, today=today), dossiers, next_sortie=next_sortie)
    personnes, lignes = lot.count(Personne), lot.write()
    date_notes(dispositif)
    return personnes, lignes


def draw_plans(chance: Random, fiche: PlieFictif, *, annee: int, today: date) -> list[Plan]:
    """Those who left, at whatever time they had entered; then the open ones, so that the year has its entries."""
    debut, fin = date(annee, 1, 1), date(annee, 12, 31)
    seances = list_seances(since=date(annee - ANNEES_RECUL, 1, 1), until=today)
    plans = [_draw_sorti(chance, sort, seances, annee=annee, today=today) for sort in fiche.sorties]
    missing = fiche.entrees - sum(plan.entree >= debut for plan in plans)
    of_year = [seance for seance in seances if debut <= seance <= fin]
    weights = [SAISON[seance.month - 1] for seance in of_year]
    for rang in range(fiche.ouverts):
        if rang < missing:
            entree = chance.choices(of_year, weights=weights)[0]
        else:
            entree = _snap(seances, debut - timedelta(days=1 + int(chance.expovariate(1 / ANCIENNETE_JOURS))))
        plans.append(draw_ouvert(chance, entree, today=today))
    return sorted(plans, key=lambda plan: plan.entree)


def _draw_sorti(chance: Random, sort: str, seances: list[date], *, annee: int, today: date) -> Plan:
    le = date(annee, 1, 1) + timedelta(days=chance.randint(0, 364))
    recul = max(RECULS[TYPES[sort].classe], draw_duree(chance))
    entree = _snap(seances, le - timedelta(days=recul))
    return draw_sorti(chance, entree, sort=sort, le=le, seances=seances, today=today)


def _snap(seances: list[date], day: date) -> date:
    """The commission of that day or before; the first one for those who entered before them all."""
    return seances[max(0, bisect_right(seances, day) - 1)]


def _add_equipe(lot: Lot, fiche: PlieFictif, graine: int, *, today: date) -> list[Equipier]:
    """One full-time référent for seventy people followed in the year; the first PLIE has accounts to sign in with."""
    count = max(1, round((len(fiche.sorties) + fiche.ouverts) / PARTICIPANTS_PAR_ETP))
    du = today - timedelta(days=(ANNEES_REFERENT + ANNEES_RECUL) * 365)
    comptes = make_comptes(lot.dispositif, COMPTES, graine, prefixe="france", du=du) if fiche.rang == 1 else {}
    equipe = []
    for rang, part in enumerate(share(fiche.ouverts, [1] * count), 1):
        compte = comptes.get(Role.REFERENT) if rang == 1 else None
        referent = lot.add(Referent, prenom="Référent·e", nom=f"fictif·ve n° {rang}", compte=compte, du=du)
        lot.add(Quotite, referent=referent, du=du, etp=Decimal(1))
        equipe.append(Equipier(referent, part))
    return equipe


def make_comptes(
    dispositif: Dispositif, roles: Sequence[tuple[Role, str]], graine: int, *, prefixe: str, du: date
) -> dict[Role, Compte]:
    """Fictitious people to sign in as; `prefixe` begins their addresses."""
    made = {}
    for role, titre in roles:
        email = f"{prefixe}.{role.value}@demonstration.invalid"
        compte = Compte.objects.filter(email=email).first()
        if compte is None:
            compte = Compte(uuid=make_cle(graine, "compte", email), email=email, is_demonstration=True)
            compte.prenom, compte.nom = titre, "fictif·ve (échelle France)"
            compte.set_unusable_password()
            compte.save()
        Habilitation.objects.get_or_create(
            uuid=make_cle(graine, "habilitation", email),
            defaults={"compte": compte, "role": role, "dispositif": dispositif, "du": du},
        )
        made[role] = compte
    return made
