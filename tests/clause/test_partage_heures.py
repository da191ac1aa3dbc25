"""Hours of a shared lot: whose credit, counted once, blocked when told twice, and never an identity outside its structure."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions import arbitrages, emplois, heures, partages, suivis, validations
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.cles_reseau import make_cle, make_pseudonyme
from maillage.clause.models import Doublon, EmploiDuLot, EntrepriseDuLot, LigneHeures, Lot
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne, TypeHeures
from maillage.clause.nomenclatures.partage import Arbitrage
from maillage.clause.queries.attente_partage import list_doublons
from maillage.clause.queries.marches import get_lot
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.queries.suivi import read_suivi
from maillage.comptes.models import Compte
from maillage.socle.contexte import open_contexte
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine import ENGAGE
from tests.clause.usine_aval import (
    DEBUT,
    MOIS,
    make_eligibilite,
    make_emploi,
    make_entreprise,
    make_ligne,
    make_personne,
)
from tests.clause.usine_partage import make_trio, share

pytestmark = pytest.mark.django_db
V = {"statut": "validee"}
P2 = {"nom_naissance": "Desmoulins", "prenoms": "Alix Marie", "date_naissance": date(1988, 3, 4), "sexe": "f"}


@pytest.fixture
def trio():
    made = make_trio()
    for role in ("mandataire", "cotraitant"):
        EntrepriseDuLot.objects.create(
            dispositif=made.lot.dispositif, lot=made.lot, role=role, du=ENGAGE,
            entreprise=make_entreprise(made.get(made.pilote), nom=f"Entreprise {role}"),
        )  # fmt: skip
    share(made, pilote=300, participante=500)
    return made


def work(trio, who, heures_, *, employeur=None, statut="validee", mois=MOIS, **identite):
    """Somebody of a structure, with hours on the lot."""
    structure = trio.get(getattr(trio, who))
    personne = make_personne(structure, **identite)
    make_eligibilite(personne, criteres=("brsa",))
    values = {"employeur": make_entreprise(structure, **employeur)} if employeur else {}
    emploi = make_emploi(personne, lots=[trio.lot], **values)
    EmploiDuLot.objects.filter(mise_emploi=emploi).update(dispositif=structure)
    return make_ligne(emploi, trio.lot, heures_, statut=statut, mois=mois)


def test_une_personne_suivie_par_deux_structures_compte_une_fois_et_ses_heures_s_ajoutent(trio):
    """R10, with its figures: two persons each, one of them in both."""
    work(trio, "pilote", 100)
    work(trio, "pilote", 60, **P2)
    work(
        trio, "participante", 40, employeur={"nom": "Autre"}, **P2 | {"nom_naissance": "DESMOULINS", "prenoms": "Alix"}
    )
    work(trio, "participante", 70)
    found = read_realise(trio.pilote, trio.lot, on=localdate())
    assert (found.personnes.reseau, found.personnes.ecart) == (3, 1)
    assert sorted(found.personnes.par_structure.values()) == [2, 2]
    assert (found.contrats.reseau, found.contrats.ecart, found.validees) == (4, 0, 270)
    suivi = read_suivi(trio.lot, on=localdate())
    assert (suivi.personnes, suivi.contrats, suivi.reelles) == (3, 4, 270)


def test_une_identite_incomplete_n_est_confondue_avec_personne(trio):
    personne = make_personne(trio.get(trio.pilote), **P2 | {"sexe": "nr"})
    assert make_cle(personne) is None
    assert make_cle(make_personne(trio.get(trio.pilote), **P2 | {"date_naissance": None})) is None


def test_la_cle_ne_depend_que_de_l_identite_et_le_pseudonyme_change_de_lot_en_lot(trio):
    one, two = (make_personne(trio.get(who), **P2) for who in (trio.pilote, trio.participante))
    cle = make_cle(one)
    assert cle == make_cle(two)
    assert cle is not None
    assert make_pseudonyme(cle, lot=trio.lot.uuid) != make_pseudonyme(cle, lot="autre")
    assert len(cle) == 64


def test_la_structure_qui_a_constate_l_eligibilite_a_le_credit_si_elle_suit_le_lot(trio):
    structure = trio.get(trio.participante)
    personne = make_personne(structure)
    make_eligibilite(personne)
    emploi = make_emploi(personne, employeur=make_entreprise(structure))
    link = emplois.put_on_lot(
        by=trio.participante, emploi=emploi, lot=trio.lot, entreprise=EntrepriseDuLot.objects.earliest("pk").entreprise,
        today=localdate(),
    )  # fmt: skip
    case = heures.Case(link.uuid, TypeHeures.TRAVAIL, Decimal(80), None)
    heures.record_heures(by=trio.participante, mois=MOIS, emplois=[link], cases=[case], today=localdate())
    row = LigneHeures.objects.get()
    assert (row.dispositif_id, row.creditrice_id) == (structure.pk, structure.pk)
    assert Lot.objects.get(pk=trio.lot.pk).etat == "en_execution"


def test_une_structure_qui_ne_fait_qu_observer_ou_qui_ne_suit_pas_ne_met_personne_sur_le_lot(trio):
    for who in ("observatrice", "etrangere"):
        by = getattr(trio, who)
        emploi = make_emploi(make_personne(trio.get(by)), employeur=make_entreprise(trio.get(by)))
        with pytest.raises(DroitRefuse):
            emplois.put_on_lot(
                by=by, emploi=emploi, lot=trio.lot, entreprise=EntrepriseDuLot.objects.earliest("pk").entreprise,
                today=localdate(),
            )  # fmt: skip


def test_passer_la_main_ne_change_la_structure_d_aucune_heure(trio):
    lines = [work(trio, "pilote", 100), work(trio, "participante", 70, statut="declaree")]
    before = list(
        LigneHeures.objects.order_by("pk").values_list("dispositif", "creditrice", "heures_reelles", "statut")
    )
    demande = suivis.ask_passation(
        by=trio.pilote, lot=trio.lot, structure=trio.get(trio.participante), effet_le=localdate(), message="",
        today=localdate(),
    )  # fmt: skip
    partages.accept(by=trio.participante, demande=demande, today=localdate())
    assert (
        list(LigneHeures.objects.order_by("pk").values_list("dispositif", "creditrice", "heures_reelles", "statut"))
        == before
    )
    assert len(lines) == 2


def test_faire_plus_que_sa_part_compte_au_lot_et_ne_diminue_celle_de_personne(trio):
    work(trio, "participante", 600)
    found = read_realise(trio.pilote, trio.lot, on=localdate())
    mine, *_ = [f for f in found.faites if f.structure.pk == trio.participante.dispositif]
    assert (mine.part, mine.validees, mine.excedent) == (500, 600, 100)
    assert [f.part for f in found.faites if f.structure.pk == trio.pilote.dispositif] == [300]


@pytest.fixture
def double(trio):
    """The same hours, declared on both sides: same person, month, employer by its SIREN."""
    same = {"nom": "Sogetra", "siret": "21310555400017"}
    return trio, *(work(trio, who, 60, employeur=same, statut="declaree", **P2) for who in ("pilote", "participante"))


def validate(acteur, line):
    return validations.validate_lignes(by=acteur, lignes=[line.uuid], today=localdate())


def test_des_heures_declarees_deux_fois_sont_bloquees_des_deux_cotes_jusqu_a_l_arbitrage(double):
    trio, mine, theirs = double
    for acteur, line in ((trio.participante, theirs), (trio.pilote, mine)):
        [(row, refus)] = validate(acteur, line).refusees
        assert row.pk == line.pk
        assert "bloquées des deux côtés" in refus
    doublon = Doublon.objects.get()
    assert {line.structure_id for line in doublon.lignes.all()} == {
        trio.pilote.dispositif,
        trio.participante.dispositif,
    }
    assert [d.pk for d in list_doublons(trio.pilote)] == [doublon.pk]
    assert list_doublons(trio.participante) == []
    assert "Desmoulins" not in str(vars(doublon))


def test_la_pilote_retient_une_structure_et_les_lignes_de_l_autre_restent_ecrites_rejetees(double):
    trio, mine, theirs = double
    validate(trio.participante, theirs)
    doublon = Doublon.objects.get()
    common = {"by": trio.pilote, "doublon": doublon, "today": localdate()}
    with pytest.raises(ClauseRefusee, match="Choisissez la structure"):
        arbitrages.arbitrate(**common, arbitrage=Arbitrage.RETENUE, retenue=None, motif="Relevé vu.")
    arbitrages.arbitrate(
        **common, arbitrage=Arbitrage.RETENUE, retenue=trio.get(trio.participante), motif="Le relevé est chez elle."
    )
    mine.refresh_from_db()
    assert (mine.statut, mine.motif_rejet) == (StatutLigne.REJETEE, MotifRejet.DOUBLON)
    assert validate(trio.participante, theirs).validees == 1
    assert read_realise(trio.pilote, trio.lot, on=localdate()).validees == 60
    with pytest.raises(ClauseRefusee, match="déjà arbitrées"):
        arbitrages.arbitrate(**common, arbitrage=Arbitrage.DISTINCTES, retenue=None, motif="Non.")


def test_deux_vrais_mi_temps_se_valident_apres_l_arbitrage(double):
    trio, mine, theirs = double
    validate(trio.pilote, mine)
    arbitrages.arbitrate(
        by=trio.pilote, doublon=Doublon.objects.get(), arbitrage=Arbitrage.DISTINCTES, retenue=None,
        motif="Deux mi-temps.", today=localdate(),
    )  # fmt: skip
    assert validate(trio.pilote, mine).validees == validate(trio.participante, theirs).validees == 1
    assert Doublon.objects.count() == 1


def test_une_ligne_deja_validee_ne_se_rejette_pas_elle_se_contre_passe_d_abord(trio):
    same = {"nom": "Sogetra", "siret": "21310555400017"}
    mine = work(trio, "pilote", 60, employeur=same, **P2)
    theirs = work(trio, "participante", 60, employeur=same, statut="declaree", **P2)
    validate(trio.participante, theirs)
    common = {"by": trio.pilote, "doublon": Doublon.objects.get(), "motif": "Relevé.", "today": localdate()}
    with pytest.raises(ClauseRefusee, match="contre-passe"):
        arbitrages.arbitrate(**common, arbitrage=Arbitrage.RETENUE, retenue=trio.get(trio.participante))
    make_ligne(mine.mise_emploi, trio.lot, -60, annule=mine, **V)
    arbitrages.arbitrate(**common, arbitrage=Arbitrage.RETENUE, retenue=trio.get(trio.participante))
    assert validate(trio.participante, theirs).validees == 1


@pytest.mark.parametrize(
    "autre",
    [
        {"employeur": {"nom": "Autre employeur"}},
        {"mois": date(2026, 5, 1)},
        {"nom_naissance": "Desmoulin"},
    ],
)
def test_deux_employeurs_deux_mois_ou_deux_personnes_ne_bloquent_rien(trio, autre):
    same = {"employeur": {"nom": "Sogetra", "siret": "21310555400017"}, "statut": "declaree", **P2}
    mine = work(trio, "pilote", 60, **same)
    work(trio, "participante", 40, **same | autre)
    assert validate(trio.pilote, mine).validees == 1
    assert not Doublon.objects.exists()


def test_seule_la_pilote_tranche(double):
    trio, mine, _ = double
    validate(trio.pilote, mine)
    for by in (trio.participante, trio.observatrice, trio.etrangere):
        with pytest.raises(DroitRefuse):
            arbitrages.arbitrate(
                by=by, doublon=Doublon.objects.get(), arbitrage=Arbitrage.DISTINCTES, retenue=None, motif="x",
                today=localdate(),
            )  # fmt: skip


class TestPages:
    """What each of the four reads, through the policies of the engine."""

    def open(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client.get(f"/lots/{trio.lot.uuid}/partage/heures/")

    def test_la_pilote_lit_chaque_structure_et_des_pseudonymes_jamais_un_nom(self, client, trio):
        work(trio, "participante", 70, **P2)
        page = self.open(client, trio, "pilote")
        told = page.content.decode()
        assert "Participant " in told
        assert "Éloignement de l’emploi" in told
        assert "Desmoulins" not in told
        assert "brsa" not in told.lower()
        assert [f.validees for f in page.context["realise"].faites if f.validees] == [70]

    def test_la_participante_lit_les_siennes_et_le_lot(self, client, trio):
        work(trio, "pilote", 100)
        work(trio, "participante", 70)
        found = self.open(client, trio, "participante").context["realise"]
        assert [(f.structure.pk, f.validees) for f in found.faites] == [(trio.participante.dispositif, 70)]
        assert (found.validees, found.autres, found.pseudonymes) == (170, (100, 0), [])

    def test_l_observatrice_ne_lit_aucune_case_de_moins_de_cinq_personnes(self, client, trio):
        for _ in range(6):
            work(trio, "pilote", 10)
        for _ in range(2):
            work(trio, "participante", 10)
        page = self.open(client, trio, "observatrice")
        found = page.context["realise"]
        assert [f.is_masquee for f in found.faites] == [True, True]  # one alone would be found by subtraction
        assert found.pseudonymes == []
        assert page.content.decode().count("masqué") >= 8
        assert client.get(f"/lots/{trio.lot.uuid}/suivi/").url == f"/lots/{trio.lot.uuid}/partage/heures/"

    def test_un_lot_de_moins_de_cinq_personnes_est_masque_tout_entier(self, client, trio):
        work(trio, "pilote", Decimal("37.25"))
        told = self.open(client, trio, "observatrice").content.decode()
        assert "37,25" not in told

    def test_une_etrangere_n_a_pas_de_page(self, client, trio):
        assert self.open(client, trio, "etrangere").status_code == 404

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20_personnes(
        self, client, trio, django_assert_max_num_queries
    ):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                work(trio, "participante", 10)
            self.open(client, trio, "pilote")
            with django_assert_max_num_queries(200) as asked:
                self.open(client, trio, "pilote")
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_la_pilote_tranche_par_la_page(self, client, double):
        trio, mine, _ = double
        validate(trio.pilote, mine)
        doublon = Doublon.objects.get()
        assert "Trancher" in self.open(client, trio, "pilote").content.decode()
        page = client.get(f"/lots/{trio.lot.uuid}/partage/doublons/{doublon.uuid}/")
        jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
        client.post(
            f"/lots/{trio.lot.uuid}/partage/doublons/{doublon.uuid}/",
            {"jeton": jeton, "arbitrage": "retenue", "retenue": trio.pilote.dispositif, "motif": "Relevé vu."},
        )
        doublon.refresh_from_db()
        assert doublon.retenue_id == trio.pilote.dispositif


def test_l_ecran_de_la_participante_compte_avec_les_cloisons_ouvertes_a_elle_seule(trio):
    work(trio, "pilote", 100, **P2)
    work(trio, "participante", 70)
    with open_contexte(trio.participante):
        lot = get_lot(trio.participante, trio.lot.uuid)
        found = read_realise(trio.participante, lot, on=localdate())
        assert (found.personnes.reseau, found.validees) == (2, 170)
    assert localdate() > DEBUT
