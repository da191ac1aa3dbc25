"""A worker of the case « bilans-annee », until nothing is due: its lease is short, so that nobody waits a minute."""

if __name__ == "__main__":
    import django

    django.setup()
    from datetime import timedelta

    from maillage.bancs.cas.bilans_annee_travail import BAIL
    from maillage.socle.travaux.travailleur import Equipier

    Equipier(duree=timedelta(seconds=BAIL)).run(une_fois=True)
