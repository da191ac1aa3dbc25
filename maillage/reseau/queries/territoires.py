"""Who works where, on a day: what is declared, and what nobody said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from maillage.reseau import rules
from maillage.reseau.models import Dispositif, DispositifQuerySet, TerritoireIntervention
from maillage.reseau.nomenclatures import TYPES_RECENSES, Couverture, Etat, NatureTerritoire, TypeDispositif
from maillage.reseau.rules import Declaration, Perimetre
from maillage.territoire.models import Commune, Epci
from maillage.territoire.nomenclatures import Nature
from maillage.territoire.queries import find_appartenance, search_communes


@dataclass(frozen=True, slots=True)
class Lieu:
    """What can be declared: a commune, or an EPCI with its number of communes."""

    valeur: str
    nom: str
    precision: str


def list_territoires(dispositif: Dispositif, *, on: date) -> list[TerritoireIntervention]:
    return list(
        dispositif.territoires.actifs(on=on)
        .select_related("commune__departement", "epci")
        .order_by("epci__nom", "commune__nom", "pk")
    )


def get_couverture(commune: Commune, type: TypeDispositif, *, on: date) -> Couverture:
    """Covered, not covered, or not declared: never concluded from silence."""
    rows = _candidates(commune, type).prefetch_related("territoires")
    return rules.find_couverture(
        [_perimetre(d) for d in rows],
        commune=commune.code,
        epcis=_epcis(commune, on=on),
        on=on,
        is_recense=type in TYPES_RECENSES,
    )


def find_couverture_par(dispositif: Dispositif, commune: Commune, *, on: date) -> Couverture:
    """What one dispositif says of a commune on a day. Its own declaration is whole: out of it is not covered."""
    return rules.find_couverture(
        [_perimetre(dispositif)], commune=commune.code, epcis=_epcis(commune, on=on), on=on, is_recense=True
    )


def list_couvrants_parmi(dispositifs: Collection[int], commune: Commune, *, on: date) -> list[int]:
    """Of these dispositifs, those that declare to work in this commune on a day."""
    epcis = _epcis(commune, on=on)
    rows = Dispositif.objects.filter(pk__in=dispositifs).order_by("pk").prefetch_related("territoires")
    return [
        d.pk
        for d in rows
        if rules.find_couverture([_perimetre(d)], commune=commune.code, epcis=epcis, on=on, is_recense=False)
        is Couverture.COUVERT
    ]


def list_couvrants(commune: Commune, *, on: date) -> list[Dispositif]:
    """The dispositifs that declare to work in this commune, as the public reads them."""
    epcis = _epcis(commune, on=on)
    rows = (
        Dispositif.objects.publics()
        .filter(Q(territoires__commune=commune) | Q(territoires__epci__in=epcis))
        .distinct()
        .order_by("type", "cle")
        .prefetch_related("territoires")
    )
    return [
        d.mask()
        for d in rows
        if rules.find_couverture([_perimetre(d)], commune=commune.code, epcis=epcis, on=on, is_recense=False)
        is Couverture.COUVERT
    ]


def count_sans_territoire(departement: str) -> int:
    """Those of a departement that have not declared where they work: they forbid concluding that nobody does."""
    return Dispositif.objects.publics().filter(departement=departement, territoires=None).count()


def search_lieux(texte: str, *, limit: int = 10) -> list[Lieu]:
    """Communes, then EPCI, that answer to what was typed. An EPCI is also found by its communes."""
    communes = search_communes(texte, limit)
    mots = rules.list_mots(texte)
    epcis: dict[str, Epci] = {}
    for commune in communes[:3]:
        for epci in (commune.epci, commune.ept):
            if epci is not None:
                epcis.setdefault(epci.pk, epci)
    if mots:
        # 1 266 rows, names with accents: read once rather than asking each engine to fold them.
        for epci in Epci.objects.order_by("nom"):
            if all(mot in rules.normalize_texte(epci.nom) for mot in mots):
                epcis.setdefault(epci.pk, epci)
    return [
        *(Lieu(f"epci:{e.pk}", e.nom, e.libelle_type) for e in list(epcis.values())[:limit]),
        *(Lieu(f"commune:{c.code}", c.nom, f"commune, {c.departement.nom}") for c in communes),
    ]


def _candidates(commune: Commune, type: TypeDispositif) -> DispositifQuerySet:
    """Those that could work there: of the same region, or whose region is unknown."""
    region = commune.departement.region_id
    return (
        Dispositif.objects.reels()
        .filter(Q(region=region) | Q(region=None) | Q(territoires__commune=commune), type=type)
        .exclude(etat=Etat.A_CONFIRMER)
        .distinct()
    )


def _perimetre(dispositif: Dispositif) -> Perimetre:
    ferme = dispositif.ferme_le
    if dispositif.etat == Etat.FERME and ferme is None:
        ferme = date.min  # closed, nobody knows when: says nothing of any day
    return Perimetre(
        [
            Declaration(NatureTerritoire(t.nature), t.du, t.au, commune=t.commune_id or "", epci=t.epci_id or "")
            for t in dispositif.territoires.all()
        ],
        dispositif.ouvert_le,
        ferme,
    )


def _epcis(commune: Commune, *, on: date) -> frozenset[str]:
    codes = (find_appartenance(commune, nature, on=on).code for nature in (Nature.EPCI, Nature.EPT))
    return frozenset(code for code in codes if code)
