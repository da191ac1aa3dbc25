"""Ours again, in the base that holds this référent's PLIE and no other."""

if __name__ == "__main__":
    from maillage.bancs.pays import choose_seul

    choose_seul()
    from maillage.bancs.cas.file_active_maillage import main

    main()
