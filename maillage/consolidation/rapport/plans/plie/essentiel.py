"""What the network of the PLIE shows on one screen, and on the page of one territory."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import ChiffreCle
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.essentiel import Essentiel, Ligne, Panneau, Reference
from maillage.consolidation.rapport.lieux import Colonne
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.consolidation.rapport.plans.couverture import write_chapeau
from maillage.consolidation.rapport.plans.plie.sorties import TAUX
from maillage.consolidation.rapport.plans.plie.synthese import list_cles, list_publics

ISSUES = ("emploi_durable", "formation", "autre_positive", "abandon", "neutre", "autre")
DE_REPONSES = "Sur les entrées dont la réponse est connue."
REFERENCE = Reference(
    "plie.taux_neutralise", "Taux de sorties positives, neutralisé", "Sorties hors déménagement, décès et retraite.",
    ("Territoire", "Taux", "Sorties positives", "Base"),
)  # fmt: skip
# What a committee asks, and the one line that says what it means.
LIGNES = (
    Ligne("plie.taux_neutralise", "Sur les sorties, hors déménagement, décès et retraite.", "Sorties positives, taux neutralisé"),
    Ligne(
        "plie.emploi_sur_sorties", "Un CDI, ou un CDD de plus de six mois tenu six mois ; sur toutes les sorties.",
        "Sorties sur un emploi durable",
    ),
    Ligne("plie.part_formation", "Part de la formation dans les sorties positives.", "Formation validée"),
    Ligne("plie.entrees.part_femmes", "Sur les entrées dont le sexe est connu.", "Entrées de femmes"),
    Ligne(
        "plie.entrees.ages", "Âge au jour de l’entrée, sur les entrées dont l’âge est connu.", ventilation="age",
        modalite="45_plus",
    ),
    Ligne("plie.entrees.publics", DE_REPONSES, ventilation="publics", modalite="brsa"),
    Ligne("plie.entrees.publics", DE_REPONSES, ventilation="publics", modalite="deld"),
    Ligne("plie.entrees.part_peu_qualifies", "Sur les entrées dont le niveau est connu.", "Peu ou pas qualifiés"),
    Ligne(
        "plie.etapes_par_participant", "Étapes de l’année, divisées par les personnes accompagnées.", "Étapes par participant"
    ),
    Ligne("plie.duree_moyenne", "Sur les parcours sortis dans l’année.", "Durée moyenne d’un parcours, en mois"),
)  # fmt: skip


def list_panneaux(livre: Livre) -> list[Panneau]:
    issues = [case for one in ISSUES if (case := livre.find_case("plie.issues", "issue", one)) is not None]
    publics = list_publics(livre)
    taux = [livre.get_case(code) for code in TAUX]
    return [
        Panneau(write("Comment finissent les parcours"), [(_name(case), case.valeur) for case in issues], _say_base(issues), sombres=3),
        Panneau(
            write("Qui entre en parcours"), [(_read_libelle(one), one.valeur) for one in publics],
            write("Parts des entrées dont la réponse est connue. Une personne peut relever de plusieurs publics."),
        ),
        Panneau(
            write("Un numérateur, trois bases"), [((say_libelle(c.mesure.libelle, c.mesure.code),), c.valeur) for c in taux],
            enumerate_phrases(write("{base} {dite}", base=c.base, dite=c.base_dite) for c in taux),
        ),
        Panneau(
            write("Un parcours"),
            [
                (write("mois en moyenne, pour les parcours sortis"), livre.get_case("plie.duree_moyenne").valeur),
                (write("étape par participant dans l’année"), livre.get_case("plie.etapes_par_participant").valeur),
            ],
            is_nombres=True,
        ),
    ]  # fmt: skip


def _say_base(cases: Sequence[Case]) -> Phrase:
    if not cases or not cases[0].valeur.is_montre:
        return write("Parts des sorties.")
    return write("Parts de {base} {dite}.", base=cases[0].base, dite=cases[0].base_dite)


def _name(case: Case) -> Phrase:
    return (case.libelle,)


def _read_libelle(chiffre: ChiffreCle) -> Phrase:
    """« De femmes » alone would not stand: what follows « de »."""
    first = chiffre.libelle[0]
    if isinstance(first, str) and first.startswith("de "):
        plain = first.removeprefix("de ").removeprefix("personnes ")
        return (plain[:1].upper() + plain[1:], *chiffre.libelle[1:])
    return chiffre.libelle


ESSENTIEL = Essentiel(
    write_chapeau, lambda livre, ou: list_cles(livre, ou=ou), list_panneaux, REFERENCE, LIGNES,
    evolutions=(REFERENCE.code, "plie.entrees", "plie.sorties_positives"),
    colonnes=(
        Colonne("plie.taux_neutralise", "Taux de sorties positives, neutralisé"), Colonne("plie.accompagnes", "Personnes accompagnées"),
        Colonne("plie.entrees", "Entrées"), Colonne("plie.sorties_positives", "Sorties positives"),
        Colonne("plie.entrees.part_femmes", "Femmes, parmi les entrées"),
    ),
)  # fmt: skip
