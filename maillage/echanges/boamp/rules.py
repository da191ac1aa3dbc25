"""Which notices are worth a look, and why: points, each explained (domaine 02 § 7). Nothing starts being followed here."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from maillage.socle.parametres import fixe
from maillage.socle.typographie import fold

SOURCE = "proposition du projet, à régler à l’usage"
SEUIL = fixe("boamp_seuil", "Points à partir desquels un avis est signalé", "points", 4, SOURCE, a_confirmer=True)
POINTS_CRITERES, POINTS_MOT, PLAFOND_MOTS, POINTS_CPV = 3, 2, 4, 2
MOTS = ("clause sociale", "eloignees de l emploi", "insertion", "reserve")
CROCHETS = re.compile(r"[\[\]]")
# Divisions of the CPV where work weighs most of the price: works, repair, cleaning, green spaces, security, services.
MAIN_D_OEUVRE = ("45", "50", "55", "60", "75", "77", "79", "90", "98")


@dataclass(frozen=True, slots=True)
class Avis:
    idweb: str
    objet: str
    acheteur: str
    departements: tuple[str, ...]
    criteres: tuple[str, ...]
    cpv: tuple[str, ...]
    parution: date | None
    limite: date | None
    texte: str
    adresse: str
    dossier: str = ""
    etat: str = ""
    annonces_liees: tuple[str, ...] = ()
    procedure: str = ""
    titulaires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    points: int
    raisons: tuple[str, ...]

    @property
    def phrase(self) -> str:
        return f"{self.points} points : {' ; '.join(self.raisons)}." if self.raisons else "Aucun indice d’insertion."


def read_avis(brut: Mapping[str, Any]) -> Avis:
    """One record of the public set; `donnees` is nested JSON of a variable shape, read as text."""
    donnees = brut.get("donnees") or ""
    return Avis(
        idweb=str(brut.get("idweb") or ""),
        objet=str(brut.get("objet") or ""),
        acheteur=str(brut.get("nomacheteur") or ""),
        departements=_list(brut.get("code_departement_prestation")) or _list(brut.get("code_departement")),
        criteres=_list(brut.get("criteres")),
        cpv=_list(brut.get("descripteur_code")),
        parution=_read_jour(brut.get("dateparution")),
        limite=_read_jour(brut.get("datelimitereponse")),
        texte=donnees if isinstance(donnees, str) else json.dumps(donnees, ensure_ascii=False),
        adresse=str(brut.get("url_avis") or ""),
        dossier=str(brut.get("contractfolderid") or ""),
        etat=str(brut.get("etat") or ""),
        annonces_liees=_list(brut.get("annonce_lie")),
        procedure=str(brut.get("procedure_libelle") or ""),
        titulaires=_list(brut.get("titulaire")),
    )


def weigh(avis: Avis, *, departements: frozenset[str]) -> Signal:
    """No point at all outside the départements followed."""
    if not departements & set(avis.departements):
        return Signal(0, ())
    points, raisons = 0, []
    if any("socia" in fold(critere) for critere in avis.criteres):
        points += POINTS_CRITERES
        raisons.append("l’avis annonce des critères sociaux")
    texte = f" {fold(avis.objet)} {fold.__wrapped__(avis.texte)} "  # long, and never asked twice: not remembered
    if mots := find_mots(texte):
        points += min(PLAFOND_MOTS, POINTS_MOT * len(mots))
        raisons.append(f"il parle de {', '.join(f'« {mot} »' for mot in mots)}")
    if any(code.startswith(MAIN_D_OEUVRE) for code in avis.cpv):
        points += POINTS_CPV
        raisons.append("la main-d’œuvre y pèse")
    return Signal(points, tuple(raisons))


def is_a_signaler(signal: Signal, *, on: date) -> bool:
    return signal.points >= SEUIL.get(on=on).valeur


def find_mots(texte: str) -> list[str]:
    """The words of insertion that a folded text has, as they are written; each begins a word of it."""
    return [_show(mot) for mot in MOTS if f" {mot}" in texte]


def _show(mot: str) -> str:
    return {"eloignees de l emploi": "éloignées de l’emploi", "reserve": "réservé"}.get(mot, mot)


def _list(value: Any) -> tuple[str, ...]:
    """A list, or one in a text: « 59, 62 », « ["59", "62"] »."""
    items: Sequence[Any] = (
        value if isinstance(value, list) else CROCHETS.sub("", str(value or "").replace(";", ",")).split(",")
    )
    return tuple(text for item in items if (text := str(item).strip(" \"'")))


def _read_jour(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date() if value else None
    except ValueError:
        return None
