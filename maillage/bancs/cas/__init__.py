"""The cases, by code."""

from maillage.bancs.cas import annuaire, dossier, file_active, journal, rapprochement, reprise

CAS = {
    cas.code: cas
    for cas in (
        annuaire.CAS, journal.CAS, file_active.CAS, file_active.CROISSANCE, dossier.CAS, rapprochement.CAS, reprise.CAS,
    )
}  # fmt: skip
