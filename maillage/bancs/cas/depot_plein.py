"""Ours again, where eight years of deposits of all the other PLIE are."""

import os

if __name__ == "__main__":
    from maillage.bancs.cas.depot import PLEIN

    os.environ["MAILLAGE_VAR"] = os.environ[PLEIN]
    from maillage.bancs.cas.depot_maillage import main

    main()
