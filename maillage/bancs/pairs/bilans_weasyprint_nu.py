"""The same peer without tags: what WeasyPrint makes fastest, and no screen reader reads well."""

from functools import partial

from maillage.bancs.pairs.bilans_weasyprint import render

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.bilans_documents import run

    run(partial(render, variante=None))
