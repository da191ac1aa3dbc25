"""The findings as a text to read, as a table, or for another program."""

import csv
import io
import json
import re
from collections.abc import Sequence
from itertools import groupby

from maillage.consolidation.relecture.nomenclatures import GRAVITES, REGLES, Gravite
from maillage.consolidation.relecture.rules.chiffres import Constat, Rapport
from maillage.socle.tableur import neutralise
from maillage.socle.typographie import write_accord

COLONNES = ("gravite", "regle", "source", "ou", "ligne", "libelle", "annee", "valeurs", "ecart", "phrase", "remede")
RIEN = "Rien à redire sur ce qui a été relu."
CHERCHE = (
    "Cherchés : les blancs, les sommes, les moyennes, les taux et leurs bases, les parts, les années, les valeurs imprimées deux fois. "
    "Le reste n’est pas vérifié."
)
FIN = re.compile(r"(?<=[.!?;…])\s+")


def write_texte(constats: Sequence[Constat]) -> str:
    """By severity, one sentence a line; the last line says whether the report may leave."""
    lines = []
    for gravite, group in groupby(constats, key=lambda constat: constat.gravite):
        found = list(group)
        lines += [f"{GRAVITES[gravite]} ({len(found)})", *(f"  - {constat.phrase}" for constat in found), ""]
    return "\n".join([*lines, write_bilan(constats)])


def write_portee(rapport: Rapport) -> str:
    """What was checked, on how much: nothing found of nothing read would reassure for nothing."""
    phrases = sum(len(FIN.split(one.texte.strip())) for one in rapport.paragraphes)
    chiffres = write_accord(len(rapport.chiffres), "chiffre relu", "chiffres relus")
    texte = f"{write_accord(phrases, 'phrase relue', 'phrases relues')}" if phrases else "aucun texte relu"
    return f"{chiffres}, {texte}. {CHERCHE}"


def write_bilan(constats: Sequence[Constat]) -> str:
    if not constats:
        return RIEN
    blocking = count_bloquants(constats)
    said = write_accord(len(constats), "constat")
    if not blocking:
        return f"{said}, aucun ne bloque la publication."
    return f"{said}, dont {write_accord(blocking, 'bloque', 'bloquent')} la publication."


def count_bloquants(constats: Sequence[Constat]) -> int:
    return sum(constat.gravite is Gravite.BLOQUANT for constat in constats)


def write_json(constats: Sequence[Constat]) -> str:
    return json.dumps(
        {
            "publiable": not count_bloquants(constats),
            "constats": [
                {
                    "gravite": constat.gravite.value,
                    "regle": constat.regle.value,
                    "source": constat.source,
                    "ou": constat.ou,
                    "ligne": constat.ligne,
                    "libelle": constat.libelle,
                    "annee": constat.annee,
                    "valeurs": list(constat.valeurs),
                    "ecart": constat.ecart,
                    "phrase": constat.phrase,
                    "remede": constat.remede,
                }
                for constat in constats
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def write_csv(constats: Sequence[Constat]) -> str:
    """For a spreadsheet: semicolons, no formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLONNES)
    for constat in constats:
        cells = (
            GRAVITES[constat.gravite], REGLES[constat.regle], constat.source, constat.ou, str(constat.ligne), constat.libelle,
            str(constat.annee or ""), " / ".join(constat.valeurs), constat.ecart, constat.phrase, constat.remede,
        )  # fmt: skip
        writer.writerow([neutralise(cell) for cell in cells])
    return text.getvalue()
