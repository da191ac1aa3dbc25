"""What the journal says of the territory."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types({"territoire.referentiel": "a chargé un millésime de la carte administrative"})
