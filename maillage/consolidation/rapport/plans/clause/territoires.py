"""The same figures by region, by département and by service: maps of hours and people, and the tables that go with them."""

from collections.abc import Mapping, Sequence

from maillage.consolidation.rapport.blocs import Bloc, Dessin, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cartes import draw_carte, list_classes_de_totaux, list_montres
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.tableaux import note_tues
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.socle.graphiques import Fond
from maillage.socle.typographie import fold
from maillage.territoire.fonds import get_fond_departements, get_fond_regions

REGION, DEPARTEMENT = "region", "departement"
HEURES, PERSONNES = "clause.heures", "clause.participants"
COLONNES: tuple[tuple[str, str], ...] = (
    (HEURES, "Heures"), (PERSONNES, "Personnes"), ("clause.contrats_actifs", "Contrats"),
    ("clause.heures_par_participant", "Heures par personne"), ("clause.part_siae", "Employées par l’insertion"),
    ("clause.etp_facilitateurs", "Facilitateurs (ETP)"),
)  # fmt: skip


def write_territoires(livre: Livre) -> Partie | None:
    regions = _list_codes(livre, REGION)
    if not regions:
        return None
    rubriques = [Rubrique("territoires-regions", "Par région", _write_regions(livre, regions))]
    if departements := _list_codes(livre, DEPARTEMENT):
        rubriques.append(
            Rubrique("territoires-departements", "Par département", _write_departements(livre, departements))
        )
    rubriques.append(Rubrique("territoires-services", "Par service", [_list_services(livre)]))
    return Partie(
        "territoires", "Dans les territoires",
        (
            Texte(write(
                "Les heures d’un territoire sont celles de ses services, où que se trouve le chantier. Elles suivent la commande publique "
                "et l’ancienneté des services : elles se lisent, elles ne se classent pas. Un taux est celui de la somme, jamais une "
                "moyenne de taux."
            )),
        ),
        rubriques,
    )  # fmt: skip


def _list_codes(livre: Livre, niveau: str) -> list[str]:
    return [code for code in livre.territoires.get(niveau, ()) if code]


def _write_regions(livre: Livre, codes: Sequence[str]) -> list[Bloc]:
    heures, personnes = _read(livre, HEURES, REGION, codes), _read(livre, PERSONNES, REGION, codes)
    titre = _write_titre(
        heures, "Les heures validées vont de {bas} à {haut} selon la région", "Les heures validées dans les régions"
    )
    fond = get_fond_regions()
    return [
        _draw(livre, fond, heures, REGION, titre, "Heures validées, chez les services de la région.", list_lieux(livre, REGION, codes, titre)),
        _draw(
            livre, fond, personnes, REGION, write("Les personnes employées dans les régions"),
            "Personnes employées, somme des services de la région.",
            _list_un(livre, REGION, personnes, write("Les personnes employées dans les régions"), "Région", "Personnes"),
        ),
    ]  # fmt: skip


def _write_departements(livre: Livre, codes: Sequence[str]) -> list[Bloc]:
    heures = _read(livre, HEURES, DEPARTEMENT, codes)
    titre = write("Les heures validées dans les départements")
    tableau = list_lieux(livre, DEPARTEMENT, codes, titre)
    return [_draw(livre, get_fond_departements(), heures, DEPARTEMENT, titre, "Heures validées, chez les services du département.", tableau)]  # fmt: skip


def _read(livre: Livre, code: str, niveau: str, codes: Sequence[str]) -> dict[str, Case]:
    """What is counted there: a figure that some did not tell is known of the country alone."""
    found = {territoire: livre.find_case(code, ou=(niveau, territoire)) for territoire in codes}
    return {territoire: case for territoire, case in found.items() if case is not None}


def _draw(
    livre: Livre, fond: Fond, cases: Mapping[str, Case], niveau: str, titre: Phrase, base: str, tableau: Tableau
) -> Dessin:
    classes = list_classes_de_totaux([n.valeur for n in list_montres(cases) if n.valeur is not None])
    return draw_carte(livre, fond, cases, classes, niveau=niveau, titre=titre, base=write(base), tableau=tableau)


def _write_titre(cases: Mapping[str, Case], modele: str, sans: str) -> Phrase:
    """The lowest and the highest are named only where none is hidden."""
    shown = list_montres(cases)
    if len(shown) < 2 or any(case.is_masquee for case in cases.values()) or shown[0].valeur == shown[-1].valeur:
        return write(sans)
    return write(modele, bas=shown[0], haut=shown[-1])


def list_lieux(livre: Livre, niveau: str, codes: Sequence[str], titre: Phrase, *, is_total: bool = True) -> Tableau:
    """By name; the country last."""
    places = sorted(((niveau, code) for code in codes), key=lambda ou: fold(livre.name_lieu(ou)))
    nom = {REGION: "Région", DEPARTEMENT: "Département", DISPOSITIF: "Service"}[niveau]
    return _list_lignes(livre, [*places, *([ENTIER] if is_total else [])], titre, nom)


def _list_lignes(livre: Livre, places: Sequence[Ou], titre: Phrase, nom: str) -> Tableau:
    colonnes = [(code, head) for code, head in COLONNES if all(livre.find_case(code, ou=ou) for ou in places)]
    heads = (write(nom), *(write(head) for _, head in colonnes))
    rows: list[tuple[Phrase, ...]] = []
    listed: list[Case] = []
    for ou in places:
        cases = [livre.get_case(code, ou=ou) for code, _ in colonnes]
        listed += cases
        rows.append(((livre.say_lieu(ou),), *((case.valeur,) for case in cases)))
    return Tableau(titre, heads, rows, tuple(range(1, len(heads))), note_tues(listed))


def _list_un(livre: Livre, niveau: str, cases: Mapping[str, Case], titre: Phrase, nom: str, quoi: str) -> Tableau:
    ordered = sorted(cases, key=lambda code: fold(livre.name_lieu((niveau, code))))
    rows = [((livre.say_lieu((niveau, code)),), (cases[code].valeur,)) for code in ordered]
    return Tableau(titre, (write(nom), write(quoi)), rows, (1,), note_tues(list(cases.values())))


def _list_services(livre: Livre) -> Bloc:
    """Where no figure of a service may be read, a table of hidden cells would teach nothing."""
    codes = [one.cle for one in livre.participants]
    shown = [code for code in codes if _is_montre(livre, (DISPOSITIF, code))]
    if not shown:
        return Texte(
            write(
                "Les chiffres d’un seul service ne sont pas publiés : la liste de ceux qui ont participé est en annexe."
            )
        )
    return list_lieux(livre, DISPOSITIF, codes, write("Les services qui ont participé"), is_total=False)


def _is_montre(livre: Livre, ou: Ou) -> bool:
    return any(
        case is not None and not case.is_masquee for case in (livre.find_case(code, ou=ou) for code, _ in COLONNES)
    )
