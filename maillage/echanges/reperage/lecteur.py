"""Goes through a file kept in pieces, element by element, and says of each where it is, what it tells and whether to keep it.

A worker keeps its place between two steps of its job. Another one, or this one started again, opens the file anew and
passes over what is done.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO, Any, cast

from maillage.clause.models import Marche
from maillage.echanges.boamp.lecture import iter_avis
from maillage.echanges.boamp.rules import is_a_signaler, weigh
from maillage.echanges.decp.rules.lecture import Element, iter_elements
from maillage.echanges.decp.rules.valeurs import read_texte
from maillage.echanges.reperage.models import Annonce, Fichier, Morceau
from maillage.echanges.reperage.nomenclatures import Source
from maillage.echanges.reperage.queries.suivis import read_regions
from maillage.echanges.reperage.rules.lieux import Lieu, find_lieu
from maillage.echanges.reperage.rules.programmation import GABARIT, find_uid
from maillage.echanges.reprise.lecture import CASES, LIGNES
from maillage.echanges.reprise.rules.colonnes import Ligne, Plan, dump, is_vide
from maillage.participants.scelle import get_coffre

USAGE = "reperage"
AVIS, LIGNE = "avis", "programme"


@dataclass(frozen=True, slots=True)
class Lu:
    """`is_garde`: in a département followed, or about something known here. Nothing is decided yet of the rest."""

    element: Element
    is_garde: bool


class Flux(io.RawIOBase):
    """The pieces of a file as one file: each is asked for when it is reached, in the transaction of then."""

    def __init__(self, fichier: Fichier) -> None:
        self.fichier, self.coffre = fichier, get_coffre(USAGE, fichier.dispositif_id)
        self.rang, self.lus, self.reste = 0, 0, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) == (0, io.SEEK_SET):
            self.rang, self.lus, self.reste = 0, 0, b""
        elif (offset, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("seek")
        return self.lus

    def readinto(self, buffer: Any) -> int:
        if not self.reste:
            morceau = Morceau.objects.filter(fichier=self.fichier, rang=self.rang).first()
            if morceau is None:
                return 0
            self.reste, self.rang = self.coffre.unseal(morceau.contenu_scelle), self.rang + 1
        part, self.reste = self.reste[: len(buffer)], self.reste[len(buffer) :]
        buffer[: len(part)] = part
        self.lus += len(part)
        return len(part)


class Lecteur:
    def __init__(self, fichier: Fichier, *, today: date) -> None:
        self.fichier, self.today, self.rang = fichier, today, 0
        self.suivis = frozenset(fichier.suivis)
        self.connus = self._list_connus()
        self.regions = read_regions()
        self.elements = OUVRE[Source(fichier.source)](self)

    def take(self, nombre: int) -> list[Lu]:
        """The next ones; none at the end. Raises `FichierIllisible` where the file breaks off."""
        found = list(islice(self.elements, nombre))
        self.rang += len(found)
        return found

    def _list_connus(self) -> frozenset[str]:
        """What is known here stays looked at wherever it is carried out: annonces, and markets followed."""
        rows = Annonce.objects.filter(dispositif=self.fichier.dispositif_id, source=self.fichier.source)
        connus = set(rows.values_list("uid", flat=True))
        if self.fichier.source == Source.DECP:
            marches = Marche.objects.filter(dispositif=self.fichier.dispositif_id).exclude(numero="")
            connus |= {
                f"{siret}{numero}" for siret, numero in marches.values_list("acheteur__siret", "numero") if siret
            }
        return frozenset(connus)

    def _open_flux(self) -> IO[bytes]:
        return cast(IO[bytes], io.BufferedReader(Flux(self.fichier), 256 * 1024))

    def iter_notices(self) -> Iterator[Lu]:
        for element in iter_elements(self._open_flux(), encodage=self.fichier.encodage or "utf-8-sig"):
            lieu = self.find_lieu(element.brut)
            is_vague = not lieu.departements and not lieu.is_multi and _has_consideration(element.brut)
            is_garde = bool(element.refus) or is_vague or lieu.is_suivi(self.suivis) or element.cle in self.connus
            yield Lu(element, is_garde)

    def find_lieu(self, brut: Mapping[str, Any]) -> Lieu:
        lieu = brut.get("lieuExecution")
        if not isinstance(lieu, Mapping):
            lieu = {"code": brut.get("lieuexecution_code"), "typeCode": brut.get("lieuexecution_typecode")}
        return find_lieu(read_texte(lieu.get("code")), read_texte(lieu.get("typeCode")), regions=self.regions)

    def iter_avis(self) -> Iterator[Lu]:
        """Weighed at once, with the whole text, which is then let go."""
        for place, uid, brut, avis in iter_avis(self._open_flux(), encodage=self.fichier.encodage or "utf-8-sig"):
            if avis is None:
                yield Lu(Element(place, "", {}, AVIS, "l’avis n’a pas d’identifiant (idweb)"), True)
                continue
            signal = weigh(avis, departements=self.suivis)
            dit = {"avis": brut, "points": signal.points, "raisons": list(signal.raisons),
                   "is_signale": is_a_signaler(signal, on=self.today)}  # fmt: skip
            is_suivi = bool(self.suivis & set(avis.departements))
            yield Lu(Element(place, uid, dit, AVIS), is_suivi or uid in self.connus)

    def iter_programme(self) -> Iterator[Lu]:
        plan = Plan(GABARIT, self.fichier.colonnes, self.today)
        lignes = (ligne for ligne in self._iter_lignes() if not is_vide(ligne[1]) and not plan.is_exemple(ligne[1]))
        while bloc := list(islice(lignes, 200)):
            for (numero, _), (valeurs, anomalies) in zip(bloc, plan.read(bloc), strict=True):
                place = f"ligne {numero}"
                if anomalies:
                    refus = " ".join(f"{a.colonne} : « {a.valeur} ». {a.message}" if a.valeur else
                                     f"{a.colonne} : {a.message}" for a in anomalies)  # fmt: skip
                    yield Lu(Element(place, "", {}, LIGNE, refus.strip(" :")), True)
                    continue
                departement, uid = valeurs.get("departement", ""), find_uid(valeurs)
                is_garde = not departement or departement in self.suivis or uid in self.connus
                yield Lu(Element(place, uid, dump(valeurs), LIGNE), is_garde)

    def _iter_lignes(self) -> Iterator[Ligne]:
        coffre, rang = get_coffre(USAGE, self.fichier.dispositif_id), 0
        while morceau := Morceau.objects.filter(fichier=self.fichier, rang=rang).first():
            for texte in coffre.unseal(morceau.contenu_scelle).decode().split(LIGNES):
                cells = texte.split(CASES)
                yield int(cells.pop()), cells
            rang += 1


OUVRE: dict[Source, Any] = {
    Source.DECP: Lecteur.iter_notices,
    Source.BOAMP: Lecteur.iter_avis,
    Source.PROGRAMMATION: Lecteur.iter_programme,
}


def _has_consideration(brut: Mapping[str, Any]) -> bool:
    """Roughly: enough not to lose it."""
    said = json.dumps(brut.get("considerationsSociales") or brut.get("considerationssociales") or "")
    return any(mot in said for mot in ("Clause", "Crit", "serv"))


_ouvert: dict[tuple[str, str], Lecteur] = {}  # one at most


def open_lecteur(fichier: Fichier, *, cle: str, rang: int, today: date) -> Lecteur:
    """The reader after `rang` elements. `cle`: of the job and of its bearer."""
    key = (str(fichier.uuid), cle)
    lecteur = _ouvert.get(key)
    if lecteur is not None and lecteur.rang == rang:
        return lecteur
    close_lecteurs()
    lecteur = Lecteur(fichier, today=today)
    while lecteur.rang < rang and lecteur.take(min(1000, rang - lecteur.rang)):
        pass
    _ouvert[key] = lecteur
    return lecteur


def close_lecteurs() -> None:
    _ouvert.clear()
