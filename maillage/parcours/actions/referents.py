"""Who accompanies whom: référents, their working time, replacements, and the hand-over of a parcours."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from maillage.comptes.models import Compte
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.models import Affectation, Parcours, Quotite, Referent, Remplacement
from maillage.parcours.permissions import Droit
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

JOURS_PASSATION = 15  # domaine 05, R-10


@transaction.atomic
def register_referent(
    *, by: Acteur, dispositif: Dispositif, compte: Compte | None, nom: str, prenom: str, etp: Decimal, du: date,
    employeur: Organisation | None = None,
) -> Referent:  # fmt: skip
    """A référent of the dispositif. The same account again is the same référent."""
    referent = Referent(dispositif=dispositif, compte=compte, nom=nom, prenom=prenom, employeur=employeur, du=du)
    permissions.check(by, Droit.AFFECTER, referent)
    if compte is not None:
        found = Referent.objects.filter(dispositif=dispositif, compte=compte).first()
        if found is not None:
            return found
    referent.save(force_insert=True)
    Quotite.objects.create(dispositif=dispositif, referent=referent, du=du, etp=etp)
    journal.write(by=by, event="parcours.referent", target=referent, etp=str(etp), du=du.isoformat())
    return referent


@transaction.atomic
def assign_referent(
    *, by: Acteur, parcours: Parcours, referent: Referent, du: date, motif: str, today: date, passation: bool = False
) -> Affectation:
    """Another référent answers from `du`. The former one loses the file the same day, or fifteen days later if asked."""
    permissions.check(by, Droit.AFFECTER, parcours)
    parcours = lock_parcours(parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé : personne n’en devient référent.")
    if referent.dispositif_id != parcours.dispositif_id:
        raise ParcoursRefuse("Ce référent ne travaille pas dans ce dispositif.", champ="referent")
    if du > today:
        raise ParcoursRefuse(f"Le {du:%d/%m/%Y} est dans le futur : changez de référent le jour venu.", champ="du")
    last = Affectation.objects.filter(parcours=parcours).order_by("-du").first()
    assert last is not None  # a parcours begins with one
    if last.referent_id == referent.pk:
        return last
    if du <= last.du:
        raise ParcoursRefuse(
            f"Le référent actuel l’est depuis le {last.du:%d/%m/%Y} : donnez une date plus tardive.", champ="du"
        )
    until = today + timedelta(days=JOURS_PASSATION) if passation else None
    affectation = Affectation.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, referent=referent, du=du, motif=motif,
        passation_jusqu_au=until,
    )  # fmt: skip
    parcours.referent = referent
    parcours.version += 1
    parcours.save(update_fields=["referent", "version"])
    journal.write(by=by, event="parcours.affectation", target=parcours, referent=str(referent.uuid), du=du.isoformat())
    return affectation


@transaction.atomic
def record_remplacement(*, by: Acteur, absent: Referent, remplacant: Referent, du: date, au: date) -> Remplacement:
    """While one is away, the other sees and keeps their files; nobody's référent changes."""
    permissions.check(by, Droit.AFFECTER, absent)
    if remplacant.dispositif_id != absent.dispositif_id:
        raise ParcoursRefuse("Le remplaçant travaille dans un autre dispositif.", champ="remplacant")
    if remplacant.pk == absent.pk:
        raise ParcoursRefuse("Personne ne se remplace soi-même.", champ="remplacant")
    if au < du:
        raise ParcoursRefuse("La fin précède le début.", champ="au")
    remplacement = Remplacement.objects.create(
        dispositif_id=absent.dispositif_id, absent=absent, remplacant=remplacant, du=du, au=au
    )
    journal.write(
        by=by, event="parcours.remplacement", target=absent, remplacant=str(remplacant.uuid), du=du.isoformat(),
        au=au.isoformat(),
    )  # fmt: skip
    return remplacement
