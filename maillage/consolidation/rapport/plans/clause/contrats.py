"""The contracts that had hours: how many each person had, of which type, how they were made, of which trade."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Texte
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.tableaux import say_non_reponse
from maillage.consolidation.rapport.totaux import list_totaux, share_out

TOTAUX = (
    ("clause.contrats_actifs", "Qui ont eu plus de zéro heure validée dans l’année, corrections déduites."),
    ("clause.contrats_signes", "Commencés dans l’année et rattachés à un lot : un autre compte, qui ne s’ajoute pas au premier."),
    ("clause.contrats_par_participant", "Contrats actifs, divisés par les personnes employées."),
    ("clause.heures_par_participant", "Heures validées, divisées par les personnes employées."),
)  # fmt: skip


def write_contrats(livre: Livre) -> Partie:
    return Partie(
        "contrats", "Les contrats",
        (Texte(_say_contrats(livre)), list_totaux(livre, TOTAUX, legende=write("Contrats et personnes"))),
        (
            Rubrique("contrats-types", "Type de contrat", _draw(livre, "clause.types_contrat", "contrat_clause", "Type de contrat")),
            Rubrique("contrats-modes", "Mode de réalisation", _draw(livre, "clause.types_contrat", "mode", "Mode de réalisation")),
            Rubrique("contrats-domaines", "Domaine professionnel", _write_domaines(livre)),
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
