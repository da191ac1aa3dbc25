"""What the cases of the consolidation share: the facts they count, the tables they make of them, the deposits of both."""
