"""A company that owes its hours of the month: contracts on a lot, a contact, a statement asked and its link."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from maillage.clause import liens
from maillage.clause.models import ContactEntreprise, EmploiDuLot, Entreprise, Lot, Releve
from maillage.clause.rules.releves import find_mois_du
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_entreprise, make_lot_notifie, make_personne


def get_mois() -> date:
    return find_mois_du(localdate())


@dataclass(frozen=True)
class Chantier:
    """`emplois`: one by person, in the order of the page."""

    lot: Lot
    entreprise: Entreprise
    emplois: list[EmploiDuLot]


def make_chantier(dispositif: Dispositif, *, personnes: int = 2, prenoms: str = "Alix", **values: Any) -> Chantier:
    """`values`: of each contract."""
    entreprise = make_entreprise(dispositif)
    lot = make_lot_notifie(dispositif, entreprise=entreprise)
    debut = add_months(get_mois(), -2)
    emplois = []
    for _ in range(personnes):
        personne = make_personne(dispositif, prenoms=prenoms)
        make_eligibilite(personne, constat=debut - timedelta(days=7), decidee_le=debut - timedelta(days=7))
        defaults = {"debut": debut, "fin_prevue": add_months(debut, 12)}
        emploi = make_emploi(personne, lots=[lot], **defaults | values)
        emplois.append(emploi.lots.get(lot=lot))
    return Chantier(lot, entreprise, emplois)


def make_contact(entreprise: Entreprise, **values: Any) -> ContactEntreprise:
    defaults = {
        "nom": "Dominique Essai", "fonction": "paie", "courriel": "paie@entreprise.test", "is_declarant": True,
        "modifie_le": localdate(),
    }  # fmt: skip
    return ContactEntreprise.objects.create(
        dispositif_id=entreprise.dispositif_id, entreprise=entreprise, **defaults | values
    )


def make_releve(chantier: Chantier, **values: Any) -> Releve:
    today = localdate()
    defaults = {
        "mois": get_mois(), "demande_le": today, "lien_rang": 1, "lien_jusqu_au": today + timedelta(days=30),
    }  # fmt: skip
    return Releve.objects.create(
        dispositif_id=chantier.lot.dispositif_id, lot=chantier.lot, entreprise=chantier.entreprise, **defaults | values
    )


def follow(client: Any, releve: Releve) -> str:
    """Follows its link; the address of the page."""
    answer = client.get(f"/declarer/{liens.sign_releve(releve)}/")
    url: str = answer.url
    return url
