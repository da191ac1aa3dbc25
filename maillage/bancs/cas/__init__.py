"""The cases, by code."""

from maillage.bancs.cas import annuaire

CAS = {cas.code: cas for cas in (annuaire.CAS,)}
