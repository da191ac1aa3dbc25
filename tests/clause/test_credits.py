"""R6: the credit of hours passes from one structure to another before they are validated, if both agree."""

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.actions import credits, partages, suivis
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.afaire.partage import list_a_faire
from maillage.clause.models import DemandePartage, EmploiDuLot, EntrepriseDuLot, LigneDemandee, LigneHeures
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import EtatDemande, Sens
from maillage.clause.queries.credits import list_lignes
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.rules.credits import Ligne, check_credit, keep_changeables
from maillage.comptes.models import Compte
from maillage.socle.contexte import open_contexte
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine import ENGAGE
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_partage import make_trio
from tests.parcours.suivi.pages import count_queries, fill

S = StatutLigne


class TestRegles:
    common = {"demandeuse": 1, "ancienne": 1, "nouvelle": 2, "repondantes": {1, 2, 3}}

    def check(self, *lignes, **values):
        return check_credit(lignes, **{**self.common, **values}) or ""

    def test_le_credit_se_change_entre_les_deux_structures_concernees(self):
        ligne = Ligne(1, S.DECLAREE, 1)
        assert self.check(ligne) == self.check(ligne, demandeuse=2) == ""
        assert "à l’une des deux" in self.check(ligne, demandeuse=3)
        assert "une autre structure" in self.check(ligne, nouvelle=1)
        assert "une observatrice ne compte pas d’heures" in self.check(ligne, nouvelle=4)
        assert "au moins une ligne" in self.check()

    @pytest.mark.parametrize("ligne", [Ligne(1, S.VALIDEE, 1), Ligne(1, S.REJETEE, 1), Ligne(1, S.DECLAREE, 3)])
    def test_une_ligne_decidee_ou_d_une_autre_ne_change_pas(self, ligne):
        assert "rechargez la page" in self.check(ligne)

    @given(st.lists(st.tuples(st.sampled_from(list(S)), st.integers(1, 3)), max_size=8))
    def test_ne_changent_que_les_lignes_declarees_de_l_ancienne(self, faits):
        lignes = [Ligne(k, statut, creditrice) for k, (statut, creditrice) in enumerate(faits)]
        kept = keep_changeables(lignes, ancienne=1)
        assert kept == {k for k, (statut, creditrice) in enumerate(faits) if statut is S.DECLAREE and creditrice == 1}


@pytest.fixture
def trio():
    made = make_trio()
    EntrepriseDuLot.objects.create(
        dispositif=made.lot.dispositif, lot=made.lot, role="titulaire_unique", du=ENGAGE,
        entreprise=make_entreprise(made.get(made.pilote), nom="Sogetra"),
    )  # fmt: skip
    return made


def work(trio, who, heures, *, credit=None, **values):
    structure = trio.get(getattr(trio, who))
    emploi = make_emploi(make_personne(structure, nom_naissance="Desmoulins"), lots=[trio.lot])
    EmploiDuLot.objects.filter(mise_emploi=emploi).update(dispositif=structure)
    creditrice = getattr(trio, credit or who).dispositif
    return make_ligne(emploi, trio.lot, heures, creditrice_id=creditrice, **values)


def ask(trio, who, autre, *lignes, sens=Sens.CEDER):
    acteur = getattr(trio, who)
    with open_contexte(acteur):
        return credits.ask_credit(
            by=acteur, lot=trio.lot, sens=sens, autre=trio.get(getattr(trio, autre)), message="",
            lignes=[ligne.uuid for ligne in lignes], today=localdate(),
        )  # fmt: skip


def accept(trio, who, demande):
    with open_contexte(getattr(trio, who)):
        partages.accept(by=getattr(trio, who), demande=demande, today=localdate())


@pytest.mark.django_db
class TestAccord:
    def test_ce_que_l_une_cede_change_quand_l_autre_accepte_et_le_total_reste(self, trio):
        mine, other = work(trio, "participante", 80), work(trio, "participante", 20)
        before = read_realise(trio.pilote, trio.lot, on=localdate()).declarees
        demande = ask(trio, "participante", "pilote", mine)
        mine.refresh_from_db()
        assert mine.creditrice_id == trio.participante.dispositif
        assert [f.titre for f in list_a_faire(trio.pilote, localdate())] == ["Structure créditrice d’heures faites"]
        accept(trio, "pilote", demande)
        for line, creditrice in ((mine, trio.pilote), (other, trio.participante)):
            line.refresh_from_db()
            assert line.creditrice_id == creditrice.dispositif
            assert line.dispositif_id == trio.participante.dispositif
        found = read_realise(trio.pilote, trio.lot, on=localdate())
        assert found.declarees == before == 100
        assert Evenement.objects.filter(type="clause.partage_credit_accepte").count() == 2

    def test_une_structure_demande_le_credit_de_ses_propres_contrats(self, trio):
        """Found eligible before it followed the lot: the pilote had the credit."""
        mine = work(trio, "participante", 80, credit="pilote")
        demande = ask(trio, "participante", "pilote", mine, sens=Sens.DEMANDER)
        accept(trio, "pilote", demande)
        mine.refresh_from_db()
        assert mine.creditrice_id == trio.participante.dispositif

    def test_un_refus_ou_un_retrait_ne_change_rien(self, trio):
        mine = work(trio, "participante", 80)
        for deed, who, options in (
            (suivis.refuse, "pilote", {"reponse": "Ces heures sont les vôtres."}),
            (suivis.withdraw, "participante", {}),
        ):
            deed(by=getattr(trio, who), demande=ask(trio, "participante", "pilote", mine), today=localdate(), **options)
        mine.refresh_from_db()
        assert mine.creditrice_id == trio.participante.dispositif
        assert LigneDemandee.objects.filter(is_passee=None).count() == 2

    def test_ce_qui_se_valide_entre_temps_garde_son_credit_et_le_dit(self, trio):
        one, two = work(trio, "participante", 80), work(trio, "participante", 20)
        demande = ask(trio, "participante", "pilote", one, two)
        LigneHeures.objects.filter(pk=one.pk).update(statut="validee", decidee_le=localdate())
        accept(trio, "pilote", demande)
        said = {row.ligne: row.is_passee for row in demande.lignes.all()}
        assert said == {one.uuid: False, two.uuid: True}
        one.refresh_from_db()
        assert one.creditrice_id == trio.participante.dispositif

    def test_quand_tout_est_decide_il_n_y_a_plus_rien_a_changer(self, trio):
        mine = work(trio, "participante", 80)
        demande = ask(trio, "participante", "pilote", mine)
        LigneHeures.objects.filter(pk=mine.pk).update(statut="validee", decidee_le=localdate())
        with pytest.raises(ClauseRefusee, match="plus rien à changer"):
            accept(trio, "pilote", demande)
        assert DemandePartage.objects.get(pk=demande.pk).etat == EtatDemande.EN_ATTENTE

    def test_accepter_deux_fois_ne_change_qu_une(self, trio):
        demande = ask(trio, "participante", "pilote", work(trio, "participante", 80))
        accept(trio, "pilote", demande)
        with pytest.raises(ClauseRefusee, match="déjà « acceptée »"):
            accept(trio, "pilote", demande)

    def test_seule_la_structure_a_qui_l_on_demande_repond(self, trio):
        demande = ask(trio, "participante", "pilote", work(trio, "participante", 80))
        for who in ("participante", "observatrice", "etrangere"):
            with pytest.raises(DroitRefuse):
                credits.accept_credit(by=getattr(trio, who), demande=demande, today=localdate())

    def test_une_structure_ne_demande_ni_ne_cede_ce_qu_elle_ne_lit_pas(self, trio):
        theirs = work(trio, "pilote", 80)
        for sens in Sens:
            with pytest.raises(ClauseRefusee, match="au moins une ligne"):
                ask(trio, "participante", "pilote", theirs, sens=sens)
        with pytest.raises(ClauseRefusee, match="observatrice ne compte pas"):
            ask(trio, "pilote", "observatrice", theirs)

    def test_qui_a_quitte_le_lot_ne_recoit_plus_de_credit(self, trio):
        demande = ask(trio, "pilote", "participante", work(trio, "pilote", 80))
        trio.lot.suivis.filter(structure=trio.participante.dispositif).update(au=localdate())
        with pytest.raises(ClauseRefusee, match="ne participe plus"):
            accept(trio, "participante", demande)


@pytest.mark.django_db
class TestPages:
    def enter(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client

    def test_proposer_puis_repondre_par_les_pages(self, client, trio):
        mine = work(trio, "participante", 80)
        address = f"/lots/{trio.lot.uuid}/partage/credit/ceder/"
        self.enter(client, trio, "participante")
        assert "Desmoulins" in client.get(address).content.decode()  # of one's own structure
        fill(client, address, autre=trio.pilote.dispositif, lignes=[str(mine.uuid)], raison="Chantier commun.")
        demande = DemandePartage.objects.get()
        self.enter(client, trio, "pilote")
        page = client.get(f"/partages/{demande.uuid}/").content.decode()
        assert "Participant " in page
        assert "80" in page
        assert "Desmoulins" not in page
        fill(client, f"/partages/{demande.uuid}/", accepter="1")
        mine.refresh_from_db()
        assert mine.creditrice_id == trio.pilote.dispositif

    def test_la_pilote_ne_lit_que_des_pseudonymes_de_ce_qu_elle_demande(self, client, trio):
        work(trio, "participante", 80)
        page = self.enter(client, trio, "pilote").get(f"/lots/{trio.lot.uuid}/partage/credit/demander/")
        assert "Participant " in page.content.decode()
        assert "Desmoulins" not in page.content.decode()

    @pytest.mark.parametrize("who", ["observatrice", "etrangere"])
    def test_qui_ne_compte_pas_d_heures_n_a_pas_de_page(self, client, trio, who):
        self.enter(client, trio, who)
        for sens in (*Sens, "autre"):
            assert client.get(f"/lots/{trio.lot.uuid}/partage/credit/{sens}/").status_code == 404

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20_lignes(self, client, trio):
        counts = []
        for combien in (2, 18):
            for _ in range(combien):
                work(trio, "participante", 10)
            address = f"/lots/{trio.lot.uuid}/partage/credit/demander/"
            counts.append(len(count_queries(self.enter(client, trio, "pilote"), address)))
        assert counts[0] == counts[1]


@pytest.mark.django_db
def test_les_lignes_a_ceder_sont_celles_dont_on_a_le_credit_et_rien_d_autre(trio):
    mine, theirs = work(trio, "participante", 80), work(trio, "pilote", 60)
    work(trio, "pilote", 10, statut="validee")
    assert [li.uuid for li in list_lignes(trio.participante, trio.lot, Sens.CEDER)] == [mine.uuid]
    assert list_lignes(trio.participante, trio.lot, Sens.DEMANDER) == []
    assert [li.uuid for li in list_lignes(trio.pilote, trio.lot, Sens.CEDER)] == [theirs.uuid]
    assert [li.uuid for li in list_lignes(trio.pilote, trio.lot, Sens.DEMANDER)] == [mine.uuid]
    for who in ("observatrice", "etrangere"):
        assert list_lignes(getattr(trio, who), trio.lot, Sens.CEDER) == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_les_lignes_demandees_se_lisent_par_les_deux_structures_et_par_la_pilote(trio):
    ask(trio, "participante", "pilote", work(trio, "participante", 80))
    read = []
    for who in ("pilote", "participante", "observatrice", "etrangere"):
        with open_contexte(getattr(trio, who)):
            read.append(LigneDemandee.objects.count())
    assert read == [1, 1, 0, 0]
