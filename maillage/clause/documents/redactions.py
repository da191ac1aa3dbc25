"""A text of a clause, for the documents of a market: ODT to be reworked, accessible PDF to be read."""

from datetime import date

from django.utils.text import capfirst

from maillage.clause.models import Redaction
from maillage.clause.rules.modeles import AVERTISSEMENT, PAR_CODE
from maillage.clause.rules.redaction import VARIABLES, Rempli
from maillage.socle.documents.odt import Bloc, Genre, render_odt
from maillage.socle.documents.rendu import render_pdf

MIME_ODT = "application/vnd.oasis.opendocument.text"


def tell_origine(redaction: Redaction) -> str:
    modele = PAR_CODE.get(redaction.modele)
    nom = modele.titre if modele else redaction.modele
    return f"Texte du {redaction.modifie_le:%d/%m/%Y}, tiré du modèle « {nom} », version {redaction.version}"


def print_pdf(redaction: Redaction, rempli: Rempli, *, today: date) -> bytes:
    donnees = {
        "titre": redaction.titre, "sous_titre": redaction.lot.marche.objet, "edite_le": today,
        "mention": tell_origine(redaction), "avertissement": AVERTISSEMENT, "manquantes": list_manquantes(rempli),
        "paragraphes": rempli.paragraphes,
    }  # fmt: skip
    return render_pdf("clause/redaction", donnees, cree_le=today)


def print_odt(redaction: Redaction, rempli: Rempli) -> bytes:
    blocs = [
        Bloc(Genre.TITRE, redaction.titre), Bloc(Genre.NOTE, redaction.lot.marche.objet),
        Bloc(Genre.NOTE, f"{AVERTISSEMENT} {tell_origine(redaction)}."),
        *(Bloc(Genre.PARAGRAPHE, paragraphe) for paragraphe in rempli.paragraphes),
    ]  # fmt: skip
    return render_odt(redaction.titre, blocs)


def list_manquantes(rempli: Rempli) -> list[str]:
    return [capfirst(VARIABLES[nom]) for nom in rempli.manquantes]
