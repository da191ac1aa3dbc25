"""What is said of a figure against the year before: only when both are shown, and mean the same thing."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import POURCENT, Case, subtract
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.mots import STABLE, choose_de_plus, choose_pluriel
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.tableaux import draw_barres


def say_evolution(livre: Livre, case: Case) -> Phrase:
    """« , soit 1 point de plus qu’en 2018 (53 %) »; empty without a comparable year before."""
    found = find_precedente(livre, case)
    if found is None:
        return ()
    before, annee = found
    ecart = subtract(case, before)
    if ecart is None or ecart.valeur is None:
        return ()
    if abs(ecart.valeur) < STABLE:
        return write(", comme en {annee}", annee=say_annee(annee))
    is_part = case.mesure.unite == POURCENT
    unite = choose_pluriel(ecart.valeur, " point", " points") if is_part else ""
    return write(
        ", soit {ecart}{unite} {sens} qu’en {annee} ({avant})",
        ecart=ecart, unite=unite, sens=choose_de_plus(ecart.valeur), annee=say_annee(annee), avant=before.valeur,
    )  # fmt: skip


def find_precedente(livre: Livre, case: Case) -> tuple[Case, int] | None:
    precedent = livre.get_precedent()
    if precedent is None:
        return None
    cellule = case.cellule
    before = precedent.find_case(
        cellule.code, cellule.ventilation, cellule.modalite, ou=(cellule.niveau, cellule.territoire)
    )
    return None if before is None else (before, precedent.millesime)


def draw_annees(livre: Livre, codes: Sequence[str], *, titre: Phrase, ou: Ou = ENTIER) -> Dessin | None:
    """The first of `codes` as bars, a year each; the table gives them all. None with a single year."""
    livres = sorted((*livre.precedents, livre), key=lambda one: one.millesime)
    found = [(one.millesime, [one.find_case(code, ou=ou) for code in codes]) for one in livres]
    rows = [(annee, [case for case in cases if case is not None]) for annee, cases in found]
    rows = [(annee, cases) for annee, cases in rows if len(cases) == len(codes)]
    if len(rows) < 2:
        return None
    heads = tuple((case.libelle,) for case in rows[-1][1])
    tableau = Tableau(
        titre, (write("Année"), *heads),
        [((say_annee(annee),), *((case.valeur,) for case in cases)) for annee, cases in rows],
        tuple(range(1, len(codes) + 1)),
        _note_definitions([cases for _, cases in rows]),
    )  # fmt: skip
    return draw_barres(
        livre, [cases[0] for _, cases in rows], titre=titre, base=write("Chaque année sur sa propre base."),
        tableau=tableau, notes=tableau.notes, noms=[str(annee) for annee, _ in rows],
    )  # fmt: skip


def _note_definitions(rows: Sequence[Sequence[Case]]) -> tuple[Phrase, ...]:
    versions = {case.cle[:2] for cases in rows for case in cases}
    if len(versions) == len({code for code, _ in versions}):
        return ()
    return (write("Une définition a changé entre ces années : elles ne se comparent pas sans réserve."),)
