"""The directory shipped with the package: what the sources print, and what was deduced from it (`donnees/LICENCE.md`)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from maillage.reseau.nomenclatures import DOCUMENTS, Etat, Source, TypeDispositif

FICHIERS = ("annuaire-plie.csv", "annuaire-mde.csv")


@dataclass(frozen=True, slots=True)
class LigneAnnuaire:
    slug: str
    type: TypeDispositif
    nom: str
    intitule: str
    porteur: str
    plie_porte: str
    region: str
    departement: str
    is_departement_deduit: bool
    code_commune: str
    commune: str
    is_repere_deduit: bool
    latitude: float | None
    longitude: float | None
    noms: tuple[tuple[Source, str], ...]
    remarque: str

    @property
    def etat(self) -> Etat:
        """Counted only when the map of 2023 shows it."""
        return Etat.OUVERT if Source.CARTE_2023 in dict(self.noms) else Etat.A_CONFIRMER

    @property
    def source(self) -> Source:
        """The most recent document that names it."""
        return max((source for source, _ in self.noms), key=lambda source: str(DOCUMENTS[source].date))


def read_annuaire() -> list[LigneAnnuaire]:
    return [_read(row) for fichier in FICHIERS for row in _rows(fichier)]


def _rows(fichier: str) -> Iterator[dict[str, str]]:
    with files("maillage.reseau").joinpath("donnees", fichier).open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def _read(row: dict[str, str]) -> LigneAnnuaire:
    noms = ((Source.LISTE_2019, row["nom_2019"]), (Source.CARTE_2023, row["nom_2023"]))
    return LigneAnnuaire(
        slug=row["slug"],
        type=TypeDispositif(row["type"]),
        nom=row["nom"],
        intitule=row["intitule"],
        porteur=row["porteur"],
        plie_porte=row["plie_porte"],
        region=row["code_region"],
        departement=row["code_departement"],
        is_departement_deduit=row["departement_deduit"] == "1",
        code_commune=row["code_commune"],
        commune=row["commune"],
        is_repere_deduit=row["repere_deduit"] == "1",
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        noms=tuple((source, nom) for source, nom in noms if nom),
        remarque=row["remarque"],
    )
