"""The sheet handed from one référent to the next (T22): what is agreed with the person, and nothing else.

No note, no diagnostic, no sensitive answer: the file holds them for whoever may read them.
"""

from datetime import date

from django.utils.timezone import localtime

from maillage.parcours.models import Contrat, Objectif, Parcours, Positionnement
from maillage.parcours.nomenclatures.accompagnement import EtatObjectif, NatureContrat
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.queries.referents import list_affectations
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.typographie import write_date_courte

A_TENIR = (EtatObjectif.OUVERT, EtatObjectif.EN_COURS)
EN_COURS = (EtatPositionnement.PROPOSE, EtatPositionnement.EN_ATTENTE, EtatPositionnement.ACCEPTE,
            EtatPositionnement.PREVU, EtatPositionnement.EN_COURS)  # fmt: skip


def print_relais(parcours: Parcours, *, today: date) -> bytes:
    personne = parcours.personne
    rows = list(list_affectations(parcours))
    before = f"{rows[1].referent}, depuis le {write_date_courte(rows[1].du)}" if len(rows) > 1 else ""
    donnees = {
        "titre": "Fiche de relais",
        "sous_titre": f"{personne}, dossier n° {personne.numero}, {parcours.dispositif.nom}",
        "mention": "Document nominatif : ce qui est convenu avec la personne, à l’usage de son référent",
        "edite_le": f"Édité le {write_date_courte(today)}",
        "referents": [
            ("Référent", f"{rows[0].referent}, depuis le {write_date_courte(rows[0].du)}"),
            ("Référent précédent", before),
        ],
        "parcours": [
            ("État", parcours.libelle_etat),
            ("Entrée", write_date_courte(parcours.date_entree)),
            ("Dernier contact", write_date_courte(parcours.dernier_contact) if parcours.dernier_contact else ""),
            ("Prochain rendez-vous", _write_rendez_vous(parcours)),
            ("Téléphone", personne.telephone),
            ("Courriel", personne.courriel),
        ],
        "contrat": _describe_contrat(parcours),
        "objectifs": [
            (o.intitule, o.actions, write_date_courte(o.echeance) if o.echeance else "Sans échéance")
            for o in Objectif.objects.filter(parcours=parcours, etat__in=A_TENIR).order_by("du", "pk")
        ],
        "etapes": [
            (e.intitule, e.libelle_etat, _write_periode(e))
            for e in Positionnement.objects.filter(parcours=parcours, etat__in=EN_COURS).order_by("propose_le", "pk")
        ],
    }
    return render_pdf("parcours/fiche-de-relais", donnees, cree_le=today)


def _write_rendez_vous(parcours: Parcours) -> str:
    if parcours.prochain_contact is None:
        return ""
    return f"{localtime(parcours.prochain_contact):%d/%m/%Y à %H h %M}"


def _describe_contrat(parcours: Parcours) -> list[tuple[str, str]]:
    """The one in force of the PLIE; the legal one is not ours to hand over."""
    contrat = Contrat.objects.filter(parcours=parcours, nature=NatureContrat.PLIE).order_by("-rang").first()
    if contrat is None:
        return []
    frequence = f"tous les {contrat.frequence_jours} jours" if contrat.frequence_jours else ""
    return [
        ("Prend effet le", write_date_courte(contrat.du)),
        ("Signé par la personne le", write_date_courte(contrat.signe_personne_le) if contrat.signe_personne_le else ""),
        ("Rendez-vous", frequence),
        ("Objectifs", contrat.objectifs),
        ("Engagements de chacun", contrat.engagements),
    ]


def _write_periode(etape: Positionnement) -> str:
    du, au = etape.debut or etape.prevu_du, etape.fin or etape.prevu_au
    parts = [f"du {write_date_courte(du)}" if du else "", f"au {write_date_courte(au)}" if au else ""]
    return " ".join(part for part in parts if part) or "Sans date"
