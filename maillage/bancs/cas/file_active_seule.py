"""Ours again, in the base that holds this référent's PLIE and no other."""

if __name__ == "__main__":
    import os

    from maillage.bancs.pays import SEUL

    if not os.environ.get(SEUL):
        raise SystemExit(f"{SEUL} doit nommer une base d’un seul PLIE.")
    os.environ["DATABASE_URL"] = os.environ[SEUL]
    from maillage.bancs.cas.file_active_maillage import main

    main()
