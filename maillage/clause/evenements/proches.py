"""What the journal says of those who live near a market: how many were shown, never who."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types({"clause.proches": "a consulté les personnes proches d’un marché ({nombre})"})
