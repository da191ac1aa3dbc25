"""A lot under way, by the pages a facilitatrice sees: plan, steps, penalty, balance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions.deroulement import advance_lot
from maillage.clause.models import DecisionDuLot, Engagement, Lot, Penalite, PlanningPrevisionnel
from maillage.clause.travaux.suivi import CODE
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_travail
from maillage.socle.travaux.nomenclatures import Etat
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_ligne
from tests.clause.usine_suivi import make_contrat, make_lot_engage, make_plan, make_validees, set_etat
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def va(lot: Lot, suite: str = "") -> str:
    return f"/lots/{lot.uuid}/{suite}"


def start(months: int) -> date:
    """The first day of a month, so many months ago."""
    return add_months(localdate().replace(day=1), -months)


def test_repartir_propose_l_engagement_entier_sans_rien_enregistrer_puis_enregistrer_le_garde(connectee, dispositif):
    lot = make_lot_engage(dispositif, heures=D("833.33"))
    page = fill(connectee, va(lot, "plan/"), repartir="1", mode_202601="mad_etti", metier_202601="Peintre")
    assert page.context["total"] == D("833.33")
    assert not PlanningPrevisionnel.objects.exists()
    posted = {name: value for name, value in page.context["form"].data.items() if name not in ("repartir", "jeton")}
    answer = connectee.post(va(lot, "plan/"), {**posted, "jeton": open_page(connectee, va(lot, "plan/"))["jeton"]})
    assert answer.url == va(lot)
    rows = list(PlanningPrevisionnel.objects.order_by("mois"))
    assert len(rows) == 12
    assert sum(row.heures for row in rows) == D("833.33")
    assert {(row.metier, row.mode) for row in rows} == {("Peintre", "mad_etti")}  # told once, for all the months after


def test_un_plan_qui_ne_fait_pas_encore_l_engagement_se_garde_et_le_pas_suivant_dit_ce_qui_manque(
    connectee, dispositif
):
    lot = make_lot_engage(dispositif)
    answer = connectee.post(
        va(lot, "plan/"), {**open_page(connectee, va(lot, "plan/")), "heures_202602": "500"}, follow=True
    )
    assert "ajoutez 700 h" in answer.content.decode()
    page = fill(connectee, va(lot, "suite/planifie/"))
    said = " ".join(phrase for phrase, _ in page.context["manques"])
    assert "ajoutez 700 h" in said
    assert "le mode manque" in said
    assert page.context["manques"][0][1] == va(lot, "plan/")
    fill(connectee, va(lot, "plan/"), heures_202602="1200", mode_202602="embauche_directe")
    assert fill(connectee, va(lot, "suite/planifie/")).status_code == 302
    assert Lot.objects.get().etat == "planifie"


def test_deux_personnes_sur_le_meme_plan_la_seconde_voit_les_deux(connectee, dispositif):
    lot = make_lot_engage(dispositif)
    opened = open_page(connectee, va(lot, "plan/"))
    fill(connectee, va(lot, "plan/"), heures_202602="1200")
    answer = connectee.post(va(lot, "plan/"), {**opened, "heures_202602": "900"})
    assert answer.status_code == 409
    assert PlanningPrevisionnel.objects.get().heures == 1200


def test_un_mois_mal_ecrit_se_dit_a_sa_case_et_la_saisie_reste(connectee, dispositif):
    lot = make_lot_engage(dispositif)
    page = fill(connectee, va(lot, "plan/"), heures_202601="cent", metier_202601="Peintre")
    assert list(page.context["form"].errors) == ["heures_202601"]
    assert page.context["form"]["metier_202601"].value() == "Peintre"
    assert not PlanningPrevisionnel.objects.exists()


def test_sans_dates_ni_engagement_la_page_du_plan_mene_a_ce_qui_manque(connectee, dispositif):
    sans_dates = make_lot_engage(dispositif, debut=None, fin=None)
    assert f"/marches/{sans_dates.marche.uuid}/modifier/" in connectee.get(va(sans_dates, "plan/")).content.decode()
    sans_engagement = make_lot_engage(dispositif)
    Engagement.objects.filter(lot=sans_engagement).delete()
    assert va(sans_engagement, "engagement/") in connectee.get(va(sans_engagement, "plan/")).content.decode()


def test_un_avenant_reprend_le_plan_d_avant_a_corriger(connectee, dispositif):
    lot = make_lot_engage(dispositif)
    make_plan(lot, {date(2026, 2, 1): 1200})
    fill(connectee, va(lot, "engagement/"), du="2026-06-01", origine="avenant", heures="1300")
    page = connectee.get(va(lot, "plan/"))
    assert "L’engagement a changé" in page.content.decode()
    assert page.context["form"]["heures_202602"].value() == 1200
    fill(connectee, va(lot, "plan/"), heures_202602="1300")
    assert [(r.engagement.numero, r.heures) for r in PlanningPrevisionnel.objects.order_by("engagement")] == [
        (1, 1200), (2, 1300),
    ]  # fmt: skip


def test_la_page_du_lot_dessine_la_trajectoire_et_dit_le_retard_avec_son_lien(connectee, dispositif):
    debut = start(6)
    lot = make_lot_engage(dispositif, debut=debut, fin=add_months(debut, 12))
    make_plan(lot, {add_months(debut, rang): 100 for rang in range(12)})
    make_validees(set_etat(lot, "en_execution"), 50, mois=start(3))
    page = connectee.get(va(lot))
    suivi = page.context["avancement"]
    assert suivi["figure"].titre.startswith("50 h validées sur 1")
    retard = suivi["alertes"][0]
    assert (retard.titre, retard.adresse) == ("En retard", va(lot, "plan/"))
    assert "attendait 500" in retard.pourquoi
    set_etat(lot, "suspendu")
    assert connectee.get(va(lot)).context["avancement"]["alertes"] == []


def test_avant_la_notification_la_page_du_lot_ne_dit_rien_de_l_execution(connectee, dispositif):
    lot = set_etat(make_lot_engage(dispositif), "attribue")
    assert "avancement" not in connectee.get(va(lot)).context
    assert connectee.get(va(lot, "plan/")).status_code == 404


def test_une_suspension_garde_la_decision_de_l_acheteur_et_l_histoire_la_dit(connectee, dispositif):
    lot = set_etat(make_lot_engage(dispositif), "en_execution")
    page = fill(connectee, va(lot, "suite/suspendu/"))
    assert set(page.context["form"].errors) == {"reference", "raison"}
    fill(connectee, va(lot, "suite/suspendu/"), reference="Ordre n° 4", raison="Amiante trouvé")
    assert DecisionDuLot.objects.get().reference == "Ordre n° 4"
    assert "Ordre n° 4 · Amiante trouvé" in connectee.get(va(lot)).content.decode()
    kept = str([e.details for e in Evenement.objects.filter(cible_cle=str(lot.uuid))])
    assert "Amiante" not in kept
    assert fill(connectee, va(lot, "suite/en_execution/")).status_code == 302


def test_une_resiliation_ramene_l_engagement_aux_jours_ecoules_et_rien_ne_change_plus(connectee, dispositif):
    today = localdate()
    lot = set_etat(
        make_lot_engage(dispositif, debut=today - timedelta(days=100), fin=today + timedelta(days=300)), "en_execution"
    )
    fill(connectee, va(lot, "suite/resilie/"), reference="Décision 3", raison="Défaillance")
    assert [(e.origine, e.heures) for e in Engagement.objects.order_by("numero")] == [
        ("initial", 1200),
        ("resiliation", 300),
    ]
    assert Lot.objects.get().etat == "resilie"
    page = fill(connectee, va(lot, "engagement/"), du=today.isoformat(), origine="avenant", heures="500")
    assert "résilié" in str(page.context["form"].errors)


def test_une_penalite_proposee_puis_decidee_ouvre_le_solde_et_le_bilan_clot_le_lot(connectee, dispositif):
    today = localdate()
    lot = make_lot_engage(dispositif, heures=D("833.33"), debut=start(8), fin=today - timedelta(days=1))
    emploi = make_contrat(set_etat(lot, "a_solder"))
    make_validees(lot, 700, emploi=emploi, mois=start(3))
    attend = make_ligne(emploi, lot, 10, mois=start(2))
    page = fill(connectee, va(lot, "suite/solde/"))
    assert len(page.context["manques"]) == 2  # a line to decide, and what the contract says of the missing hours
    attend.statut, attend.motif_rejet, attend.decidee_le = "rejetee", "absences", today
    attend.save()
    fill(
        connectee, va(lot, "penalite/"), tarif="60", cause="entreprise", avis="L’entreprise a été relancée trois fois."
    )
    penalite = Penalite.objects.get()
    assert (penalite.montant, penalite.manquantes, penalite.statut) == (D("7999.80"), D("133.33"), "proposee")
    assert fill(connectee, va(lot, "suite/solde/")).status_code == 200
    fill(connectee, va(lot, "penalite/decision/"), statut="appliquee", montant="4000", reference="Courrier du 12")
    penalite.refresh_from_db()
    assert (penalite.statut, penalite.montant_decide) == ("appliquee", 4000)
    assert fill(connectee, va(lot, "suite/solde/")).status_code == 302
    page = fill(connectee, va(lot, "suite/clos/"))
    assert "indiquez comment" in page.context["form"].errors["reference"][0]
    assert "bilan final" in page.context["manques"][0][0]
    assert fill(connectee, va(lot, "suite/clos/"), reference="La Ville, par courriel").status_code == 302
    assert Lot.objects.get().etat == "clos"


def test_une_cause_exterieure_suspend_la_penalite_et_suffit_au_solde(connectee, dispositif):
    lot = set_etat(make_lot_engage(dispositif, fin=localdate() - timedelta(days=1), debut=start(9)), "a_solder")
    page = fill(connectee, va(lot, "penalite/"), tarif="60", cause="sans_candidat")
    assert "avis" in page.context["form"].errors
    fill(connectee, va(lot, "penalite/"), tarif="60", cause="sans_candidat", avis="Trois demandes sans candidat")
    assert (Penalite.objects.get().statut, Penalite.objects.get().montant) == ("sans_objet", None)
    assert fill(connectee, va(lot, "suite/solde/")).status_code == 302


def test_des_heures_validees_apres_la_proposition_la_font_refaire(connectee, dispositif):
    lot = set_etat(make_lot_engage(dispositif, debut=start(9)), "a_solder")
    fill(connectee, va(lot, "penalite/"), tarif="10", cause="entreprise")
    make_validees(lot, 200, mois=start(3))
    page = fill(connectee, va(lot, "penalite/decision/"), statut="appliquee", reference="Courrier")
    assert "proposez-la à nouveau" in str(page.context["form"].errors)
    fill(connectee, va(lot, "penalite/"), tarif="10", cause="entreprise")
    assert [(p.statut, p.manquantes) for p in Penalite.objects.order_by("pk")] == [
        ("remplacee", 1200),
        ("proposee", 1000),
    ]


def test_un_lot_clos_se_lit_et_ne_s_ecrit_plus_nulle_part(connectee, dispositif):
    lot = set_etat(make_lot_engage(dispositif), "clos")
    page = connectee.get(va(lot)).content.decode().split("<main", 1)[1]
    assert "bouton-principal" not in page
    for suite, values in (
        ("plan/", {}), ("engagement/", {"origine": "avenant", "heures": "1300"}),
        ("entreprises/ajouter/", {"nom": "Autre", "role": "cotraitant"}),
    ):  # fmt: skip
        answer = fill(connectee, va(lot, suite), **values)
        assert "Ce lot est clos" in str(answer.context["form"].errors), suite
    answer = fill(connectee, f"/marches/{lot.marche.uuid}/modifier/", objet="Autre objet")
    assert "sont clos" in str(answer.context["form"].errors)


def test_le_premier_contrat_puis_la_fin_du_marche_font_avancer_le_lot_et_le_travail_de_nuit_ne_le_fait_qu_une_fois(
    dispositif,
):
    today = localdate()
    lot = make_lot_engage(dispositif, debut=start(8), fin=today - timedelta(days=3))
    make_contrat(lot, debut=start(6))
    assert advance_lot(by=make_facilitateur(dispositif), lot=lot, today=today)
    assert [(p.vers, p.le) for p in lot.passages.order_by("rang")][1:] == [
        ("en_execution", start(6)), ("a_solder", today - timedelta(days=2)),
    ]  # fmt: skip
    assert not advance_lot(by=make_facilitateur(dispositif), lot=lot, today=today)


def test_le_travail_de_nuit_avance_les_lots_de_tous_les_services(dispositif):
    today = localdate()
    lots = [
        set_etat(make_lot_engage(d, debut=start(8), fin=today - timedelta(days=1)), "en_execution")
        for d in (dispositif, make_clause())
    ]
    futur = make_lot_engage(dispositif, fin=today + timedelta(days=90))
    make_contrat(futur, debut=today + timedelta(days=5))
    travaux.enqueue_service(code=CODE, cle="essai")
    taken = bail.take("essai")
    assert taken is not None
    assert run_travail(taken) is Etat.FINI
    assert [Lot.objects.get(pk=lot.pk).etat for lot in (*lots, futur)] == ["a_solder", "a_solder", "notifie"]


def test_les_lots_en_alerte_se_listent_se_filtrent_et_s_exportent(connectee, dispositif):
    notifie = make_lot_engage(dispositif, debut=start(6), fin=add_months(start(6), 12))
    sage = set_etat(make_lot_engage(dispositif), "attribue")
    ailleurs = make_lot_engage(make_clause(), debut=start(6))
    page = connectee.get("/marches/alertes/")
    assert [row.uuid for row in page.context["liste"].page] == [notifie.uuid]
    assert "Exécution à commencer" in page.content.decode()
    assert connectee.get("/marches/alertes/?alerte=avenant").context["liste"].page.paginator.count == 0
    told = b"".join(connectee.get("/marches/alertes/export.csv").streaming_content).decode()
    assert "aucun contrat n’est enregistré" in told
    assert str(ailleurs.uuid) not in page.content.decode()
    assert sage.etat == "attribue"


def test_les_pages_du_suivi_font_autant_de_requetes_pour_deux_lots_que_pour_vingt(connectee, dispositif):
    def add(combien):
        for _ in range(combien):
            lot = set_etat(make_lot_engage(dispositif, debut=start(6), fin=add_months(start(6), 12)), "en_execution")
            make_plan(lot, {add_months(start(6), rang): 100 for rang in range(12)})
            make_validees(lot, 20, mois=start(3))
        return lot

    lot = add(2)
    before = len(count_queries(connectee, "/marches/alertes/")), len(count_queries(connectee, va(lot)))
    add(18)
    assert (len(count_queries(connectee, "/marches/alertes/")), len(count_queries(connectee, va(lot)))) == before


def test_la_direction_lit_la_trajectoire_et_les_alertes_sans_bouton(client, dispositif):
    lot = make_lot_engage(dispositif, debut=start(6))
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    page = client.get(va(lot)).content.decode().split("<main", 1)[1]
    assert "Exécution à commencer" in page
    assert va(lot, "plan/") not in page
    assert client.get("/marches/alertes/").status_code == 200
    assert client.get(va(lot, "plan/")).status_code in (403, 404)
