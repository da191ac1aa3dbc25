"""The cases, by code."""

from maillage.bancs.cas import annuaire, journal, reprise

CAS = {cas.code: cas for cas in (annuaire.CAS, journal.CAS, reprise.CAS)}
