"""The cases, by code."""

from maillage.bancs.cas import annuaire, journal

CAS = {cas.code: cas for cas in (annuaire.CAS, journal.CAS)}
