"""Writes the workbook of the case « reprise »: invented people, three hundred rows of which have something to mend."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

COLONNES = (
    "identifiant", "civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "nationalite",
    "telephone", "courriel", "situation_au", "voie", "complement", "code_postal", "qpv", "emploi", "categorie",
    "inscrit_le", "dernier_emploi_fin", "brsa", "famille", "enfants", "parent_isole", "niveau", "permis",
)  # fmt: skip
SYLLABES = (
    "ba",
    "cor",
    "dil",
    "fen",
    "gam",
    "lou",
    "mir",
    "nad",
    "pel",
    "rosi",
    "tan",
    "vero",
    "zel",
    "oum",
    "jak",
    "hel",
)


def write_nom(rang: int) -> str:
    """A name nobody bears, in four syllables."""
    return "".join(SYLLABES[rang >> shift & 15] for shift in (0, 4, 8, 12)).capitalize()


def list_lignes(nombre: int) -> Iterator[list[Any]]:
    naissance, entree = date(1960, 1, 1), date(2024, 1, 1)
    for rang in range(nombre):
        fautif = rang % (max(1, nombre // 300)) == 7
        yield [
            f"V-{rang:06}", "mme" if rang % 2 else "m", "f" if rang % 2 else "h", write_nom(rang * 7 + 3), "",
            write_nom(rang % 400), naissance + timedelta(days=rang * 13 % 16_000), "francaise", f"06{rang:08}",
            "sans arobase" if fautif else f"p{rang}@exemple.test", entree + timedelta(days=rang % 600),
            f"{rang % 200} rue de l’Essai", "", f"{10_000 + rang % 80_000}", "non", "demandeur_emploi", "A",
            date(2022, 1, 1) + timedelta(days=rang % 600), date(2021, 6, 1), "oui", "seule", rang % 5, "non",
            ("V bis", "VI", "V", "IV", "I")[rang % 5], "aucun",
        ]  # fmt: skip


def write_classeur(target: Path, nombre: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(target), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLONNES)
        for rang, row in enumerate(list_lignes(nombre), 1):
            for place, value in enumerate(row):
                if value != "":
                    sheet.write(rang, place, value)


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    from maillage.bancs.cas.reprise import FICHIER, LIGNES
    from maillage.reseau.models import Dispositif
    from maillage.socle.contexte import open_service

    write_classeur(Path(settings.VAR) / FICHIER, LIGNES)
    with open_service("banc : dispositif de la reprise"):
        Dispositif.objects.get_or_create(slug="banc", defaults={"nom": "Banc", "type": "plie", "is_fictif": True})
