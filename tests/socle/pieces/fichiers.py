"""Small files of every accepted type, and of those that pretend."""

import io
import zipfile
from typing import Any

from django.utils import timezone
from PIL import Image

from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe, Etat

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
GPS, APPAREIL = 0x8825, 0x0110


def make_image(format: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(buffer, format=format, **options)
    return buffer.getvalue()


def make_photo() -> bytes:
    """A photograph that says where, with what and by whom it was taken."""
    exif = Image.Exif()
    exif[APPAREIL] = "Appareil-Espion 3000"
    exif[0x013B] = "Prenom Nom"
    exif[GPS] = {1: "N", 2: (48.0, 51.0, 30.0)}
    return make_image(exif=exif.tobytes(), comment=b"commentaire secret")


def make_archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx(**more: bytes) -> bytes:
    return make_archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, **more)


def make_odt() -> bytes:
    return make_archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<o/>"})


def make_piece(*, dispositif: Dispositif | None, compte: Compte, contenu: bytes = PDF, **fields: Any) -> Piece:
    """A pièce deposited by this account, its content in the store."""
    assert dispositif is not None
    stored = magasin.store([contenu])
    defaults = {"nom": "convention.pdf", "type": "application/pdf", "classe": Classe.GESTION, "etat": Etat.DISPONIBLE}
    return Piece.objects.create(
        dispositif=dispositif,
        compte_id=compte.pk,
        sha256=stored.sha256,
        taille=stored.taille,
        deposee_le=timezone.now(),
        **defaults | fields,
    )
