"""The hours of a lot by the pages: ways of counting, tries side by side, orders, tranches, avenants, repères."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import AvenantDuLot, BonDeCommande, Engagement, Lot, RepereLocal, TrancheDuLot
from maillage.clause.queries.execution import read_execution
from maillage.socle.roles import Role
from tests.clause.usine import PRET, make_clause, make_lot
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
D = Decimal
PRET_FORMULE = ("montant_ht", "part_main_oeuvre", "taux_insertion", "cout_horaire")
A_BONS = PRET | {
    "mode": "heures_par_tranche_eur", "montant_ht": D(400_000), "tranche_eur": D(10_000), "heures_unite": D(12),
}  # fmt: skip


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def va(lot: Lot, suite: str = "") -> str:
    return f"/lots/{lot.uuid}/{suite}"


def engage(connectee, lot, heures="833.33"):
    fill(connectee, va(lot, "engagement/"), du="2026-04-20", exigees=heures)


def test_f2_se_saisit_avec_sa_part_pour_les_quartiers_et_garde_ses_hypotheses_avec_l_engagement(connectee, dispositif):
    lot = make_lot(dispositif)
    said = {"mode": "pourcentage_heures", "montant_ht": "4200000", "part_main_oeuvre": "45", "taux_insertion": "5",
            "cout_horaire": "35", "part_qpv": "100"}  # fmt: skip
    page = fill(connectee, va(lot, "clause/"), **said, calculer="1")
    assert page.context["heures"] == 2_700
    assert page.context["calcul"].heures_qpv == 2_700
    fill(connectee, va(lot, "clause/"), **said)
    lot.refresh_from_db()
    assert (lot.mode, lot.part_qpv, lot.heures) == ("pourcentage_heures", 1, 2_700)
    engage(connectee, lot, "2700")
    assert Engagement.objects.get().hypotheses["mode"] == "pourcentage_heures"
    page = connectee.get(va(lot)).content.decode()
    assert "mode de calcul" in page
    assert "habitants de quartiers prioritaires" in page


def test_f3_chaque_bon_ajoute_ses_heures_a_l_engagement_et_le_maximum_n_engage_pas(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **A_BONS)
    fill(connectee, va(lot, "bons/ajouter/"), reference="BC-1", notifie_le="2026-04-10", montant_ht="48000")
    fill(connectee, va(lot, "bons/ajouter/"), reference="BC-2", notifie_le="2026-05-10", montant_ht="23500")
    assert [(e.origine, e.heures) for e in Engagement.objects.order_by("numero")] == [
        ("initial", 0), ("bon_commande", D("57.60")), ("bon_commande", D("85.80")),
    ]  # fmt: skip
    page = connectee.get(va(lot))
    assert page.context["engagees"] == D("85.80")
    assert page.context["total_bons"] == D("85.80")
    assert Engagement.objects.latest("numero").hypotheses["bon"] == "BC-2"


def test_un_bon_en_retard_compte_a_partir_de_la_derniere_version_et_garde_sa_date(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **A_BONS)
    for reference, le in (("BC-1", "2026-05-10"), ("BC-2", "2026-04-10")):
        fill(connectee, va(lot, "bons/ajouter/"), reference=reference, notifie_le=le, montant_ht="10000")
    assert BonDeCommande.objects.get(reference="BC-2").notifie_le == date(2026, 4, 10)
    last = Engagement.objects.latest("numero")
    assert (last.du, last.heures) == (date(2026, 5, 10), 24)


def test_un_bon_deux_fois_ou_hors_d_un_marche_a_bons_est_refuse_et_n_engage_rien(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **A_BONS)
    fill(connectee, va(lot, "bons/ajouter/"), reference="BC-1", notifie_le="2026-04-10", montant_ht="10000")
    page = fill(connectee, va(lot, "bons/ajouter/"), reference="BC-1", notifie_le="2026-04-11", montant_ht="10000")
    assert page.context["form"].errors["reference"] == ["Ce lot a déjà un bon de cette référence."]
    for autre, dit in (
        (make_lot(dispositif, etat="notifie", **PRET), "se calcule autrement"),
        (make_lot(dispositif, etat="publie", **A_BONS), "après l’attribution"),
        (make_lot(dispositif, etat="notifie", **A_BONS | {"tranche_eur": None}), "la tranche d’euros"),
    ):
        page = fill(connectee, va(autre, "bons/ajouter/"), reference="B", notifie_le="2026-04-10", montant_ht="10")
        assert dit in str(page.context["form"].errors)
    assert Engagement.objects.count() == 2
    assert BonDeCommande.objects.count() == 1


def test_un_double_envoi_n_ajoute_qu_un_bon(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **A_BONS)
    said = {**open_page(connectee, va(lot, "bons/ajouter/")), "reference": "B", "montant_ht": "10000"}
    for _ in range(2):
        connectee.post(va(lot, "bons/ajouter/"), said)
    assert BonDeCommande.objects.count() == 1


def test_f4_un_avenant_se_propose_puis_se_valide_et_rien_ne_change_avant(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    engage(connectee, lot)
    fill(connectee, va(lot, "avenants/ajouter/"), numero="1", notifie_le="2026-06-01", delta_montant="120000")
    avenant = AvenantDuLot.objects.get()
    assert (avenant.delta_heures, avenant.statut) == (100, "propose")
    assert connectee.get(va(lot)).context["engagees"] == D("833.33")
    trancher = f"/avenants/{avenant.uuid}/trancher/"
    page = fill(connectee, trancher, statut="valide", le="2026-05-01")
    assert "sa décision le suit" in page.context["form"].errors["le"][0]
    fill(connectee, trancher, statut="valide", le="2026-06-10")
    assert connectee.get(va(lot)).context["engagees"] == D("933.33")
    page = fill(connectee, trancher, statut="valide", le="2026-06-10")
    assert "déjà tranché" in str(page.context["form"].errors)
    assert Engagement.objects.count() == 2


def test_un_avenant_ecarte_dit_pourquoi_et_ne_change_rien(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    engage(connectee, lot)
    fill(connectee, va(lot, "avenants/ajouter/"), numero="1", notifie_le="2026-06-01", delta_montant="-50000")
    trancher = f"/avenants/{AvenantDuLot.objects.get().uuid}/trancher/"
    page = fill(connectee, trancher, statut="ecarte", le="2026-06-10")
    assert "pourquoi cet avenant" in page.context["form"].errors["justification"][0]
    assert fill(connectee, trancher, statut="ecarte", le="2026-06-10", justification="Fournitures").status_code == 302
    assert Engagement.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "champ"),
    [({"effet": "fixe"}, "delta_heures"), ({"effet": "aucun"}, "justification"), ({"notifie_le": "2999-01-01"}, "notifie_le")],
)  # fmt: skip
def test_un_avenant_incomplet_est_refuse_a_son_champ(connectee, dispositif, said, champ):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    page = fill(connectee, va(lot, "avenants/ajouter/"), numero="1", delta_montant="1000", **said)
    assert list(page.context["form"].errors) == [champ]
    assert not AvenantDuLot.objects.exists()


def test_un_avenant_ne_retire_pas_plus_que_l_engagement_et_la_decision_ne_se_prend_pas_a_moitie(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    engage(connectee, lot, "50")
    fill(connectee, va(lot, "avenants/ajouter/"), numero="1", notifie_le="2026-06-01", delta_montant="0", effet="fixe",
         delta_heures="-80")  # fmt: skip
    avenant = AvenantDuLot.objects.get()
    page = fill(connectee, f"/avenants/{avenant.uuid}/trancher/", statut="valide", le="2026-06-10")
    assert "ne peut perdre" in str(page.context["form"].errors)
    avenant.refresh_from_db()
    assert avenant.statut == "propose"


def test_f5_une_tranche_conditionnelle_reste_hors_de_l_engagement_jusqu_a_son_affermissement(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    engage(connectee, lot, "400")
    fill(connectee, va(lot, "tranches/ajouter/"), intitule="Tranche optionnelle 1", heures="133,33")
    fill(connectee, va(lot, "tranches/ajouter/"), intitule="Année 2", nature="reconduction", heures="250")
    page = connectee.get(va(lot))
    assert (page.context["engagees"], page.context["conditionnel"]) == (400, D("383.33"))
    tranche = TrancheDuLot.objects.get(nature="tranche")
    fill(connectee, f"/tranches/{tranche.uuid}/affermir/", le="2026-06-01")
    fill(connectee, f"/tranches/{tranche.uuid}/affermir/", le="2026-06-02")  # once is enough
    assert read_execution(lot)["conditionnel"] == 250
    assert [(e.origine, e.heures) for e in Engagement.objects.order_by("numero")] == [
        ("initial", 400), ("tranche", D("533.33")),
    ]  # fmt: skip


def test_affermir_avant_l_engagement_de_depart_est_refuse_et_la_tranche_reste_conditionnelle(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    fill(connectee, va(lot, "tranches/ajouter/"), intitule="T1", heures="100")
    tranche = TrancheDuLot.objects.get()
    page = fill(connectee, f"/tranches/{tranche.uuid}/affermir/", le="2026-06-01")
    assert "commencez par l’engagement de départ" in str(page.context["form"].errors)
    tranche.refresh_from_db()
    assert tranche.ferme_le is None


def test_comparer_trois_hypotheses_ne_garde_rien_et_dit_l_ecart(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    assert [e["heures"] for e in connectee.get(va(lot, "comparer/")).context["essais"]] == [D("833.33")] * 3
    said: dict[str, str] = {}
    for essai, taux in (("a", "5"), ("b", "10"), ("c", "")):
        said |= {f"{essai}-mode": "formule", f"{essai}-montant_ht": "1000000", f"{essai}-part_main_oeuvre": "50",
                 f"{essai}-taux_insertion": taux, f"{essai}-cout_horaire": "30"}  # fmt: skip
    essais = connectee.get(va(lot, "comparer/"), said).context["essais"]
    assert [e["heures"] for e in essais] == [D("833.33"), D("1666.67"), None]
    assert essais[1]["ecart"] == D("833.34")
    assert list(essais[2]["form"].errors) == ["taux_insertion"]
    assert [f.name for f in essais[0]["form"].demandes][1:] == list(PRET_FORMULE)
    lot.refresh_from_db()
    assert lot.taux_insertion == D("0.05")


def test_un_repere_du_service_se_lit_sur_la_clause_de_son_secteur_avec_sa_source(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)  # Peinture
    assert "à confirmer" in connectee.get(va(lot, "clause/")).content.decode()
    fill(connectee, "/reperes-de-calcul/nouveau/", secteur="Peinture", annee="2026", part_main_oeuvre="62,5",
         origine="Douze marchés de 2025")  # fmt: skip
    repere = RepereLocal.objects.get()
    assert repere.part_main_oeuvre == D("0.625")
    page = connectee.get(va(lot, "clause/"))
    assert page.context["repere"].is_local
    assert "Douze marchés de 2025" in page.content.decode()
    assert open_page(connectee, f"/reperes-de-calcul/{repere.uuid}/")["part_main_oeuvre"] == D("62.50")
    page = fill(
        connectee, "/reperes-de-calcul/nouveau/", secteur="Peinture", annee="2026", cout_horaire="31", origine="X"
    )
    assert page.context["form"].errors["annee"] == ["Ce secteur a déjà un repère pour cette année."]
    page = fill(connectee, "/reperes-de-calcul/nouveau/", secteur="Voirie", annee="2026", origine="X")
    assert "ou les deux" in str(page.context["form"].errors)
    shown = connectee.get("/reperes-de-calcul/").content.decode()
    assert "Douze marchés de 2025" in shown
    assert shown.count("à confirmer") >= 5


def test_la_page_d_un_lot_pose_le_meme_nombre_de_requetes_avec_2_ou_20_bons(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **A_BONS)
    counts, rang = [], 0
    for more in (2, 18):
        for _ in range(more):
            rang += 1
            fill(connectee, va(lot, "bons/ajouter/"), reference=f"B{rang}", notifie_le="2026-04-10", montant_ht="100")
            AvenantDuLot.objects.create(dispositif=dispositif, lot=lot, numero=str(rang), notifie_le=localdate(),
                                        delta_montant=1, effet="fixe", delta_heures=1)  # fmt: skip
        counts.append(len(count_queries(connectee, va(lot))))
    assert counts[0] == counts[1]
