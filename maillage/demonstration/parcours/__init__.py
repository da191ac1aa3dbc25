"""The fictitious people followed in Valombre and Arsonne: who they are, what was done with them, what became of them."""
