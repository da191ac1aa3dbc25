"""The list of commissions, declared."""

from typing import Any

from django.urls import reverse

from maillage.parcours.nomenclatures.orientation import LIBELLES_COMMISSION, LIBELLES_ETAT_COMMISSION, EtatCommission
from maillage.socle.tableaux import Colonne, Filtre, Genre, Tableau

CLASSES = {EtatCommission.PREPAREE: "badge ton-neutre", EtatCommission.TENUE: "badge ton-attention",
           EtatCommission.CLOSE: "badge ton-succes"}  # fmt: skip
ICONES = {EtatCommission.PREPAREE: "circle-dashed", EtatCommission.TENUE: "clock-alert", EtatCommission.CLOSE: "check"}


def _count(row: Any) -> str:
    return f"{row.decides} sur {row.dossiers}" if row.dossiers else ""


TABLEAU = Tableau(
    code="commissions",
    titre="Commissions",
    singulier="commission",
    colonnes=(
        Colonne(
            "type", "Commission", lambda row: row.libelle_type, tri=("type",),
            lien=lambda row: reverse("parcours:commission", args=[row.uuid]),
        ),
        Colonne("le", "Date", lambda row: row.le, Genre.DATE, tri=("le",)),
        Colonne("lieu", "Lieu", lambda row: row.lieu, tri=("lieu",)),
        Colonne("dossiers", "Dossiers décidés", _count, tri=("dossiers",), manquant="ordre du jour vide"),
        Colonne(
            "etat", "État", lambda row: row.libelle_etat, tri=("etat",),
            classe=lambda row: CLASSES[EtatCommission(row.etat)], icone=lambda row: ICONES[EtatCommission(row.etat)],
        ),
        Colonne("signee", "Relevé signé le", lambda row: row.signee_le, Genre.DATE, tri=("signee_le",), is_visible=False),
    ),
    filtres=(
        Filtre(
            "type", "Type", lambda rows, value: rows.filter(type=value),
            choix=[(t.value, nom) for t, nom in LIBELLES_COMMISSION.items()],
        ),
        Filtre(
            "etat", "État", lambda rows, value: rows.filter(etat=value),
            choix=[(e.value, nom) for e, nom in LIBELLES_ETAT_COMMISSION.items()],
        ),
    ),
    tri="-le",
    vide="Planifiez la première : date, quorum, membres. Les dossiers s’inscrivent ensuite à l’ordre du jour.",
)  # fmt: skip
