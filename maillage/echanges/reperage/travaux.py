"""The job that loads a file of annonces: reading, publication, tidying."""

from collections import Counter

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.echanges.reperage.actions import depots, versement
from maillage.echanges.reperage.actions.depots import VERSEMENT, ReperageRefuse
from maillage.echanges.reperage.models import Fichier
from maillage.echanges.reperage.nomenclatures import EtatFichier
from maillage.socle.travaux import Curseur, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord


@travail(VERSEMENT, "Lecture d’un fichier d’annonces")
def load_fichier(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Pages see nothing of it until the step « publication », and all of it after."""
    fichier = Fichier.objects.select_related("dispositif").get(uuid=travail.parametres["fichier"])
    return ETAPES[curseur.get("etape", "lecture")](travail, fichier, curseur)


def _read(travail: Travail, fichier: Fichier, curseur: Curseur) -> Curseur:
    if fichier.etat != EtatFichier.DEPOSE:  # started again after it was published
        return {"etape": "menage"}
    try:
        comptes, suite = versement.read_tranche(
            by=travail.acteur, fichier=fichier, rang=curseur.get("rang", 0), cle=f"{travail.uuid}:{travail.prise}",
            today=localdate(),
        )  # fmt: skip
    except ReperageRefuse as refus:
        versement.refuse_fichier(by=travail.acteur, fichier=fichier, raison=str(refus))
        travail.phrase = f"Le fichier n’a pas pu être lu : {refus} Rien n’en est gardé."
        return {"etape": "menage"}
    somme = Counter(curseur.get("comptes", {})) + comptes
    travail.progression = somme["lus"]
    gardes = somme["lus"] - somme["hors_territoire"]
    travail.phrase = f"{write_accord(somme['lus'], 'élément lu', 'éléments lus')}, {gardes} dans vos départements"
    etape = "publication" if suite is None else "lecture"
    return {"etape": etape, "rang": suite, "comptes": dict(somme)}


def _publish(travail: Travail, fichier: Fichier, curseur: Curseur) -> Curseur:
    bilan = versement.publish(
        by=travail.acteur, fichier=fichier, comptes=curseur["comptes"], today=localdate(), now=timezone.now()
    )
    travail.phrase = (
        f"{write_accord(bilan.nouvelles, 'annonce nouvelle', 'annonces nouvelles')}, "
        f"{write_accord(bilan.modifiees, 'mise à jour', 'mises à jour')}, "
        f"{write_accord(bilan.connues, 'déjà connue', 'déjà connues')}."
    )
    return {"etape": "menage"}


def _tidy(travail: Travail, fichier: Fichier, curseur: Curseur) -> Curseur | None:
    if depots.clear_lecture(fichier):
        return curseur
    travail.total = travail.progression
    travail.resultat = {"url": fichier.get_absolute_url(), "libelle": "Voir le compte rendu"}
    return None


ETAPES = {"lecture": _read, "publication": _publish, "menage": _tidy}
