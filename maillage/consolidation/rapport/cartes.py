"""Maps of a figure, territory by territory; one that is not shown is hatched like one that has nobody counted.

Regions published together, because too few answered there, are painted alike, and the note says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Dit, Nombre, Origine, Phrase, read_texte
from maillage.consolidation.rapport.phrases import enumerate_phrases, join, write
from maillage.consolidation.rapport.tableaux import get_source
from maillage.socle.graphiques import Classe, Figure, Fond, carte_france
from maillage.socle.typographie import FINE, write_nombre
from maillage.territoire import ATTRIBUTION

REGION = "region"
PAS, CLASSES_MAX = (1, 2, 5, 10, 20), 6
NOTE_ENSEMBLE = "Publiées ensemble, ces régions portent une seule couleur, celle de leur valeur commune : {groupes}."
Classes = list[tuple[Decimal, Dit]]


def draw_carte(
    livre: Livre, fond: Fond, cases: Mapping[str, Case], classes: Classes, *, niveau: str, titre: Phrase, base: Phrase,
    tableau: Tableau,
) -> Dessin | Tableau:  # fmt: skip
    """`cases`: by code of the territory, of this `niveau`. A map that would paint nothing is not drawn: its table says why."""
    tableau = replace(tableau, notes=(*tableau.notes, *note_groupes(livre, cases, niveau=niveau)))
    valeurs = {
        peint: float(case.valeur.valeur) for code, case in cases.items() if case.valeur.valeur is not None
        for peint in list_peints(livre, code, niveau=niveau)
    }  # fmt: skip
    if not fond.codes & valeurs.keys():
        return tableau
    said = enumerate_phrases(
        write("{nom} {valeur}", nom=livre.say_lieu((niveau, code)), valeur=case.valeur) for code, case in cases.items()
    )
    description = join([write(f"Carte des {fond.nom} :"), said])
    figure = Figure(
        titre=read_texte(titre), description=f"{read_texte(description)}.",
        spec=carte_france(
            fond,
            valeurs=valeurs,
            classes=[Classe(float(low), label.texte) for low, label in classes],
            absence=livre.vocabulaire.say_absence(
                case.valeur.texte for case in cases.values() if case.valeur.valeur is None
            ),
        ),
        source=f"{get_source(livre)} ; fond {ATTRIBUTION}", base=read_texte(base), note=read_texte(join(tableau.notes)),
        colonnes=[read_texte(c) for c in tableau.colonnes],
        lignes=[[read_texte(cell) for cell in ligne] for ligne in tableau.lignes],
    )  # fmt: skip
    return Dessin(figure, titre, base, tableau, description, tuple(label for _, label in classes))


def list_peints(livre: Livre, code: str, *, niveau: str) -> Sequence[str]:
    """What the map paints of a territory: itself, or the regions that it puts together."""
    return livre.regions.get(code, (code,)) if niveau == REGION else (code,)


def note_groupes(livre: Livre, cases: Mapping[str, Case], *, niveau: str) -> list[Phrase]:
    groupes = [peints for code in cases if len(peints := list_peints(livre, code, niveau=niveau)) > 1]
    if not groupes:
        return []
    said = enumerate_phrases(join([(livre.say_lieu((REGION, one)),) for one in peints], ", ") for peints in groupes)
    return [write(NOTE_ENSEMBLE, groupes=said)]


def list_montres(cases: Mapping[str, Case]) -> list[Nombre]:
    """The numbers that may be read, the lowest first."""
    shown = [case.valeur for case in cases.values() if case.valeur.valeur is not None]
    return sorted(shown, key=lambda nombre: nombre.valeur or Decimal(0))


def list_classes_de_parts(values: Sequence[Decimal]) -> Classes:
    """Round steps from the lowest shown to the highest: what is hidden weighs on no bound."""
    if not values:
        return []
    step = next(one for one in PAS if _floor(max(values), one) - _floor(min(values), one) < one * CLASSES_MAX)
    low, found = _floor(min(values), step), []
    while low <= max(values):
        texte = f"{low}{FINE}%" if step == 1 else f"de {low} à moins de {low + step}{FINE}%"
        found.append((Decimal(low), Dit(texte, Origine.ECHELLE, "carte")))
        low += step
    return found


def list_classes_de_totaux(values: Sequence[Decimal]) -> Classes:
    """Bounds that grow with the totals (one, two, five, ten…): a large territory does not flatten the others. Of whole numbers."""
    if not values:
        return []
    every = [Decimal(one) * 10**power for power in range(len(str(int(max(values, key=abs)))) + 1) for one in (1, 2, 5)]
    by_ten = [one for one in every if str(one)[0] == "1"]
    for bounds in (every, [one for one in every if str(one)[0] in "15"], by_ten, by_ten[::2]):
        kept = [Decimal(0), *bounds]
        first = max((one for one in kept if one <= min(values)), default=min(kept))
        kept = [one for one in kept if first <= one <= max(values)] or [first]
        if len(kept) <= CLASSES_MAX:
            break
    above = [*kept[1:], None]
    return [
        (low, Dit(_write_classe(low, high), Origine.ECHELLE, "carte")) for low, high in zip(kept, above, strict=True)
    ]


def _write_classe(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return f"{write_nombre(low)} ou plus"
    if high - 1 == low:
        return write_nombre(low)
    return f"{write_nombre(low)} à {write_nombre(high - 1)}" if low else f"moins de {write_nombre(high)}"


def _floor(value: Decimal, step: int) -> int:
    return int(value // step) * step
