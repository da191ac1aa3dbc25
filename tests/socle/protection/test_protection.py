"""Register, archive, purge and replay: all read from the classification and the retention table."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.purges import EFFACE, list_comptes_dus
from maillage.socle.acteur import Acteur
from maillage.socle.classement import Champ, get_donnees
from maillage.socle.conservation import COMPTE_SUPPRIME, MINUTERIES
from maillage.socle.journal import actions as journal
from maillage.socle.journal.models import Acces
from maillage.socle.journal.scellement import seal
from maillage.socle.protection import archive, purge, registre, tombes
from maillage.socle.protection.models import Lot, PierreTombale
from maillage.socle.roles import Role
from tests.socle.journal.conftest import write_lignes
from tests.usine import make_compte, make_dispositif, make_habilitation

ON = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ancres(settings, tmp_path):
    settings.JOURNAL_ANCRES = tmp_path / "journal"
    return settings.JOURNAL_ANCRES


def make_ancien(**fields) -> Compte:
    """An account last seen before the end of its timer."""
    compte = make_compte(**fields)
    Compte.objects.filter(pk=compte.pk).update(
        last_login=datetime(2025, 6, 1, tzinfo=UTC), cree_le=datetime(2024, 1, 1, tzinfo=UTC)
    )
    return compte


class TestConservation:
    def test_r06_every_retention_rule_named_by_a_field_is_in_the_table(self):
        for model in apps.get_models(include_auto_created=True):
            for nom, champ in get_donnees(model).items():
                if isinstance(champ, Champ):
                    assert champ.conservation in MINUTERIES, f"{model._meta.label}.{nom}"
                    assert 0 <= champ.sensibilite <= 3
                    assert champ.finalite

    def test_la_table_a_ses_dix_sept_minuteries_chacune_avec_son_fondement(self):
        assert list(MINUTERIES) == [f"T{rang}" for rang in range(1, 18)]
        assert all(m.fondement and m.fin for m in MINUTERIES.values())
        assert "60 mois (à confirmer)" in MINUTERIES["T4"].describe(on=ON)

    def test_a_duration_that_changes_keeps_its_past(self):
        from maillage.socle.parametres import Parametre, Valeur

        duree = Parametre("x", "x", "mois", (Valeur(date(2014, 1, 1), 6, "a"), Valeur(date(2027, 1, 1), 12, "b")))
        assert [duree.get(on=d).valeur for d in (date(2000, 1, 1), date(2026, 12, 31), date(2027, 1, 1))] == [6, 6, 12]


@pytest.mark.django_db
class TestRegistre:
    def test_r06_the_register_holds_every_field_about_somebody(self):
        held = {(t.finalite, nom) for t in registre.list_traitements() for nom in t.champs}
        for modele, _, champ in registre.list_champs():
            assert (champ.finalite, modele) in held

    def test_le_dpd_le_lit_et_le_telecharge(self, client):
        client.force_login(make_habilitation(Role.DPD, make_dispositif()).compte)
        page = client.get("/protection/registre/").content.decode()
        assert "Identifier les professionnels" in page
        assert "Journal des accès" in page
        for traitement in registre.list_traitements():
            assert f'<a href="#{traitement.ancre}">' in page
            assert page.count(f'id="{traitement.ancre}"') == 1
        lines = client.get("/protection/registre.csv").content.decode("utf-8-sig").splitlines()
        assert lines[0] == "finalité;base légale;données;sensibilité;durées;tables et champs"
        assert len(lines) == len(registre.list_traitements()) + 1


@pytest.mark.django_db
class TestArchive:
    def test_r45_l_archive_contient_tout_ce_qui_porte_la_personne_et_rien_des_autres(self, client):
        moi = make_habilitation(Role.REFERENT, make_dispositif(), compte=make_compte(prenom="Inès", nom="Valmont"))
        make_habilitation(Role.REFERENT, moi.dispositif, compte=make_compte(prenom="Paul", nom="Autre"))
        journal.record_acces(by=Acteur(compte=moi.compte_id, dispositif=moi.dispositif_id), type="journal.lecture")
        client.force_login(moi.compte)
        response = client.get("/protection/mes-donnees.json")
        found = json.loads(response.content)["tables"]
        assert {"comptes.compte", "comptes.habilitation", "journal.acces"} <= set(found)
        assert found["comptes.compte"]["lignes"][0]["nom"] == "Valmont"
        assert "Autre" not in response.content.decode()
        assert all(table["durees"] and table["categories"] for table in found.values())

    def test_r45_elle_se_lit_aussi_sur_une_page(self, client):
        client.force_login(make_compte(prenom="Inès", nom="Valmont"))
        page = client.get("/protection/mes-donnees/").content.decode()
        assert "Valmont" in page
        assert "13 mois" in page

    def test_what_proves_an_identity_is_never_handed_over(self, client):
        compte = make_compte()
        client.force_login(compte)
        content = client.get("/protection/mes-donnees.json").content.decode()
        assert compte.password not in content
        assert client.session.session_key not in content

    def test_every_table_that_points_to_an_account_is_read(self):
        """A new table with a foreign key to an account enters the archive by itself."""
        pointing = {
            m._meta.label for m in apps.get_models() for f in m._meta.concrete_fields
            if isinstance(f, models.ForeignKey) and f.related_model is Compte
        }  # fmt: skip
        read = {m._meta.label for m in apps.get_models() if archive._link(m)}
        assert pointing | {"journal.Acces", "journal.Evenement", "journal.Alerte"} <= read


def purge_comptes(*, on: date) -> list[purge.Compte]:
    """What the daily pass did of the accounts; the other rules have their own tests."""
    return [compte for compte in purge.purge(on=on) if compte.regle == "T11"]


@pytest.mark.django_db
class TestPurge:
    def test_t11_seul_un_compte_oublie_et_sans_habilitation_est_du(self):
        oublie, habilite, recent = make_ancien(), make_ancien(), make_compte()
        make_habilitation(Role.REFERENT, make_dispositif(), compte=habilite)
        ancienne = make_habilitation(Role.REFERENT, make_dispositif(), compte=oublie)
        Habilitation.objects.filter(pk=ancienne.pk).update(au=date(2026, 2, 1))
        assert list(list_comptes_dus(ON)) == [oublie]
        assert recent not in list_comptes_dus(ON)
        assert COMPTE_SUPPRIME.get(on=ON).valeur == 13

    def test_r21_le_premier_effacement_attend_deux_personnes_differentes_puis_la_regle_va_seule(self):
        compte = make_ancien(prenom="Jean", nom="Parti")
        assert purge_comptes(on=ON) == [purge.Compte("T11", 0, 1)]
        lot = Lot.objects.get(regle="T11")
        dpd, directeur = (Acteur(compte=pk, role=role) for pk, role in ((901, Role.DPD), (902, Role.DIRECTEUR)))
        purge.validate_lot(by=dpd, lot=lot, now=NOW)
        with pytest.raises(purge.ValidationRefusee):
            purge.validate_lot(by=dpd, lot=lot, now=NOW)
        assert purge_comptes(on=ON)[0].effaces == 0
        purge.validate_lot(by=directeur, lot=lot, now=NOW)
        assert purge_comptes(on=ON) == [purge.Compte("T11", 1, 0)]
        compte.refresh_from_db()
        assert (compte.prenom, compte.is_active, compte.has_usable_password()) == ("", False, False)
        assert compte.email.endswith(EFFACE)
        assert "Parti" not in compte.get_full_name()
        make_ancien()
        assert purge_comptes(on=ON) == [purge.Compte("T11", 1, 0)]
        assert purge_comptes(on=ON) == [purge.Compte("T11", 0, 0)]

    def test_r21_la_preuve_ne_dit_pas_qui_et_reste_apres_une_restauration(self):
        compte = make_ancien(nom="Parti")
        _ouvrir()
        with transaction.atomic():  # the backup is of before the erasure
            purge.purge(on=ON)
            stone = PierreTombale.objects.get()
            transaction.set_rollback(True)
        compte.refresh_from_db()
        assert compte.nom == "Parti"
        assert str(compte.uuid) not in stone.empreinte
        assert set(tombes.read_registre()) == {stone.empreinte}
        assert purge.replay(on=ON) == 1
        compte.refresh_from_db()
        assert "Parti" not in compte.nom
        assert PierreTombale.objects.get().regle == "T11"
        assert purge.replay(on=ON) == 0

    def test_a_forged_line_of_the_ledger_erases_nobody(self, ancres):
        compte = make_compte()
        tombes.bury(compte, regle="T11", on=ON)
        ledger = ancres / "effacements.jsonl"
        ledger.write_text(ledger.read_text().replace("T11", "T99"))
        assert purge.replay(on=ON) == 0

    def test_t10_le_journal_des_acces_part_apres_douze_mois_sans_validation(self):
        for le in (datetime(2025, 10, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)):
            write_lignes(Acces, 12, 2, le=le)
            seal(now=le)
        assert purge.purge_journal(on=ON) == 1
        assert Acces.objects.count() == 2

    def test_la_page_donne_une_validation_et_la_retient(self, client):
        make_ancien()
        purge.purge(on=ON)
        lot = Lot.objects.get()
        client.force_login(make_habilitation(Role.DPD, make_dispositif()).compte)
        page = client.get("/protection/effacements/").content.decode()
        assert "Comptes inactifs" in page
        jeton = page.split('name="jeton" value="')[1].split('"')[0]
        client.post(f"/protection/effacements/{lot.uuid}/valider/", {"jeton": jeton})
        lot.refresh_from_db()
        assert lot.premier is not None
        assert "deuxième personne" in client.get("/protection/effacements/").content.decode()

    def test_the_same_person_twice_is_refused_by_the_database_too(self):

        with pytest.raises(IntegrityError), transaction.atomic():
            Lot.objects.create(regle="T12", effectif=1, cree_le=NOW, premier=1, second=1)


def _ouvrir() -> None:
    Lot.objects.create(regle="T11", effectif=1, cree_le=NOW, premier=1, premier_le=NOW, second=2, second_le=NOW)


@pytest.mark.django_db
def test_maillage_purger_dit_ce_qu_il_a_fait(capsys):
    from maillage.cli import main

    make_ancien()
    assert main(["purger", "--rejouer"]) == 0
    said = capsys.readouterr().out
    assert "T11 : 0 effacés, 1 en attente de deux validations." in said
