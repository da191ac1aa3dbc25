"""Ours: the largest service of the country."""


def main() -> None:
    import django

    django.setup()
    from maillage.bancs.cas.pages_clause import measure_pages
    from maillage.bancs.services import GRAND

    measure_pages(GRAND)


if __name__ == "__main__":
    main()
