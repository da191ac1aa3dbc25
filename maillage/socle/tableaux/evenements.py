"""The types of the lists' entries."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types({"export": "a exporté une liste"})
