"""Who reads what of a shared lot (domaine 02 § 6): by the pages on both engines, and by PostgreSQL alone without any filter."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from maillage.clause.actions import partages, suivis
from maillage.clause.models import (
    AvisSurPart,
    DemandePartage,
    DonneurOrdre,
    Engagement,
    Entreprise,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    Marche,
    MiseEmploi,
    PartEngagement,
    PassageLot,
    Penalite,
    Repartition,
    SuiviLot,
)
from maillage.clause.nomenclatures.partage import Avis
from maillage.clause.queries import partage as queries
from maillage.clause.queries.marches import get_lot, select_lots
from maillage.comptes.models import Compte
from maillage.participants.models import Personne
from maillage.socle.contexte import open_contexte
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_partage import invite, make_trio, share
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_acteur, make_habilitation

pytestmark = pytest.mark.django_db
ROLES = ("pilote", "participante", "observatrice", "etrangere")
SUIVENT = ROLES[:3]
DU_LOT = (Lot, Marche, DonneurOrdre, PassageLot, Engagement, SuiviLot, Repartition, EntrepriseDuLot, Entreprise)


@pytest.fixture
def trio():
    """With a company, parts, a contestation, and hours done by the participante."""
    made = make_trio()
    company = make_entreprise(made.get(made.pilote), nom="Sogetra")
    EntrepriseDuLot.objects.create(
        dispositif=made.lot.dispositif, lot=made.lot, entreprise=company, role="titulaire_unique", du=localdate()
    )
    share(made, pilote=300, participante=500)
    partages.give_avis(by=made.participante, lot=made.lot, avis=Avis.CONTESTATION, motif="Trop.", today=localdate())
    emploi = make_emploi(make_personne(made.get(made.participante), nom_naissance="Desmoulins"), lots=[made.lot])
    make_ligne(emploi, made.lot, 100)
    return made


def read(trio, who, model):
    with open_contexte(getattr(trio, who)):
        return model.objects.count()


@pytest.mark.postgres
class TestPolitiques:
    """No filter of ours: what the database itself lets through."""

    @pytest.mark.parametrize("model", DU_LOT, ids=lambda m: m.__name__)
    def test_le_lot_se_lit_par_celles_qui_le_suivent_et_par_personne_d_autre(self, trio, model):
        whole = model.objects.count()
        assert [read(trio, who, model) for who in ROLES] == [whole, whole, whole, 0]

    def test_les_parts_se_lisent_toutes_par_la_pilote_et_l_observatrice_et_la_sienne_par_la_participante(self, trio):
        assert [read(trio, who, PartEngagement) for who in ROLES] == [3, 1, 3, 0]

    def test_une_contestation_se_lit_par_qui_la_fait_et_par_la_pilote(self, trio):
        assert [read(trio, who, AvisSurPart) for who in ROLES] == [1, 1, 0, 0]

    def test_une_demande_se_lit_par_les_deux_structures_et_par_la_pilote(self, trio):
        invite(trio)
        assert [read(trio, who, DemandePartage) for who in ROLES] == [1, 0, 0, 1]
        assert read(trio, "etrangere", Lot) == 0

    def test_les_personnes_restent_chez_elles_et_la_pilote_lit_les_lignes_sans_elles(self, trio):
        for model in (MiseEmploi, Personne):
            assert [read(trio, who, model) for who in ROLES] == [0, 1, 0, 0]
        assert [read(trio, who, LigneHeures) for who in ROLES] == [1, 1, 0, 0]

    def test_qui_ne_suit_plus_ne_lit_plus_au_lendemain(self, trio):
        SuiviLot.objects.filter(structure=trio.participante.dispositif).update(au=localdate() - timedelta(days=1))
        for model in (*DU_LOT, PartEngagement, AvisSurPart):
            assert read(trio, "participante", model) == 0, model

    def test_qui_suivra_ne_lit_pas_encore(self, trio):
        SuiviLot.objects.filter(structure=trio.observatrice.dispositif).update(du=localdate() + timedelta(days=1))
        assert read(trio, "observatrice", Lot) == 0

    @pytest.mark.parametrize("who", ["participante", "observatrice", "etrangere"])
    def test_rien_ne_s_ecrit_que_par_la_pilote(self, trio, who):
        with open_contexte(getattr(trio, who)):
            for model in (Lot, Marche, PassageLot, Engagement, SuiviLot, Repartition, PartEngagement, EntrepriseDuLot):
                assert model.objects.update(dispositif=trio.lot.dispositif_id) == 0, model
            with pytest.raises(DatabaseError), transaction.atomic():
                Engagement.objects.create(
                    dispositif_id=trio.lot.dispositif_id, lot=trio.lot, numero=9, du=localdate(), heures=Decimal(1)
                )

    def test_la_structure_qui_a_pris_la_main_ecrit_dans_le_dossier_de_l_autre(self, trio):
        demande = suivis.ask_passation(
            by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=localdate(), message="",
            today=localdate(),
        )  # fmt: skip
        with open_contexte(trio.participante):
            partages.accept(by=trio.participante, demande=demande, today=localdate())
            lot = get_lot(trio.participante, trio.lot.uuid)
            share_by(trio.participante, lot)
            assert PartEngagement.objects.count() > 3
            assert (
                Lot.objects.select_for_update(of=("self", "marche")).select_related("marche").filter(pk=lot.pk).exists()
            )
        with open_contexte(trio.pilote):
            assert Engagement.objects.update(auteur=None) == 0


def share_by(acteur, lot):
    return partages.share_out(
        by=acteur,
        lot=lot,
        methode=partages.Methode.LIBRE,
        mesures={acteur.dispositif: Decimal(10)},
        today=localdate(),
    )


class TestPages:
    """The same, through what people open."""

    def enter(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client

    @pytest.mark.parametrize("who", SUIVENT)
    def test_celles_qui_suivent_ouvrent_le_lot_et_son_partage(self, client, trio, who):
        self.enter(client, trio, who)
        assert client.get(f"/lots/{trio.lot.uuid}/").status_code == 200
        page = client.get(f"/lots/{trio.lot.uuid}/partage/").content.decode().split("<main", 1)[1]
        assert ("Inviter" in page) == (who == "pilote")
        assert "Desmoulins" not in page

    def test_une_etrangere_a_une_page_absente_comme_si_le_lot_n_existait_pas(self, client, trio):
        self.enter(client, trio, "etrangere")
        for suite in ("", "partage/", "partage/avis/", "partage/quitter/", "partage/transferer/", "clause/"):
            assert client.get(f"/lots/{trio.lot.uuid}/{suite}").status_code == 404
        assert client.get(f"/historique/clause.lot/{trio.lot.uuid}/").status_code == 404

    @pytest.mark.parametrize("who", ["participante", "observatrice"])
    def test_l_ecriture_est_une_page_absente_pour_qui_ne_pilote_pas(self, client, trio, who):
        self.enter(client, trio, who)
        for suite in (
            "clause/", "engagement/", "entreprises/ajouter/", "passer/planifie/", "partage/inviter/", "partage/repartir/",
            "partage/passer-la-main/",
        ):  # fmt: skip
            assert client.get(f"/lots/{trio.lot.uuid}/{suite}").status_code == 404, suite
        assert client.get(f"/marches/{trio.lot.marche.uuid}/modifier/").status_code == 404

    def test_la_participante_lit_sa_part_et_le_total_sans_celle_des_autres(self, client, trio):
        self.enter(client, trio, "participante")
        read = client.get(f"/lots/{trio.lot.uuid}/partage/").context["partage"]
        assert [(p.structure_id, p.heures) for p in read.parts] == [(trio.participante.dispositif, 500)]
        assert (read.reste, read.engagement.heures) == (500, 1000)
        self.enter(client, trio, "observatrice")
        assert len(client.get(f"/lots/{trio.lot.uuid}/partage/").context["partage"].parts) == 3

    def test_l_observatrice_ne_lit_ni_penalite_ni_controle(self, client, trio):
        Penalite.objects.create(
            dispositif=trio.lot.dispositif, lot=trio.lot, manquantes=10, tarif=60, montant=600, proposee_le=localdate()
        )
        for who, reads in (("pilote", True), ("participante", True), ("observatrice", False)):
            self.enter(client, trio, who)
            assert ("Pénalité" in client.get(f"/lots/{trio.lot.uuid}/").content.decode()) == reads
            assert client.get(f"/lots/{trio.lot.uuid}/controles/").status_code == (200 if reads else 404)

    def test_l_histoire_ne_montre_a_une_participante_que_ce_qu_ont_fait_les_siens(self, client, trio):
        self.enter(client, trio, "participante")
        told = client.get(f"/historique/clause.lot/{trio.lot.uuid}/").content.decode()
        assert "conteste sa part" in told
        assert "a réparti les heures" not in told

    def test_la_direction_d_une_structure_qui_suit_lit_sans_rien_pouvoir_repondre(self, client, trio):
        structure = trio.get(trio.participante)
        client.force_login(make_habilitation(Role.DIRECTEUR, structure).compte)
        assert client.get(f"/lots/{trio.lot.uuid}/partage/").status_code == 200
        assert client.get(f"/lots/{trio.lot.uuid}/partage/quitter/").status_code == 403

    @pytest.mark.parametrize("who", ROLES)
    def test_les_listes_ne_comptent_que_ce_qui_est_suivi(self, trio, who):
        assert select_lots(getattr(trio, who)).count() == (who in SUIVENT)

    def test_les_listes_partagees_posent_le_meme_nombre_de_requetes_a_2_et_20(self, client, trio):
        make_many(trio, 1)
        self.enter(client, trio, "participante")
        counts = [len(count_queries(client, "/marches/partages/"))]
        make_many(trio, 18)
        counts.append(len(count_queries(client, "/marches/partages/")))
        assert counts[0] == counts[1]

    def test_la_page_du_partage_pose_le_meme_nombre_de_requetes_avec_20_structures(self, client, trio):
        self.enter(client, trio, "pilote")
        address = f"/lots/{trio.lot.uuid}/partage/"
        counts = [len(count_queries(client, address))]
        for _ in range(18):
            SuiviLot.objects.create(
                dispositif=trio.lot.dispositif,
                lot=trio.lot,
                structure=make_clause(),
                role="participante",
                du=localdate(),
            )
        share_by(trio.pilote, trio.lot)
        counts.append(len(count_queries(client, address)))
        assert counts[0] == counts[1]


def make_many(trio, combien):
    for _ in range(combien):
        other = make_trio()
        SuiviLot.objects.create(
            dispositif=other.lot.dispositif, lot=other.lot, structure=trio.get(trio.participante), role="participante",
            du=localdate(),
        )  # fmt: skip


@pytest.mark.parametrize("role", [Role.STATISTICIEN, Role.ANIMATEUR_RESEAU, Role.ADMINISTRATEUR])
def test_le_reseau_ne_lit_aucun_lot(role, trio):
    acteur = make_acteur(role)
    assert not select_lots(acteur).exists()
    assert queries.list_recues(acteur) == []
