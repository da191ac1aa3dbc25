"""One page for an élu or a committee: what a territory did, beside its region and the country, and what each figure means."""

from collections.abc import Sequence
from datetime import date

from maillage.consolidation.rapport.blocs import Bloc, ChiffresCles, Dessin, Partie, Rapport, Tableau, Texte
from maillage.consolidation.rapport.essentiel import Ligne, Reference
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase, say_annee, say_libelle
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans import Plan
from maillage.consolidation.rapport.plans.depuis import say_fiche
from maillage.consolidation.rapport.tableaux import draw_barres
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE


def compose_fiche(livre: Livre, ou: Ou, *, plan: Plan, edite_le: date) -> Rapport:
    """A dispositif or a département is compared with its region and the country, a region with the country."""
    lieux = list_lieux(ou, find_region(livre, ou))
    shown = plan.essentiel
    blocs: list[Bloc] = [
        ChiffresCles(shown.cles(livre, ou)), draw_reference(livre, lieux, shown.reference),
        compare(livre, lieux, shown.lignes),
    ]  # fmt: skip
    if said := say_fiche(livre, ou, shown.evolutions):
        blocs.insert(1, Texte(said))
    return Rapport(
        "fiche", livre.name_lieu(ou), livre.millesime, edite_le, livre.mention, livre.rappel, livre.is_a_decider,
        write("{titre} : l’essentiel de {annee} en une page.", titre=plan.titre, annee=say_annee(livre.millesime)),
        (Partie("fiche", "L’année en chiffres", blocs),), surtitre=plan.titre,
    )  # fmt: skip


def list_lieux(ou: Ou, region: str) -> list[Ou]:
    above = [("region", region)] if region and ou[0] != "region" else []
    return [ou, *above, *([ENTIER] if ou[0] != FRANCE else [])]


def draw_reference(livre: Livre, lieux: Sequence[Ou], reference: Reference) -> Dessin:
    cases = [livre.get_case(reference.code, ou=ou) for ou in lieux]
    titre = write("{titre}", titre=say_libelle(reference.titre, reference.code))
    tableau = Tableau(
        titre, tuple(write(nom) for nom in reference.colonnes),
        [
            ((livre.say_lieu(ou),), (c.valeur,), (c.effectif,), (c.base,))
            for ou, c in zip(lieux, cases, strict=True)
        ],
        (1, 2, 3),
    )  # fmt: skip
    return draw_barres(
        livre,
        cases,
        titre=titre,
        base=write(reference.base),
        tableau=tableau,
        noms=[livre.name_lieu(ou) for ou in lieux],
    )


def compare(livre: Livre, lieux: Sequence[Ou], lignes: Sequence[Ligne]) -> Tableau:
    """The territory with its base, then who it is compared with. What the book does not count there has no line."""
    heads: list[Phrase] = [write("Indicateur"), (say_libelle(_name(livre, lieux[0]), "lieu"),), write("Base")]
    heads += [(livre.say_lieu(ou),) for ou in lieux[1:]]
    rows: list[tuple[Phrase, ...]] = []
    sens: list[Phrase] = []
    for ligne in lignes:
        found = [livre.find_case(ligne.code, ligne.ventilation, ligne.modalite, ou=ou) for ou in lieux]
        cases = [case for case in found if case is not None]
        if len(cases) == len(lieux):
            said = (say_libelle(ligne.nom, ligne.code) if ligne.nom else cases[0].libelle,)
            rows.append((said, (cases[0].valeur,), (cases[0].base,), *((case.valeur,) for case in cases[1:])))
            sens.append(write("{sens}", sens=say_libelle(ligne.sens, ligne.code)))
    return Tableau(
        write("Ce qui est mesuré, et ce que cela veut dire"), heads, rows, tuple(range(1, len(heads))), sens=sens
    )


def _name(livre: Livre, ou: Ou) -> str:
    own = f"Ce {livre.vocabulaire.participant}"
    return {DISPOSITIF: own, "departement": "Ce département"}.get(ou[0]) or livre.name_lieu(ou)


def find_region(livre: Livre, ou: Ou) -> str:
    """That of a dispositif or of a département counted; empty for the others."""
    niveau, territoire = ou
    return next(
        (
            one.region
            for one in livre.participants
            if (niveau == DISPOSITIF and one.cle == territoire)
            or (niveau == "departement" and one.departement == territoire)
        ),
        "",
    )
