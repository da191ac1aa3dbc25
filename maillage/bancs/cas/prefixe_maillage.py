"""Ours: what the search box asks, in the compartment of who asks, policies of the base included."""


def main() -> None:
    import django

    django.setup()
    from maillage.bancs.cas.prefixe import MONTRES, list_requetes, measure_recherches, open_acteur
    from maillage.parcours.recherche import search
    from maillage.socle.contexte import open_contexte

    acteur = open_acteur()
    with open_contexte(acteur):
        requetes = list_requetes(acteur.dispositif)
        measure_recherches(lambda debut: [r.url.split("/")[2] for r in search(acteur, debut, MONTRES)], requetes)


if __name__ == "__main__":
    main()
