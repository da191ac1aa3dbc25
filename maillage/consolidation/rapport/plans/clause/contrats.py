"""The contracts that had hours: how many each person had, of which type, how they were made, of which trade; how long they last."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.tableaux import list_mesures, say_non_reponse
from maillage.consolidation.rapport.totaux import list_totaux, share_out

TOTAUX = (
    ("clause.contrats_actifs", "Qui ont eu plus de zéro heure validée dans l’année, corrections déduites."),
    ("clause.contrats_signes", "Commencés dans l’année et rattachés à un lot : un autre compte, qui ne s’ajoute pas au premier."),
    ("clause.contrats_par_participant", "Contrats actifs, divisés par les personnes employées."),
    ("clause.heures_par_participant", "Heures validées, divisées par les personnes employées."),
)  # fmt: skip
DUREES = ("clause.duree_contrats_moyenne", "clause.duree_contrats_mediane")


def write_contrats(livre: Livre) -> Partie:
    return Partie(
        "contrats", "Les contrats",
        (Texte(_say_contrats(livre)), list_totaux(livre, TOTAUX, legende=write("Contrats et personnes"))),
        (
            Rubrique("contrats-types", "Type de contrat", _draw(livre, "clause.types_contrat", "contrat_clause", "Type de contrat")),
            Rubrique("contrats-modes", "Mode de réalisation", _draw(livre, "clause.types_contrat", "mode", "Mode de réalisation")),
            Rubrique("contrats-domaines", "Domaine professionnel", _write_domaines(livre)),
            Rubrique("contrats-durees", "Combien de temps ils durent", _write_durees(livre)),
        ),
    )  # fmt: skip


def _say_contrats(livre: Livre) -> Phrase:
    actifs, moyenne = livre.get_case("clause.contrats_actifs"), livre.get_case("clause.contrats_par_participant")
    return tell(
        "{contrats} des heures en {annee}{evolution}. Cela fait {moyenne} par personne employée. Une mission d’intérim est un contrat ; un "
        "renouvellement sans interruption n’en est pas un autre.",
        sujet="Contrats actifs", contrats=say_nombre(actifs.valeur, "contrat a eu", "contrats ont eu"),
        annee=say_annee(livre.millesime), evolution=say_evolution(livre, actifs), moyenne=say_nombre(moyenne.valeur, "contrat", "contrats"),
    )  # fmt: skip


def _draw(livre: Livre, code: str, ventilation: str, colonne: str) -> list[Bloc]:
    return [share_out(livre, code, ventilation, quoi="des contrats", colonne=colonne, effectif="Contrats")]


def _write_domaines(livre: Livre) -> list[Bloc]:
    cases = livre.list_cases("clause.domaines", "domaine")
    blocs: list[Bloc] = []
    if cases and (said := say_non_reponse(cases[0])):
        blocs.append(Texte(write("Le domaine se lit dans le code du métier. {said}", said=said)))
    return [*blocs, *_draw(livre, "clause.domaines", "domaine", "Domaine professionnel")]


def _write_durees(livre: Livre) -> list[Bloc]:
    finis = livre.get_case("clause.contrats_finis")
    if finis.valeur.valeur == 0:
        return [Texte(write("Aucun contrat n’a fini dans l’année."))]
    moyenne, mediane = (livre.get_case(code) for code in DUREES)
    return [
        Texte(tell(
            "{finis} dans l’année.", sujet="Contrats finis", finis=say_nombre(finis.valeur, "contrat a fini", "contrats ont fini"),
        )),
        Texte(_say_durees(livre, moyenne, mediane)),
        *_say_inconnues(moyenne),
        list_mesures(livre, DUREES, legende=write("Durée des contrats finis dans l’année"), colonne="Durée"),
    ]  # fmt: skip


def _say_durees(livre: Livre, moyenne: Case, mediane: Case) -> Phrase:
    return tell(
        "La moitié d’entre eux a duré {mediane} au plus. La moyenne est de {moyenne}{evolution} ; quelques contrats longs pèsent sur "
        "elle seule. Ce sont des jours de calendrier, du premier au dernier, de {base} dont la fin réelle est connue.",
        sujet="Durée des contrats", mediane=say_nombre(mediane.valeur, "jour", "jours"),
        moyenne=say_nombre(moyenne.valeur, "jour", "jours"), evolution=say_evolution(livre, moyenne),
        base=say_nombre(moyenne.base, "contrat", "contrats"),
    )  # fmt: skip


def _say_inconnues(case: Case) -> list[Bloc]:
    """Their planned end is past, and nobody said when they really ended."""
    if case.is_masquee or not case.cellule.non_reponse:
        return []
    return [
        Texte(tell(
            "De {autres}, seule la fin prévue est connue : {comptes} à part.", sujet="Fin réelle non connue",
            autres=say_nombre(case.non_reponse, "autre contrat", "autres contrats"),
            comptes=choose_pluriel(case.non_reponse.valeur, "il est compté", "ils sont comptés"),
        ))
    ]  # fmt: skip
