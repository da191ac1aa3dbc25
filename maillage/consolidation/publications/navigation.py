"""What the publications add to the navigation."""

from maillage.consolidation.publications.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(Entree("Publications", "publications:liste", icone="megaphone", droit=Droit.SUIVRE, groupe="Réseau", ordre=380))
declare(Entree("Consolidations", "publications:publiques", icone="book-open", groupe="Réseau", ordre=55, publique=True))
declare(
    Entree("Territoires en chiffres", "publications:territoires", icone="map", groupe="Réseau", ordre=54, publique=True)
)
declare(
    Entree(
        "Consolidations du réseau", "publications:restreintes", icone="book-lock", droit=Droit.LIRE_RESTREINTES, groupe="Réseau",
        ordre=370,
    )
)  # fmt: skip
