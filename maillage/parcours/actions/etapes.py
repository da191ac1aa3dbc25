"""Étapes of a parcours: proposed, answered, begun, ended; the only place where one is created or changes state."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.parcours.actions.entrees import settle_entree
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.actions.offre import find_national
from maillage.parcours.models import Emargement, Parcours, Positionnement, Session
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_POSITIONNEMENT,
    OCCUPENT,
    EtatPositionnement,
    MotifRefus,
    ResultatEtape,
)
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import chronologie, etats
from maillage.parcours.rules import etapes as rules
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import VersionDepassee

E = EtatPositionnement
DE_L_ACTION = ("type", "type_local", "intitule", "operateur", "financement", "operation_fse", "referent_etape")
# What the form of an étape may change afterwards: dates and hours to come, money, who follows.
CORRIGEABLES = frozenset(
    {"prevu_du", "prevu_au", "heures_prevues", "financement", "operation_fse", "clause", "referent_etape", "operateur"}
)


def lock_etape(etape: Positionnement) -> Positionnement:
    rows = Positionnement.objects.select_related("parcours", "session").select_for_update(of=("self",))
    return rows.get(pk=etape.pk)


@transaction.atomic
def propose_etape(
    *, by: Acteur, parcours: Parcours, today: date, values: Mapping[str, Any], session: Session | None = None
) -> Positionnement:
    """Proposes one étape. `values["action"]` or the session's action fills what the form left aside."""
    permissions.check(by, Droit.POSITIONNER, parcours)
    parcours = lock_parcours(parcours)
    if not parcours.is_ouvert:
        raise ParcoursRefuse("Ce parcours est terminé : aucune étape ne s’y ajoute.")
    etape = Positionnement(dispositif_id=parcours.dispositif_id, parcours=parcours, session=session, propose_le=today)
    action = session.action if session is not None else values.get("action")
    if action is not None:
        if action.dispositif_id != parcours.dispositif_id:
            raise ParcoursRefuse("Cette action est celle d’un autre dispositif.", champ="action")
        etape.action, etape.heures_prevues = action, action.heures
        for name in DE_L_ACTION:
            setattr(etape, name, getattr(action, name))
    for name, value in values.items():
        if value not in (None, ""):
            setattr(etape, name, value)
    if session is not None:
        etape.prevu_du, etape.prevu_au = session.du, session.au
    _set_national(etape, on=etape.prevu_du or today)
    _check_prevues(etape)
    if session is not None and Positionnement.objects.filter(parcours=parcours, session=session).exists():
        raise ParcoursRefuse("Cette personne est déjà positionnée sur cette session.", champ="session")
    etape.save(force_insert=True)
    journal.write(by=by, event="parcours.etape", target=etape, parcours=str(parcours.uuid), type=etape.type)
    return etape


def _set_national(etape: Positionnement, *, on: date) -> None:
    """A local type counts as its national type of that day, and of no other."""
    if etape.type_local is not None:
        national = find_national(etape.type_local, on=on)
        if national is None:
            raise ParcoursRefuse(f"« {etape.type_local} » n’existe pas le {on:%d/%m/%Y}.", champ="type_local")
        etape.type = national
    if not etape.type:
        raise ParcoursRefuse("Choisissez un type d’étape.", champ="type")


def _check_prevues(etape: Positionnement) -> None:
    if etape.prevu_du and etape.prevu_au and etape.prevu_au < etape.prevu_du:
        raise ParcoursRefuse("La fin prévue précède le début prévu.", champ="prevu_au")


@transaction.atomic
def move_etape(
    *, by: Acteur, etape: Positionnement, vers: EtatPositionnement, le: date, today: date, now: datetime,
    motif: MotifRefus | None = None, resultat: ResultatEtape | None = None, prevu_au: date | None = None,
) -> Positionnement:  # fmt: skip
    """The only place where an étape changes state. `le`: the day it happened; for « prévue », the day it will begin."""
    permissions.check(by, Droit.POSITIONNER, etape)
    if etape.session_id is not None:  # before the étape: two acceptances never share the last place
        Session.objects.select_for_update(of=("self",)).get(pk=etape.session_id)
    parcours = lock_parcours(etape.parcours) if vers is E.EN_COURS else None  # its entry may be dated by this beginning
    etape = lock_etape(etape)
    de = E(etape.etat)
    if de is vers:  # the same button pressed twice
        return etape
    if refus := etats.check_passage(rules.POSITIONNEMENTS, de=de, vers=vers):
        raise ParcoursRefuse(refus)
    if vers is not E.PREVU and le > today:
        raise ParcoursRefuse(f"Le {le:%d/%m/%Y} est dans le futur : enregistrez-le le jour venu.", champ="le")
    if vers in rules.MOTIVES and motif is None:
        raise ParcoursRefuse("Indiquez le motif : il aide à choisir la suite.", champ="motif")
    _apply(etape, vers, le=le, now=now, resultat=resultat, prevu_au=prevu_au)
    etape.etat, etape.motif = vers, motif or ""
    etape.version += 1
    etape.save()
    if parcours is not None and parcours.is_entree_provisoire:
        _date_entree(by, parcours)
    journal.write(
        by=by, event="parcours.etape_etat", target=etape, parcours=str(etape.parcours.uuid),
        de=LIBELLES_POSITIONNEMENT[de].lower(), vers=LIBELLES_POSITIONNEMENT[vers].lower(), le=le.isoformat(),
    )  # fmt: skip
    return etape


def _date_entree(by: Acteur, parcours: Parcours) -> None:
    settle_entree(by, parcours)
    if not parcours.is_entree_provisoire:
        parcours.version += 1
        parcours.save(update_fields=["date_entree", "is_entree_provisoire", "version"])


def _apply(
    etape: Positionnement, vers: EtatPositionnement, *, le: date, now: datetime, resultat: ResultatEtape | None,
    prevu_au: date | None,
) -> None:  # fmt: skip
    match vers:
        case E.ACCEPTE:
            _check_place(etape)
            etape.attente_depuis = None
        case E.EN_ATTENTE:
            if etape.session_id is None:
                raise ParcoursRefuse("Seule une session a une liste d’attente : cette étape n’en a pas.")
            etape.attente_depuis = now
        case E.PREVU:
            etape.prevu_du, etape.prevu_au = le, prevu_au or etape.prevu_au
            _check_prevues(etape)
        case E.EN_COURS:
            _set_national(etape, on=le)
            _check_chronologie(etape, debut=le, fin=None)
            etape.debut = le
        case E.TERMINE | E.INTERROMPU:
            if vers is E.TERMINE and resultat is None:
                raise ParcoursRefuse("Indiquez le résultat de l’étape.", champ="resultat")
            assert etape.debut is not None  # nothing is under way without a beginning
            _check_chronologie(etape, debut=etape.debut, fin=le)
            last = Emargement.objects.filter(positionnement=etape, is_present=True).order_by("-le").first()
            if last is not None and last.le > le:
                raise ParcoursRefuse(f"Une présence est notée le {last.le:%d/%m/%Y}, après cette fin.", champ="le")
            etape.fin, etape.resultat = le, resultat or ""


def _check_place(etape: Positionnement) -> None:
    session = etape.session
    if session is None:
        return
    rows = Positionnement.objects.filter(session=session, etat__in=OCCUPENT).values_list("etat", flat=True)
    if rules.count_places(session.places, [E(etat) for etat in rows]) == 0:
        raise ParcoursRefuse(
            f"Les {session.places} places de cette session sont prises : mettez la personne sur liste d’attente."
        )


def _check_chronologie(etape: Positionnement, *, debut: date, fin: date | None) -> None:
    parcours = etape.parcours
    refus = chronologie.check_etape(
        debut=debut, fin=fin, entree=parcours.date_entree, sortie=parcours.date_sortie, avant_entree=etape.avant_entree
    )
    if refus:
        raise ParcoursRefuse(refus, champ="le")


@transaction.atomic
def change_etape(*, by: Acteur, etape: Positionnement, values: Mapping[str, Any], version: int) -> Positionnement:
    """What may be corrected afterwards; `version`: the one that was read."""
    permissions.check(by, Droit.POSITIONNER, etape)
    etape = lock_etape(etape)
    if etape.version != version:
        raise VersionDepassee(etape.version)
    changed = sorted(name for name in CORRIGEABLES & set(values) if getattr(etape, name) != values[name])
    if not changed:
        return etape
    for name in changed:
        setattr(etape, name, values[name])
    _check_prevues(etape)
    etape.version += 1
    etape.save()
    journal.write(
        by=by, event="parcours.etape_corrigee", target=etape, parcours=str(etape.parcours.uuid),
        champs=",".join(changed),
    )  # fmt: skip
    return etape


@transaction.atomic
def record_bilan(*, by: Acteur, etape: Positionnement, bilan: str, version: int) -> Positionnement:
    """The balance sheet of the étape: sealed, and never in the journal."""
    permissions.check(by, Droit.SUIVRE_ETAPE, etape)
    etape = lock_etape(etape)
    if etape.bilan == bilan:
        return etape
    if etape.version != version:
        raise VersionDepassee(etape.version)
    if etape.debut is None:
        raise ParcoursRefuse("L’étape n’a pas commencé : son bilan s’écrit après.", champ="bilan")
    etape.bilan = bilan
    etape.version += 1
    etape.save(update_fields=["bilan_scelle", "version"])
    journal.write(by=by, event="parcours.etape_bilan", target=etape, parcours=str(etape.parcours.uuid))
    return etape
