"""The grid of a month: contracts × types of hours; what the page shows, what it sends back, what is pasted into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.clause.actions.heures import Case, HeuresDepassees
from maillage.clause.nomenclatures.heures import LIBELLES_TYPE, StatutLigne, TypeHeures
from maillage.clause.queries.heures import Rang, list_types, sum_rang
from maillage.clause.rules.heures import check_mois
from maillage.clause.rules.saisies import Candidat, Collage, HeuresIllisibles, read_collage, read_heures
from maillage.socle.formulaires.rules import Ecart
from maillage.socle.formulaires.versionnes import GARDER, EcartLu, Fusion, SaisieIllisible, open_lu, sign_lu
from maillage.socle.typographie import write_nombre

ZERO = Decimal(0)
Cle = tuple[UUID, TypeHeures]


@dataclass(frozen=True, slots=True)
class Cellule:
    """`valeur`: as shown in the field, or told when it is frozen. `ligne`: what is noted, if anything."""

    nom: str
    libelle: str
    type: TypeHeures
    valeur: str
    ligne: Any = None
    is_figee: bool = False
    is_ouverte: bool = True
    erreur: str = ""

    @property
    def titre(self) -> str:
        return LIBELLES_TYPE[self.type]

    @property
    def is_rejetee(self) -> bool:
        return self.ligne is not None and self.ligne.statut == StatutLigne.REJETEE


@dataclass(frozen=True, slots=True)
class Ligne:
    rang: Rang
    cellules: list[Cellule]
    total: Decimal
    alerte: str = ""

    @property
    def emploi(self) -> Any:
        return self.rang.emploi


@dataclass(frozen=True, slots=True)
class Grille:
    """`lu`: signed, what the page shows as noted."""

    mois: date
    types: list[TypeHeures]
    lignes: list[Ligne]
    totaux: list[Decimal]
    total: Decimal
    lu: str
    fautes: int = 0
    collage: Collage | None = None
    a_coller: str = ""

    @property
    def libelles(self) -> list[str]:
        return [LIBELLES_TYPE[t] for t in self.types]

    @property
    def is_ouverte(self) -> bool:
        return any(not c.is_figee and c.is_ouverte for ligne in self.lignes for c in ligne.cellules)


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was posted: the cells that read as numbers, and what is wrong with the others."""

    cases: list[Case]
    fautes: dict[Cle, str] = field(default_factory=dict)


def get_nom(emploi: Any, type_heures: TypeHeures) -> str:
    return f"h-{emploi.uuid}-{type_heures}"


def write_heures(heures: Decimal | None) -> str:
    """As a field shows it: « 151,67 », « 35 »."""
    return "" if heures is None else f"{heures.normalize():f}".replace(".", ",")


def build_grille(
    rangs: Sequence[Rang], *, mois: date, posted: Mapping[str, Any] | None = None,
    fautes: Mapping[Cle, str] | None = None, collage: Collage | None = None, a_coller: str = "",
) -> Grille:  # fmt: skip
    """`posted`: shown again as typed, with what is wrong in place."""
    types = list_types([rang.emploi.lot for rang in rangs])
    lignes = [_build_ligne(rang, types, mois, posted, fautes or {}) for rang in rangs]
    totaux = [_sum_colonne(rangs, t) for t in types]
    return Grille(
        mois,
        types,
        lignes,
        totaux,
        sum(totaux, ZERO),
        _sign(rangs, types, posted),
        len(fautes or {}),
        collage,
        a_coller,
    )


def _sum_colonne(rangs: Sequence[Rang], type_heures: TypeHeures) -> Decimal:
    counted = (r for r in rangs if (li := r.lignes.get(type_heures)) and li.statut != StatutLigne.REJETEE)
    return sum((r.get_heures(type_heures) or ZERO for r in counted), ZERO)


def _build_ligne(
    rang: Rang, types: Sequence[TypeHeures], mois: date, posted: Mapping[str, Any] | None, fautes: Mapping[Cle, str]
) -> Ligne:
    ouverts = set(list_types([rang.emploi.lot]))
    personne = rang.emploi.mise_emploi.personne
    cellules = []
    for type_heures in types:
        nom, ligne = get_nom(rang.emploi, type_heures), rang.lignes.get(type_heures)
        noted = write_heures(rang.get_heures(type_heures))
        is_figee = ligne is not None and ligne.is_figee
        valeur = noted if is_figee or posted is None else str(posted.get(nom, noted))
        cellules.append(
            Cellule(
                nom, f"{personne}, {LIBELLES_TYPE[type_heures].lower()}", type_heures, valeur, ligne, is_figee,
                type_heures in ouverts, fautes.get((rang.emploi.uuid, type_heures), ""),
            )
        )  # fmt: skip
    total = sum_rang(rang)
    return Ligne(rang, cellules, total, check_mois(total + rang.ailleurs, mois=mois).alerte if total else "")


def _sign(rangs: Sequence[Rang], types: Sequence[TypeHeures], posted: Mapping[str, Any] | None) -> str:
    """What was read stays what was read while the grid is typed again."""
    if posted is not None:
        try:
            open_lu(str(posted.get("lu", "")))
        except SaisieIllisible:
            return sign_lu("", {})
        return str(posted["lu"])
    return sign_lu(
        "", {get_nom(r.emploi, t): write_heures(r.get_heures(t)) for r in rangs for t in types if t in r.lignes}
    )


def read_cases(rangs: Sequence[Rang], posted: Mapping[str, Any]) -> Saisie:
    """Every cell that was sent. Where somebody else's was kept, nothing is said; one's own then stands beside theirs."""
    _, lu = open_lu(str(posted.get("lu", "")))
    cases: list[Case] = []
    fautes: dict[Cle, str] = {}
    for rang in rangs:
        for type_heures in list_types([rang.emploi.lot]):
            nom = get_nom(rang.emploi, type_heures)
            choix = posted.get(f"{GARDER}{nom}")
            if nom not in posted or choix == "leur":
                continue
            try:
                heures = read_heures(str(posted[nom]))
            except HeuresIllisibles as illisibles:
                fautes[rang.emploi.uuid, type_heures] = str(illisibles)
                continue
            avant = read_heures(str(lu.get(f"{LEUR}{nom}" if choix == "mien" else nom, "")))
            cases.append(Case(rang.emploi.uuid, type_heures, heures, avant))
    return Saisie(cases, fautes)


LEUR = "leur-"


def build_fusion(rangs: Sequence[Rang], posted: Mapping[str, Any], depassees: HeuresDepassees) -> Fusion:
    """The cells that two people noted otherwise; the rest of what was typed goes along."""
    par_cle = {rang.emploi.uuid: rang for rang in rangs}
    _, lu = open_lu(str(posted["lu"]))
    ecarts = []
    for case, leur in depassees.ecarts:
        rang = par_cle[case.emploi]
        nom = get_nom(rang.emploi, case.type)
        lu[f"{LEUR}{nom}"] = write_heures(leur)
        ecart = Ecart(nom, write_heures(case.avant), write_heures(leur), write_heures(case.heures))
        libelle = f"{rang.emploi.mise_emploi.personne}, {LIBELLES_TYPE[case.type].lower()}"
        ecarts.append(EcartLu(ecart, libelle, *(_describe(h) for h in (case.avant, leur, case.heures))))
    hors = ("lu", "jeton", "csrfmiddlewaretoken", "fusion", "coller")
    poses = [(name, str(v)) for name, v in posted.items() if name not in hors and not name.startswith(GARDER)]
    return Fusion(ecarts, poses, sign_lu("", lu), oublie="fusion" in posted)


def _describe(heures: Decimal | None) -> str:
    return "Rien de saisi" if heures is None else f"{write_nombre(heures.normalize())} h"


def paste(rangs: Sequence[Rang], posted: Mapping[str, Any]) -> tuple[dict[str, Any], Collage, str]:
    """The cells as they would be if the pasted rows had been typed, and what was not understood. Nothing is written."""
    types = list_types([rang.emploi.lot for rang in rangs])
    texte = str(posted.get("coller", ""))
    collage = read_collage(texte, [_build_candidat(rang) for rang in rangs], types=types)
    par_cle = {str(rang.emploi.uuid): rang for rang in rangs}
    filled = dict(posted)
    for (cle, type_heures), value in collage.remplis.items():
        rang = par_cle[cle]
        ligne = rang.lignes.get(type_heures)
        if ligne is None or not ligne.is_figee:
            filled[get_nom(rang.emploi, type_heures)] = value
    reste = "\n".join(incompris.texte for incompris in collage.incompris)
    return filled, collage, reste


def _build_candidat(rang: Rang) -> Candidat:
    emploi, personne = rang.emploi.mise_emploi, rang.emploi.mise_emploi.personne
    lot = rang.emploi.lot
    return Candidat(
        str(rang.emploi.uuid), personne.nom, personne.prenom,
        (str(emploi.employeur), emploi.libelle_contrat, str(rang.emploi.entreprise), str(lot), lot.marche.objet, lot.marche.numero),
        (personne.nom_naissance, personne.nom_usage, personne.prenoms),
    )  # fmt: skip
