"""The same figures region by region, on a map and in a table; a hidden region is hatched like one that has no PLIE."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.consolidation.rapport.blocs import Dessin, Partie, Tableau, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Dit, Nombre, Origine, Phrase, read_texte
from maillage.consolidation.rapport.phrases import enumerate_phrases, join, write
from maillage.consolidation.rapport.tableaux import get_source
from maillage.indicateurs.calcul import FRANCE
from maillage.socle.graphiques import Classe, Figure, carte_france
from maillage.socle.typographie import FINE, fold
from maillage.territoire import ATTRIBUTION
from maillage.territoire.fonds import get_fond_regions

REGION = "region"
TAUX = "plie.taux_neutralise"
COLONNES = ("plie.accompagnes", "plie.entrees", "plie.sorties", "plie.sorties_positives", TAUX)
PAS, CLASSES_MAX = (1, 2, 5, 10, 20), 6
ABSENCE, MELEE = "aucun PLIE compté", "masqué, ou aucun PLIE compté"


def write_territoires(livre: Livre) -> Partie | None:
    codes = [code for code in livre.territoires.get(REGION, ()) if code]
    if not codes:
        return None
    return Partie(
        "territoires", "Dans les régions",
        (
            Texte(write(
                "Un taux de région est celui de la somme de ses dispositifs, jamais la moyenne de leurs taux. Les publics et les "
                "marchés du travail diffèrent d’une région à l’autre : ces taux se lisent, ils ne se classent pas."
            )),
            draw_carte(livre, codes),
        ),
    )  # fmt: skip


def draw_carte(livre: Livre, codes: Sequence[str]) -> Dessin:
    cases = {code: livre.get_case(TAUX, ou=(REGION, code)) for code in codes}
    shown = [case.valeur.valeur for case in cases.values() if case.valeur.valeur is not None]
    classes = list_classes(shown)
    titre = _write_titre(livre, cases)
    base = write("Sorties positives rapportées aux sorties de la région, hors déménagement, décès et retraite.")
    tableau = _list_regions(livre, codes, titre)
    is_melee = any(case.is_masquee for case in cases.values())
    said = enumerate_phrases(
        write("{nom} {valeur}", nom=livre.say_lieu((REGION, code)), valeur=case.valeur) for code, case in cases.items()
    )
    description = join([write("Carte des régions :"), said])
    figure = Figure(
        titre=read_texte(titre), description=f"{read_texte(description)}.",
        spec=carte_france(
            get_fond_regions(),
            valeurs={code: float(case.valeur.valeur) for code, case in cases.items() if case.valeur.valeur is not None},
            classes=[Classe(float(low), label.texte) for low, label in classes], absence=MELEE if is_melee else ABSENCE,
        ),
        source=f"{get_source(livre)} ; fond {ATTRIBUTION}", base=read_texte(base), note=read_texte(join(tableau.notes)),
        colonnes=[read_texte(c) for c in tableau.colonnes],
        lignes=[[read_texte(cell) for cell in ligne] for ligne in tableau.lignes],
    )  # fmt: skip
    return Dessin(figure, titre, base, tableau, description, tuple(label for _, label in classes))


def list_classes(values: Sequence[Decimal]) -> list[tuple[Decimal, Dit]]:
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


def _floor(value: Decimal, step: int) -> int:
    return int(value // step) * step


def _write_titre(livre: Livre, cases: dict[str, Case]) -> Phrase:
    shown: list[Nombre] = sorted(
        (case.valeur for case in cases.values() if case.valeur.valeur is not None), key=lambda n: n.valeur or Decimal(0)
    )
    if len(shown) < 2 or shown[0].valeur == shown[-1].valeur:
        return write("Le taux neutralisé de sorties positives dans les régions")
    return write(
        "Le taux neutralisé de sorties positives va de {bas} à {haut} selon la région", bas=shown[0], haut=shown[-1]
    )


def _list_regions(livre: Livre, codes: Sequence[str], titre: Phrase) -> Tableau:
    """By name; the country last."""
    places = sorted(((REGION, code) for code in codes), key=lambda ou: fold(livre.name_lieu(ou)))
    heads = ("Région", "Accompagnés", "Entrées", "Sorties", "Sorties positives", "Taux neutralisé", "Base du taux")
    rows: list[tuple[Phrase, ...]] = []
    for ou in (*places, (FRANCE, "FR")):
        cases = [livre.get_case(code, ou=ou) for code in COLONNES]
        rows.append(((livre.say_lieu(ou),), *((case.valeur,) for case in cases), (cases[-1].base,)))
    return Tableau(titre, tuple(write(nom) for nom in heads), rows, tuple(range(1, len(heads))), ())
