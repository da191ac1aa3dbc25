"""What a file really is, read in its bytes; images made anew, without what the camera wrote in them."""

import os
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

from maillage.socle.pieces import magasin
from maillage.socle.pieces.nomenclatures import ACCEPTES, NATURES, Nature

PIXELS_MAX = 50_000_000
REFUS = (
    f"Ce fichier n’est pas d’un type accepté. Déposez : {ACCEPTES}. "
    "Un nom de fichier ne suffit pas : c’est le contenu qui est lu."
)
MACROS = "Ce document contient des macros, qui peuvent nuire. Enregistrez-le sans macros, puis déposez-le de nouveau."
IMAGE_ABIMEE = (
    "Cette image ne peut pas être lue : elle est abîmée ou incomplète. Refaites-la, puis déposez-la de nouveau."
)
IMAGE_IMMENSE = "Cette image est trop grande (plus de 50 millions de points). Réduisez-la, puis déposez-la de nouveau."


class NatureRefusee(Exception):
    """The file is not what may be deposited; the message is fit for the person."""


def sniff(path: Path) -> Nature:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        return _sniff_archive(path)
    try:
        found = {match.mime_type for match in puremagic.magic_file(path)}
    except (puremagic.PureError, ValueError):
        raise NatureRefusee(REFUS) from None
    for nature in NATURES:
        if nature.mime in found and not nature.repere and _starts_like(nature, head):
            return nature
    raise NatureRefusee(REFUS)


def _starts_like(nature: Nature, head: bytes) -> bool:
    """A file that is also something else (HTML hidden before a PDF) is refused: it must start as what it says."""
    starts = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
    return head.startswith(starts[nature.mime])


def _sniff_archive(path: Path) -> Nature:
    """Office and OpenDocument files: only the list of members is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
            mimetype = ""
            if "mimetype" in members and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        raise NatureRefusee(REFUS) from None
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in members):
        raise NatureRefusee(MACROS)
    for nature in NATURES:
        if nature.repere and (
            nature.repere == mimetype or (nature.repere in members and "[Content_Types].xml" in members)
        ):
            return nature
    raise NatureRefusee(REFUS)


@contextmanager
def open_propre(path: Path, nature: Nature) -> Iterator[Path]:
    """The file to keep: the one received or, for an image, one drawn anew from its pixels (EXIF and the rest gone)."""
    if not nature.image:
        yield path
        return
    try:
        handle, name = tempfile.mkstemp(prefix=magasin.ENTRANT, dir=magasin.make_entrants())
        os.close(handle)
    except OSError as error:
        raise magasin.MagasinIndisponible from error
    target = Path(name)
    try:
        _redraw(path, target, nature.image)
        yield target
    finally:
        target.unlink(missing_ok=True)


def _redraw(source: Path, target: Path, format: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[format]) as image:
                if image.width * image.height > PIXELS_MAX:
                    raise NatureRefusee(IMAGE_IMMENSE)
                upright = ImageOps.exif_transpose(image)  # decodes; the orientation is the only useful metadata
                if format == "JPEG" and upright.mode not in {"L", "RGB"}:
                    upright = upright.convert("RGB")
                clean = Image.new(upright.mode, upright.size)
                if upright.mode == "P" and (palette := upright.getpalette()):
                    clean.putpalette(palette)
                clean.paste(upright)
                options = {"quality": 90} if format == "JPEG" else {}
                transparency = upright.info.get("transparency")
                if format == "PNG" and transparency is not None:
                    options["transparency"] = transparency
                clean.save(target, format=format, **options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NatureRefusee(IMAGE_IMMENSE) from None
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError) as error:
        raise NatureRefusee(IMAGE_ABIMEE) from error
    except OSError as error:
        if error.errno is not None:  # the disk, not the image
            raise magasin.MagasinIndisponible from error
        raise NatureRefusee(IMAGE_ABIMEE) from error
