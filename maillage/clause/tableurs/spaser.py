"""What a buyer publishes of a year, as a file: the shares with their base, then the contracts, then what this is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any

from maillage.clause.models import DonneurOrdre
from maillage.clause.queries.spaser import LigneSpaser
from maillage.clause.rules.spaser import Bilan
from maillage.socle.acteur import Acteur
from maillage.socle.tableaux import Colonne, Genre, ods
from maillage.socle.tableaux.exports import write_csv, write_xlsx
from maillage.socle.tableur import neutralise

MOTEURS = ("csv", "xlsx", "ods")
COLONNES = (
    Colonne("numero", "Numéro du marché", lambda ligne: ligne.lot.marche.numero),
    Colonne("objet", "Objet", lambda ligne: ligne.lot.marche.objet),
    Colonne("lot", "Lot", lambda ligne: str(ligne.lot) if ligne.lot.numero else ""),
    Colonne("compte_le", "Notifié, ou clause abandonnée, le", lambda ligne: ligne.le, Genre.DATE),
    Colonne("consideration", "Considération sociale", lambda ligne: ligne.libelle),
    Colonne("montant", "Montant HT (€)", lambda ligne: ligne.contrat.montant, Genre.NOMBRE),
    Colonne("montant_estime", "Montant estimé", lambda ligne: "oui" if ligne.contrat.is_estime and ligne.contrat.montant is not None else "non"),
    Colonne("forme", "Forme de la clause", lambda ligne: " ; ".join(ligne.lot.libelles_formes)),
)  # fmt: skip
BASE = (
    "Contrats que le service de la clause connaît : ce n’est pas tout ce que l’acheteur achète. Un lot est un contrat, "
    "compté l’année de sa notification ; sans clause, l’année où cela s’est décidé."
)


def write_spaser(
    target: IO[bytes], format: str, donneur: DonneurOrdre, annee: int, lignes: Sequence[LigneSpaser], bilan: Bilan, *,
    by: Acteur, today: date,
) -> None:  # fmt: skip
    if format == "csv":
        write_csv(target, list(COLONNES), lignes)
        return
    sheets = [
        ("Bilan", _write_bilan(bilan)), ("Contrats", _write_contrats(lignes)),
        ("À propos", _write_a_propos(donneur, annee, bilan, by=by, today=today)),
    ]  # fmt: skip
    (write_xlsx if format == "xlsx" else ods.write)(target, iter(sheets))


def _write_bilan(bilan: Bilan) -> Iterable[list[Any]]:
    yield ["Considération sociale", "Contrats", "Montant HT (€)"]
    for ligne in bilan.lignes:
        yield [ligne.libelle, ligne.contrats, ligne.montant]
    yield ["Tous les contrats connus", bilan.contrats, bilan.montant]
    yield ["Avec une considération sociale", bilan.sociaux, bilan.montant_social]
    yield ["Part avec une considération sociale (%)", _percent(bilan.part_contrats), _percent(bilan.part_montant)]


def _percent(part: Any) -> Any:
    return None if part is None else round(part * 100, 1)


def _write_contrats(lignes: Sequence[LigneSpaser]) -> Iterable[list[Any]]:
    yield [neutralise(colonne.libelle) for colonne in COLONNES]
    for ligne in lignes:
        yield [_protect(colonne.valeur(ligne)) for colonne in COLONNES]


def _write_a_propos(donneur: DonneurOrdre, annee: int, bilan: Bilan, *, by: Acteur, today: date) -> Iterable[list[Any]]:
    for libelle, value in (
        ("Acheteur", str(donneur)), ("Année civile", str(annee)), ("Base", BASE),
        ("Contrats sans montant connu", bilan.inconnus), ("Contrats au montant estimé", bilan.estimes),
        ("Texte", "Code de la commande publique, articles L. 2111-3 et D. 2111-3"), ("Exporté le", today),
        ("Exporté par", by.nom),
    ):  # fmt: skip
        yield [libelle, _protect(value)]


def _protect(value: Any) -> Any:
    return neutralise(value) if isinstance(value, str) else value
