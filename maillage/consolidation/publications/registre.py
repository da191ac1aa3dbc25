"""The figures of a publication, one by one, as the register keeps them, each with where the publication prints it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.depots.rules.sommes import Place
from maillage.consolidation.publications.citations import Citations
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import name_cle, read_texte
from maillage.indicateurs.cellules import Cle
from maillage.indicateurs.mesures import AnyMesure, Taux
from maillage.indicateurs.valeurs import derive_base


@dataclass(frozen=True, slots=True)
class Chiffre:
    """`chose`: what it counts and where. `detail`: the modality as it is read; empty for what is not broken down."""

    annee: int
    chose: str
    code: str
    libelle: str
    version: int
    unite: str
    niveau: str
    territoire: str
    lieu: str
    ventilation: str
    modalite: str
    detail: str
    valeur: Decimal | None
    base: int | None
    base_lue: Decimal | None
    base_dite: str
    couverture: int | None
    is_masque: bool
    cites: tuple[tuple[str, str, str], ...] = ()


def name_chose(code: str, niveau: str, territoire: str, ventilation: str = "", modalite: str = "") -> str:
    """The same for every year and every document: what is compared under one name."""
    return "|".join((code, niveau, territoire, ventilation, modalite))


def say_base(mesure: AnyMesure, case: Case) -> str:
    """A rate is out of what divides it; a count, of the rows it is counted among."""
    return read_texte((case.base_dite,)) if isinstance(mesure, Taux) else mesure.population.unite


def list_chiffres(
    livre: Livre, couverture: Mapping[Place, int], *, hors: Collection[Cle], citations: Citations | None = None
) -> Iterator[Chiffre]:
    """`hors`: what the publication does not even name. What it hides is named, without a value."""
    cites = citations or {}
    for cellule in livre.consolidation.cellules:
        if cellule.cle in hors:
            continue
        mesure = livre.catalogue.mesures[cellule.code]
        case = Case(mesure, cellule, livre.secret.read(mesure, cellule))
        is_masque = case.is_masquee
        if not is_masque and case.is_inconnue:  # nothing to divide by: there is no figure
            continue
        place = (cellule.code, cellule.niveau, cellule.territoire, cellule.ventilation, cellule.modalite)
        yield Chiffre(
            livre.millesime, name_chose(*place), cellule.code, mesure.libelle, cellule.version, mesure.unite, cellule.niveau,
            cellule.territoire, livre.name_lieu((cellule.niveau, cellule.territoire)), cellule.ventilation, cellule.modalite,
            case.nom if cellule.ventilation else "", None if is_masque else case.valeur.valeur,
            None if is_masque else cellule.base, None if is_masque else derive_base(mesure, cellule), say_base(mesure, case),
            None if is_masque else couverture[cellule.code, cellule.niveau, cellule.territoire], is_masque,
            cites.get(name_cle(cellule.cle), ()),
        )  # fmt: skip
