"""R-53: what became of the alerts shown at typing, counted by rule without the text nor the author."""

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.models import Entretien, ReleveAlertes
from maillage.parcours.queries.relectures import list_regles
from maillage.parcours.rules.relecture import Bilan, Suite, follow
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.parcours.suivi.pages import count_queries, open_page
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif, make_habilitation

SANTE, ALCOOL = "Suit une chimiothérapie le jeudi.", "Sort d’une cure de désintoxication."
familles = st.frozensets(st.sampled_from(["sante", "addictions", "coordonnees"]))


def play(envois):
    """What a form sent several times adds up to."""
    avant: dict[str, Suite] = {}
    total: dict[tuple[str, Suite], int] = {}
    for trouvees, is_motive in envois:
        avant, change = follow(avant, trouvees, is_motive=is_motive)
        for key, nombre in change.items():
            total[key] = total.get(key, 0) + nombre
    return avant, {key: nombre for key, nombre in total.items() if nombre}


@pytest.mark.parametrize(
    ("envois", "attendu"),
    [
        ([({"sante"}, False)], {("sante", Suite.MONTREE): 1}),
        ([({"sante"}, False), (set(), False)], {("sante", Suite.MONTREE): 1, ("sante", Suite.RETIREE): 1}),
        ([({"sante"}, False), ({"sante"}, True)], {("sante", Suite.MONTREE): 1, ("sante", Suite.CONFIRMEE): 1}),
        ([({"sante"}, False)] * 3, {("sante", Suite.MONTREE): 1}),
        ([({"sante"}, True)] * 2, {("sante", Suite.MONTREE): 1, ("sante", Suite.CONFIRMEE): 1}),
        (
            [({"sante"}, False), ({"sante"}, True), (set(), True)],
            {("sante", Suite.MONTREE): 1, ("sante", Suite.RETIREE): 1},
        ),
        ([(set(), False)], {}),
    ],
)
def test_r53_ce_qui_est_montre_est_confirme_ou_retire_une_seule_fois(envois, attendu):
    assert play(envois)[1] == attendu


@given(envois=st.lists(st.tuples(familles, st.booleans()), max_size=6))
def test_r53_chaque_alerte_montree_a_au_plus_une_suite(envois):
    suites, total = play(envois)
    for famille, suite in suites.items():
        assert total[famille, Suite.MONTREE] == 1
        answered = [s for s in (Suite.CONFIRMEE, Suite.RETIREE) if total.get((famille, s))]
        assert answered == ([] if suite is Suite.MONTREE else [suite])


@given(confirmees=st.integers(0, 99), retirees=st.integers(0, 99), base=st.integers(1, 50))
def test_r65_aucun_taux_ne_se_lit_sous_sa_base(confirmees, retirees, base):
    bilan = Bilan(confirmees + retirees + 3, confirmees, retirees)
    taux = bilan.compute_taux(base=base)
    assert (taux is None) is (confirmees + retirees < base)
    assert taux is None or 0 <= taux <= 1
    assert bilan.sans_suite == 3


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def ecrit(client, dispositif, referent):
    """Sends the page of a contact as a browser does: what it was shown goes back with it."""
    client.force_login(referent.compte)
    adresse = f"/dossiers/{make_parcours(dispositif, referent=referent).uuid}/entretien/"

    def send(*essais, **autre):
        shown = open_page(client, adresse)
        for essai in essais:
            answer = client.post(adresse, {**shown, **autre, **essai})
            if answer.status_code == 200:
                shown["vues"] = answer.context["form"]["vues"].value()
                assert f'name="vues" value="{shown["vues"]}"' in answer.content.decode()
        return answer

    return send


def lire():
    return {
        row.famille: (row.montrees, row.confirmees, row.retirees) for row in ReleveAlertes.objects.order_by("famille")
    }


@pytest.mark.django_db
def test_r53_une_note_confirmee_compte_une_fois_sans_texte_ni_auteur(ecrit, dispositif):
    answer = ecrit({"faits": SANTE}, {"faits": SANTE}, {"faits": SANTE, "motif_alerte": "La personne le demande."})
    assert answer.status_code == 302
    assert lire() == {"sante": (1, 1, 0)}
    row = ReleveAlertes.objects.get()
    assert (row.dispositif, row.mois) == (dispositif, localdate().replace(day=1))
    assert {f.name for f in ReleveAlertes._meta.fields} == {
        "id", "dispositif", "mois", "famille", "lexique", "montrees", "confirmees", "retirees",
    }  # fmt: skip
    assert not Evenement.objects.filter(type__contains="alerte").exists()


@pytest.mark.django_db
def test_r53_un_texte_corrige_compte_comme_retire_et_un_autre_mot_a_sa_propre_ligne(ecrit):
    ecrit({"faits": SANTE}, {"faits": ALCOOL}, {"faits": "Préfère commencer à dix heures."})
    assert Entretien.objects.count() == 1
    assert lire() == {"addictions": (1, 0, 1), "sante": (1, 0, 1)}


@pytest.mark.django_db
def test_r53_une_page_quittee_reste_sans_suite_et_un_texte_sans_alerte_ne_compte_pas(ecrit):
    ecrit({"faits": SANTE})
    ecrit({"faits": "Venue à dix heures."})
    assert lire() == {"sante": (1, 0, 0)}


@pytest.mark.django_db
def test_r53_une_trace_illisible_vaut_rien_de_montre(ecrit):
    ecrit({"faits": SANTE, "vues": "n’importe quoi"})
    assert lire() == {"sante": (1, 0, 0)}


@pytest.mark.django_db
class TestPage:
    adresse = "/alertes-de-texte/"

    def fill(self, dispositif, *lignes):
        for mois, famille, montrees, confirmees, retirees in lignes:
            ReleveAlertes.objects.create(
                dispositif=dispositif, mois=mois, famille=famille, lexique="2026-11-25", montrees=montrees,
                confirmees=confirmees, retirees=retirees,
            )  # fmt: skip

    @pytest.mark.parametrize("role", [Role.COORDINATEUR, Role.DPD])
    def test_r53_le_taux_se_lit_avec_sa_base_par_regle_et_par_dispositif(self, client, dispositif, role):
        mois = localdate().replace(day=1)
        self.fill(
            dispositif, (mois, "sante", 30, 6, 14), (add_months(mois, -3), "sante", 6, 4, 1),
            (mois, "addictions", 9, 3, 4), (add_months(mois, -12), "sante", 500, 500, 0),
        )  # fmt: skip
        self.fill(make_dispositif(), (mois, "sante", 700, 700, 0))
        client.force_login(make_habilitation(role, dispositif).compte)
        releve = client.get(self.adresse).context["releve"]
        lignes = {ligne.libelle: ligne for ligne in releve.lignes}
        assert list(lignes) == list(list_regles().values())
        assert (lignes["Santé"].bilan, lignes["Santé"].taux) == (Bilan(36, 10, 15), 0.4)
        assert (lignes["Addictions"].bilan.traitees, lignes["Addictions"].taux) == (7, None)
        assert releve.ensemble.bilan == Bilan(45, 13, 19)
        page = client.get(self.adresse).content.decode()
        assert "trop peu (7)" in page
        assert "de 25" in page

    def test_ni_un_referent_ni_la_direction_ne_l_ouvrent(self, client, dispositif, referent):
        for compte in (referent.compte, make_habilitation(Role.DIRECTEUR, dispositif).compte):
            client.force_login(compte)
            assert client.get(self.adresse).status_code in (403, 404)

    def test_autant_de_requetes_pour_deux_et_vingt_lignes(self, client, dispositif):
        client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
        mois, counts = localdate().replace(day=1), []
        for rangs in (range(2), range(2, 20)):
            self.fill(
                dispositif,
                *((add_months(mois, -(rang // 2)), ("sante", "addictions")[rang % 2], 1, 0, 1) for rang in rangs),
            )
            counts.append(len(count_queries(client, self.adresse)))
        assert counts[0] == counts[1]
