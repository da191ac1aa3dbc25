"""Ours again, in the base that holds this PLIE and no other."""

if __name__ == "__main__":
    from maillage.bancs.pays import choose_seul

    choose_seul()
    from maillage.bancs.cas.tableau_de_bord_maillage import main

    main()
