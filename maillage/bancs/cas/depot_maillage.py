"""Ours: counted from the facts, then received at the door, as from a file: checks, fingerprint, version, journal."""

from typing import Any


def main() -> None:
    import django

    django.setup()
    from maillage.bancs.cas.depot_travail import LE, count_annee, run
    from maillage.consolidation.depots.actions.depots import receive_document
    from maillage.consolidation.depots.models import Depot
    from maillage.consolidation.depots.nomenclatures import Origine
    from maillage.socle.acteur import Acteur

    def store(campagne: Any, dispositif: Any) -> None:
        contenu, _ = count_annee(campagne, dispositif)
        receive_document(
            by=Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk})), campagne=campagne,
            dispositif=dispositif, contenu=contenu, origine=Origine.FICHIER, now=LE, today=campagne.ouverte_le,
        )  # fmt: skip

    def check(campagne: Any, dispositif: Any) -> str:
        """The same file again."""
        store(campagne, dispositif)
        combien = Depot.objects.filter(campagne=campagne, dispositif=dispositif).count()
        if combien != 1:
            raise SystemExit("Le même fichier déposé deux fois fait deux dépôts.")
        return " ; le même fichier, déposé deux fois, n’en fait qu’un"

    run(store, check=check)


if __name__ == "__main__":
    main()
