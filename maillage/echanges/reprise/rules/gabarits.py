"""The models, by kind of file."""

from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules import contacts, etapes, parcours, personnes
from maillage.echanges.reprise.rules.colonnes import Gabarit

GABARITS: dict[Nature, Gabarit] = {
    g.nature: g for g in (personnes.GABARIT, parcours.GABARIT, etapes.GABARIT, contacts.GABARIT)
}
