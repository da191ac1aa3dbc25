"""What a parcours becomes when its person is forgotten, and how many files share its combination."""

from collections import Counter

from django.db.models import Q

from maillage.parcours.models import FaitStatistique, Parcours, Photo, Positionnement, Sortie
from maillage.parcours.nomenclatures.etapes import COMPTES
from maillage.parcours.rules import faits
from maillage.parcours.rules.indicateurs.profils import TRANCHES
from maillage.participants.nomenclatures.identite import Reponse
from maillage.participants.nomenclatures.niveaux import DEFINITIONS
from maillage.participants.nomenclatures.situation import Boeth


def read_fait(parcours: Parcours) -> faits.Fait:
    """From the last photo of the entry, never from what was typed since."""
    photo = _find_photo(parcours)
    situation = photo.situation if photo else None
    sortie = Sortie.objects.filter(parcours=parcours, rejetee_le=None, annulee_le=None).order_by("-pk").first()
    etapes = Positionnement.objects.filter(parcours=parcours, etat__in=COMPTES).values_list("type", flat=True)
    groupe = faits.class_niveau(situation.diplome, situation.niveau) if situation else None
    return faits.Fait(
        annee_entree=parcours.date_entree.year,
        annee_sortie=parcours.date_sortie.year if parcours.date_sortie else None,
        region=parcours.dispositif.region_id or faits.FRANCE,
        sexe=parcours.personne.sexe,
        age=faits.class_age(photo.age if photo else None),
        niveau=groupe.value if groupe else "",
        deld=photo.deld if photo else None,
        brsa=_read_reponse(situation.brsa if situation else ""),
        boeth=_read_boeth(photo),
        etapes=tuple(sorted(Counter(etapes).items())),
        sortie=sortie.type if sortie else "",
        semestres=faits.class_duree(parcours.date_entree, parcours.date_sortie),
    )


def _find_photo(parcours: Parcours) -> Photo | None:
    rows = Photo.objects.filter(parcours=parcours, moment="entree").select_related("situation", "sensible")
    return rows.order_by("-rang").first()


def _read_reponse(value: str) -> bool | None:
    return {Reponse.OUI: True, Reponse.NON: False}.get(Reponse(value)) if value else None


def _read_boeth(photo: Photo | None) -> bool | None:
    answer = photo.sensible.reponses.get("boeth") if photo and photo.sensible else None
    return {Boeth.OUI.value: True, Boeth.NON.value: False}.get(answer) if answer else None


def count_combinaison(fait: faits.Fait) -> int:
    """Rows already written, and files still named, of the same year, regions, sex, age and level."""
    return _count_ecrits(fait) + _count_vivants(fait)


def _count_ecrits(fait: faits.Fait) -> int:
    rows = FaitStatistique.objects.filter(
        annee_entree=fait.annee_entree, sexe=fait.sexe, age=fait.age, niveau=fait.niveau
    )
    regions = faits.list_regions(fait.region)
    return (rows if regions is None else rows.filter(region__in=[*regions, fait.region])).count()


def _count_vivants(fait: faits.Fait) -> int:
    rows = Photo.objects.filter(
        _has_age(fait.age), _has_niveau(fait.niveau), moment="entree", parcours__date_entree__year=fait.annee_entree,
        parcours__is_erreur=False, parcours__personne__sexe=fait.sexe, parcours__personne__anonymisee_le=None,
    )  # fmt: skip
    regions = faits.list_regions(fait.region)
    if regions is not None:
        rows = rows.filter(parcours__dispositif__region__in=regions)
    return rows.values("parcours").distinct().count()


def _has_age(classe: str) -> Q:
    low, high = next(((low, high) for nom, low, high in TRANCHES if nom == classe), (None, None))
    return Q(age=None) if low is None else Q(age__gte=low, age__lte=high)


def _has_niveau(groupe: str) -> Q:
    levels = [niveau.value for niveau, definition in DEFINITIONS.items() if definition.groupe.value == groupe]
    if not levels:
        return Q(situation=None) | Q(situation__diplome=None, situation__niveau=None)
    return Q(situation__diplome__in=levels) | Q(situation__diplome=None, situation__niveau__in=levels)
