"""Loading the COG: the shipped tables say what the sources say, and the next COG keeps the memory of this one."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Sum

from maillage.socle.journal.models import Evenement
from maillage.territoire import actions, queries
from maillage.territoire.actions.referentiel import ReferentielPerime
from maillage.territoire.jeu import read_jeu_livre
from maillage.territoire.models import (
    AncienCode,
    Appartenance,
    Arrondissement,
    CodePostal,
    Commune,
    Departement,
    Epci,
    Region,
    ZoneEmploi,
)
from maillage.territoire.nomenclatures import Nature
from tests.territoire.conftest import read_petit_jeu


@pytest.mark.django_db
def test_le_cog_livre_compte_ce_que_comptent_ses_sources(django_assert_max_num_queries):
    bilan = actions.import_referentiel()
    assert bilan.communes == Commune.objects.existantes().count() == 34_969
    assert (Region.objects.count(), Departement.objects.count(), Arrondissement.objects.count()) == (26, 109, 333)
    assert Counter(Epci.objects.values_list("type", flat=True)) == {
        "CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1, "EPT": 11,
    }  # fmt: skip
    assert AncienCode.objects.count() == 4_240
    assert CodePostal.objects.values("commune").distinct().count() == 34_964
    zones = ZoneEmploi.objects.filter(communes__isnull=False).distinct()
    assert zones.count() == ZoneEmploi.objects.count() == 306
    population = Commune.objects.exclude(zone_emploi=None).aggregate(total=Sum("population"))["total"]
    assert population == 68_350_798
    # The departements and the EPCI announce the population of their communes.
    for departement in Departement.objects.annotate(somme=Sum("communes__population")):
        assert (departement.somme or 0) == departement.population
    with django_assert_max_num_queries(6):
        assert actions.import_referentiel().communes == 0


def test_tout_commune_d_une_zone_ou_d_un_epci_existe_dans_sa_table():
    jeu = read_jeu_livre()
    sirens, zones = {e["siren"] for e in jeu.epci}, {z["code"] for z in jeu.zones_emploi}
    assert all(c["siren_epci"] in sirens | {""} and c["siren_ept"] in sirens | {""} for c in jeu.communes)
    assert all(c["code_ze2020"] in zones | {""} for c in jeu.communes)
    assert sum(not c["siren_epci"] for c in jeu.communes) == 98


def _move(jeu, code, **cells):
    """The next COG, where one commune changes."""
    communes = [row | cells if row["code"] == code else row for row in jeu.communes]
    return replace(jeu, millesime=jeu.millesime + 1, empreinte=f"suivant {cells}", communes=communes)


def _find_code(code: str) -> str | None:
    commune = queries.find_commune(code)
    return commune.code if commune else None


class TestCogSuivant:
    def test_une_commune_qui_change_d_epci_garde_l_ancien_jusqu_au_31_decembre(self, petit_cog):
        before = Commune.objects.get(code="85113")  # L’Île-d’Yeu, sans EPCI
        assert before.epci is None
        other = Epci.objects.filter(communes__departement="85")[0]
        bilan = actions.import_referentiel(_move(read_petit_jeu(), "85113", siren_epci=other.pk))
        assert (bilan.changements, bilan.disparues) == (1, 0)
        commune = queries.get_commune("85113")
        assert queries.find_appartenance(commune, Nature.EPCI, on=date(2026, 12, 31)).code == ""
        assert queries.find_appartenance(commune, Nature.EPCI, on=date(2027, 1, 1)).code == other.pk
        assert queries.find_appartenance(commune, Nature.EPCI, on=date(2027, 1, 1)).libelle == other.nom

    def test_avant_le_premier_cog_l_appartenance_est_donnee_comme_incertaine(self, petit_cog):
        commune = queries.get_commune("59350")
        assert queries.find_appartenance(commune, Nature.EPCI, on=date(2026, 1, 1)).certaine
        found = queries.find_appartenance(commune, Nature.EPCI, on=date(2019, 1, 1))
        assert (found.libelle, found.certaine) == ("Métropole Européenne de Lille", False)

    def test_un_fichier_corrige_du_meme_cog_ne_fait_pas_d_histoire(self, petit_cog):
        corrected = replace(_move(read_petit_jeu(), "59350", population="1"), millesime=2026)
        assert actions.import_referentiel(corrected).changements == 0
        assert Commune.objects.get(code="59350").population == 1
        assert not Appartenance.objects.exists()

    def test_une_commune_absente_du_cog_suivant_a_disparu_et_reste_lisible(self, petit_cog):
        jeu = read_petit_jeu()
        without = [row for row in jeu.communes if row["code"] != "59298"]
        merged = [
            row | {"anciens_codes": row["anciens_codes"] + " 59005"} if row["code"] == "59350" else row
            for row in without
            if row["code"] != "59005"
        ]
        bilan = actions.import_referentiel(
            replace(jeu, millesime=2027, empreinte="2027", communes=merged, partiel=False)
        )
        assert bilan.disparues == 1
        assert Commune.objects.get(code="59005").disparue_le == date(2027, 1, 1)
        assert _find_code("59005") == "59350"

    def test_un_cog_plus_ancien_est_refuse(self, petit_cog):
        with pytest.raises(ReferentielPerime, match="COG 2025, plus ancien"):
            actions.import_referentiel(replace(read_petit_jeu(), millesime=2025, empreinte="2025"))

    def test_charger_s_ecrit_au_journal_une_seule_fois(self, petit_cog):
        actions.import_referentiel(read_petit_jeu())
        assert Evenement.objects.filter(type="territoire.referentiel").count() == 1


def test_l_ancien_code_d_une_commune_fusionnee_trouve_la_commune_actuelle(petit_cog):
    assert _find_code("59298") == "59350"  # Hellemmes
    assert _find_code("59350") == "59350"
    assert _find_code("99999") is None
