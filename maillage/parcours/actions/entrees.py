"""A parcours begins: the person, their référent, the photo of that day, the first state, all at once."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, write_passage
from maillage.parcours.models import Affectation, AnneeClose, Parcours, Photo, Referent
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.personne import build_faits
from maillage.parcours.rules import chronologie
from maillage.participants.models import Personne
from maillage.participants.queries.personnes import find_adresse, find_sensible, find_situation
from maillage.participants.rules import chomage
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def open_parcours(
    *, by: Acteur, personne: Personne, referent: Referent, date_entree: date, today: date,
    precedent: Parcours | None = None,
) -> Parcours:  # fmt: skip
    """The only place where a parcours begins. One open at a time per person."""
    permissions.check(by, Droit.AFFECTER, personne)
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if refus := chronologie.check_entree(date_entree, today=today):
        raise ParcoursRefuse(refus, champ="date_entree")
    if AnneeClose.objects.filter(dispositif=personne.dispositif_id, annee=date_entree.year).exists():
        raise ParcoursRefuse(
            f"L’année {date_entree.year} est close pour la consolidation : aucune entrée ne s’y ajoute.",
            champ="date_entree",
        )
    if Parcours.objects.filter(personne=personne).ouverts().exists():
        raise ParcoursRefuse("Cette personne a déjà un parcours ouvert ici.")
    if referent.dispositif_id != personne.dispositif_id:
        raise ParcoursRefuse("Ce référent ne travaille pas dans ce dispositif.", champ="referent")
    if personne.archivee_le is not None:  # somebody who comes back leaves the archive
        personne.archivee_le = None
        personne.save(update_fields=["archivee_le"])
    parcours = Parcours.objects.create(
        dispositif_id=personne.dispositif_id, personne=personne, referent=referent, date_entree=date_entree,
        precedent=precedent,
    )  # fmt: skip
    Affectation.objects.create(
        dispositif_id=personne.dispositif_id, parcours=parcours, referent=referent, du=date_entree
    )
    write_passage(by, parcours, de="", le=date_entree)
    take_photo(parcours, moment="entree", le=date_entree)
    journal.write(
        by=by, event="parcours.entree", target=parcours, referent=str(referent.uuid), le=date_entree.isoformat()
    )
    return parcours


def take_photo(parcours: Parcours, *, moment: str, le: date, rang: int = 1, motif: str = "") -> Photo:
    """What is true on the day, and what the rules compute from it; kept with the version of the rule."""
    personne = parcours.personne
    situation = find_situation(personne, on=le)
    durees = chomage.compute_durees(build_faits(personne, situation, on=le), on=le)
    return Photo.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, moment=moment, rang=rang, le=le, motif=motif,
        situation=situation, sensible=find_sensible(personne, on=le), adresse=find_adresse(personne, on=le),
        age=personne.get_age(le), deld=durees.deld, detld=durees.detld, cld_fse=durees.cld_fse,
        methode_deld=durees.methode, version_regle=durees.version,
    )  # fmt: skip
