"""One page for an élu or a committee: what a territory did, beside its region and the country, and what each figure means."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import slugify

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.rapport.blocs import (
    Bloc,
    ChiffresCles,
    Dessin,
    Encadre,
    Partie,
    Rapport,
    Tableau,
    Texte,
    Ton,
)
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.essentiel import Ligne, Reference
from maillage.consolidation.rapport.lieux import is_dite, sort_lieux
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase, say_annee, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.consolidation.rapport.plans import Plan
from maillage.consolidation.rapport.plans.depuis import say_fiche
from maillage.consolidation.rapport.tableaux import draw_barres, note_tues
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE


def compose_fiche(livre: Livre, ou: Ou, *, plan: Plan, edite_le: date) -> Rapport:
    """A dispositif or a département is compared with its region and the country, a region with the country.

    What some structures did not tell is named in a frame: the page is written with what all of them told.
    """
    lieux = list_lieux(livre, ou)
    shown = plan.essentiel
    blocs: list[Bloc] = [ChiffresCles(shown.cles(livre, ou))]
    blocs += [Texte(said) for said in (say_ensemble(livre, ou), say_fiche(livre, ou, shown.evolutions)) if said]
    tues: list[Phrase] = []
    if livre.find_case(shown.reference.code) is not None:
        if is_dite(livre.get_case(shown.reference.code, ou=ou)):
            blocs.append(draw_reference(livre, lieux, shown.reference))
        else:
            tues.append((say_libelle(shown.reference.titre, shown.reference.code),))
    tableau, absentes = compare(livre, lieux, shown.lignes)
    tues += absentes
    if tableau.lignes:
        blocs.append(tableau)
    if tues:
        blocs.append(Encadre("Ce que cette fiche ne dit pas", say_tues(tues), Ton.ATTENTION))
    return Rapport(
        "fiche", livre.name_lieu(ou), livre.millesime, edite_le, livre.mention, livre.rappel, livre.is_a_decider,
        write("{titre} : l’essentiel de {annee} en une page.", titre=plan.titre, annee=say_annee(livre.millesime)),
        (Partie("fiche", "L’année en chiffres", blocs),), surtitre=plan.titre,
    )  # fmt: skip


def list_fiches(livre: Livre, *, plan: Plan) -> list[Ou]:
    """The country, each region; a département and a dispositif where one of its figures may be read."""
    found = [ENTIER, *sort_lieux(livre, REGION, (code for code in livre.territoires.get(REGION, ()) if code))]
    for niveau in (DEPARTEMENT, DISPOSITIF):
        places = sort_lieux(livre, niveau, (code for code in livre.territoires.get(niveau, ()) if code))
        found += [ou for ou in places if _is_montree(livre, ou, plan)]
    return found


def _is_montree(livre: Livre, ou: Ou, plan: Plan) -> bool:
    return any(one.valeur.is_montre for one in plan.essentiel.cles(livre, ou))


def name_fiche(livre: Livre, ou: Ou) -> str:
    """In addresses: a département and a region may bear one name."""
    niveau, territoire = ou
    if niveau == DISPOSITIF:
        return f"dispositif-{slugify(livre.consolidation.noms.get(territoire) or livre.name_lieu(ou))}"
    return f"departement-{slugify(livre.name_lieu(ou))}" if niveau == DEPARTEMENT else slugify(livre.name_lieu(ou))


def say_ensemble(livre: Livre, ou: Ou) -> Phrase:
    """Of regions published together: which."""
    regions = livre.regions.get(ou[1], ()) if ou[0] == REGION else ()
    if len(regions) < 2:
        return ()
    noms = enumerate_phrases((livre.say_lieu((REGION, region)),) for region in regions)
    return write("Trop peu de {structures} y ont répondu pour publier chacune seule. Publiées ensemble : {noms}.",
                 structures=livre.vocabulaire.structures, noms=noms)  # fmt: skip


def say_tues(noms: Sequence[Phrase]) -> Phrase:
    return write(
        "{noms}. Des structures n’ont dit qu’une partie de leur année : la somme des autres ne serait pas celle du territoire.",
        noms=enumerate_phrases(dict.fromkeys(noms)),
    )


def list_lieux(livre: Livre, ou: Ou) -> list[Ou]:
    region = find_region(livre, ou)
    above = [(REGION, region)] if region and ou[0] != REGION else []
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


def compare(livre: Livre, lieux: Sequence[Ou], lignes: Sequence[Ligne]) -> tuple[Tableau, list[Phrase]]:
    """The territory with its base, then who it is compared with; and the names of what was not told there. What the book
    does not count at all has no line."""
    heads: list[Phrase] = [write("Indicateur"), (say_libelle(_name(livre, lieux[0]), "lieu"),), write("Base")]
    heads += [(livre.say_lieu(ou),) for ou in lieux[1:]]
    rows: list[tuple[Phrase, ...]] = []
    sens: list[Phrase] = []
    listed: list[Case] = []
    tues: list[Phrase] = []
    for ligne in lignes:
        if livre.find_case(ligne.code, ligne.ventilation, ligne.modalite) is None:
            continue
        cases = [livre.get_case(ligne.code, ligne.ventilation, ligne.modalite, ou=ou) for ou in lieux]
        said: Phrase = (say_libelle(ligne.nom, ligne.code) if ligne.nom else cases[0].libelle,)
        if not is_dite(cases[0]):
            tues.append(said)
            continue
        listed += cases
        rows.append((said, (cases[0].valeur,), (cases[0].base,), *((case.valeur,) for case in cases[1:])))
        sens.append(write("{sens}", sens=say_libelle(ligne.sens, ligne.code)))
    titre = write("Ce qui est mesuré, et ce que cela veut dire")
    return Tableau(titre, heads, rows, tuple(range(1, len(heads))), note_tues(listed), sens=sens), tues


def _name(livre: Livre, ou: Ou) -> str:
    own = f"Ce {livre.vocabulaire.participant}"
    return {DISPOSITIF: own, DEPARTEMENT: "Ce département"}.get(ou[0]) or livre.name_lieu(ou)


def find_region(livre: Livre, ou: Ou) -> str:
    """That a dispositif or a département is published in; empty for the others, and where there is none."""
    niveau, territoire = ou
    for one in livre.participants:
        if (niveau, territoire) in ((DISPOSITIF, one.cle), (DEPARTEMENT, one.departement)):
            lieu = livre.consolidation.lieux.get(one.cle)
            region = lieu.region if lieu is not None else one.region
            return region if region in livre.territoires.get(REGION, ()) else ""
    return ""
