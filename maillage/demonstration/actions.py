"""Makes the demonstration, or completes it: run twice with the same seed, it changes nothing."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.cles import make_cle
from maillage.demonstration.fiches import fill_fiches, get_coordonnees
from maillage.demonstration.personnages import (
    DEPARTEMENT,
    DISPOSITIFS,
    EPCIS,
    PERSONNAGES,
    PORTEURS,
    RATTACHES_A_L_OI,
    REGION,
    Fonction,
    Personnage,
)
from maillage.demonstration.points import find_point
from maillage.reseau.models import Dispositif, Organisation, Portage, Rattachement, TerritoireIntervention
from maillage.socle.roles import FONCTIONS, Portee
from maillage.territoire.models import Commune, Departement, Epci, Region
from maillage.territoire.nomenclatures import TypeEpci, Zone
from maillage.territoire.rules import normalize

GRAINE = 2026
OUVERTURE = date(2019, 1, 1)


class BaseReelle(Exception):
    """The database holds real accounts: the demonstration would mix fiction with people."""


@dataclass(frozen=True, slots=True)
class Bilan:
    dispositifs: int
    personnes: int
    habilitations: int


@transaction.atomic
def make_demonstration(*, graine: int = GRAINE, today: date) -> Bilan:
    """The fictitious territory, its dispositifs and its people."""
    if Compte.objects.filter(is_demonstration=False).exists():
        raise BaseReelle(
            "Cette base contient des comptes réels : la démonstration ne s’y mêle pas. "
            "Choisissez une base vide, par exemple avec MAILLAGE_VAR=var-demonstration."
        )
    chance = random.Random(graine)  # noqa: S311  a seed is the point: the same fiction every time
    _make_territoire()
    organisations = {cle: _make_organisation(nom, graine) for cle, nom in PORTEURS.items()}
    dispositifs = _make_dispositifs(organisations, chance=chance, graine=graine, today=today)
    fill_fiches(dispositifs, graine=graine, today=today)
    habilitations = 0
    for personnage in PERSONNAGES:
        compte = _make_compte(personnage, graine)
        for fonction in personnage.fonctions:
            _make_habilitation(compte, fonction, dispositifs, organisations, chance=chance, graine=graine, today=today)
            habilitations += 1
    return Bilan(len(dispositifs), len(PERSONNAGES), habilitations)


def _make_territoire() -> None:
    region, _ = Region.objects.update_or_create(
        code=REGION[0], defaults={"nom": REGION[1], "zone": Zone.FICTIVE, "population": None}
    )
    departement, _ = Departement.objects.update_or_create(
        code=DEPARTEMENT[0], defaults={"nom": DEPARTEMENT[1], "region": region, "zone": Zone.FICTIVE}
    )
    for fiche in EPCIS:
        epci, _ = Epci.objects.update_or_create(
            siren=fiche.siren,
            defaults={
                "nom": fiche.nom,
                "type": TypeEpci.CA if fiche.nom.startswith("CA ") else TypeEpci.CC,
                "population": sum(population for *_, population in fiche.communes),
            },
        )
        for code, nom, population in fiche.communes:
            cle = normalize(nom)
            latitude, longitude = find_point(code)
            Commune.objects.update_or_create(
                code=code,
                defaults={
                    "nom": f"{nom} (commune fictive)",
                    "departement": departement,
                    "epci": epci,
                    "population": population,
                    "cle": cle,
                    "cle_inverse": cle[::-1],
                    "latitude": latitude,
                    "longitude": longitude,
                },
            )


def _make_organisation(nom: str, graine: int) -> Organisation:
    organisation, _ = Organisation.objects.update_or_create(
        uuid=make_cle(graine, "organisation", nom), defaults={"nom": nom, "is_fictive": True}
    )
    return organisation


def _make_dispositifs(
    organisations: dict[str, Organisation], *, chance: random.Random, graine: int, today: date
) -> dict[str, Dispositif]:
    made: dict[str, Dispositif] = {}
    for fiche in DISPOSITIFS:
        dispositif, _ = Dispositif.objects.get_or_create(
            uuid=make_cle(graine, "dispositif", fiche.cle),
            defaults={
                "slug": f"fictif-{fiche.cle}",
                "nom": fiche.nom,
                "type": fiche.type,
                "region_id": REGION[0],
                "departement_id": DEPARTEMENT[0],
                "commune": EPCIS[1 if "arsonne" in fiche.cle else 0].communes[0][1],
                "ouvert_le": OUVERTURE,
                **get_coordonnees(fiche.cle),
                "verifie_le": today - timedelta(days=chance.randint(20, 700)),
                "is_fictif": True,
            },
        )
        Portage.objects.get_or_create(dispositif=dispositif, organisation=organisations[fiche.porteur], du=OUVERTURE)
        made[fiche.cle] = dispositif
    for cle in RATTACHES_A_L_OI:
        Rattachement.objects.get_or_create(oi=made["oi-deux-vallees"], dispositif=made[cle], du=date(2022, 1, 1))
    for epci in EPCIS:
        for cle in epci.dispositifs:
            TerritoireIntervention.objects.get_or_create(
                dispositif=made[cle], epci_id=epci.siren, commune=None, du=OUVERTURE
            )
    return made


def _make_compte(personnage: Personnage, graine: int) -> Compte:
    compte = Compte.objects.filter(email=personnage.email).first()
    if compte is None:
        compte = Compte(uuid=make_cle(graine, "compte", personnage.email), email=personnage.email)
        compte.set_unusable_password()  # entered by one click, on loopback, in demonstration only
    compte.prenom, compte.nom, compte.is_demonstration = personnage.prenom, personnage.nom, True
    compte.save()
    return compte


def _make_habilitation(
    compte: Compte,
    fonction: Fonction,
    dispositifs: dict[str, Dispositif],
    organisations: dict[str, Organisation],
    *,
    chance: random.Random,
    graine: int,
    today: date,
) -> None:
    cle = make_cle(graine, "habilitation", compte.email, fonction.role, fonction.dispositif)
    portee = FONCTIONS[fonction.role].portee
    # Drawn even when the row exists: the sequence of draws is what makes a seed repeatable.
    since, reviewed = chance.randint(120, 1500), chance.randint(10, 150)
    Habilitation.objects.get_or_create(
        uuid=cle,
        defaults={
            "compte": compte,
            "role": fonction.role,
            "dispositif": dispositifs.get(fonction.dispositif),
            "region_id": REGION[0] if portee is Portee.REGION else None,
            "departements": [DEPARTEMENT[0]] if portee is Portee.DEPARTEMENT else [],
            "territoire": DEPARTEMENT[1] if portee is Portee.DEPARTEMENT else "",
            "employeur": organisations.get(fonction.employeur),
            "du": today - timedelta(days=since),
            "revue_le": today - timedelta(days=reviewed) if since > reviewed else None,
        },
    )
