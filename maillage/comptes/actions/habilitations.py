"""Changing and ending habilitations; reviewing them; closing what nobody reviews or uses."""

from datetime import date, datetime, timedelta

from django.db import transaction

from maillage.comptes import equipe, rules
from maillage.comptes.actions.invitations import check_accordable, check_conflits, check_portee
from maillage.comptes.actions.refus import HabilitationRefusee
from maillage.comptes.durees import get_parametres
from maillage.comptes.models import Compte, Decision, Habilitation, Invitation, Revue
from maillage.comptes.permissions import Droit
from maillage.reseau.models import Organisation
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.permissions import check
from maillage.socle.roles import Role

INSTALLATION = Acteur(nom="Installation", role="installation")


@transaction.atomic
def end_habilitation(*, by: Acteur, habilitation: Habilitation, now: datetime) -> None:
    """Ends it at once: the person's next request no longer has it."""
    check(by, Droit.HABILITER, habilitation)
    with equipe.portee(by):
        habilitation = _lock(habilitation)
        _check_not_own(by, habilitation)
        _end(by, habilitation, now)


@transaction.atomic
def change_habilitation(
    *,
    by: Acteur,
    habilitation: Habilitation,
    role: Role,
    employeur: Organisation | None,
    au: date | None,
    today: date,
    now: datetime,
) -> Habilitation:
    """Ends the row and opens another from today: what was true until now stays written."""
    check(by, Droit.HABILITER, habilitation)
    check_accordable(by, role)
    if refus := rules.check_dates(du=today, au=au, today=today):
        raise HabilitationRefusee(refus)
    with equipe.portee(by):
        former = _lock(habilitation)
        if former.role == Role.DIRECTEUR and role is not Role.DIRECTEUR:
            _check_not_own(by, former)
        _end(by, former, now)
        offered = Invitation(
            role=role, dispositif_id=former.dispositif_id, region_id=former.region_id, du=today, au=au,
            departements=former.departements, territoire=former.territoire,
        )  # fmt: skip
        check_portee(offered, remede="terminez cette habilitation, puis invitez la personne à la nouvelle.")
        if former.compte_id != by.compte:
            check_conflits(by, offered, former.compte, today)
        opened = Habilitation.objects.create(
            compte=former.compte,
            role=role,
            dispositif_id=former.dispositif_id,
            region_id=former.region_id,
            departements=former.departements,
            territoire=former.territoire,
            employeur=employeur,
            du=max(today, former.du),
            au=au,
            accordee_par_id=by.compte,
            revue_le=today,
        )
        journal.write(by=by, event="comptes.habilitation", target=opened, role=role.value, avant=str(former.uuid))
    return opened


@transaction.atomic
def decide(*, by: Acteur, habilitation: Habilitation, confirmee: bool, today: date, now: datetime) -> None:
    """One line of the review: ended at once, or confirmed when the whole is signed."""
    check(by, Droit.REVOIR, habilitation)
    if by.role == Role.ADMINISTRATEUR and habilitation.compte_id == by.compte:
        raise HabilitationRefusee(
            "Personne ne confirme sa propre habilitation d’administration : demandez-le à une autre personne qui "
            "administre l’installation."
        )
    with equipe.portee(by):
        revue, opened = Revue.objects.get_or_create(
            dispositif=habilitation.dispositif, signee_le=None, defaults={"ouverte_le": today}
        )
        if opened:
            journal.write(by=by, event="comptes.revue_ouverte", target=revue)
        Decision.objects.get_or_create(
            revue=revue,
            habilitation=habilitation,
            defaults={"confirmee": confirmee, "le": now, "dispositif": revue.dispositif},
        )
    if not confirmee:
        end_habilitation(by=by, habilitation=habilitation, now=now)


@transaction.atomic
def sign_revue(*, by: Acteur, today: date, now: datetime) -> Revue:
    """Signs the review once every line is decided (R-13); confirmed habilitations that were suspended work again."""
    with equipe.portee(by):
        opened = Revue.objects.visible_to(by).filter(dispositif=by.dispositif, signee_le=None)
        revue = opened.select_for_update(of=("self",)).first()
        if revue is None:
            raise HabilitationRefusee("Aucune revue n’est en cours.")
        check(by, Droit.REVOIR, revue)
        remaining, _, _ = equipe.list_a_decider(by, on=today)
        if remaining:
            raise HabilitationRefusee(
                f"Il reste {len(remaining)} habilitation(s) à confirmer ou à terminer avant de signer."
            )
        confirmed = revue.decisions.filter(confirmee=True).values("habilitation")
        Habilitation.objects.filter(pk__in=confirmed).update(revue_le=today, suspendue_le=None)
        revue.signee_le, revue.signee_par_id = now, by.compte
        revue.save(update_fields=["signee_le", "signee_par"])
        journal.write(by=by, event="comptes.revue_signee", target=revue)
    return revue


def suspend_unreviewed(*, today: date, now: datetime) -> int:
    """Suspends what nobody reviewed in time (R-13). Run daily by the worker; a second run finds nothing to do."""
    with open_service("revue des habilitations"):
        late = [h for h in Habilitation.objects.actives(on=today).select_for_update() if _is_late(h, today)]
        for habilitation in late:
            Habilitation.objects.filter(pk=habilitation.pk).update(suspendue_le=now)
            journal.write(by=INSTALLATION, event="comptes.habilitation_suspendue", target=habilitation)
    return len(late)


def _is_late(habilitation: Habilitation, today: date) -> bool:
    parametres = get_parametres(on=today)
    echeance = rules.find_echeance(du=habilitation.du, revue_le=habilitation.revue_le, mois=parametres.revue_mois)
    return rules.is_a_suspendre(Role(habilitation.role), echeance=echeance, delai=parametres.revue_delai, today=today)


def deactivate_dormant(*, today: date) -> int:
    """Closes the accounts that nobody used for long (R-13, T11). An invitation opens them again."""
    apres: timedelta = get_parametres(on=today).compte_dormant
    with open_service("comptes dormants"):
        rows = Compte.objects.filter(is_active=True, is_demonstration=False).select_for_update()
        dormant = [
            compte
            for compte in rows
            if rules.is_dormant(
                vu_le=(compte.vu_le or compte.last_login or compte.cree_le).date(),
                cree_le=compte.cree_le.date(),
                apres=apres,
                today=today,
            )
        ]
        for compte in dormant:
            Compte.objects.filter(pk=compte.pk).update(is_active=False)
            journal.write(by=INSTALLATION, event="comptes.compte_desactive", target=compte)
    return len(dormant)


def _lock(habilitation: Habilitation) -> Habilitation:
    found = Habilitation.objects.select_for_update(of=("self",)).filter(pk=habilitation.pk, terminee_le=None).first()
    if found is None:
        raise HabilitationRefusee("Cette habilitation vient d’être terminée par quelqu’un d’autre.")
    return found


def _end(by: Acteur, habilitation: Habilitation, now: datetime) -> None:
    habilitation.terminee_le, habilitation.terminee_par_id = now, by.compte
    habilitation.save(update_fields=["terminee_le", "terminee_par"])
    journal.write(by=by, event="comptes.habilitation_terminee", target=habilitation, role=habilitation.role)


def _check_not_own(by: Acteur, habilitation: Habilitation) -> None:
    if habilitation.compte_id == by.compte and by.habilitation == habilitation.pk:
        raise HabilitationRefusee(
            "Vous ne pouvez pas retirer l’habilitation sous laquelle vous travaillez : invitez d’abord quelqu’un qui "
            "prendra votre suite, et demandez-lui de terminer la vôtre."
        )
