"""Ours: the page of the file as its référent gets it, every middleware on."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.dossier import REPETITIONS, find_dossier, list_attendus, tell_lus
    from maillage.bancs.coureur import measure, report
    from maillage.bancs.pays import REFERENT
    from maillage.bancs.porte import open_porte
    from maillage.bancs.session import open_session
    from maillage.socle.contexte import open_service

    with open_service("banc : choisir le dossier"):
        parcours = find_dossier()
        attendus = list_attendus(parcours)
    get = open_porte(f"/dossiers/{parcours.uuid}/", session=open_session(REFERENT))
    for _ in range(2):
        get()
    cpu, html = measure(get, repetitions=REPETITIONS)
    report(cpu, tell_lus(html, attendus))
