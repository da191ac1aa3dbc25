"""A world of its own for the processes that are killed: a publication asked for, or a small network with its facts."""

import sys
from random import Random


def main(words: list[str]) -> int:
    import django

    django.setup()
    from maillage.socle.contexte import open_service

    with open_service("préparation d’un essai"):
        if words[0] == "demande":
            print(ask())
        elif words[0] == "refaire":
            ask_again(words[1])
        else:
            draw_reseau()
    return 0


def ask() -> str:
    """A publication of the sum of four deposits, and the job that follows its preparation. Its number."""
    from maillage.consolidation.publications.actions import TRAVAIL
    from maillage.consolidation.publications.models import Publication
    from maillage.socle.travaux.actions import enqueue_service
    from tests.consolidation.depots.usine import NOW
    from tests.consolidation.publications.test_preparation import make_deposee

    made = Publication.objects.create(campagne=make_deposee(4), rang=1, prepare_le=NOW, prepare_par=1)
    enqueue_service(code=TRAVAIL, parametres={"publication": str(made.uuid)}, cle=f"{TRAVAIL}:{made.uuid}")
    return str(made.uuid)


def ask_again(uuid: str) -> None:
    """As if nothing had been prepared."""
    from maillage.consolidation.publications.models import ChiffrePublie, Publication
    from maillage.consolidation.publications.nomenclatures import Etat

    ChiffrePublie.objects.filter(publication__uuid=uuid).delete()
    Publication.objects.filter(uuid=uuid).update(etat=Etat.PREPARATION, fichiers={}, bilan={}, secret={}, depots=[])


def draw_reseau() -> None:
    """Eight PLIE of two regions, of some five hundred people each."""
    from maillage.consolidation.faits.extraction import find_racine
    from maillage.consolidation.faits.fichiers import write_faits
    from maillage.demonstration.reseau.annees import list_annees
    from maillage.demonstration.reseau.lignes import Etapes, draw_etapes, write_plie
    from maillage.demonstration.reseau.parcours import draw_reseau
    from maillage.socle.repartitions import share
    from maillage.territoire.models import Departement, Region
    from tests.usine import make_dispositif

    annees = list_annees(2019, 2019, 40)
    plies = draw_reseau(annees, 8, graine=4)
    etapes = [draw_etapes(annee, Random(4)) for annee in annees]
    parts = share(len(etapes[0].codes), [plie.poids for plie in plies])
    for rang, plie in enumerate(plies):
        code = "84" if rang % 2 else "32"
        region, _ = Region.objects.get_or_create(code=code, defaults={"nom": f"Région {code}"})
        departement, _ = Departement.objects.get_or_create(
            code=f"D{code}", defaults={"nom": f"Département {code}", "region": region, "zone": "metro"}
        )
        one = make_dispositif(f"PLIE {rang}", region=region, departement=departement)
        own = [Etapes(2019, etapes[0].codes[sum(parts[:rang]) : sum(parts[: rang + 1])])]
        faits = write_plie(str(one.uuid), plie, own, derniere=2019, chance=Random(f"4:{rang}"))
        write_faits(find_racine(), one.uuid, faits, origine="démonstration 1:4")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
