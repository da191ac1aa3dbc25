"""What the survey of this year says against that of the last year published: the same respondents, the same definition, or nothing."""

from maillage.consolidation.catalogue.enquete.catalogue import TOUS
from maillage.consolidation.catalogue.enquete.rapports import ALLOUES, GESTION, MOYENS
from maillage.consolidation.catalogue.enquete.repartitions import FINANCEURS
from maillage.consolidation.rapport.blocs import Bloc, Encadre, Texte
from maillage.consolidation.rapport.comparaisons import compare
from maillage.consolidation.rapport.evolutions import draw_annees
from maillage.consolidation.rapport.livre import ENTIER, Livre
from maillage.consolidation.rapport.nombres import say_annee
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.depuis import list_comparaisons, say_communs, say_ou

SERIE = (FINANCEURS.total, FINANCEURS.get_part("fse"), "enquete.levier_fse")
CODES = (
    FINANCEURS.total, FINANCEURS.get_code("fse"), *(FINANCEURS.get_part(poste) for poste in ("fse", "collectivites", "etat")),
    "enquete.levier_fse", "enquete.levier_total", "enquete.operateurs", *(f"enquete.{rapport.code}" for rapport in ALLOUES),
    "enquete.interne", "enquete.interne_etp", "enquete.referents_externes", "enquete.referents_externes_etp", "enquete.entreprises",
    "enquete.operateurs_conventionnes", *(f"enquete.{rapport.code}" for rapport in (*GESTION, *MOYENS)),
)  # fmt: skip
RIEN = "Aucune évolution n’est dite : ce ne sont pas les mêmes répondants, ou une des deux valeurs est masquée."


def write_depuis_enquete(livre: Livre) -> list[Bloc]:
    """Nothing for the first survey published."""
    precedent = livre.get_precedent()
    if precedent is None or precedent.find_case(TOUS, ou=ENTIER) is None:
        return []
    avant, annee = say_annee(precedent.millesime), say_annee(livre.millesime)
    now, before = (one.perimetres.list_entiers(TOUS.code, ENTIER) for one in (livre, precedent))
    blocs: list[Bloc] = [
        Texte(say_communs(livre, now, before, font="ont répondu")),
        Texte(write(
            "Un dispositif répond une année à une question, et pas l’autre : chaque indicateur n’est comparé que si les mêmes dispositifs "
            "l’ont donné en {avant} et en {annee}, d’après ce qui a été imprimé.", avant=avant, annee=annee,
        )),
    ]  # fmt: skip
    found = [one for code in CODES if (one := compare(livre, code)) is not None]
    if found:
        blocs += [Texte(say_ou(livre, found)), list_comparaisons(livre, found, avant, annee)]
    else:
        blocs.append(Encadre("Répondants différents", write(RIEN)))
    serie = draw_annees(livre, SERIE, titre=write("Les financements mobilisés, en millions d’euros, année par année"))
    return [*blocs, serie] if serie else blocs
