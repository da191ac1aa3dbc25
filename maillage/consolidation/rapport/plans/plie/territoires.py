"""The same figures by region, by département and by dispositif, on a map and in tables; a hidden region is hatched like one that has no PLIE."""

from collections.abc import Iterator, Sequence

from django.utils.text import slugify

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.cartes import draw_carte, list_classes_de_parts, list_montres
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.lieux import Colonne, is_montre, list_lieux, sort_lieux
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase, say_libelle
from maillage.consolidation.rapport.phrases import write
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.territoire.fonds import get_fond_regions

REGION, DEPARTEMENT = "region", "departement"
TAUX = "plie.taux_neutralise"
COLONNES = (
    Colonne("plie.accompagnes", "Accompagnés"), Colonne("plie.entrees", "Entrées"), Colonne("plie.sorties", "Sorties"),
    Colonne("plie.sorties_positives", "Sorties positives"), Colonne(TAUX, "Taux neutralisé"),
)  # fmt: skip
SUITES = (
    Colonne(TAUX, "Taux neutralisé"), Colonne("plie.emploi_sur_sorties", "Emploi durable, sur les sorties"),
    Colonne("plie.part_formation", "Formation, sur les positives"), Colonne("plie.duree_moyenne", "Mois de parcours"),
    Colonne("plie.etapes_par_participant", "Étapes par personne"), Colonne("plie.part_contrats", "Étapes en contrat"),
)  # fmt: skip
ENTRANTS = (
    Colonne("plie.entrees", "Entrées"), Colonne("plie.entrees.part_femmes", "Femmes"),
    Colonne("plie.entrees.ages", "Quarante-cinq ans ou plus", "age", "45_plus"),
    Colonne("plie.entrees.part_peu_qualifies", "Peu ou pas qualifiés"),
    Colonne("plie.entrees.publics", "RSA", "publics", "brsa"), Colonne("plie.entrees.publics", "Chômage de longue durée", "publics", "deld"),
)  # fmt: skip
SEULS = "Les chiffres d’un seul dispositif ou d’un seul département ne sont pas publiés : ceux qui ont participé sont nommés en annexe."


def write_territoires(livre: Livre) -> Partie | None:
    codes = [code for code in livre.territoires.get(REGION, ()) if code]
    if not codes:
        return None
    return Partie(
        "territoires", "Dans les territoires",
        (
            Texte(write(
                "Un taux de région est celui de la somme de ses dispositifs, jamais la moyenne de leurs taux. Les publics et les "
                "marchés du travail diffèrent d’un territoire à l’autre : ces taux se lisent, ils ne se classent pas."
            )),
        ),
        [
            Rubrique("territoires-regions", "Par région", _write_regions(livre, codes)),
            *_write_departements(livre), *_write_dispositifs(livre),
        ],
    )  # fmt: skip


def _write_regions(livre: Livre, codes: Sequence[str]) -> list[Bloc]:
    places = [*sort_lieux(livre, REGION, codes), ENTIER]
    return [
        _draw_taux(livre, codes, places),
        list_lieux(livre, places, SUITES, titre=write("Ce que deviennent les parcours dans les régions")),
        list_lieux(livre, places, ENTRANTS, titre=write("Qui entre en parcours dans les régions")),
    ]


def _draw_taux(livre: Livre, codes: Sequence[str], places: Sequence[Ou]) -> Bloc:
    cases = {code: livre.get_case(TAUX, ou=(REGION, code)) for code in codes}
    titre = _write_titre(cases)
    classes = list_classes_de_parts([nombre.valeur for nombre in list_montres(cases) if nombre.valeur is not None])
    return draw_carte(
        livre, get_fond_regions(), cases, classes, niveau=REGION, titre=titre,
        base=write("Sorties positives rapportées aux sorties de la région, hors déménagement, décès et retraite."),
        tableau=list_lieux(livre, places, COLONNES, titre=write("Entrées et sorties dans les régions")),
    )  # fmt: skip


def _write_titre(cases: dict[str, Case]) -> Phrase:
    shown = list_montres(cases)
    if len(shown) < 2 or shown[0].valeur == shown[-1].valeur:
        return write("Le taux neutralisé de sorties positives dans les régions")
    return write(
        "Le taux neutralisé de sorties positives va de {bas} à {haut} selon la région", bas=shown[0], haut=shown[-1]
    )


def _write_departements(livre: Livre) -> Iterator[Rubrique]:
    codes = [code for code in livre.territoires.get(DEPARTEMENT, ()) if code]
    places = [ou for ou in sort_lieux(livre, DEPARTEMENT, codes) if is_montre(livre, ou, (*COLONNES, *ENTRANTS))]
    if places:
        blocs = _list_tableaux(livre, [*places, ENTIER], write("Les départements"))
        yield Rubrique("territoires-departements", "Département par département", blocs, is_pliee=True)


def _write_dispositifs(livre: Livre) -> Iterator[Rubrique]:
    """Each beside those of its region, which end with the region and the country."""
    regions: dict[str, list[str]] = {}
    for one in livre.participants:
        lieu = livre.consolidation.lieux.get(one.cle)
        if is_montre(livre, (DISPOSITIF, one.cle), (*COLONNES, *ENTRANTS)):
            regions.setdefault(lieu.region if lieu else one.region, []).append(one.cle)
    if not regions:
        yield Rubrique("territoires-dispositifs", "Et chaque dispositif ?", [Texte(write(SEULS))])
    for ou in sort_lieux(livre, REGION, regions):
        above = [ou] if ou[1] in livre.territoires.get(REGION, ()) else []
        places = [*sort_lieux(livre, DISPOSITIF, regions[ou[1]]), *above, ENTIER]
        titre = f"Dispositif par dispositif : {livre.name_lieu(ou)}"
        blocs = _list_tableaux(livre, places, (livre.say_lieu(ou),))
        yield Rubrique(f"territoires-{slugify(livre.name_lieu(ou))}", titre, blocs, is_pliee=True)


def _list_tableaux(livre: Livre, places: Sequence[Ou], ou: Phrase) -> list[Tableau]:
    return [
        list_lieux(livre, places, colonnes, titre=write("{ou} : {quoi}", ou=ou, quoi=say_libelle(quoi, "titre")))
        for colonnes, quoi in ((COLONNES, "entrées et sorties"), (SUITES, "ce que deviennent les parcours"), (ENTRANTS, "qui entre"))
    ]  # fmt: skip
