"""Where the contracts of a file stand: the one in force, the one being prepared, the legal one, those before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from maillage.parcours.actions.contrats import get_signatures
from maillage.parcours.models import Contrat
from maillage.parcours.nomenclatures.accompagnement import NatureContrat
from maillage.parcours.rules import contrats


def describe_contrats(rows: Sequence[Contrat], *, on: date) -> dict[str, Any]:
    """`rows`: newest version first, as `queries.contrats.list_contrats` gives them."""
    plie = [row for row in rows if row.nature == NatureContrat.PLIE]
    ce = [row for row in rows if row.nature == NatureContrat.CE]
    vigueur = next((row for row in plie if row.is_en_vigueur), None)
    brouillon = next((row for row in plie if not row.is_signe), None)
    dernier_ce = ce[0] if ce else None
    terme = contrats.compute_terme(vigueur.du, vigueur.duree_mois) if vigueur else None
    return {
        "vigueur": vigueur,
        "terme": terme,
        "is_echu": contrats.is_echu(terme, on=on) and brouillon is None,
        "brouillon": brouillon,
        "manquantes": get_signatures(brouillon).list_manquantes() if brouillon else [],
        "passes": [row for row in plie if row.is_signe and row.au is not None],
        "ce": dernier_ce,
        "echeance_ce": (
            contrats.compute_echeance_ce(dernier_ce.notifie_le, on=on)
            if dernier_ce and dernier_ce.notifie_le and not dernier_ce.signe_personne_le
            else None
        ),
    }
