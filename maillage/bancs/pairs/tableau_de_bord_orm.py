"""The peer: what one writes first, a count of the ORM for each figure; no right, no policy of the base."""

import os
from typing import Any


def list_comptes(dispositif: int, debut: Any, fin: Any) -> dict[str, Any]:
    """Twenty-five querysets, counted one after the other."""
    from django.db.models import Exists, F, OuterRef, Q, Subquery
    from django.db.models.functions import Coalesce

    from maillage.parcours.models import Parcours, Photo, Positionnement, Sortie, Suspension
    from maillage.parcours.nomenclatures.etapes import COMPTES
    from maillage.parcours.nomenclatures.etats import SORTIS

    parcours = Parcours.objects.filter(dispositif=dispositif, is_entree_provisoire=False, is_erreur=False)
    presents = (
        parcours.filter(Q(date_sortie=None) | Q(date_sortie__gte=debut), date_entree__lte=fin)
        .order_by()
        .values("personne")
        .distinct()
    )
    sorties = Sortie.objects.filter(
        parcours__in=parcours.filter(etat__in=SORTIS, date_sortie__range=(debut, fin)), rejetee_le=None, annulee_le=None
    )
    neutres = ("SS-DEM", "SS-DEC", "SS-RET")
    etapes = Positionnement.objects.filter(
        Q(fin=None) | Q(fin__gte=debut), dispositif=dispositif, etat__in=COMPTES, parcours__is_erreur=False, debut__lte=fin
    )  # fmt: skip
    ouverts = parcours.filter(Q(date_sortie=None) | Q(date_sortie__gt=fin), date_entree__lte=fin)
    suspensions = Suspension.objects.filter(
        Q(repris_le=None) | Q(repris_le__gt=fin), parcours=OuterRef("pk"), decidee_le__isnull=False, du__lte=fin
    )
    entrees = parcours.filter(date_entree__range=(debut, fin))
    last = Photo.objects.filter(parcours=OuterRef("parcours"), moment="entree").order_by("-rang").values("pk")[:1]
    photos = Photo.objects.filter(parcours__in=entrees, pk=Subquery(last)).annotate(
        atteint=Coalesce(F("situation__diplome"), F("situation__niveau"))
    )
    return {
        "accompagnes": presents, "entrees": entrees, "stock": ouverts, "sorties": sorties,
        "positives": sorties.exclude(type__startswith="SS-"), "emploi": sorties.filter(type__startswith="ED-"),
        "formation": sorties.filter(type__startswith="FQ-"), "autres_positives": sorties.filter(type="AP"),
        "sans_suite": sorties.filter(type__startswith="SS-"), "neutralisees": sorties.filter(type__in=neutres),
        "imputables": sorties.exclude(type__in=neutres), "etapes": etapes,
        "sans_etape": presents.exclude(personne__in=etapes.values("parcours__personne")),
        "file": ouverts.exclude(Exists(suspensions)), "femmes": entrees.filter(personne__sexe="f"),
        "sexe_connu": entrees.exclude(personne__sexe="nr"), "moins_26": photos.filter(age__lte=25),
        "age_connu": photos.filter(age__isnull=False), "de_26_a_44": photos.filter(age__range=(26, 44)),
        "plus_45": photos.filter(age__gte=45), "peu_qualifies": photos.filter(atteint__lte=3),
        "brsa": photos.filter(situation__brsa="oui"), "brsa_connu": photos.filter(situation__brsa__in=("oui", "non")),
        "deld": photos.filter(deld=True), "qpv": photos.filter(adresse__qpv="oui"),
    }  # fmt: skip


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from django.utils.timezone import localdate

    from maillage.bancs.cas.tableau_de_bord import find_annee, measure_tableau, open_acteur
    from maillage.parcours.rules.indicateurs.nombres import make_annee
    from maillage.socle.contexte import open_service

    periode = make_annee(find_annee(today=localdate()))
    dispositif = open_acteur().dispositif
    with open_service("banc : vingt-cinq comptes"):
        measure_tableau(
            lambda: {nom: rows.count() for nom, rows in list_comptes(dispositif, periode.debut, periode.fin).items()}
        )


if __name__ == "__main__":
    main()
