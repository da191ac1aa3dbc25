"""Who accompanies whom: référents, their working time, replacements, and the hand-over of a parcours."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from maillage.comptes.models import Compte
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.models import Affectation, Parcours, Quotite, Referent, Remplacement
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.referents import measure_charge
from maillage.parcours.rules import affectations, charge
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.dates import is_active
from maillage.socle.journal import actions as journal

JOURS_PASSATION = 15  # domaine 05, R-10


@transaction.atomic
def register_referent(
    *, by: Acteur, dispositif: Dispositif, compte: Compte | None, nom: str, prenom: str, etp: Decimal, du: date,
    employeur: Organisation | None = None,
) -> Referent:  # fmt: skip
    """A référent of the dispositif. The same account again is the same référent; one who had left is back from `du`."""
    referent = Referent(dispositif=dispositif, compte=compte, nom=nom, prenom=prenom, employeur=employeur, du=du)
    permissions.check(by, Droit.AFFECTER, referent)
    if compte is not None:
        found = Referent.objects.filter(dispositif=dispositif, compte=compte).first()
        if found is not None:
            return _welcome_back(by, found, etp=etp, du=du)
    referent.save(force_insert=True)
    Quotite.objects.create(dispositif=dispositif, referent=referent, du=du, etp=etp)
    journal.write(by=by, event="parcours.referent", target=referent, etp=str(etp), du=du.isoformat())
    return referent


def _welcome_back(by: Acteur, referent: Referent, *, etp: Decimal, du: date) -> Referent:
    referent = lock_referent(referent)
    if referent.au is None or du <= referent.au:
        return referent
    referent.au = None
    referent.save(update_fields=["au"])
    record_quotite(by=by, referent=referent, etp=etp, du=du)
    return referent


def lock_referent(referent: Referent) -> Referent:
    return Referent.objects.select_for_update(of=("self",)).get(pk=referent.pk)


@transaction.atomic
def record_quotite(*, by: Acteur, referent: Referent, etp: Decimal, du: date) -> Quotite:
    """Another working time from `du`; said again of the same day, it is corrected."""
    permissions.check(by, Droit.AFFECTER, referent)
    referent = lock_referent(referent)
    if du < referent.du or (referent.au is not None and du > referent.au):
        raise ParcoursRefuse(f"Ce référent ne travaille pas ici le {du:%d/%m/%Y}.", champ="du")
    quotite, _ = Quotite.objects.update_or_create(
        dispositif_id=referent.dispositif_id, referent=referent, du=du, defaults={"etp": etp}
    )
    journal.write(by=by, event="parcours.quotite", target=referent, etp=str(etp), du=du.isoformat())
    return quotite


@transaction.atomic
def end_referent(*, by: Acteur, referent: Referent, au: date) -> Referent:
    """The last day here. Refused while anybody is entrusted to them, suspended files included."""
    permissions.check(by, Droit.AFFECTER, referent)
    referent = lock_referent(referent)
    suivis = Parcours.objects.filter(referent=referent).ouverts().count()
    if refus := affectations.check_depart(au, du=referent.du, suivis=suivis):
        raise ParcoursRefuse(refus, champ="au")
    referent.au = au
    referent.save(update_fields=["au"])
    journal.write(by=by, event="parcours.referent_depart", target=referent, au=au.isoformat())
    return referent


def check_charge(referent: Referent, *, depassement: str, du: date, today: date) -> None:
    """The soft block: above the maximum, nobody more without a reason. One at a time per référent.

    Whoever takes a person from `du` works here that day and still does.
    """
    referent = lock_referent(referent)
    for day in (du, today):
        if not is_active(referent.du, referent.au, on=day):
            raise ParcoursRefuse(f"{referent} ne travaille pas ici le {day:%d/%m/%Y}.", champ="referent")
    if refus := charge.check_place(measure_charge(referent, on=du), motif=depassement):
        raise ParcoursRefuse(refus, champ="depassement")


@transaction.atomic
def assign_referent(
    *, by: Acteur, parcours: Parcours, referent: Referent, du: date, motif: str, today: date, passation: bool = False,
    depassement: str = "",
) -> Affectation:  # fmt: skip
    """T22: another référent answers from `du`. The former one loses the file the same day, or fifteen days later if asked.

    `depassement`: why, when this référent already has as many people as their working time allows.
    """
    permissions.check(by, Droit.AFFECTER, parcours)
    parcours = lock_parcours(parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé : personne n’en devient référent.")
    if referent.dispositif_id != parcours.dispositif_id:
        raise ParcoursRefuse("Ce référent ne travaille pas dans ce dispositif.", champ="referent")
    last = Affectation.objects.filter(parcours=parcours).order_by("-du").first()
    assert last is not None  # a parcours begins with one
    if last.referent_id == referent.pk:
        return last
    if refus := affectations.check_changement(du, depuis=last.du, today=today):
        raise ParcoursRefuse(refus, champ="du")
    check_charge(referent, depassement=depassement, du=du, today=today)
    until = today + timedelta(days=JOURS_PASSATION) if passation else None
    affectation = Affectation.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, referent=referent, du=du, motif=motif,
        depassement=depassement, passation_jusqu_au=until,
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
    absent = lock_referent(absent)
    if remplacant.dispositif_id != absent.dispositif_id:
        raise ParcoursRefuse("Le remplaçant travaille dans un autre dispositif.", champ="remplacant")
    if remplacant.pk == absent.pk:
        raise ParcoursRefuse("Personne ne se remplace soi-même.", champ="remplacant")
    refus = affectations.check_remplacement(
        du, au, memes=list(absent.absences.values_list("du", "au")),
        remplacant_absent=list(remplacant.absences.values_list("du", "au")),
    )  # fmt: skip
    if refus:
        raise ParcoursRefuse(refus, champ="du" if au >= du else "au")
    remplacement = Remplacement.objects.create(
        dispositif_id=absent.dispositif_id, absent=absent, remplacant=remplacant, du=du, au=au
    )
    journal.write(
        by=by, event="parcours.remplacement", target=absent, remplacant=str(remplacant.uuid), du=du.isoformat(),
        au=au.isoformat(),
    )  # fmt: skip
    return remplacement


@transaction.atomic
def end_remplacement(*, by: Acteur, remplacement: Remplacement, today: date) -> None:
    """The absent one is back today: yesterday was the last day. One that had not begun is as if never planned."""
    permissions.check(by, Droit.AFFECTER, remplacement)
    found = Remplacement.objects.select_for_update(of=("self",)).filter(pk=remplacement.pk).first()
    if found is None or found.au < today:
        return
    if found.du >= today:
        found.delete()
    else:
        found.au = today - timedelta(days=1)
        found.save(update_fields=["au"])
    journal.write(by=by, event="parcours.remplacement_fini", target=remplacement.absent, le=today.isoformat())
