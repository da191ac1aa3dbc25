"""The demonstration: every role has someone, the same seed makes the same fiction, real accounts are left alone."""

from datetime import date

import pytest

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.actions import BaseReelle, make_demonstration
from maillage.demonstration.personnages import EPCIS, PERSONNAGES
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.roles import FONCTIONS, Portee, Role
from maillage.territoire.models import Commune
from tests.usine import make_compte

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def photo() -> list[tuple[object, ...]]:
    return [
        *Compte.objects.order_by("email").values_list("uuid", "email", "prenom", "nom", "is_demonstration"),
        *Habilitation.objects.order_by("uuid").values_list("uuid", "role", "du", "revue_le", "dispositif__slug"),
        *Dispositif.objects.order_by("slug").values_list("uuid", "slug", "nom", "is_fictif"),
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
