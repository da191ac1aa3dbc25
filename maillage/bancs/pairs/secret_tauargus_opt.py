"""The same peer, asked for the least loss."""

if __name__ == "__main__":
    from maillage.bancs.pairs.secret_tauargus_mod import main

    main("OPT(1)")
