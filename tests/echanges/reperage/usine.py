"""Makes files of annonces, and carries the jobs they ask for."""

import io
import json
from typing import Any

from maillage.echanges.reperage.actions import depots
from maillage.echanges.reperage.models import Annonce, Fichier
from maillage.echanges.reperage.models.fichiers import COMPTES
from maillage.echanges.reperage.nomenclatures import Source
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.travaux.models import Travail
from maillage.territoire.models import Departement, Region
from tests.echanges.decp.usine import make_marche
from tests.echanges.reprise.usine import run

NORD = "59"


def make_departements() -> None:
    """Two regions, three départements."""
    for code, nom, departements in (("32", "Hauts-de-France", ("59", "62")), ("84", "Auvergne", ("01",))):
        region, _ = Region.objects.get_or_create(code=code, defaults={"nom": nom})
        for departement in departements:
            Departement.objects.get_or_create(code=departement, defaults={"nom": departement, "region": region})


def write_decp(*marches: dict[str, Any]) -> bytes:
    return json.dumps({"marches": {"marche": list(marches)}}, ensure_ascii=False).encode()


def submit(
    by: Acteur, dispositif: Dispositif, contenu: bytes, *, source: Source = Source.DECP, suivis: tuple[str, ...] = (NORD,),
    nom: str = "essai.json",
) -> Fichier:  # fmt: skip
    return depots.submit_fichier(
        by=by, dispositif=dispositif, source=source, nom=nom, fichier=io.BytesIO(contenu), suivis=suivis
    )


def load(by: Acteur, dispositif: Dispositif, contenu: bytes, **kwargs: Any) -> Fichier:
    """Deposited, read, published."""
    fichier = submit(by, dispositif, contenu, **kwargs)
    run_lecture(fichier)
    return Fichier.objects.get(pk=fichier.pk)


def run_lecture(fichier: Fichier) -> Any:
    assert fichier.travail is not None
    return run(Travail.objects.get(uuid=fichier.travail))


def load_marche(by: Acteur, dispositif: Dispositif, **changes: Any) -> Annonce:
    load(by, dispositif, write_decp(make_marche(**changes)))
    return Annonce.objects.latest("pk")


def read_comptes(fichier: Fichier) -> dict[str, int]:
    """Those that are not zero."""
    return {nom: value for nom in COMPTES if (value := getattr(fichier, nom))}


def list_releve(fichier: Fichier) -> list[tuple[str, str]]:
    return list(fichier.releves.order_by("rang", "pk").values_list("place", "suite"))
