"""The time spent: noted from a lot in one button, seen by the week, read in totals; one's own lines stay one's own."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from maillage.clause.actions.temps import record_temps, remove_temps
from maillage.clause.models import Operation, TempsPasse
from maillage.clause.queries.temps import read_totaux
from maillage.clause.rules.postes import Periode
from maillage.clause.rules.temps import find_lundi
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_lot, make_marche
from tests.clause.usine_postes import make_direction, make_temps
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_acteur, make_compte, make_habilitation

pytestmark = pytest.mark.django_db
SEMAINE = "/ma-semaine/"
AN = Periode(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def compte(dispositif):
    return make_habilitation(Role.FACILITATEUR, dispositif).compte


@pytest.fixture
def connectee(client, compte):
    client.force_login(compte)
    return client


def press(client, lot, duree, **values):
    """A button of the page of a lot."""
    page = client.get(f"/lots/{lot.uuid}/")
    form = page.context["temps"]["form"]
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    shown = {"tache": form["tache"].value() or form.fields["tache"].choices[0][1][0][0], "le": form["le"].value()}
    return client.post(f"/lots/{lot.uuid}/temps/", {**shown, "jeton": jeton, "duree": duree, **values})


def test_depuis_un_lot_un_bouton_note_la_duree_sur_la_tache_de_sa_phase(connectee, dispositif, compte):
    lot = make_lot(dispositif, etat="publie")
    page = press(connectee, lot, "1\u202fh")
    assert page.status_code == 302
    assert page["Location"] == f"/lots/{lot.uuid}/"
    temps = TempsPasse.objects.get()
    assert (temps.lot, temps.minutes, temps.tache, temps.le) == (lot, 60, "soumissionnaires", localdate())
    assert (temps.compte, temps.dispositif) == (compte, dispositif)
    assert "1\u202fh notées par le service sur ce lot" in connectee.get(f"/lots/{lot.uuid}/").content.decode()


def test_un_double_clic_ne_note_qu_une_fois(connectee, dispositif):
    lot = make_lot(dispositif)
    shown = open_page(connectee, f"/lots/{lot.uuid}/temps/")
    for _ in range(2):
        assert (
            connectee.post(f"/lots/{lot.uuid}/temps/", {**shown, "tache": "redaction", "duree": "45"}).status_code
            == 302
        )
    assert TempsPasse.objects.count() == 1


def test_ma_semaine_note_pour_un_marche_une_operation_un_donneur_d_ordre_ou_rien(connectee, dispositif):
    lundi = find_lundi(localdate()) - timedelta(days=7)
    lot, donneur = make_lot(dispositif), make_donneur(dispositif)
    operation = Operation.objects.create(dispositif=dispositif, intitule="Quartier des Forges", maitre_ouvrage=donneur)
    va = f"{SEMAINE}?du={lundi.isoformat()}"
    for objet, duree in (
        (f"lot:{lot.uuid}", "1h30"), (f"operation:{operation.uuid}", "1 h"), (f"donneur:{donneur.uuid}", "30 min"), ("", "2 h"),
    ):  # fmt: skip
        page = fill(connectee, va, tache="redaction", duree=duree, objet=objet, le=lundi.isoformat())
        assert page["Location"] == va
    assert list(TempsPasse.objects.order_by("pk").values_list("lot", "operation", "donneur", "minutes")) == [
        (lot.pk, None, None, 90), (None, operation.pk, None, 60), (None, None, donneur.pk, 30), (None, None, None, 120),
    ]  # fmt: skip
    page = connectee.get(va)
    assert "Quartier des Forges" in page.content.decode()
    whole = read_totaux(make_acteur(Role.DIRECTEUR, dispositif), Periode(lundi, lundi))
    assert (donneur.nom, 90) in whole.donneurs
    assert page.context["total"] == "5\u202fh"
    assert [jour["total"] for jour in page.context["jours"]] == ["5\u202fh", "", "", "", ""]


@pytest.mark.parametrize(
    ("values", "champ", "dit"),
    [
        ({"duree": "deux"}, "duree", "« deux » ne dit pas une durée : écrivez 45 min, 1 h 30 ou 2 h."),
        ({"duree": "14 h"}, "duree", "Un jour ne compte pas plus de 13 heures : vérifiez la durée, ou le jour."),
        ({"le": (localdate() + timedelta(days=1)).isoformat()}, "le", "n’est pas encore venu"),
        ({"tache": "inconnue"}, "tache", "Sélectionnez un choix valide"),
    ],
)
def test_un_refus_dit_le_champ_et_comment_le_corriger(connectee, values, champ, dit):
    page = fill(connectee, SEMAINE, **{"tache": "redaction", "duree": "1 h"} | values)
    assert dit in page.context["form"].errors[champ][0]
    assert not TempsPasse.objects.exists()


def test_un_jour_deja_plein_le_dit(connectee, dispositif, compte):
    make_temps(dispositif, compte, 12 * 60, le=localdate())
    page = fill(connectee, SEMAINE, tache="redaction", duree="90")
    assert "(12\u202fh sont déjà notées)" in page.context["form"].errors["duree"][0]


def test_une_ligne_se_corrige_et_se_retire_par_son_auteur_seul(connectee, dispositif, compte):
    temps = make_temps(dispositif, compte, lot=make_lot(dispositif, etat="clos"))
    va = f"{SEMAINE}temps/{temps.uuid}/"
    assert open_page(connectee, va)["duree"] == "1\u202fh"
    assert fill(connectee, va, duree="1h15", note="Appel").status_code == 302
    temps.refresh_from_db()
    assert (temps.minutes, temps.note, temps.lot is None) == (75, "Appel", False)
    collegue = make_habilitation(Role.FACILITATEUR, dispositif).compte
    autre = Client()
    autre.force_login(collegue)
    assert autre.get(va).status_code == 404
    with pytest.raises(DroitRefuse):
        remove_temps(by=make_acteur(Role.FACILITATEUR, dispositif), temps=temps)
    page = connectee.get(f"{va}retirer/")
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    assert connectee.post(f"{va}retirer/", {"jeton": jeton}).status_code == 302
    assert not TempsPasse.objects.exists()
    assert [e.type for e in Evenement.objects.order_by("pk") if e.type.startswith("clause.temps")] == [
        "clause.temps_modifie", "clause.temps_retire",
    ]  # fmt: skip


def test_deux_fenetres_sur_la_meme_ligne_se_reunissent(connectee, dispositif, compte):
    lot = make_lot(dispositif, marche=make_marche(dispositif, objet="Gymnase"))
    temps = make_temps(dispositif, compte)
    va = f"{SEMAINE}temps/{temps.uuid}/"
    shown = open_page(connectee, va)
    assert fill(connectee, va, objet=f"lot:{lot.uuid}").status_code == 302
    page = connectee.post(va, {**shown, "duree": "2 h"})
    assert page.status_code == 409
    told = page.content.decode()
    assert "Gymnase" in told
    assert f"lot:{lot.uuid}</label>" not in told


def test_on_ne_note_pas_pour_le_marche_d_un_autre_service(dispositif):
    acteur = make_facilitateur(dispositif)
    temps = TempsPasse(dispositif=dispositif, compte_id=acteur.compte or 0)
    values = {
        "tache": "redaction",
        "minutes": 30,
        "le": localdate(),
        "lot": make_lot(make_clause()),
        "operation": None,
        "donneur": None,
        "note": "",
    }
    with pytest.raises(DroitRefuse):
        record_temps(by=acteur, temps=temps, values=values, today=localdate())
    connue = make_compte()
    with pytest.raises(DroitRefuse):
        record_temps(by=acteur, temps=TempsPasse(dispositif=dispositif, compte=connue), values=values | {"lot": None},
                     today=localdate())  # fmt: skip


class TestTotaux:
    def test_la_direction_lit_les_totaux_du_service_et_chacun_les_siens(self, dispositif, compte):
        lot = make_lot(dispositif, marche=make_marche(dispositif, objet="Gymnase"))
        autre = make_habilitation(Role.FACILITATEUR, dispositif).compte
        make_temps(dispositif, compte, 60, lot=lot)
        make_temps(dispositif, compte, 30, donneur=lot.marche.acheteur, tache="rdv_acheteur")
        make_temps(dispositif, autre, 100)
        make_temps(make_clause(), compte, 999)
        make_temps(dispositif, compte, 500, le=date(2025, 12, 31))
        whole = read_totaux(make_acteur(Role.DIRECTEUR, dispositif), AN)
        assert (whole.minutes, whole.lignes, whole.sans_objet) == (190, 3, 100)
        assert whole.taches == {"redaction": 160, "rdv_acheteur": 30}
        assert [(objet, minutes) for objet, _, minutes in whole.marches] == [("Gymnase", 60)]
        assert whole.donneurs == [(lot.marche.acheteur.nom, 90)]
        mine = read_totaux(make_acteur(habilitation=compte.habilitations.get()), AN)
        assert mine.minutes == 90

    def test_la_direction_ne_lit_ni_ligne_ni_note(self, client, dispositif, compte):
        make_temps(dispositif, compte, note="Rappeler demain", le=localdate())
        client.force_login(make_direction(dispositif).compte)
        told = client.get("/activite-clause/temps/").content.decode()
        assert "1\u202fh" in told
        assert "Rappeler demain" not in told
        assert compte.get_full_name() not in told.split("<main", 1)[1]
        assert client.get(SEMAINE).status_code == 403
        assert client.get("/mon-temps/").status_code == 403

    @pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
    def test_les_totaux_s_exportent(self, connectee, dispositif, compte, format):
        make_temps(dispositif, compte, 90, le=localdate())
        found = connectee.get(f"/activite-clause/temps/export.{format}")
        assert found.status_code == 200
        if format == "csv":
            assert "Tâche,Rédaction de la clause,Avant la consultation,90,1.5" in b"".join(found).decode()

    def test_mes_lignes_s_exportent_sans_celles_d_un_autre(self, connectee, dispositif, compte):
        make_temps(dispositif, compte, note="La mienne")
        make_temps(dispositif, make_compte(), note="La sienne")
        told = b"".join(connectee.get("/mon-temps/export.csv").streaming_content).decode()
        assert "La mienne" in told
        assert "La sienne" not in told


@pytest.mark.parametrize("adresse", ["/mon-temps/", "/activite-clause/temps/", "semaine"])
def test_les_pages_posent_le_meme_nombre_de_requetes_a_2_et_20(connectee, dispositif, compte, adresse):
    today = localdate()
    adresse = f"{SEMAINE}?du={today.isoformat()}" if adresse == "semaine" else adresse
    counts = []
    for more in (2, 18):
        for _ in range(more):
            make_temps(dispositif, compte, 5, le=today, lot=make_lot(dispositif))
            make_temps(dispositif, compte, 5, le=today, donneur=make_donneur(dispositif))
        counts.append(len(count_queries(connectee, adresse)))
    assert counts[0] == counts[1]
