"""What a dispositif may set beside its own figures: those released to everybody, of France and of its region (R-68)."""

from collections.abc import Sequence

from django.db.models import Q

from maillage.consolidation.direct.valeurs_permises import ValeurPermise, declare_fournisseur
from maillage.consolidation.publications.queries import select_chiffres
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import write_nombre


@declare_fournisseur
def list_publiees(acteur: Acteur, millesime: int) -> Sequence[ValeurPermise]:
    """A region released with others, because too few answered there, has no value of its own."""
    region = Dispositif.objects.filter(pk=acteur.dispositif or 0).values_list("region", flat=True).first()
    where = Q(niveau="france") | Q(niveau="region", territoire=region or "")
    rows = select_chiffres().filter(where, publication__campagne__millesime=millesime, is_masque=False)
    return [
        ValeurPermise(row.code, row.version, row.ventilation, row.modalite, row.lieu, row.valeur, write_nombre(row.base_imprimee))
        for row in rows.order_by("niveau", "code", "ventilation", "modalite") if row.valeur is not None and row.version is not None
    ]  # fmt: skip
