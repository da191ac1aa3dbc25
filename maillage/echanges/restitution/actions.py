"""Asks for the archive of a dispositif, hands it over, tells its phrase, erases it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maillage.echanges.restitution import fichiers, queries, rules
from maillage.echanges.restitution.models import Restitution
from maillage.echanges.restitution.nomenclatures import Motif
from maillage.echanges.restitution.permissions import Droit
from maillage.echanges.restitution.scelles import COFFRE, draw_phrase
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import OUVERTS


class RestitutionRefusee(Exception):
    """The message is fit for the person."""


@transaction.atomic
def ask_restitution(*, by: Acteur, motif: Motif, historique: bool, now: datetime) -> tuple[Restitution, Travail]:
    """Draws the phrase and asks for the job that makes the archive."""
    permissions.check(by, Droit.EMPORTER)
    if by.dispositif is None or by.compte is None:
        raise RestitutionRefusee("Choisissez d’abord le dispositif dont vous voulez emporter les données.")
    Dispositif.objects.select_for_update(of=("self",)).get(pk=by.dispositif)  # two requests at once: one archive
    if refus := rules.check_demande(is_en_cours=_is_en_cours(by)):
        raise RestitutionRefusee(refus)
    restitution = Restitution.objects.create(
        dispositif_id=by.dispositif,
        motif=motif.value,
        historique=historique,
        demandee_par=by.compte,
        demandee_le=now,
        phrase_scellee=COFFRE.seal(draw_phrase().encode()),
    )
    journal.write(by=by, event="restitution.demande", target=restitution, motif=motif)
    travail = travaux.enqueue(
        by=by,
        code=queries.TRAVAIL,
        parametres={"restitution": str(restitution.uuid)},
        dispositif=by.dispositif,
        cle=str(restitution.uuid),
    )
    return restitution, travail


def _is_en_cours(by: Acteur) -> bool:
    return Travail.objects.filter(code=queries.TRAVAIL, dispositif=by.dispositif, etat__in=OUVERTS).exists()


def get_for_travail(acteur: Acteur, key: str) -> Restitution:
    """With its phrase, for the job that makes it: the right is asked again at each step."""
    restitution = Restitution.objects.visible_to(acteur).select_related("dispositif").get(uuid=key)
    permissions.check(acteur, Droit.EMPORTER, restitution)
    return restitution


def open_phrase(restitution: Restitution) -> str:
    return COFFRE.unseal(restitution.phrase_scellee).decode()


@transaction.atomic
def record_prete(*, by: Acteur, restitution: Restitution, lignes: int, now: datetime) -> None:
    path = fichiers.find_archive(restitution.uuid)
    restitution.prete_le = now
    restitution.sha256, restitution.taille = fichiers.hash_fichier(path), path.stat().st_size
    restitution.save(update_fields=["prete_le", "sha256", "taille"])
    journal.write(by=by, event="restitution.prete", target=restitution, lignes=lignes, sha256=restitution.sha256)


@transaction.atomic
def record_telechargement(*, by: Acteur, restitution: Restitution) -> None:
    permissions.check(by, Droit.EMPORTER, restitution)
    journal.record_acces(by=by, type="restitution.telechargement", target=restitution)
    journal.write(by=by, event="restitution.telechargement", target=restitution)


@transaction.atomic
def read_phrase(*, by: Acteur, restitution: Restitution) -> str:
    permissions.check(by, Droit.LIRE_PHRASE, restitution)
    journal.record_acces(by=by, type="restitution.phrase", target=restitution)
    journal.write(by=by, event="restitution.phrase", target=restitution)
    return open_phrase(restitution)


def erase_restitutions(avant: datetime) -> int:
    """Called within `open_service` (T12): the file and its phrase go, the row stays. Twice does no harm."""
    kept = Restitution.objects.filter(effacee_le=None)
    due = kept.filter(prete_le__lt=avant) | kept.filter(prete_le=None, demandee_le__lt=avant)
    keys = list(due.values_list("uuid", flat=True))
    for key in keys:
        fichiers.remove(key)
    return Restitution.objects.filter(uuid__in=keys).update(effacee_le=timezone.now(), phrase_scellee=b"")
