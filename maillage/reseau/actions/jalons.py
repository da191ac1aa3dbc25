"""What happens to a dispositif as a whole: created, renamed, merged, closed, opened again."""

from datetime import date

from django.db import transaction

from maillage.reseau import rules
from maillage.reseau.actions.contacts import end_contacts
from maillage.reseau.actions.fiches import lock, mark_corrige
from maillage.reseau.actions.index import write_cle
from maillage.reseau.actions.moyens import end_moyens
from maillage.reseau.models import Dispositif, Jalon
from maillage.reseau.nomenclatures import FERMANTS, Etat, NatureJalon
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


class JalonRefuse(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_jalon(
    *,
    by: Acteur,
    dispositif: Dispositif,
    nature: NatureJalon,
    le: date,
    nom: str = "",
    lie: Dispositif | None = None,
    reprise: str = "",
    today: date,
) -> Jalon:
    """Writes the event, and what it changes of the dispositif. `nom`: the new name; the event keeps the former one."""
    permissions.check(by, Droit.DECLARER_JALON, dispositif)
    dispositif = lock(dispositif)
    if refus := rules.check_nature(nature, etat=Etat(dispositif.etat), ouvert_le=dispositif.ouvert_le):
        raise JalonRefuse(refus, champ="nature")
    ouvert_le, ferme_le = dispositif.ouvert_le, dispositif.ferme_le
    if refus := rules.check_date(nature, le=le, ouvert_le=ouvert_le, ferme_le=ferme_le, today=today):
        raise JalonRefuse(refus, champ="le")
    jalon = Jalon(dispositif=dispositif, nature=nature, le=le)
    if nature is NatureJalon.NOM:
        if not nom or nom == dispositif.nom:
            raise JalonRefuse("Donnez le nouveau nom, différent de celui d’aujourd’hui.", champ="nom")
        jalon.nom = dispositif.nom
    if nature in FERMANTS:
        if nature is NatureJalon.FUSION and lie is None:
            raise JalonRefuse("Choisissez le dispositif dans lequel celui-ci se fond.", champ="lie")
        jalon.lie, jalon.reprise = lie, reprise
    jalon.save()
    _apply(dispositif, nature, le=le, nom=nom, today=today)
    write_cle(dispositif)
    journal.write(
        by=by, event="reseau.jalon", target=dispositif, nature=jalon.libelle_nature, le=le.isoformat(),
        lie=str(jalon.lie.uuid) if jalon.lie else None,
    )  # fmt: skip
    return jalon


def _apply(dispositif: Dispositif, nature: NatureJalon, *, le: date, nom: str, today: date) -> None:
    if nature is NatureJalon.CREATION:
        dispositif.ouvert_le = le
        dispositif.save(update_fields=["ouvert_le"])
    elif nature is NatureJalon.NOM:
        dispositif.nom = nom
        dispositif.save(update_fields=["nom"])
        mark_corrige(dispositif, "nom", today=today)
    else:
        closes = nature in FERMANTS
        dispositif.etat, dispositif.ferme_le = (Etat.FERME, le) if closes else (Etat.OUVERT, None)
        dispositif.save(update_fields=["etat", "ferme_le"])
        mark_corrige(dispositif, "etat", today=today)
        if closes:
            end_contacts(dispositif, au=le, today=today)
            end_moyens(dispositif, au=le)
