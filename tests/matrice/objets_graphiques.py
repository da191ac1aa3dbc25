"""Pictures, for the matrix: a reserved one opens only for the person for whom a page has drawn it."""

from maillage.socle.acteur import Acteur
from maillage.socle.graphiques import magasin
from maillage.socle.graphiques.acces import make_jeton
from tests.matrice.objets import Pour, objet
from tests.socle.graphiques.exemples import make_figure


@objet("graphiques:publique", partage="ce qu’un visiteur sans compte peut lire")
def figure_publique(pour: Pour) -> dict[str, object]:
    figure = make_figure(titre=f"Figure publique de {pour.dispositif.pk}")
    magasin.draw(figure)
    return {"empreinte": figure.empreinte}


@objet("graphiques:reservee")
def figure_reservee(pour: Pour) -> dict[str, object]:
    figure = make_figure(titre="Figure réservée de la matrice", publique=False)
    magasin.draw(figure)
    acteur = Acteur(compte=pour.compte.pk, dispositif=pour.dispositif.pk)
    return {"empreinte": figure.empreinte, "jeton": make_jeton(acteur, figure.empreinte)}
