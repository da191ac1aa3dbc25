"""What a human says of two files, in two structures, that look like one person (R9)."""

from enum import StrEnum


class AvisRessemblance(StrEnum):
    MEME = "meme"
    AUTRE = "autre"


LIBELLES_AVIS_RESSEMBLANCE: dict[AvisRessemblance, str] = {
    AvisRessemblance.MEME: "C’est la même personne",
    AvisRessemblance.AUTRE: "Ce sont deux personnes",
}


class Conclusion(StrEnum):
    """Of both. One « deux personnes » is enough: nobody is made one with another without two agreements."""

    EN_ATTENTE = "en_attente"
    MEME = "meme"
    AUTRE = "autre"


LIBELLES_CONCLUSION: dict[Conclusion, str] = {
    Conclusion.EN_ATTENTE: "En attente",
    Conclusion.MEME: "La même personne, comptée une fois",
    Conclusion.AUTRE: "Deux personnes, comptées deux fois",
}
