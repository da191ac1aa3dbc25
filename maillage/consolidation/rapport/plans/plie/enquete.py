"""« Financements, équipes et partenaires »: what the yearly survey asked, each figure with how many dispositifs gave it."""

from collections.abc import Iterable, Sequence

from maillage.consolidation.catalogue.enquete.catalogue import MODES
from maillage.consolidation.catalogue.enquete.rapports import GESTION
from maillage.consolidation.catalogue.enquete.repartitions import EMPLOYEURS, FINANCEURS, TYPES, Repartition
from maillage.consolidation.enquetes.rules.questions import NOMBRES
from maillage.consolidation.rapport.blocs import Bloc, Dessin, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import say_montant, say_partage, say_terme, share_parts
from maillage.consolidation.rapport.nombres import Nombre, Phrase, say_libelle
from maillage.consolidation.rapport.phrases import join, tell, write
from maillage.consolidation.rapport.tableaux import break_down, draw_barres
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.mesures import Taux
from maillage.socle.typographie import fold

REGION = "region"
EUROS = "€"
# Persons, then working time, of each line of the team.
LIGNES = (
    ("Équipe interne à la structure", "interne"), ("dont référents de parcours internes", "referents_internes"),
    ("Référents de parcours d’une autre structure", "referents_externes"),
)  # fmt: skip
MASQUEES = "Les cases masquées le sont pour qu’aucun dispositif ne puisse être reconnu."


def write_enquete(livre: Livre) -> Partie | None:
    tous = livre.find_case("enquete.repondants")
    if tous is None or not tous.cellule.numerateur:
        return None
    intro = write(
        "Ces chiffres viennent de l’enquête annuelle, à laquelle {nombre} dispositifs ont répondu. Tous n’ont pas répondu à tout : "
        "chaque chiffre dit combien de dispositifs l’ont donné, et deux chiffres qui n’ont pas les mêmes répondants ne se divisent pas.",
        nombre=tous.valeur,
    )  # fmt: skip
    rubriques = (
        Rubrique("enquete-financements", "Les financements mobilisés", _write_financements(livre)),
        Rubrique("enquete-operateurs", "Les financements alloués aux opérateurs", _write_operateurs(livre)),
        Rubrique("enquete-equipes", "Les équipes d’animation et de gestion", _write_equipes(livre)),
        Rubrique("enquete-partenaires", "Les partenaires", _write_partenaires(livre)),
        Rubrique("enquete-fse", "La gestion du FSE", _write_fse(livre)),
        Rubrique("enquete-regions", "Dans les régions", _write_regions(livre)),
    )
    kept = tuple(rubrique for rubrique in rubriques if rubrique.blocs)
    return Partie("enquete", "Financements, équipes et partenaires", (Texte(intro),), kept)


def _is_dit(case: Case) -> bool:
    """Somebody answered; hidden, it is said as hidden."""
    return case.is_masquee or bool(case.cellule.base)


def _write_financements(livre: Livre) -> list[Bloc]:
    total, moyenne = livre.get_case(FINANCEURS.total), livre.get_case(f"{FINANCEURS.total}.moyenne")
    fse, fse_moyen = (livre.get_case(f"{FINANCEURS.get_code('fse')}{suffixe}") for suffixe in ("", ".moyenne"))
    if not _is_dit(total):
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
        _draw_parts(livre, FINANCEURS, "{part} des financements viennent du FSE", accent="fse", colonne="Financeur"),
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


def _draw_parts(livre: Livre, repartition: Repartition, modele: str, *, accent: str, colonne: str) -> Dessin:
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
        [(nom, (_say(montant),), (case.valeur,), (montant.base,)) for nom, montant, case in zip(noms, montants, shown, strict=True)],
        (1, 2, 3), tuple(note for note in notes if note),
    )  # fmt: skip
    labels = [repartition.libelles[poste].removeprefix("employés par ") for poste in repartition.postes]
    return draw_barres(
        livre, shown, titre=titre, base=base, tableau=tableau, notes=tableau.notes,
        noms=[f"{label[:1].upper()}{label[1:]}" for label in labels],
    )  # fmt: skip


def _say_dite(case: Case) -> Phrase:
    """« 101 personnes »; an amount bears its unit."""
    return (_say(case),) if case.mesure.unite == EUROS else write(f"{{n}} {case.mesure.unite}", n=case.valeur)


def _name(repartition: Repartition, poste: str) -> Phrase:
    nom = repartition.libelles[poste]
    return (say_libelle(f"{nom[:1].upper()}{nom[1:]}", repartition.get_code(poste)),)


def _say(case: Case) -> Nombre:
    return say_montant(case) if case.mesure.unite == EUROS else case.valeur


def _write_operateurs(livre: Livre) -> list[Bloc]:
    operateurs, moyenne = livre.get_case("enquete.operateurs"), livre.get_case("enquete.operateurs.moyenne")
    part, iae = livre.get_case("enquete.part_operateurs"), livre.get_case("enquete.part_iae")
    types = livre.get_case(TYPES.total)
    blocs: list[Bloc] = []
    if _is_dit(operateurs):
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
        if _is_dit(case):
            blocs.append(Texte(tell(
                modele, sujet=sujet, part=case.valeur, haut=say_terme(case, case.effectif), bas=say_terme(case, case.base),
                n=_get_base(livre, case).base,
            )))  # fmt: skip
    if _is_dit(types):
        blocs.append(_draw_parts(
            livre, TYPES, "Les ateliers et chantiers d’insertion reçoivent {part} de ce qui est détaillé", accent="aci", colonne="Opérateurs",
        ))  # fmt: skip
    return blocs


def _get_base(livre: Livre, case: Case, *, ou: Ou = ENTIER) -> Case:
    """Of a rate, the sum that says how many respondents it has."""
    assert isinstance(case.mesure, Taux)
    return livre.get_case(case.mesure.denominateur.code, ou=ou)


def _write_equipes(livre: Livre) -> list[Bloc]:
    rows: list[tuple[Phrase, ...]] = []
    for nom, code in LIGNES:
        for unite, suffixe in (("personnes", ""), ("ETP", "_etp")):
            total, mean = (livre.get_case(f"enquete.{code}{suffixe}{fin}") for fin in ("", ".moyenne"))
            if _is_dit(total):
                rows.append((write(f"{nom}, {unite}"), (total.valeur,), (mean.valeur,), (total.base,)))
    blocs: list[Bloc] = []
    if rows:
        blocs = [
            Texte(write(
                "Une équipe dirige le dispositif, coordonne les parcours, suit les financements et la relation aux entreprises. Les référents "
                "de parcours sont employés par la structure, ou par d’autres structures du territoire."
            )),
            _make_tableau("Les équipes au dernier jour de l’année", ("Équipe", "Total", "Moyenne", "Dispositifs"), rows),
        ]  # fmt: skip
    if _is_dit(livre.get_case(EMPLOYEURS.total)):
        blocs.append(_draw_parts(
            livre, EMPLOYEURS, "{part} des référents externes sont employés par une association", accent="externes_associations",
            colonne="Employeur",
        ))  # fmt: skip
    return blocs


def _make_tableau(legende: str, colonnes: Sequence[str], rows: Sequence[Sequence[Phrase]]) -> Tableau:
    return Tableau(write(legende), tuple(write(nom) for nom in colonnes), rows, tuple(range(1, len(colonnes))))


def _write_partenaires(livre: Livre) -> list[Bloc]:
    rows = []
    for code in ("entreprises", "operateurs_conventionnes"):
        total, mean = (livre.get_case(f"enquete.{code}{fin}") for fin in ("", ".moyenne"))
        if _is_dit(total):
            nom = say_libelle(NOMBRES[code].libelle, total.mesure.code)
            rows.append(((nom,), (total.valeur,), (mean.valeur,), (total.base,)))
    if not rows:
        return []
    return [
        _make_tableau(
            "Avec qui les PLIE ont travaillé dans l’année", ("Partenaires", "Total", "Moyenne", "Dispositifs"), rows
        )
    ]


def _write_fse(livre: Livre) -> list[Bloc]:
    blocs: list[Bloc] = []
    modes = [case for case in livre.list_cases(MODES.code, "portage") if _is_dit(case)]
    if modes:
        blocs.append(break_down(livre, MODES.code, "portage", titre=write("Modes de gestion du FSE"), colonne="Mode"))
    rows = []
    for rapport in GESTION:
        case = livre.get_case(f"enquete.{rapport.code}")
        if not _is_dit(case):
            continue
        base = _get_base(livre, case)
        haut = say_terme(case, case.effectif)
        bas = say_terme(case, case.base) if base.mesure.unite == EUROS else case.base
        valeur = join(
            [(case.valeur,), write(EUROS if case.mesure.unite.startswith(EUROS) and case.valeur.is_montre else "")]
        )
        rows.append(((case.libelle,), valeur, (haut,), (bas,), (base.base,)))
    if rows:
        blocs.append(_make_tableau(
            "Gestion du FSE, cumulée au dernier jour de l’année", ("Indicateur", "Valeur", "Numérateur", "Dénominateur", "Dispositifs"), rows
        ))  # fmt: skip
        blocs.append(Texte(write(
            "Chaque taux est le rapport de deux sommes, de qui a donné les deux. Les délais de gestion se comptent sur les opérations, "
            "que cette enquête ne demande pas : ils n’y sont pas."
        )))  # fmt: skip
    return blocs


def _write_regions(livre: Livre) -> list[Bloc]:
    if not _is_dit(livre.get_case(FINANCEURS.total)):
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
        _make_tableau("Les financements dans les régions", heads, rows),
    ]  # fmt: skip


def _list_regions(livre: Livre) -> Iterable[Ou]:
    places = [(REGION, code) for code in livre.territoires.get(REGION, ()) if code]
    return sorted(places, key=lambda ou: fold(livre.name_lieu(ou)))
