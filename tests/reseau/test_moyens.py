"""The team, the software and the FSE of a dispositif: dated, added up once, written by their own team."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.reseau import actions, queries, rules
from maillage.reseau.models import Dispositif, Effectif, GestionFse, Logiciel
from maillage.reseau.nomenclatures import (
    ChampFiche,
    Employeur,
    FonctionEquipe,
    ModeFse,
    NatureJalon,
    TypeDispositif,
    UsageLogiciel,
    Visibilite,
)
from maillage.socle.acteur import ANONYME
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.reseau.test_gestion import connect, sign
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)
DEBUT = date(2026, 1, 1)
EFFECTIF = {"fonction": "reference", "employeur": "externe", "personnes": "6", "etp": "4,5", "du": "2026-01-01"}


@pytest.fixture
def directrice(client):
    return connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif()))


def count(habilitation, fonction=FonctionEquipe.REFERENCE, **values):
    wanted: dict[str, Any] = {
        "employeur": Employeur.INTERNE, "personnes": 3, "etp": Decimal("2.5"), "du": DEBUT, "today": JOUR
    } | values  # fmt: skip
    by = make_acteur(habilitation=habilitation)
    return actions.record_effectif(by=by, dispositif=habilitation.dispositif, fonction=fonction, **wanted)


def declare(habilitation: Any, record: Any, **values):
    wanted: dict[str, Any] = {"du": DEBUT, "today": JOUR} | values
    return record(by=make_acteur(habilitation=habilitation), dispositif=habilitation.dispositif, **wanted)


def find_adresse(habilitation, geste=""):
    return f"/reseau/dispositifs/{habilitation.dispositif.slug}/{geste}"


class TestRegles:
    @pytest.mark.parametrize(("personnes", "etp"), [(0, "0"), (1, "0"), (0, "1"), (2, "2.01")])
    def test_une_personne_fait_au_plus_un_etp_et_jamais_zero(self, personnes, etp):
        assert rules.check_effectif(personnes=personnes, etp=Decimal(etp)) is not None

    @given(st.integers(1, 500), st.decimals("0.01", "1", places=2))
    def test_tout_compte_plausible_est_accepte(self, personnes, part):
        assert rules.check_effectif(personnes=personnes, etp=personnes * part) is None

    def test_l_ensemble_et_le_detail_ne_se_comptent_pas_deux_fois(self):
        ensemble, direction = FonctionEquipe.ENSEMBLE, FonctionEquipe.DIRECTION
        assert rules.check_detail(ensemble, [direction]) is not None
        assert rules.check_detail(direction, [ensemble]) is not None
        assert rules.check_detail(direction, [direction, FonctionEquipe.FSE]) is None

    @given(st.lists(st.tuples(st.sampled_from(Employeur), st.integers(1, 50), st.decimals(0, 50, places=2))))
    def test_les_totaux_ne_perdent_ni_ne_doublent_personne(self, lignes):
        totaux = rules.add_effectifs(lignes)
        assert sum(compte.personnes for compte in totaux.values()) == sum(personnes for _, personnes, _ in lignes)
        assert sum(compte.etp for compte in totaux.values()) == sum(etp for *_, etp in lignes)

    def test_qui_est_son_propre_oi_n_en_nomme_pas_d_autre(self):
        assert rules.check_mode_fse(ModeFse.OI_SIMPLE, organisme="Un autre") is not None
        assert rules.check_mode_fse(ModeFse.OI_PIVOT, organisme="Un autre") is None


class TestEffectif:
    def test_la_direction_compte_depuis_sa_page_et_deux_envois_n_en_font_qu_un(self, client, directrice):
        adresse = find_adresse(directrice, "effectif/")
        assert adresse in client.get(find_adresse(directrice)).content.decode()
        assert client.get(adresse).status_code == 200
        champs = sign(directrice, EFFECTIF)
        assert [client.post(adresse, champs).status_code for _ in range(2)] == [302, 302]
        assert Effectif.objects.get().etp == Decimal("4.5")
        page = client.get(find_adresse(directrice)).content.decode()
        assert "Référence de parcours" in page
        assert "4,50" in page

    def test_compter_de_nouveau_garde_l_ancien_compte_a_sa_date(self, directrice):
        count(directrice)
        count(directrice, personnes=4, etp=Decimal(4), du=JOUR)
        former, current = Effectif.objects.order_by("du")
        assert (former.au, former.personnes) == (JOUR - timedelta(days=1), 3)
        assert (current.au, current.personnes) == (None, 4)
        acteur = make_acteur(habilitation=directrice)
        seen = [queries.get_moyens(acteur, directrice.dispositif, on=on).effectifs[0].personnes for on in (DEBUT, JOUR)]
        assert seen == [3, 4]

    def test_le_meme_jour_on_corrige_et_le_meme_compte_n_ecrit_rien(self, directrice):
        count(directrice)
        count(directrice, personnes=5)
        count(directrice, personnes=5)
        assert Effectif.objects.get().personnes == 5
        assert Evenement.objects.filter(type="reseau.effectif").count() == 2

    def test_une_date_d_avant_le_compte_en_cours_est_refusee(self, directrice):
        count(directrice, du=JOUR)
        with pytest.raises(actions.MoyenRefuse, match="commence le 02/03/2026"):
            count(directrice, personnes=4, du=DEBUT)

    def test_internes_et_externes_ont_chacun_leur_total(self, directrice):
        count(directrice)
        count(directrice, FonctionEquipe.DIRECTION, personnes=1, etp=Decimal(1))
        count(directrice, employeur=Employeur.EXTERNE, personnes=6, etp=Decimal("4.5"))
        moyens = queries.get_moyens(make_acteur(habilitation=directrice), directrice.dispositif, on=JOUR)
        assert moyens.totaux == {
            "internes": rules.Compte(4, Decimal("3.5")), "externes": rules.Compte(6, Decimal("4.5"))
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [("etp", "7"), ("etp", "beaucoup"), ("personnes", "0"), ("fonction", "roi"), ("du", "2999-01-01")],
    )
    def test_une_saisie_refusee_revient_avec_son_texte(self, client, directrice, champ, valeur):
        response = client.post(find_adresse(directrice, "effectif/"), sign(directrice, EFFECTIF | {champ: valeur}))
        assert response.status_code == 200
        assert response.context["form"].errors
        assert 'value="6"' in response.content.decode() or champ == "personnes"
        assert not Effectif.objects.exists()

    def test_la_base_refuse_deux_comptes_en_cours_et_plus_d_etp_que_de_personnes(self, directrice):
        count(directrice)
        common = {"dispositif": directrice.dispositif, "du": DEBUT, "employeur": "interne"}
        for wrong in (
            {"fonction": "reference", "personnes": 1, "etp": 1},
            {"fonction": "fse", "personnes": 1, "etp": 2},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Effectif.objects.create(**common, **wrong)

    def test_terminer_garde_l_histoire(self, client, directrice):
        found = count(directrice)
        adresse = f"/reseau/effectifs/{found.uuid}/terminer/"
        assert client.get(adresse).status_code == 200
        assert client.post(adresse, {"au": "2025-12-31"}).status_code == 200  # before it began
        for _ in range(2):
            assert client.post(adresse, {"au": localdate().isoformat()}).status_code == 302
        found.refresh_from_db()
        assert found.au == localdate()
        assert Evenement.objects.filter(type="reseau.effectif_termine").count() == 1


class TestLogiciels:
    def test_ajouter_puis_terminer_depuis_la_page(self, client, directrice):
        adresse = find_adresse(directrice, "logiciel/")
        assert client.post(
            adresse, sign(directrice, {"usage": "parcours", "nom": "Tableur maison", "du": "2026-01-01"})
        ).status_code == 302  # fmt: skip
        found = Logiciel.objects.get()
        assert "Tableur maison" in client.get(find_adresse(directrice)).content.decode()
        client.post(f"/reseau/logiciels/{found.uuid}/terminer/", {"au": localdate().isoformat()})
        found.refresh_from_db()
        assert found.au == localdate()

    def test_le_meme_nom_pour_le_meme_usage_est_une_ligne(self, directrice):
        for nom in ("Tableur", "TABLEUR"):
            declare(directrice, actions.record_logiciel, usage=UsageLogiciel.FSE, nom=nom)
        assert Logiciel.objects.count() == 1

    def test_les_noms_suggeres_sont_ceux_que_leur_structure_montre(self, directrice):
        autre = make_habilitation(Role.DIRECTEUR, make_dispositif())
        cache: Any = make_habilitation(Role.DIRECTEUR, make_dispositif())
        declare(autre, actions.record_logiciel, usage=UsageLogiciel.FSE, nom="Ouvert")
        declare(cache, actions.record_logiciel, usage=UsageLogiciel.FSE, nom="Gardé")
        actions.record_visibilites(
            by=make_acteur(habilitation=cache), dispositif=cache.dispositif,
            choix={ChampFiche.LOGICIELS: Visibilite.STRUCTURE},
        )  # fmt: skip
        acteur = make_acteur(habilitation=directrice)
        assert queries.list_noms_de_logiciels(acteur, directrice.dispositif) == ["Ouvert"]

    def test_le_journal_garde_l_usage_et_pas_ce_qui_est_tape(self, directrice):
        declare(directrice, actions.record_logiciel, usage=UsageLogiciel.FSE, nom="Ma Marque")
        assert "Marque" not in str(Evenement.objects.get(type="reseau.logiciel").details)


class TestFse:
    def test_un_changement_de_mode_termine_l_ancien_la_veille(self, client, directrice):
        declare(directrice, actions.record_gestion_fse, mode=ModeFse.ETAT, organisme="")
        champs = {"mode": "oi_pivot", "organisme": "OI des Deux Vallées", "du": "2026-03-01"}
        assert client.post(find_adresse(directrice, "fse/"), sign(directrice, champs)).status_code == 302
        former, current = GestionFse.objects.order_by("du")
        assert (former.au, current.au) == (date(2026, 2, 28), None)
        assert "OI des Deux Vallées" in client.get(find_adresse(directrice)).content.decode()

    def test_un_oi_n_a_pas_de_mode_a_declarer(self, client):
        oi = connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.OI)))
        assert client.get(find_adresse(oi, "fse/")).status_code == 404
        with pytest.raises(actions.MoyenRefuse):
            declare(oi, actions.record_gestion_fse, mode=ModeFse.ETAT, organisme="")

    def test_le_nommer_n_ouvre_rien_a_l_oi(self, directrice):
        oi = make_habilitation(Role.GESTIONNAIRE_FSE, make_dispositif("OI pivot", type=TypeDispositif.OI))
        declare(directrice, actions.record_gestion_fse, mode=ModeFse.OI_PIVOT, organisme="OI pivot")
        assert make_acteur(habilitation=oi).dispositifs == frozenset({oi.dispositif_id})


class TestQuiEcrit:
    def test_l_equipe_seule(self, directrice):
        for acteur in (
            make_acteur(Role.ANIMATEUR_RESEAU),
            make_acteur(Role.REFERENT, directrice.dispositif),
            make_acteur(Role.DIRECTEUR, make_dispositif()),
        ):
            with pytest.raises(DroitRefuse):
                actions.record_logiciel(
                    by=acteur, dispositif=directrice.dispositif, usage=UsageLogiciel.FSE, nom="x", du=DEBUT, today=JOUR
                )

    def test_la_ligne_d_un_autre_n_existe_pas(self, client, directrice):
        ailleurs = count(make_habilitation(Role.DIRECTEUR, make_dispositif()))
        adresse = f"/reseau/effectifs/{ailleurs.uuid}/terminer/"
        assert client.post(adresse, {"au": "2026-02-02"}).status_code == 404

    def test_une_fermeture_termine_tout(self, directrice):
        count(directrice)
        declare(directrice, actions.record_logiciel, usage=UsageLogiciel.FSE, nom="x")
        declare(directrice, actions.record_gestion_fse, mode=ModeFse.ETAT, organisme="")
        actions.record_jalon(
            by=make_acteur(habilitation=directrice), dispositif=directrice.dispositif, nature=NatureJalon.FERMETURE,
            le=JOUR, nom="", lie=None, reprise="", today=JOUR,
        )  # fmt: skip
        for model in (Effectif, Logiciel, GestionFse):
            assert model.objects.get().au == JOUR


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("model", "champ"),
    [(Effectif, ChampFiche.EFFECTIFS), (Logiciel, ChampFiche.LOGICIELS), (GestionFse, ChampFiche.FSE)],
)
def test_la_base_elle_meme_ne_montre_qu_a_qui_peut_lire(directrice, model, champ):
    from maillage.socle.contexte import open_contexte

    count(directrice)
    declare(directrice, actions.record_logiciel, usage=UsageLogiciel.FSE, nom="x")
    declare(directrice, actions.record_gestion_fse, mode=ModeFse.ETAT, organisme="")
    ailleurs, ici = make_acteur(Role.DIRECTEUR, make_dispositif()), make_acteur(habilitation=directrice)

    def read(visibilite: Visibilite) -> tuple[bool, ...]:
        Dispositif.objects.filter(pk=directrice.dispositif.pk).update(visibilites={champ.value: visibilite.value})
        found = []
        for acteur in (ici, ailleurs, ANONYME):
            with open_contexte(acteur):
                found.append(model.objects.exists())
        return tuple(found)

    assert read(Visibilite.STRUCTURE) == (True, False, False)
    assert read(Visibilite.RESEAU) == (True, True, False)
    assert read(Visibilite.PUBLIC) == (True, True, True)
    with open_contexte(ailleurs):
        assert model.objects.update(du=JOUR) == 0


def test_la_page_se_lit_en_autant_de_requetes_avec_deux_ou_vingt_lignes(
    client, directrice, django_assert_max_num_queries
):
    counts = []
    for total in (2, 20):
        for rang in range(total - Logiciel.objects.count()):
            declare(directrice, actions.record_logiciel, usage=UsageLogiciel.AUTRE, nom=f"Logiciel {total} {rang}")
        with django_assert_max_num_queries(40) as captured:
            client.get(find_adresse(directrice))
        counts.append(len(captured))
    assert counts[0] == counts[1]
