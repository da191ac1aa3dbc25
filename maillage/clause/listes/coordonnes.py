"""« Marchés partagés » of a territory, as its coordination reads them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse

from maillage.clause.figures.partage import shorten
from maillage.clause.listes.marches import get_classe, get_icone, search
from maillage.clause.nomenclatures.lots import LIBELLES_PHASE, PHASES, Phase
from maillage.clause.nomenclatures.marches import LIBELLES_ACHAT
from maillage.clause.queries.coordonnes import select_qui_travaillent
from maillage.reseau.models import Dispositif
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

MASQUEES = "masquées"
CENTIEME = Decimal("0.01")
C = Categorie.CLAUSE


def write_structures(lot: Any) -> str:
    return ", ".join(shorten(suivi.structure.nom) for suivi in lot.qui_travaillent)


def get_validees(lot: Any) -> Decimal | None:
    """The same on both engines."""
    return None if lot.validees is None else Decimal(lot.validees).quantize(CENTIEME)


def build_coordonnes(services: Sequence[Dispositif], *, seuil: int) -> Tableau:
    """`services`: those of the territory."""
    departements = {one.departement_id: str(one.departement) for one in services if one.departement_id}
    return Tableau(
        code="marches_partages_du_territoire",
        titre="Lots suivis par plusieurs services",
        singulier="lot",
        colonnes=(
            Colonne("lot", "Marché et lot", lambda lot: lot.marche.objet, tri=("marche__objet", "numero"), categorie=C,
                    lien=lambda lot: reverse("clause:coordonne", args=[lot.uuid]),
                    precision=lambda lot: str(lot) if lot.numero else ""),
            Colonne("donneur", "Donneur d’ordre", lambda lot: lot.marche.acheteur.nom, tri=("marche__acheteur__nom",),
                    categorie=C),
            Colonne("structures", "Services", write_structures, tri=("structures", "pilote"), categorie=C,
                    definition="Ceux qui pilotent le lot ou y participent aujourd’hui."),
            Colonne("pilote", "Pilote", lambda lot: lot.pilote, tri=("pilote",), categorie=C, is_visible=False),
            Colonne("etat", "État", lambda lot: lot.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                    categorie=C),
            Colonne("engagees", "Heures engagées", lambda lot: lot.engagees, Genre.NOMBRE, tri=("engagees",), categorie=C,
                    definition="Du lot entier, version de l’engagement en vigueur."),
            Colonne("validees", "Heures validées", get_validees, Genre.NOMBRE, tri=("validees",), categorie=C,
                    manquant=MASQUEES, definition="Du lot entier, depuis son début. En dessous de "
                    f"{seuil} personnes, elles ne se montrent pas."),
            Colonne("debut", "Début", lambda lot: lot.marche.debut, Genre.DATE, tri=("marche__debut",), categorie=C),
            Colonne("fin", "Fin prévue", lambda lot: lot.marche.fin_prevue, Genre.DATE, tri=("marche__fin_prevue",),
                    categorie=C),
            Colonne("achat", "Nature d’achat", lambda lot: lot.marche.libelle_achat, tri=("marche__achat",), categorie=C,
                    is_visible=False),
            Colonne("numero", "Numéro", lambda lot: lot.marche.numero, tri=("marche__numero",), categorie=C,
                    is_visible=False),
        ),
        filtres=(
            Filtre("q", "Objet, lot ou donneur d’ordre", search, Saisie.TEXTE),
            Filtre("service", "Service", _filter_service, choix=[(str(one.uuid), one.nom) for one in services]),
            *([Filtre("departement", "Département", _filter_departement, choix=list(departements.items()))]
              if len(departements) > 1 else []),
            Filtre("phase", "Phase", lambda rows, value: rows.filter(etat__in=PHASES[Phase(value)]), tous="Toutes",
                   choix=[(phase.value, libelle) for phase, libelle in LIBELLES_PHASE.items()]),
            Filtre("achat", "Nature d’achat", lambda rows, value: rows.filter(marche__achat=value), tous="Toutes",
                   choix=[(achat.value, libelle) for achat, libelle in LIBELLES_ACHAT.items()]),
        ),
        tri="lot",
        vide="Un lot arrive ici quand deux services au moins le suivent, dont un de votre territoire. "
        "Ceux qu’un service suit seul ne se lisent pas un par un.",
    )  # fmt: skip


def _filter_service(rows: Any, value: str) -> Any:
    return rows.filter(pk__in=select_qui_travaillent().filter(structure__uuid=value).values("lot"))


def _filter_departement(rows: Any, value: str) -> Any:
    return rows.filter(pk__in=select_qui_travaillent().filter(structure__departement=value).values("lot"))
