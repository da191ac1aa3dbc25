"""The cases, by code."""

from maillage.bancs.cas import (
    annuaire,
    bilans,
    bilans_annee,
    consolidation,
    depot,
    dossier,
    entretien,
    file_active,
    grille,
    journal,
    pages_clause,
    prefixe,
    rapport,
    rapprochement,
    reprise,
    secret,
    tableau_de_bord,
)

CAS = {
    cas.code: cas
    for cas in (
        annuaire.CAS, journal.CAS, file_active.CAS, file_active.CROISSANCE, dossier.CAS, entretien.CAS, prefixe.CAS,
        prefixe.CROISSANCE, rapprochement.CAS, reprise.CAS, bilans.CAS,
        grille.CAS, pages_clause.CAS, pages_clause.GRAND,
        bilans_annee.CAS, *consolidation.LISTE, secret.CAS, rapport.CAS, tableau_de_bord.CAS,
        tableau_de_bord.CROISSANCE, depot.CAS, depot.CROISSANCE,
    )
}  # fmt: skip
