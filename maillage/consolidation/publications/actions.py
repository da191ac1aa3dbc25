"""A publication is asked for, prepared by a job, released by another person, or abandoned."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import Max, Q

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.publications.anterieurs import Anterieur, read_anterieurs
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import SUITES, Etat, Lecteurs
from maillage.consolidation.publications.passees import find_sortie_depuis, list_liees
from maillage.consolidation.publications.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.travaux import actions as travaux
from maillage.socle.typographie import fold

if TYPE_CHECKING:
    from maillage.consolidation.publications.preparation import Resultat

TRAVAIL = "publications.preparation"
LOT = 2000


class PublicationRefusee(Refus):
    """A rule of the publications refuses."""


@transaction.atomic
def start(*, by: Acteur, campagne: Campagne, lecteurs: Lecteurs, motif: str, now: datetime) -> Publication:
    """A job does the rest. `motif`: of a revision, what changes."""
    permissions.check(by, Droit.PREPARER)
    rows = Publication.objects.select_for_update().filter(campagne=campagne, lecteurs=lecteurs)
    rang = (rows.filter(etat=Etat.PUBLIEE).aggregate(Max("rang"))["rang__max"] or 0) + 1
    if rang > 1 and len(motif.strip()) < 10:
        raise PublicationRefusee(
            "Cette année est déjà publiée : dites en une phrase ce que la révision change.", champ="motif"
        )
    if rows.filter(etat__in=(Etat.PREPARATION, Etat.A_VALIDER)).exists():
        raise PublicationRefusee("Une publication de cette année est déjà en cours : validez-la, ou abandonnez-la.")
    # Those refused or abandoned leave their number to the next one.
    rows.filter(rang=rang, etat__in=(Etat.REFUSEE, Etat.ABANDONNEE)).delete()
    made = Publication(
        campagne=campagne, lecteurs=lecteurs, rang=rang, prepare_par=by.compte, prepare_le=now, motif=motif.strip()
    )
    made.save()
    with open_service("préparation d’une publication"):
        travaux.enqueue_service(code=TRAVAIL, parametres={"publication": str(made.uuid)}, cle=f"{TRAVAIL}:{made.uuid}")
    journal.write(by=by, event="publications.prepare", target=made, annee=campagne.millesime)
    return made


def find_obstacle(publication: Publication, *, by: Acteur) -> str:
    """Why this acteur cannot release it, and what to do; empty when nothing is in the way."""
    if publication.etat != Etat.A_VALIDER:
        suite = SUITES[Etat(publication.etat)]
        return f"Cette publication est « {publication.libelle_etat} » : elle ne se publie pas. {suite}"
    if publication.prepare_par == by.compte:
        return "Vous l’avez préparée : une autre personne doit la relire et la publier."
    if since := find_sortie_depuis(publication):
        return (
            f"« {since} », pour {since.libelle_lecteurs}, est sortie depuis que celle-ci est préparée : le secret statistique n’en a "
            "pas tenu compte. Abandonnez celle-ci, puis préparez-la de nouveau."
        )
    return ""


@transaction.atomic
def release(*, by: Acteur, publication: Publication, now: datetime) -> Publication:
    """Once, by somebody else than whoever prepared it; one at a time, for each must know those that went out before it."""
    permissions.check(by, Droit.VALIDER)
    found = Publication.objects.select_for_update(of=("self",)).select_related("campagne").get(pk=publication.pk)
    list(list_liees(found).select_for_update(of=("self",)).filter(etat=Etat.A_VALIDER).order_by("pk"))
    if obstacle := find_obstacle(found, by=by):
        raise PublicationRefusee(obstacle)
    found.etat, found.valide_par, found.publie_le = Etat.PUBLIEE, by.compte, now
    found.save(update_fields=["etat", "valide_par", "publie_le"])
    journal.write(by=by, event="publications.publie", target=found, annee=found.campagne.millesime)
    return found


@transaction.atomic
def abandon(*, by: Acteur, publication: Publication, motif: str) -> Publication:
    """One that was released stays."""
    permissions.check(by, Droit.SUIVRE)
    found = Publication.objects.select_for_update(of=("self",)).select_related("campagne").get(pk=publication.pk)
    if found.etat not in (Etat.PREPARATION, Etat.A_VALIDER, Etat.REFUSEE):
        raise PublicationRefusee(f"Cette publication est « {found.libelle_etat} » : elle ne s’abandonne pas.")
    if len(motif.strip()) < 10:
        raise PublicationRefusee("Dites en une phrase pourquoi elle est abandonnée.", champ="motif")
    found.etat, found.motif = Etat.ABANDONNEE, motif.strip()
    found.save(update_fields=["etat", "motif"])
    found.chiffres.all().delete()
    journal.write(by=by, event="publications.abandon", target=found, annee=found.campagne.millesime)
    return found


@transaction.atomic
def record(publication: Publication, resultat: "Resultat") -> None:
    """What the preparation gave. Abandoned meanwhile, nothing of it is kept."""
    found = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if found.etat != Etat.PREPARATION:
        return
    found.depots, found.raisons = [list(one) for one in resultat.depots], list(resultat.raisons)
    if resultat.raisons:
        found.etat = Etat.REFUSEE
    else:
        found.etat = Etat.A_VALIDER
        found.fichiers, found.bilan, found.secret = resultat.fichiers or {}, resultat.bilan or {}, resultat.secret or {}
        found.perimetres = [list(one) for one in resultat.perimetres]
        found.territoires = [dict(one) for one in resultat.territoires]
        ChiffrePublie.objects.bulk_create(
            [
                ChiffrePublie(
                    publication=found,
                    mots=fold(f"{one.libelle} {one.detail} {one.lieu} {one.code}"),
                    **{nom: getattr(one, nom) for nom in one.__slots__},
                )
                for one in resultat.chiffres
            ],
            batch_size=LOT,
        )
    found.save()


@transaction.atomic
def import_anterieurs() -> int:
    """The figures published before Maillage, as the package has them: how many are written anew. Done again, none is.

    What the package no longer has leaves; a figure keeps its address as long as it is printed the same.
    """
    wanted = {one.repere: make_chiffre(one) for one in read_anterieurs()}
    known = {row.repere: row for row in ChiffrePublie.objects.select_for_update(of=("self",)).filter(publication=None)}
    champs = [champ.name for champ in ChiffrePublie._meta.fields if champ.name not in ("id", "publication")]
    changed = [
        repere for repere, row in wanted.items()
        if repere not in known or any(getattr(row, nom) != getattr(known[repere], nom) for nom in champs)
    ]  # fmt: skip
    ChiffrePublie.objects.filter(publication=None).filter(Q(repere__in=changed) | ~Q(repere__in=list(wanted))).delete()
    ChiffrePublie.objects.bulk_create([wanted[repere] for repere in changed], batch_size=LOT)
    return len(changed)


def make_chiffre(one: Anterieur) -> ChiffrePublie:
    values = {nom: getattr(one, nom) for nom in one.__slots__} | {"remarques": list(one.remarques)}
    mots = fold(f"{one.libelle} {one.detail} {one.lieu} {one.code} {one.document} {one.base_dite}")
    return ChiffrePublie(uuid=uuid5(NAMESPACE_OID, one.repere), repere=one.repere, mots=mots, **values)
