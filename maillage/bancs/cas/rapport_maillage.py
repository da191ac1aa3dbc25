"""Ours: from the cells of each dispositif to the document, pictures drawn."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.rapport_donnees import compose_rapport, open_figures, read_cellules, run
    from maillage.consolidation.rapport.rendus.papier import render_papier

    cellules = read_cellules()

    def render() -> bytes:
        with open_figures():
            return render_papier(compose_rapport(cellules))

    run(render, compose_rapport(cellules))
