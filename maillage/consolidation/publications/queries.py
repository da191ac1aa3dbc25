"""What is read of the publications: those anybody reads, and of each year the last one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.consolidation.catalogue.recueils import RECUEILS
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.indicateurs.dictionnaire import MesureDecrite, describe_mesure
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

# Of a publication, what weighs megabytes: read by name, for one of them.
LOURDS = ("secret", "perimetres", "depots", "fichiers", "bilan", "raisons", "territoires")


def load(rows: QuerySet[Publication], *colonnes: str) -> QuerySet[Publication]:
    """With these of the heavy columns, without the others."""
    return rows.defer(None).defer(*(nom for nom in LOURDS if nom not in colonnes))


def list_publications() -> QuerySet[Publication]:
    rows = Publication.objects.select_related("campagne").order_by("-campagne__millesime", "lecteurs", "-rang")
    return load(rows)


def is_depassee(publication: Publication) -> bool:
    """Whether the deposits that count are no longer those it adds up."""
    with open_service("dépôts d’une publication"):
        rows = Depot.objects.filter(campagne=publication.campagne, etat=EtatDepot.EN_VIGUEUR)
        now = {(str(uuid), version) for uuid, version in rows.values_list("uuid", "version")}
    return now != {(uuid, version) for uuid, version, _ in publication.depots}


def list_publiques() -> QuerySet[Publication]:
    return list_publications().filter(etat=Etat.PUBLIEE, lecteurs=Lecteurs.PUBLIQUE)


def list_restreintes(acteur: Acteur) -> QuerySet[Publication]:
    """Those that this acteur may read: figures of the demonstration and real ones each have their readers."""
    rows = list_publications().filter(etat=Etat.PUBLIEE, lecteurs=Lecteurs.RESTREINTE)
    if acteur.dispositif is None:
        return rows
    is_fictif = Dispositif.objects.filter(pk=acteur.dispositif, is_fictif=True).exists()
    return rows.filter(campagne__is_fictive=is_fictif)


def select_chiffres() -> QuerySet[ChiffrePublie]:
    """Of each year, those of the last revision: the earlier ones stay in their own report. With them, those of before Maillage."""
    dernieres = dict(list_publiques().order_by("rang").values_list("campagne", "pk"))
    rows = ChiffrePublie.objects.filter(Q(publication__in=list(dernieres.values())) | Q(publication=None))
    return rows.select_related("publication__campagne").defer(*(f"publication__{nom}" for nom in LOURDS))


def select_registre() -> QuerySet[ChiffrePublie]:
    """The same, `has_autre` when the same thing of the same year went out with another value."""
    rows = select_chiffres()
    autre = Q(valeur__lt=OuterRef("valeur")) | Q(valeur__gt=OuterRef("valeur"))
    same = rows.select_related(None).filter(autre, chose=OuterRef("chose"), annee=OuterRef("annee"))
    return rows.annotate(has_autre=Exists(same))


def list_memes(chiffre: ChiffrePublie) -> list[ChiffrePublie]:
    """The same thing, whoever published it and of whatever year, itself included; the last year first."""
    return list(select_chiffres().filter(chose=chiffre.chose).order_by("-annee", "document", "pk"))


def read_definition(code: str) -> MesureDecrite | None:
    """What Maillage counts under this code; None of what it does not count."""
    for recueil in RECUEILS:
        if code in recueil.catalogue.mesures:
            return describe_mesure(recueil.catalogue.mesures[code])
    return None
