"""The same figures region by region, on a map and in a table; a hidden region is hatched like one that has no PLIE."""

from collections.abc import Sequence

from maillage.consolidation.rapport.blocs import Dessin, Partie, Tableau, Texte
from maillage.consolidation.rapport.cartes import draw_carte, list_classes_de_parts, list_montres
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import write
from maillage.indicateurs.calcul import FRANCE
from maillage.socle.typographie import fold
from maillage.territoire.fonds import get_fond_regions

REGION = "region"
TAUX = "plie.taux_neutralise"
COLONNES = ("plie.accompagnes", "plie.entrees", "plie.sorties", "plie.sorties_positives", TAUX)


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
            _draw_taux(livre, codes),
        ),
    )  # fmt: skip


def _draw_taux(livre: Livre, codes: Sequence[str]) -> Dessin:
    cases = {code: livre.get_case(TAUX, ou=(REGION, code)) for code in codes}
    titre = _write_titre(cases)
    classes = list_classes_de_parts([nombre.valeur for nombre in list_montres(cases) if nombre.valeur is not None])
    return draw_carte(
        livre, get_fond_regions(), cases, classes, niveau=REGION, titre=titre,
        base=write("Sorties positives rapportées aux sorties de la région, hors déménagement, décès et retraite."),
        tableau=_list_regions(livre, codes, titre),
    )  # fmt: skip


def _write_titre(cases: dict[str, Case]) -> Phrase:
    shown = list_montres(cases)
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
