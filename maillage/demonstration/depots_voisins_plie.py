"""The PLIE that are elsewhere: fictitious neighbours of Valombre, so that a newcomer can read the report of the PLIE."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import cast

from maillage.consolidation.catalogue import ventilations as v
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.actions.depots import make_entete
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import Consolide
from maillage.consolidation.depots.rules import profils
from maillage.consolidation.depots.rules.agreges import Declaration
from maillage.consolidation.depots.rules.documents import write_document
from maillage.demonstration.depots_voisins import Voisin, deposit_fichier, deposit_totaux, make_voisins
from maillage.demonstration.reseau.annees import list_annees
from maillage.demonstration.reseau.lignes import share_etapes, write_plie
from maillage.demonstration.reseau.parcours import draw_reseau
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.tables import Table
from maillage.reseau.nomenclatures import TypeDispositif

DIVISEUR = 45  # of the country: twelve PLIE of some two hundred people
# Four a region: of three, any two would know what the third is once the region is public.
VOISINS = (
    Voisin("PLIE du Val-Fleury", "38"), Voisin("PLIE de Bois-Joli", "42"), Voisin("PLIE de Rochebelle", "69", is_equipe=False),
    Voisin("PLIE des Trois-Cimes", "73"),
    Voisin("PLIE de Clairmarais", "59"), Voisin("PLIE des Deux-Clochers", "62"), Voisin("PLIE de Grand-Étang", "80"),
    Voisin("PLIE de Haute-Garenne", "60"),
    Voisin("PLIE de l’Anse-Claire", "29"), Voisin("PLIE de Landemer", "35", is_equipe=False), Voisin("PLIE de Port-Neuf", "56"),
    Voisin("PLIE de la Grève-Blanche", "22"),
)  # fmt: skip


def deposit_plies(campagne: Campagne, *, graine: int, le: date) -> int:
    """Their year is drawn, counted in one pass, then deposited by each; how many deposits."""
    dispositifs = make_voisins(graine, VOISINS, TypeDispositif.PLIE)
    annees = list_annees(campagne.millesime, campagne.millesime, DIVISEUR)
    plies = draw_reseau(annees, len(dispositifs), graine=graine)
    lignes: dict[Table, list[tuple[object, ...]]] = {table: [] for table in PLIE.tables}
    for rang, (one, plie, etapes) in enumerate(
        zip(dispositifs, plies, share_etapes(annees, plies, graine=graine), strict=True)
    ):
        chance = Random(f"{graine}:voisins-plie:{rang}")  # noqa: S311  a seed is the point
        faits = write_plie(str(one.uuid), plie, etapes, derniere=campagne.millesime, chance=chance)
        for table in lignes:
            lignes[table] += faits.lignes[table]
    cles = [str(one.uuid) for one in dispositifs]
    with MoteurMemoire(lignes) as moteur:
        cellules = compute(PLIE, moteur, [make_annee(campagne.millesime)], cles)
    for voisin, one in zip(VOISINS, dispositifs, strict=True):
        own = [cellule for cellule in cellules if cellule.territoire == str(one.uuid)]
        if voisin.is_equipe:
            deposit_fichier(campagne, one, write_document(make_entete(campagne, one), PLIE, own), le=le)
        else:
            deposit_totaux(campagne, one, declare_plie(own), le=le)
    return len(dispositifs)


def declare_plie(cellules: Iterable[Cellule]) -> dict[str, int]:
    """What a counted PLIE would declare if it did without Maillage: everything that is asked."""
    entieres = {(c.code, c.ventilation, c.modalite): c for c in cellules}
    declaration = cast(Declaration, get_regles(Consolide.PLIE).declaration)
    places = {cle: place for place, cle in {**declaration.dites, **profils.list_dites()}.items()}
    found = {}
    for section in declaration.list_sections():
        for question in section.list_questions():
            code, _, reste = question.cle.partition(":")
            axe, _, reponse = reste.partition(":")
            if axe in v.PUBLICS.questions:
                oui = entieres[code, v.PUBLICS.code, axe].numerateur
                found[question.cle] = (
                    oui if reponse == profils.OUI else entieres[code, v.RENSEIGNEMENT.code, axe].numerateur - oui
                )
            elif question.cle in declaration.bases.values():
                found[question.cle] = entieres[code, TOTAL, ""].base
            else:
                found[question.cle] = entieres[places.get(question.cle, (code, TOTAL, ""))].numerateur
    return found
