"""The activity and the time spent as files: one line per figure, with what defines it; then what this is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any

from maillage.clause.figures.activite import write_periode
from maillage.clause.nomenclatures.facilitateurs import FAMILLES, LIBELLES_TACHE
from maillage.clause.queries.temps import Totaux
from maillage.clause.rules.activite.definitions import EVOL
from maillage.clause.rules.activite.valeurs import Ligne
from maillage.clause.rules.postes import Periode
from maillage.clause.rules.temps import HEURE
from maillage.socle.acteur import Acteur
from maillage.socle.tableaux import Colonne, Genre, ods
from maillage.socle.tableaux.exports import write_csv, write_xlsx
from maillage.socle.tableur import neutralise

COLONNES = (
    Colonne("groupe", "Groupe", lambda ligne: ligne.valeur.definition.groupe.value),
    Colonne("code", "Code", lambda ligne: ligne.valeur.definition.code),
    Colonne("indicateur", "Indicateur", lambda ligne: ligne.valeur.definition.libelle),
    Colonne("valeur", "Valeur", lambda ligne: ligne.valeur.nombre, Genre.NOMBRE),
    Colonne("unite", "Unité", lambda ligne: ligne.valeur.definition.unite.value),
    Colonne("base", "Base, ou raison", lambda ligne: ligne.valeur.base or ligne.valeur.raison),
    Colonne("annee_d_avant", "Année d’avant, mêmes jours", lambda ligne: ligne.avant.nombre, Genre.NOMBRE),
    Colonne("evolution", "Évolution", lambda ligne: ligne.evolution, Genre.NOMBRE),
    Colonne("definition", "Définition", lambda ligne: ligne.valeur.definition.phrase),
    Colonne("version", "Version de la définition", lambda ligne: ligne.valeur.definition.version, Genre.NOMBRE),
)
PLUSIEURS = "Totaux de plusieurs services : ce qui est masqué à l’écran l’est aussi ici."
TEMPS = (
    Colonne("dimension", "Par", lambda row: row[0]),
    Colonne("libelle", "Libellé", lambda row: row[1]),
    Colonne("precision", "Précision", lambda row: row[2]),
    Colonne("minutes", "Minutes", lambda row: row[3], Genre.NOMBRE),
    Colonne("heures", "Heures", lambda row: round(row[3] / HEURE, 2), Genre.NOMBRE),
)


def write_activite(
    target: IO[bytes], format: str, lignes: Sequence[Ligne], *, periode: Periode, avant: Periode, by: Acteur, today: date,
    attention: str = "Totaux du service, non protégés : les petits effectifs ne se diffusent pas.",
) -> None:  # fmt: skip
    apropos = (
        ("Tableau", "Activité de la clause"), ("Période", write_periode(periode)), ("Année d’avant", write_periode(avant)),
        ("Évolution", EVOL), ("Extrait le", today), ("Extrait par", by.nom),
        ("Arrondi", "Valeurs non arrondies ; une part est entre 0 et 1."),
        ("Attention", attention),
    )  # fmt: skip
    _write(target, format, COLONNES, lignes, "Indicateurs", apropos)


def write_totaux(target: IO[bytes], format: str, totaux: Totaux, *, periode: Periode, by: Acteur, today: date) -> None:
    rows: list[tuple[str, str, str, int]] = [
        *(("Tâche", LIBELLES_TACHE[tache], FAMILLES[tache], minutes) for tache, minutes in totaux.taches.items()),
        *(("Marché", objet, acheteur, minutes) for objet, acheteur, minutes in totaux.marches),
        *(("Donneur d’ordre", nom, "", minutes) for nom, minutes in totaux.donneurs),
        ("Donneur d’ordre", "Aucun", "", totaux.sans_objet),
    ]  # fmt: skip
    apropos = (
        ("Tableau", "Temps passé pour la clause"), ("Période", write_periode(periode)),
        ("Base", f"{totaux.minutes} minutes, {totaux.lignes} lignes"), ("Extrait le", today), ("Extrait par", by.nom),
        ("Attention", "Tâches, marchés et donneurs d’ordre sont trois lectures du même temps : elles ne s’ajoutent pas."),
    )  # fmt: skip
    _write(target, format, TEMPS, rows, "Temps", apropos)


def _write(
    target: IO[bytes], format: str, colonnes: Sequence[Colonne], rows: Sequence[Any], nom: str,
    apropos: Iterable[tuple[str, Any]],
) -> None:  # fmt: skip
    if format == "csv":
        write_csv(target, list(colonnes), rows)
        return
    heading = [neutralise(colonne.libelle) for colonne in colonnes]
    sheets = [
        (nom, [heading, *(_protect([colonne.valeur(row) for colonne in colonnes]) for row in rows)]),
        ("À propos", [_protect([libelle, value]) for libelle, value in apropos]),
    ]
    (write_xlsx if format == "xlsx" else ods.write)(target, iter(sheets))


def _protect(values: list[Any]) -> list[Any]:
    return [neutralise(value) if isinstance(value, str) else value for value in values]
