"""Ours: what the page of the steering reads and counts where there is no protocole, policies of the base included."""


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import localdate

    from maillage.bancs.cas.tableau_de_bord import find_annee, measure_tableau, open_acteur, read_lignes
    from maillage.parcours.queries.pilotage import read_donnees
    from maillage.parcours.rules.indicateurs.nombres import make_fenetre
    from maillage.parcours.rules.indicateurs.tableau import build_lignes
    from maillage.parcours.rules.pilotage import find_pendant
    from maillage.socle.contexte import open_contexte

    acteur, today = open_acteur(), localdate()
    annee = find_annee(today=today)
    pendant = find_pendant(make_fenetre(annee, today=today))

    def count() -> dict[str, int]:
        return read_lignes(build_lignes(read_donnees(acteur, pendant=pendant), annee, today=today))

    with open_contexte(acteur):
        with CaptureQueriesContext(connection) as asked:
            donnees = read_donnees(acteur, pendant=pendant)
        lus = len(donnees.parcours) + len(donnees.etapes)
        measure_tableau(count, dit=f"lit {lus} parcours et étapes en {len(asked)} requêtes")


if __name__ == "__main__":
    main()
