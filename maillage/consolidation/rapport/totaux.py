"""Tables and pictures of counts and totals: hours, contracts, markets; how many, of how many, and the year before."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from maillage.consolidation.catalogue.egalites import Egalite
from maillage.consolidation.rapport.annees import CasePubliee
from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import (
    CENT,
    POURCENT,
    Case,
    divide,
    find_etat,
    find_premier,
    get_modalite,
    write_tu,
    write_valeur,
)
from maillage.consolidation.rapport.evolutions import find_precedente
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Etat, Nombre, Phrase, Role, Segment, say_annee, say_libelle
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import (
    NOTE_BASES,
    break_down,
    draw_barres,
    has_base,
    is_compte,
    note_tues,
    note_un_a_un,
    say_avec_base,
)
from maillage.indicateurs.mesures import Somme, Taux


def split_total(
    livre: Livre,
    code: str,
    ventilation: str,
    *,
    quoi: str,
    colonne: str,
    unite: str,
    ou: Ou = ENTIER,
    accent: str = "",
    connues: str = "",
) -> Dessin | None:
    """A count or a total cut in categories: how many, and which part of the whole. None when there is nothing to cut.

    `connues`: of whom the answer is known, when the shares are out of them alone (« dont l’adresse est située »).
    `quoi`: what the title says that they are shares of (« des heures »); `accent`: the modality it speaks of, else the
    largest; `unite`: « Heures », at the head of its column. A
    category that nobody is in has no line.
    """
    whole = livre.find_case(code, ou=ou)
    cases = [case for case in livre.list_cases(code, ventilation, ou=ou) if is_compte(case)]
    if whole is None or not cases:
        return None
    nombre, inconnues = whole.valeur, [case for case in cases if connues and not case.cellule.modalite]
    if inconnues:
        whole, cases = leave_inconnus(whole, inconnues[0]), [case for case in cases if case.cellule.modalite]
        # Worked out: it is not what its cell counts.
        nombre = replace(whole.valeur, role=Role.DERIVE, cles=(whole.cle, inconnues[0].cle))
    parts = [replace(part, cles=(case.cle, *nombre.cles)) for case in cases for part in (share(case, whole),)]
    des_totaux = note_un_a_un(cases, whole, nombre) if isinstance(whole.mesure, Somme) else []
    notes = [note for note in (_say_somme(parts), *des_totaux, *note_tues([*cases, *inconnues])) if note]
    sur = f"Sur {{nombre}} {{quoi}} {connues}".rstrip()
    base = tell(f"{sur}.", sujet="Ensemble", nombre=nombre, quoi=say_quoi(whole))
    known = [case for case in cases if case.cellule.modalite]
    first = find_premier([case for case in known if not accent or case.cellule.modalite == accent])
    titre = say_premier(first, share(first, whole) if first else None, quoi=quoi, colonne=colonne)
    tableau = Tableau(
        titre, (write(colonne), write(unite), write("Part")),
        [*(((case.libelle,), (case.valeur,), (part,)) for case, part in zip(cases, parts, strict=True)), *(((one.libelle,), (one.valeur,), ()) for one in inconnues)],
        (1, 2), notes,
    )  # fmt: skip
    return draw_barres(
        livre, known or cases, titre=titre, base=base, tableau=tableau, notes=tableau.notes, accent=get_modalite(first)
    )


def leave_inconnus(whole: Case, unknown: Case) -> Case:
    """A count without those whose answer is not known; hidden where they are."""
    cellule = whole.cellule._replace(numerateur=whole.cellule.numerateur - unknown.cellule.numerateur)
    return replace(whole, cellule=cellule, voile=unknown.voile if unknown.is_masquee else whole.voile)


def share_out(
    livre: Livre, code: str, ventilation: str, *, quoi: str, colonne: str, effectif: str, ou: Ou = ENTIER, accent: str = "",
) -> Dessin:  # fmt: skip
    """The same of a rate, whose shares are cells."""
    known = [case for case in livre.list_cases(code, ventilation, ou=ou) if case.cellule.modalite]
    first = find_premier([case for case in known if not accent or case.cellule.modalite == accent])
    titre = say_premier(first, first.valeur if first else None, quoi=quoi, colonne=colonne)
    return break_down(
        livre, code, ventilation, titre=titre, colonne=colonne, effectif=effectif, ou=ou, accent=get_modalite(first)
    )


def say_premier(case: Case | None, part: Nombre | None, *, quoi: str, colonne: str) -> Phrase:
    """« Embauche directe : 34 % des heures »; what the picture is about, where no category may be named first."""
    if case is None or part is None or not part.is_montre or not case.cellule.numerateur:
        return write(f"{colonne} : parts {quoi}")
    return write(f"{{nom}} : {{part}} {quoi}", nom=case.libelle, part=part)


def share(case: Case, whole: Case) -> Nombre:
    """The part of a whole that a category is; hidden with either."""
    cles = (case.cle, whole.cle)
    if case.is_masquee or whole.is_masquee:
        return write_tu(find_etat([case, whole]), cles, Role.DERIVE)
    return divide(case.cellule.numerateur, whole.cellule.numerateur, cles)


def _say_somme(parts: Sequence[Nombre]) -> Phrase:
    """Rounded shares that make 99 or 101, said as for the others."""
    if any(part.valeur is None for part in parts):
        return ()
    value = sum((part.valeur or Decimal(0) for part in parts), Decimal(0))
    if value == CENT:
        return ()
    cles = tuple(dict.fromkeys(cle for part in parts for cle in part.cles))
    total = Nombre(write_valeur(value, POURCENT, 0), cles, Role.DERIVE, Etat.MONTRE, value)
    return write("Chaque part est arrondie séparément : ensemble, elles font {total}.", total=total)


def say_quoi(case: Case) -> Segment:
    """« heures réelles validées »: what a count or a total is of."""
    return say_libelle(case.mesure.base if isinstance(case.mesure, Taux) else case.mesure.compte, case.mesure.code)


def list_totaux(
    livre: Livre, lignes: Sequence[tuple[str, str]], *, legende: Phrase, colonne: str = "Ce qui est compté", ou: Ou = ENTIER,
    egalites: Sequence[Egalite] = (),
) -> Tableau:  # fmt: skip
    """Counts, totals and rates, each with the one line that says what it is; last year's beside, where it compares.

    `egalites`: which lines are the sum of others, in case their roundings say otherwise."""
    found = [(case, sens) for code, sens in lignes if (case := livre.find_case(code, ou=ou)) is not None]
    before = [_find_comparable(livre, case) for case, _ in found]
    annees = [annee for one in before if one is not None for annee in one[1:]]
    heads: list[Phrase] = [write(colonne), (say_annee(livre.millesime),)]
    rows: list[list[Phrase]] = [[(case.libelle,), say_avec_base(case)] for case, _ in found]
    notes = note_tues([case for case, _ in found])
    if any(has_base(case) and case.valeur.is_montre for case, _ in found):
        notes.insert(0, write(NOTE_BASES))
    by_code = {case.cellule.code: case for case, _ in found}
    for egalite in egalites:
        if by_code.keys() >= {egalite.total, *egalite.parts}:
            whole = by_code[egalite.total]
            notes += note_un_a_un([by_code[code] for code in egalite.parts], whole, whole.valeur)
    if annees:
        heads.append((say_annee(annees[0]),))
        for row, one in zip(rows, before, strict=True):
            row.append(say_avec_base(one[0]) if one is not None else write("–"))
    return Tableau(
        legende, heads, rows, tuple(range(1, len(heads))), notes,
        [write("{sens}", sens=say_libelle(sens, case.mesure.code)) for case, sens in found],
    )  # fmt: skip


def _find_comparable(livre: Livre, case: Case) -> tuple[CasePubliee, int] | None:
    """Of the same definition."""
    found = find_precedente(livre, case)
    return found if found is not None and found[0].cle[1] == case.mesure.version else None
