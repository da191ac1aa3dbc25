"""The clause sociale: from the tender spotted to the bilan, shared between structures without counting twice."""
