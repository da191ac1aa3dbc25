"""Ours: the public directory as visitors get it, every middleware on."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.coureur import run
    from maillage.bancs.porte import open_porte

    run(open_porte("/annuaire/"))
