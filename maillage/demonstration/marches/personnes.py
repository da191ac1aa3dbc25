"""The fictitious persons whom the clause employs: profiles in the published shares, some things unknown, nobody real."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from maillage.clause.models import Eligibilite
from maillage.clause.nomenclatures.eligibilites import Critere, Decision, TypePrescripteur
from maillage.clause.nomenclatures.emplois import Profil
from maillage.demonstration.marches.calage import BRSA, DELD, FEMMES, HANDICAP, MOINS_26, NIVEAU_3, QPV
from maillage.demonstration.parcours.lot import Lot as Rangees
from maillage.demonstration.parcours.noms import VOIES, Stock
from maillage.participants.models import Adresse, CleIdentite, Information, Personne, Situation
from maillage.participants.nomenclatures.droits import Support
from maillage.participants.nomenclatures.identite import MethodeQpv, Qpv, Reponse, Sexe
from maillage.participants.rules import identite
from maillage.socle.dates import compute_age

CENT = 100
SANS_NIVEAU, SANS_NAISSANCE, SANS_INFORMATION = 8, 2, 11  # in percent, left unknown on purpose
PRESCRIPTEURS = tuple(TypePrescripteur)
PART_PRESCRIPTEURS = (34, 14, 12, 4, 5, 12, 2, 2, 12, 3)


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody, and what is known of her when she is first employed."""

    personne: Personne
    profils: frozenset[Profil]

    def get_profil(self, on: date) -> list[Profil]:
        age = compute_age(self.personne.date_naissance, on=on)
        known = set(self.profils)
        if age is not None and age < 26:
            known.add(Profil.MOINS_26)
        elif age is not None and age >= 50:
            known.add(Profil.SENIOR)
        return sorted(known)


@dataclass(frozen=True, slots=True)
class Vallee:
    """Where people live, what they are called, what they are told. `communes`: codes; `millesime`: of the list of QPV."""

    communes: tuple[str, ...]
    noms: Stock
    millesime: int
    notice: str


def add_employee(rangees: Rangees, chance: Random, vallee: Vallee, *, numero: int, debut: date) -> Employee:
    """`debut`: of her first contract."""
    sexe = Sexe.FEMME if chance.randrange(CENT) < FEMMES else Sexe.HOMME
    age = chance.randint(18, 25) if chance.randrange(CENT) < MOINS_26 else chance.randint(26, 58)
    naissance = debut - timedelta(days=age * 366 + chance.randint(0, 300))
    personne = rangees.add(
        Personne, numero=numero, pseudonyme=rangees.draw_pseudonyme(), sexe=sexe,
        nom_naissance=chance.choice(vallee.noms.noms),
        prenoms=chance.choice(vallee.noms.prenoms_f if sexe is Sexe.FEMME else vallee.noms.prenoms_h),
        date_naissance=None if chance.randrange(CENT) < SANS_NAISSANCE else naissance,
        telephone=f"06 39 98 {chance.randint(0, 99):02d} {chance.randint(0, 99):02d}" if chance.random() < 0.9 else "",
    )  # fmt: skip
    known = identite.Identite(personne.nom_naissance, "", personne.prenoms, personne.date_naissance)
    for cle in sorted(identite.list_cles(known)):
        rangees.add(CleIdentite, personne=personne, cle=cle)
    profils = _draw_profils(chance, sexe)
    du = debut - timedelta(days=chance.randint(15, 90))
    _add_situation(rangees, chance, personne, profils, du=du)
    _add_adresse(rangees, chance, personne, vallee, is_qpv=Profil.QPV in profils, du=du)
    if chance.randrange(CENT) >= SANS_INFORMATION:
        rangees.add(
            Information, personne=personne, version=vallee.notice, support=Support.PAPIER, le=debut, auteur=None
        )
    return Employee(personne, profils)


def _draw_profils(chance: Random, sexe: Sexe) -> frozenset[Profil]:
    parts = (
        (Profil.DELD, DELD),
        (Profil.BRSA, BRSA),
        (Profil.QPV, QPV),
        (Profil.HANDICAP, HANDICAP),
        (Profil.NIVEAU_3, NIVEAU_3),
    )
    found = {profil for profil, part in parts if chance.randrange(CENT) < part}
    return frozenset(found | {Profil.FEMME if sexe is Sexe.FEMME else Profil.HOMME})


def _add_situation(
    rangees: Rangees, chance: Random, personne: Personne, profils: Iterable[Profil], *, du: date
) -> None:
    niveau = chance.randint(1, 3) if Profil.NIVEAU_3 in profils else chance.randint(4, 6)
    anciennete = chance.randint(370, 1500) if Profil.DELD in profils else chance.randint(20, 330)
    rangees.add(
        Situation, personne=personne, du=du, auteur=None, emploi="demandeur_emploi", categorie="A",
        inscrit_le=du - timedelta(days=anciennete), brsa=Reponse.OUI if Profil.BRSA in profils else Reponse.NON,
        niveau=None if chance.randrange(CENT) < SANS_NIVEAU else niveau,
    )  # fmt: skip


def _add_adresse(
    rangees: Rangees, chance: Random, personne: Personne, vallee: Vallee, *, is_qpv: bool, du: date
) -> None:
    code = chance.choice(vallee.communes)
    rangees.add(
        Adresse, personne=personne, du=du, auteur=None, commune_id=code, voie=f"{chance.randint(1, 80)} {chance.choice(VOIES)}",
        code_postal=f"{code}00000"[:5], qpv=Qpv.OUI if is_qpv else Qpv.NON, qpv_code=f"QF{code[-2:]}" if is_qpv else "",
        qpv_millesime=vallee.millesime, qpv_methode=MethodeQpv.GEOCODAGE,
    )  # fmt: skip


CRITERES = {
    Profil.DELD: Critere.DELD,
    Profil.BRSA: Critere.BRSA,
    Profil.QPV: Critere.QPV,
    Profil.HANDICAP: Critere.BOETH,
}


def decide(rangees: Rangees, chance: Random, employee: Employee, *, debut: date, is_siae: bool) -> None:
    """Found eligible some days before the first contract."""
    constat = debut - timedelta(days=chance.randint(2, 35))
    row = rangees.add(
        Eligibilite, personne=employee.personne, constat=constat, decision=Decision.ACCORDEE, decidee_le=constat,
        prescripteur=chance.choices(PRESCRIPTEURS, weights=PART_PRESCRIPTEURS)[0], auteur=None,
    )  # fmt: skip
    criteres = {critere for profil, critere in CRITERES.items() if profil in employee.profils}
    if is_siae:
        criteres.add(chance.choice((Critere.AI_ETTI, Critere.EI_ACI)))
    row.criteres = criteres or {Critere.AVIS}
