"""The totals of a PLIE that declares them, written as a deposit: what it does not say is « not known », never zero.

A population is told whole or not at all: a rate is then counted only over those who told both of its parts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.catalogue.declarations import GROUPE, Question, Section, Sorte
from maillage.consolidation.catalogue.egalites import Egalite
from maillage.consolidation.depots.rules import profils
from maillage.indicateurs.apports import Apport
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.inconnus import has_toujours_reponse
from maillage.indicateurs.mesures import Comptable, Effectif, list_comptees
from maillage.indicateurs.ventilations import INCONNU, Publics, Ventilation
from maillage.socle.typographie import write_nombre

Dites = Mapping[tuple[str, str, str], str]
Ligne = tuple[str, str, int, int, int]
POPULATIONS = frozenset({"accompagnes", "entrees", "stock", "sorties"})
SANS_EUX = "Donnez tous ces nombres, ou aucun. Sans eux, le réseau ne publie pas les taux qui en viennent."
MANQUE = "Donnez ce nombre, même nul : sans lui, les chiffres du réseau n’auraient plus la même base."
PLAFOND = 10**9  # as it is typed: above, a digit too many, or two numbers side by side
TROP_GRAND = f"Un nombre déclaré reste sous {write_nombre(PLAFOND)} : vérifiez les chiffres en trop, et l’unité."


@dataclass(frozen=True)
class Declaration:
    """What is asked of a PLIE that declares them. `dites`: the modalities that are told as counts; `causes`: the counts asked besides
    those the network numbers, with their names. `populations`: those it counts whole; `groupes`: what may be told besides, each
    whole or not at all (étapes need their families), by title; `bases`: of a population that no measure counts, the count of the
    group that does."""

    catalogue: Catalogue
    egalites: tuple[Egalite, ...]
    dites: Dites
    causes: Mapping[str, str]
    populations: frozenset[str] = POPULATIONS
    groupes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)

    def list_sections(self) -> tuple[Section, ...]:
        """As they are asked; full times are typed, hundredths of them are counted."""
        return (
            Section("effectifs", "Les parcours de l’année", Sorte.REQUISE, self._ask(list_demandees(self))),
            *(
                Section(f"groupe-{rang}", titre, Sorte.FACULTATIVE, self._ask(groupe), SANS_EUX)
                for rang, (titre, groupe) in enumerate(self.groupes.items(), 1)
            ),
            *(profils.list_sections()),
        )  # fmt: skip

    def _ask(self, noms: Mapping[str, str]) -> tuple[Question, ...]:
        mesures = self.catalogue.mesures
        return tuple(Question(code, nom, int(getattr(mesures.get(code), "diviseur", 1))) for code, nom in noms.items())

    def check(self, totaux: Mapping[str, int]) -> dict[str, str]:
        questions = (one for section in self.list_sections() for one in section.list_questions())
        return check_totaux(totaux, self) | dict(check_grandeur(totaux, questions))

    def expand(self, totaux: Mapping[str, int], *, millesime: int, dispositif: str) -> list[Cellule]:
        return expand(totaux, self, millesime=millesime, dispositif=dispositif)

    def list_apports(self, totaux: Mapping[str, int]) -> tuple[Apport, ...] | None:
        """Its figures are people: they have no other contributors."""
        return None


def list_demandees(declaration: Declaration) -> dict[str, str]:
    """All of them, by code, with their names: what the network numbers, of the populations such a structure counts whole."""
    numbered = {
        m.code: m.libelle for m in declaration.catalogue.mesures.values()
        if isinstance(m, Effectif) and m.repere and m.population.code in declaration.populations
    }  # fmt: skip
    return numbered | dict(declaration.causes)


def list_facultatives(declaration: Declaration) -> dict[str, str]:
    """What may be told besides: without it, the figures made of it are not those of the whole network."""
    return {code: nom for groupe in declaration.groupes.values() for code, nom in groupe.items()}


def check_totaux(totaux: Mapping[str, int], declaration: Declaration) -> dict[str, str]:
    """What to mend, by code. One that is not told would leave figures of the network without a base: all are asked."""
    demandees = list_demandees(declaration)
    noms = demandees | list_facultatives(declaration)
    found = {code: MANQUE for code in demandees if code not in totaux}
    for groupe in declaration.groupes.values():
        if totaux.keys() & groupe.keys():
            found |= {code: GROUPE for code in groupe if code not in totaux}
    for egalite in declaration.egalites:
        if not totaux.keys() >= {egalite.total, *egalite.parts}:
            continue
        parts = sum(totaux[code] for code in egalite.parts)
        if parts != totaux[egalite.total]:
            said = " + ".join(noms[code].lower() for code in egalite.parts)
            found[egalite.total] = f"{said} font {write_nombre(parts)} : corrigez l’un ou l’autre."
    return dict(profils.check(totaux)) | found


def check_grandeur(totaux: Mapping[str, int], questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for one in questions:
        if totaux.get(one.cle, 0) >= PLAFOND * one.diviseur:
            yield one.cle, TROP_GRAND


def complete(totaux: Mapping[str, int], *, egalites: Sequence[Egalite]) -> dict[str, int]:
    """The part that nobody is asked, where its total and the other parts are told; the total, where every part is."""
    found = dict(totaux)
    for egalite in egalites:
        if egalite.total not in found and found.keys() >= set(egalite.parts):
            found[egalite.total] = sum(found[code] for code in egalite.parts)
        missing = [code for code in egalite.parts if code not in found]
        if egalite.total in found and len(missing) == 1:
            found[missing[0]] = found[egalite.total] - sum(found[code] for code in egalite.parts if code in found)
    return found


def expand(totaux: Mapping[str, int], declaration: Declaration, *, millesime: int, dispositif: str) -> list[Cellule]:
    """Every cell of the populations that are told; the others are absent, and the coverage says so."""
    catalogue, told = declaration.catalogue, profils.complete(complete(totaux, egalites=declaration.egalites))
    dites = {**declaration.dites, **profils.list_dites()}
    bases = _list_bases(told, catalogue) | {
        population: told[code] for population, code in declaration.bases.items() if code in told
    }
    comptees = list_comptees(catalogue.mesures)
    lignes = [
        (mesure, ligne)
        for mesure in comptees.values()
        if mesure.population.code in bases and not _is_tue(mesure, told, catalogue)
        for ligne in _expand(mesure, told, bases[mesure.population.code], dites)
    ]
    return [
        Cellule(mesure.code, mesure.version, str(millesime), "dispositif", dispositif, *ligne)
        for mesure, ligne in lignes
    ]


def _is_tue(mesure: Comptable, totaux: Mapping[str, int], catalogue: Catalogue) -> bool:
    """A count that the network numbers, and that was not told: it has no cell, and the coverage says so."""
    return isinstance(mesure, Effectif) and mesure.code in catalogue.mesures and mesure.code not in totaux


def _list_bases(totaux: Mapping[str, int], catalogue: Catalogue) -> dict[str, int]:
    """Of each population, how many rows: the count that has no condition."""
    return {
        mesure.population.code: totaux[code]
        for code, mesure in list_comptees(catalogue.mesures).items()
        if isinstance(mesure, Effectif) and mesure.condition is None and code in totaux
    }


def _expand(mesure: Comptable, totaux: Mapping[str, int], base: int, dites: Dites) -> Iterator[Ligne]:
    """Ventilation, modality, count, base, not known."""
    total = totaux.get(mesure.code)
    part = profils.find_part(mesure.code, totaux)
    if total is not None:
        yield TOTAL, "", total, base, 0
    elif part is not None:
        yield TOTAL, "", *part
    elif has_toujours_reponse(mesure.condition, mesure.population):  # nobody said: of none of them is the answer known
        yield TOTAL, "", 0, base, 0
    else:
        yield TOTAL, "", 0, 0, base
    for ventilation in mesure.ventilations:
        if isinstance(ventilation, Publics):
            for modalite, question in ventilation.questions.items():
                always = has_toujours_reponse(question.condition, mesure.population)
                tus = 0 if always else (base if total is None else total)
                nombre, inconnus = profils.find_public(mesure.code, ventilation.code, modalite, totaux) or (0, tus)
                yield ventilation.code, modalite, nombre, nombre, inconnus
        elif total is None:
            yield from ((ventilation.code, modalite, 0, 0, base) for modalite in (*ventilation.modalites, INCONNU))
        else:
            yield from _share(mesure.code, ventilation, total, base, totaux, dites)


def _share(
    code: str, ventilation: Ventilation, total: int, base: int, totaux: Mapping[str, int], dites: Dites
) -> Iterator[Ligne]:
    """What is told of each modality; the rest of the total is of none that is known."""
    told = {
        m: totaux[dites[code, ventilation.code, m]]
        for m in ventilation.modalites
        if dites.get((code, ventilation.code, m)) in totaux
    }
    reste = total - sum(told.values())
    for modalite in ventilation.modalites:
        count = told.get(modalite, 0)
        yield ventilation.code, modalite, count, count, 0 if modalite in told and not reste else reste
    yield ventilation.code, INCONNU, reste, base - sum(told.values()), 0
