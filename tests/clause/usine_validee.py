"""A lot with validated hours, as the pages of the bilans read it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.clause.actions.bilans import freeze_bilan
from maillage.clause.models import Bilan, Engagement, Lot, StatutEntreprise
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.periodes import make_periode
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from tests.clause.usine import make_facilitateur
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_lot_notifie, make_personne

JANVIER = date(2026, 1, 1)


def make_lot_fait(
    dispositif: Dispositif, heures: Sequence[Any] = (700,), *, engagees: Any = "833.33", mois: date = date(2026, 4, 1),
    personnes: Sequence[Personne] = (), **values: Any,
) -> Lot:  # fmt: skip
    """One person per entry of `heures`, their hours validated in one month, out of `engagees` since January."""
    societe = values.pop("entreprise", None) or make_entreprise(dispositif, effectif=46)
    lot = make_lot_notifie(dispositif, entreprise=societe, **values)
    if engagees is not None:
        Engagement.objects.create(
            dispositif=dispositif, lot=lot, numero=1, du=JANVIER, origine="initial", heures=Decimal(str(engagees))
        )
    StatutEntreprise.objects.get_or_create(dispositif=dispositif, entreprise=societe, statut="aucun", du=JANVIER)
    for rang, combien in enumerate(heures):
        personne = personnes[rang] if rang < len(personnes) else make_personne(dispositif)
        emploi = make_emploi(personne, lots=[lot])
        emploi.profil = ["femme", "brsa"] if rang % 2 else ["homme", "qpv"]
        emploi.save()
        make_ligne(emploi, lot, Decimal(str(combien)), mois=mois, statut="validee")
    return lot


def make_bilan(dispositif: Dispositif, lot: Lot | None = None) -> Bilan:
    """Of a lot, from January to June, frozen now."""
    by = make_facilitateur(dispositif)
    portee = find_portee(by, Perimetre.LOT, str((lot or make_lot_fait(dispositif, (100,))).uuid))
    assert portee is not None
    periode = make_periode(JANVIER, date(2026, 6, 30))
    return freeze_bilan(by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=periode, now=timezone.now())
