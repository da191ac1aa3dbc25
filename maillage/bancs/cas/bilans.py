"""P8: printing the bilans of a year, against WeasyPrint on the same content. Goal: at most 1.15 ×, and 0.1 × as a stretch.

Every contender is given the same frozen bilans, their pictures already drawn: what is measured is a document made of
them. Two peers: one asked for a tagged PDF/UA as ours is, one for whatever WeasyPrint makes fastest. What must be equal:
every sentence and every cell of the bilan is found in the text of the document. WeasyPrint comes with the group « bancs »
of the dependencies, and with no other. `MAILLAGE_BANC_BILANS` says how many.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from maillage.bancs.harnais import Cas

BILANS = int(os.environ.get("MAILLAGE_BANC_BILANS", "500"))


@contextmanager
def prepare(dossier: Path) -> Iterator[Mapping[str, str]]:
    """No base: the bilans are drawn at random, the same for all, and kept nowhere."""
    environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environnement.pop("DATABASE_URL", None)
    yield environnement


CAS = Cas(
    code="bilans",
    titre="Les bilans d’une année, en PDF/A et PDF/UA",
    but=1.15,
    concurrents={
        "Maillage": "maillage.bancs.cas.bilans_maillage",
        "WeasyPrint, PDF/UA": "maillage.bancs.pairs.bilans_weasyprint",
        "WeasyPrint, sans balises": "maillage.bancs.pairs.bilans_weasyprint_nu",
    },
    prepare=prepare,
    mesure=f"temps de calcul de {BILANS} documents",
)
