"""The figures one leaves with, each with its base."""

from maillage.consolidation.rapport.blocs import ChiffreCle, ChiffresCles, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, write
from maillage.consolidation.rapport.plans.clause.heures import find_total_seul
from maillage.consolidation.rapport.tableaux import SEPARES

# Those the network publishes, in its order; the last one is out of the same answers as the others.
PROFILS = ("femme", "moins_26", "senior", "deld", "brsa", "qpv", "handicap", "niveau_3")


def write_synthese(livre: Livre) -> Partie:
    annee = say_annee(livre.millesime)
    return Partie(
        "synthese", "L’essentiel", (ChiffresCles(list_cles(livre)),),
        (
            Rubrique("essentiel-heures", "D’où viennent les heures, et qui emploie", (
                ChiffresCles(list_parts(livre)),
                Texte(write("Quatre lectures des mêmes heures : ces parts ne s’additionnent pas.")),
            )),
            Rubrique("essentiel-personnes", "Qui est employé", (
                ChiffresCles(list_profils(livre)),
                Texte(write(
                    "Parts des personnes employées en {annee} dont la réponse est connue, au premier jour du contrat. {separes}",
                    annee=annee, separes=SEPARES,
                )),
            )),
        ),
    )  # fmt: skip


def list_cles(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    """The four that open the report, the page of a territory and the picture."""
    heures, etp, personnes, contrats = (
        livre.get_case(f"clause.{code}", ou=ou) for code in ("heures", "etp", "participants", "contrats_actifs")
    )
    if total := find_total_seul(livre, ou=ou):
        return [
            ChiffreCle(total.valeur, _name(total, "heure d’insertion déclarée", "heures d’insertion déclarées"), write("en un seul total, sans détail")),
            *_count_marches(livre, ou),
        ]  # fmt: skip
    return [
        ChiffreCle(
            heures.valeur, _name(heures, "heure d’insertion validée", "heures d’insertion validées"),
            write("soit {etp} équivalents temps plein", etp=etp.valeur),
        ),
        ChiffreCle(personnes.valeur, _name(personnes, "personne employée", "personnes employées"), _say_somme(ou)),
        ChiffreCle(contrats.valeur, _name(contrats, "contrat actif", "contrats actifs"), write("qui ont eu des heures dans l’année")),
        *_count_marches(livre, ou),
    ]  # fmt: skip


def _name(case: Case, singulier: str, pluriel: str) -> Phrase:
    return (choose_pluriel(case.valeur.valeur, singulier, pluriel),)


def _say_somme(ou: Ou) -> Phrase:
    return write("dans l’année" if ou[0] == "dispositif" else "somme des services")


def _count_marches(livre: Livre, ou: Ou) -> list[ChiffreCle]:
    """From deposits alone, markets that services share are in no sum: the lots are, each at whoever leads it, where they were told."""
    marches, lots = (livre.find_case(f"clause.{code}", ou=ou) for code in ("marches", "lots_pilotes"))
    if marches is not None:
        said = write("chacun compté une fois")
        return [ChiffreCle(marches.valeur, _name(marches, "marché en cours", "marchés en cours"), said)]
    if lots is not None:
        said = write("chacun chez le service qui le pilote")
        return [ChiffreCle(lots.valeur, _name(lots, "lot en cours", "lots en cours"), said)]
    return []


def list_parts(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    cases = (
        (livre.get_case("clause.natures", "achat", "travaux", ou=ou), "de marchés de travaux"),
        (livre.get_case("clause.parts_donneurs", "groupe_donneur", "collectivites", ou=ou), "de marchés de collectivités"),
        (livre.get_case("clause.part_siae", ou=ou), "employées par une structure d’insertion"),
        (livre.get_case("clause.part_tpe_pme", ou=ou), "dues par une entreprise de moins de deux cents salariés"),
    )  # fmt: skip
    return [
        ChiffreCle(
            case.valeur, write(libelle), write("des {base} heures", base=case.base) if case.valeur.is_montre else ()
        )
        for case, libelle in cases
    ]


def list_profils(livre: Livre, *, ou: Ou = ENTIER) -> list[ChiffreCle]:
    cases = (livre.find_case("clause.profils", "profils", profil, ou=ou) for profil in PROFILS)
    return [ChiffreCle(case.valeur, (case.libelle,), _say_reponses(case)) for case in cases if case is not None]


def _say_reponses(case: Case) -> Phrase:
    if not case.base.is_montre:
        return ()
    return write("sur {reponses}", reponses=say_nombre(case.base, "réponse", "réponses"))
