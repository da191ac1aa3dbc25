"""The management of the FSE: how it is carried, rates of sums, delays."""

from maillage.consolidation.catalogue.enquete.catalogue import MODES
from maillage.consolidation.catalogue.enquete.delais import get_mediane, get_neuf_sur_dix
from maillage.consolidation.catalogue.enquete.rapports import GESTION, MOYENS
from maillage.consolidation.enquetes.rules.delais import DELAIS
from maillage.consolidation.rapport.blocs import Bloc, Texte
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.montants import say_terme
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import join, write
from maillage.consolidation.rapport.plans.plie.enquete.blocs import EUROS, get_base, is_dit, make_tableau
from maillage.consolidation.rapport.tableaux import break_down


def write_gestion(livre: Livre) -> list[Bloc]:
    blocs: list[Bloc] = []
    modes = [case for case in livre.list_cases(MODES.code, "portage") if is_dit(case)]
    if modes:
        blocs.append(break_down(livre, MODES.code, "portage", titre=write("Modes de gestion du FSE"), colonne="Mode"))
    rows = []
    for rapport in GESTION:
        case = livre.get_case(f"enquete.{rapport.code}")
        if not is_dit(case):
            continue
        base = get_base(livre, case)
        haut = say_terme(case, case.effectif)
        bas = say_terme(case, case.base) if base.mesure.unite == EUROS else case.base
        valeur = join(
            [(case.valeur,), write(EUROS if case.mesure.unite.startswith(EUROS) and case.valeur.is_montre else "")]
        )
        rows.append(((case.libelle,), valeur, (haut,), (bas,), (base.base,)))
    if rows:
        blocs.append(make_tableau(
            "Gestion du FSE, cumulée au dernier jour de l’année", ("Indicateur", "Valeur", "Numérateur", "Dénominateur", "Dispositifs"), rows
        ))  # fmt: skip
        blocs.append(Texte(write(
            "Chaque taux est le rapport de deux sommes, de qui a donné les deux."
        )))  # fmt: skip
    return blocs


def write_delais(livre: Livre) -> list[Bloc]:
    moyens: list[tuple[Phrase, ...]] = []
    medians: list[tuple[Phrase, ...]] = []
    for delai, rapport in zip(DELAIS, MOYENS, strict=True):
        nom = write(delai.libelle[0].upper() + delai.libelle[1:])
        moyen = livre.get_case(f"enquete.{rapport.code}")
        if is_dit(moyen):
            moyens.append((nom, (moyen.valeur,), (moyen.base,), (get_base(livre, moyen).base,)))
        median, neuf = livre.get_case(get_mediane(delai)), livre.get_case(get_neuf_sur_dix(delai))
        if is_dit(median):
            medians.append((nom, (median.valeur,), (neuf.valeur,), (median.base,)))
    blocs: list[Bloc] = []
    if moyens:
        blocs.append(
            make_tableau("Délais moyens, en jours", ("Délai", "Jours", "Opérations ou bilans", "Dispositifs"), moyens)
        )
    if medians:
        heads = ("Délai", "La moitié des dispositifs, au plus", "Neuf dispositifs sur dix, au plus", "Dispositifs")
        blocs.append(make_tableau("Délais médians des dispositifs, en jours", heads, medians))
    if blocs:
        blocs.append(Texte(write(
            "Les jours sont ceux du calendrier, de ce qui a franchi l’étape dans l’année. Le délai moyen du réseau compte celui de chaque "
            "dispositif autant de fois qu’il a eu d’opérations ou de bilans. Des médianes ne s’additionnent pas : le second tableau parle de "
            "dispositifs, non d’opérations."
        )))  # fmt: skip
    return blocs
