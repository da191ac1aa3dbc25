"""What successive modifications changed: the files give new values, people want the difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.echanges.decp.rules.notices import Notice, Titulaire
from maillage.socle.typographie import write_accord, write_nombre


@dataclass(frozen=True, slots=True)
class Changement:
    """`phrases`: each value with what it replaces and by how much."""

    numero: int
    notifiee_le: date | None
    phrases: tuple[str, ...]


def list_changements(notice: Notice) -> list[Changement]:
    """In the order of their numbers."""
    montant, duree, titulaires = notice.montant, notice.duree_mois, notice.titulaires
    found = []
    for modification in sorted(notice.modifications, key=lambda m: m.numero):
        phrases = []
        if modification.montant is not None:
            phrases += compare_montants(montant, modification.montant)
            montant = modification.montant
        if modification.duree_mois is not None:
            phrases += compare_durees(duree, modification.duree_mois)
            duree = modification.duree_mois
        if modification.titulaires:
            phrases += compare_titulaires(titulaires, modification.titulaires)
            titulaires = modification.titulaires
        found.append(Changement(modification.numero, modification.notifiee_le, tuple(phrases)))
    return found


def compare_notices(avant: Notice, apres: Notice) -> list[str]:
    """What a new file says otherwise of a contract already known."""
    was, now = avant.courante, apres.courante
    phrases = [*compare_montants(was.montant, now.montant), *compare_durees(was.duree_mois, now.duree_mois)]
    phrases += compare_titulaires(was.titulaires, now.titulaires)
    for quoi, before, after in (
        ("objet", was.objet, now.objet),
        ("considérations sociales", _say(was.considerations), _say(now.considerations)),
        ("notification", _show(was.notifiee_le), _show(now.notifiee_le)),
    ):
        if before != after:
            phrases.append(f"{quoi} : « {before or 'rien'} » devient « {after or 'rien'} »")
    plus = len(now.sous_traitances) - len(was.sous_traitances)
    if plus > 0:
        phrases.append(f"{write_accord(plus, 'acte de sous-traitance')} de plus")
    return phrases or ["des précisions, sans changement de montant, de durée ni d’entreprise"]


def compare_montants(avant: Decimal | None, apres: Decimal | None) -> list[str]:
    if avant == apres:
        return []
    if avant is None or apres is None:
        return [f"montant : {_write_euros(avant)} devient {_write_euros(apres)}"]
    return [f"montant : {_write_euros(avant)} devient {_write_euros(apres)} ({_write_ecart(apres - avant)}\u00a0€)"]


def compare_durees(avant: int | None, apres: int | None) -> list[str]:
    if avant == apres:
        return []
    if avant is None or apres is None:
        return [f"durée : {_write_mois(avant)} devient {_write_mois(apres)}"]
    return [f"durée : {_write_mois(avant)} devient {_write_mois(apres)} ({_write_ecart(Decimal(apres - avant))})"]


def compare_titulaires(avant: Iterable[Titulaire], apres: Iterable[Titulaire]) -> list[str]:
    was, now = ({t.identifiant: t.nom or t.identifiant for t in each} for each in (avant, apres))
    partis = [nom for cle, nom in was.items() if cle not in now]
    venus = [nom for cle, nom in now.items() if cle not in was]
    phrases = [f"titulaire parti : {', '.join(partis)}"] if partis else []
    return phrases + ([f"titulaire venu : {', '.join(venus)}"] if venus else [])


def _say(considerations: Iterable[object]) -> str:
    return ", ".join(map(str, considerations))


def _show(jour: date | None) -> str:
    return f"{jour:%d/%m/%Y}" if jour else ""


def _write_euros(montant: Decimal | None) -> str:
    return "inconnu" if montant is None else f"{write_nombre(montant)}\u00a0€"


def _write_mois(duree: int | None) -> str:
    return "inconnue" if duree is None else f"{duree} mois"


def _write_ecart(ecart: Decimal) -> str:
    return f"{'+' if ecart > 0 else '−'}{write_nombre(abs(ecart))}"
