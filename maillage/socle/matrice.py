"""Who reaches which category of data (protection des données § 3): the default access matrix, as data.

A cell reads « letter, scope, note »: `Er` writes for one's own participants, `le9` reads the little needed on an open
sample, with note 9. The tables of droits put it into practice; the page « Qui peut quoi » shows both.
"""

import re
from dataclasses import dataclass

from maillage.socle.classement import Categorie
from maillage.socle.roles import Role

LETTRES = {
    "E": "écrit",
    "L": "lit",
    "l": "lit une vue minimale",
    "A": "agrégats seulement",
    "O": "le sien",
    "–": "rien",
}
PORTEES = {
    "r": "ses participants actifs",
    "p": "les participants positionnés sur sa prestation, durée de l’étape et 30 jours",
    "s": "sa structure",
    "o": "les opérations de son organisme intermédiaire",
    "e": "l’échantillon ou le bilan ouvert, pour la durée du contrôle",
}
EXPOSANTS = {"r": "ʳ", "p": "ᵖ", "s": "ˢ", "o": "ᵒ", "e": "ᵉ"}
NOTES = {
    1: "besoins d’aménagement en termes fonctionnels, jamais la cause",
    2: "freins utiles à l’étape, si le référent a activé le partage",
    3: "bilan d’étape seulement",
    4: "ses propres orientations : saisie, puis état (reçue, acceptée, refusée)",
    5: "notes marquées partageables ; ouvrir une note non partagée demande un motif, journalisé",
    6: "journaux des accès de sa structure, par le délégué à la protection des données, sans contenu",
    7: "participants proposés à une offre : métier, permis, mobilité, disponibilité ; aucun frein, aucun minimum social",
    8: "personnes affectées à ses marchés : identité, éligibilité cochée, heures ; le donneur d’ordre ne reçoit que des "
    "totaux ou un identifiant, sauf obligation contractuelle",
    9: "la réponse nécessaire à l’indicateur, pas la pièce médicale",
    10: "cellules d’agrégats non protégées, en zone de calcul",
    11: "agrégats protégés (mêmes seuils)",
    12: "lecture de ses données, correction de son identité, liste des accès à son dossier",
}
LIBELLES = {
    Categorie.IDENTITE: "identité, contact, adresse",
    Categorie.SITUATION: "situation sociale et professionnelle",
    Categorie.SENSIBLE: "données sensibles (RQTH, santé, protection internationale…)",
    Categorie.DIAGNOSTIC: "diagnostic, freins, objectifs",
    Categorie.TEXTE_LIBRE: "notes d’entretien, texte libre",
    Categorie.PARCOURS: "parcours : entrée, étapes, sorties",
    Categorie.EMPLOI: "emploi : contrats, suivi à six mois",
    Categorie.PIECES: "pièces justificatives",
    Categorie.FSE: "questionnaires FSE, éligibilité",
    Categorie.OPERATIONS: "opérations, budgets, temps des agents",
    Categorie.ENTREPRISES: "entreprises, offres, mises en relation",
    Categorie.CLAUSE: "clause : marchés, lots, heures",
    Categorie.STATISTIQUES: "statistiques de la structure, non protégées",
    Categorie.PUBLIE: "consolidations protégées",
    Categorie.JOURNAUX: "journaux",
    Categorie.COMPTES: "comptes, habilitations, paramétrage",
}
PARTICIPANT = "Participant·e"
_LIGNES: dict[Role, str] = {
    Role.REFERENT: "Er Er Er Er Er Er Er Er Er – L l Ar L – O",
    Role.REFERENT_ETAPE: "lp lp l1 l2 E3 Ep lp Ep Ep Os l – Ap L – O",
    Role.PRESCRIPTEUR: "E4 E4 – – – l4 – E4 – – – – – L – O",
    Role.COORDINATEUR: "Es Es Ls Ls l5 Es Es Es Es L L l L L – O",
    Role.DIRECTEUR: "ls A A A – Ls A – A L L L L L Ls6 Es",
    Role.RELATION_ENTREPRISE: "l7 l7 – – – l7 Er7 – – – E l A L – O",
    Role.FACILITATEUR: "l8 l8 – – – l8 E8 E8 – – E E A L – O",
    Role.GESTIONNAIRE_FSE: "lo lo l9 – – lo lo Lo Lo Eo – – A L – O",
    Role.CONTROLEUR: "le le le9 – – le le Le Le Le – – – L – O",
    Role.STATISTICIEN: "– – – – – – – – – A – A A10 E – O",
    Role.ANIMATEUR_RESEAU: "– – – – – – – – – – – – – L – O",
    Role.ELU: "– – – – – – – – – A A A A11 L – O",
    Role.ACHETEUR: "– – – – – – – – – – O l8 – L – O",
    Role.ADMINISTRATEUR: "– – – – – – – – – – – – – – L E",
    Role.DPD: "– – – – – – – – – – – – – L L L",
    # Not in the source's table: the OI's or operator's direction follows its line « référent d’étape / opérateur »;
    # the MDE's officer and the coordination of a region or of départements reach no file (01 § 1.2, 02 § 1), only totals and what is published.
    Role.OPERATEUR: "lp lp l1 l2 E3 Ep lp Ep Ep Os l – Ap L – O",
    Role.CHARGE_MDE: "– – – – – – – – – – E l A L – O",
    Role.COORDINATEUR_REGIONAL: "– – – – – – – – – A – l A L – O",
    Role.COORDINATEUR_DEPARTEMENTAL: "– – – – – – – – – A – l A L – O",
}
_PARTICIPANT = "O12 O O O O12 O O O O – l – – L O12 O"
_CELLULE = re.compile(r"^([ELlAO–])([rpsoe]?)(\d*)$")


@dataclass(frozen=True, slots=True)
class Acces:
    """What one role may do with one category of data."""

    lettre: str
    portee: str = ""
    note: int | None = None

    @property
    def code(self) -> str:
        """As the source prints it: `Eʳ`, `l⁷`."""
        chiffres = str(self.note or "").translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{self.lettre}{EXPOSANTS.get(self.portee, '')}{chiffres}"

    @property
    def libelle(self) -> str:
        """In words, for those who hear the table and for the export."""
        parts = [LETTRES[self.lettre]]
        if self.portee:
            parts.append(PORTEES[self.portee])
        if self.note:
            parts.append(NOTES[self.note])
        return " ; ".join(parts)


def _read(line: str) -> dict[Categorie, Acces]:
    cells = line.split()
    return {categorie: _parse(cell) for categorie, cell in zip(Categorie, cells, strict=True)}


def _parse(cell: str) -> Acces:
    found = _CELLULE.match(cell)
    if found is None:
        raise ValueError(f"La case « {cell} » de la matrice d’accès est illisible.")
    lettre, portee, note = found.groups()
    return Acces(lettre, portee, int(note) if note else None)


MATRICE: dict[Role, dict[Categorie, Acces]] = {role: _read(line) for role, line in _LIGNES.items()}
ACCES_DU_PARTICIPANT: dict[Categorie, Acces] = _read(_PARTICIPANT)
