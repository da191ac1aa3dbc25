"""Tables of territories, one a line: what every structure told of them, and in a note what some did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.rapport.blocs import Tableau
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Etat, Phrase, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.consolidation.rapport.tableaux import has_base, note_tues, note_un_a_un, say_avec_base
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.indicateurs.mesures import Somme
from maillage.socle.typographie import fold


@dataclass(frozen=True, slots=True)
class Colonne:
    """A figure of each territory, and what its column is called."""

    code: str
    nom: str
    ventilation: str = ""
    modalite: str = ""

    def read(self, livre: Livre, ou: Ou) -> Case:
        return livre.get_case(self.code, self.ventilation, self.modalite, ou=ou)

    def is_comptee(self, livre: Livre) -> bool:
        return livre.find_case(self.code, self.ventilation, self.modalite) is not None

    def write_nom(self, livre: Livre) -> Phrase:
        nom = say_libelle(self.nom, self.code)
        return write("{nom} (base)", nom=nom) if has_base(self.read(livre, ENTIER)) else (nom,)

    def write(self, livre: Livre, ou: Ou) -> Phrase:
        return say_avec_base(self.read(livre, ou))


def sort_lieux(livre: Livre, niveau: str, codes: Iterable[str]) -> list[Ou]:
    """By name, accents aside."""
    return sorted(((niveau, code) for code in codes), key=lambda ou: fold(livre.name_lieu(ou)))


def list_lieux(livre: Livre, places: Sequence[Ou], colonnes: Sequence[Colonne], *, titre: Phrase) -> Tableau:
    """In the order given. A column that no line of it may tell is not drawn: its note says which, and why."""
    comptees = [colonne for colonne in colonnes if colonne.is_comptee(livre)]
    dites = [colonne for colonne in comptees if any(is_dite(colonne.read(livre, ou)) for ou in places)]
    heads = (write(name_niveau(livre, places)), *(one.write_nom(livre) for one in dites))
    rows = [((livre.say_lieu(ou),), *(one.write(livre, ou) for one in dites)) for ou in places]
    notes = note_tues([one.read(livre, ou) for ou in places for one in dites])
    notes += dict.fromkeys(note for one in dites for note in _note_un_a_un([one.read(livre, ou) for ou in places]))
    if absentes := [one for one in comptees if one not in dites]:
        notes.append(say_absentes(absentes))
    return Tableau(titre, heads, rows, tuple(range(1, len(heads))), notes)


def _note_un_a_un(cases: Sequence[Case]) -> list[Phrase]:
    """Of a column that ends with the country."""
    whole = cases[-1]
    is_somme = isinstance(whole.mesure, Somme) and (whole.cellule.niveau, whole.cellule.territoire) == ENTIER
    return note_un_a_un(cases[:-1], whole, whole.valeur) if is_somme else []


def is_dite(case: Case) -> bool:
    """Hidden for secrecy, it has been told: it is not what some structures left out."""
    return case.etat is not Etat.INCOMPLET


def is_montre(livre: Livre, ou: Ou, colonnes: Sequence[Colonne]) -> bool:
    """A line of hidden cells would teach nothing."""
    return any(one.is_comptee(livre) and not one.read(livre, ou).is_masquee for one in colonnes)


def say_absentes(colonnes: Sequence[Colonne]) -> Phrase:
    noms = dict.fromkeys((one.nom, one.code) for one in colonnes)
    return write(
        "Ne sont pas dans ce tableau, car toutes les structures ne les ont pas dits : {noms}.",
        noms=enumerate_phrases((say_libelle(nom, code),) for nom, code in noms),
    )  # fmt: skip


def name_niveau(livre: Livre, places: Sequence[Ou]) -> str:
    niveau = next((niveau for niveau, _ in places if (niveau, _) != ENTIER), "")
    noms = {REGION: "Région", DEPARTEMENT: "Département", DISPOSITIF: livre.vocabulaire.participant.capitalize()}
    return noms.get(niveau, "Territoire")
