"""What the journal says of a contract told to a PLIE that ends or goes on: its dates, never why."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.plie_prevenu_suite": "a transmis au PLIE la suite d’un contrat ({nature}) le {le}",
        "clause.suite_reportee": "a reporté la suite d’un contrat de la clause ({nature}) dans le parcours le {le}",
        "clause.suite_gardee": "a gardé le parcours tel quel malgré la suite d’un contrat de la clause ({nature}) le {le}",
        "clause.suite_ouverte": "a ouvert la suite d’un contrat de la clause",
    }
)
