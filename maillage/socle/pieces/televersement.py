"""Receives files: straight to the store's disk, never in memory, and stops at the limit while they arrive."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate

from maillage.socle.pieces import magasin, rules
from maillage.socle.pieces.nomenclatures import MO

FICHIERS_MAX = 5
MARGE = MO
ATTRIBUT = "refus_de_fichier"
Vue = TypeVar("Vue", bound=Callable[..., Any])


def recoit_jusqu_a(find_mo: Callable[[date], int]) -> Callable[[Vue], Vue]:
    """For a page that receives heavier files than a pièce, which it reads and does not keep: how many Mo, on a day."""

    def mark(view: Vue) -> Vue:
        view.poids_recu = find_mo  # type: ignore[attr-defined]
        return view

    return mark


class FichierRecu(TemporaryUploadedFile):
    """A file being received, in the store's own waiting room."""

    def __init__(self, name: str, content_type: str, size: int, charset: str | None, extra: dict[str, Any]) -> None:
        # Closed, hence removed, by Django at the end of the request.
        file = tempfile.NamedTemporaryFile(prefix=magasin.ENTRANT, dir=magasin.make_entrants())  # noqa: SIM115
        UploadedFile.__init__(self, file, name, content_type, size, charset, extra)


class Televersement(FileUploadHandler):
    """Replaces Django's handlers everywhere. A refused file is skipped: the other fields still arrive."""

    # Not named `file`: Django closes the attribute of that name by itself.
    entrant: FichierRecu | None = None

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> tuple[QueryDict, MultiValueDict] | None:
        """Far beyond the limit, nothing at all is read: the answer leaves while the file is still coming."""
        self.octets, self.is_piece = self._find_octets()
        if content_length > FICHIERS_MAX * self.octets + MARGE:
            quoi = "une pièce" if self.is_piece else "un fichier"
            self._refuse(
                f"Votre envoi pèse {content_length // MO} Mo ; {quoi} ne dépasse pas {self.octets // MO} Mo. "
                "Rien n’a été reçu ni enregistré. Allégez le fichier ou partagez-le en plusieurs."
            )
            return QueryDict(), MultiValueDict()
        return None

    def _find_octets(self) -> tuple[int, bool]:
        """The most that the page asked for receives, and whether it is a pièce."""
        match = getattr(self.request, "resolver_match", None)
        find_mo = getattr(match.func, "poids_recu", None) if match else None
        today = localdate()
        return (find_mo(today) * MO, False) if find_mo else (rules.find_plafond(on=today).octets, True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.recus = 0
        try:
            self.entrant = FichierRecu(
                self.file_name or "", self.content_type or "", 0, self.charset, self.content_type_extra or {}
            )
        except OSError:
            self._skip(str(magasin.MagasinIndisponible()))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.entrant is not None
        self.recus += len(raw_data)
        if self.recus > self.octets:
            write = rules.write_trop_lourd if self.is_piece else rules.write_trop_gros
            self._skip(write(self.file_name or "", self.octets))
        try:
            self.entrant.write(raw_data)
        except OSError:
            self._skip(str(magasin.MagasinIndisponible()))

    def file_complete(self, file_size: int) -> UploadedFile | None:
        received, self.entrant = self.entrant, None
        if received is None:
            return None
        try:
            received.seek(0)  # flushes
        except OSError:
            self._drop(received)
            self._refuse(str(magasin.MagasinIndisponible()))
            return None
        received.size = file_size
        return received

    def upload_interrupted(self) -> None:
        if self.entrant is not None:
            self._drop(self.entrant)
            self.entrant = None

    def _skip(self, raison: str) -> None:
        self.upload_interrupted()
        self._refuse(raison)
        raise SkipFile

    def _drop(self, entrant: FichierRecu) -> None:
        with suppress(OSError):  # closing writes what could not be written: the disk refuses again, the file goes
            entrant.close()

    def _refuse(self, raison: str) -> None:
        request: HttpRequest | None = self.request
        if request is not None and not get_refus(request):
            setattr(request, ATTRIBUT, raison)


def get_refus(request: HttpRequest) -> str:
    """Why a file of this request was not received, in one sentence; empty when all were."""
    return str(getattr(request, ATTRIBUT, ""))
