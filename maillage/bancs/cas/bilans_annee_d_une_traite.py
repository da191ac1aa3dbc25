"""The job that nothing disturbs."""

if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.bilans_annee_travail import run

    run(tue=False)
