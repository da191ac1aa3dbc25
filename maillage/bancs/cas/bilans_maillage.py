"""Ours: the house template, with Typst."""

from typing import Any


def render(document: dict[str, Any]) -> bytes:
    from maillage.bancs.cas.bilans_documents import JOUR
    from maillage.clause.documents.bilans import GABARIT
    from maillage.socle.documents.rendu import render_pdf

    return render_pdf(GABARIT, document, cree_le=JOUR)


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.bilans_documents import run

    run(render)
