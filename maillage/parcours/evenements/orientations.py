"""The way in: what is said of an orientation, never what it says."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.orientation_presentee": "a présenté une orientation en commission le {le}",
        "parcours.orientation_decidee": "a enregistré la décision de la commission du {le} sur une orientation : {resultat}",
    }
)
