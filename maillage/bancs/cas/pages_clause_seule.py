"""Ours again, in the base that holds this service and no other."""

if __name__ == "__main__":
    from maillage.bancs.pays import choose_seul

    choose_seul()
    from maillage.bancs.cas.pages_clause_maillage import main

    main()
