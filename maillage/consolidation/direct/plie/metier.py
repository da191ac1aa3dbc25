"""« Ma consolidation » of a PLIE."""

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.metiers import Lien, Metier, Textes
from maillage.consolidation.direct.plie.dossiers import list_closes, read_etats
from maillage.consolidation.direct.plie.objets import PARCOURS, find_page
from maillage.consolidation.direct.plie.sorties import find_attente
from maillage.consolidation.direct.plie.variables import ETATS, VARIABLES
from maillage.consolidation.faits.tables import PARCOURS as FAITS_PARCOURS
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.permissions import Droit as DroitParcours

METIER_PLIE = Metier(
    catalogue=PLIE,
    en_tete=("plie.accompagnes", "plie.entrees", "plie.sorties", "plie.sorties_positives", "plie.taux_neutralise"),
    debuts=((FAITS_PARCOURS, "entree"),), objets=(PARCOURS,), variables={variable.value: one for variable, one in VARIABLES.items()}, etats=ETATS,
    textes=Textes(
        source="vos dossiers",
        vide=("Personne n’est encore entré en parcours.", "Vos chiffres se comptent dès la première entrée confirmée."),
        close="ses photos d’entrée ne changent plus",
        totaux="Qui est compté ici dépend d’une réponse personnelle (formation, ressources, handicap, adresse, emploi). Votre rôle "
        "en lit les totaux ; la coordination, qui tient les dossiers, ouvre la liste.",
        ailleurs="Ce chiffre ne vient pas des dossiers, mais des temps de travail des référents.",
        lien_ailleurs=Lien("Voir les référents et leur temps", "parcours:referents", DroitParcours.AFFECTER),
        correction="Une réponse donnée au jour de l’entrée, puis reportée dans la photo d’entrée, change le chiffre aussitôt.",
        correcteurs="Le référent du dossier, ou la coordination, complète la réponse : le chiffre change aussitôt.",
    ),
    list_closes=list_closes, read_etats=read_etats, find_page=find_page, find_attente=find_attente,
    droit_corriger=DroitParcours.TENIR_DOSSIER, hors=frozenset({Indicateur.I_30.value}),
)  # fmt: skip
