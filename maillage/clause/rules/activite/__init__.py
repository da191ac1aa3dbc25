"""The activity of a service of the clause, and of several: facts, what is counted of them, and how it is defined (§ 8)."""
