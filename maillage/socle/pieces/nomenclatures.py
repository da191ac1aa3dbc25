"""Which files are accepted, and how long each kind of pièce is kept."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Nature:
    """A type of file. `image`: re-encoded on arrival. `repere`: what an Office or OpenDocument archive must hold."""

    libelle: str
    mime: str
    extensions: tuple[str, ...]
    image: str = ""
    repere: str = ""


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
NATURES: tuple[Nature, ...] = (
    Nature("PDF", "application/pdf", (".pdf",)),
    Nature("image JPEG", "image/jpeg", (".jpg", ".jpeg"), image="JPEG"),
    Nature("image PNG", "image/png", (".png",), image="PNG"),
    Nature("document Word", f"{OOXML}wordprocessingml.document", (".docx",), repere="word/document.xml"),
    Nature("classeur Excel", f"{OOXML}spreadsheetml.sheet", (".xlsx",), repere="xl/workbook.xml"),
    Nature("texte OpenDocument", f"{ODF}text", (".odt",), repere=f"{ODF}text"),
    Nature("classeur OpenDocument", f"{ODF}spreadsheet", (".ods",), repere=f"{ODF}spreadsheet"),
)
ACCEPTES = "PDF, images JPEG ou PNG, documents Word (.docx) et Excel (.xlsx), OpenDocument (.odt, .ods)"
EXTENSIONS = ",".join(extension for nature in NATURES for extension in nature.extensions)


@dataclass(frozen=True, slots=True)
class Plafond:
    """A size limit from a day on, with the text it comes from."""

    depuis: date
    octets: int
    source: str


MO = 1024 * 1024
PLAFONDS: tuple[Plafond, ...] = (Plafond(date(2026, 1, 1), 10 * MO, "règle R-56 : 10 Mo par pièce"),)


class Classe(StrEnum):
    """The conservation class, hence the timer of the retention table."""

    FSE = "fse"
    VERIFICATION = "verification"
    GESTION = "gestion"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Conservation:
    libelle: str
    minuterie: str
    duree: str


CONSERVATIONS: dict[Classe, Conservation] = {
    Classe.FSE: Conservation("Justificatif FSE+", "T4", "jusqu’à la fin de conservation de chaque opération rattachée"),
    Classe.VERIFICATION: Conservation("Pièce à vérifier", "T5", "trois mois après sa vérification"),
    Classe.GESTION: Conservation("Gestion du dispositif", "T9", "dix ans après le solde de l’opération"),
    Classe.CLAUSE: Conservation("Preuve de la clause sociale", "T6", "cinq ans après la fin du marché"),
}


class Etat(StrEnum):
    """`QUARANTAINE`: the antivirus did not answer yet; nobody opens the file until it has."""

    DISPONIBLE = "disponible"
    QUARANTAINE = "quarantaine"
    REFUSEE = "refusee"
    RETIREE = "retiree"


LIBELLES: dict[Etat, str] = {
    Etat.DISPONIBLE: "Disponible",
    Etat.QUARANTAINE: "En attente de l’antivirus",
    Etat.REFUSEE: "Refusée par l’antivirus",
    Etat.RETIREE: "Retirée",
}
SUITES: dict[Etat, frozenset[Etat]] = {
    Etat.QUARANTAINE: frozenset({Etat.DISPONIBLE, Etat.REFUSEE, Etat.RETIREE}),
    Etat.DISPONIBLE: frozenset({Etat.RETIREE}),
    Etat.REFUSEE: frozenset({Etat.RETIREE}),
    Etat.RETIREE: frozenset(),
}
