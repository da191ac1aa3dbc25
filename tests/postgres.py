"""The throw-away PostgreSQL cluster of the tests: that of the benches."""

from maillage.bancs.grappe import (
    APPLICATION,
    PROPRIETAIRE,
    ROLES,
    Grappe,
    _free_port,
    find_binaries,
    run_cluster,
    run_grappe,
)

__all__ = (
    "APPLICATION",
    "PROPRIETAIRE",
    "ROLES",
    "Grappe",
    "_free_port",
    "find_binaries",
    "run_cluster",
    "run_grappe",
)
