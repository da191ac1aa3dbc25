"""What a PLIE is, since when, and what this report is made of."""

from maillage.consolidation.rapport.blocs import Liste, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import divide
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Dit, Origine, Phrase, say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.couverture import list_declares, say_saisie
from maillage.socle.typographie import write_nombre

# Each with its text: dates, which nobody counts.
REPERES: tuple[tuple[str, str], ...] = (
    ("Juin 1990", "le premier PLIE est créé."),
    ("29 juillet 1998", "la loi d’orientation relative à la lutte contre les exclusions inscrit les PLIE dans le code du travail."),
    ("2007", "la Commission européenne reconnaît les PLIE comme organismes intermédiaires."),
    ("31 juillet 2014", "la loi relative à l’économie sociale et solidaire prévoit des conventions régionales avec les PLIE."),
    ("7 août 2015", "la loi NOTRe les associe à la coordination régionale de l’emploi et de la formation."),
)  # fmt: skip


def write_introduction(livre: Livre) -> Partie:
    return Partie(
        "introduction", "Les PLIE et cette consolidation", (),
        (
            Rubrique("plie", "Ce qu’est un PLIE", [
                Texte(write(
                    "Un plan local pluriannuel pour l’insertion et l’emploi réunit, sur un territoire, les communes et leurs "
                    "partenaires autour des personnes les plus éloignées de l’emploi. Il organise pour chacune un parcours : un "
                    "référent unique, des étapes choisies avec elle, puis un accompagnement qui se poursuit pendant les six "
                    "premiers mois de l’emploi."
                )),
                Liste([
                    write("une démarche de partenaires, conduite à partir d’un diagnostic partagé du territoire ;"),
                    write("des employeurs mobilisés, en lien avec le développement économique local ;"),
                    write("des actions montées et financées quand elles manquent ;"),
                    write("des parcours renforcés et individuels, jusqu’à l’emploi durable."),
                ]),
            ]),
            Rubrique("reperes", "Repères", [
                Liste([
                    write("{date} : {fait}", date=Dit(date, Origine.DATE, "reperes"), fait=fait) for date, fait in REPERES
                ])
            ]),
            Rubrique("consolidation", "La consolidation", [Texte(phrase) for phrase in _list_phrases(livre)]),
        ),
    )  # fmt: skip


def _list_phrases(livre: Livre) -> list[Phrase]:
    annee = say_annee(livre.millesime)
    return [
        _say_participation(livre), *list_declares(livre),
        write(
            "Chaque dispositif compte ses propres dossiers ; le réseau ne reçoit que des effectifs, jamais un nom ni un dossier. "
            "Les chiffres de {annee} sont la somme de ces comptes, du dispositif au département, à la région et au pays.",
            annee=annee,
        ),
        say_saisie(livre),
    ]  # fmt: skip


def _say_participation(livre: Livre) -> Phrase:
    nombre, recenses = livre.count_participants(), livre.find_parametre("recenses")
    comptes = livre.comptes
    if recenses is None or recenses.valeur < comptes:
        return write("Dispositifs comptés : {nombre}.", nombre=nombre)
    taux = divide(comptes, recenses.valeur, ()).texte
    return write(
        "PLIE comptés : {nombre}, sur {recenses} recensés ({source}), soit un taux de participation de {taux}.",
        nombre=nombre, recenses=Dit(write_nombre(recenses.valeur), Origine.PARAMETRE, recenses.code),
        source=Dit(recenses.source, Origine.PARAMETRE, recenses.code), taux=Dit(taux, Origine.PARAMETRE, "participation"),
    )  # fmt: skip
