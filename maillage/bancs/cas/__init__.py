"""The cases, by code."""

from maillage.bancs.cas import (
    annuaire,
    bilans,
    bilans_annee,
    consolidation,
    dossier,
    entretien,
    file_active,
    grille,
    journal,
    pages_clause,
    prefixe,
    rapprochement,
    reprise,
    secret,
)

CAS = {
    cas.code: cas
    for cas in (
        annuaire.CAS, journal.CAS, file_active.CAS, file_active.CROISSANCE, dossier.CAS, entretien.CAS, prefixe.CAS,
        prefixe.CROISSANCE, rapprochement.CAS, reprise.CAS, bilans.CAS,
        grille.CAS, pages_clause.CAS, pages_clause.GRAND,
        bilans_annee.CAS, *consolidation.LISTE, secret.CAS,
    )
}  # fmt: skip
