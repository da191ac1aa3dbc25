"""What may be printed of a parcours: the entry file, the review, the certificate, the booklet in clear words.

Nothing sensitive is printed: no sensitive frein, no comment of a frein, no note.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from maillage.parcours.documents import livret
from maillage.parcours.figures_freins import build_figure
from maillage.parcours.models import Entretien, Parcours, Positionnement
from maillage.parcours.nomenclatures.accompagnement import FREINS, Frein, Presence
from maillage.parcours.nomenclatures.etapes import COMPTES, LIBELLES_RESULTAT_ETAPE, ResultatEtape
from maillage.parcours.queries import diagnostics as queries
from maillage.parcours.rules import diagnostics
from maillage.socle.documents.rendu import describe_figure, render_pdf
from maillage.socle.typographie import write_date

GABARIT = "parcours/recit"
Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    libelle: str
    aide: str
    build: Callable[[Parcours, date], dict[str, Any]]


def print_document(code: str, parcours: Parcours, *, today: date) -> bytes:
    return render_pdf(GABARIT, DOCUMENTS[code].build(parcours, today), cree_le=today)


def _build(
    parcours: Parcours, today: date, *, titre: str, sections: Sequence[Section], chapeau: str = "", signature: str = ""
) -> dict[str, Any]:
    return {
        "titre": titre, "sous_titre": str(parcours.dispositif), "edite_le": today, "chapeau": chapeau,
        "mention": f"Dossier n° {parcours.personne.numero}", "sections": [s for s in sections if s],
        "signature": signature,
    }  # fmt: skip


def build_attestation(parcours: Parcours, today: date) -> dict[str, Any]:
    """That a person is accompanied, and nothing of why."""
    fin = f"au {write_date(parcours.date_sortie)}" if parcours.date_sortie else "à ce jour"
    phrase = (
        f"Le {parcours.dispositif} atteste accompagner {parcours.personne.nom_complet} du "
        f"{write_date(parcours.date_entree)} {fin}, dans un parcours vers l’emploi suivi par {parcours.referent}."
    )
    return _build(
        parcours, today, titre="Attestation d’accompagnement", chapeau=phrase,
        sections=[_text("Remise à la personne", "Cette attestation lui est remise à sa demande, pour servir ce que de droit.")],
        signature=f"Fait le {write_date(today)}. Signature et cachet :",
    )  # fmt: skip


def build_bilan(parcours: Parcours, today: date) -> dict[str, Any]:
    return _build(
        parcours, today, titre="Bilan de parcours",
        sections=[
            _build_fiche(parcours),
            _build_objectifs(parcours),
            _build_etapes(parcours),
            _build_contacts(parcours),
            _build_freins(parcours, today),
            _text("Bilan fait avec la personne", "À compléter ensemble : ce qui a avancé, ce qui reste, la suite."),
        ],
        signature="Date et signatures de la personne et du référent :",
    )  # fmt: skip


def build_dossier_entree(parcours: Parcours, today: date) -> dict[str, Any]:
    """What the commission reads: who, the strengths first, what stands in the way, what to work on."""
    versions = queries.list_diagnostics(parcours)
    initial = versions[-1] if versions else None
    textes = [
        _text(titre, getattr(initial, name))
        for name, titre in (
            ("atouts", "Atouts et compétences"), ("social", "Situation sociale"),
            ("professionnel", "Situation professionnelle"), ("projet", "Projet"), ("axes", "Axes de travail"),
        )
        if initial
    ]  # fmt: skip
    vide = [] if initial else [_text("Diagnostic", "Le diagnostic initial n’est pas encore établi.")]
    return _build(
        parcours, today, titre="Dossier d’entrée",
        sections=[_build_fiche(parcours), *vide, *textes, _build_niveaux(parcours, on=initial.le if initial else today),
                  _build_objectifs(parcours)],
    )  # fmt: skip


def build_livret(parcours: Parcours, today: date) -> dict[str, Any]:
    dispositif = parcours.dispositif
    contact = [
        ("Mon référent", str(parcours.referent)),
        ("Le PLIE", str(dispositif)),
        ("Téléphone", dispositif.telephone),
    ]
    return _build(
        parcours, today, titre="Mon parcours au PLIE", chapeau=livret.BONJOUR,
        sections=[
            {"titre": "Qui m’accompagne", "genre": "fiche", "paires": contact},
            *(_liste(titre, lignes) for titre, lignes in livret.RUBRIQUES),
        ],
    )  # fmt: skip


DOCUMENTS: dict[str, Document] = {
    "dossier-entree": Document("Dossier d’entrée", "pour la commission", build_dossier_entree),
    "attestation": Document("Attestation", "à remettre à la personne", build_attestation),
    "bilan": Document("Bilan de parcours", "à compléter et signer ensemble", build_bilan),
    "livret": Document("Livret du participant", "en langage clair", build_livret),
}


def _build_fiche(parcours: Parcours) -> Section:
    personne = parcours.personne
    paires = [
        ("Prénom et nom", personne.nom_complet), ("Date de naissance", personne.date_naissance),
        ("Entrée", parcours.date_entree), ("Contrat PLIE signé le", parcours.date_signature),
        ("Référent", str(parcours.referent)), ("État du parcours", parcours.libelle_etat),
    ]  # fmt: skip
    return {"titre": "Le parcours", "genre": "fiche", "paires": paires}


def _build_objectifs(parcours: Parcours) -> Section:
    rows = [o for o in queries.list_objectifs(parcours) if not (o.frein and FREINS[Frein(o.frein)].is_sensible)]
    if not rows:
        return _text("Objectifs", "Aucun objectif n’est écrit.")
    lignes = [[o.intitule, o.echeance or "", o.libelle_etat] for o in rows]
    return {"titre": "Objectifs", "genre": "tableau", "legende": "Objectifs fixés ensemble",
            "colonnes": ["Objectif", "Échéance", "Où on en est"], "lignes": lignes}  # fmt: skip


def _build_etapes(parcours: Parcours) -> Section:
    rows = Positionnement.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours, etat__in=COMPTES)
    lignes = [
        [
            row.intitule or row.definition.libelle, row.debut or "", row.fin or "",
            LIBELLES_RESULTAT_ETAPE[ResultatEtape(row.resultat)] if row.resultat else "",
        ]
        for row in rows.order_by("debut", "pk")
    ]  # fmt: skip
    if not lignes:
        return _text("Étapes", "Aucune étape n’a commencé.")
    return {"titre": "Étapes", "genre": "tableau", "legende": "Étapes commencées",
            "colonnes": ["Étape", "Début", "Fin", "Résultat"], "lignes": lignes}  # fmt: skip


def _build_contacts(parcours: Parcours) -> Section:
    """The contacts held, each with the étape spoken of and whether the person signed; nothing of what was said."""
    rows = Entretien.objects.filter(parcours=parcours, presence=Presence.VENU).select_related("positionnement")
    lignes = [
        [
            localdate(row.debut), row.libelle_type, row.lieu, row.positionnement.intitule if row.positionnement else "",
            "Oui" if row.emarge else "Non",
        ]
        for row in rows.order_by("debut", "pk")
    ]  # fmt: skip
    if not lignes:
        return _text("Rendez-vous", "Aucun rendez-vous n’a eu lieu.")
    return {"titre": "Rendez-vous", "genre": "tableau", "legende": "Rendez-vous tenus",
            "colonnes": ["Date", "Type", "Lieu", "Étape", "Signé"], "lignes": lignes}  # fmt: skip


def _build_freins(parcours: Parcours, today: date) -> Section:
    evaluations = queries.as_evaluations(queries.list_freins(parcours, sensibles=False))
    figure = build_figure(evaluations, on=today)
    return {"titre": "Freins dans le temps", "genre": "figure", "figure": describe_figure(figure)} if figure else {}


def _build_niveaux(parcours: Parcours, *, on: date) -> Section:
    evaluations = queries.as_evaluations(queries.list_freins(parcours, sensibles=False))
    ecarts = diagnostics.compare({}, diagnostics.list_niveaux(evaluations, on=on), on=on)
    if not ecarts:
        return _text("Freins", "Aucun frein n’est évalué.")
    lignes = [[FREINS[ecart.frein].libelle, ecart.libelle_apres] for ecart in ecarts]
    return {"titre": "Freins", "genre": "tableau", "legende": f"Freins évalués au {on:%d/%m/%Y}",
            "colonnes": ["Frein", "Niveau"], "lignes": lignes}  # fmt: skip


def _text(titre: str, text: str) -> Section:
    return {"titre": titre, "genre": "texte", "lignes": text.splitlines() or ["Non renseigné."]}


def _liste(titre: str, lignes: Sequence[str]) -> Section:
    return {"titre": titre, "genre": "liste", "lignes": list(lignes)}
