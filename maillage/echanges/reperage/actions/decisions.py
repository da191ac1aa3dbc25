"""A facilitateur decides of an annonce: makes a market of it, ties it to one, puts it aside, thinks again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.clause.actions import lots as lots_actions
from maillage.clause.actions import marches as marches_actions
from maillage.clause.actions.marches import save
from maillage.clause.actions.origines import record_origine
from maillage.clause.models import DonneurOrdre, Entreprise, Lot, Marche
from maillage.clause.nomenclatures.marches import EN_TETE, RoleEntreprise
from maillage.clause.permissions import Droit
from maillage.echanges.reperage.actions.depots import ReperageRefuse
from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import EtatAnnonce, MotifEcart, Source
from maillage.echanges.reperage.queries.annonces import Attributaire, find_siret
from maillage.echanges.reperage.rules.etats import check_decision, find_notification
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.typographie import fold


@dataclass(frozen=True, slots=True)
class Engagee:
    """A company to put on the lots: who, under which name if it is new, and as what."""

    attributaire: Attributaire
    nom: str
    role: RoleEntreprise


@transaction.atomic
def make_marche(
    *, by: Acteur, annonce: Annonce, marche: Mapping[str, Any], lots: Sequence[Mapping[str, Any]],
    donneur: Mapping[str, Any] | None, engagees: Iterable[Engagee], today: date, now: datetime,
) -> Lot:  # fmt: skip
    """The market is spotted, whole or with its lots; companies and origin on each. `donneur`: a new one.

    A contract already notified enters attributed, and notified when it lacks nothing for that.
    """
    annonce = lock_annonce(by, annonce)
    _check(annonce, EtatAnnonce.RETENUE)
    siret = find_siret(annonce)
    du_siret = DonneurOrdre.objects.filter(dispositif=annonce.dispositif_id, siret=siret).first() if siret else None
    if du_siret is not None and du_siret != marche["acheteur"]:
        raise ReperageRefuse(
            f"Le SIRET publié est celui de « {du_siret} », que vous connaissez déjà : choisissez-le.", champ="donneur"
        )
    if donneur is not None:
        donneur = {**donneur, "siret": siret}
    elif siret and not marche["acheteur"].siret:
        marches_actions.save_donneur(by=by, donneur=marche["acheteur"], values={"siret": siret})
    new = Marche(dispositif_id=annonce.dispositif_id)
    notifie_le = find_notification(Source(annonce.source), annonce.jour, today=today)
    first = marches_actions.register_marche(
        by=by, marche=new, values=marche, lot=lots[0], donneur=donneur, attribue_le=notifie_le
    )
    made = [
        first,
        *(
            marches_actions.add_lot(by=by, marche=first.marche, values=values, attribue_le=notifie_le)
            for values in lots[1:]
        ),
    ]
    engagees = list(engagees)
    connues: dict[str, Entreprise] = {}
    for lot in made:
        for engagee in engagees:
            add_engagee(by=by, lot=lot, engagee=engagee, du=annonce.jour or today, connues=connues)
        _sign(by, annonce, lot, today, is_creation=True)
    _decide(by, annonce, EtatAnnonce.RETENUE, now, lot=first)
    journal.write(by=by, event="reperage.retenue", target=annonce, source=annonce.source)
    if notifie_le is not None:
        made = [lots_actions.notify_if_ready(by=by, lot=lot, le=notifie_le, today=today) for lot in made]
    return made[0]


@transaction.atomic
def tie_annonce(
    *, by: Acteur, annonce: Annonce, lot: Lot, values: Mapping[str, Any], engagees: Iterable[Engagee], today: date,
    now: datetime,
) -> Lot:  # fmt: skip
    """`values`: by field (`lot.…`, `marche.…`, `acheteur.…`), what was chosen to be taken from the annonce."""
    annonce = lock_annonce(by, annonce)
    _check(annonce, EtatAnnonce.RAPPROCHEE)
    lot = marches_actions.lock_lot(by, lot)
    for prefix, row in (("acheteur", lot.marche.acheteur), ("marche", lot.marche), ("lot", lot)):
        mine = {nom.split(".")[1]: value for nom, value in values.items() if nom.startswith(f"{prefix}.")}
        if mine:
            save(row, mine, champ="")
    connues: dict[str, Entreprise] = {}
    for engagee in engagees:
        add_engagee(by=by, lot=lot, engagee=engagee, du=annonce.jour or today, connues=connues)
    _sign(by, annonce, lot, today, is_creation=False)
    _decide(by, annonce, EtatAnnonce.RAPPROCHEE, now, lot=lot)
    journal.write(by=by, event="reperage.rapprochee", target=annonce, source=annonce.source)
    return lot


def add_engagee(*, by: Acteur, lot: Lot, engagee: Engagee, du: date, connues: dict[str, Entreprise]) -> None:
    """`connues`: those that this very deed has just inscribed, by their published identifier."""
    titulaire = engagee.attributaire.titulaire
    entreprise = (
        engagee.attributaire.entreprise or connues.get(titulaire.identifiant) or _find_entreprise(lot, engagee.nom)
    )
    if entreprise and titulaire.siret and not entreprise.siret:
        save(entreprise, {"siret": titulaire.siret}, champ="")
    values = {"nom": engagee.nom, "siret": titulaire.siret}
    try:
        lien = lots_actions.add_entreprise(
            by=by, lot=lot, role=engagee.role, du=du, entreprise=entreprise, values=values
        )  # fmt: skip
    except Refus as refus:
        raise ReperageRefuse(f"{engagee.nom} : {refus}") from refus
    connues[titulaire.identifiant] = lien.entreprise


def _find_entreprise(lot: Lot, nom: str) -> Entreprise | None:
    """The one of that name, when no SIRET says that it is another."""
    rows = Entreprise.objects.filter(dispositif=lot.dispositif_id, siret="")
    return next((row for row in rows.order_by("pk") if fold(row.nom) == fold(nom)), None)


def find_role(lot: Lot, *, seul: bool) -> RoleEntreprise:
    """Alone, and nobody at the head yet: the titulaire. In a groupement the mandataire is not published."""
    is_libre = not lot.entreprises.filter(au=None, role__in=sorted(EN_TETE)).exists()
    return RoleEntreprise.TITULAIRE_UNIQUE if seul and is_libre else RoleEntreprise.COTRAITANT


@transaction.atomic
def dismiss_annonces(
    *, by: Acteur, annonces: Sequence[Annonce], motif: MotifEcart, precision: str, now: datetime
) -> int:
    """All of them for one reason, or none."""
    if motif is MotifEcart.AUTRE and not precision.strip():
        raise ReperageRefuse("Dites pourquoi, en quelques mots.", champ="precision")
    for annonce in sorted(annonces, key=lambda a: a.pk):
        annonce = lock_annonce(by, annonce)
        _check(annonce, EtatAnnonce.ECARTEE)
        annonce.motif, annonce.precision = motif, precision.strip()
        _decide(by, annonce, EtatAnnonce.ECARTEE, now)
        journal.write(by=by, event="reperage.ecartee", target=annonce, motif=annonce.libelle_motif)
    return len(annonces)


@transaction.atomic
def reopen_annonce(*, by: Acteur, annonce: Annonce, now: datetime) -> Annonce:
    annonce = lock_annonce(by, annonce)
    _check(annonce, EtatAnnonce.A_QUALIFIER)
    annonce.motif = annonce.precision = ""
    _decide(by, annonce, EtatAnnonce.A_QUALIFIER, now)
    journal.write(by=by, event="reperage.rouverte", target=annonce)
    return annonce


@transaction.atomic
def acknowledge_changements(*, by: Acteur, annonce: Annonce) -> Annonce:
    """Somebody has seen what changed, and did what had to be done on the market."""
    annonce = lock_annonce(by, annonce)
    if annonce.changements:
        annonce.changements = []
        annonce.save(update_fields=["changements"])
        journal.write(by=by, event="reperage.vue", target=annonce)
    return annonce


def lock_annonce(by: Acteur, annonce: Annonce) -> Annonce:
    permissions.check(by, Droit.TENIR_MARCHES, annonce)
    return Annonce.objects.visible_to(by).select_for_update(of=("self",)).get(pk=annonce.pk)


def _check(annonce: Annonce, vers: EtatAnnonce) -> None:
    if refus := check_decision(de=EtatAnnonce(annonce.etat), vers=vers):
        raise ReperageRefuse(refus)


def _decide(by: Acteur, annonce: Annonce, vers: EtatAnnonce, now: datetime, *, lot: Lot | None = None) -> None:
    """The one place where the state of an annonce changes; the caller holds its lock."""
    annonce.etat, annonce.lot, annonce.changements = vers, lot, []
    annonce.decidee_par, annonce.decidee_le = by.compte, now
    annonce.save()


def _sign(by: Acteur, annonce: Annonce, lot: Lot, today: date, *, is_creation: bool) -> None:
    record_origine(
        by=by, lot=lot, source=Source(annonce.source), identifiant=annonce.uid, annonce=annonce.uuid, le=today,
        is_creation=is_creation,
    )  # fmt: skip
