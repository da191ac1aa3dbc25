"""The one text by which a dispositif is sorted and found: its names, old ones included, its carrier, where it stands."""

from collections.abc import Iterable

from maillage.reseau.models import Dispositif
from maillage.reseau.rules import normalize_texte


def write_cle(dispositif: Dispositif) -> None:
    """Written again by each action that changes a name, a place or a carrier."""
    write_cles([dispositif.pk])
    dispositif.refresh_from_db(fields=["cle"])


def write_cles(pks: Iterable[int]) -> None:
    """Whatever their number, five reads and one write."""
    rows = (
        Dispositif.objects.filter(pk__in=list(pks))
        .select_related("region", "departement")
        .prefetch_related("denominations", "portages__organisation", "jalons")
    )
    changed = []
    for dispositif in rows:
        cle = build_cle(dispositif)
        if cle != dispositif.cle:
            dispositif.cle = cle
            changed.append(dispositif)
    Dispositif.objects.bulk_update(changed, ["cle"], batch_size=200)


def build_cle(dispositif: Dispositif) -> str:
    departement, region = dispositif.departement, dispositif.region
    words = [
        dispositif.nom, dispositif.sigle_type, dispositif.sigle, dispositif.intitule, dispositif.libelle_type,
        dispositif.commune, departement.nom if departement else "", dispositif.departement_id or "",
        region.nom if region else "",
        *(d.nom for d in sorted(dispositif.denominations.all(), key=lambda d: d.le, reverse=True)),
        *(j.nom for j in sorted(dispositif.jalons.all(), key=lambda j: j.le, reverse=True)),
        *(p.organisation.nom for p in dispositif.portages.all() if p.au is None),
    ]  # fmt: skip
    parts = [normalize_texte(word) for word in words if word]
    return " ; ".join(dict.fromkeys(part for part in parts if part))
