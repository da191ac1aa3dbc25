"""What a dispositif works with: its team, its software, how its FSE is managed. Dated, never overwritten."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from maillage.reseau import rules
from maillage.reseau.actions.fiches import lock
from maillage.reseau.models import Dispositif, Effectif, GestionFse, Logiciel
from maillage.reseau.models.moyens import Moyen
from maillage.reseau.nomenclatures import (
    LIBELLES_EQUIPE,
    LIBELLES_MODE_FSE,
    LIBELLES_USAGE,
    SIGLES_EMPLOYEUR,
    Employeur,
    FonctionEquipe,
    ModeFse,
    TypeDispositif,
    UsageLogiciel,
)
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

M = TypeVar("M", bound=Moyen)


class MoyenRefuse(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_effectif(
    *,
    by: Acteur,
    dispositif: Dispositif,
    fonction: FonctionEquipe,
    employeur: Employeur,
    personnes: int,
    etp: Decimal,
    du: date,
    today: date,
) -> Effectif:
    """Counts one function. Counting it again from a later day ends the former count the day before."""
    permissions.check(by, Droit.DECLARER_MOYENS, dispositif)
    dispositif = lock(dispositif)
    if refus := rules.check_effectif(personnes=personnes, etp=etp):
        raise MoyenRefuse(refus, champ="etp" if personnes else "personnes")
    rows = Effectif.objects.filter(dispositif=dispositif, employeur=employeur, au=None)
    if refus := rules.check_detail(fonction, (FonctionEquipe(row.fonction) for row in rows)):
        raise MoyenRefuse(refus, champ="fonction")
    current = rows.filter(fonction=fonction).first()
    values: dict[str, Any] = {"personnes": personnes, "etp": etp}
    effectif, is_new = _write(
        Effectif, current, {"fonction": fonction, "employeur": employeur}, values, dispositif, du=du, today=today
    )
    if is_new:
        journal.write(
            by=by, event="reseau.effectif", target=dispositif, fonction=LIBELLES_EQUIPE[fonction],
            employeur=SIGLES_EMPLOYEUR[employeur], personnes=personnes, etp=str(etp), du=du.isoformat(),
        )  # fmt: skip
    return effectif


@transaction.atomic
def record_logiciel(
    *, by: Acteur, dispositif: Dispositif, usage: UsageLogiciel, nom: str, du: date, today: date
) -> Logiciel:
    """Adds a software. The same one for the same use is one line; the journal keeps the use, not what was typed."""
    permissions.check(by, Droit.DECLARER_MOYENS, dispositif)
    dispositif = lock(dispositif)
    current = Logiciel.objects.filter(dispositif=dispositif, usage=usage, nom__iexact=nom, au=None).first()
    if current is not None:
        return current
    logiciel, _ = _write(Logiciel, None, {"usage": usage, "nom": nom}, {}, dispositif, du=du, today=today)
    journal.write(
        by=by, event="reseau.logiciel", target=dispositif, usage=LIBELLES_USAGE[usage], logiciel=str(logiciel.uuid),
        du=du.isoformat(),
    )  # fmt: skip
    return logiciel


@transaction.atomic
def record_gestion_fse(
    *, by: Acteur, dispositif: Dispositif, mode: ModeFse, organisme: str, du: date, today: date
) -> GestionFse:
    """How the FSE comes since `du`; the former way ends the day before. It gives no OI any right."""
    permissions.check(by, Droit.DECLARER_MOYENS, dispositif)
    dispositif = lock(dispositif)
    if not rules.has_fse(TypeDispositif(dispositif.type)):
        raise MoyenRefuse(
            "Le mode de gestion du FSE se déclare pour un PLIE, une Maison de l’emploi ou un service clause."
        )
    if refus := rules.check_mode_fse(mode, organisme=organisme):
        raise MoyenRefuse(refus, champ="organisme")
    current = GestionFse.objects.filter(dispositif=dispositif, au=None).first()
    values: dict[str, Any] = {"mode": mode, "organisme": organisme}
    gestion, is_new = _write(GestionFse, current, {}, values, dispositif, du=du, today=today)
    if is_new:
        journal.write(
            by=by, event="reseau.gestion_fse", target=dispositif, mode=LIBELLES_MODE_FSE[mode], du=du.isoformat()
        )
    return gestion


@transaction.atomic
def end_moyen(*, by: Acteur, moyen: Effectif | Logiciel, au: date, today: date) -> None:
    """No longer true the day after `au`. An ended line stays so."""
    permissions.check(by, Droit.DECLARER_MOYENS, moyen)
    dispositif = lock(moyen.dispositif)
    moyen.refresh_from_db()
    if moyen.au is not None:
        return
    if refus := rules.check_periode(du=moyen.du, au=au, today=today):
        raise MoyenRefuse(refus, champ="au")
    if au > today:
        raise MoyenRefuse(f"Le {au:%d/%m/%Y} est dans le futur : déclarez-le le jour venu.", champ="au")
    _end(moyen, au=au)
    if isinstance(moyen, Effectif):
        journal.write(
            by=by, event="reseau.effectif_termine", target=dispositif, fonction=moyen.libelle_fonction,
            employeur=moyen.libelle_employeur, au=au.isoformat(),
        )  # fmt: skip
    else:
        journal.write(
            by=by, event="reseau.logiciel_termine", target=dispositif, usage=moyen.libelle_usage,
            logiciel=str(moyen.uuid), au=au.isoformat(),
        )  # fmt: skip


def end_moyens(dispositif: Dispositif, *, au: date) -> None:
    """Those of a dispositif that closes: nobody works there any more."""
    for model in (Effectif, Logiciel, GestionFse):
        for moyen in model.objects.filter(dispositif=dispositif, au=None):
            _end(moyen, au=max(au, moyen.du))


def _write(
    model: type[M], current: M | None, key: dict[str, Any], values: dict[str, Any], dispositif: Dispositif,
    *, du: date, today: date,
) -> tuple[M, bool]:  # fmt: skip
    """The line in force from `du`, and whether this changes anything."""
    if refus := rules.check_periode(du=du, today=today):
        raise MoyenRefuse(refus, champ="du")
    if current is not None:
        if all(getattr(current, name) == value for name, value in values.items()):
            return current, False
        if refus := rules.check_suite(du=du, precedent_du=current.du):
            raise MoyenRefuse(refus, champ="du")
        if current.du == du:
            for name, value in values.items():
                setattr(current, name, value)
            current.save(update_fields=list(values))
            return current, True
        _end(current, au=du - timedelta(days=1))
    moyen = model(dispositif=dispositif, du=du, **key, **values)
    moyen.save(force_insert=True)
    return moyen, True


def _end(moyen: Moyen, *, au: date) -> None:
    moyen.au = au
    moyen.save(update_fields=["au"])
