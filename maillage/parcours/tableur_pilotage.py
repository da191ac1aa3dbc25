"""The dashboard as a file: one line per indicator, then the objectives and what this is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any

from maillage.parcours.rules.indicateurs.nombres import Fenetre, make_precedente
from maillage.parcours.rules.indicateurs.tableau import Ligne
from maillage.socle.acteur import Acteur
from maillage.socle.tableaux import Colonne, Genre, ods
from maillage.socle.tableaux.exports import write_csv, write_xlsx
from maillage.socle.tableur import neutralise
from maillage.socle.typographie import write_date

COLONNES = (
    Colonne("groupe", "Groupe", lambda ligne: ligne.groupe.value),
    Colonne("code", "Code", lambda ligne: ligne.indicateur.value),
    Colonne("indicateur", "Indicateur", lambda ligne: ligne.libelle),
    Colonne("valeur", "Valeur", lambda ligne: ligne.valeur.publiee, Genre.NOMBRE),
    Colonne("unite", "Unité", lambda ligne: "%" if ligne.valeur.part else ligne.valeur.unite),
    Colonne("numerateur", "Numérateur", lambda ligne: ligne.numerateur, Genre.NOMBRE),
    Colonne("denominateur", "Dénominateur", lambda ligne: ligne.denominateur, Genre.NOMBRE),
    Colonne("base", "Base", lambda ligne: ligne.base or ligne.valeur.calcul),
    Colonne("inconnus", "Réponses inconnues", lambda ligne: ligne.valeur.part.inconnus if ligne.valeur.part else None,
            Genre.NOMBRE),
    Colonne("annee_d_avant", "Année d’avant, mêmes jours", lambda ligne: ligne.precedent.publiee, Genre.NOMBRE),
    Colonne("compte", "Ce qui est compté", lambda ligne: ligne.compte),
)  # fmt: skip
OBJECTIFS = ("Objectif", "Cible", "Base", "Période", "Réalisé", "Numérateur", "Dénominateur", "Du", "Au", "État")


def write_tableau(
    target: IO[bytes], format: str, lignes: Sequence[Ligne], objectifs: Sequence[dict[str, Any]], *, fenetre: Fenetre,
    by: Acteur, today: date,
) -> None:  # fmt: skip
    if format == "csv":
        write_csv(target, list(COLONNES), lignes)
        return
    sheets = [
        ("Indicateurs", _write_lignes(lignes)),
        ("Objectifs", _write_objectifs(objectifs)),
        ("À propos", _write_a_propos(fenetre, by=by, today=today)),
    ]
    (write_xlsx if format == "xlsx" else ods.write)(target, iter(sheets))


def _write_lignes(lignes: Sequence[Ligne]) -> Iterable[list[Any]]:
    yield [neutralise(colonne.libelle) for colonne in COLONNES]
    for ligne in lignes:
        yield _protect([colonne.valeur(ligne) for colonne in COLONNES])


def _write_objectifs(objectifs: Sequence[dict[str, Any]]) -> Iterable[list[Any]]:
    yield list(OBJECTIFS)
    for objectif in objectifs:
        realise = objectif["realise"]
        counted = (
            [realise.write_valeur(), realise.part.effectif, realise.part.base or None, realise.periode.debut,
             realise.periode.fin]
            if realise else [""] * 5
        )  # fmt: skip
        said = [objectif[name] for name in ("libelle", "cible", "base", "periode")]
        yield _protect([*said, *counted, objectif["etat"]])


def _write_a_propos(fenetre: Fenetre, *, by: Acteur, today: date) -> Iterable[list[Any]]:
    before = make_precedente(fenetre).periode
    for libelle, value in (
        ("Tableau", "Pilotage du dispositif"),
        ("Du", fenetre.periode.debut),
        ("Au", fenetre.periode.fin),
        ("Année d’avant", f"du {write_date(before.debut)} au {write_date(before.fin)}"),
        ("Exporté le", today),
        ("Exporté par", by.nom),
        ("Attention", "Nombres non protégés, pour le dispositif : les petits effectifs ne se diffusent pas."),
        ("Arrondi", "Pourcentages entiers, demi-supérieur ; un dénominateur vide ne donne pas de taux."),
    ):
        yield _protect([libelle, value])


def _protect(values: list[Any]) -> list[Any]:
    return [neutralise(value) if isinstance(value, str) else value for value in values]
