"""What the clause is, who makes it live, and what this report is made of."""

from maillage.consolidation.rapport.blocs import Liste, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import divide
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Dit, Origine, Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.couverture import list_declares, say_saisie
from maillage.socle.typographie import write_nombre


def write_introduction(livre: Livre) -> Partie:
    return Partie(
        "introduction", "La clause sociale et cette consolidation", (),
        (
            Rubrique("clause", "Ce qu’est la clause sociale", [
                Texte(write(
                    "Un acheteur, public le plus souvent, demande à l’entreprise qui obtient son marché de confier une part du "
                    "travail à des personnes éloignées de l’emploi. L’engagement se compte en heures, lot par lot. Il prend "
                    "plusieurs formes, qui peuvent se cumuler :"
                )),
                Liste([
                    write("une condition d’exécution : l’entreprise doit réaliser un nombre d’heures d’insertion ;"),
                    write("un critère de choix, qui note ce que chaque offre propose ;"),
                    write("l’achat d’un service d’insertion, dont l’objet même est la remise en activité ;"),
                    write("un marché réservé à l’insertion, au handicap, à l’économie sociale et solidaire."),
                ]),
            ]),
            Rubrique("facilitateur", "Le rôle du facilitateur", [
                Liste([
                    write("avant la consultation, il repère les opérations, estime l’offre de travail et aide à écrire la clause ;"),
                    write("pendant la consultation, il renseigne les entreprises qui répondent ;"),
                    write("après l’attribution, il met en relation l’entreprise et les personnes, suit les heures mois par mois, et "
                          "rend compte au donneur d’ordre."),
                ]),
            ]),
            Rubrique("consolidation", "La consolidation", [Texte(phrase) for phrase in _list_phrases(livre)]),
        ),
    )  # fmt: skip


def _list_phrases(livre: Livre) -> list[Phrase]:
    return [
        _say_participation(livre), *list_declares(livre),
        write(
            "Chaque service compte ses propres dossiers ; le réseau ne reçoit que des nombres, jamais un nom ni un dossier. Les "
            "heures, les personnes et les contrats de {annee} sont la somme de ces comptes, du service au département, à la "
            "région et au pays.",
            annee=say_annee(livre.millesime),
        ),
        say_saisie(livre),
    ]  # fmt: skip


def _say_participation(livre: Livre) -> Phrase:
    nombre, recenses = livre.count_participants(), livre.find_parametre("recenses")
    if recenses is None or recenses.valeur < livre.comptes:
        return write("Services comptés : {nombre}.", nombre=nombre)
    taux = divide(livre.comptes, recenses.valeur, ()).texte
    return write(
        "Services comptés : {nombre}, sur {recenses} recensés ({source}), soit un taux de participation de {taux}.",
        nombre=nombre, recenses=Dit(write_nombre(recenses.valeur), Origine.PARAMETRE, recenses.code),
        source=Dit(recenses.source, Origine.PARAMETRE, recenses.code), taux=Dit(taux, Origine.PARAMETRE, "participation"),
    )  # fmt: skip
