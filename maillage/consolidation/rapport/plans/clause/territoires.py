"""The same figures by region, by département and by service: maps of hours and people, and the tables that go with them."""

from collections.abc import Mapping, Sequence

from maillage.consolidation.rapport.blocs import Bloc, Dessin, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cartes import draw_carte, list_classes_de_totaux, list_montres
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.lieux import Colonne, is_montre, list_lieux, sort_lieux
from maillage.consolidation.rapport.livre import ENTIER, Livre
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.tableaux import note_tues
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.socle.graphiques import Fond
from maillage.territoire.fonds import get_fond_departements, get_fond_regions

REGION, DEPARTEMENT = "region", "departement"
HEURES, PERSONNES = "clause.heures", "clause.participants"
COLONNES = (
    Colonne(HEURES, "Heures"), Colonne(PERSONNES, "Personnes"), Colonne("clause.contrats_actifs", "Contrats"),
    Colonne("clause.heures_par_participant", "Heures par personne"), Colonne("clause.part_siae", "Employées par l’insertion"),
    Colonne("clause.etp_facilitateurs", "Facilitateurs (ETP)"),
)  # fmt: skip


def write_territoires(livre: Livre) -> Partie | None:
    regions = _list_codes(livre, REGION)
    if not regions:
        return None
    rubriques = [Rubrique("territoires-regions", "Par région", _write_regions(livre, regions))]
    departements = _list_codes(livre, DEPARTEMENT)
    if any(is_montre(livre, (DEPARTEMENT, code), COLONNES) for code in departements):
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
    tableau = _list_avec_le_pays(livre, REGION, codes, write("Heures, personnes et contrats par région"))
    dites = write("Les personnes employées dans les régions")
    des_personnes = _draw(
        livre, fond, personnes, REGION, dites, "Personnes employées, somme des services de la région.",
        _list_un(livre, REGION, personnes, dites, "Région", "Personnes"),
    )  # fmt: skip
    return [
        _draw(livre, fond, heures, REGION, titre, "Heures validées, chez les services de la région.", tableau),
        *([des_personnes] if isinstance(des_personnes, Dessin) else []),  # else they are in the table above
    ]


def _write_departements(livre: Livre, codes: Sequence[str]) -> list[Bloc]:
    heures = _read(livre, HEURES, DEPARTEMENT, codes)
    titre = write("Les heures validées dans les départements")
    tableau = _list_avec_le_pays(livre, DEPARTEMENT, codes, write("Heures, personnes et contrats par département"))
    return [_draw(livre, get_fond_departements(), heures, DEPARTEMENT, titre, "Heures validées, chez les services du département.", tableau)]  # fmt: skip


def _read(livre: Livre, code: str, niveau: str, codes: Sequence[str]) -> dict[str, Case]:
    """What is counted there: a figure that some did not tell is known of the country alone."""
    found = {territoire: livre.find_case(code, ou=(niveau, territoire)) for territoire in codes}
    return {territoire: case for territoire, case in found.items() if case is not None}


def _draw(
    livre: Livre, fond: Fond, cases: Mapping[str, Case], niveau: str, titre: Phrase, base: str, tableau: Tableau
) -> Bloc:
    classes = list_classes_de_totaux([n.valeur for n in list_montres(cases) if n.valeur is not None])
    return draw_carte(livre, fond, cases, classes, niveau=niveau, titre=titre, base=write(base), tableau=tableau)


def _write_titre(cases: Mapping[str, Case], modele: str, sans: str) -> Phrase:
    """The lowest and the highest are named only where none is hidden."""
    shown = list_montres(cases)
    if len(shown) < 2 or any(case.is_masquee for case in cases.values()) or shown[0].valeur == shown[-1].valeur:
        return write(sans)
    return write(modele, bas=shown[0], haut=shown[-1])


def _list_avec_le_pays(livre: Livre, niveau: str, codes: Sequence[str], titre: Phrase) -> Tableau:
    """By name; the country last."""
    return list_lieux(livre, [*sort_lieux(livre, niveau, codes), ENTIER], COLONNES, titre=titre)


def _list_un(livre: Livre, niveau: str, cases: Mapping[str, Case], titre: Phrase, nom: str, quoi: str) -> Tableau:
    rows = [((livre.say_lieu(ou),), (cases[ou[1]].valeur,)) for ou in sort_lieux(livre, niveau, cases)]
    return Tableau(titre, (write(nom), write(quoi)), rows, (1,), note_tues(list(cases.values())))


def _list_services(livre: Livre) -> Bloc:
    """Where no figure of a service may be read, a table of hidden cells would teach nothing."""
    codes = [one.cle for one in livre.participants]
    if not any(is_montre(livre, (DISPOSITIF, code), COLONNES) for code in codes):
        return Texte(
            write(
                "Les chiffres d’un seul service ou d’un seul département ne sont pas publiés : ceux qui ont participé sont nommés en annexe."
            )
        )
    titre = write("Les services qui ont participé")
    return list_lieux(livre, sort_lieux(livre, DISPOSITIF, codes), COLONNES, titre=titre)
