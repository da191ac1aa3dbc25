"""Who reads the journal of accesses: the DPD; the direction without what was read (domaine 05 § 3, note ⁶)."""

from enum import StrEnum

from maillage.socle.permissions import declare, has_role, same_dispositif
from maillage.socle.roles import Role


class Droit(StrEnum):
    LIRE_ACCES = "lire le journal des accès"
    LIRE_CONTENU_DES_ACCES = "voir ce qui a été consulté"
    EXPORTER_ACCES = "exporter le journal des accès"
    TRAITER_ALERTE = "traiter une alerte de consultation"


is_dpd, is_directeur = has_role(Role.DPD), has_role(Role.DIRECTEUR)

PERMISSIONS = declare(
    "journal",
    {
        Droit.LIRE_ACCES: [[is_dpd], [is_directeur]],
        Droit.LIRE_CONTENU_DES_ACCES: [[is_dpd]],
        Droit.EXPORTER_ACCES: [[is_dpd]],
        Droit.TRAITER_ALERTE: [[is_dpd, same_dispositif], [is_directeur, same_dispositif]],
    },
)
