"""Small objects of the downstream: an eligible person, a contract on a lot, a month of hours."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.models import Max

from maillage.clause.models import Eligibilite, EmploiDuLot, Entreprise, EntrepriseDuLot, LigneHeures, Lot, MiseEmploi
from maillage.participants.actions.personnes import write_cles
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from tests.clause.usine import make_lot

_rang = count(1)
CONSTAT, DEBUT, MOIS = date(2026, 3, 2), date(2026, 3, 9), date(2026, 4, 1)


def make_entreprise(dispositif: Dispositif, **values: Any) -> Entreprise:
    return Entreprise.objects.create(dispositif=dispositif, **{"nom": f"Entreprise d’essai {next(_rang)}", **values})


def make_personne(dispositif: Dispositif, **values: Any) -> Personne:
    """Under the next number of the dispositif, as the product gives it."""
    rang = next(_rang)
    last = Personne.objects.filter(dispositif=dispositif).aggregate(last=Max("numero"))["last"] or 0
    defaults = {
        "numero": last + 1, "nom_naissance": f"Essai{rang}", "prenoms": "Alix", "date_naissance": date(1990, 5, 4), "sexe": "f",
    }  # fmt: skip
    personne = Personne.objects.create(dispositif=dispositif, **defaults | values)
    write_cles(personne)
    return personne


def make_eligibilite(personne: Personne, *, criteres: Sequence[str] = ("brsa",), **values: Any) -> Eligibilite:
    defaults = {"constat": CONSTAT, "decision": "accordee", "decidee_le": CONSTAT, "prescripteur": "plie"}
    row = Eligibilite(dispositif_id=personne.dispositif_id, personne=personne, **defaults | values)
    row.criteres = criteres
    row.save()
    return row


def make_lot_notifie(dispositif: Dispositif, *, entreprise: Entreprise | None = None, **values: Any) -> Lot:
    """With the company bound by it."""
    lot = make_lot(dispositif, etat="notifie", **values)
    EntrepriseDuLot.objects.create(
        dispositif=dispositif, lot=lot, entreprise=entreprise or make_entreprise(dispositif), role="titulaire_unique",
        du=date(2026, 3, 2),
    )  # fmt: skip
    return lot


def make_emploi(personne: Personne, *, lots: Sequence[Lot] = (), **values: Any) -> MiseEmploi:
    """On account of the company at the head of each lot, employed by the first of them."""
    heads = [EntrepriseDuLot.objects.filter(lot=lot, au=None).earliest("pk").entreprise for lot in lots]
    defaults: dict[str, Any] = {
        "type_contrat": "cdd", "mode": "embauche_directe", "metier": "Peintre", "debut": DEBUT,
        "fin_prevue": date(2026, 12, 31), "temps_hebdo": Decimal(35),
    }  # fmt: skip
    if "employeur" not in values:
        defaults["employeur"] = heads[0] if heads else make_entreprise(personne.dispositif)
    emploi = MiseEmploi.objects.create(dispositif_id=personne.dispositif_id, personne=personne, **defaults | values)
    for lot, entreprise in zip(lots, heads, strict=True):
        EmploiDuLot.objects.create(dispositif_id=lot.dispositif_id, mise_emploi=emploi, lot=lot, entreprise=entreprise)
    return emploi


def make_ligne(emploi: MiseEmploi, lot: Lot, heures: Decimal | int = 100, **values: Any) -> LigneHeures:
    statut = values.get("statut", "declaree")
    defaults: dict[str, Any] = {
        "mois": MOIS, "entreprise": emploi.lots.get(lot=lot).entreprise, "creditrice_id": emploi.dispositif_id,
        "heures_reelles": Decimal(heures), "decidee_le": MOIS if statut in ("validee", "rejetee") else None,
        "motif_rejet": "hors_eligibilite" if statut == "rejetee" else "",
    }  # fmt: skip
    row = LigneHeures(dispositif_id=emploi.dispositif_id, mise_emploi=emploi, lot=lot, **defaults | values)
    row.weigh()
    row.save()
    return row
