"""One page for an élu or a committee: what a territory did, beside its region and the country, and what each figure means."""

from collections.abc import Mapping, Sequence
from datetime import date

from maillage.consolidation.rapport.blocs import Bloc, ChiffresCles, Dessin, Partie, Rapport, Tableau
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase, say_annee, say_libelle
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.plie.synthese import list_cles
from maillage.consolidation.rapport.tableaux import draw_barres
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE

REFERENCE = "plie.taux_neutralise"
# What a committee asks, and the one line that says what it means.
LIGNES: tuple[tuple[str, str, str, str, str], ...] = (
    ("plie.taux_neutralise", "", "", "Sorties positives, taux neutralisé", "Sur les sorties, hors déménagement, décès et retraite."),
    ("plie.emploi_sur_sorties", "", "", "Sorties sur un emploi durable", "Un CDI, ou un CDD de plus de six mois tenu six mois ; sur toutes les sorties."),
    ("plie.part_formation", "", "", "Formation validée", "Part de la formation dans les sorties positives."),
    ("plie.entrees.part_femmes", "", "", "Entrées de femmes", "Sur les entrées dont le sexe est connu."),
    ("plie.entrees.ages", "age", "45_plus", "", "Âge au jour de l’entrée, sur les entrées dont l’âge est connu."),
    ("plie.entrees.publics", "publics", "brsa", "", "Sur les entrées dont la réponse est connue."),
    ("plie.entrees.publics", "publics", "deld", "", "Sur les entrées dont la réponse est connue."),
    ("plie.entrees.part_peu_qualifies", "", "", "Peu ou pas qualifiés", "Sur les entrées dont le niveau est connu."),
    ("plie.etapes_par_participant", "", "", "Étapes par participant", "Étapes de l’année, divisées par les personnes accompagnées."),
    ("plie.duree_moyenne", "", "", "Durée moyenne d’un parcours, en mois", "Sur les parcours sortis dans l’année."),
)  # fmt: skip


def compose_fiche(livre: Livre, ou: Ou, *, edite_le: date, region: str = "") -> Rapport:
    """`region`: that of a dispositif or of a département, to compare it with."""
    lieux = list_lieux(ou, region)
    nom = livre.name_lieu(ou)
    blocs: list[Bloc] = [ChiffresCles(list_cles(livre, ou=ou)), draw_reference(livre, lieux), compare(livre, lieux)]
    return Rapport(
        "fiche", nom, livre.millesime, edite_le, livre.mention, livre.rappel, livre.is_a_decider,
        write("L’essentiel de {annee} en une page.", annee=say_annee(livre.millesime)),
        (Partie("fiche", "L’année en chiffres", blocs),),
    )  # fmt: skip


def list_lieux(ou: Ou, region: str) -> list[Ou]:
    above = [("region", region)] if region and ou[0] != "region" else []
    return [ou, *above, *([ENTIER] if ou[0] != FRANCE else [])]


def draw_reference(livre: Livre, lieux: Sequence[Ou]) -> Dessin:
    cases = [livre.get_case(REFERENCE, ou=ou) for ou in lieux]
    titre = write("Taux de sorties positives, neutralisé")
    tableau = Tableau(
        titre, tuple(write(nom) for nom in ("Territoire", "Taux", "Sorties positives", "Base")),
        [
            ((livre.say_lieu(ou),), (c.valeur,), (c.effectif,), (c.base,))
            for ou, c in zip(lieux, cases, strict=True)
        ],
        (1, 2, 3),
    )  # fmt: skip
    base = write("Sorties hors déménagement, décès et retraite.")
    return draw_barres(
        livre, cases, titre=titre, base=base, tableau=tableau, noms=[livre.name_lieu(ou) for ou in lieux]
    )


def compare(livre: Livre, lieux: Sequence[Ou]) -> Tableau:
    """The territory with its base, then who it is compared with."""
    heads: list[Phrase] = [write("Indicateur"), (say_libelle(_name(livre, lieux[0]), "lieu"),), write("Base")]
    heads += [(livre.say_lieu(ou),) for ou in lieux[1:]]
    rows: list[tuple[Phrase, ...]] = []
    for code, ventilation, modalite, nom, _ in LIGNES:
        cases = [livre.get_case(code, ventilation, modalite, ou=ou) for ou in lieux]
        said = write(nom) if nom else (cases[0].libelle,)
        rows.append((said, (cases[0].valeur,), (cases[0].base,), *((case.valeur,) for case in cases[1:])))
    return Tableau(
        write("Ce qui est mesuré, et ce que cela veut dire"), heads, rows, tuple(range(1, len(heads))),
        sens=[write(sens) for *_, sens in LIGNES],
    )  # fmt: skip


def _name(livre: Livre, ou: Ou) -> str:
    return {DISPOSITIF: "Ce dispositif", "departement": "Ce département"}.get(ou[0]) or livre.name_lieu(ou)


def list_regions(livre: Livre) -> Mapping[str, str]:
    """The region of each dispositif counted."""
    return {one.cle: one.region for one in livre.participants}
