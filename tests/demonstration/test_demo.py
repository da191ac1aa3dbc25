"""The demonstration: every role has someone, the same seed makes the same fiction, real accounts are left alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.actions import BaseReelle, make_demonstration
from maillage.demonstration.dispositifs import FICHES
from maillage.demonstration.personnages import EPCIS, PERSONNAGES
from maillage.reseau import queries, rules
from maillage.reseau.models import Contact, Dispositif, Effectif, GestionFse, Jalon, Logiciel, Organisation
from maillage.reseau.nomenclatures import Employeur, Etat, NatureJalon, TypeDispositif
from maillage.socle.roles import FONCTIONS, Portee, Role
from maillage.territoire.models import Commune
from tests.usine import make_acteur, make_compte

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)
LIGNES: tuple[Any, ...] = (Contact, Jalon, Effectif, Logiciel, GestionFse)


def photo() -> list[tuple[object, ...]]:
    return [
        *Compte.objects.order_by("email").values_list("uuid", "email", "prenom", "nom", "is_demonstration"),
        *Habilitation.objects.order_by("uuid").values_list("uuid", "role", "du", "revue_le", "dispositif__slug"),
        *Dispositif.objects.order_by("slug").values_list("uuid", "slug", "nom", "is_fictif"),
        *(row for model in LIGNES for row in model.objects.order_by("uuid").values_list()),
    ]


def test_chaque_role_a_quelqu_un():
    make_demonstration(today=JOUR)
    assert set(Habilitation.objects.actives(on=JOUR).values_list("role", flat=True)) == set(Role)


def test_un_role_du_reseau_ne_tient_a_aucun_dispositif():
    """As an invitation would make it; otherwise nobody would review it (R-13)."""
    for personnage in PERSONNAGES:
        for fonction in personnage.fonctions:
            assert bool(fonction.dispositif) == (FONCTIONS[fonction.role].portee is Portee.DISPOSITIF), personnage


def test_la_meme_graine_refait_la_meme_fiction_sans_rien_doubler():
    make_demonstration(today=JOUR)
    first = photo()
    make_demonstration(today=JOUR)
    assert photo() == first


def test_tout_dit_qu_il_est_fictif():
    make_demonstration(today=JOUR)
    assert not Dispositif.objects.filter(is_fictif=False).exists()
    assert not Organisation.objects.filter(is_fictive=False).exists()
    assert not Compte.objects.filter(is_demonstration=False).exists()
    assert all("fictive" in commune.nom for commune in Commune.objects.filter(code__startswith="F"))


def test_une_base_qui_a_des_comptes_reels_est_laissee_telle_quelle():
    make_compte()
    with pytest.raises(BaseReelle, match="comptes réels"):
        make_demonstration(today=JOUR)
    assert not Dispositif.objects.exists()


def test_une_referente_travaille_pour_deux_plie_et_reste_employee_du_ccas():
    make_demonstration(today=JOUR)
    habilitations = Habilitation.objects.filter(compte__email="claire.morel@demonstration.invalid")
    assert habilitations.values("dispositif").distinct().count() == 2
    assert {h.employeur.nom for h in habilitations if h.employeur} == {"CCAS de Valombre-la-Ville (fictif)"}


def test_les_adresses_des_personnages_sont_uniques_et_ne_menent_nulle_part():
    emails = [personnage.email for personnage in PERSONNAGES]
    assert len(set(emails)) == len(emails)
    assert all(email.isascii() and email.endswith(".invalid") for email in emails)


def test_les_codes_fictifs_ne_sont_a_personne():
    codes = [code for epci in EPCIS for code, *_ in epci.communes] + [epci.siren for epci in EPCIS]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("F") for code in codes)


class TestFiches:
    """What the fictitious fiches say would be accepted from a person."""

    def test_la_fiche_d_un_dispositif_montre_qui_y_travaille_et_avec_quoi(self):
        make_demonstration(today=JOUR)
        acteur = make_acteur(habilitation=Habilitation.objects.get(compte__prenom="Nadia"))
        valombre = Dispositif.objects.get(slug="fictif-plie-valombre")
        assert len(queries.list_contacts(acteur, valombre, on=JOUR)) == 6
        moyens = queries.get_moyens(acteur, valombre, on=JOUR)
        assert {nom: (compte.personnes, compte.etp) for nom, compte in moyens.totaux.items()} == {
            "internes": (7, Decimal("6.1")), "externes": (6, Decimal("4.25"))
        }  # fmt: skip
        assert [logiciel.nom for logiciel in moyens.logiciels] == ["Maillage", "Grand Livre (logiciel fictif)"]
        assert moyens.gestion_fse is not None
        assert "fictif" in moyens.gestion_fse.organisme
        assert [jalon.nature for jalon in queries.list_jalons(valombre)] == [NatureJalon.NOM, NatureJalon.CREATION]

    def test_la_refaire_plus_tard_laisse_ce_que_les_gens_en_ont_fait(self):
        make_demonstration(today=JOUR)
        Contact.objects.filter(nom="Bruno Kessler").delete()
        Logiciel.objects.filter(nom="Maillage").update(nom="Autre chose")
        before = photo()
        make_demonstration(today=date(2028, 2, 1))
        assert photo() == before

    def test_les_personnes_disent_qu_elles_sont_fictives_et_ne_se_joignent_pas(self):
        for fiche in FICHES.values():
            assert fiche.telephone.startswith("01 99 00 ")
            assert "fictif" in fiche.presentation.lower() or "fictive" in fiche.presentation.lower()
            assert "fictive" in fiche.adresse
            for contact in fiche.contacts:
                assert contact.precision.endswith(("fictive)", "fictif)")), contact.nom
                assert contact.telephone.startswith("01 99 00 "), contact.nom
                assert rules.check_telephone(contact.telephone) is None

    @pytest.mark.parametrize("cle", FICHES)
    def test_les_regles_accepteraient_tout(self, cle):
        fiche = FICHES[cle]
        etat, ferme_le, ouvert_le = Etat.OUVERT, None, None
        for jalon in fiche.jalons:
            assert rules.check_nature(jalon.nature, etat=etat, ouvert_le=ouvert_le) is None
            assert rules.check_date(
                jalon.nature, le=jalon.le, ouvert_le=ouvert_le, ferme_le=ferme_le, today=JOUR
            ) is None  # fmt: skip
            if jalon.nature is NatureJalon.CREATION:
                ouvert_le = jalon.le
            elif jalon.nature is NatureJalon.FERMETURE:
                etat, ferme_le = Etat.FERME, jalon.le
            elif jalon.nature is NatureJalon.REOUVERTURE:
                etat, ferme_le = Etat.OUVERT, None
        assert (etat, ouvert_le) == (Etat.OUVERT, fiche.ouvert_le)
        for e in fiche.effectifs:
            assert rules.check_effectif(personnes=e.personnes, etp=Decimal(e.etp)) is None
        for employeur in Employeur:
            fonctions = [e.fonction for e in fiche.effectifs if e.employeur is employeur and e.au is None]
            assert len(set(fonctions)) == len(fonctions)
            assert all(rules.check_detail(fonction, fonctions) is None for fonction in fonctions)
        for gestion in fiche.gestions:
            assert rules.check_mode_fse(gestion.mode, organisme=gestion.organisme) is None
        make_demonstration(today=JOUR)
        dispositif = Dispositif.objects.get(slug=f"fictif-{cle}")
        assert (dispositif.etat, dispositif.ouvert_le) == (Etat.OUVERT, fiche.ouvert_le)
        assert not fiche.gestions or rules.has_fse(TypeDispositif(dispositif.type))
