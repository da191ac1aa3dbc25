"""The figures one leaves with, each with its base."""

from maillage.consolidation.rapport.blocs import ChiffreCle, ChiffresCles, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.tableaux import SEPARES


def write_synthese(livre: Livre) -> Partie:
    annee = say_annee(livre.millesime)
    return Partie(
        "synthese", "L’essentiel",
        (ChiffresCles(list_cles(livre)),),
        (
            Rubrique("essentiel-sorties", "Sur quoi débouchent les sorties positives, et après combien de temps", (ChiffresCles(list_issues(livre)),)),
            Rubrique(
                "essentiel-publics", "Qui entre en parcours",
                (
                    ChiffresCles(list_publics(livre)),
                    Texte(write("Parts des entrées de {annee} dont la réponse est connue. {separes}", annee=annee, separes=SEPARES)),
                ),
            ),
        ),
    )  # fmt: skip


def list_cles(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    """The four that open the report, the page of a territory and the picture."""

    def read(code: str) -> Case:
        return livre.get_case(code, ou=ou)

    taux = read("plie.taux_neutralise")
    return [
        ChiffreCle(read("plie.accompagnes").valeur, write("personnes accompagnées"), _say_somme(ou)),
        ChiffreCle(read("plie.entrees").valeur, write("entrées en parcours"), write("parcours commencés dans l’année")),
        ChiffreCle(
            read("plie.sorties_positives").valeur, write("sorties positives"),
            write("sur {base} sorties", base=read("plie.sorties").valeur),
        ),
        ChiffreCle(
            taux.valeur, write("de sorties positives, taux neutralisé"),
            write("de {base} {dite}", base=taux.base, dite=taux.base_dite),
        ),
    ]  # fmt: skip


def _say_somme(ou: Ou) -> Phrase:
    if ou[0] == "dispositif":
        return write("dans l’année")
    return write("somme des dispositifs")


def list_issues(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    found = []
    for code, libelle in (
        ("plie.part_emploi", "sur un emploi durable"),
        ("plie.part_formation", "sur une formation validée"),
    ):
        case = livre.get_case(code, ou=ou)
        found.append(ChiffreCle(case.valeur, write(libelle), write("de {base} sorties positives", base=case.base)))
    moyenne, mediane = livre.get_case("plie.duree_moyenne", ou=ou), livre.get_case("plie.duree_mediane", ou=ou)
    found.append(
        ChiffreCle(
            moyenne.valeur, write("mois de parcours en moyenne"),
            write("{mediane} mois en médiane, sur {base} sorties", mediane=mediane.valeur, base=moyenne.base),
        )
    )  # fmt: skip
    return found


def list_publics(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    cases = (
        (livre.get_case("plie.entrees.part_femmes", ou=ou), write("de femmes")),
        (livre.get_case("plie.entrees.ages", "age", "moins_26", ou=ou), None),
        (livre.get_case("plie.entrees.ages", "age", "45_plus", ou=ou), None),
        (livre.get_case("plie.entrees.publics", "publics", "brsa", ou=ou), None),
        (livre.get_case("plie.entrees.publics", "publics", "deld", ou=ou), None),
        (livre.get_case("plie.entrees.part_peu_qualifies", ou=ou), write("de personnes peu ou pas qualifiées")),
    )
    return [
        ChiffreCle(case.valeur, libelle or (case.libelle,), write("sur {base} réponses", base=case.base))
        for case, libelle in cases
    ]
