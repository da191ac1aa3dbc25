"""A commission is planned, sits with its quorum, decides, and signs its minutes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms

from maillage.parcours.actions.commissions import (
    decide_inscription,
    edit_commission,
    plan_commission,
    put_on_agenda,
    record_presence,
    remove_from_agenda,
    sign_releve,
)
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.referents import assign_referent
from maillage.parcours.commission_entree import ENTREE
from maillage.parcours.models import Inscription, Membre, Parcours, Quotite
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import EtatCommission, MotifNonEntree, Resultat, TypeCommission
from maillage.parcours.ordre_du_jour import OBJETS, Decision
from maillage.parcours.queries.commissions import list_orientations_a_presenter
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_commissions import MEMBRES, SEANCE, get_orientation, make_commission, make_inscription
from tests.parcours.usine_orientations import make_orientation
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
REFUS: dict[str, Any] = {
    "resultat": Resultat.DEFAVORABLE,
    "motif": MotifNonEntree.PLACES,
    "reorientation": "Mission locale",
}


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


def test_une_decision_favorable_ouvre_le_parcours_au_jour_de_la_commission(dispositif, by):
    referent = make_referent(dispositif)
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    assert not Parcours.objects.exists()
    decided = decide_inscription(
        by=by, inscription=inscription, resultat=Resultat.FAVORABLE, referent=referent.pk, today=SEANCE
    )
    orientation = get_orientation(decided)
    assert (decided.resultat, orientation.etat) == ("favorable", EtatOrientation.AGREEE)
    parcours = Parcours.objects.get(orientation=orientation)
    assert (parcours.referent, parcours.date_entree) == (referent, SEANCE)
    assert parcours.affectations.get().du == SEANCE


def test_le_releve_garde_le_referent_choisi_ce_jour_la(dispositif, by):
    referent, later = make_referent(dispositif), make_referent(dispositif)
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    decided = decide_inscription(
        by=by, inscription=inscription, resultat=Resultat.FAVORABLE, referent=referent.pk, today=SEANCE
    )
    said = ENTREE.conclude(decided)
    assert said == f"Entrée le 20/11/2026, référent : {referent}"
    jour = SEANCE + timedelta(days=2)
    assign_referent(by=by, parcours=Parcours.objects.get(), referent=later, du=jour, motif="", today=jour)
    assert ENTREE.conclude(Inscription.objects.get()) == said


def test_une_commission_examine_aussi_des_parcours(dispositif, by, client):
    """Exits plug themselves in by a declaration; the pages and the actions know nothing else of them."""
    parcours, said = make_parcours(dispositif), []
    sortie = replace(
        ENTREE, code="essai", libelle="Essai", champ="parcours", put=lambda **values: said.append(values["cible"]),
        list_candidats=lambda acteur, commission: Parcours.objects.select_related("personne", "referent"),
        describe=lambda inscription: [("Référent", str(parcours.referent))],
        conclude=lambda inscription: "Sortie le jour même",
        decide=lambda **values: Decision(Resultat.FAVORABLE),
        make_form=lambda inscription, data, acteur, on: forms.Form(data), present=lambda row: "à examiner",
        types=frozenset({TypeCommission.SORTIE}), list_obstacles=lambda rows, on: {},
    )  # fmt: skip
    OBJETS["essai"] = sortie
    try:
        commission = make_commission(dispositif, tenue=True, type=TypeCommission.SORTIE)
        client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
        adresse = f"/commissions/{commission.uuid}/inscrire/essai/"
        assert str(parcours.personne) in client.get(adresse).content.decode()
        client.post(adresse, {"dossiers": [parcours.pk]})
        inscription = Inscription.objects.get()
        assert post(client, f"/commissions/dossiers/{inscription.uuid}/").status_code == 302
        assert "Sortie le jour même" in client.get(f"/commissions/{commission.uuid}/").content.decode()
        assert said == [parcours]
    finally:
        del OBJETS["essai"]


def test_sans_quorum_rien_ne_se_decide_et_on_lit_pourquoi(dispositif, by):
    inscription = make_inscription(make_commission(dispositif, tenue=True, presents=1))
    with pytest.raises(ParcoursRefuse, match="1 membre est présent, il en faut 2"):
        decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS)
    everybody = list(Membre.objects.values_list("pk", flat=True))
    record_presence(by=by, commission=inscription.commission, presents=everybody, today=SEANCE)
    assert decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS).motif == "places"


def test_une_fois_une_decision_prise_le_quorum_ne_se_perd_plus(dispositif, by):
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS)
    with pytest.raises(ParcoursRefuse, match="déjà enregistrées"):
        record_presence(by=by, commission=inscription.commission, presents=[], today=SEANCE)


def test_un_dossier_decide_ne_l_est_pas_deux_fois_et_ne_quitte_plus_l_ordre_du_jour(dispositif, by):
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS)
    with pytest.raises(ParcoursRefuse, match="déjà décidé"):
        decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS)
    with pytest.raises(ParcoursRefuse, match="reste au relevé"):
        remove_from_agenda(by=by, inscription=inscription)


def test_un_ajournement_se_represente_a_une_autre_commission_pas_a_la_meme(dispositif, by):
    first = make_commission(dispositif, tenue=True)
    inscription = make_inscription(first)
    decide_inscription(
        by=by, inscription=inscription, today=SEANCE, resultat=Resultat.AJOURNE, motif=MotifNonEntree.SANTE
    )
    later = make_commission(dispositif, le=SEANCE + timedelta(days=14))
    assert not list_orientations_a_presenter(by, first).exists()
    assert list_orientations_a_presenter(by, later).get() == inscription.orientation
    again = make_inscription(later, orientation=get_orientation(inscription))
    assert get_orientation(again).etat == EtatOrientation.PRESENTEE


def test_un_dossier_n_est_que_devant_une_commission_a_la_fois(dispositif, by):
    first, second = make_commission(dispositif), make_commission(dispositif)
    inscription = make_inscription(first)
    again = make_inscription(first, orientation=get_orientation(inscription))
    assert again.pk == inscription.pk
    with pytest.raises(ParcoursRefuse, match="une autre commission"):
        make_inscription(second, orientation=get_orientation(inscription))
    remove_from_agenda(by=by, inscription=inscription)
    assert make_inscription(second, orientation=get_orientation(inscription)).commission == second


def test_une_orientation_pas_encore_accueillie_ne_se_presente_pas(dispositif):
    orientation = make_orientation(dispositif, etat=EtatOrientation.RECEVABLE)
    with pytest.raises(ParcoursRefuse, match="pas à présenter"):
        make_inscription(make_commission(dispositif), orientation=orientation)


def test_au_dessus_de_la_capacite_l_entree_demande_un_motif_et_le_garde(dispositif, by):
    referent = make_referent(dispositif, etp="0.01")
    make_parcours(dispositif, referent=referent)
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    values: dict[str, Any] = {"resultat": Resultat.FAVORABLE, "referent": referent.pk, "today": SEANCE}
    with pytest.raises(ParcoursRefuse, match="1 personne, pour 1 au plus") as refused:
        decide_inscription(by=by, inscription=inscription, **values)
    assert refused.value.champ == "depassement"
    assert Parcours.objects.count() == 1
    decide_inscription(by=by, inscription=inscription, depassement="Suit déjà sa famille", **values)
    assert Parcours.objects.latest("pk").affectations.get().depassement == "Suit déjà sa famille"


def test_le_releve_se_signe_quand_tout_est_decide_et_ne_change_plus(dispositif, by):
    commission = make_commission(dispositif, tenue=True)
    with pytest.raises(ParcoursRefuse, match="vide"):
        sign_releve(by=by, commission=commission, today=SEANCE)
    inscription, other = make_inscription(commission), make_inscription(commission)
    decide_inscription(by=by, inscription=inscription, today=SEANCE, **REFUS)
    with pytest.raises(ParcoursRefuse, match="1 dossier attend sa décision"):
        sign_releve(by=by, commission=commission, today=SEANCE)
    remove_from_agenda(by=by, inscription=other)
    signed = sign_releve(by=by, commission=commission, today=SEANCE)
    assert (signed.etat, signed.signee_le, signed.signee_par) == (EtatCommission.CLOSE, SEANCE, by.compte)
    assert sign_releve(by=by, commission=commission, today=SEANCE + timedelta(days=1)).signee_le == SEANCE
    for refused in (
        lambda: record_presence(by=by, commission=commission, presents=[], today=SEANCE),
        lambda: put_on_agenda(by=by, commission=commission, objet=ENTREE, cible=get_orientation(other), today=SEANCE),
        lambda: edit_commission(
            by=by, commission=commission, type=TypeCommission.ENTREE, le=SEANCE, quorum=0, membres=MEMBRES
        ),
    ):
        with pytest.raises(ParcoursRefuse):
            refused()


def test_une_commission_se_modifie_avant_de_sieger(dispositif, by):
    commission = make_commission(dispositif)
    edit_commission(
        by=by, commission=commission, type=TypeCommission.ENTREE, le=date(2026, 12, 1), quorum=1, membres=MEMBRES[:1]
    )
    assert commission.membres.get().nom == "Anne Exemple"
    with pytest.raises(ParcoursRefuse, match="jamais atteint"):
        plan_commission(by=by, dispositif=dispositif, type=TypeCommission.ENTREE, le=SEANCE, quorum=4, membres=MEMBRES)


def test_un_referent_ne_tient_pas_de_commission_ni_une_coordinatrice_celle_d_ailleurs(dispositif):
    for acteur in (make_acteur(Role.REFERENT, dispositif), make_coordinateur(make_dispositif())):
        with pytest.raises(DroitRefuse):
            plan_commission(
                by=acteur, dispositif=dispositif, type=TypeCommission.ENTREE, le=SEANCE, quorum=0, membres=MEMBRES
            )


def test_un_referent_sans_temps_de_travail_ce_jour_n_a_pas_de_place(dispositif, by):
    referent = make_referent(dispositif)
    Quotite.objects.filter(referent=referent).update(du=SEANCE + timedelta(days=30))
    inscription = make_inscription(make_commission(dispositif, tenue=True))
    with pytest.raises(ParcoursRefuse, match="pour 0 au plus"):
        decide_inscription(
            by=by, inscription=inscription, resultat=Resultat.FAVORABLE, referent=referent.pk, today=SEANCE
        )
