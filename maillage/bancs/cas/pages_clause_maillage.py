"""Ours: a service of a common size, every middleware on."""


def main() -> None:
    import django

    django.setup()
    from maillage.bancs.cas.pages_clause import measure_pages
    from maillage.bancs.services import FACILITATEUR

    measure_pages(FACILITATEUR)


if __name__ == "__main__":
    main()
