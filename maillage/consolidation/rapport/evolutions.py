"""What is said of a figure against the last year published: the same definition, the same dispositifs, or nothing (ADR 0034)."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.consolidation.rapport.annees import AnneePubliee, CasePubliee, Imprimee
from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import POURCENT, Case, subtract
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import EUROS, MILLION, say_mesure
from maillage.consolidation.rapport.mots import STABLE, choose_de_plus, choose_pluriel
from maillage.consolidation.rapport.nombres import Dit, Nombre, Phrase, read_texte, say_annee, say_compte
from maillage.consolidation.rapport.phrases import enumerate_phrases, join, write
from maillage.consolidation.rapport.tableaux import CENT, NOTE_BASES, get_source, has_base, say_avec_base
from maillage.socle.graphiques import Figure, Mesure, courbe


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


def find_precedente(livre: Livre, case: Case) -> tuple[CasePubliee, int] | None:
    """None as soon as they are not the same dispositifs: totals of other people tell no evolution."""
    precedent, cellule = livre.get_precedent(), case.cellule
    ou = (cellule.niveau, cellule.territoire)
    if precedent is None or not count_constants(livre, precedent, cellule.code, ou):
        return None
    before = precedent.find_case(case.mesure, cellule.ventilation, cellule.modalite, ou=ou)
    return None if before is None else (before, precedent.millesime)


def count_constants(livre: Livre, precedent: AnneePubliee, code: str, ou: Ou) -> int:
    """How many dispositifs this figure comes from, the very same both years; zero when they differ."""
    now, before = livre.perimetres.list_entiers(code, ou), precedent.perimetres.list_entiers(code, ou)
    return len(now) if now == before else 0


def draw_annees(livre: Livre, codes: Sequence[str], *, titre: Phrase, ou: Ou = ENTIER) -> Dessin | None:
    """The first of `codes` as a line; the table gives them all, and how many dispositifs. None with a single year."""
    precedents = sorted(livre.precedents, key=lambda one: one.millesime)
    rows: list[tuple[int, list[Imprimee], frozenset[str]]] = []
    for annee in precedents:
        found = [annee.find_case(livre.catalogue.mesures[code], ou=ou) for code in codes]
        cases: list[Imprimee] = [case for case in found if case is not None]
        if len(cases) == len(codes):
            rows.append((annee.millesime, cases, annee.perimetres.list_presents(codes[0], ou)))
    own = [livre.find_case(code, ou=ou) for code in codes]
    present: list[Imprimee] = [case for case in own if case is not None]
    if not rows or len(present) < len(codes):
        return None
    rows.append((livre.millesime, present, livre.perimetres.list_presents(codes[0], ou)))
    heads = [(case.libelle,) for case in own if case is not None]
    tableau = Tableau(
        titre, (write("Année"), *heads, write(livre.vocabulaire.participants.capitalize())),
        [((say_annee(annee),), *(_say_avec_base(case) for case in cases), (_say_nombre(membres),)) for annee, cases, membres in rows],
        tuple(range(1, len(codes) + 2)), tuple(note for note in (_note_bases(present), _note_perimetres(livre, rows), _note_definitions(rows)) if note),
    )  # fmt: skip
    return _draw(livre, [(annee, cases[0]) for annee, cases, _ in rows], titre, tableau)


def _draw(livre: Livre, points: Sequence[tuple[int, Imprimee]], titre: Phrase, tableau: Tableau) -> Dessin:
    mesure = points[-1][1].mesure
    said = enumerate_phrases(
        write("{annee} : {valeur}", annee=say_annee(annee), valeur=_say(case)) for annee, case in points
    )
    description, base = join([write("Courbe, une année par point :"), said]), write("Chaque année sur sa propre base.")
    is_part, is_argent = mesure.unite == POURCENT, mesure.unite == EUROS
    pas = CENT if is_part else MILLION if is_argent else Decimal(1)
    decimales = 2 if is_argent else mesure.decimales
    values = [(annee, case.valeur.valeur) for annee, case in points]
    figure = Figure(
        titre=read_texte(titre), description=read_texte(description) + ".", source=get_source(livre),
        spec=courbe(
            [Mesure(str(annee), None if v is None else float(v / pas)) for annee, v in values],
            format=f".{decimales}%" if is_part else f",.{decimales}f", is_ecrite=True,
        ),
        base=read_texte(base), note=read_texte(join(tableau.notes)), colonnes=[read_texte(c) for c in tableau.colonnes],
        lignes=[[read_texte(cell) for cell in ligne] for ligne in tableau.lignes],
    )  # fmt: skip
    return Dessin(figure, titre, base, tableau, description)


def _say(case: Imprimee) -> Nombre:
    return say_mesure(case.valeur, case.mesure.unite)


def _say_avec_base(case: Imprimee) -> Phrase:
    return say_avec_base(case) if has_base(case) else (_say(case),)


def _note_bases(cases: Sequence[Imprimee]) -> Phrase:
    return write(NOTE_BASES) if any(has_base(case) and case.valeur.is_montre for case in cases) else ()


def _say_nombre(membres: frozenset[str]) -> Dit | str:
    return say_compte(len(membres), "perimetre") if membres else "–"


def _note_perimetres(livre: Livre, rows: Sequence[tuple[int, Sequence[Imprimee], frozenset[str]]]) -> Phrase:
    if len({membres for _, _, membres in rows}) == 1:
        return ()
    return write(
        "Ce ne sont pas les mêmes {participants} chaque année : une hausse ou une baisse peut venir de ceux qui arrivent ou qui partent.",
        participants=livre.vocabulaire.participants,
    )


def _note_definitions(rows: Sequence[tuple[int, Sequence[Imprimee], frozenset[str]]]) -> Phrase:
    versions = {case.cle[:2] for _, cases, _ in rows for case in cases}
    if len(versions) == len({code for code, _ in versions}):
        return ()
    return write("Une définition a changé entre ces années : elles ne se comparent pas sans réserve.")
