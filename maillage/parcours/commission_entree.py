"""What a commission d’entrée decides: an orientation becomes a parcours, waits, or leads elsewhere."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.orientations import decide_orientation, present_orientation
from maillage.parcours.actions.referents import check_charge
from maillage.parcours.actions.relecture import review
from maillage.parcours.forms.commission import EntreeForm
from maillage.parcours.models import Affectation, Inscription, Orientation, Referent
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import LIBELLES_CRITERE, Critere, Resultat, TypeCommission
from maillage.parcours.ordre_du_jour import Decision, Objet, Obstacle, Pairs, declare
from maillage.parcours.queries.accueil import is_diagnostic_requis
from maillage.parcours.queries.commissions import list_orientations_a_presenter
from maillage.parcours.queries.referents import list_candidats
from maillage.parcours.rules.accueil import SANS_DIAGNOSTIC
from maillage.parcours.rules.charge import explain_candidat
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import write_date_courte


def _orientation(inscription: Inscription) -> Orientation:
    assert inscription.orientation is not None  # an inscription of this objet is about one
    return inscription.orientation


def put(*, by: Acteur, cible: Orientation, le: date, today: date) -> None:
    present_orientation(by=by, orientation=cible, le=le, today=today)


def present(row: Orientation) -> str:
    sent = write_date_courte(row.date_prescription)
    return f"{row.libelle_etat.lower()}, orientée par {row.prescripteur} le {sent}"


def list_obstacles(rows: Sequence[Any], on: date) -> dict[int, Obstacle]:
    """T5. What is already presented was so under the rule of its day."""
    waiting = [row for row in rows if row.etat != EtatOrientation.PRESENTEE and not row.has_diagnostic]
    if not waiting or not is_diagnostic_requis(waiting[0].dispositif_id, on=on):
        return {}
    return {
        row.pk: Obstacle(
            SANS_DIAGNOSTIC, "Établir le diagnostic", reverse("parcours:orientation_diagnostic", args=[row.uuid])
        )
        for row in waiting
    }


def make_form(inscription: Inscription, data: Any, acteur: Acteur, on: date) -> forms.Form:
    orientation = _orientation(inscription)
    accueil = orientation.referent_accueil_id
    candidats = list_candidats(acteur, orientation.personne, on=on, accueil=accueil)
    referents = [(c.cle, f"{c.nom} : {explain_candidat(c)}") for c in candidats]
    free = [c.cle for c in candidats if c.has_place]
    return EntreeForm(data, referents=referents, initial={"referent": accueil if accueil in free else None})


def decide(
    *, by: Acteur, inscription: Inscription, resultat: Resultat, le: date, today: date, referent: int | None = None,
    depassement: str = "", motif: str = "", reorientation: str = "", motif_alerte: str = "",
) -> Decision:  # fmt: skip
    """Favorable: the parcours begins, with this référent, within what they can take or with the reason said."""
    orientation = _orientation(inscription)
    alertes = review({"reorientation": reorientation, "depassement": depassement}, motif_alerte)
    if resultat is not Resultat.FAVORABLE:
        decide_orientation(
            by=by, orientation=orientation, resultat=resultat, motif=motif, reorientation=reorientation, le=le,
            today=today, motif_alerte=motif_alerte,
        )  # fmt: skip
        return Decision(resultat, motif, reorientation, alertes, motif_alerte)
    chosen = Referent.objects.filter(dispositif=orientation.dispositif_id, pk__in=[referent]).first()
    if chosen is None:
        raise ParcoursRefuse("Une personne qui entre a un référent : choisissez-le.", champ="referent")
    check_charge(chosen, depassement=depassement, du=le, today=today)
    decided = decide_orientation(
        by=by, orientation=orientation, resultat=resultat, motif="", reorientation="", le=le, today=today,
        referent=chosen,
    )  # fmt: skip
    parcours = decided.parcours
    assert parcours is not None  # favorable: it has just been opened
    Affectation.objects.filter(parcours=parcours).update(depassement=depassement)
    # Kept as said that day: the signed minutes do not follow the later changes of référent.
    entree = "à confirmer" if parcours.is_entree_provisoire else f"le {write_date_courte(parcours.date_entree)}"
    said = f"Entrée {entree}, référent : {chosen}"
    return Decision(resultat, suite=said, alertes=alertes, motif_alerte=motif_alerte)


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
        present=present,
        types=frozenset({TypeCommission.ENTREE, TypeCommission.MIXTE}),
        list_obstacles=list_obstacles,
    )
)
