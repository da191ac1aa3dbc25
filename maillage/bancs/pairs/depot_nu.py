"""The peer: the same count, and its bytes put in a row with their SHA-256. No check, no version, no journal."""

from typing import Any


def put(campagne: Any, dispositif: Any, contenu: bytes, nombre: int) -> None:
    from hashlib import sha256

    from maillage.bancs.cas.depot_travail import LE
    from maillage.consolidation.depots.models import Depot

    Depot.objects.create(
        campagne=campagne, dispositif=dispositif, version=1, etat="en_vigueur", origine="fichier", contenu=contenu.decode(),
        empreinte=sha256(contenu).hexdigest(), nombre=nombre, recu_le=LE,
    )  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.depot_travail import count_annee, run

    def store(campagne: Any, dispositif: Any) -> None:
        contenu, cellules = count_annee(campagne, dispositif)
        put(campagne, dispositif, contenu, len(cellules))

    run(store)
