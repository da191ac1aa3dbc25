"""Every figure of a consolidation by name and place, the hidden ones hidden: what is not in the book cannot be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import NATION, REGION
from maillage.consolidation.cellules.territoires import SANS_REGION, list_distinctes
from maillage.consolidation.rapport.annees import AnneePubliee, Perimetres
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.nombres import Dit, Segment, say_compte, say_libelle
from maillage.consolidation.rapport.secret import MANQUANT, Masques
from maillage.consolidation.rapport.vocabulaire import Vocabulaire, find_vocabulaire
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.ventilations import AnyVentilation, list_modalites
from maillage.socle.typographie import fold

Ou = tuple[str, str]  # a level and a territory of it
ENTIER: Ou = (FRANCE, NATION)


class ChiffreAbsent(Exception):
    """The report asks for a figure that was not counted."""


class Statut(StrEnum):
    """`CONTROLE`: the control of disclosure was passed; `PUBLIC`, `RESTREINT`: and two persons said yes."""

    INTERNE = "interne"
    CONTROLE = "controle"
    RESTREINT = "restreint"
    PUBLIC = "public"


MENTIONS: Mapping[Statut, str] = {
    Statut.INTERNE: "Document interne : le contrôle du secret statistique n’a pas été passé, il ne se publie pas.",
    Statut.CONTROLE: "Document de travail : le secret statistique est contrôlé, mais personne n’a encore décidé de publier.",
    Statut.RESTREINT: "Diffusion restreinte au réseau et à ses partenaires. Secret statistique contrôlé : ce qui permettrait de "
    "reconnaître quelqu’un est masqué.",
    Statut.PUBLIC: "Chiffres contrôlés au titre du secret statistique : ce qui permettrait de reconnaître quelqu’un est masqué.",
}
RAPPELS: Mapping[Statut, str] = {
    Statut.INTERNE: "Interne : ne se publie pas", Statut.CONTROLE: "Document de travail : publication non décidée",
    Statut.RESTREINT: "Diffusion restreinte, secret contrôlé", Statut.PUBLIC: "Secret statistique contrôlé",
}  # fmt: skip
REGION_INCONNUE = "Région non renseignée"
FICTIF = "Chiffres fictifs : ceux d’une démonstration."


@dataclass(frozen=True, slots=True)
class Participant:
    """A dispositif that was counted. `cle`: as the cells call it; `region`, `departement`: their codes. `is_declare`: without
    Maillage, it declared its totals."""

    cle: str
    nom: str
    region: str = ""
    departement: str = ""
    is_declare: bool = False


@dataclass(frozen=True, slots=True)
class Parametre:
    """A number that is not counted here, and whose source is said: how many PLIE are known."""

    code: str
    libelle: str
    valeur: int
    source: str


@dataclass(frozen=True)
class Livre:
    """`incompletes`: what some structures did not tell; `lieux`: names of territories; `precedents`: the years already published;
    `perimetres`: whom each figure of this one comes from."""

    consolidation: Consolidation
    masquees: frozenset[Cle] = frozenset()
    incompletes: frozenset[Cle] = field(default=frozenset(), kw_only=True)
    participants: Sequence[Participant] = field(default=(), kw_only=True)
    parametres: Sequence[Parametre] = field(default=(), kw_only=True)
    lieux: Mapping[Ou, str] = field(default_factory=dict, kw_only=True)
    precedents: Sequence[AnneePubliee] = field(default=(), kw_only=True)
    perimetres: Perimetres = field(default_factory=Perimetres, kw_only=True)
    statut: Statut = field(default=Statut.INTERNE, kw_only=True)

    @property
    def catalogue(self) -> Catalogue:
        return self.consolidation.catalogue

    @property
    def millesime(self) -> int:
        return self.consolidation.millesime

    @cached_property
    def vocabulaire(self) -> Vocabulaire:
        return find_vocabulaire(self.catalogue)

    @property
    def mention(self) -> str:
        said = MENTIONS[self.statut]
        return f"{FICTIF} {said}" if self.consolidation.is_fictive else said

    @property
    def is_a_decider(self) -> bool:
        """Nobody has released it: it says so on every sheet."""
        return self.statut in (Statut.INTERNE, Statut.CONTROLE)

    @property
    def rappel(self) -> str:
        """The same on every sheet of paper."""
        said = RAPPELS[self.statut]
        return f"Chiffres fictifs. {said}" if self.consolidation.is_fictive else said

    @cached_property
    def by_cle(self) -> dict[Cle, Cellule]:
        return {cellule.cle: cellule for cellule in self.consolidation.cellules}

    @cached_property
    def secret(self) -> Masques:
        return Masques(self.catalogue, self.masquees, incompletes=self.incompletes)

    @cached_property
    def territoires(self) -> Mapping[str, Sequence[str]]:
        """The codes of each level, in order."""
        found: dict[str, dict[str, None]] = {}
        for cellule in self.consolidation.cellules:
            found.setdefault(cellule.niveau, {})[cellule.territoire] = None
        return {niveau: sorted(codes) for niveau, codes in found.items()}

    @cached_property
    def regions(self) -> Mapping[str, Sequence[str]]:
        """Those of whoever was counted, by the territory that they are published in: a group puts several together."""
        found: dict[str, dict[str, None]] = {}
        for one in sorted(self.participants, key=lambda one: fold(self.name_lieu(("region", one.region)))):
            lieu = self.consolidation.lieux.get(one.cle)
            if lieu is not None and lieu.region and one.region:
                found.setdefault(lieu.region, {})[one.region] = None
        return {territoire: tuple(regions) for territoire, regions in found.items()}

    @cached_property
    def dits(self) -> frozenset[str]:
        """What somebody told of the country."""
        return frozenset(cellule.code for cellule in self.consolidation.cellules if cellule.niveau == FRANCE)

    def get_case(self, code: str, ventilation: str = TOTAL, modalite: str = "", *, ou: Ou = ENTIER) -> Case:
        """What nobody told, or what the country has and a territory has not, is printed as such, never left out in silence."""
        found = self.find_case(code, ventilation, modalite, ou=ou) or self._find_tue(code, ventilation, modalite, ou=ou)
        if found is None:
            where = ", ".join(part for part in (code, ventilation, modalite, *ou) if part)
            raise ChiffreAbsent(f"Aucune case ne porte ce chiffre ({where}) : il ne peut pas être imprimé.")
        return found

    def find_case(self, code: str, ventilation: str = TOTAL, modalite: str = "", *, ou: Ou = ENTIER) -> Case | None:
        mesure = self.catalogue.mesures.get(code)
        if mesure is None:
            return None
        cle = (code, mesure.version, str(self.millesime), *ou, ventilation, modalite)
        cellule = self.by_cle.get(cle)
        return None if cellule is None else Case(mesure, cellule, self.secret.read(mesure, cellule))

    def _find_tue(self, code: str, ventilation: str, modalite: str, *, ou: Ou) -> Case | None:
        mesure = self.catalogue.mesures.get(code)
        if mesure is None or ou[1] not in self.territoires.get(ou[0], ()):
            return None
        if code in self.dits and self.find_case(code, ventilation, modalite) is None:
            return None
        if code not in self.dits and code in list_distinctes(self.catalogue):
            return None  # no sum gives it: a plan that may go without it asks first
        vide = Cellule(code, mesure.version, str(self.millesime), *ou, ventilation, modalite, 0, 0)
        return Case(mesure, vide, MANQUANT)

    def list_cases(self, code: str, ventilation: str, *, ou: Ou = ENTIER) -> list[Case]:
        """One per modality that has a cell, in the order they are printed."""
        declared = self.get_ventilation(code, ventilation)
        find = self.find_case if code in self.dits else self._find_tue
        found = (find(code, ventilation, modalite, ou=ou) for modalite in list_modalites(declared))
        return [case for case in found if case is not None]

    def get_ventilation(self, code: str, ventilation: str) -> AnyVentilation:
        for one in self.catalogue.mesures[code].ventilations:
            if one.code == ventilation:
                return one
        raise ChiffreAbsent(f"« {code} » n’est pas ventilé par « {ventilation} ».")

    def name_lieu(self, ou: Ou) -> str:
        if ou == ENTIER:
            return "France"
        if ou in ((REGION, ""), (REGION, SANS_REGION)):
            return REGION_INCONNUE
        return self.lieux.get(ou) or self.consolidation.noms.get(ou[1]) or ou[1]

    def say_lieu(self, ou: Ou) -> Segment:
        return say_libelle(self.name_lieu(ou), "lieu")

    @property
    def comptes(self) -> int:
        """How many dispositifs are counted: names are also given to groups of regions."""
        return len(self.territoires.get("dispositif", ()))

    def count_participants(self) -> Dit:
        return say_compte(self.comptes, "participants")

    def find_parametre(self, code: str) -> Parametre | None:
        return next((one for one in self.parametres if one.code == code), None)

    def get_precedent(self) -> AnneePubliee | None:
        """The last year published before this one, to which it is compared."""
        earlier = [one for one in self.precedents if one.millesime < self.millesime]
        return max(earlier, key=lambda one: one.millesime, default=None)
