"""The floor: everything is written and drawn already; the same engine only lays it out."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.rapport_donnees import JOUR, compose_rapport, open_figures, read_cellules, run
    from maillage.consolidation.rapport.rendus.papier import describe
    from maillage.socle.documents.rendu import render_pdf

    rapport = compose_rapport(read_cellules())
    with open_figures():
        donnees = describe(rapport)
    run(lambda: render_pdf("rapport/rapport", donnees, cree_le=JOUR), rapport)
