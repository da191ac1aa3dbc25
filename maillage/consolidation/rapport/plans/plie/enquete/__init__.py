"""« Financements, équipes et partenaires »: what the yearly survey asked, each figure with how many dispositifs gave it."""

from maillage.consolidation.rapport.blocs import Partie, Rubrique, Texte
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.consolidation.rapport.plans.plie.enquete.depuis import write_depuis_enquete
from maillage.consolidation.rapport.plans.plie.enquete.financements import (
    write_financements,
    write_natures,
    write_operateurs,
    write_regions,
)
from maillage.consolidation.rapport.plans.plie.enquete.fse import write_delais, write_gestion
from maillage.consolidation.rapport.plans.plie.enquete.moyens import write_equipes, write_partenaires


def write_enquete(livre: Livre) -> Partie | None:
    tous = livre.find_case("enquete.repondants")
    if tous is None or not tous.cellule.numerateur:
        return None
    intro = write(
        "Ces chiffres viennent de l’enquête annuelle, à laquelle {nombre} dispositifs ont répondu. Tous n’ont pas répondu à tout : "
        "chaque chiffre dit combien de dispositifs l’ont donné, et deux chiffres qui n’ont pas les mêmes répondants ne se divisent pas.",
        nombre=tous.valeur,
    )  # fmt: skip
    parties = (
        Rubrique("enquete-financements", "Les financements mobilisés", write_financements(livre)),
        Rubrique("enquete-operateurs", "Les financements alloués aux opérateurs", write_operateurs(livre)),
        Rubrique("enquete-natures", "Les financements par type d’opération", write_natures(livre)),
        Rubrique("enquete-equipes", "Les équipes d’animation et de gestion", write_equipes(livre)),
        Rubrique("enquete-partenaires", "Les partenaires", write_partenaires(livre)),
        Rubrique("enquete-fse", "La gestion du FSE", write_gestion(livre)),
        Rubrique("enquete-delais", "Les délais de gestion du FSE", write_delais(livre)),
    )
    autres = (
        Rubrique("enquete-regions", "Dans les régions", write_regions(livre)),
        Rubrique("enquete-depuis", "Depuis la dernière année publiée", write_depuis_enquete(livre)),
    )
    muettes = [write(rubrique.titre) for rubrique in parties if not rubrique.blocs]
    dits = [
        intro,
        *([write("Personne n’a répondu à : {titres}.", titres=enumerate_phrases(muettes))] if muettes else []),
    ]
    kept = tuple(rubrique for rubrique in (*parties, *autres) if rubrique.blocs)
    return Partie("enquete", "Financements, équipes et partenaires", [Texte(dit) for dit in dits], kept)
