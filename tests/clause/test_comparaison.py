"""Two bilans side by side: what differs, on which base, and why some figures are not set against each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from maillage.clause.actions.bilans import freeze_bilan, refreeze_bilan
from maillage.clause.figures.comparaison import list_figures
from maillage.clause.models import Bilan, Lot
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.comparaison import Rang, compare
from maillage.clause.rules.bilans.instantane import Instantane, freeze
from maillage.clause.rules.bilans.periodes import make_annee, make_periode
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_emploi, make_ligne, make_personne
from tests.clause.usine_bilans import make_contrat, make_faits, make_lot
from tests.clause.usine_bilans import make_ligne as ligne
from tests.clause.usine_validee import make_lot_fait
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_habilitation

JOUR = date(2026, 11, 29)
FIN = "\u202f%"


def an(annee: int, personnes: int, heures: int = 100, *, engagees: int = 10_000, **values: Any) -> Instantane:
    """So many people, so many hours each, all in April."""
    contrats = [
        make_contrat(n, f"p{n}", profil=frozenset({Profil.FEMME if n % 4 else Profil.HOMME})) for n in range(personnes)
    ]
    lignes = [ligne(n, heures, date(annee, 4, 1), lot=values.get("lot", 1)) for n in range(personnes)]
    lots = values.pop("lots", [make_lot(engagees=engagees, valorisees=heures * personnes)])
    values.pop("lot", None)
    return freeze(make_faits(lignes, contrats, lots, **{"periode": make_annee(annee), **values}), on=JOUR)


def find(avant: Instantane, apres: Instantane, libelle: str) -> Rang:
    return next(rang for rang in compare(avant, apres, peu=20).mesures if rang.libelle == libelle)


def test_une_somme_evolue_en_pourcentage_une_part_en_points():
    avant, apres = an(2025, 20), an(2026, 25)
    heures = find(avant, apres, "Heures réalisées")
    assert (heures.avant, heures.apres, heures.ecart, heures.raison) == (
        "2\u202f000\xa0h",
        "2\u202f500\xa0h",
        f"+25,0{FIN}",
        "",
    )
    taux = find(avant, apres, "Taux de réalisation")
    assert (taux.avant, taux.apres, taux.ecart) == (f"20,0{FIN}", f"25,0{FIN}", "+5,0 points")
    assert (taux.base_avant, taux.base_apres) == ("des 10\u202f000 h engagées",) * 2
    assert find(avant, apres, "Participants").ecart == f"+25,0{FIN}"
    assert find(avant, avant_suivant(avant), "Heures réalisées").ecart == "inchangé"


def avant_suivant(instantane: Instantane) -> Instantane:
    """The same figures a year later."""
    return replace(instantane, du=date(2026, 1, 1), au=date(2026, 12, 31))


def test_un_petit_nombre_se_lit_en_nombre():
    rang = find(an(2025, 4), an(2026, 6), "Participants")
    assert (rang.ecart, rang.raison) == ("+2", "moins de 20 avant : pas de pourcentage")


def test_deux_durees_ne_s_opposent_pas_mais_les_parts_si():
    avant = an(2025, 20)
    apres = an(2026, 25, periode=make_periode(date(2026, 1, 1), date(2026, 6, 1)))
    heures = find(avant, apres, "Heures réalisées")
    assert (heures.ecart, heures.raison) == ("", "12 mois, puis 6 mois")
    assert find(avant, apres, "Taux de réalisation").ecart == "+5,0 points"
    assert find(avant, apres, "Heures engagées").ecart == "inchangé"
    assert find(avant, apres, "Heures restant à faire").ecart == "−500\xa0h"
    assert "seules les parts et les cumuls se comparent" in compare(avant, apres, peu=20).avis[0]


def test_deux_periodes_qui_se_recouvrent_ne_s_opposent_pas():
    avant = an(2026, 20, periode=make_periode(date(2026, 1, 1), date(2026, 6, 1)))
    apres = an(2026, 20, periode=make_periode(date(2026, 4, 1), date(2026, 9, 1)))
    assert find(avant, apres, "Heures réalisées").raison == "les deux périodes se recouvrent"


def test_une_definition_changee_n_est_pas_comparee():
    avant, apres = an(2025, 20), an(2026, 25)
    avant = replace(
        avant, referentiel=1,
        mesures=tuple(replace(m, version=9) if m.code == "HEURES" else m for m in avant.mesures),
        tables=tuple(replace(t, version=9) if t.code == "PROFILS" else t for t in avant.tables),
    )  # fmt: skip
    heures = next(m for m in apres.mesures if m.code == "HEURES").version
    tableau = next(t for t in apres.tables if t.code == "PROFILS").version
    assert find(avant, apres, "Heures réalisées").raison == f"définition changée, version 9 puis {heures}"
    found = compare(avant, apres, peu=20)
    assert "Les définitions ont changé" in found.avis[-1]
    profils = next(t for t in found.tableaux if t.titre == "Qui a travaillé")
    assert (profils.rangs, profils.raison) == ((), f"définition changée, version 9 puis {tableau}")


def test_ce_qui_n_est_compte_que_d_un_cote_le_dit():
    avant, apres = an(2025, 20), an(2026, 25)
    avant = replace(avant, mesures=tuple(m for m in avant.mesures if m.code != "ETP"))
    rang = find(avant, apres, "Équivalent temps plein")
    assert (rang.avant, rang.ecart, rang.raison) == ("–", "", "compté d’un seul côté")


def test_le_perimetre_constant_se_lit_a_cote():
    """EVOL: three lots then two others; only the common one is comparable."""
    lots = [make_lot(n, engagees=None, valorisees=0) for n in (1, 2)]
    contrats = [make_contrat(n, f"p{n}") for n in range(4)]

    def make(annee: int, *par_lot: tuple[int, int]) -> Instantane:
        lignes = [ligne(n, heures, date(annee, 4, 1), lot=lot) for n, (lot, heures) in enumerate(par_lot)]
        faits = make_faits(lignes, contrats, lots, perimetre=Perimetre.ACHETEUR, periode=make_annee(annee))
        return freeze(faits, on=JOUR)

    rang = find(
        make(2025, (1, 100), (1, 100)), make(2026, (1, 150), (1, 100), (2, 900)), "Heures, à périmètre constant"
    )
    assert (rang.avant, rang.apres, rang.ecart, rang.base_avant) == (
        "200\xa0h",
        "250\xa0h",
        f"+25,0{FIN}",
        "1 lot des deux périodes",
    )


def test_les_parts_d_une_ventilation_different_en_points():
    found = compare(an(2025, 20), an(2026, 25), peu=20)
    profils = next(t for t in found.tableaux if t.titre == "Qui a travaillé")
    rangs = {rang.libelle: (rang.avant, rang.apres, rang.ecart) for rang in profils.rangs}
    assert rangs["Femmes"] == (f"75{FIN}", f"72{FIN}", "−3,0 points")
    assert {(r.base_avant, r.base_apres) for r in profils.rangs} == {
        ("20 participants de profil connu", "25 participants de profil connu")
    }


def test_les_images_mettent_les_mois_face_a_face():
    mois, parts = list_figures(an(2025, 20), an(2026, 25), source="essai")
    assert mois.titre.startswith("Mois pour mois : 2\u202f000\u202fh année 2025, 2\u202f500\u202fh année 2026")
    assert mois.lignes[3] == ["avril", "2\u202f000", "2\u202f500"]
    assert "Base : 20 participants de profil connu, puis 25 participants de profil connu" in parts.base
    court = an(2026, 25, periode=make_periode(date(2026, 1, 1), date(2026, 6, 1)))
    assert list_figures(an(2025, 24), court, source="essai")[0].titre == "200\u202fh par mois, puis 417"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def fige(lot: Lot, du: date, au: date) -> Bilan:
    by = make_facilitateur(lot.dispositif)
    portee = find_portee(by, Perimetre.LOT, str(lot.uuid))
    assert portee is not None
    return freeze_bilan(
        by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=make_periode(du, au), now=timezone.now()
    )


@pytest.mark.django_db
def test_la_page_choisit_la_meme_periode_un_an_avant(connectee, dispositif):
    lot = make_lot_fait(dispositif, (100,) * 6)
    make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 80, mois=date(2025, 4, 1), statut="validee")
    courant = fige(lot, date(2026, 4, 1), date(2026, 6, 1))
    address = f"{courant.get_absolute_url()}comparer/"
    assert "Rien encore à comparer" in connectee.get(address).content.decode()
    un_an = fige(lot, date(2025, 4, 1), date(2025, 6, 1))
    trimestre = fige(lot, date(2026, 1, 1), date(2026, 3, 1))
    page = connectee.get(address)
    assert (page.context["avant"], page.context["apres"]) == (un_an, courant)
    assert [one.pk for one in page.context["autres"]] == [trimestre.pk, un_an.pk]
    page = connectee.get(address, {"avec": str(trimestre.uuid)})
    assert page.context["avant"] == trimestre
    assert connectee.get(f"{un_an.get_absolute_url()}comparer/").context["avant"] == un_an  # always the earlier first
    for other in (
        str(uuid4()),
        str(fige(make_lot_fait(dispositif, (9,)), date(2026, 1, 1), date(2026, 3, 1)).uuid),
        "x",
    ):
        assert connectee.get(address, {"avec": other}).status_code == 404


@pytest.mark.django_db
def test_une_version_remplacee_ou_un_bilan_modifie_ne_se_comparent_pas(connectee, dispositif):
    lot = make_lot_fait(dispositif, (100,) * 6)
    avant, apres = fige(lot, date(2026, 1, 1), date(2026, 3, 1)), fige(lot, date(2026, 4, 1), date(2026, 6, 1))
    make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 7, mois=date(2026, 2, 1), statut="validee")
    version = refreeze_bilan(by=make_facilitateur(dispositif), bilan=avant, now=timezone.now())
    page = connectee.get(f"{apres.get_absolute_url()}comparer/")
    assert [one.pk for one in page.context["autres"]] == [version.pk]
    Bilan.objects.filter(pk=version.pk).update(valeurs={**version.valeurs, "seuil": 1}, heures=Decimal(1))
    assert "Ces bilans ne se comparent pas." in connectee.get(f"{apres.get_absolute_url()}comparer/").content.decode()


@pytest.mark.django_db
def test_la_page_pose_autant_de_requetes_pour_2_et_8_bilans(connectee, dispositif):
    lot = make_lot_fait(dispositif, (100,) * 6)
    address = f"{fige(lot, date(2026, 10, 1), date(2026, 10, 1)).get_absolute_url()}comparer/"
    fige(lot, date(2026, 1, 1), date(2026, 1, 1))
    few = count_queries(connectee, address)
    for mois in range(2, 9):
        fige(lot, date(2026, mois, 1), date(2026, mois, 1))
    assert len(count_queries(connectee, address)) == len(few)
