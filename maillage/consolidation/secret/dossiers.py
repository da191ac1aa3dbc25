"""What is handed to the attack: plain data, so that it owes nothing to the code that chose what to hide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from maillage.consolidation.secret.masques import Masque
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.parametres import Seuils
from maillage.consolidation.secret.tableaux import Axe, Nombre, Publication, Tableau

FORMAT = "maillage.secret/1"


def publish(publication: Publication, masque: Masque) -> Publication:
    """The release as it went out: what the next ones must take for known."""
    return replace(publication, montrees=masque.montrees, pourcentages=tuple(masque.list_pourcentages()))


def write_dossier(publications: Sequence[Publication], seuils: Seuils, *, diffusion: Diffusion) -> dict[str, Any]:
    """`publications`: as they went out, the oldest first, the one to release last."""
    return {
        "format": FORMAT,
        "diffusion": diffusion.value,
        "seuils": {
            "personnes": seuils.personnes,
            "sensibles": seuils.sensibles,
            "croisement": seuils.croisement,
            "minimums": {quoi.value: valeur for quoi, valeur in seuils.minimums.items()},
            "parts": {quoi.value: valeur for quoi, valeur in seuils.parts.items()},
            "marge": seuils.marge,
        },
        "publications": [_write_publication(publication) for publication in publications],
    }


def _write_publication(publication: Publication) -> dict[str, Any]:
    return {
        "code": publication.code,
        "tableaux": [_write_tableau(tableau) for tableau in publication.tableaux],
        "rapports": [[str(rapport.numerateur), str(rapport.denominateur)] for rapport in publication.rapports],
        "identites": [[[facteur, str(cle)] for facteur, cle in identite.termes] for identite in publication.identites],
        "pourcentages": [
            [str(p.numerateur), str(p.denominateur), str(p.valeur), str(p.pas)] for p in publication.pourcentages
        ],
        "montrees": sorted(str(cle) for cle in publication.montrees),
    }


def _write_tableau(tableau: Tableau) -> dict[str, Any]:
    return {
        "code": tableau.code,
        "mesure": tableau.mesure,
        "periode": tableau.periode,
        "nature": tableau.nature.value,
        "contributeurs": tableau.contributeurs.value,
        "axes": [_write_axe(axe) for axe in tableau.axes],
        "cellules": [
            {
                "place": list(place),
                "valeur": _write(cellule.valeur),
                "parts": [[who, _write(poids)] for who, poids in cellule.parts],
                "offerte": cellule.is_offerte,
                "structurelle": cellule.is_structurelle,
            }
            for place, cellule in sorted(tableau.cellules.items())
        ],
    }


def _write_axe(axe: Axe) -> dict[str, Any]:
    return {
        "code": axe.code,
        "sensible": axe.is_sensible,
        "sommes": [[somme.total, list(somme.parts)] for somme in axe.sommes],
    }


def _write(nombre: Nombre) -> int | str:
    return nombre if isinstance(nombre, int) else str(nombre)
