"""A company is put on notice, in writing and with a delay, before a penalty; a structure that takes part gives its opinion."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from maillage.clause.actions import demeures as actions
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.actions.penalites import record_penalite
from maillage.clause.afaire.demeures import list_a_faire
from maillage.clause.models import AvisPenalite, EntrepriseDuLot, MiseEnDemeure, Penalite
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import CausePenalite, StatutPenalite
from maillage.clause.rules.demeures import Demeure, check_avis, check_demeure, check_penalite
from maillage.clause.rules.penalites import PENALISABLES
from maillage.comptes.models import Compte
from maillage.socle.contexte import open_contexte
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import Refus
from tests.clause.usine import ENGAGE
from tests.clause.usine_aval import make_entreprise
from tests.clause.usine_demeures import make_demeure
from tests.clause.usine_partage import make_trio
from tests.clause.usine_suivi import set_etat
from tests.parcours.suivi.pages import count_queries, fill
from tests.socle.pieces.fichiers import PDF

ON = date(2026, 9, 14)
C = CausePenalite


def check(**values):
    known: dict[str, Any] = {
        "etat": EtatLot.EN_EXECUTION, "le": date(2026, 9, 1), "terme": date(2026, 9, 16), "objet": "Embaucher",
        "has_piece": True, "today": ON,
    }  # fmt: skip
    return [manque.champ for manque in check_demeure(**known | values)]


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({}, []),
        ({"le": ON + timedelta(days=1), "terme": ON + timedelta(days=9)}, ["le"]),
        ({"terme": date(2026, 9, 1)}, ["terme"]),
        ({"objet": " "}, ["objet"]),
        ({"has_piece": False}, ["fichier"]),
        ({"etat": EtatLot.NOTIFIE}, [""]),
    ],
)
def test_une_mise_en_demeure_est_envoyee_datee_ecrite_et_jointe(values, attendu):
    assert check(**values) == attendu


def test_une_penalite_attend_la_fin_du_delai_donne():
    demeure = Demeure(date(2026, 9, 1), date(2026, 9, 16))
    [manque] = check_penalite([demeure], cause=C.ENTREPRISE, today=ON)
    assert "jusqu’au 16/09/2026" in manque.phrase
    assert check_penalite([demeure], cause=C.ENTREPRISE, today=date(2026, 9, 17)) == []
    assert check_penalite([demeure], cause=C.ARRET_CHANTIER, today=ON) == []
    assert check_penalite([Demeure(demeure.le, demeure.terme, has_suite=True)], cause=C.ENTREPRISE, today=ON) == []
    assert check_penalite([], cause=C.ENTREPRISE, today=ON) == []


@pytest.mark.parametrize("role", [*RoleSuivi, None])
@pytest.mark.parametrize("statut", [*StatutPenalite, None])
def test_l_avis_est_celui_d_une_participante_tant_que_l_acheteur_n_a_pas_tranche(role, statut):
    refus = check_avis(role=role, statut=statut, texte="Les candidats manquaient.")
    assert (refus == []) == (role is RoleSuivi.PARTICIPANTE and statut is StatutPenalite.PROPOSEE)


@pytest.fixture
def trio():
    made = make_trio(etat="en_execution")
    company = make_entreprise(made.get(made.pilote), nom="Sogetra")
    EntrepriseDuLot.objects.create(
        dispositif=made.lot.dispositif, lot=made.lot, entreprise=company, role="titulaire_unique", du=ENGAGE
    )
    return made


def propose(trio):
    return record_penalite(
        by=trio.pilote,
        lot=trio.lot,
        tarif=Decimal(60),
        cause=C.ENTREPRISE,
        avis="Relancée deux fois.",
        today=localdate(),
    )


def say(trio, who, texte="Aucun candidat n’a été adressé."):
    acteur = getattr(trio, who)
    with open_contexte(acteur):
        return actions.give_avis_penalite(by=acteur, lot=trio.lot, texte=texte, today=localdate())


@pytest.mark.django_db
class TestAvis:
    def test_une_participante_donne_son_avis_une_fois_et_la_pilote_le_lit(self, trio):
        propose(trio)
        assert [f.titre for f in list_a_faire(trio.participante, localdate())] == [
            "Une pénalité est proposée : votre avis"
        ]
        said = say(trio, "participante")
        assert (said.structure_id, said.penalite.statut) == (trio.participante.dispositif, "proposee")
        assert list_a_faire(trio.participante, localdate()) == []
        with pytest.raises(Refus, match="déjà donné"):
            say(trio, "participante")

    def test_une_nouvelle_proposition_se_lit_a_nouveau(self, trio):
        propose(trio)
        say(trio, "participante")
        propose(trio)
        assert len(list_a_faire(trio.participante, localdate())) == 1
        say(trio, "participante")
        assert AvisPenalite.objects.count() == 2

    def test_ni_la_pilote_ni_une_observatrice_ni_une_etrangere(self, trio):
        propose(trio)
        for who in ("pilote", "observatrice"):
            with pytest.raises(Refus, match="structures qui participent"):
                say(trio, who)
        with pytest.raises(DroitRefuse):
            say(trio, "etrangere")

    def test_sans_penalite_proposee_il_n_y_a_pas_d_avis_a_donner(self, trio):
        with pytest.raises(Refus, match="pas d’avis à donner"):
            say(trio, "participante")


@pytest.mark.django_db
class TestDemeures:
    def test_le_delai_bloque_la_penalite_puis_la_suite_la_libere(self, trio):
        row = make_demeure(trio.lot, le=localdate() - timedelta(days=3))
        with pytest.raises(Refus, match="laisse à l’entreprise jusqu’au"):
            propose(trio)
        assert not Penalite.objects.exists()
        actions.close_demeure(by=trio.pilote, demeure=row, suite="Rien n’a été fait.", today=localdate())
        assert propose(trio).statut == StatutPenalite.PROPOSEE
        with pytest.raises(ClauseRefusee, match="déjà notée"):
            actions.close_demeure(by=trio.pilote, demeure=row, suite="Encore.", today=localdate())

    def test_un_delai_passe_sans_suite_est_a_faire(self, trio):
        make_demeure(trio.lot)
        assert [f.titre for f in list_a_faire(trio.pilote, localdate())] == ["Le délai d’une mise en demeure est passé"]
        assert list_a_faire(trio.participante, localdate()) == []

    def test_seule_la_pilote_en_note(self, trio):
        row = make_demeure(trio.lot)
        for who in ("participante", "observatrice", "etrangere"):
            with pytest.raises(DroitRefuse):
                actions.close_demeure(by=getattr(trio, who), demeure=row, suite="x", today=localdate())


@pytest.mark.django_db
class TestPages:
    def enter(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client

    def test_noter_une_mise_en_demeure_puis_sa_suite(self, client, trio):
        self.enter(client, trio, "pilote")
        address = f"/lots/{trio.lot.uuid}/mises-en-demeure/nouvelle/"
        said = {"le": "2026-05-04", "terme": "2026-05-19", "objet": "Embaucher deux personnes."}
        missing = fill(client, address, **said)
        assert "Joignez le courrier" in missing.content.decode()
        assert "Embaucher deux personnes." in missing.content.decode()
        fill(client, address, **said, fichier=SimpleUploadedFile("courrier.pdf", PDF, "application/pdf"))
        row = MiseEnDemeure.objects.get()
        assert (row.terme, row.piece.nom) == (date(2026, 5, 19), "courrier.pdf")
        assert "Noter la suite" in client.get(f"/lots/{trio.lot.uuid}/").content.decode()
        assert "Du 04/05/2026" in client.get(f"/lots/{trio.lot.uuid}/penalite/").content.decode()
        fill(client, f"/clause/mises-en-demeure/{row.uuid}/suite/", suite="Une embauche sur deux.")
        assert "Une embauche sur deux." in client.get(f"/lots/{trio.lot.uuid}/").content.decode()

    def test_l_avis_par_la_page_se_lit_ou_la_decision_se_note(self, client, trio):
        propose(trio)
        self.enter(client, trio, "participante")
        assert "Donner votre avis" in client.get(f"/lots/{trio.lot.uuid}/").content.decode()
        fill(client, f"/lots/{trio.lot.uuid}/penalite/avis/", texte="Aucun candidat n’a été adressé.")
        assert "Votre avis du" in client.get(f"/lots/{trio.lot.uuid}/penalite/avis/").content.decode()
        self.enter(client, trio, "pilote")
        set_etat(trio.lot, "a_solder")
        told = client.get(f"/lots/{trio.lot.uuid}/penalite/decision/").content.decode()
        assert "Aucun candidat n’a été adressé." in told

    @pytest.mark.parametrize("who", ["pilote", "observatrice", "etrangere"])
    def test_la_page_d_avis_est_celle_d_une_participante(self, client, trio, who):
        propose(trio)
        assert self.enter(client, trio, who).get(f"/lots/{trio.lot.uuid}/penalite/avis/").status_code == 404

    def test_la_page_du_lot_pose_le_meme_nombre_de_requetes_a_2_et_20_mises_en_demeure(self, client, trio):
        counts = []
        for combien in (2, 20):
            for rang in range(combien):
                make_demeure(trio.lot, le=date(2026, 1, 1) + timedelta(days=combien * 10 + rang))
            counts.append(len(count_queries(self.enter(client, trio, "pilote"), f"/lots/{trio.lot.uuid}/")))
        assert counts[0] == counts[1]


@pytest.mark.postgres
@pytest.mark.django_db
def test_qui_lit_les_mises_en_demeure_et_les_avis(trio):
    make_demeure(trio.lot)
    propose(trio)
    say(trio, "participante")
    for model, wanted in ((MiseEnDemeure, [1, 1, 0, 0]), (AvisPenalite, [1, 1, 0, 0])):
        read = []
        for who in ("pilote", "participante", "observatrice", "etrangere"):
            with open_contexte(getattr(trio, who)):
                read.append(model.objects.count())
        assert read == wanted, model
    assert EtatLot.EN_EXECUTION in PENALISABLES
