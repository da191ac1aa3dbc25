"""The contracts, the lots and the companies behind the figures of the clause: from their numbers back to them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from maillage.clause.listes.entreprises import search as search_entreprises
from maillage.clause.listes.marches import get_classe, get_icone
from maillage.clause.listes.marches import search as search_lots
from maillage.clause.models import Entreprise, EntrepriseDuLot, MiseEmploi, SuiviLot
from maillage.clause.nomenclatures.suivi import Jalon
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.activite import key_siren, select_creditees
from maillage.clause.queries.personnes import search_personnes
from maillage.clause.rules.sorties import TOLERANCE
from maillage.consolidation.direct.metiers import Objet
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.faits.extraction import find_commun, find_numero
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.classement import Categorie
from maillage.socle.dates import add_months
from maillage.socle.tableaux import Colonne, Genre


def resolve_contrats(acteur: Acteur, dispositif: Dispositif, numeros: Collection[int]) -> dict[int, int]:
    """Those that the service keeps, and those of which it has the credit of hours."""
    creditees = select_creditees([dispositif.pk]).values("mise_emploi")
    keys = MiseEmploi.objects.filter(Q(dispositif=dispositif) | Q(pk__in=creditees)).values_list("pk", flat=True)
    number = find_numero(dispositif)
    return _keep(((number("contrat", key), key) for key in keys), numeros)


def resolve_lots(acteur: Acteur, dispositif: Dispositif, numeros: Collection[int]) -> dict[int, int]:
    number = find_commun()
    return _keep(((number("lot", key), key) for key in _list_lots(dispositif)), numeros)


def resolve_entreprises(acteur: Acteur, dispositif: Dispositif, numeros: Collection[int]) -> dict[int, int]:
    """Of two establishments of one company, the one whose size is not known is kept, then the one of this service."""
    number = find_commun()
    engagees = EntrepriseDuLot.objects.filter(lot__in=_list_lots(dispositif)).values("entreprise")
    rows = Entreprise.objects.filter(Q(dispositif=dispositif) | Q(pk__in=engagees))
    rows = rows.annotate(is_inconnu=Q(effectif=None), is_mien=Q(dispositif=dispositif))
    couples = rows.order_by("is_inconnu", "is_mien", "-pk").values_list("pk", "siret")
    return _keep(((number("entreprise", key_siren("entreprise", key, siret)), key) for key, siret in couples), numeros)


def _keep(couples: Iterable[tuple[int, int]], numeros: Collection[int]) -> dict[int, int]:
    wanted = set(numeros)
    return {numero: key for numero, key in couples if numero in wanted}


def _list_lots(dispositif: Dispositif) -> set[int]:
    """Followed one day, or where it has hours."""
    suivis = SuiviLot.objects.filter(structure=dispositif).values_list("lot", flat=True)
    return set(suivis) | set(select_creditees([dispositif.pk]).values_list("lot", flat=True))


def select_contrats(acteur: Acteur, cles: Collection[int], on: date) -> QuerySet[Any]:
    """Those of the service, of people who are not archived. `jalon`: the milestone of which one may still ask today."""
    ecart = timedelta(days=int(TOLERANCE.get(on=on).valeur))
    premier = (add_months(on - ecart, -int(Jalon.SIX)), add_months(on + ecart, -int(Jalon.SIX)))
    rows = MiseEmploi.objects.filter(dispositif=acteur.dispositif, personne__archivee_le=None, pk__in=cles)
    return rows.select_related("personne", "employeur").annotate(
        finie_le=Coalesce("fin_reelle", "fin_prevue"),
        jalon=Case(When(finie_le__range=premier, then=Value(int(Jalon.SIX))), default=Value(int(Jalon.DOUZE))),
    )


def select_lots(acteur: Acteur, cles: Collection[int], on: date) -> QuerySet[Any]:
    return select_suivis_lots(acteur).filter(pk__in=cles).select_related("marche__acheteur")


def select_entreprises(acteur: Acteur, cles: Collection[int], on: date) -> QuerySet[Any]:
    return Entreprise.objects.filter(dispositif=acteur.dispositif, pk__in=cles)


def search_contrats(rows: Any, texte: str) -> Any:
    return rows.filter(personne__in=search_personnes(Personne.objects.all(), texte))


CONTRAT = Objet(
    cle="contrat", singulier="contrat", pluriel="contrats", droit=Droit.VOIR_CONTRATS, resolve=resolve_contrats,
    select=select_contrats,
    colonnes=(
        Colonne(
            "personne", "Personne", lambda row: row.personne, tri=("personne__nom_naissance", "personne__prenoms"),
            lien=lambda row: reverse("clause:personne", args=[row.personne.uuid]), categorie=Categorie.IDENTITE,
        ),
        Colonne("employeur", "Employeur", lambda row: row.employeur, tri=("employeur__nom",), categorie=Categorie.CLAUSE),
        Colonne("contrat", "Contrat", lambda row: row.libelle_contrat, tri=("type_contrat",), categorie=Categorie.CLAUSE,
                precision=lambda row: row.metier),
        Colonne("debut", "Début", lambda row: row.debut, Genre.DATE, tri=("debut",), categorie=Categorie.CLAUSE),
        Colonne("fin", "Fin", lambda row: row.fin, Genre.DATE, tri=("finie_le",), categorie=Categorie.CLAUSE,
                manquant="en cours"),
    ),
    recherche=("Nom ou numéro de dossier", search_contrats),
    ouverture="Chaque nom mène à la personne et à ses contrats, où une erreur se corrige.",
    fermes=(
        "contrat d’une autre structure, ou d’une personne archivée, compte sans pouvoir s’ouvrir",
        "contrats d’une autre structure, ou de personnes archivées, comptent sans pouvoir s’ouvrir",
    ),
    uniques=frozenset({"clause_contrats", "clause_sorties"}),
)  # fmt: skip
LOT = Objet(
    cle="lot", singulier="lot", pluriel="lots", droit=Droit.VOIR_DOSSIERS, resolve=resolve_lots, select=select_lots,
    colonnes=(
        Colonne("lot", "Marché et lot", lambda lot: lot.marche.objet, tri=("marche__objet", "numero"),
                lien=lambda lot: reverse("clause:lot", args=[lot.uuid]), categorie=Categorie.CLAUSE,
                precision=lambda lot: str(lot) if lot.numero else ""),
        Colonne("acheteur", "Donneur d’ordre", lambda lot: lot.marche.acheteur, tri=("marche__acheteur__nom",),
                categorie=Categorie.CLAUSE),
        Colonne("etat", "État", lambda lot: lot.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                categorie=Categorie.CLAUSE),
        Colonne("fin", "Fin prévue", lambda lot: lot.marche.fin_prevue, Genre.DATE, tri=("marche__fin_prevue",),
                categorie=Categorie.CLAUSE, manquant="non dite"),
    ),
    recherche=("Objet, lot ou donneur d’ordre", search_lots),
    ouverture="Chaque marché mène à son lot, où une erreur se corrige.",
    fermes=(
        "lot que vous ne suivez plus compte sans pouvoir s’ouvrir", "lots que vous ne suivez plus comptent sans pouvoir s’ouvrir",
    ),
    uniques=frozenset({"clause_lots"}),
)  # fmt: skip
ENTREPRISE = Objet(
    cle="entreprise", singulier="entreprise", pluriel="entreprises", droit=Droit.VOIR_CONTRATS,
    resolve=resolve_entreprises, select=select_entreprises,
    colonnes=(
        Colonne("nom", "Entreprise", lambda row: row.nom, tri=("nom",), categorie=Categorie.ENTREPRISES,
                lien=lambda row: reverse("clause:entreprise", args=[row.uuid])),
        Colonne("siret", "SIRET", lambda row: row.siret, tri=("siret",), categorie=Categorie.ENTREPRISES,
                manquant="non renseigné"),
        Colonne("effectif", "Effectif", lambda row: row.effectif, Genre.NOMBRE, tri=("effectif",),
                categorie=Categorie.ENTREPRISES, manquant="non renseigné"),
    ),
    recherche=("Nom ou SIRET", search_entreprises),
    ouverture="Chaque nom mène à l’entreprise.",
    fermes=("entreprise d’une autre structure ne se complète pas ici", "entreprises d’autres structures ne se complètent pas ici"),
)  # fmt: skip
