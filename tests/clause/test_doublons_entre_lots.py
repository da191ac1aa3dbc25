"""R8 over two lots: more hours than a pay slip pays, told by two services, wait for the pilote of each lot."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions import arbitrages, validations
from maillage.clause.actions.heures_payees import record_payees
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.afaire.partage import list_a_faire
from maillage.clause.models import Doublon, LigneHeures
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne
from maillage.clause.nomenclatures.partage import Arbitrage, RaisonDoublon
from maillage.clause.queries.doublons import list_autres_pilotes
from maillage.comptes.models import Compte
from maillage.socle.contexte import open_contexte
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine_aval import MOIS
from tests.clause.usine_doublons import make_cote
from tests.parcours.suivi.pages import count_queries, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def cotes():
    return make_cote(), make_cote()


@pytest.fixture
def depasse(cotes):
    """100 h on each side for 151 paid, as the pay slip that the first one read says."""
    ici, la = cotes
    lignes = ici.work(100), la.work(100)
    ici.pay(lignes[0], 151)
    return ici, la, *lignes


def validate(cote, *lignes):
    with open_contexte(cote.acteur):
        return validations.validate_lignes(by=cote.acteur, lignes=[li.uuid for li in lignes], today=localdate())


def get_doublon(cote):
    return Doublon.objects.filter(lot=cote.lot).order_by("-pk").first()


def arbitrate(cote, arbitrage, *, motif="Relevé vu."):
    with open_contexte(cote.acteur):
        return arbitrages.arbitrate(
            by=cote.acteur, doublon=get_doublon(cote), arbitrage=arbitrage, retenue=None, motif=motif, today=localdate()
        )


def test_plus_d_heures_que_payees_entre_deux_lots_sont_bloquees_des_deux_cotes(depasse):
    ici, la, mine, theirs = depasse
    for cote, line in ((la, theirs), (ici, mine)):
        [(row, refus)] = validate(cote, line).refusees
        assert row.pk == line.pk
        assert "200 h en 04/2026, pour 151 h payées" in refus
        assert "chaque structure pilote décide pour son lot" in refus
    one, two = get_doublon(ici), get_doublon(la)
    assert (one.raison, one.total, one.limite, one.lots) == (RaisonDoublon.HEURES_PAYEES, 200, 151, 2)
    assert one.groupe == two.groupe
    assert one.pseudonyme != two.pseudonyme
    assert Doublon.objects.count() == 2
    for cote, doublon in ((ici, one), (la, two)):
        assert [li.structure_id for li in doublon.lignes.all()] == [cote.structure.pk]


def test_tant_que_les_heures_sont_payees_deux_lots_sont_licites(cotes):
    ici, la = cotes
    mine, theirs = ici.work(100), la.work(51)
    ici.pay(mine, 151)
    assert validate(ici, mine).validees == validate(la, theirs).validees == 1
    assert not Doublon.objects.exists()


@pytest.mark.parametrize(
    "autre", [{"siret": "11111111100017"}, {"nom_naissance": "Desmoulin"}, {"mois": date(2026, 5, 1)}]
)
def test_deux_employeurs_deux_personnes_ou_deux_mois_ne_bloquent_rien(cotes, autre):
    ici, la = cotes
    mine, theirs = ici.work(100), la.work(100, **autre)
    ici.pay(mine, 100)
    assert validate(ici, mine).validees == validate(la, theirs).validees == 1
    assert not Doublon.objects.exists()


def test_sans_bulletin_le_plafond_d_un_mois_bloque_encore(cotes):
    ici, la = cotes
    mine, _ = ici.work(170), la.work(170)
    [(_, refus)] = validate(ici, mine).refusees
    assert "340 h en 04/2026, plus de 300 h dans un mois" in refus
    assert get_doublon(ici).raison == RaisonDoublon.PLAFOND


def test_chaque_pilote_decide_pour_son_lot_et_les_heures_attendent_les_deux(depasse):
    ici, la, mine, theirs = depasse
    validate(ici, mine)
    arbitrate(ici, Arbitrage.DISTINCTES)
    [(_, refus)] = validate(ici, mine).refusees
    assert "celle de l’autre lot doit encore le faire" in refus
    assert validate(la, theirs).refusees
    arbitrate(la, Arbitrage.DISTINCTES)
    assert validate(ici, mine).validees == validate(la, theirs).validees == 1
    assert Doublon.objects.count() == 2


def test_dire_que_les_heures_se_comptent_ailleurs_les_rejette_et_libere_l_autre_lot(depasse):
    ici, la, mine, theirs = depasse
    validate(ici, mine)
    arbitrate(la, Arbitrage.AILLEURS)
    theirs.refresh_from_db()
    assert (theirs.statut, theirs.motif_rejet) == (StatutLigne.REJETEE, MotifRejet.DOUBLON)
    assert get_doublon(ici).arbitrage == Arbitrage.LEVEE
    assert validate(ici, mine).validees == 1


def test_une_ligne_ecartee_puis_saisie_a_nouveau_reste_ecartee_sans_bloquer_l_autre_lot(depasse):
    ici, la, mine, theirs = depasse
    validate(ici, mine)
    arbitrate(la, Arbitrage.AILLEURS)
    LigneHeures.objects.filter(pk=theirs.pk).update(statut="declaree", motif_rejet="", decidee_le=None)
    [(_, refus)] = validate(la, theirs).refusees
    assert "se comptent sur un autre lot" in refus
    assert validate(ici, mine).validees == 1


def test_une_pilote_ne_decide_rien_du_lot_d_une_autre(depasse):
    ici, la, mine, _ = depasse
    validate(ici, mine)
    with pytest.raises(DroitRefuse):
        arbitrages.arbitrate(
            by=la.acteur, doublon=get_doublon(ici), arbitrage=Arbitrage.AILLEURS, retenue=None, motif="x",
            today=localdate(),
        )  # fmt: skip
    with pytest.raises(ClauseRefusee, match="Une seule structure"):
        arbitrate(ici, Arbitrage.RETENUE)


def test_baisser_ses_heures_ou_les_rejeter_leve_ce_qui_attendait(depasse):
    ici, la, mine, theirs = depasse
    validate(ici, mine)
    validations.reject_lignes(by=la.acteur, lignes=[theirs.uuid], motif=MotifRejet.ERREUR, today=localdate())
    assert {d.arbitrage for d in Doublon.objects.all()} == {Arbitrage.LEVEE}
    assert validate(ici, mine).validees == 1


def test_ce_qui_change_depuis_la_decision_se_decide_a_nouveau(depasse):
    ici, la, mine, theirs = depasse
    validate(ici, mine)
    for cote in (ici, la):
        arbitrate(cote, Arbitrage.DISTINCTES)
    LigneHeures.objects.filter(pk=theirs.pk).update(heures_reelles=Decimal(120))
    assert validate(la, theirs).refusees
    assert (get_doublon(la).arbitrage, get_doublon(ici).arbitrage) == ("", Arbitrage.DISTINCTES)


def test_des_heures_validees_ne_montent_pas_au_dela_de_ce_qui_est_paye(cotes):
    ici, la = cotes
    mine, theirs = ici.work(100), la.work(51)
    ici.pay(mine, 151)
    validate(ici, mine)
    validate(la, theirs)
    common = {"by": la.acteur, "ligne": theirs, "lue": Decimal(51), "today": localdate()}
    with pytest.raises(ClauseRefusee, match="161 h en 04/2026, pour 151 h payées"):
        validations.correct_ligne(**common, heures=Decimal(61))
    assert LigneHeures.objects.count() == 2
    assert get_doublon(la).arbitrage == ""  # the pilotes see it all the same
    for cote in (ici, la):
        arbitrate(cote, Arbitrage.DISTINCTES)
    assert validations.correct_ligne(**common, heures=Decimal(61)).heures_reelles == 10


def test_une_ligne_validee_se_contre_passe_avant_d_etre_comptee_ailleurs(depasse):
    ici, la, mine, theirs = depasse
    LigneHeures.objects.filter(pk=mine.pk).update(statut="validee", decidee_le=MOIS)
    validate(la, theirs)
    with pytest.raises(ClauseRefusee, match="contre-passe"):
        arbitrate(ici, Arbitrage.AILLEURS)
    assert get_doublon(ici).arbitrage == ""


class TestBulletins:
    def pay(self, cote, ligne, heures, *, lue=None, mois=MOIS):
        payees = {ligne.mise_emploi.uuid: Decimal(heures) if heures is not None else None}
        with open_contexte(cote.acteur):
            return record_payees(by=cote.acteur, mois=mois, payees=payees, lue=lue, today=localdate())

    def test_un_bulletin_lu_apres_coup_montre_aux_pilotes_des_heures_deja_validees(self, cotes):
        ici, la = cotes
        mine, theirs = ici.work(100), la.work(100)
        assert validate(ici, mine).validees == validate(la, theirs).validees == 1
        bilan = self.pay(ici, mine, 151)
        assert (bilan.ecrites, bilan.depassees, bilan.en_double) == (1, [], 1)
        assert Doublon.objects.filter(arbitrage="").count() == 2

    def test_son_propre_contrat_ne_valide_jamais_plus_que_paye(self, cotes):
        ici, _ = cotes
        mine = ici.work(100)
        bilan = self.pay(ici, mine, 90)
        assert [row.pk for row in bilan.depassees] == [mine.mise_emploi_id]
        [(_, refus)] = validate(ici, mine).refusees
        assert "100 h en 04/2026 pour 90 h payées" in refus
        assert not Doublon.objects.exists()

    def test_le_meme_bulletin_enregistre_deux_fois_n_en_fait_qu_un_et_se_vide(self, cotes):
        ici, _ = cotes
        mine = ici.work(80)
        for heures in (90, 90, None):
            self.pay(ici, mine, heures)
        assert not mine.mise_emploi.heures_payees.exists()

    @pytest.mark.parametrize(("heures", "mois"), [(301, MOIS), (-1, MOIS), (10, date(2030, 1, 1))])
    def test_un_bulletin_impossible_est_refuse(self, cotes, heures, mois):
        ici, _ = cotes
        mine = ici.work(80)
        with pytest.raises(Exception, match=r"Vérifiez la saisie|ne sont pas négatives|mois commencé"):
            self.pay(ici, mine, heures, mois=mois)
        assert not mine.mise_emploi.heures_payees.exists()

    def test_une_structure_n_ecrit_le_bulletin_que_de_ses_contrats(self, cotes):
        ici, la = cotes
        mine = ici.work(80)
        assert self.pay(la, mine, 70).ecrites == 0


class TestPages:
    def enter(self, client, cote):
        client.force_login(Compte.objects.get(pk=cote.acteur.compte))
        return client

    def test_la_page_du_mois_garde_les_heures_payees_et_dit_ce_qui_depasse(self, client, cotes):
        ici, _ = cotes
        mine = ici.work(100)
        champ = f"payees_{mine.mise_emploi.uuid.hex}"
        self.enter(client, ici)
        answer = fill(client, "/heures/payees/?mois=2026-04", **{champ: "90,5"})
        assert answer.url == "/heures/payees/?mois=2026-04"
        assert mine.mise_emploi.heures_payees.get().heures == Decimal("90.5")
        page = client.get(answer.url).content.decode()
        assert "Retirez 9,5" in page
        assert "90,50 h payées" in client.get(f"/lots/{ici.lot.uuid}/heures/?mois=2026-04").content.decode()
        assert "Plus que payées" in client.get("/heures/a-valider/?mois=2026-04").content.decode()

    def test_un_nombre_impossible_revient_avec_ce_qui_est_tape(self, client, cotes):
        ici, _ = cotes
        mine = ici.work(100)
        champ = f"payees_{mine.mise_emploi.uuid.hex}"
        page = fill(self.enter(client, ici), "/heures/payees/?mois=2026-04", **{champ: "400"})
        assert "plus de 300 h dans un mois" in page.content.decode()
        assert 'value="400"' in page.content.decode()

    def test_la_pilote_lit_le_total_et_qui_appeler_ni_l_autre_lot_ni_un_nom(self, client, depasse):
        ici, la, mine, _ = depasse
        validate(ici, mine)
        doublon = get_doublon(ici)
        page = self.enter(client, ici).get(f"/lots/{ici.lot.uuid}/partage/doublons/{doublon.uuid}/").content.decode()
        main = page.split("<main", 1)[1]
        assert "49" in main
        assert la.structure.nom in main
        assert la.lot.marche.objet not in main
        assert "Desmoulins" not in main
        assert "Elles se comptent" not in main
        assert "se comptent sur un autre lot" in main
        assert list_autres_pilotes(doublon, on=localdate()) == [la.structure]
        assert client.get(f"/lots/{la.lot.uuid}/partage/doublons/{get_doublon(la).uuid}/").status_code == 404

    def test_la_pilote_tranche_par_la_page_et_son_travail_a_faire_disparait(self, client, depasse):
        ici, _, mine, theirs = depasse
        validate(ici, mine)
        doublon = get_doublon(ici)
        assert [f.titre for f in list_a_faire(ici.acteur, localdate())] == ["Des heures semblent comptées deux fois"]
        address = f"/lots/{ici.lot.uuid}/partage/doublons/{doublon.uuid}/"
        answer = fill(self.enter(client, ici), address, arbitrage="ailleurs", motif="Relevé de l’autre lot.")
        assert answer.status_code == 302
        assert list_a_faire(ici.acteur, localdate()) == []
        theirs.refresh_from_db()
        assert theirs.statut == StatutLigne.DECLAREE

    def test_les_heures_payees_se_lisent_en_autant_de_requetes_pour_2_et_20_contrats(self, client, cotes):
        ici, _ = cotes
        counts = []
        for combien in (2, 18):
            for rang in range(combien):
                ici.work(10, nom_naissance=f"Essai{combien}{rang}")
            counts.append(len(count_queries(self.enter(client, ici), "/heures/payees/?mois=2026-04")))
        assert counts[0] == counts[1]


def test_valider_pose_le_meme_nombre_de_requetes_pour_2_et_20_personnes_partagees(cotes, django_assert_max_num_queries):
    ici, la = cotes
    counts = []
    for combien in (2, 20):
        lignes = []
        for rang in range(combien):
            identite = {"nom_naissance": f"Commune{combien}{rang}"}
            lignes.append(ici.work(50, **identite))
            la.work(50, **identite)
        with django_assert_max_num_queries(100) as asked:
            assert validate(ici, *lignes).validees == combien
        counts.append(len(asked))
    assert counts[0] == counts[1]
