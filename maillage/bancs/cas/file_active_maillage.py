"""Ours: the référent's page as they get it, every middleware on."""


def main() -> None:
    import django

    django.setup()
    from maillage.bancs.cas.file_active import ADRESSE, COMPAREES
    from maillage.bancs.coureur import run
    from maillage.bancs.pays import REFERENT
    from maillage.bancs.porte import open_porte
    from maillage.bancs.session import open_session

    run(open_porte(ADRESSE, session=open_session(REFERENT)), comparees=COMPAREES)


if __name__ == "__main__":
    main()
