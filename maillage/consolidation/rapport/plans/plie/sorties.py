"""How parcours end: three rates of one numerator, causes on their two bases, jobs found, each public on its own exits."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import Bloc, Liste, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cases import Case, add_effectifs, add_parts, find_premier, get_modalite
from maillage.consolidation.rapport.evolutions import draw_annees, say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_fraction
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import (
    break_down,
    draw_barres,
    list_mesures,
    say_arrondis,
    warn_renseignement,
)

CAUSES = ("abandon", "neutre", "autre")
TAUX = ("plie.taux_brut", "plie.taux_neutralise", "plie.positives_sur_entrees")


def write_sorties(livre: Livre) -> Partie:
    return Partie(
        "sorties", "Les sorties", (),
        (
            Rubrique("sorties-issues", "Sorties positives et sorties sans suite", _write_issues(livre)),
            Rubrique("sorties-causes", "Pourquoi une sortie est sans suite", _write_causes(livre)),
            Rubrique("sorties-taux", "Un numérateur, trois bases", _write_taux(livre)),
            Rubrique("sorties-publics", "Les sorties positives de chaque public", _write_publics(livre)),
            Rubrique("sorties-emplois", "Les emplois trouvés", _write_emplois(livre)),
        ),
    )  # fmt: skip


def _write_issues(livre: Livre) -> list[Bloc]:
    positives, sans_suite = livre.get_case("plie.sorties_positives"), livre.get_case("plie.sans_suite")
    emploi, formation = livre.get_case("plie.emploi_durable"), livre.get_case("plie.formation_validee")
    autres, sorties = livre.get_case("plie.autres_positives"), livre.get_case("plie.sorties")
    brut = livre.get_case("plie.emploi_sur_sorties")
    titre = tell("{part} des sorties se font sur un emploi durable", sujet="Issue des sorties", part=brut.valeur)
    return [
        Texte(tell(
            "{sorties} parcours ont pris fin en {annee} : {positives} par une sortie positive{evolution}, {sans} sans suite.",
            sujet="Sorties", sorties=sorties.valeur, annee=say_annee(livre.millesime), positives=positives.valeur,
            evolution=say_evolution(livre, positives), sans=sans_suite.valeur,
        )),
        Liste([
            tell("{n} sur un emploi durable, c’est-à-dire un CDI ou un CDD de plus de six mois, tenu six mois ;", sujet="Emploi durable", n=emploi.valeur),
            tell("{n} sur une formation qualifiante validée ;", sujet="Formation", n=formation.valeur),
            tell("{n} pour les autres sorties positives.", sujet="Autres sorties positives", n=autres.valeur),
        ]),
        break_down(livre, "plie.issues", "issue", titre=titre, colonne="Issue", accent="emploi_durable"),
    ]  # fmt: skip


def _write_causes(livre: Livre) -> list[Bloc]:
    causes = {one: livre.get_case("plie.causes", "cause", one) for one in CAUSES}
    issues = {one: livre.get_case("plie.issues", "issue", one) for one in CAUSES}
    abandon = issues["abandon"]
    blocs: list[Bloc] = [
        Texte(tell(
            "Un abandon est la cause de {part} des sorties sans suite, soit {sur} de l’ensemble des sorties. La seconde part "
            "se rapporte aux sorties, pas aux personnes accompagnées.",
            sujet="Abandons", part=causes["abandon"].valeur, sur=abandon.valeur,
        )),
        Texte(_say_suite([causes["neutre"], causes["autre"]])),
        _list_causes(causes, issues),
    ]  # fmt: skip
    return blocs


def _say_suite(cases: Sequence[Case]) -> Phrase:
    """Which fraction is said follows from the value: the same sentence was once printed of another."""
    part, nombre = add_parts(cases), add_effectifs(cases)
    fraction = choose_fraction(part.valeur)
    return tell(
        "Pour {part} des sorties sans suite{fraction} une suite est connue : un déménagement, une retraite, un décès, ou une "
        "évolution vers un dispositif plus adapté ({nombre} sur {base} sorties sans suite).",
        sujet="Sorties sans suite dont la suite est connue", part=part, fraction=f", {fraction}," if fraction else ",",
        nombre=nombre, base=cases[0].base,
    )  # fmt: skip


def _list_causes(causes: dict[str, Case], issues: dict[str, Case]) -> Tableau:
    """One cause, two bases, never one without the other."""
    some, other = causes["abandon"], issues["abandon"]
    notes = [
        write(
            "Bases : {une} sorties sans suite ; {autre} sorties.", une=some.base, autre=other.base,
        ),
        say_arrondis(list(causes.values())),
    ]  # fmt: skip
    return Tableau(
        write("Causes des sorties sans suite, sur leurs deux bases"),
        (write("Cause"), write("Effectif"), write("Part des sorties sans suite"), write("Part de toutes les sorties")),
        [((c.libelle,), (c.effectif,), (c.valeur,), (issues[one].valeur,)) for one, c in causes.items()],
        (1, 2, 3), tuple(note for note in notes if note),
    )  # fmt: skip


def _write_taux(livre: Livre) -> list[Bloc]:
    brut, neutralise, entrees = (livre.get_case(code) for code in TAUX)
    titre = write("Un même nombre de sorties positives, trois bases")
    tableau = list_mesures(livre, [*TAUX, "plie.emploi_sur_sorties", "plie.formation_sur_sorties"], legende=titre)
    blocs: list[Bloc] = [
        Texte(write(
            "Déménager, prendre sa retraite ou mourir n’est pas le fait d’un accompagnement : ces sorties sont retirées du taux "
            "neutralisé, que le réseau prend pour référence. Rapporté aux entrées, le nombre compare deux flux de la même année ; "
            "ce n’est pas un taux de réussite."
        )),
        Texte(tell(
            "Les sorties positives sont {brut} de toutes les sorties, {neutralise} des sorties hors déménagement, décès et "
            "retraite{evolution}, et l’équivalent de {entrees} des entrées.",
            sujet="Taux de sorties positives", brut=brut.valeur, neutralise=neutralise.valeur,
            evolution=say_evolution(livre, neutralise), entrees=entrees.valeur,
        )),
        draw_barres(
            livre, [brut, neutralise, entrees], titre=titre, base=write("Chaque taux est rapporté à sa propre base."),
            tableau=tableau, notes=tableau.notes,
        ),
    ]  # fmt: skip
    annees = draw_annees(
        livre, ["plie.taux_neutralise", "plie.taux_brut", "plie.sorties_positives"],
        titre=write("Le taux de sorties positives neutralisé, année par année"),
    )  # fmt: skip
    return [*blocs, annees] if annees else blocs


def _write_publics(livre: Livre) -> list[Bloc]:
    cases = [c for c in livre.list_cases("plie.taux_par_public", "categories") if c.cellule.modalite]
    femmes = livre.get_case("plie.taux_par_public", "categories", "femmes")
    titre = write("Part des sorties positives dans les sorties de chaque public")
    tableau = Tableau(
        titre, tuple(write(nom) for nom in ("Public", "Taux", "Sorties positives", "Sorties", "Non renseigné")),
        [((c.libelle,), (c.valeur,), (c.effectif,), (c.base,), (c.non_reponse,)) for c in cases], (1, 2, 3, 4),
        tuple(n for n in (write("Les publics se recouvrent : une même sortie compte dans plusieurs lignes."), warn_renseignement(cases)) if n),
    )  # fmt: skip
    return [
        Texte(tell(
            "Chaque public est rapporté à ses propres sorties, sans en retirer aucune. Ainsi, {part} des sorties de femmes sont "
            "positives : emploi durable, formation validée ou autre sortie positive.",
            sujet="Taux de sorties positives des femmes", part=femmes.valeur,
        )),
        draw_barres(
            livre, cases, titre=titre, base=write("Sur les sorties de chaque public."), tableau=tableau, notes=tableau.notes,
        ),
    ]  # fmt: skip


def _write_emplois(livre: Livre) -> list[Bloc]:
    blocs: list[Bloc] = []
    for code, ventilation, colonne, modele in (
        ("plie.contrats", "contrat", "Contrat", "{nom} : {part} des contrats des sorties en emploi durable"),
        ("plie.tailles", "taille", "Taille de l’employeur", "{nom} : {part} des employeurs des sorties en emploi durable"),
        ("plie.secteurs", "secteur", "Secteur d’activité", "{nom} : {part} des sorties positives"),
    ):  # fmt: skip
        known = [c for c in livre.list_cases(code, ventilation) if c.cellule.modalite]
        first = find_premier(known)
        titre = (
            tell(modele, sujet=colonne, nom=first.libelle, part=first.valeur)
            if first
            else write(f"{colonne} : part masquée ou non renseignée")
        )
        blocs.append(break_down(livre, code, ventilation, titre=titre, colonne=colonne, accent=get_modalite(first)))
    return [Texte(write("Parts calculées sur les réponses connues, qui sont partielles.")), *blocs]
