"""P1: « Ma file active », rights, alerts and journal included, against a bare ListView of the same fifty rows.

Goal: at most 1.3 ×. The second peer is that ListView behind our session and inside our frame: what is left is the page's
own. Compared: who, in which state, since when, next rendez-vous, étape under way, in the same order. Growth: the same
page where the base holds one PLIE alone; the country costs at most 1.15 × it.
"""

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays

ADRESSE = "/file-active/?par=50"
COMPAREES = slice(1, 6)  # without the box, the reason to see the person and the button, that the bare page lacks

CAS = Cas(
    code="file-active",
    titre="P1, « Ma file active » : droits, alertes, cadre et journal compris",
    but=1.3,
    concurrents={
        "Maillage": "maillage.bancs.cas.file_active_maillage",
        "ListView nue": "maillage.bancs.pairs.file_active_nue",
        "ListView dans le même cadre": "maillage.bancs.pairs.file_active_cadree",
    },
    prepare=open_pays,
    mesure="temps de calcul de 60 pages de 50 personnes",
)
CROISSANCE = Cas(
    code="file-active-croissance",
    titre="P1, la même page quand la base tient un PLIE, puis le pays",
    but=1.15,
    concurrents={
        "Maillage": "maillage.bancs.cas.file_active_maillage",
        "Maillage, un seul PLIE en base": "maillage.bancs.cas.file_active_seule",
    },
    prepare=open_pays,
    mesure="temps de calcul de 60 pages de 50 personnes",
)
