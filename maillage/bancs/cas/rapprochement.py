"""P6: who may already be known, despite slips, against trigrams over the whole country. Goal: at most 0.05 ×.

Ours searches the compartment, as R-2 has it: nobody sees whether a person is known elsewhere. The first peer searches
the country with pg_trgm, what one would do without compartments; the second, pg_trgm in the compartment alone.
Speed means nothing without recall: each says which share of the set it finds again among its first twenty.
"""

import os
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays
from maillage.bancs.perturbations import Requete, draw_requetes, measure_rappel

MONTRES, RAPPEL = 20, 0.99
REQUETES = int(os.environ.get("MAILLAGE_BANC_REQUETES", "10000"))


def read_requetes() -> tuple[int, list[Requete]]:
    """The compartment of the bench's référent, and the set drawn from its people."""
    from maillage.bancs.pays import GRAINE, REFERENT
    from maillage.parcours.models import Referent
    from maillage.participants.actions.personnes import read_identite
    from maillage.participants.models import Personne

    dispositif = Referent.objects.get(compte__email=REFERENT).dispositif_id
    rows = Personne.objects.filter(dispositif=dispositif).order_by("numero")
    return dispositif, draw_requetes([(p.pk, read_identite(p)) for p in rows], nombre=REQUETES, graine=GRAINE)


def report_found(cpu: float, requetes: list[Requete], found: list[list[int]]) -> None:
    from maillage.bancs.coureur import report

    rappel, par_genre = measure_rappel(requetes, found)
    worst = min(par_genre, key=lambda genre: par_genre[genre])
    dit = f"retrouve {rappel:.1%} (le plus dur, « {worst} » : {par_genre[worst]:.1%})".replace(".", ",")
    report(cpu, [requete.cible for requete in requetes], dit=dit)


def list_found(search: Any, requetes: list[Requete]) -> list[list[int]]:
    return [search(requete.identite) for requete in requetes]


CAS = Cas(
    code="rapprochement",
    titre=f"P6, retrouver une personne malgré les fautes ({REQUETES} requêtes tirées à la graine)",
    but=0.05,
    concurrents={
        "Maillage": "maillage.bancs.cas.rapprochement_maillage",
        "trigrammes, pays entier": "maillage.bancs.pairs.rapprochement_trigrammes",
        "trigrammes, un seul PLIE": "maillage.bancs.pairs.rapprochement_trigrammes_plie",
    },
    prepare=open_pays,
    mesure="temps de calcul, serveur compris",
)
