"""How much of what is asked was answered: I-30. A share on known answers is read beside it."""

from maillage.consolidation.catalogue.flux import EMPLOI_DURABLE, ENTREES_DE_LA_PERIODE, PARTICIPANTS, POSITIVES
from maillage.consolidation.catalogue.ventilations import (
    RENSEIGNEMENT,
    RENSEIGNEMENT_EMPLOI,
    RENSEIGNEMENT_SECTEUR,
    TAUX_I30,
)
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Sur, Taux
from maillage.indicateurs.ventilations import Publics


def measure_reponses(code: str, libelle: str, effectif: Effectif, questions: Publics) -> Taux:
    return Taux(
        code=f"plie.{code}.renseignement", repere="I-30", libelle=libelle, unite="%", source=TAUX_I30, numerateur=effectif,
        denominateur=effectif, sur=Sur.ENSEMBLE, ventilations=(questions,),
        note="Un refus de répondre n’est pas une réponse.",
    )  # fmt: skip


REPONSES = Chapitre(
    "reponses", "Réponses connues", "Ce qui a été renseigné, sur tout ce qui est compté.",
    (
        measure_reponses("entrees", "Entrées : réponses connues", ENTREES_DE_LA_PERIODE, RENSEIGNEMENT),
        measure_reponses("accompagnes", "Accompagnés : réponses connues", PARTICIPANTS, RENSEIGNEMENT),
        measure_reponses("emploi_durable", "Sorties en emploi durable : réponses connues", EMPLOI_DURABLE, RENSEIGNEMENT_EMPLOI),
        measure_reponses("sorties_positives", "Sorties positives : réponses connues", POSITIVES, RENSEIGNEMENT_SECTEUR),
    ),
)  # fmt: skip
