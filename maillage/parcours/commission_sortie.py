"""What a commission decides of an exit proposed: validated (T18), sent back to the parcours (T19), or waiting for pieces."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.relecture import review
from maillage.parcours.actions.sorties import reject_sortie, validate_sortie
from maillage.parcours.forms.commission import SortieForm
from maillage.parcours.models import Inscription, Parcours, Sortie
from maillage.parcours.nomenclatures.orientation import Resultat, TypeCommission
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE, TYPES, Piece
from maillage.parcours.ordre_du_jour import Decision, Objet, Pairs, declare
from maillage.parcours.queries.commissions_sorties import list_sorties_a_decider
from maillage.parcours.queries.sorties import find_sortie, list_pieces, read_faits
from maillage.parcours.rules import sorties as rules
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import lower_initiale, write_date_courte


def _find_proposee(parcours: Parcours) -> Sortie | None:
    found = find_sortie(parcours)
    return found if found is not None and found.decidee_le is None else None


def _parcours(inscription: Inscription) -> Parcours:
    assert inscription.parcours is not None  # an inscription of this objet is about one
    return inscription.parcours


def put(*, by: Acteur, cible: Parcours, le: date, today: date) -> None:
    """`le`: the day of the commission, or today when it is to come."""
    sortie = _find_proposee(cible)
    if sortie is None:
        raise ParcoursRefuse("Aucune sortie n’est proposée pour cette personne.")
    if sortie.proposee_le > le:
        raise ParcoursRefuse(
            f"La sortie a été proposée le {sortie.proposee_le:%d/%m/%Y}, après la commission : choisissez-en une autre."
        )


def present(row: Any) -> str:
    said = TYPES[row.type_sortie].libelle if row.type_sortie else "sortie"
    return f"{said}, proposée le {write_date_courte(row.proposee_le)}, référent : {row.referent}"


def _list_manquantes(sortie: Sortie) -> list[Piece]:
    return rules.list_manquantes(sortie.definition, list_pieces(sortie.parcours), sous_motif=sortie.sous_motif)


def make_form(inscription: Inscription, data: Any, acteur: Acteur, on: date) -> forms.Form:
    sortie = _find_proposee(_parcours(inscription))
    manquantes = _list_manquantes(sortie) if sortie else []
    return SortieForm(data, manquantes=[(piece.value, LIBELLES_PIECE[piece]) for piece in manquantes])


def decide(
    *, by: Acteur, inscription: Inscription, resultat: Resultat, le: date, today: date, motif: str = "",
    derogation: str = "", pieces: Sequence[str] = (), motif_alerte: str = "",
) -> Decision:  # fmt: skip
    """What is kept is said as it was that day: the signed minutes do not follow what becomes of the file."""
    sortie = _find_proposee(_parcours(inscription))
    if sortie is None:
        raise ParcoursRefuse("Cette sortie est déjà décidée : retirez-la de l’ordre du jour.")
    alertes = review({"motif": motif, "derogation": derogation}, motif_alerte)
    suite = _apply(by, sortie, resultat, motif=motif, derogation=derogation, pieces=pieces, le=le, today=today)
    return Decision(resultat, suite=suite, alertes=alertes, motif_alerte=motif_alerte)


def _apply(
    by: Acteur, sortie: Sortie, resultat: Resultat, *, motif: str, derogation: str, pieces: Sequence[str], le: date,
    today: date,
) -> str:  # fmt: skip
    libelle = sortie.libelle
    if resultat is Resultat.FAVORABLE:
        made = validate_sortie(by=by, sortie=sortie, le=le, motif=motif, derogation=derogation, today=today)
        said = f"{libelle} : sortie le {write_date_courte(made.date_sortie)}"
        return f"{said}, par dérogation aux pièces" if made.derogation else said
    if resultat is Resultat.DEFAVORABLE:
        reject_sortie(by=by, sortie=sortie, motif=motif, today=today)
        return f"{libelle} : rejetée, {motif}"
    if not pieces and not motif:
        raise ParcoursRefuse("Dites ce qui est demandé : une pièce, ou une précision.", champ="motif")
    asked = [lower_initiale(LIBELLES_PIECE[Piece(code)]) for code in pieces]
    return f"{libelle} : demandé, {', '.join([*asked, *([motif] if motif else [])])}"


def describe(inscription: Inscription) -> Pairs:
    """What the members need to decide: the fact, its conditions, its proofs. Neither the notes nor the sensitive answers."""
    parcours, sortie = _parcours(inscription), _find_proposee(_parcours(inscription))
    if sortie is None:
        return [("Sortie", "Déjà décidée"), ("Entrée", write_date_courte(parcours.date_entree))]
    today = localdate()
    faits = read_faits(
        parcours, le=today, on=today, sous_motif=sortie.sous_motif, precision=sortie.precision,
        sans_appui=sortie.sans_appui,
    )  # fmt: skip
    manquantes = [LIBELLES_PIECE[piece] for piece in _list_manquantes(sortie)]
    return [
        ("Sortie proposée", sortie.libelle),
        ("Proposée le", write_date_courte(sortie.proposee_le)),
        ("Fait daté du", write_date_courte(sortie.date_fait)),
        ("Précision", sortie.precision or "Aucune"),
        ("Conditions", " ".join(rules.list_refus(sortie.definition, faits, on=today)) or "Réunies"),
        ("Pièces", f"Manque : {', '.join(lower_initiale(m) for m in manquantes)}" if manquantes else "Complètes"),
        ("Entrée", write_date_courte(parcours.date_entree)),
        ("Référent", str(parcours.referent)),
    ]


def conclude(inscription: Inscription) -> str:
    return inscription.suite


SORTIE = declare(
    Objet(
        code="sortie",
        libelle="Sortie",
        champ="parcours",
        list_candidats=list_sorties_a_decider,
        put=put,
        make_form=make_form,
        decide=decide,
        describe=describe,
        conclude=conclude,
        present=present,
        types=frozenset({TypeCommission.SORTIE, TypeCommission.MIXTE}),
    )
)
