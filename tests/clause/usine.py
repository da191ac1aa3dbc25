"""Small objects of the clause: a facilitatrice, a donneur d'ordre, a lot in a state."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from maillage.clause.models import DonneurOrdre, Lot, Marche, PassageLot, SuiviLot
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_dispositif

_rang = count(1)
ENGAGE = date(2026, 3, 2)
PRET: dict[str, Any] = {
    "secteur": "Peinture", "publics": ["brsa"], "formes": ["condition_execution"], "montant_ht": Decimal(1_000_000),
    "part_main_oeuvre": Decimal("0.5"), "taux_insertion": Decimal("0.05"), "cout_horaire": Decimal(30),
    "mention_perimetre": "Le lot", "mention_facilitateur": "La clause", "mention_publics": "RSA",
    "mention_volume": "833 h",
}  # fmt: skip


def make_clause() -> Dispositif:
    return make_dispositif(type=TypeDispositif.CLAUSE)


def make_facilitateur(dispositif: Dispositif) -> Acteur:
    return make_acteur(Role.FACILITATEUR, dispositif)


def make_donneur(dispositif: Dispositif, **values: Any) -> DonneurOrdre:
    values = {"nom": f"Ville d’essai {next(_rang)}", "type": "commune", **values}
    return DonneurOrdre.objects.create(dispositif=dispositif, **values)


def make_marche(dispositif: Dispositif, **values: Any) -> Marche:
    values.setdefault("acheteur", None)
    values["acheteur"] = values["acheteur"] or make_donneur(dispositif)
    defaults = {"objet": f"École d’essai {next(_rang)}", "achat": "travaux", "engage_le": ENGAGE}
    return Marche.objects.create(dispositif=dispositif, **defaults | values)


def make_lot(dispositif: Dispositif, *, marche: Marche | None = None, etat: str = "repere", **values: Any) -> Lot:
    marche = marche or make_marche(dispositif)
    lot = Lot.objects.create(dispositif=dispositif, marche=marche, etat=etat, **values)
    SuiviLot.objects.create(dispositif=dispositif, lot=lot, structure=dispositif, role="pilote", du=ENGAGE)
    PassageLot.objects.create(dispositif=dispositif, lot=lot, vers=etat, le=marche.engage_le, rang=1, auteur=None)
    return lot
