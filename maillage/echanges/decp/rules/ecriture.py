"""Writes a notice again in the official JSON layout 2.0.x; read again, it says the same."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from maillage.echanges.decp.rules.notices import LISTES, Modification, Notice, SousTraitance, Titulaire

SANS_OBJET = "Sans objet"


def write_notice(notice: Notice) -> dict[str, Any]:
    """What the file did not say is left out: nothing is invented to please the schema."""
    qui = "concessionnaire" if notice.is_concession else "titulaire"
    acheteur = {"id": notice.acheteur} | ({"nom": notice.acheteur_nom} if notice.acheteur_nom else {})
    value = {
        "id": notice.numero,
        "autoriteConcedante" if notice.is_concession else "acheteur": acheteur,
        "objet": notice.objet,
        "codeCPV": notice.cpv,
        "techniques": {"technique": list(notice.techniques) or [SANS_OBJET]},
        "modalitesExecution": {"modaliteExecution": list(notice.modalites) or [SANS_OBJET]},
        "idAccordCadre": notice.accord_cadre,
        "typeGroupementOperateurs": notice.groupement.value if notice.groupement else "",
        "lieuExecution": _keep({"code": notice.lieu, "typeCode": notice.type_lieu}),
        "dureeMois": notice.duree_mois,
        "dateDebutExecution" if notice.is_concession else "dateNotification": _write_jour(notice.notifiee_le),
        "datePublicationDonnees": _write_jour(notice.publiee_le),
        "valeurGlobale" if notice.is_concession else "montant": _write_nombre(notice.montant),
        f"{qui}s": _wrap(qui, map(_write_titulaire, notice.titulaires)),
        "considerationsSociales": {"considerationSociale": [c.value for c in notice.considerations]},
        "actesSousTraitance": _wrap(
            "acteSousTraitance", (_write_acte(acte, "dateNotification") for acte in notice.sous_traitances)
        ),
        "modificationsActesSousTraitance": _wrap(
            "modificationActeSousTraitance",
            (_write_acte(acte, "dateNotificationModificationSousTraitance") for acte in notice.modifications_actes),
        ),
        "modifications": _wrap("modification", (_write_modification(m, qui) for m in notice.modifications)),
    }
    for nom, conserve in notice.conserves.items():
        if nom in LISTES:
            conserve = {LISTES[nom]: list(conserve)}
        value[nom] = _write_nombre(conserve) if isinstance(conserve, Decimal) else conserve
    return _keep(value)


def _write_titulaire(titulaire: Titulaire) -> dict[str, Any]:
    return _keep(
        {
            "id": titulaire.identifiant,
            "typeIdentifiant": titulaire.type_identifiant.value if titulaire.type_identifiant else "",
            "denominationSociale": titulaire.nom,
        }
    )


def _write_modification(modification: Modification, qui: str) -> dict[str, Any]:
    return {"id": modification.numero} | _keep(
        {
            "dureeMois": modification.duree_mois,
            "valeurGlobale" if qui == "concessionnaire" else "montant": _write_nombre(modification.montant),
            f"{qui}s": _wrap(qui, map(_write_titulaire, modification.titulaires)),
            "dateNotificationModification": _write_jour(modification.notifiee_le),
        }
    )


def _write_acte(acte: SousTraitance, jour: str) -> dict[str, Any]:
    return {"id": acte.numero} | _keep(
        {
            "sousTraitant": _write_titulaire(acte.sous_traitant),
            "dureeMois": acte.duree_mois,
            "montant": _write_nombre(acte.montant),
            "variationPrix": acte.variation,
            jour: _write_jour(acte.notifiee_le),
        }
    )


def _wrap(cle: str, items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{cle: item} for item in items]


def _keep(value: dict[str, Any]) -> dict[str, Any]:
    return {nom: v for nom, v in value.items() if v not in ("", None, [], {})}


def _write_jour(jour: Any) -> str:
    return jour.isoformat() if jour else ""


def _write_nombre(value: Decimal | None) -> int | float | None:
    """A JSON number: whole when it is."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
