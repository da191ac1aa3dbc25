"""A parcours begins: the person, their référent, the photo of that day, the first state, all at once."""

from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate

from maillage.parcours.actions.etats import ParcoursRefuse, write_passage
from maillage.parcours.models import Affectation, AnneeClose, Entretien, Parcours, Photo, Positionnement, Referent
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.personne import build_faits
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import chronologie
from maillage.parcours.rules.commission import (
    LIBELLES_REGLE_ENTREE,
    REGLE_DATE_ENTREE,
    RegleEntree,
    find_date_entree,
)
from maillage.participants.models import Personne
from maillage.participants.queries.personnes import find_adresse, find_sensible, find_situation
from maillage.participants.rules import chomage
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def open_parcours(
    *, by: Acteur, personne: Personne, referent: Referent, date_entree: date, today: date,
    precedent: Parcours | None = None, is_provisoire: bool = False,
) -> Parcours:  # fmt: skip
    """The only place where a parcours begins. One open at a time per person. `is_provisoire`: see `settle_entree`."""
    permissions.check(by, Droit.AFFECTER, personne)
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if refus := chronologie.check_entree(date_entree, today=today):
        raise ParcoursRefuse(refus, champ="date_entree")
    _check_annee(personne.dispositif_id, date_entree, champ="date_entree")
    if Parcours.objects.filter(personne=personne).ouverts().exists():
        raise ParcoursRefuse("Cette personne a déjà un parcours ouvert ici.")
    if referent.dispositif_id != personne.dispositif_id:
        raise ParcoursRefuse("Ce référent ne travaille pas dans ce dispositif.", champ="referent")
    if personne.archivee_le is not None:  # somebody who comes back leaves the archive
        personne.archivee_le = None
        personne.save(update_fields=["archivee_le"])
    parcours = Parcours.objects.create(
        dispositif_id=personne.dispositif_id, personne=personne, referent=referent, date_entree=date_entree,
        precedent=precedent, is_entree_provisoire=is_provisoire,
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


def settle_entree(by: Acteur, parcours: Parcours, *, signature: date | None = None) -> None:
    """T7: the day that the rule of the dispositif awaited has come. The caller holds the row, and saves it.

    The référent answers for the person since the commission; the photo is taken again on the day of the entry.
    """
    if not parcours.is_entree_provisoire:
        return
    commission = parcours.orientation.date_commission
    assert commission is not None  # only a commission opens a parcours whose entry is provisional
    regle = RegleEntree(read_valeur(parcours.dispositif_id, REGLE_DATE_ENTREE, on=commission))
    held = Entretien.objects.filter(parcours=parcours, presence=Presence.VENU).aggregate(first=Min("debut"))["first"]
    etapes = Positionnement.objects.filter(parcours=parcours, debut__isnull=False)
    if regle is not RegleEntree.PREMIERE_ETAPE:  # where an étape is awaited, the one that was the way in counts too
        etapes = etapes.filter(avant_entree=False)
    found = find_date_entree(
        regle=regle, commission=commission, signature=signature,
        premier_entretien=localdate(held) if held else None, premiere_etape=etapes.aggregate(d=Min("debut"))["d"],
    )  # fmt: skip
    if found.is_provisoire:
        return
    _check_annee(parcours.dispositif_id, found.le)
    is_moved = found.le != parcours.date_entree
    parcours.date_entree, parcours.is_entree_provisoire = found.le, False
    if is_moved:
        rang = Photo.objects.filter(parcours=parcours, moment="entree").count() + 1
        take_photo(parcours, moment="entree", le=found.le, rang=rang, motif=LIBELLES_REGLE_ENTREE[regle])
    journal.write(by=by, event="parcours.entree_datee", target=parcours, le=found.le.isoformat())


def _check_annee(dispositif: int, entree: date, *, champ: str | None = None) -> None:
    if AnneeClose.objects.filter(dispositif=dispositif, annee=entree.year).exists():
        raise ParcoursRefuse(
            f"L’année {entree.year} est close pour la consolidation : aucune entrée ne s’y ajoute.",
            champ=champ,
        )


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
