"""Takes a file of zonings: checked whole when it is handed in. A job then prepares it and publishes it (`publication`)."""

import hashlib

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux.actions import enqueue
from maillage.socle.travaux.models import Travail
from maillage.territoire import queries
from maillage.territoire.models import ImportZonages
from maillage.territoire.permissions import Droit
from maillage.territoire.rules.zonages import read_fichier
from maillage.territoire.rules.zonages_controle import check_chevauchements, check_communes
from maillage.territoire.rules.zonages_types import Erreur, Lecture

TRAVAIL = "territoire.zonages"


class FichierRefuse(Exception):
    """The file has errors: nothing of it is kept."""

    def __init__(self, erreurs: list[Erreur]) -> None:
        super().__init__(f"{len(erreurs)} erreur(s)")
        self.erreurs = erreurs


def submit_zonages(*, by: Acteur, contenu: bytes) -> tuple[Travail, list[str]]:
    """Checks a whole file and asks for its import; returns the job, and what the reader should know of the file."""
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    assert by.compte is not None, "le droit suppose une personne connectée"
    lecture = read_verifie(contenu)
    depot = ImportZonages.objects.create(
        compte_id=by.compte, empreinte=hashlib.sha256(contenu).hexdigest(), contenu=contenu
    )
    travail = enqueue(by=by, code=TRAVAIL, parametres={"depot": str(depot.uuid), "zonages": len(lecture.zonages)})
    journal.write(by=by, event="territoire.zonages_deposes", target=depot, zonages=len(lecture.zonages))
    return travail, lecture.remarques


def read_verifie(contenu: bytes) -> Lecture:
    """The file, compared to the COG and to the zones already there; raises with every error found."""
    return check_lecture(read_fichier(contenu))


def check_lecture(lecture: Lecture) -> Lecture:
    """The same file may have become wrong since: the COG or the other zones have changed."""
    existantes, anciennes = queries.read_communes(lecture.codes_communes)
    erreurs = [
        *lecture.erreurs,
        *check_communes(lecture, existantes=existantes, anciennes=anciennes),
        *check_chevauchements(lecture, queries.list_connus({z.code for z in lecture.zonages})),
    ]
    if erreurs:
        raise FichierRefuse(sorted(erreurs, key=lambda e: (e.ligne, e.colonne)))
    return lecture
