"""From the coded numbers back to the files, among the dispositif's own rows; what can be done of each missing answer.

As many queries whatever the number of files.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from maillage.consolidation.direct.nomenclatures import Etat
from maillage.consolidation.direct.plie.variables import VARIABLES, Source, Variable
from maillage.consolidation.direct.rules import find_etat
from maillage.consolidation.faits.extraction import find_numero
from maillage.parcours.models import AnneeClose, Parcours, Photo, Sortie
from maillage.parcours.nomenclatures.etats import SORTIS
from maillage.parcours.portee import build_portee
from maillage.participants.models import Adresse, Situation, SituationSensible
from maillage.participants.nomenclatures.identite import Qpv, Reponse
from maillage.participants.nomenclatures.situation import Boeth
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur

FIGEES = frozenset({Source.ORIENTATION})  # no form takes up again the reception of somebody who has entered
SUS = frozenset({Reponse.OUI, Reponse.NON})
BOETH_SUS = frozenset({Boeth.OUI, Boeth.NON, Boeth.EN_COURS})


def list_closes(acteur: Acteur) -> set[int]:
    rows = AnneeClose.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)
    return set(rows.values_list("annee", flat=True))


def resolve_numeros(acteur: Acteur, dispositif: Dispositif, numeros: Iterable[int]) -> dict[int, int]:
    """The parcours of each coded number, among those of this acteur's dispositif."""
    number, wanted = find_numero(dispositif), set(numeros)
    keys = Parcours.objects.visible_to(acteur).filter(dispositif=dispositif).values_list("pk", flat=True)
    return {numero: key for key in keys if (numero := number("parcours", key)) in wanted}


def select_dossiers(acteur: Acteur, cles: Collection[int], on: date) -> QuerySet[Any]:
    """Those of these parcours that the acteur may open: an archived person is counted, and no longer opened (R-23).

    `emploi`: the number of the job of its exit.
    """
    rows = Parcours.objects.filter(build_portee(acteur, on=on), pk__in=cles)
    sortie = Sortie.objects.filter(
        parcours=OuterRef("pk"), rejetee_le=None, annulee_le=None, suivi__emploi__isnull=False
    )
    emploi = Subquery(sortie.values("suivi__emploi__uuid")[:1])
    return rows.select_related("personne", "referent").annotate(emploi=emploi)


@dataclass(frozen=True, slots=True)
class _Dossier:
    """What is read of one parcours to say what can be done of its missing answers. `annee_emploi`: of the exit in a job."""

    entree: date
    is_archivee: bool
    is_nee: bool
    photo: tuple[Any, ...] | None
    situation: tuple[Any, ...] | None
    adresse: tuple[Any, ...] | None
    sensible: tuple[Any, ...] | None
    annee_emploi: int | None


def read_etats(
    acteur: Acteur, manquants: Mapping[str, Collection[int]], closes: Collection[int]
) -> dict[str, dict[int, Etat]]:
    """By variable, then by parcours. `manquants`: the parcours whose answer is missing."""
    dossiers = _read_dossiers(acteur, {cle for cles in manquants.values() for cle in cles})
    return {
        variable: {cle: _find_etat(Variable(variable), dossiers[cle], closes) for cle in cles if cle in dossiers}
        for variable, cles in manquants.items()
    }


def _find_etat(variable: Variable, dossier: _Dossier, closes: Collection[int]) -> Etat:
    source = Source(VARIABLES[variable].source)
    photo = dossier.photo or (None, None)
    return find_etat(
        # The sex is not of the photo: it is mended as long as somebody may open the file.
        is_fige=dossier.is_archivee or source in FIGEES or _find_annee(source, dossier) in closes,
        is_sans_objet=source is Source.EMPLOI and dossier.annee_emploi is None,
        is_su=_is_su(variable, dossier, photo),
        is_refus=(variable is Variable.BRSA and photo[1] == Reponse.REFUS)
        or (variable is Variable.BOETH and _read_boeth(dossier.sensible) == Boeth.REFUS),
    )


def _find_annee(source: Source, dossier: _Dossier) -> int | None:
    """The one whose closing fixes the answer."""
    if source is Source.IDENTITE:
        return None
    return dossier.annee_emploi if source is Source.EMPLOI else dossier.entree.year


def _is_su(variable: Variable, dossier: _Dossier, photo: tuple[Any, ...]) -> bool:
    """Whether what is known today of the day of entry answers, where the photo of that day does not."""
    match variable:
        case Variable.AGE:
            return dossier.is_nee
        case Variable.NIVEAU:
            return dossier.situation is not None and bool(dossier.situation[1] or dossier.situation[2])
        case Variable.BRSA:
            return dossier.situation is not None and dossier.situation[3] in SUS
        case Variable.DELD:
            return dossier.situation is not None and dossier.situation[0] != photo[0]
        case Variable.QPV:
            return dossier.adresse is not None and dossier.adresse[1] not in (None, "", Qpv.INDETERMINE)
        case Variable.BOETH:
            return _read_boeth(dossier.sensible) in BOETH_SUS
    return False


def _read_boeth(sensible: tuple[Any, ...] | None) -> Any:
    if sensible is None or not sensible[2]:
        return None
    return SituationSensible(dispositif_id=sensible[1], reponses_scelle=sensible[2]).reponses.get("boeth")


def _read_dossiers(acteur: Acteur, cles: Collection[int]) -> dict[int, _Dossier]:
    rows = Parcours.objects.visible_to(acteur).filter(pk__in=cles)
    read = list(rows.values_list("pk", "personne", "date_entree", "personne__archivee_le", "personne__date_naissance"))
    personnes = {row[1] for row in read}
    situations = _group(Situation.objects.visible_to(acteur), personnes, "pk", "niveau", "diplome", "brsa")
    adresses = _group(Adresse.objects.visible_to(acteur), personnes, "pk", "qpv")
    sensibles = _group(SituationSensible.objects.visible_to(acteur), personnes, "pk", "dispositif", "reponses_scelle")
    photos = {
        row[0]: row[1:]
        for row in Photo.objects.visible_to(acteur)
        .filter(parcours__in=cles, moment="entree")
        .order_by("rang")
        .values_list("parcours", "situation", "situation__brsa")
    }
    sorties = Sortie.objects.visible_to(acteur).filter(
        parcours__in=cles, parcours__etat__in=SORTIS, rejetee_le=None, annulee_le=None, suivi__emploi__isnull=False
    )
    employes = {cle: day.year for cle, day in sorties.values_list("parcours", "date_sortie")}
    return {
        cle: _Dossier(
            entree, archivee is not None, naissance is not None, photos.get(cle),
            _pick(situations.get(personne, []), entree), _pick(adresses.get(personne, []), entree, first=True),
            _pick(sensibles.get(personne, []), entree), employes.get(cle),
        )
        for cle, personne, entree, archivee, naissance in read
    }  # fmt: skip


Datees = list[tuple[date, tuple[Any, ...]]]


def _group(rows: QuerySet[Any], personnes: Collection[int], *champs: str) -> dict[int, Datees]:
    """By person, each dated row, the last correction of a day last."""
    found: dict[int, Datees] = {}
    listed = rows.filter(personne__in=personnes).order_by("du", "rang").values_list("personne", "du", *champs)
    for personne, du, *values in listed:
        found.setdefault(personne, []).append((du, tuple(values)))
    return found


def _pick(rows: Datees, on: date, *, first: bool = False) -> tuple[Any, ...] | None:
    """The one in force on a day. `first`: before the first known one, that one."""
    known = [values for du, values in rows if du <= on]
    if known:
        return known[-1]
    return rows[0][1] if rows and first else None
