"""Ours: what the reception of an orientation asks, policies of the base included."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.rapprochement import MONTRES, list_found, read_requetes, report_found
    from maillage.bancs.coureur import measure
    from maillage.participants.queries.personnes import list_candidats
    from maillage.participants.rules.identite import Identite
    from maillage.socle.contexte import open_service

    with open_service("banc : retrouver une personne"):
        dispositif, requetes = read_requetes()

        def search(identite: Identite) -> list[int]:
            return [c.personne.pk for c in list_candidats(dispositif, identite, limit=MONTRES)]

        list_found(search, requetes[:50])
        cpu, found = measure(lambda: list_found(search, requetes), repetitions=1)
    report_found(cpu, requetes, found)
