"""What a person has to do, computed each time, never stored: each domain declares how it knows.

    from maillage.socle import afaire

    def list_a_faire(acteur: Acteur, today: date) -> list[afaire.AFaire]: ...

    afaire.declare(list_a_faire)

Nothing here reads a domain's tables: the right to see is in the provider's own query.
"""

from maillage.socle.afaire.nomenclatures import AFaire, Gravite, RendezVous
from maillage.socle.afaire.registre import declare, declare_agenda

__all__ = ["AFaire", "Gravite", "RendezVous", "declare", "declare_agenda"]
