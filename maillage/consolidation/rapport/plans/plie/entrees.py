"""Who came in, and who they were on that day; beside them, those who are followed: another base."""

from maillage.consolidation.rapport.blocs import Bloc, Encadre, Liste, Partie, Rubrique, Tableau, Texte, Ton
from maillage.consolidation.rapport.evolutions import draw_annees, say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_fraction
from maillage.consolidation.rapport.nombres import Phrase, lower, say_annee
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import (
    break_down,
    draw_barres,
    list_effectifs,
    say_non_reponse,
    warn_renseignement,
)

PUBLICS = ("brsa", "deld", "boeth", "qpv")


def write_entrees(livre: Livre) -> Partie:
    annee = say_annee(livre.millesime)
    entrees = livre.get_case("plie.entrees")
    blocs = [
        Texte(tell(
            "En {annee}, {nombre} parcours ont commencé{evolution}. On compte des parcours et non des personnes : qui revient "
            "dans l’année entre deux fois. Les situations sont celles du jour de l’entrée.",
            sujet="Entrées en parcours", annee=annee, nombre=entrees.valeur, evolution=say_evolution(livre, entrees),
        )),
    ]  # fmt: skip
    return Partie(
        "entrees", "Les entrées", blocs,
        (
            Rubrique("entrees-sexe", "Femmes et hommes", _write_sexe(livre)),
            Rubrique("entrees-age", "Âge", _write_age(livre)),
            Rubrique("entrees-niveau", "Niveau de formation", _write_niveau(livre)),
            Rubrique("entrees-publics", "Situation", _write_publics(livre)),
            Rubrique("accompagnes", "Et parmi toutes les personnes accompagnées", _write_accompagnes(livre)),
        ),
    )  # fmt: skip


def _write_sexe(livre: Livre) -> list[Bloc]:
    femmes = livre.get_case("plie.entrees.part_femmes")
    titre = tell(
        "{part} des entrées sont celles de femmes", sujet="Part des femmes dans les entrées", part=femmes.valeur
    )
    counts = livre.list_cases("plie.entrees", "sexe")
    tableau = list_effectifs(counts, titre, "Sexe", notes=[say_non_reponse(femmes)])
    return [
        Texte(tell(
            "{part} des entrées dont le sexe est connu sont celles de femmes ({effectif} sur {base}){evolution}.",
            sujet="Part des femmes dans les entrées", part=femmes.valeur, evolution=say_evolution(livre, femmes),
            effectif=femmes.effectif, base=femmes.base,
        )),
        draw_barres(
            livre, [c for c in counts if c.cellule.modalite or c.cellule.numerateur or c.is_masquee], titre=titre,
            base=write("Nombre d’entrées."), tableau=tableau, notes=tableau.notes, accent="f",
        ),
    ]  # fmt: skip


def _write_age(livre: Livre) -> list[Bloc]:
    jeunes = livre.get_case("plie.entrees.ages", "age", "moins_26")
    ages = livre.get_case("plie.entrees.ages", "age", "45_plus")
    titre = tell(
        "{part} des entrées sont celles de personnes de {qui}", sujet="Entrées par âge", part=ages.valeur,
        qui=(ages.libelle,),
    )  # fmt: skip
    return [
        Texte(tell(
            "{ages} des entrées dont l’âge est connu sont celles de personnes de {vieux}{evolution} ; {jeunes} sont celles de "
            "personnes de {moins}.",
            sujet="Entrées par âge", ages=ages.valeur, vieux=(ages.libelle,), evolution=say_evolution(livre, ages),
            jeunes=jeunes.valeur, moins=lower(jeunes.libelle),
        )),
        break_down(livre, "plie.entrees.ages", "age_fin", titre=titre, colonne="Âge à l’entrée"),
    ]  # fmt: skip


def _write_niveau(livre: Livre) -> list[Bloc]:
    peu = livre.get_case("plie.entrees.part_peu_qualifies")
    counts = livre.list_cases("plie.entrees", "niveau")
    titre = tell(
        "{part} des entrées sont celles de personnes peu ou pas qualifiées", sujet="Entrées par niveau", part=peu.valeur
    )
    tableau = list_effectifs(counts, titre, "Niveau de formation", notes=[say_non_reponse(peu)])
    fraction = choose_fraction(peu.exacte)
    return [
        Texte(tell(
            "{part} des entrées dont le niveau est connu{fraction} sont celles de personnes sans qualification ou peu "
            "qualifiées ({effectif} sur {base}){evolution}.",
            sujet="Entrées de personnes peu ou pas qualifiées", part=peu.valeur,
            fraction=f", {fraction}," if fraction else "", evolution=say_evolution(livre, peu), effectif=peu.effectif,
            base=peu.base,
        )),
        draw_barres(
            livre, [c for c in counts if c.cellule.modalite or c.cellule.numerateur or c.is_masquee], titre=titre,
            base=write("Nombre d’entrées."), tableau=tableau, notes=tableau.notes,
        ),
    ]  # fmt: skip


def _write_publics(livre: Livre) -> list[Bloc]:
    cases = livre.list_cases("plie.entrees.publics", "publics")
    rsa = livre.get_case("plie.entrees.publics", "publics", "brsa")
    titre = tell(
        "{part} des entrées sont celles de {qui}",
        sujet="Entrées par situation",
        part=rsa.valeur,
        qui=lower(rsa.libelle),
    )
    blocs: list[Bloc] = [
        Texte(write("Chaque part est celle des entrées dont la réponse est connue.")),
        Liste([
            tell(
                "{nom} : {part} des entrées{evolution}", sujet=case.nom, nom=case.libelle, part=case.valeur,
                evolution=say_evolution(livre, case),
            )
            for case in cases
        ]),
        break_down(livre, "plie.entrees.publics", "publics", titre=titre, colonne="Situation à l’entrée", accent="brsa"),
    ]  # fmt: skip
    if warning := warn_renseignement(cases):
        blocs.append(Encadre("À lire avec prudence", warning, Ton.ATTENTION))
    return blocs


def _write_accompagnes(livre: Livre) -> list[Bloc]:
    titre = write("Les mêmes parts, des entrées et des personnes accompagnées")
    rows: list[tuple[Phrase, ...]] = []
    for code, ventilation, modalite, nom in (
        ("part_femmes", "", "", "Femmes"), *(("ages", "age", one, "") for one in ("moins_26", "26_44", "45_plus")),
        ("part_peu_qualifies", "", "", "Peu ou pas qualifiés"), *(("publics", "publics", one, "") for one in PUBLICS),
    ):  # fmt: skip
        une, autre = (livre.get_case(f"plie.{qui}.{code}", ventilation, modalite) for qui in ("entrees", "accompagnes"))
        rows.append(
            ((nom,) if nom else (une.libelle,), (une.valeur,), (une.base,), (autre.valeur,), (autre.base,))
        )  # fmt: skip
    heads = ("Public", "Entrées", "Base", "Accompagnés", "Base des accompagnés")
    accompagnes = livre.get_case("plie.accompagnes")
    blocs: list[Bloc] = [
        Texte(tell(
            "{nombre} personnes ont été accompagnées au moins un jour de l’année{evolution}. Le total est la somme des "
            "dispositifs : une personne suivie par deux d’entre eux y compte deux fois.",
            sujet="Personnes accompagnées", nombre=accompagnes.valeur, evolution=say_evolution(livre, accompagnes),
        )),
        Tableau(titre, tuple(write(nom) for nom in heads), rows, (1, 2, 3, 4), (write("Parts calculées sur les réponses connues."),)),
    ]  # fmt: skip
    annees = draw_annees(livre, ["plie.entrees", "plie.accompagnes"], titre=write("Les entrées, année par année"))
    return [*blocs, annees] if annees else blocs
