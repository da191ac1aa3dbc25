"""The same peer kept within the compartment, where it meets a hundred times fewer namesakes."""

if __name__ == "__main__":
    from maillage.bancs.pairs.rapprochement_trigrammes import main

    main(compartiment=True)
