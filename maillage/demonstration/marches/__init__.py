"""Draws the fictitious markets of a service of the clause, of a valley or of a country, in the published shares, and writes them."""
