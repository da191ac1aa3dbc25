"""Every write about accounts: right, lock, rule, write, journal."""

from maillage.comptes.actions.roles import choose_habilitation

__all__ = ["choose_habilitation"]
