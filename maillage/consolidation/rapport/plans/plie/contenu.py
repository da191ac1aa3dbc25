"""What a parcours is made of, what of it is insertion through work, and how long it lasts."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cases import Case, find_premier, get_modalite
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import enumerate_phrases, tell, write
from maillage.consolidation.rapport.tableaux import break_down, list_mesures, say_valeur

IAE = ("plie.part_iae_emploi", "plie.part_iae")
DELAIS = tuple(f"plie.delai_{quoi}_{quand}" for quoi in ("rdv", "commission", "etape") for quand in ("mediane", "p90"))


def write_contenu(livre: Livre) -> Partie:
    return Partie(
        "contenu", "Le contenu des parcours", (),
        (
            Rubrique("etapes", "Les étapes", _write_etapes(livre)),
            Rubrique("iae", "L’insertion par l’activité économique, et ses deux bases", _write_iae(livre)),
        ),
    )  # fmt: skip


def _write_etapes(livre: Livre) -> list[Bloc]:
    moyenne, etapes = livre.get_case("plie.etapes_par_participant"), livre.get_case("plie.etapes")
    familles = [c for c in livre.list_cases("plie.familles", "famille") if c.cellule.modalite]
    first = find_premier(familles)
    titre = (
        tell("{nom} : {part} des étapes", sujet="Étapes par famille", nom=first.libelle, part=first.valeur)
        if first
        else write("Étapes par famille")
    )
    return [
        Texte(tell(
            "Chaque participant est positionné en moyenne sur {moyenne} étape dans l’année{evolution} : {etapes} étapes pour "
            "{base} personnes accompagnées. L’accompagnement par le référent n’est pas une étape.",
            sujet="Étapes par participant", moyenne=moyenne.valeur, evolution=say_evolution(livre, moyenne),
            etapes=etapes.valeur, base=moyenne.base,
        )),
        Texte(_say_sans_etape(livre)),
        break_down(livre, "plie.familles", "famille", titre=titre, colonne="Famille d’étapes", accent=get_modalite(first)),
    ]  # fmt: skip


def _say_sans_etape(livre: Livre) -> Phrase:
    sans = livre.get_case("plie.part_sans_etape")
    if sans.effectif.valeur == 0:
        return write("Toutes les personnes accompagnées ont eu au moins une étape dans l’année.")
    return tell(
        "Parmi les personnes accompagnées, {part} n’ont eu aucune étape dans l’année ({nombre} sur {base}).",
        sujet="Participants sans étape", nombre=sans.effectif, part=sans.valeur, base=sans.base,
    )  # fmt: skip


def _say_ecart(moyenne: Case, mediane: Case) -> str:
    """What a mean above its median teaches, when it is."""
    one, other = moyenne.valeur.valeur, mediane.valeur.valeur
    if one is None or other is None or one == other:
        return "."
    if one > other:
        return " : quelques parcours longs tirent la moyenne vers le haut."
    return " : quelques parcours courts tirent la moyenne vers le bas."


def _write_iae(livre: Livre) -> list[Bloc]:
    emploi, toutes, contrats = (livre.get_case(code) for code in (*IAE, "plie.part_contrats"))
    structures = [c for c in livre.list_cases("plie.iae", "iae") if c.cellule.modalite]
    first = find_premier(structures)
    titre = (
        tell("{nom} : {part} des étapes de l’insertion par l’activité économique", sujet="Étapes IAE", nom=first.libelle, part=first.valeur)
        if first
        else write("Étapes de l’insertion par l’activité économique, par structure")
    )  # fmt: skip
    return [
        Texte(tell(
            "{contrats} des étapes sont un contrat de travail. L’insertion par l’activité économique est {emploi} de ces étapes "
            "d’emploi, et {toutes} de toutes les étapes : deux bases, deux parts, que l’on ne confond pas.",
            sujet="Étapes de l’insertion par l’activité économique", contrats=contrats.valeur, emploi=emploi.valeur,
            toutes=toutes.valeur,
        )),
        list_mesures(livre, ["plie.part_contrats", *IAE], legende=write("L’insertion par l’activité économique, sur ses deux bases")),
        break_down(livre, "plie.iae", "iae", titre=titre, colonne="Structure", accent=get_modalite(first)),
    ]  # fmt: skip


def write_durees(livre: Livre) -> Partie:
    moyenne, mediane = livre.get_case("plie.duree_moyenne"), livre.get_case("plie.duree_mediane")
    delais = [case for code in DELAIS if (case := livre.get_case(code)).valeur.is_montre]
    blocs: list[Bloc] = [
        Texte(tell(
            "Un parcours terminé dans l’année a duré {moyenne} mois en moyenne et {mediane} mois en médiane (sur {base} parcours "
            "sortis){ecart}",
            sujet="Durée des parcours", ecart=_say_ecart(moyenne, mediane), moyenne=moyenne.valeur, mediane=mediane.valeur, base=moyenne.base,
        )),
        list_mesures(
            livre,
            ["plie.duree_moyenne", "plie.duree_mediane", "plie.duree_nette_moyenne", "plie.duree_nette_mediane"],
            legende=write("Durée des parcours sortis"), colonne="Durée",
        ),
    ]  # fmt: skip
    if delais:
        said = enumerate_phrases(
            write("{nom} : {valeur}", nom=case.libelle, valeur=say_valeur(case)) for case in delais
        )
        blocs.append(Texte(write("Délais avant et après l’entrée. {said}.", said=said)))
        blocs.append(_list_delais(livre))
    return Partie("durees", "Durées et délais", blocs)


def _list_delais(livre: Livre) -> Tableau:
    return list_mesures(
        livre, DELAIS, legende=write("Délais, sur les entrées dont les deux dates sont connues"), colonne="Délai"
    )
