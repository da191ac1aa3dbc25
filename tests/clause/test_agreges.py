"""R12: what structures outside Maillage declare of a lot is added to the hours, never to the people, and can be taken back."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.clause.actions import agreges as actions
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import LigneAgregee, ReleveAgrege
from maillage.clause.nomenclatures.heures import SourceLigne
from maillage.clause.queries.deroulement import read_execution, sum_heures
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.queries.suivi import read_suivi
from maillage.clause.rules.agreges import LigneLue
from maillage.clause.tableurs.agreges import ReleveIllisible, read_lignes, write_modele
from maillage.comptes.models import Compte
from maillage.socle.contexte import open_contexte
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import MOIS, make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_partage import make_trio
from tests.parcours.suivi.pages import count_queries
from tests.socle.pieces.fichiers import PDF

pytestmark = pytest.mark.django_db
CSV = "Mois;Territoire;Heures;Contrats;Participants\r\n2026-04;Vallée;412,50;5;4\r\n2026-05;Vallée;90;2;2\r\n"


@pytest.fixture
def trio():
    return make_trio()


def line(mois=MOIS, heures=100, territoire=""):
    return LigneLue(mois, territoire, Decimal(heures), 3, 2)


def record(trio, *lignes, who="pilote", empreinte="a" * 64, structure="Service d’à côté", **values):
    by = getattr(trio, who)
    defaults: dict[str, Any] = {
        "siren": "", "certifie_par": "Responsable", "certifie_le": localdate(), "fichier": "avril.csv",
        "today": localdate(),
    }  # fmt: skip
    return actions.record_agrege(
        by=by, lot=trio.lot, structure=structure, empreinte=empreinte, lignes=lignes, **defaults | values
    )


@pytest.fixture
def attestation():
    """As the pages receive it: on the disk."""
    recu = TemporaryUploadedFile("attestation.pdf", "application/pdf", len(PDF), None)
    recu.write(PDF)
    recu.flush()
    yield recu
    recu.close()


def work(trio, heures):
    structure = trio.get(trio.pilote)
    emploi = make_emploi(make_personne(structure), employeur=make_entreprise(structure))
    emploi.lots.create(dispositif=structure, lot=trio.lot, entreprise=emploi.employeur, coefficient=Decimal(1))
    return make_ligne(emploi, trio.lot, heures, statut="validee")


class TestCompte:
    def test_ses_heures_s_ajoutent_et_ses_personnes_ne_se_comptent_pas(self, trio):
        work(trio, 300)
        make_agrege(trio.lot, heures=100, participants=4)
        found = read_realise(trio.pilote, trio.lot, on=localdate())
        assert (found.validees, found.heures_externes, found.couverture) == (400, 100, Decimal("0.75"))
        assert (found.personnes.reseau, found.contrats.reseau) == (1, 1)
        assert (found.equipees, found.non_equipees) == (1, 1)
        assert [(f.nom, f.heures, f.participants) for f in found.externes] == [("Service d’à côté", 100, 4)]
        assert found.autres == (0, 0)
        suivi = read_suivi(trio.lot, on=localdate())
        assert (suivi.reelles, suivi.valorisees, suivi.externes, suivi.personnes) == (400, 400, 100, 1)
        assert [(part.libelle, part.validees) for part in suivi.mois] == [(MOIS, 400)]
        assert sum_heures([trio.lot.pk])[trio.lot.pk].total == read_execution(trio.lot, on=localdate()).realisees == 400

    def test_la_participante_les_lit_avec_celles_des_autres_et_sa_page_ne_lit_que_les_siennes(self, trio):
        make_agrege(trio.lot, heures=100)
        found = read_realise(trio.participante, trio.lot, on=localdate())
        assert (found.externes, found.autres, found.validees) == ([], (100, 0), 100)
        assert read_suivi(trio.lot, on=localdate(), structure=trio.participante.dispositif).reelles == 0

    def test_l_observatrice_ne_lit_pas_un_releve_de_moins_de_cinq_participants(self, trio):
        make_agrege(trio.lot, heures=100, participants=4)
        make_agrege(trio.lot, heures=200, participants=9, structure="Grand service")
        found = read_realise(trio.observatrice, trio.lot, on=localdate())
        assert {f.nom: f.is_masquee for f in found.externes} == {"Service d’à côté": True, "Grand service": True}

    def test_deux_mois_d_une_structure_ne_s_additionnent_pas_en_personnes(self, trio):
        make_agrege(trio.lot, heures=100, participants=4)
        make_agrege(trio.lot, heures=50, participants=3, mois=date(2026, 5, 1))
        [found] = read_realise(trio.pilote, trio.lot, on=localdate()).externes
        assert (found.heures, found.participants) == (150, 4)


class TestDepot:
    def test_le_meme_fichier_depose_deux_fois_est_un_seul_releve(self, trio, attestation):
        row, is_new = record(trio, line(), attestation=attestation)
        assert is_new
        assert row.source == SourceLigne.AGREGE_EXTERNE
        again, is_new = record(trio, line(), attestation=attestation)
        assert (again.pk, is_new) == (row.pk, False)
        assert LigneAgregee.objects.count() == 1

    def test_un_mois_deja_declare_par_la_structure_est_refuse_puis_passe_une_fois_le_premier_retire(
        self, trio, attestation
    ):
        row, _ = record(trio, line(), attestation=attestation)
        with pytest.raises(ClauseRefusee, match=r"déjà déclaré 04/2026.*avril\.csv"):
            record(trio, line(heures=90), attestation=attestation, empreinte="b" * 64, structure="SERVICE D'A COTE")
        actions.withdraw_agrege(by=trio.pilote, releve=row, motif="Mauvais mois.", today=localdate())
        record(trio, line(heures=90), attestation=attestation, empreinte="b" * 64)
        assert read_realise(trio.pilote, trio.lot, on=localdate()).validees == 90

    def test_un_retrait_ne_laisse_rien_compter_et_le_fichier_peut_revenir(self, trio, attestation):
        row, _ = record(trio, line(), attestation=attestation)
        actions.withdraw_agrege(by=trio.pilote, releve=row, motif="Erreur.", today=localdate())
        assert read_realise(trio.pilote, trio.lot, on=localdate()).validees == 0
        assert sum_heures([trio.lot.pk]) == {}
        with pytest.raises(ClauseRefusee, match="déjà retiré"):
            actions.withdraw_agrege(by=trio.pilote, releve=row, motif="Erreur.", today=localdate())
        assert record(trio, line(), attestation=attestation)[1]
        assert ReleveAgrege.objects.count() == 2

    def test_une_structure_qui_suit_le_lot_ne_se_declare_pas_en_agrege(self, trio, attestation):
        with pytest.raises(ClauseRefusee, match="ligne à ligne"):
            record(trio, line(), attestation=attestation, structure=trio.get(trio.participante).nom)
        assert record(trio, line(), attestation=attestation, structure=trio.get(trio.etrangere).nom)[1]

    @pytest.mark.parametrize(
        ("values", "phrase"),
        [
            ({"certifie_le": localdate() + timedelta(days=1)}, "à venir"),
            ({"attestation": None}, "Joignez l’attestation"),
        ],
    )
    def test_un_releve_sans_signature_n_entre_pas(self, trio, attestation, values, phrase):
        with pytest.raises(ClauseRefusee, match=phrase):
            record(trio, line(), **{"attestation": attestation, **values})
        assert not ReleveAgrege.objects.exists()

    def test_la_base_elle_meme_refuse_un_mois_declare_deux_fois(self, trio, attestation):
        row, _ = record(trio, line(), attestation=attestation)
        with pytest.raises(IntegrityError), transaction.atomic():
            LigneAgregee.objects.create(
                dispositif=row.dispositif, releve=row, lot=row.lot, cle=row.lignes.get().cle, mois=MOIS, heures=1,
                contrats=1, participants=1,
            )  # fmt: skip

    def test_seule_la_pilote_depose_et_retire(self, trio, attestation):
        row, _ = record(trio, line(), attestation=attestation)
        for who in ("participante", "observatrice", "etrangere"):
            with pytest.raises(DroitRefuse):
                actions.withdraw_agrege(by=getattr(trio, who), releve=row, motif="x", today=localdate())
            with pytest.raises(DroitRefuse):
                record(trio, line(), attestation=attestation, who=who, empreinte="c" * 64)


class TestFichiers:
    @pytest.mark.parametrize("format", ["csv", "xlsx"])
    def test_le_modele_revient_comme_il_est_parti(self, format):
        target = io.BytesIO()
        write_modele(target, format)
        rows = read_lignes(target.getvalue())
        assert [str(cell) for cell in rows[0][1]][:3] == ["Mois", "Territoire", "Heures"]
        assert "412,50" in rows[1][1]

    def test_un_classeur_garde_ses_dates_et_ses_nombres(self):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Mois", "Heures", "Contrats", "Participants"])
            sheet.write_datetime(1, 0, date(2026, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
            sheet.write_row(1, 1, [412.5, 5, 4])
        [_, (numero, cells)] = read_lignes(target.getvalue())
        assert (numero, f"{cells[0]:%Y-%m}", cells[1]) == (2, "2026-04", 412.5)

    @pytest.mark.parametrize("contenu", [PDF, b"PK\x03\x04abime", b"\x00\x01", b"x" * (1024 * 1024 + 1), b'a;"b\nc'])
    def test_ce_qui_ne_se_lit_pas_le_dit(self, contenu):
        with pytest.raises(ReleveIllisible) as refus:
            read_lignes(contenu)
        assert str(refus.value).endswith(".")


class TestPages:
    def enter(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client

    def deposit(self, client, trio, contenu, nom="avril.csv"):
        address = f"/lots/{trio.lot.uuid}/partage/agreges/deposer/"
        jeton = client.get(address).content.decode().split('name="jeton" value="')[1].split('"')[0]
        return client.post(address, {"jeton": jeton, "fichier": SimpleUploadedFile(nom, contenu.encode())})

    def certify(self, client, trio, page, **values):
        told = page.content.decode()
        hidden = {name: told.split(f'name="{name}" value="')[1].split('"')[0] for name in ("jeton", "lu")}
        said = {
            "structure": "Service d’à côté",
            "siren": "",
            "certifie_par": "Responsable",
            "certifie_le": "2026-06-01",
        }
        piece = {"fichier": SimpleUploadedFile("attestation.pdf", PDF, "application/pdf")}
        address = f"/lots/{trio.lot.uuid}/partage/agreges/deposer/"
        return client.post(address, hidden | said | piece | values)

    def test_du_fichier_a_la_signature_puis_au_retrait(self, client, trio):
        self.enter(client, trio, "pilote")
        page = self.deposit(client, trio, CSV)
        assert "se lit sans erreur" in page.content.decode()
        assert not ReleveAgrege.objects.exists()
        missing = self.certify(client, trio, page, fichier="")
        assert "Joignez l’attestation signée" in missing.content.decode()
        assert "412,50" in missing.content.decode()  # what was read is not lost
        answer = self.certify(client, trio, missing)
        assert answer.url == f"/lots/{trio.lot.uuid}/partage/agreges/"
        row = ReleveAgrege.objects.get()
        assert (row.structure, row.lignes.count(), len(row.empreinte)) == ("Service d’à côté", 2, 64)
        assert "Service d’à côté" in client.get(answer.url).content.decode()
        told = client.get(f"/lots/{trio.lot.uuid}/partage/heures/").content.decode()
        assert "502,50" in told
        assert "Couverture" in told
        self.certify(client, trio, self.deposit(client, trio, CSV))
        assert ReleveAgrege.objects.count() == 1
        address = f"/partages/agreges/{row.uuid}/retirer/"
        jeton = client.get(address).content.decode().split('name="jeton" value="')[1].split('"')[0]
        client.post(address, {"jeton": jeton, "motif": "Déposé deux mois trop tôt."})
        assert "Retiré le" in client.get(f"/lots/{trio.lot.uuid}/partage/agreges/").content.decode()

    def test_toutes_les_erreurs_reviennent_et_rien_n_est_garde(self, client, trio):
        page = self.deposit(self.enter(client, trio, "pilote"), trio, "Mois;Heures;Contrats;Participants\n04;x;0;2\n")
        told = page.content.decode()
        assert "Rien n’est enregistré" in told
        assert told.count("Ligne 2") == 3
        assert not ReleveAgrege.objects.exists()

    @pytest.mark.parametrize("who", ["participante", "observatrice", "etrangere"])
    def test_qui_ne_pilote_pas_n_a_pas_de_page(self, client, trio, who):
        row = make_agrege(trio.lot)
        self.enter(client, trio, who)
        for suite in ("", "deposer/", "modele.csv"):
            assert client.get(f"/lots/{trio.lot.uuid}/partage/agreges/{suite}").status_code == 404
        assert client.get(f"/partages/agreges/{row.uuid}/retirer/").status_code == 404

    def test_la_liste_pose_le_meme_nombre_de_requetes_a_2_et_20_releves(self, client, trio):
        counts = []
        for combien in (2, 18):
            for rang in range(combien):
                make_agrege(trio.lot, structure=f"Service {combien} {rang}")
            self.enter(client, trio, "pilote")
            counts.append(
                [
                    len(count_queries(client, f"/lots/{trio.lot.uuid}/partage/{suite}/"))
                    for suite in ("agreges", "heures")
                ]
            )
        assert counts[0] == counts[1]


@pytest.mark.postgres
def test_les_releves_agreges_se_lisent_par_la_pilote_et_l_observatrice_et_s_ecrivent_par_la_pilote(trio):
    make_agrege(trio.lot)
    for model in (ReleveAgrege, LigneAgregee):
        read = []
        for who in ("pilote", "participante", "observatrice", "etrangere"):
            with open_contexte(getattr(trio, who)):
                read.append((model.objects.count(), model.objects.update(lot=trio.lot)))
        assert read == [(1, 1), (0, 0), (1, 0), (0, 0)]
