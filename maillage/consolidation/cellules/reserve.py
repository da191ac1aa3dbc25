"""A public release is also read by those of restricted circulation: what both together would give back is hidden from both.

With their thresholds, and all that they have. What the public is not shown for its own sake stays hidden: hiding more gives
nobody more.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from maillage.consolidation.attaque.certificats import certify
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.plans import drop_parts, make_plan
from maillage.consolidation.cellules.tableaux import Plan
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.masques import Etat, Lecture, Masque
from maillage.consolidation.secret.nomenclatures import Diffusion, Statut
from maillage.consolidation.secret.parametres import read_seuils
from maillage.consolidation.secret.protection import protect
from maillage.consolidation.secret.tableaux import Cle, Publication, Tableau

ENSEMBLE = "Avec la diffusion restreinte déjà sortie, que ses lecteurs liront à côté : {motif}"


class Reserve:
    """`passees`: what its readers have, public releases included, the oldest first; `publique`: the plan of the public one."""

    def __init__(
        self, consolidation: Consolidation, passees: Sequence[Publication], *, publique: Plan, on: date
    ) -> None:
        self.seuils = read_seuils(Diffusion.RESTREINTE, on=on)
        self.plan = make_plan(consolidation, diffusion=Diffusion.RESTREINTE, on=on)
        self.passees = [drop_parts(passee, self.plan) for passee in passees]
        self.liens = publique.controle.bind_avant(publique, self.passees)

    def protect(self, publication: Publication, masque: Masque) -> Masque:
        """The mask of the public, and what is hidden besides."""
        tableaux = tuple(keep_montrees(tableau, masque.montrees) for tableau in publication.tableaux)
        found = protect(self._see(replace(publication, tableaux=tableaux)), self.seuils, self.passees)
        return cut_masque(masque, found)

    def attack(self, sortie: Publication, *, now: datetime) -> tuple[str, ...]:
        """Why it may not go out beside what they have, a sentence each."""
        dossier = write_dossier([*self.passees, self._see(sortie)], self.seuils, diffusion=Diffusion.RESTREINTE)
        return tuple(ENSEMBLE.format(motif=motif) for motif in certify(dossier, now=now)["motifs"])

    def _see(self, publication: Publication) -> Publication:
        """As they do: bound to the years that they have."""
        identites = tuple(dict.fromkeys((*publication.identites, *self.liens)))
        return drop_parts(replace(publication, identites=identites), self.plan)


def cut_masque(masque: Masque, found: Masque) -> Masque:
    """What the second one does not show is hidden by the first one too."""
    caches = masque.montrees - found.montrees
    etats = {
        cle: Etat(Statut.SECONDAIRE, Lecture(None)) if cle in caches else etat for cle, etat in masque.etats.items()
    }
    return replace(masque, etats=etats, echecs=(*masque.echecs, *found.echecs))


def keep_montrees(tableau: Tableau, montrees: frozenset[Cle]) -> Tableau:
    return replace(
        tableau,
        cellules={
            place: cellule if tableau.get_cle(place) in montrees else replace(cellule, is_offerte=False)
            for place, cellule in tableau.cellules.items()
        },
    )
