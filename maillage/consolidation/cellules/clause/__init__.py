"""What disclosure control must know of the figures of the clause."""
