"""What the chapter of the survey is made of: shares beside their amounts, tables whose last column says how many gave each figure."""

from collections.abc import Sequence

from maillage.consolidation.catalogue.enquete.repartitions import Repartition
from maillage.consolidation.rapport.blocs import Dessin, Tableau
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import say_montant, say_partage, share_parts
from maillage.consolidation.rapport.nombres import Nombre, Phrase, say_libelle
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import draw_barres
from maillage.indicateurs.mesures import Taux

EUROS = "€"
MASQUEES = "Les cases masquées le sont pour qu’aucun dispositif ne puisse être reconnu."


def is_dit(case: Case) -> bool:
    """Somebody answered; hidden, it is said as hidden."""
    return case.is_masquee or bool(case.cellule.base)


def get_base(livre: Livre, case: Case, *, ou: Ou = ENTIER) -> Case:
    """Of a rate, the sum that says how many respondents it has."""
    assert isinstance(case.mesure, Taux)
    return livre.get_case(case.mesure.denominateur.code, ou=ou)


def make_tableau(legende: str, colonnes: Sequence[str], rows: Sequence[Sequence[Phrase]]) -> Tableau:
    return Tableau(write(legende), tuple(write(nom) for nom in colonnes), rows, tuple(range(1, len(colonnes))))


def draw_parts(livre: Livre, repartition: Repartition, modele: str, *, accent: str, colonne: str) -> Dessin:
    """Shares that make a hundred, beside the amounts, of one set of respondents."""
    total = livre.get_case(repartition.total)
    cases = [livre.get_case(repartition.get_part(poste)) for poste in repartition.postes]
    montants = [livre.get_case(repartition.get_code(poste)) for poste in repartition.postes]
    noms: list[Phrase] = [_name(repartition, poste) for poste in repartition.postes]
    shown = share_parts(cases)
    first = shown[repartition.postes.index(accent)]
    titre = tell(modele, sujet=repartition.libelle, part=first.valeur)
    base = tell(
        "Sur {total}, de {n} dispositifs.", sujet="Base", total=_say_dite(total), n=total.base,
    )  # fmt: skip
    notes = [say_partage(cases, shown, noms), write(MASQUEES) if any(case.is_masquee for case in cases) else ()]
    tableau = Tableau(
        titre, (write(colonne), write("Montant" if total.mesure.unite == EUROS else "Nombre"), write("Part"), write("Dispositifs")),
        [(nom, (say_somme(montant),), (case.valeur,), (montant.base,)) for nom, montant, case in zip(noms, montants, shown, strict=True)],
        (1, 2, 3), tuple(note for note in notes if note),
    )  # fmt: skip
    labels = [repartition.libelles[poste].removeprefix("employés par ") for poste in repartition.postes]
    return draw_barres(
        livre, shown, titre=titre, base=base, tableau=tableau, notes=tableau.notes,
        noms=[f"{label[:1].upper()}{label[1:]}" for label in labels],
    )  # fmt: skip


def _say_dite(case: Case) -> Phrase:
    """« 101 personnes »; an amount bears its unit."""
    return (say_somme(case),) if case.mesure.unite == EUROS else write(f"{{n}} {case.mesure.unite}", n=case.valeur)


def _name(repartition: Repartition, poste: str) -> Phrase:
    nom = repartition.libelles[poste]
    return (say_libelle(f"{nom[:1].upper()}{nom[1:]}", repartition.get_code(poste)),)


def say_somme(case: Case) -> Nombre:
    return say_montant(case) if case.mesure.unite == EUROS else case.valeur
