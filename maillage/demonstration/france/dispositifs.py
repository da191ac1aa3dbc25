"""A fictitious dispositif of the country, and who carries it: a PLIE or a service of the clause, made alike."""

from datetime import date

from maillage.demonstration.cles import make_cle
from maillage.demonstration.personnages import DEPARTEMENT, EPCIS, REGION
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif

OUVERTURE = date(2014, 1, 1)
PORTEUR = "Structures porteuses fictives, échelle France"


def make_dispositif(type: TypeDispositif, rang: int, graine: int, *, cle: str, nom: str) -> Dispositif:
    """`cle`: what its address and its number are drawn from. The one already there is given back as it is."""
    dispositif, is_new = Dispositif.objects.get_or_create(
        uuid=make_cle(graine, "dispositif", f"{cle}-{rang}"),
        defaults={
            "slug": f"fictif-{cle}-{rang:03d}", "nom": f"{nom} n° {rang} (échelle France)", "type": type,
            "region_id": REGION[0], "departement_id": DEPARTEMENT[0],
            "commune": EPCIS[rang % len(EPCIS)].communes[0][1], "ouvert_le": OUVERTURE, "is_fictif": True,
        },
    )  # fmt: skip
    if is_new:
        organisation, _ = Organisation.objects.get_or_create(
            uuid=make_cle(graine, "organisation", PORTEUR), defaults={"nom": PORTEUR, "is_fictive": True}
        )
        Portage.objects.create(dispositif=dispositif, organisation=organisation, du=OUVERTURE)
    return dispositif
