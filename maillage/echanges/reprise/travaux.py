"""The jobs of the take-over: the dry run, the import, its undoing, and the daily erasing of what was left waiting."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.echanges.reprise.actions import annulation, controle, importation
from maillage.echanges.reprise.actions.depots import ANNULATION, CONTROLE, IMPORT, RepriseRefusee, erase_contenu
from maillage.echanges.reprise.models import Depot, Doublon, Origine
from maillage.echanges.reprise.nomenclatures import EN_COURS, EtatDepot
from maillage.echanges.reprise.parametres import OUBLI
from maillage.socle.travaux import Curseur, TravailRefuse, periodique, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

MENAGE = "reprise.menage"


@contextmanager
def _refus() -> Iterator[None]:
    try:
        yield
    except RepriseRefusee as refus:
        raise TravailRefuse(str(refus)) from refus


def _get_depot(travail: Travail) -> Depot:
    return Depot.objects.select_related("dispositif").get(uuid=travail.parametres["depot"])


def _get_cle(travail: Travail) -> str:
    return f"{travail.uuid}:{travail.prise}"


@travail(CONTROLE, "Contrôle à blanc d’un fichier à reprendre")
def check_fichier(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Nothing is created: what is wrong in the file is told, all of it."""
    depot, by = _get_depot(travail), travail.acteur
    with _refus():
        if "rang" not in curseur:
            return curseur if controle.start_controle(by=by, depot=depot) else {"rang": 0, "comptes": {}}
        if curseur["rang"] is None:
            controle.close_controle(by=by, depot=depot, comptes=curseur["comptes"], now=timezone.now())
            travail.resultat = {"url": depot.get_absolute_url(), "libelle": "Voir ce que dit le contrôle"}
            return None
        tranche, comptes = controle.check_tranche(
            by=by, depot=depot, rang=curseur["rang"], cle=_get_cle(travail), today=localdate()
        )
    sommes = Counter(curseur["comptes"]) + Counter(comptes)
    travail.progression = sommes["lignes"]
    travail.phrase = (
        f"{write_accord(sommes['lignes'], 'ligne lue', 'lignes lues')}, "
        f"{write_accord(sommes['erreurs'], 'point à corriger', 'points à corriger')}"
    )
    return {"rang": tranche.suite, "comptes": dict(sommes)}


@travail(IMPORT, "Import d’un fichier repris")
def import_fichier(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Pages see nothing of it until the step « publication », and all of it after."""
    depot = _get_depot(travail)
    with _refus():
        return ETAPES[curseur.get("etape", "verification")](travail, depot, curseur)


def _verify(travail: Travail, depot: Depot, curseur: Curseur) -> Curseur:
    if importation.start_import(by=travail.acteur, depot=depot):
        return {"etape": "verification"}
    if depot.etat == EtatDepot.IMPORTE:  # started again after it was published
        return {"etape": "menage"}
    travail.total = depot.nouvelles
    travail.phrase = "Préparation en cours ; rien n’est encore visible"
    return {"etape": "preparation", "rang": 0}


def _prepare(travail: Travail, depot: Depot, curseur: Curseur) -> Curseur:
    faits, suite = importation.prepare_tranche(
        by=travail.acteur, depot=depot, rang=curseur["rang"], cle=_get_cle(travail), today=localdate()
    )
    # The last row counts as done once everybody sees it.
    travail.progression = min(travail.progression + faits, max(0, travail.total - 1))
    return {"etape": "publication"} if suite is None else {"etape": "preparation", "rang": suite}


def _publish(travail: Travail, depot: Depot, curseur: Curseur) -> Curseur:
    bilan = importation.publish(by=travail.acteur, depot=depot, now=timezone.now())
    travail.progression = travail.total
    travail.phrase = (
        f"Import fait : {write_accord(bilan.crees, 'dossier créé', 'dossiers créés')}, {bilan.rattaches} rattachés à "
        f"l’existant, {bilan.ecartes} laissés de côté."
    )
    travail.resultat = {"url": depot.get_absolute_url(), "libelle": "Voir l’import"}
    return {"etape": "menage"}


def _tidy(travail: Travail, depot: Depot, curseur: Curseur) -> Curseur | None:
    return curseur if importation.clear_import(by=travail.acteur, depot=depot) else None


ETAPES = {"verification": _verify, "preparation": _prepare, "publication": _publish, "menage": _tidy}


@travail(ANNULATION, "Annulation d’un import")
def undo_import(travail: Travail, curseur: Curseur) -> Curseur | None:
    depot = _get_depot(travail)
    with _refus():
        nombre = annulation.undo_import(by=travail.acteur, depot=depot, today=localdate(), now=timezone.now())
    travail.phrase = f"Import annulé : {write_accord(nombre, 'dossier retiré', 'dossiers retirés')}."
    travail.resultat = {"url": depot.get_absolute_url(), "libelle": "Revenir au fichier"}
    return None


@travail(MENAGE, "Effacement des fichiers à reprendre oubliés")
def clean(travail: Travail, curseur: Curseur) -> Curseur | None:
    """And of the former numbers of those whose file is now anonymous: nothing leads back to them (T2)."""
    today = localdate()
    for liens in ("personne", "parcours__personne", "etape__parcours__personne", "contact__parcours__personne"):
        Origine.objects.filter(**{f"{liens}__anonymisee_le__isnull": False}).delete()
    Doublon.objects.filter(personne__anonymisee_le__isnull=False).delete()
    limite = today - timedelta(days=OUBLI.get(on=today).valeur)
    depot = Depot.objects.filter(etat__in=EN_COURS, depose_le__date__lt=limite).order_by("pk").first()
    if depot is None:
        return None
    erase_contenu(depot)
    depot.etat = EtatDepot.ABANDONNE
    depot.save(update_fields=["etat"])
    done = curseur.get("faits", 0) + 1
    travail.phrase = f"Fichiers oubliés, effacés : {done}."
    return {"faits": done}


periodique(MENAGE, chaque=timedelta(days=1), a=time(4, 15))
