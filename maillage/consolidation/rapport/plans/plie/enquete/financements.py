"""What the PLIE raise and allocate: amounts of who gave each part, shares that make a hundred, the same in the regions."""

from collections.abc import Iterable

from maillage.consolidation.catalogue.enquete.repartitions import FINANCEURS, NATURES, TYPES
from maillage.consolidation.rapport.blocs import Bloc, Texte
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import say_montant, say_terme
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.plans.plie.enquete.blocs import draw_parts, get_base, is_dit, make_tableau
from maillage.indicateurs.calcul import FRANCE
from maillage.socle.typographie import fold

REGION = "region"


def write_financements(livre: Livre) -> list[Bloc]:
    total, moyenne = livre.get_case(FINANCEURS.total), livre.get_case(f"{FINANCEURS.total}.moyenne")
    fse, fse_moyen = (livre.get_case(f"{FINANCEURS.get_code('fse')}{suffixe}") for suffixe in ("", ".moyenne"))
    if not is_dit(total):
        return []
    levier, levier_total = livre.get_case("enquete.levier_fse"), livre.get_case("enquete.levier_total")
    collectivites = livre.get_case(FINANCEURS.get_part("collectivites"))
    etat, autres = livre.get_case(FINANCEURS.get_part("etat")), livre.get_case(FINANCEURS.get_part("autres"))
    blocs: list[Bloc] = [
        Texte(tell(
            "Les financements mobilisés par les {n} dispositifs qui ont donné chacun d’eux s’élèvent à {total}, dont {fse} de FSE : "
            "en moyenne {moyenne} par dispositif, dont {fse_moyen} de FSE.",
            sujet="Financements mobilisés", n=total.base, total=say_montant(total), fse=say_montant(fse),
            moyenne=say_montant(moyenne), fse_moyen=say_montant(fse_moyen),
        )),
        draw_parts(livre, FINANCEURS, "{part} des financements viennent du FSE", accent="fse", colonne="Financeur"),
        Texte(tell(
            "Les collectivités de tous niveaux apportent {collectivites} du total, l’État {etat}, les autres financeurs {autres}.",
            sujet="Parts des collectivités, de l’État et des autres", collectivites=collectivites.valeur, etat=etat.valeur,
            autres=autres.valeur,
        )),
    ]  # fmt: skip
    if levier.is_masquee or levier.cellule.base:
        blocs.append(Texte(tell(
            "Un euro apporté par les communes et les intercommunalités va avec {fse} € de FSE, et {total} € de financements en tout. "
            "C’est l’effet de levier, rapport des montants non arrondis de ces mêmes {n} dispositifs.",
            sujet="Effet de levier", fse=levier.valeur, total=levier_total.valeur, n=total.base,
        )))  # fmt: skip
    return blocs


def write_operateurs(livre: Livre) -> list[Bloc]:
    operateurs, moyenne = livre.get_case("enquete.operateurs"), livre.get_case("enquete.operateurs.moyenne")
    part, iae = livre.get_case("enquete.part_operateurs"), livre.get_case("enquete.part_iae")
    types = livre.get_case(TYPES.total)
    blocs: list[Bloc] = []
    if is_dit(operateurs):
        blocs.append(Texte(tell(
            "Les PLIE ont alloué {total} aux opérateurs du territoire, pour {n} dispositifs : en moyenne {moyenne} par dispositif.",
            sujet="Alloués aux opérateurs", total=say_montant(operateurs), n=operateurs.base, moyenne=say_montant(moyenne),
        )))  # fmt: skip
    for modele, sujet, case in (
        ("C’est {part} de tout ce qu’allouent les {n} dispositifs qui ont donné les deux montants ({haut} sur {bas}).",
         "Part des opérateurs", part),
        ("Les structures de l’insertion par l’activité économique en reçoivent {part} ({haut} sur {bas}, de {n} dispositifs).",
         "Part de l’insertion par l’activité économique", iae),
    ):  # fmt: skip
        if is_dit(case):
            blocs.append(Texte(tell(
                modele, sujet=sujet, part=case.valeur, haut=say_terme(case, case.effectif), bas=say_terme(case, case.base),
                n=get_base(livre, case).base,
            )))  # fmt: skip
    if is_dit(types):
        blocs.append(draw_parts(
            livre, TYPES, "Les ateliers et chantiers d’insertion reçoivent {part} de ce qui est détaillé", accent="aci", colonne="Opérateurs",
        ))  # fmt: skip
    return blocs


def write_natures(livre: Livre) -> list[Bloc]:
    total = livre.get_case(NATURES.total)
    if not is_dit(total):
        return []
    return [
        Texte(tell(
            "Ce que les PLIE allouent sert à plusieurs types d’opération, leur propre équipe comprise. {n} dispositifs les ont tous donnés, "
            "pour {total}.",
            sujet="Financements par type d’opération", n=total.base, total=say_montant(total),
        )),
        draw_parts(
            livre, NATURES, "L’accompagnement par un référent prend {part} de ce qui est détaillé", accent="op_referents",
            colonne="Type d’opération",
        ),
    ]  # fmt: skip


def write_regions(livre: Livre) -> list[Bloc]:
    if not is_dit(livre.get_case(FINANCEURS.total)):
        return []
    rows: list[tuple[Phrase, ...]] = []
    for ou in (*_list_regions(livre), (FRANCE, ENTIER[1])):
        found = [
            livre.find_case(code, ou=ou)
            for code in ("enquete.repondants", FINANCEURS.total, FINANCEURS.get_part("fse"), "enquete.levier_fse")
        ]
        tous, total, part, levier = found
        if tous is None or total is None or part is None or levier is None:
            continue
        cells = [(say_montant(total),), (part.valeur,), (levier.valeur,), (total.base,)]
        rows.append(((livre.say_lieu(ou),), (tous.valeur,), *cells))
    if len(rows) < 2:
        return []
    heads = ("Région", "Réponses", "Financements", "Part du FSE", "FSE pour un euro communal", "Dispositifs comptés")
    return [
        Texte(write(
            "Les financements d’une région sont ceux des dispositifs qui ont donné chacun d’eux. Sous trois dispositifs, ou si un seul en fait "
            "presque tout, ils sont masqués."
        )),
        make_tableau("Les financements dans les régions", heads, rows),
    ]  # fmt: skip


def _list_regions(livre: Livre) -> Iterable[Ou]:
    places = [(REGION, code) for code in livre.territoires.get(REGION, ()) if code]
    return sorted(places, key=lambda ou: fold(livre.name_lieu(ou)))
