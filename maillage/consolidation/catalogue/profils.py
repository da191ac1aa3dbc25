"""Who they are on the day they enter: P-1 to P-5. Those whose answer is not known leave the base, and are counted."""

from ibis import _

from maillage.consolidation.catalogue.flux import ENTREES_DE_LA_PERIODE, PARTICIPANTS
from maillage.consolidation.catalogue.ventilations import AGE, AGE_FIN, PEU_OU_PAS, PUBLICS
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Sur, Taux

SOURCE = "Consolidation des PLIE 2019, § 2.1"


def describe(
    code: str, qui: str, de_qui: str, effectif: Effectif, reperes: tuple[str, str, str, str]
) -> tuple[Taux, ...]:
    """The four shares of a profile, of those who enter or of those who are followed: never one for the other."""
    femmes, ages, niveau, publics = reperes

    def part(nom: str, compte: str, condition: object) -> Effectif:
        return effectif.where(
            condition, code=f"plie.{code}.{nom}", libelle=f"{qui} : {compte}", compte=f"{de_qui} {compte}",
            repere="", ventilations=(), note="",
        )  # fmt: skip

    return (
        Taux(
            code=f"plie.{code}.part_femmes", repere=femmes, libelle=f"{qui} : part de femmes", unite="%",
            source=SOURCE, numerateur=part("femmes", "femmes", _.sexe == "f"),
            denominateur=part("sexe_connu", "dont le sexe est connu", _.sexe.notnull()),
        ),
        Taux(
            code=f"plie.{code}.ages", repere=ages, libelle=f"{qui} : âge à l’entrée", unite="%", source=SOURCE,
            numerateur=effectif, denominateur=effectif, sur=Sur.RENSEIGNES, ventilations=(AGE, AGE_FIN),
        ),
        Taux(
            code=f"plie.{code}.part_peu_qualifies", repere=niveau, libelle=f"{qui} : peu ou pas qualifiés", unite="%",
            source=SOURCE, numerateur=part("peu_qualifies", "de niveau 1 à 3", _.niveau.isin(PEU_OU_PAS)),
            denominateur=part("niveau_connu", "dont le niveau est connu", _.niveau.notnull()),
            note="Niveaux 1 à 3, soit VI, V bis et V de l’ancienne échelle. Publié pour 2019 : 62 % et 63 %.",
        ),
        Taux(
            code=f"plie.{code}.publics", repere=publics, libelle=f"{qui} : publics", unite="%", source=SOURCE,
            numerateur=effectif, denominateur=effectif, sur=Sur.RENSEIGNES, ventilations=(PUBLICS,),
            note="Chaque part est calculée seule, sur les réponses connues : leur somme peut dépasser 100.",
        ),
    )  # fmt: skip


ENTRANTS = Chapitre(
    "entrants", "Profil des entrants", "Statuts lus au jour de l’entrée, sur les réponses connues.",
    describe("entrees", "Entrées", "entrées", ENTREES_DE_LA_PERIODE, ("P-1", "P-2", "P-3", "P-4")),
)  # fmt: skip
SUIVIS = Chapitre(
    "suivis", "Profil des accompagnés", "Les mêmes parts, de toutes les personnes accompagnées : une autre base.",
    describe("accompagnes", "Accompagnés", "accompagnés", PARTICIPANTS, ("P-5",) * 4),
)  # fmt: skip
