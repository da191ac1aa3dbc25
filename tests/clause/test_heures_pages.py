"""From the eligible person to validated hours, by the pages a facilitatrice sees."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.models import Eligibilite, EmploiDuLot, LigneHeures, MiseEmploi
from maillage.participants.models import Personne
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import (
    make_eligibilite,
    make_emploi,
    make_entreprise,
    make_ligne,
    make_lot_notifie,
    make_personne,
)
from tests.parcours.suivi.pages import fill
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
MOIS = date(2026, 4, 1)


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def make_contrat(dispositif: Any, lot: Any, **values: Any) -> EmploiDuLot:
    personne = make_personne(dispositif)
    make_eligibilite(personne)
    return make_emploi(personne, lots=[lot], **values).lots.get()


def get_lu(page: Any) -> str:
    return re.search(r'name="lu" value="([^"]*)"', page.content.decode())[1]  # type: ignore[index]


def type_grille(client: Any, url: str, cells: dict[str, str], **values: str) -> Any:
    """As the page sends it: what it showed, what is typed."""
    return client.post(url, {"lu": get_lu(client.get(url)), **cells, **values})


def nom(emploi: EmploiDuLot, type_heures: str = "travail") -> str:
    return f"h-{emploi.uuid}-{type_heures}"


def va(lot: Any, mois: str = "2026-04") -> str:
    return f"/lots/{lot.uuid}/heures/?mois={mois}"


def test_une_personne_inconnue_s_ajoute_avec_son_adresse_et_sa_situation(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    answer = fill(
        connectee, f"/clause/personnes/nouvelle/?lot={lot.uuid}", nom_naissance="Ferrand", prenoms="Inès", sexe="f",
        date_naissance="1988-02-03", voie="3 rue du Lavoir", qpv="oui", qpv_code="QN05912M", brsa="oui", niveau="3",
        informee_le="2026-03-01",
    )  # fmt: skip
    personne = Personne.objects.get()
    assert answer.url == f"/clause/personnes/{personne.uuid}/?lot={lot.uuid}"
    assert personne.adresses.get().qpv == "oui"
    assert personne.situations.get().brsa == "oui"
    assert personne.informations.get().le == date(2026, 3, 1)
    assert "Enregistrer un contrat sur ce lot" in connectee.get(answer.url).content.decode()


def test_une_personne_ressemblante_est_montree_avant_d_ouvrir_un_second_dossier(connectee, dispositif):
    known = make_personne(dispositif, nom_naissance="Ferrand", prenoms="Inès", date_naissance=date(1988, 2, 3))
    typed = {
        "nom_naissance": "FERRAN",
        "prenoms": "Ines",
        "date_naissance": "1988-02-03",
        "qpv": "indetermine",
        "sexe": "f",
    }
    page = fill(connectee, "/clause/personnes/nouvelle/", **typed)
    assert f"dossier n° {known.numero}" in page.content.decode()
    assert Personne.objects.count() == 1
    answer = fill(connectee, "/clause/personnes/nouvelle/", **typed, identite=str(known.uuid))
    assert answer.url == f"/clause/personnes/{known.uuid}/"
    assert Personne.objects.count() == 1
    fill(connectee, "/clause/personnes/nouvelle/", **typed, identite="nouvelle")
    assert Personne.objects.count() == 2


def test_l_eligibilite_s_accorde_puis_se_prolonge_avec_un_motif(connectee, dispositif):
    personne, lot = make_personne(dispositif), make_lot_notifie(dispositif)
    url = f"/clause/personnes/{personne.uuid}/eligibilite/"
    page = fill(connectee, url, decision="accordee", criteres=[], constat="2024-03-01")
    assert "Cochez au moins un critère" in page.content.decode()
    fill(connectee, url, decision="accordee", criteres=["brsa", "boeth"], constat="2024-03-01", prescripteur="plie")
    row = Eligibilite.objects.get()
    assert set(row.criteres) == {"brsa", "boeth"}
    assert b"boeth" not in bytes(row.criteres_scelle)
    make_emploi(personne, lots=[lot], debut=date(2024, 3, 15), fin_prevue=date(2027, 1, 1))
    page = connectee.get(f"/clause/personnes/{personne.uuid}/").content.decode()
    assert "14/03/2026" in page
    assert "Durée passée" in page
    page = fill(
        connectee, url, decision="renouvelee", criteres=["brsa"], constat="2026-03-01", prolongee_au="2026-12-31"
    )
    assert "Choisissez un motif" in page.content.decode()
    fill(connectee, url, decision="renouvelee", criteres=["brsa"], constat="2026-03-01", prolongee_au="2026-12-31",
         motif="chantier_retarde")  # fmt: skip
    assert "31/12/2026" in connectee.get(f"/clause/personnes/{personne.uuid}/").content.decode()
    assert Evenement.objects.filter(type="clause.eligibilite").count() == 2


def test_le_contrat_distingue_l_employeur_de_l_entreprise_engagee_et_commence_l_execution(connectee, dispositif):
    engagee = make_entreprise(dispositif, nom="Martel")
    lot, personne = make_lot_notifie(dispositif, entreprise=engagee), make_personne(dispositif)
    make_eligibilite(personne)
    url = f"/clause/personnes/{personne.uuid}/contrat/?lot={lot.uuid}"
    typed = {
        "nouvel_employeur": "Tremplin intérim", "statut": "etti", "entreprise": str(engagee.pk), "type_contrat": "ctt_insertion",
        "mode": "mad_etti", "metier": "Peintre", "debut": "2026-03-09", "fin_prevue": "2026-06-30", "temps_hebdo": "35",
        "coefficient": "1",
    }  # fmt: skip
    page = fill(connectee, url, **typed)
    assert "indiquez l’entreprise où elle travaille" in page.content.decode()
    assert not MiseEmploi.objects.exists()
    fill(connectee, url, **typed, entreprise_utilisatrice=str(engagee.pk))
    emploi = MiseEmploi.objects.get()
    assert (emploi.employeur.nom, emploi.entreprise_utilisatrice) == ("Tremplin intérim", engagee)
    assert emploi.employeur.statuts.get().statut == "etti"
    assert "femme" in emploi.profil
    lot.refresh_from_db()
    assert lot.etat == "en_execution"


def test_un_renouvellement_sans_interruption_reste_le_meme_contrat(connectee, dispositif):
    emploi = make_contrat(dispositif, make_lot_notifie(dispositif), fin_prevue=date(2026, 6, 30)).mise_emploi
    url = f"/clause/contrats/{emploi.uuid}/renouveler/"
    page = fill(connectee, url, du="2026-07-10", nouvelle_fin="2026-12-31").content.decode()
    assert "9 jours d’interruption" in page
    fill(connectee, url, du="2026-07-01", nouvelle_fin="2026-12-31")
    emploi.refresh_from_db()
    assert emploi.fin_prevue == date(2026, 12, 31)
    assert emploi.renouvellements.get().ancienne_fin == date(2026, 6, 30)
    assert MiseEmploi.objects.count() == 1


def test_la_grille_enregistre_tout_d_un_coup_et_rejouee_n_ajoute_rien(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    emplois = [make_contrat(dispositif, lot) for _ in range(3)]
    cells = {nom(e): f"{100 + n},5" for n, e in enumerate(emplois)} | {nom(emplois[0], "formation_contrat"): "7 h 30"}
    url = va(lot)
    page = connectee.get(url)
    first = connectee.post(url, {"lu": get_lu(page), **cells})
    assert first.status_code == 302
    written = list(LigneHeures.objects.order_by("pk").values_list("pk", "heures_reelles"))
    assert [heures for _, heures in written] == [Decimal("100.5"), Decimal("7.5"), Decimal("101.5"), Decimal("102.5")]
    assert connectee.post(url, {"lu": get_lu(page), **cells}).status_code == 302
    assert list(LigneHeures.objects.order_by("pk").values_list("pk", "heures_reelles")) == written
    assert Evenement.objects.filter(type="clause.heures").count() == 1


def test_chaque_case_refusee_le_dit_en_place_et_rien_de_tape_n_est_perdu(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    bon, tard, trop, illisible = (make_contrat(dispositif, lot) for _ in range(4))
    MiseEmploi.objects.filter(pk=tard.mise_emploi_id).update(debut=date(2026, 5, 4))
    make_ligne(tard.mise_emploi, lot, 10, mois=MOIS)  # noted before the date was corrected: the row stays in sight
    answer = type_grille(
        connectee, va(lot), {nom(bon): "120", nom(tard): "12", nom(trop): "301", nom(illisible): "douze"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3 cases à corriger" in page
    for said in ("Le contrat ne commence que le 04/05/2026", "plus de 300 h", "« douze » n’est pas un nombre d’heures"):
        assert said in page
    for typed in ('value="120"', 'value="301"', 'value="douze"'):
        assert typed in page
    assert LigneHeures.objects.count() == 1


def test_les_heures_d_un_mois_ne_depassent_pas_le_plafond_sur_tous_les_lots_d_un_contrat(connectee, dispositif):
    lots = [make_lot_notifie(dispositif), make_lot_notifie(dispositif)]
    personne = make_personne(dispositif)
    make_eligibilite(personne)
    emploi = make_emploi(personne, lots=lots)
    make_ligne(emploi, lots[0], 200, mois=MOIS)
    here = emploi.lots.get(lot=lots[1])
    answer = type_grille(connectee, va(lots[1]), {nom(here): "101"})
    assert "301 h en 04/2026" in answer.content.decode()
    answer = connectee.post(va(lots[1]), {"lu": get_lu(connectee.get(va(lots[1]))), nom(here): "51,67"}, follow=True)
    assert "251,67 h en 04/2026, plus de 220 h" in answer.content.decode()


def test_deux_personnes_qui_saisissent_la_meme_case_voient_ce_que_l_autre_a_mis(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    emploi = make_contrat(dispositif, lot)
    lu = get_lu(connectee.get(va(lot)))
    make_ligne(emploi.mise_emploi, lot, 80, mois=MOIS)
    answer = connectee.post(va(lot), {"lu": lu, nom(emploi): "100"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "80 h" in page
    assert "100 h" in page
    merged = connectee.post(
        va(lot), {"lu": get_lu(answer), nom(emploi): "100", f"garder_{nom(emploi)}": "mien", "fusion": "1"}
    )
    assert merged.status_code == 302
    assert LigneHeures.objects.get().heures_reelles == 100


def test_coller_un_tableau_remplit_la_grille_sans_l_enregistrer_et_dit_ce_qui_n_est_pas_compris(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    emploi = make_contrat(dispositif, lot)
    personne = emploi.mise_emploi.personne
    texte = f"{personne.nom_naissance.upper()}\tAlix\t120,5\nInconnu\tJean\t10"
    page = type_grille(connectee, va(lot), {nom(emploi): ""}, coller=texte, remplir="1").content.decode()
    assert 'value="120,5"' in page
    assert "Personne de ce nom dans la grille" in page
    assert re.search(r"<textarea[^>]*>\s*Inconnu\tJean\t10</textarea>", page)
    assert not LigneHeures.objects.exists()


def test_une_selection_se_valide_ou_se_rejette_et_ce_qui_est_hors_fenetre_reste_ecrit(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    bonne = make_ligne(make_contrat(dispositif, lot).mise_emploi, lot, 100)
    sans = make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 90)
    ancienne = make_contrat(dispositif, lot, debut=date(2024, 4, 15), fin_prevue=date(2026, 12, 31)).mise_emploi
    Eligibilite.objects.filter(personne=ancienne.personne).update(constat=date(2024, 4, 1))
    coupee, hors = make_ligne(ancienne, lot, 110), make_ligne(ancienne, lot, 50, mois=date(2026, 5, 1))
    url = "/heures/a-valider/"
    page = connectee.get(url).content.decode()
    assert page.count(" checked") == 1
    assert "50 h comptent sur 110" in page
    answer = connectee.post(
        url, {"geste": "valider", "lignes": [str(row.uuid) for row in (bonne, sans, coupee, hors)]}, follow=True
    )
    told = answer.content.decode()
    assert "2 lignes validées, dont 1 au prorata" in told
    assert "L’éligibilité n’est pas constatée" in told
    rows = {row.pk: row for row in LigneHeures.objects.all()}
    assert (rows[bonne.pk].statut, rows[bonne.pk].heures_reelles) == ("validee", 100)
    assert (rows[coupee.pk].heures_reelles, rows[coupee.pk].heures_ecartees) == (50, 60)
    assert (rows[hors.pk].statut, rows[hors.pk].motif_rejet) == ("rejetee", "hors_eligibilite")
    assert rows[sans.pk].statut == "declaree"
    page = connectee.post(url, {"geste": "rejeter", "lignes": [str(sans.uuid)]})
    assert page.status_code == 422
    connectee.post(url, {"geste": "rejeter", "lignes": [str(sans.uuid)], "motif": "sans_releve"})
    sans.refresh_from_db()
    assert (sans.statut, sans.motif_rejet) == ("rejetee", "sans_releve")


def test_une_ligne_validee_se_corrige_par_une_autre_et_la_grille_ne_la_change_pas(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    emploi = make_contrat(dispositif, lot)
    ligne = make_ligne(emploi.mise_emploi, lot, 100, statut="validee")
    answer = type_grille(connectee, va(lot), {nom(emploi): "80"})
    assert "se corrige par une contre-passation" in answer.content.decode()
    url = f"/heures/{ligne.uuid}/corriger/"
    fill(connectee, url, heures="80", lue="100")
    ligne.refresh_from_db()
    correction = ligne.corrections.get()
    assert (ligne.heures_reelles, correction.heures_reelles, correction.decidee_le) == (100, -20, localdate())
    assert "80 h" in connectee.get(url).content.decode()
    page = fill(connectee, url, heures="70", lue="100")  # read before the correction
    assert "elle fait maintenant 80 h" in page.content.decode()
    assert ligne.corrections.count() == 1


def test_le_suivi_dit_l_engage_le_valide_le_declare_et_le_taux(connectee, dispositif):
    lot = make_lot_notifie(dispositif)
    lot.engagements.create(dispositif=dispositif, numero=1, du=date(2026, 3, 2), heures=Decimal("833.33"))
    emploi = make_contrat(dispositif, lot).mise_emploi
    make_ligne(emploi, lot, 400, statut="validee")
    make_ligne(emploi, lot, 300, statut="validee", mois=date(2026, 5, 1))
    make_ligne(emploi, lot, 50, mois=date(2026, 6, 1))
    page = connectee.get(f"/lots/{lot.uuid}/suivi/").content.decode()
    assert "84 %" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "700 h" in page
    assert "1 contrat, 1 personne" in page
    assert "<svg" in page
    assert "700 h" in connectee.get(f"/lots/{lot.uuid}/").content.decode()


def test_une_direction_lit_les_totaux_et_aucun_nom(client, dispositif):
    lot = make_lot_notifie(dispositif)
    emploi = make_contrat(dispositif, lot).mise_emploi
    make_ligne(emploi, lot, 100, statut="validee")
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    page = client.get(f"/lots/{lot.uuid}/suivi/")
    assert page.status_code == 200
    assert emploi.personne.nom not in page.content.decode()
    assert client.get(f"/clause/personnes/{emploi.personne.uuid}/").status_code in (403, 404)
    assert client.get(va(lot)).status_code in (403, 404)


def test_l_export_des_personnes_demande_son_motif_et_laisse_une_trace(connectee, dispositif):
    personne = make_personne(dispositif)
    assert connectee.get("/clause/personnes/export.csv").status_code == 302
    assert not Acces.objects.filter(type="export").exists()
    answer = connectee.get("/clause/personnes/export.csv?motif=Revue")
    assert personne.nom in b"".join(answer.streaming_content).decode()
    assert Acces.objects.filter(type="export").count() == 1


@pytest.mark.parametrize("suite", ["", "identite/", "adresse/", "situation/", "eligibilite/", "contrat/"])
def test_une_personne_d_ailleurs_n_existe_pas(connectee, suite):
    autre = make_personne(make_clause())
    assert connectee.get(f"/clause/personnes/{autre.uuid}/{suite}").status_code == 404


def list_requetes(client: Any, dispositif: Any, combien: int) -> list[str]:
    """What saving so many new lines asks of the tables of the clause and of the journal."""
    lot = make_lot_notifie(dispositif)
    emplois = [make_contrat(dispositif, lot) for _ in range(combien)]
    url = va(lot)
    lu = get_lu(client.get(url))
    with CaptureQueriesContext(connection) as found:
        answer = client.post(url, {"lu": lu, **{nom(e): "100" for e in emplois}})
    assert answer.status_code == 302
    assert LigneHeures.objects.filter(lot=lot).count() == combien
    return [q["sql"] for q in found if '"clause_' in q["sql"] or '"journal_' in q["sql"]]


def test_p7_cinquante_contrats_s_enregistrent_en_une_requete_et_un_nombre_constant_d_ordres(connectee, dispositif):
    few, many = (list_requetes(connectee, dispositif, combien) for combien in (2, 50))
    assert len(many) <= 12, many  # with the pay slips, read as the lines are: shown, then checked
    # SQLite binds 999 values to an order at most: fifty lines make two there, one on PostgreSQL.
    is_insert = lambda sql: sql.startswith('INSERT INTO "clause_ligneheures"')  # noqa: E731
    assert [sql[:40] for sql in few if not is_insert(sql)] == [sql[:40] for sql in many if not is_insert(sql)]
    assert sum(map(is_insert, many)) <= 2


@pytest.mark.parametrize("url", ["grille", "a_valider", "suivi", "mois", "personnes"])
def test_les_pages_lisent_en_autant_de_requetes_pour_deux_contrats_que_pour_cinquante(connectee, dispositif, url):
    lot = make_lot_notifie(dispositif)
    adresse = {
        "grille": va(lot), "a_valider": f"/heures/a-valider/?lot={lot.uuid}", "suivi": f"/lots/{lot.uuid}/suivi/",
        "mois": "/heures/?mois=2026-04", "personnes": "/clause/personnes/",
    }[url]  # fmt: skip

    def count(combien: int) -> int:
        for _ in range(combien):
            emploi = make_contrat(dispositif, lot).mise_emploi
            make_ligne(emploi, lot, 90)
        connectee.get(adresse)
        with CaptureQueriesContext(connection) as found:
            assert connectee.get(adresse).status_code == 200
        return len(found)

    assert count(2) == count(48)
