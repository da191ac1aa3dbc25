"""What a commission d’entrée decides: an orientation becomes a parcours, waits, or leads elsewhere."""

from datetime import date
from typing import Any

from django import forms

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.orientations import decide_orientation, present_orientation
from maillage.parcours.actions.referents import check_charge
from maillage.parcours.forms.commission import EntreeForm
from maillage.parcours.models import Affectation, Inscription, Orientation, Referent
from maillage.parcours.nomenclatures.orientation import LIBELLES_CRITERE, Critere, Resultat
from maillage.parcours.ordre_du_jour import Decision, Objet, Pairs, declare
from maillage.parcours.queries.commissions import list_orientations_a_presenter
from maillage.parcours.queries.referents import list_candidats
from maillage.parcours.rules.charge import explain_candidat
from maillage.parcours.rules.commission import find_date_entree
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import write_date_courte


def _orientation(inscription: Inscription) -> Orientation:
    assert inscription.orientation is not None  # an inscription of this objet is about one
    return inscription.orientation


def put(*, by: Acteur, cible: Orientation, le: date, today: date) -> None:
    present_orientation(by=by, orientation=cible, le=le, today=today)


def make_form(inscription: Inscription, data: Any, acteur: Acteur, on: date) -> forms.Form:
    orientation = _orientation(inscription)
    accueil = orientation.referent_accueil_id
    candidats = list_candidats(acteur, orientation.personne, on=on, accueil=accueil)
    referents = [(c.cle, f"{c.nom} : {explain_candidat(c)}") for c in candidats]
    free = [c.cle for c in candidats if c.has_place]
    return EntreeForm(data, referents=referents, initial={"referent": accueil if accueil in free else None})


def decide(
    *, by: Acteur, inscription: Inscription, resultat: Resultat, le: date, today: date, referent: int | None = None,
    depassement: str = "", motif: str = "", reorientation: str = "",
) -> Decision:  # fmt: skip
    """Favorable: the parcours begins, with this référent, within what they can take or with the reason said."""
    orientation = _orientation(inscription)
    if resultat is not Resultat.FAVORABLE:
        decide_orientation(
            by=by, orientation=orientation, resultat=resultat, motif=motif, reorientation=reorientation, le=le,
            today=today,
        )  # fmt: skip
        return Decision(resultat, motif, reorientation)
    chosen = Referent.objects.filter(dispositif=orientation.dispositif_id, pk__in=[referent]).first()
    if chosen is None:
        raise ParcoursRefuse("Une personne qui entre a un référent : choisissez-le.", champ="referent")
    entree = find_date_entree(commission=le)
    check_charge(chosen, depassement=depassement, du=entree, today=today)
    decided = decide_orientation(
        by=by, orientation=orientation, resultat=resultat, motif="", reorientation="", le=entree, today=today,
        referent=chosen,
    )  # fmt: skip
    Affectation.objects.filter(parcours=decided.parcours).update(depassement=depassement)
    # Kept as said that day: the signed minutes do not follow the later changes of référent.
    return Decision(resultat, suite=f"Entrée le {write_date_courte(entree)}, référent : {chosen}")


def describe(inscription: Inscription) -> Pairs:
    """What the members need to decide; neither the notes nor the sensitive answers."""
    o = _orientation(inscription)
    return [
        ("Orientée par", f"{o.prescripteur}{f', {o.auteur_nom}' if o.auteur_nom else ''}"),
        ("Transmise le", write_date_courte(o.date_prescription)),
        ("Premier rendez-vous", write_date_courte(o.date_premier_rdv)),
        ("Critères de public", ", ".join(LIBELLES_CRITERE[Critere(code)] for code in o.criteres)),
        ("Dérogation demandée", o.derogation or "Aucune"),
        ("Attentes de la personne", o.attentes),
        ("Difficultés, hors critère", o.argument or "Sans objet"),
        ("Référent d’accueil", str(o.referent_accueil or "")),
    ]


def conclude(inscription: Inscription) -> str:
    if inscription.resultat == Resultat.FAVORABLE:
        return inscription.suite
    parts = [inscription.libelle_motif, f"Orientation vers : {inscription.suite}" if inscription.suite else ""]
    return ". ".join(part for part in parts if part)


ENTREE = declare(
    Objet(
        code="entree",
        libelle="Entrée",
        champ="orientation",
        list_candidats=list_orientations_a_presenter,
        put=put,
        make_form=make_form,
        decide=decide,
        describe=describe,
        conclude=conclude,
    )
)
