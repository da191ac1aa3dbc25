"""The annexes every plan ends with: who took part, how it is counted, what each figure means."""

from collections import defaultdict
from collections.abc import Sequence

from maillage.consolidation.cellules.niveaux import REGION
from maillage.consolidation.rapport.blocs import Definition, Definitions, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.livre import Livre, Participant, Statut
from maillage.consolidation.rapport.nombres import Phrase, say_annee, say_compte, say_libelle
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.couverture import count_declares, list_declares
from maillage.indicateurs.dictionnaire import ChapitreDecrit, MesureDecrite, describe
from maillage.socle.typographie import fold


def write_participants(livre: Livre) -> Partie | None:
    """Drawn from those that were counted, never typed: the list is as long as the number printed."""
    if not livre.participants:
        return None
    declares = count_declares(livre)
    groups: dict[str, list[Participant]] = defaultdict(list)
    for one in livre.participants:
        groups[livre.name_lieu((REGION, one.region))].append(one)
    tableaux = [
        Tableau(
            write("{region} : {nombre}", region=say_libelle(region, "region"), nombre=say_compte(len(groups[region]), "participants")),
            (write(livre.vocabulaire.participant.capitalize()), write("Département"), *([write("Chiffres")] if declares else ())),
            [(*_list_champs(livre, one), *([write("déclarés en totaux" if one.is_declare else "comptés")] if declares else ())) for one in sorted(groups[region], key=lambda one: fold(one.nom))],
            is_plie=True,
        )
        for region in sorted(groups, key=fold)
    ]  # fmt: skip
    dit = livre.vocabulaire
    seul, tous = (
        ("a donné ses chiffres", "ont donné leurs chiffres") if declares else ("a été compté", "ont été comptés")
    )
    intro = write(
        "{nombre} {comptes} en {annee}.",
        nombre=livre.count_participants(),
        comptes=f"{dit.participant} {seul}" if livre.comptes == 1 else f"{dit.participants} {tous}",
        annee=say_annee(livre.millesime),
    )
    titre = f"{dit.participants[:1].upper()}{dit.participants[1:]} qui ont participé"
    dits = [Texte(phrase) for phrase in list_declares(livre)]
    return Partie("participants", titre, (Texte(intro), *dits, *tableaux), is_annexe=True)


def _list_champs(livre: Livre, one: Participant) -> tuple[Phrase, Phrase]:
    departement = livre.name_lieu(("departement", one.departement)) if one.departement else "–"
    return (say_libelle(one.nom, one.cle),), (say_libelle(departement, "departement"),)


def write_methode(livre: Livre, *, avant: Sequence[Rubrique] = ()) -> Partie:
    """`avant`: what is particular to a report."""
    hidden = (
        "Une case que peu de personnes composent est masquée, et avec elle celles qui la laisseraient retrouver : elle s’écrit "
        "« masqué » dans les phrases, les tableaux, les dessins et les fichiers."
        if livre.statut is not Statut.INTERNE
        else "Ce document est interne : le contrôle du secret statistique n’a pas été passé, et rien de ce qu’il montre ne se publie."
    )
    return Partie(
        "methode", "Méthode", (),
        (
            *avant,
            Rubrique("methode-compte", "Comment c’est compté", [
                Texte(write(
                    f"Chaque soir, les dossiers de chaque {livre.vocabulaire.participant} sont extraits en faits codés, sans nom ; les indicateurs sont "
                    "comptés sur ces faits, puis additionnés. Une moyenne ou un taux d’un territoire est calculé sur la somme, jamais "
                    "moyenné."
                )),
                Texte(write(
                    "Les nombres sont exacts ; les parts sont arrondies comme le dit leur définition, demi supérieur, une seule fois, "
                    "à l’impression. "
                    "Quand des parts arrondies ne font pas cent, le rapport le dit sous le tableau. Une évolution est la différence "
                    "des deux valeurs imprimées."
                )),
            ]),
            Rubrique("methode-inconnus", "Ce qui n’est pas renseigné", [
                Texte(write(
                    "Une réponse inconnue n’est jamais comptée comme « non ». Elle quitte la base de la part, et se compte à côté. "
                    "Quand les réponses manquent trop, le rapport le signale."
                )),
            ]),
            Rubrique("methode-secret", "Ce qui est masqué", [Texte(write(hidden))]),
            Rubrique("methode-trace", "D’où vient chaque nombre", [
                Texte(write(
                    "Le texte est fait de phrases où chaque nombre est lié à sa case : indicateur, année, territoire, ventilation, "
                    "modalité. Un nombre sans case ne peut pas être imprimé. Le fichier de données joint contient toutes ces cases, et son "
                    "dictionnaire toutes les définitions ; ce rapport finit par celles des chiffres qu’il cite."
                )),
            ]),
        ),
    )  # fmt: skip


def write_definitions(livre: Livre) -> Partie:
    """Of all it may cite: those it does are kept once the others are written."""
    rubriques = [
        Rubrique(f"definitions-{chapitre.code}", chapitre.libelle, [_list_definitions(chapitre)], is_pliee=True)
        for chapitre in describe(livre.catalogue)
    ]
    return Partie("definitions", "Définitions", (), rubriques, is_annexe=True)


def _list_definitions(chapitre: ChapitreDecrit) -> Definitions:
    return Definitions(
        (say_libelle(chapitre.presentation, chapitre.code),), tuple(_define(mesure) for mesure in chapitre.mesures)
    )


def _define(mesure: MesureDecrite) -> Definition:
    regles = " ; ".join(f"{population} : {regle}" for population, regle in mesure.regles.items())
    champs = (
        ("Compte", mesure.compte), ("Base", mesure.base), ("Ventilée", mesure.base_ventilee), ("Règle", regles),
        ("Arrondi", mesure.arrondi), ("Source", mesure.source), ("Note", mesure.note),
    )  # fmt: skip
    return Definition(
        mesure.code, (say_libelle(mesure.libelle, mesure.code),),
        tuple((nom, (say_libelle(valeur, mesure.code),)) for nom, valeur in champs if valeur),
    )  # fmt: skip
