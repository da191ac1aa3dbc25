"""DECP contracts, hand-made, and how a whole file of them is read."""

import io
import json
from dataclasses import dataclass, field
from typing import Any

from maillage.echanges.decp.rules.lecture import Element, gather, iter_elements
from maillage.echanges.decp.rules.notices import Notice

# Fictitious, with true keys.
ACHETEUR, ENTREPRISE, AUTRE = "12345678200002", "11111111800001", "22222222600003"


def make_marche(**changes: Any) -> dict[str, Any]:
    marche = {
        "id": "2025-042", "acheteur": {"id": ACHETEUR}, "nature": "Marché", "objet": "Réfection d’un gymnase fictif",
        "codeCPV": "45212290-5", "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Tranches"]}, "typeGroupementOperateurs": "Conjoint",
        "lieuExecution": {"code": "59", "typeCode": "Code département"}, "dureeMois": 14,
        "dateNotification": "2025-03-02", "datePublicationDonnees": "2025-03-20", "montant": 1200000.5,
        "titulaires": [
            {"titulaire": {"id": ENTREPRISE, "typeIdentifiant": "SIRET"}},
            {"titulaire": {"id": AUTRE, "typeIdentifiant": "SIRET"}},
        ],
        "considerationsSociales": {"considerationSociale": ["Clause sociale", "Critère social"]},
    }  # fmt: skip
    return marche | changes


def write_json(*marches: dict[str, Any], **racine: Any) -> bytes:
    return json.dumps({"marches": {"marche": list(marches)} | racine}, ensure_ascii=False).encode()


@dataclass
class Lecture:
    """What a load would make of a file: by uid; told again; set aside, with why."""

    notices: dict[str, Notice] = field(default_factory=dict)
    doublons: list[str] = field(default_factory=list)
    ecartes: list[tuple[str, str]] = field(default_factory=list)


def read_fichier(contenu: bytes, *, encodage: str = "utf-8-sig") -> Lecture:
    lecture, elements = Lecture(), dict[str, list[Element]]()
    for element in iter_elements(io.BytesIO(contenu), encodage=encodage):
        if element.refus:
            lecture.ecartes.append((element.place, element.refus))
        else:
            elements.setdefault(element.cle, []).append(element)
    for cle, found in elements.items():
        lecture.notices[cle], places = gather(found)
        lecture.doublons += places
    return lecture


def read_one(**changes: Any) -> Notice:
    lecture = read_fichier(write_json(make_marche(**changes)))
    assert lecture.ecartes == []
    return next(iter(lecture.notices.values()))
