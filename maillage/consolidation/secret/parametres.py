"""The thresholds of disclosure control: dated, sourced, by audience (protection des données, § 8.1; R-63, R-65, R-67)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.consolidation.secret.nomenclatures import Contributeurs, Diffusion
from maillage.socle.parametres import Parametre, fixe

INSEE = "manuel de l’Insee « protection des tableaux », repris par la protection des données, § 8.1"
CHOIX = "protection des données, § 8.1 : choix de conception"
PERSONNES = {
    Diffusion.PUBLIQUE: fixe(
        "secret_personnes_publique", "Personnes en dessous desquelles un chiffre public est masqué", "personnes", 11, INSEE,
        a_confirmer=True,
    ),
    Diffusion.RESTREINTE: fixe(
        "secret_personnes_restreinte", "Personnes en dessous desquelles un chiffre à diffusion restreinte est masqué",
        "personnes", 5, CHOIX, a_confirmer=True,
    ),
}  # fmt: skip
SENSIBLES = fixe(
    "secret_personnes_sensibles",
    "Le même seuil pour le handicap, les quartiers prioritaires, une commune, ou un croisement de trois variables",
    "personnes", 11, CHOIX, a_confirmer=True,
)  # fmt: skip
CROISEMENT = fixe(
    "secret_croisement",
    "Variables à partir desquelles un croisement est sensible",
    "variables",
    3,
    CHOIX,
    a_confirmer=True,
)
MINIMUMS = {
    Contributeurs.DISPOSITIFS: fixe(
        "secret_dispositifs", "Dispositifs en dessous desquels un chiffre territorial est masqué", "dispositifs", 3, CHOIX,
        a_confirmer=True,
    ),
    Contributeurs.ENTREPRISES: fixe(
        "secret_entreprises", "Entreprises en dessous desquelles des heures sont masquées", "entreprises", 3, INSEE
    ),
    Contributeurs.PERSONNES: fixe(
        "secret_grandeur_personnes", "Personnes en dessous desquelles des heures ou des salaires sont masqués", "personnes",
        5, CHOIX, a_confirmer=True,
    ),
}  # fmt: skip
PARTS = {
    Contributeurs.DISPOSITIFS: fixe(
        "secret_part_dispositif", "Part d’un chiffre territorial au-dessus de laquelle un dispositif s’y reconnaît", "%", 85,
        CHOIX, a_confirmer=True,
    ),
    Contributeurs.ENTREPRISES: fixe(
        "secret_part_entreprise", "Part des heures au-dessus de laquelle une entreprise s’y reconnaît", "%", 85, INSEE
    ),
    Contributeurs.PERSONNES: fixe(
        "secret_part_personne", "Part des heures ou des salaires au-dessus de laquelle une personne s’y reconnaît", "%", 80,
        CHOIX, a_confirmer=True,
    ),
}  # fmt: skip
BASE = fixe(
    "secret_base_pourcentage", "Personnes en dessous desquelles aucun pourcentage n’est publié", "personnes", 20,
    "protection des données, R-65", a_confirmer=True,
)  # fmt: skip
MARGE = fixe(
    "secret_marge", "Largeur, de part et d’autre, de l’intervalle d’une grandeur masquée, en part du plus gros contributeur",
    "%", 15, "performance et fiabilité, § 3.5, S1", a_confirmer=True,
)  # fmt: skip
PERIMETRE = fixe(
    "secret_perimetre", "Dispositifs en dessous desquels une région est regroupée", "dispositifs", 4,
    "protection des données, R-67 (trois au moins) ; performance et fiabilité, S4 : de trois, deux qui s’entendent liraient le "
    "troisième", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seuils:
    """The values in force for one release. `minimums`, `parts`: by kind of contributor; parts and `marge` in whole percents."""

    personnes: int
    sensibles: int
    croisement: int
    minimums: Mapping[Contributeurs, int]
    parts: Mapping[Contributeurs, int]
    base: int
    marge: int

    def get_personnes(self, *, is_sensible: bool, variables: int) -> int:
        """What is sensitive, or crosses many variables, is never under the higher threshold."""
        if is_sensible or variables >= self.croisement:
            return max(self.personnes, self.sensibles)
        return self.personnes


def read_seuils(diffusion: Diffusion, *, on: date) -> Seuils:
    def read(parametre: Parametre) -> int:
        return parametre.get(on=on).valeur

    return Seuils(
        personnes=read(PERSONNES[diffusion]),
        sensibles=read(SENSIBLES),
        croisement=read(CROISEMENT),
        minimums={quoi: read(parametre) for quoi, parametre in MINIMUMS.items()},
        parts={quoi: read(parametre) for quoi, parametre in PARTS.items()},
        base=read(BASE),
        marge=read(MARGE),
    )
