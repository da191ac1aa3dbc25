"""Where the files of a publication lie: a folder each, in the backups; each file bears its fingerprint in the base."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings

DOSSIER = "publications"
CORPS = "corps.html"
FICHES = "fiches"
INFOGRAPHIE = "infographie.html"
# What anybody may take away, in the order it is offered. The other files serve the site.
TELECHARGEMENTS: Mapping[str, tuple[str, str]] = {
    "rapport.pdf": ("Le rapport (PDF)", "application/pdf"),
    "rapport.html": ("Le rapport, en un fichier à lire sans réseau (HTML)", "text/html; charset=utf-8"),
    "tableaux.xlsx": ("Les tableaux (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "infographie.svg": ("L’essentiel en une image (SVG)", "image/svg+xml"),
    "donnees/cellules.csv": ("Toutes les cases (CSV)", "text/csv; charset=utf-8"),
    "donnees/dictionnaire.csv": ("Le dictionnaire des cases (CSV)", "text/csv; charset=utf-8"),
    "donnees/trace.csv": ("D’où vient chaque nombre imprimé (CSV)", "text/csv; charset=utf-8"),
    "certificat.json": ("Le certificat du secret statistique (JSON)", "application/json"),
    "certificat-enquete.json": ("Celui de l’enquête annuelle (JSON)", "application/json"),
}


def get_genre(nom: str) -> str | None:
    """Of a file that may be taken away; None for the others."""
    if nom in TELECHARGEMENTS:
        return TELECHARGEMENTS[nom][1]
    return TELECHARGEMENTS["rapport.pdf"][1] if nom.startswith(f"{FICHES}/") and nom.endswith(".pdf") else None


def name_fiche(nom: str, *, corps: bool = False) -> str:
    """Of the page of a territory, by the name it has in addresses: the paper, or what a page of the site shows."""
    return f"{FICHES}/fiche-{nom}.corps.html" if corps else f"{FICHES}/fiche-{nom}.pdf"


class FichierAltere(Exception):
    """A file is not the one that was released, or is not there any more."""


def find_dossier(publication: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / DOSSIER / publication.hex


def list_empreintes(dossier: Path) -> dict[str, str]:
    """Of every file of the folder, by its name in it."""
    files = sorted(path for path in dossier.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(dossier).as_posix(): hash_fichier(path.read_bytes()) for path in files}


def read_fichier(publication: UUID, nom: str, empreinte: str) -> bytes:
    """Checked at each reading: what is shown is what two persons released."""
    path = find_dossier(publication) / nom
    if not path.is_file():
        raise FichierAltere(f"{path.name} manque au dossier de la publication : restaurez-le d’une sauvegarde.")
    contenu = path.read_bytes()
    if hash_fichier(contenu) != empreinte:
        raise FichierAltere(f"{path.name} n’est plus celui qui a été publié : restaurez-le d’une sauvegarde.")
    return contenu


def hash_fichier(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()
