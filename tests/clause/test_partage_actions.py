"""What structures do together with a lot: nothing without the other's agreement, nothing overwritten, no hour lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.clause.actions import lots, partages, suivis
from maillage.clause.actions.marches import ClauseRefusee, add_lot
from maillage.clause.models import AvisSurPart, DemandePartage, Lot, PartEngagement, Repartition, SuiviLot
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.partage import Avis, EtatDemande, Methode, RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role, select_suivis_lots
from maillage.clause.queries import partage as queries
from maillage.clause.queries.marches import get_lot
from maillage.socle import permissions
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine import ENGAGE, make_clause, make_facilitateur, make_marche
from tests.clause.usine_partage import R, invite, make_engagement, make_suivi, make_trio, share

pytestmark = pytest.mark.django_db
DEMAIN = timedelta(days=1)


@pytest.fixture
def trio():
    return make_trio()


def find_row(lot: Lot) -> Repartition:
    version = queries.find_version(lot, on=localdate())
    assert version is not None
    row = queries.find_repartition(version)
    assert row is not None
    return row


def parts(lot: Lot) -> dict[int | None, Decimal]:
    row = find_row(lot)
    return {part.structure_id: part.heures for part in row.parts.all()}


def test_un_lot_nait_avec_sa_structure_pilote():
    structure = make_clause()
    marche = make_marche(structure)
    lot = add_lot(by=make_facilitateur(structure), marche=marche, values={"numero": 0})
    assert [(s.structure_id, s.role, s.du) for s in lot.suivis.all()] == [(structure.pk, R.PILOTE, ENGAGE)]


def test_une_structure_invitee_ne_lit_rien_avant_d_accepter_et_lit_tout_de_suite_apres(trio):
    demande = invite(trio)
    assert not select_suivis_lots(trio.etrangere).exists()
    assert "École" in demande.objet or demande.objet
    partages.accept(by=trio.etrangere, demande=demande, today=localdate())
    assert find_role(trio.etrangere, get_lot(trio.etrangere, trio.lot.uuid)) is R.PARTICIPANTE
    for structure in (trio.pilote.dispositif, trio.etrangere.dispositif):
        assert Evenement.objects.filter(type="clause.partage_entree", dispositif_id=structure).count() == 1


def test_une_invitation_refusee_dit_pourquoi_et_n_ouvre_rien(trio):
    demande = invite(trio)
    with pytest.raises(ClauseRefusee, match="Dites en une phrase"):
        suivis.refuse(by=trio.etrangere, demande=demande, reponse=" ", today=localdate())
    suivis.refuse(by=trio.etrangere, demande=demande, reponse="Nous manquons de temps.", today=localdate())
    assert DemandePartage.objects.get().etat == EtatDemande.REFUSEE
    assert not select_suivis_lots(trio.etrangere).exists()
    with pytest.raises(ClauseRefusee, match="déjà « refusée »"):
        partages.accept(by=trio.etrangere, demande=demande, today=localdate())


def test_seule_la_structure_invitee_repond_et_seule_celle_qui_demande_retire(trio):
    demande = invite(trio)
    with pytest.raises(DroitRefuse):
        partages.accept(by=trio.participante, demande=demande, today=localdate())
    with pytest.raises(DroitRefuse):
        suivis.withdraw(by=trio.etrangere, demande=demande, today=localdate())
    suivis.withdraw(by=trio.pilote, demande=demande, today=localdate())
    assert DemandePartage.objects.get().etat == EtatDemande.RETIREE


@pytest.mark.parametrize("qui", ["participante", "observatrice", "etrangere"])
def test_seule_la_structure_pilote_invite_repartit_et_passe_la_main(trio, qui):
    by, today = getattr(trio, qui), localdate()
    cible = trio.get(trio.etrangere)
    for deed in (
        lambda: suivis.invite(by=by, lot=trio.lot, structure=cible, role=R.PARTICIPANTE, message="", today=today),
        lambda: suivis.ask_passation(by=by, lot=trio.lot, structure=cible, effet_le=today, message="", today=today),
        lambda: partages.share_out(by=by, lot=trio.lot, methode=Methode.LIBRE, mesures={}, today=today),
    ):
        with pytest.raises(DroitRefuse):
            deed()
    assert not permissions.can(by, Droit.TENIR_MARCHES, trio.lot)


def test_une_structure_sans_personne_dans_maillage_n_est_pas_invitee(trio):
    with pytest.raises(ClauseRefusee, match="relevé agrégé"):
        suivis.invite(
            by=trio.pilote, lot=trio.lot, structure=make_clause(), role=R.PARTICIPANTE, message="", today=localdate()
        )


def test_la_main_passe_a_la_date_dite_et_l_ecriture_la_suit(trio):
    today = localdate()
    share(trio, pilote=300, participante=500)
    demande = suivis.ask_passation(
        by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=today, message="", today=today
    )
    assert permissions.can(trio.pilote, Droit.TENIR_MARCHES, trio.lot)
    before = parts(trio.lot)
    partages.accept(by=trio.participante, demande=demande, today=today)
    lot = get_lot(trio.participante, trio.lot.uuid)
    assert permissions.can(trio.participante, Droit.TENIR_MARCHES, lot)
    ancien = get_lot(trio.pilote, trio.lot.uuid)
    assert find_role(trio.pilote, ancien) is R.PARTICIPANTE
    assert not permissions.can(trio.pilote, Droit.TENIR_MARCHES, ancien)
    assert parts(lot) == before
    assert queries.select_presentes(lot, R.PILOTE).get().pk == trio.participante.dispositif
    # The new pilote works on the lot, kept in the other's file, as the former one did.
    lots.record_engagement(
        by=trio.participante, lot=lot, values={"du": today, "origine": Origine.AVENANT, "heures": Decimal(1100)}
    )
    assert Evenement.objects.get(type="clause.engagement").dispositif_id == trio.participante.dispositif


def test_une_passation_a_venir_laisse_la_main_jusqu_a_la_veille(trio):
    today = localdate()
    effet = today + timedelta(days=5)
    demande = suivis.ask_passation(
        by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=effet, message="", today=today
    )
    partages.accept(by=trio.participante, demande=demande, today=today)
    assert permissions.can(trio.pilote, Droit.TENIR_MARCHES, trio.lot)
    found = queries.list_suivis(trio.lot)
    assert [queries.rules.find_pilote(found, on=effet - DEMAIN), queries.rules.find_pilote(found, on=effet)] == [
        trio.pilote.dispositif, trio.participante.dispositif,
    ]  # fmt: skip
    with pytest.raises(ClauseRefusee, match="change déjà"):
        suivis.ask_passation(
            by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=effet, message="", today=today
        )


def test_une_part_se_quitte_avant_le_lot_et_le_depart_ferme_la_lecture_le_lendemain(trio):
    today = localdate()
    share(trio, participante=500)
    with pytest.raises(ClauseRefusee, match="Votre part est de 500 h"):
        suivis.leave(by=trio.participante, lot=trio.lot, today=today)
    share(trio, pilote=500)
    suivis.leave(by=trio.participante, lot=trio.lot, today=today - DEMAIN)
    assert find_role(trio.participante, Lot.objects.get(pk=trio.lot.pk)) is None
    assert not select_suivis_lots(trio.participante).exists()


def test_la_structure_ou_le_lot_est_ne_en_garde_le_dossier_et_l_observe(trio):
    today = localdate()
    demande = suivis.ask_passation(
        by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=today, message="", today=today
    )
    partages.accept(by=trio.participante, demande=demande, today=today)
    suivis.leave(by=trio.pilote, lot=trio.lot, today=today)
    with pytest.raises(ClauseRefusee, match="garde le dossier"):
        suivis.leave(by=trio.pilote, lot=trio.lot, today=today)
    row = SuiviLot.objects.get(lot=trio.lot, structure=trio.pilote.dispositif, au=None, role=R.OBSERVATRICE)
    assert row.du == today


def test_les_parts_et_le_non_reparti_font_toujours_l_engagement(trio):
    partages.share_out(
        by=trio.pilote, lot=trio.lot, methode=Methode.SITES, reserve=Decimal(0), today=localdate(),
        mesures={trio.pilote.dispositif: Decimal(1), trio.participante.dispositif: Decimal(2)},
    )  # fmt: skip
    assert parts(trio.lot) == {
        trio.pilote.dispositif: Decimal(333), trio.participante.dispositif: Decimal(667), None: Decimal(0),
    }  # fmt: skip
    share(trio, participante=400)
    assert parts(trio.lot) == {trio.participante.dispositif: Decimal(400), None: Decimal(600)}
    with pytest.raises(ClauseRefusee, match="retirez 100 h"):
        share(trio, pilote=600, participante=500)
    row = Repartition.objects.get(rang=1)
    assert row.parts.get(structure=trio.participante.dispositif).base == 2  # what was measured is kept


def test_une_observatrice_ne_recoit_pas_de_part(trio):
    with pytest.raises(ClauseRefusee, match="ne suit plus le lot"):
        share(trio, observatrice=100)


def test_une_version_nouvelle_reporte_les_parts_que_la_pilote_confirme_avant_qu_elles_se_contestent(trio):
    today = localdate()
    share(trio, pilote=300, participante=500)
    lots.record_engagement(
        by=trio.pilote, lot=trio.lot, values={"du": today, "origine": Origine.AVENANT, "heures": Decimal(1200)}
    )
    row = find_row(trio.lot)
    assert row.is_a_confirmer
    assert parts(trio.lot) == {
        trio.pilote.dispositif: Decimal(360), trio.participante.dispositif: Decimal(600), None: Decimal(240),
    }  # fmt: skip
    with pytest.raises(ClauseRefusee, match="pas encore confirmé"):
        partages.give_avis(by=trio.participante, lot=trio.lot, avis=Avis.ACCORD, motif="", today=today)
    with pytest.raises(ClauseRefusee, match="d’abord confirmer"):
        partages.ask_transfert(
            by=trio.participante, lot=trio.lot, vers=trio.get(trio.pilote), heures=Decimal(10), message="", today=today
        )
    partages.confirm(by=trio.pilote, lot=trio.lot, repartition=row, today=today)
    said = partages.give_avis(
        by=trio.participante, lot=trio.lot, avis=Avis.CONTESTATION, motif="Deux sites de moins.", today=today
    )
    with pytest.raises(ClauseRefusee, match="déjà donné"):
        partages.give_avis(by=trio.participante, lot=trio.lot, avis=Avis.ACCORD, motif="", today=today)
    share(trio, pilote=400, participante=500)
    said.refresh_from_db()
    assert (said.reponse, said.repondue_le) == ("Une nouvelle répartition a été établie.", today)


def test_passe_dix_jours_ouvres_le_silence_est_un_accord(trio):
    share(trio, participante=500)
    with pytest.raises(ClauseRefusee, match="Le délai est passé"):
        partages.give_avis(
            by=trio.participante,
            lot=trio.lot,
            avis=Avis.CONTESTATION,
            motif="Trop.",
            today=localdate() + timedelta(days=30),
        )
    assert not AvisSurPart.objects.exists()


def test_un_transfert_demande_les_deux_accords_et_ne_touche_que_deux_parts(trio):
    partages.accept(by=trio.etrangere, demande=invite(trio), today=localdate())
    share(trio, pilote=200, participante=500, etrangere=100)
    demande = partages.ask_transfert(
        by=trio.participante,
        lot=trio.lot,
        vers=trio.get(trio.etrangere),
        heures=Decimal(150),
        message="",
        today=localdate(),
    )
    assert parts(trio.lot)[trio.participante.dispositif] == 500
    partages.accept(by=trio.etrangere, demande=demande, today=localdate())
    assert parts(trio.lot) == {
        trio.pilote.dispositif: Decimal(200), trio.participante.dispositif: Decimal(350),
        trio.etrangere.dispositif: Decimal(250), None: Decimal(200),
    }  # fmt: skip
    assert (
        PartEngagement.objects.filter(repartition__rang=1, structure=trio.participante.dispositif).get().heures == 500
    )


def test_un_transfert_qui_ne_tient_plus_se_refuse_au_moment_d_accepter(trio):
    share(trio, participante=500)
    demande = partages.ask_transfert(
        by=trio.participante,
        lot=trio.lot,
        vers=trio.get(trio.pilote),
        heures=Decimal(400),
        message="",
        today=localdate(),
    )
    share(trio, participante=300)
    with pytest.raises(ClauseRefusee, match="n’a que 300 h"):
        partages.accept(by=trio.pilote, demande=demande, today=localdate())
    assert DemandePartage.objects.get().is_en_attente


def test_un_transfert_entre_deux_ne_ferme_pas_le_delai_des_autres(trio):
    today = localdate()
    partages.accept(by=trio.etrangere, demande=invite(trio), today=today)
    share(trio, participante=500, etrangere=100)
    demande = partages.ask_transfert(
        by=trio.etrangere, lot=trio.lot, vers=trio.get(trio.pilote), heures=Decimal(50), message="", today=today
    )
    partages.accept(by=trio.pilote, demande=demande, today=today)
    said = partages.give_avis(by=trio.participante, lot=trio.lot, avis=Avis.CONTESTATION, motif="Trop.", today=today)
    assert said.repartition.rang == 1
    partages.answer_contestation(by=trio.pilote, avis=said, reponse="Vos sites l’expliquent.", today=today)
    with pytest.raises(ClauseRefusee, match="déjà sa réponse"):
        partages.answer_contestation(by=trio.pilote, avis=said, reponse="Encore.", today=today)


def test_un_transfert_vaut_aussi_pour_la_version_a_venir(trio):
    today = localdate()
    share(trio, participante=500)
    make_engagement(trio.lot, 2000, numero=2, du=today + timedelta(days=20), origine=Origine.AVENANT)
    version = trio.lot.engagements.get(numero=2)
    carried = partages.carry_over(by=trio.pilote, lot=trio.lot, nouvelle=version, today=today)
    assert carried is not None
    partages.confirm(by=trio.pilote, lot=trio.lot, repartition=carried, today=today)
    demande = partages.ask_transfert(
        by=trio.participante, lot=trio.lot, vers=trio.get(trio.pilote), heures=Decimal(100), message="", today=today
    )
    partages.accept(by=trio.pilote, demande=demande, today=today)
    rows = [queries.find_repartition(v) for v in trio.lot.engagements.order_by("numero")]
    assert [row and row.parts.get(structure=trio.participante.dispositif).heures for row in rows] == [400, 900]


def test_le_depart_d_une_structure_ferme_ce_qui_l_attendait(trio):
    share(trio, pilote=500)
    partages.ask_transfert(
        by=trio.pilote,
        lot=trio.lot,
        vers=trio.get(trio.participante),
        heures=Decimal(50),
        message="",
        today=localdate(),
    )
    suivis.leave(by=trio.participante, lot=trio.lot, today=localdate())
    assert DemandePartage.objects.get().etat == EtatDemande.RETIREE


def test_la_base_refuse_deux_structures_pilotes_du_meme_jour_et_deux_suivis_ouverts(trio):
    other = trio.get(trio.etrangere)
    for role, du in ((R.PILOTE, ENGAGE), (R.PARTICIPANTE, ENGAGE)):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_suivi(trio.lot, other if role is R.PILOTE else trio.get(trio.participante), role, du=du)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_suivi(trio.lot, other, RoleSuivi.PILOTE, du=ENGAGE + DEMAIN, au=ENGAGE + DEMAIN)


def test_une_structure_sur_son_dernier_jour_ne_recoit_ni_part_ni_transfert(trio):
    share(trio, pilote=500)
    suivis.leave(by=trio.participante, lot=trio.lot, today=localdate())
    assert find_role(trio.participante, Lot.objects.get(pk=trio.lot.pk)) is R.PARTICIPANTE
    with pytest.raises(ClauseRefusee, match="ce soir"):
        share(trio, participante=100)
    with pytest.raises(ClauseRefusee, match="Choisissez une structure"):
        partages.ask_transfert(
            by=trio.pilote, lot=trio.lot, vers=trio.get(trio.participante), heures=Decimal(10), message="",
            today=localdate(),
        )  # fmt: skip


def test_une_participante_qui_a_une_part_ne_devient_pas_observatrice(trio):
    share(trio, participante=100)
    with pytest.raises(ClauseRefusee, match="100 h à sa charge"):
        suivis.invite(
            by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), role=R.OBSERVATRICE, message="",
            today=localdate(),
        )  # fmt: skip
