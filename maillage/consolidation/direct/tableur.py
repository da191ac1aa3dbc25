"""Its own consolidation as a file: one line a cell, then the answers that are missing, then what this is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from maillage.consolidation.direct.comptage import Compte, find_ventilation
from maillage.consolidation.direct.corrections import Correction
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import AnyMesure, Somme, Taux
from maillage.indicateurs.valeurs import derive, round_half_up
from maillage.socle.acteur import Acteur
from maillage.socle.tableaux import Colonne, Genre, ods
from maillage.socle.tableaux.exports import write_csv, write_xlsx
from maillage.socle.tableur import neutralise


@dataclass(frozen=True, slots=True)
class Rang:
    """One cell of the year, and the same of the years before."""

    compte: Compte
    cellule: Cellule

    @property
    def mesure(self) -> AnyMesure:
        return self.compte.metier.catalogue.mesures[self.cellule.code]

    @property
    def modalite(self) -> str:
        ventilation = find_ventilation(self.mesure, self.cellule.ventilation)
        return ventilation.name(self.cellule.modalite) if ventilation else ""

    @property
    def ventilation(self) -> str:
        ventilation = find_ventilation(self.mesure, self.cellule.ventilation)
        return ventilation.libelle if ventilation else ""

    @property
    def numerateur(self) -> Decimal | int:
        return divide(getattr(self.mesure, "numerateur", self.mesure), self.cellule.numerateur)

    @property
    def base(self) -> Decimal | int:
        return divide(getattr(self.mesure, "denominateur", None), self.cellule.base)

    @property
    def inconnus(self) -> Decimal | int:
        above = getattr(self.mesure, "numerateur", self.mesure)
        return divide(above, self.compte.weigh_inconnus(self.mesure, self.cellule))

    def derive(self, rang: int = 0) -> Any:
        cellule = self.compte.find(
            self.mesure, self.cellule.ventilation, self.cellule.modalite, annee=self.compte.annees[rang]
        )
        return derive(self.mesure, cellule) if cellule else None

    def find_borne(self, nom: str) -> Any:
        bornes = self.compte.find_bornes(self.mesure, self.cellule)
        if bornes is None:
            return None
        borne = getattr(bornes, nom) * 100
        return round_half_up(Decimal(borne.numerator) / Decimal(borne.denominator), self.mesure.decimales)


def divide(part: AnyMesure | None, value: int) -> Decimal | int:
    """As it is read: hours, full times, and not the fractions they are counted in."""
    return round_half_up(value / part.diviseur, part.decimales) if isinstance(part, Somme) else value


def list_colonnes(compte: Compte) -> tuple[Colonne, ...]:
    """`annee_1`, `annee_2`: of the years before, counted today on the files as they are."""
    return (
        Colonne("code", "Code", lambda rang: rang.cellule.code),
        Colonne("indicateur", "Indicateur", lambda rang: rang.mesure.libelle),
        Colonne("millesime", "Année", lambda rang: rang.cellule.periode),
        Colonne("ventilation", "Ventilé par", lambda rang: rang.ventilation),
        Colonne("modalite", "Modalité", lambda rang: rang.modalite),
        Colonne("valeur", "Valeur", lambda rang: rang.derive(), Genre.NOMBRE),
        Colonne("unite", "Unité", lambda rang: rang.mesure.unite),
        Colonne("numerateur", "Numérateur", lambda rang: rang.numerateur, Genre.NOMBRE),
        Colonne("base", "Base", lambda rang: rang.base, Genre.NOMBRE),
        Colonne(
            "base_dite", "Ce qu’est la base", lambda rang: rang.mesure.base if isinstance(rang.mesure, Taux) else ""
        ),
        Colonne("non_reponse", "Réponses inconnues", lambda rang: rang.inconnus, Genre.NOMBRE),
        Colonne("borne_basse", "Au moins", lambda rang: rang.find_borne("bas"), Genre.NOMBRE),
        Colonne("borne_haute", "Au plus", lambda rang: rang.find_borne("haut"), Genre.NOMBRE),
        Colonne("annee_1", str(compte.annees[1]), lambda rang: rang.derive(1), Genre.NOMBRE),
        Colonne("annee_2", str(compte.annees[2]), lambda rang: rang.derive(2), Genre.NOMBRE),
        Colonne("version", "Version de la définition", lambda rang: rang.cellule.version, Genre.NOMBRE),
    )


def write_tableau(
    target: IO[bytes], format: str, compte: Compte, corrections: Sequence[Correction], *, by: Acteur, le: datetime
) -> None:
    columns = list(list_colonnes(compte))
    rangs = [Rang(compte, cellule) for cellule in compte.list_cellules()]
    if format == "csv":
        write_csv(target, columns, rangs)
        return
    sheets = [
        ("Chiffres", _write_rangs(columns, rangs)),
        ("Réponses qui manquent", _write_corrections(corrections)),
        ("À propos", _write_a_propos(compte, by=by, le=le)),
    ]
    (write_xlsx if format == "xlsx" else ods.write)(target, iter(sheets))


def _write_rangs(columns: Sequence[Colonne], rangs: Iterable[Rang]) -> Iterable[list[Any]]:
    yield [neutralise(colonne.libelle) for colonne in columns]
    for rang in rangs:
        yield _protect([colonne.valeur(rang) for colonne in columns])


def _write_corrections(corrections: Sequence[Correction]) -> Iterable[list[Any]]:
    yield ["Réponse", "Base", "Sans réponse", "Sur", "Peuvent être complétés", "Effet"]
    for correction in corrections:
        for point in correction.points:
            effet = point.effet
            yield _protect(
                [
                    correction.description.libelle, point.base, effet.divide(effet.manquants), effet.divide(effet.univers),
                    effet.reponses, point.phrase,
                ]
            )  # fmt: skip


def _write_a_propos(compte: Compte, *, by: Acteur, le: datetime) -> Iterable[list[Any]]:
    for libelle, value in (
        ("Dispositif", compte.dispositif.nom),
        ("Année", compte.millesime),
        ("Compté le", f"{le:%d/%m/%Y à %H:%M}"),
        ("Exporté par", by.nom),
        ("Statut", "fictif" if compte.dispositif.is_fictif else "interne"),
        ("Attention", "Nombres non protégés, pour le dispositif : les petits effectifs ne se diffusent pas."),
        ("Années d’avant", "Comptées aujourd’hui sur les dossiers tels qu’ils sont, avec les mêmes définitions."),
        ("Bornes", "Ce que serait le taux si toutes les réponses qui manquent étaient les mêmes."),
    ):
        yield _protect([libelle, value])


def _protect(values: list[Any]) -> list[Any]:
    return [neutralise(value) if isinstance(value, str) else value for value in values]
