"""The peer: the page of the same report, its pictures drawn already, laid out by WeasyPrint and tagged as ours is."""

if __name__ == "__main__":
    import django

    django.setup()
    import weasyprint

    from maillage.bancs.cas.rapport_donnees import compose_rapport, open_figures, read_cellules, run
    from maillage.consolidation.rapport.rendus.page import render_autonome

    rapport = compose_rapport(read_cellules())
    with open_figures():
        page = render_autonome(rapport, {})

    def render() -> bytes:
        made: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
        return made

    run(render, rapport)
