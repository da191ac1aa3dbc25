"""« Mes marchés »: from the market spotted to the engagement notified, by the pages a facilitatrice sees."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.afaire.marches import list_a_faire
from maillage.clause.models import DonneurOrdre, Engagement, EntrepriseDuLot, Lot, Marche
from maillage.clause.permissions import Droit
from maillage.clause.recherche.marches import search
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.clause.usine import ENGAGE, PRET, make_clause, make_donneur, make_facilitateur, make_lot, make_marche
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def va(lot: Lot, suite: str = "") -> str:
    return f"/lots/{lot.uuid}/{suite}"


def test_reperer_un_marche_inscrit_son_donneur_d_ordre_et_son_lot_par_un_seul_geste(connectee, dispositif):
    answer = fill(
        connectee, "/marches/nouveau/", objet="Rénovation d’une école", donneur="Ville d’essai", donneur_type="commune",
        achat="travaux", engage_le="2026-03-02", montant_ht="1000000",
    )  # fmt: skip
    lot = Lot.objects.get()
    assert answer.url == va(lot)
    assert (lot.etat, lot.numero, lot.marche.acheteur.nom) == ("repere", 0, "Ville d’essai")
    assert [(p.vers, p.le) for p in lot.passages.all()] == [("repere", date(2026, 3, 2))]


def test_un_donneur_d_ordre_inconnu_demande_sa_nature_et_la_page_garde_la_saisie(connectee):
    page = fill(connectee, "/marches/nouveau/", objet="École", donneur="Ville", achat="travaux", engage_le="2026-03-02")
    assert page.context["form"].errors["donneur_type"] == ["« Ville » n’est pas encore connu : choisissez sa nature."]
    assert page.context["form"]["objet"].value() == "École"
    assert not Marche.objects.exists()


def test_un_donneur_d_ordre_connu_se_reprend_par_son_nom_accents_et_majuscules_compris(connectee, dispositif):
    donneur = make_donneur(dispositif, nom="Ville de Valombré")
    make_donneur(make_clause(), nom="Ville du Lac")  # another service's
    fill(connectee, "/marches/nouveau/", objet="École", donneur="ville de VALOMBRE", achat="travaux")
    assert Marche.objects.get().acheteur == donneur
    page = fill(connectee, "/marches/nouveau/", objet="École", donneur="Ville du Lac", achat="travaux")
    assert "donneur_type" in page.context["form"].errors


def test_un_double_envoi_ne_repere_qu_un_marche(connectee, dispositif):
    make_donneur(dispositif, nom="Ville")
    said = {**open_page(connectee, "/marches/nouveau/"), "objet": "École", "donneur": "Ville", "achat": "travaux"}
    for _ in range(2):
        connectee.post("/marches/nouveau/", said)
    assert Marche.objects.count() == 1


def test_un_siret_faux_est_refuse_a_son_champ_et_rien_n_est_inscrit(connectee):
    page = fill(connectee, "/donneurs-d-ordre/nouveau/", nom="Ville", type="commune", siret="12345678901234")
    assert "faute de frappe" in page.context["form"].errors["siret"][0]
    assert not DonneurOrdre.objects.exists()
    fill(connectee, "/donneurs-d-ordre/nouveau/", nom="Ville", type="commune", siret="213 105 554 00017")
    assert DonneurOrdre.objects.get().siret == "21310555400017"


def test_calculer_montre_les_heures_sans_rien_enregistrer_puis_enregistrer_les_garde(connectee, dispositif):
    lot = make_lot(dispositif)
    hypotheses = {"montant_ht": "1000000", "part_main_oeuvre": "50", "taux_insertion": "5", "cout_horaire": "30"}
    page = fill(connectee, va(lot, "clause/"), **hypotheses, calculer="1")
    assert page.context["heures"] == Decimal("833.33")
    lot.refresh_from_db()
    assert lot.heures is None
    fill(connectee, va(lot, "clause/"), **hypotheses, publics=["brsa", "qpv"], formes=["condition_execution"])
    lot.refresh_from_db()
    assert (lot.heures, lot.publics) == (Decimal("833.33"), ["brsa", "qpv"])
    assert connectee.get(va(lot)).context["heures"] == 833


def test_deux_personnes_sur_la_meme_clause_la_seconde_voit_les_deux_textes(connectee, dispositif):
    lot = make_lot(dispositif)
    opened = open_page(connectee, va(lot, "clause/"))
    fill(connectee, va(lot, "clause/"), secteur="Peinture")
    answer = connectee.post(va(lot, "clause/"), {**opened, "secteur": "Plâtrerie"})
    assert answer.status_code == 409
    assert Lot.objects.get().secteur == "Peinture"


def test_un_lot_va_du_reperage_a_la_notification_et_chaque_pas_est_date(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    jour = ENGAGE
    for vers, more in (
        ("diagnostique", {}), ("clause_proposee", {}), ("clause_validee", {}),
        ("publie", {"avis": "26-12345", "limite_le": (ENGAGE + timedelta(days=30)).isoformat()}),
    ):  # fmt: skip
        answer = fill(connectee, va(lot, f"passer/{vers}/"), le=jour.isoformat(), **more)
        assert answer.status_code == 302, (vers, answer.context["form"].errors)
    answer = fill(connectee, va(lot, "passer/attribue/"), le=(jour + timedelta(days=40)).isoformat())
    assert list(answer.context["form"].errors.values()) == [["Ajoutez l’entreprise à qui le lot est attribué."]]
    fill(connectee, va(lot, "entreprises/ajouter/"), nom="Martel Bâtiment", role="titulaire_unique", du="2026-04-11")
    assert fill(connectee, va(lot, "passer/attribue/"), le="2026-04-11", montant_attribue="900000").status_code == 302
    answer = fill(connectee, va(lot, "passer/notifie/"), le="2026-04-20")
    assert "heures que l’entreprise s’engage" in str(answer.context["form"].errors)
    fill(connectee, va(lot, "engagement/"), du="2026-04-20", offertes="900")
    assert fill(connectee, va(lot, "passer/notifie/"), le="2026-04-20").status_code == 302
    lot.refresh_from_db()
    assert (lot.etat, lot.montant_attribue) == ("notifie", 900_000)
    assert lot.heures == Decimal("833.33")  # what was asked keeps its hypotheses, whatever the price became
    assert Engagement.objects.get().heures == 900  # the higher of what was asked and offered
    assert [p.vers for p in lot.passages.order_by("rang")][-3:] == ["publie", "attribue", "notifie"]
    assert Evenement.objects.filter(type="clause.lot_etat", cible_cle=str(lot.uuid)).count() == 6


def test_un_pas_impossible_ramene_au_lot_et_une_date_folle_se_dit(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    assert connectee.get(va(lot, "passer/notifie/")).url == va(lot)
    for le, dit in (
        (ENGAGE - timedelta(days=1), "ne le précède pas"),
        (localdate() + timedelta(days=2), "pas encore venu"),
    ):
        page = fill(connectee, va(lot, "passer/diagnostique/"), le=le.isoformat())
        assert dit in page.context["form"].errors["le"][0]
    assert Lot.objects.get().etat == "repere"


def test_renoncer_a_une_clause_due_demande_un_motif_legal(connectee, dispositif):
    marche = make_marche(dispositif, engage_le=date(2026, 9, 1))
    lot = make_lot(dispositif, marche=marche, montant_ht=Decimal(6_000_000))
    page = connectee.get(va(lot, "passer/sans_clause/"))
    assert "atteint le seuil européen" in page.content.decode()
    page = fill(connectee, va(lot, "passer/sans_clause/"), le="2026-09-02", justification="Trop technique")
    assert "motif légal" in page.context["form"].errors["derogation"][0]
    assert fill(
        connectee, va(lot, "passer/sans_clause/"), le="2026-09-02", derogation="concurrence", justification="Un fabricant"
    ).status_code == 302  # fmt: skip


def test_une_clause_notifiee_ne_se_reecrit_plus_seul_l_engagement_change(connectee, dispositif):
    lot = make_lot(dispositif, etat="notifie", **PRET)
    page = fill(connectee, va(lot, "clause/"), secteur="Autre")
    assert "ne se réécrit plus" in str(page.context["form"].errors)
    fill(connectee, va(lot, "engagement/"), du="2026-04-20", exigees="833.33")
    fill(connectee, va(lot, "engagement/"), du="2026-06-01", origine="avenant", heures="933.33")
    page = fill(connectee, va(lot, "engagement/"), du="2026-05-01", origine="avenant", heures="1000")
    assert "avant la précédente" in str(page.context["form"].errors)
    assert [e.heures for e in Engagement.objects.order_by("numero")] == [Decimal("833.33"), Decimal("933.33")]


def test_une_seule_entreprise_conduit_un_lot_et_celle_qui_part_y_reste_ecrite(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    fill(connectee, va(lot, "entreprises/ajouter/"), nom="Martel", role="titulaire_unique", du="2026-04-11")
    page = fill(connectee, va(lot, "entreprises/ajouter/"), nom="Sogetra", role="mandataire", du="2026-04-11")
    assert "a déjà une entreprise titulaire" in str(page.context["form"].errors)
    lien = EntrepriseDuLot.objects.get()
    page = fill(connectee, va(lot, f"entreprises/{lien.entreprise.uuid}/retirer/"), au="2026-04-10")
    assert page.context["form"].errors["au"] == ["Elle est sur ce lot depuis le 11/04/2026 : elle n’en part pas avant."]
    fill(connectee, va(lot, f"entreprises/{lien.entreprise.uuid}/retirer/"), au="2026-05-01")
    assert (
        fill(connectee, va(lot, "entreprises/ajouter/"), nom="Sogetra", role="mandataire", du="2026-05-02").status_code
        == 302
    )
    assert [(e.entreprise.nom, e.au) for e in lot.entreprises.order_by("pk")] == [
        ("Martel", date(2026, 5, 1)), ("Sogetra", None),
    ]  # fmt: skip


def test_un_marche_est_d_un_seul_tenant_ou_en_lots_numerotes(connectee, dispositif):
    entier = make_lot(dispositif)
    page = fill(connectee, f"/marches/{entier.marche.uuid}/lots/ajouter/", numero="2")
    assert "d’un seul tenant" in page.context["form"].errors["numero"][0]
    premier = make_lot(dispositif, numero=1)
    assert fill(connectee, f"/marches/{premier.marche.uuid}/lots/ajouter/", numero="2").status_code == 302
    page = fill(connectee, f"/marches/{premier.marche.uuid}/lots/ajouter/", numero="2")
    assert page.context["form"].errors["numero"] == ["Ce marché a déjà un lot de ce numéro."]


@pytest.mark.parametrize("adresse", ["/marches/", "/donneurs-d-ordre/"])
def test_les_listes_posent_le_meme_nombre_de_requetes_a_2_et_20(connectee, dispositif, adresse):
    counts = []
    for more in (2, 18):
        for _ in range(more):
            lot = make_lot(dispositif, **PRET)
            Engagement.objects.create(dispositif=dispositif, lot=lot, numero=1, du=ENGAGE, heures=100)
        counts.append(len(count_queries(connectee, adresse)))
    assert counts[0] == counts[1]


def test_la_page_d_un_lot_pose_le_meme_nombre_de_requetes_quelle_que_soit_son_histoire(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    counts = [len(count_queries(connectee, va(lot)))]
    for rang in range(2, 22):
        Engagement.objects.create(dispositif=dispositif, lot=lot, numero=rang, du=ENGAGE, heures=rang)
        fill(connectee, va(lot, "entreprises/ajouter/"), nom=f"E{rang}", role="sous_traitant", du="2026-04-11")
    counts.append(len(count_queries(connectee, va(lot))))
    assert counts[0] == counts[1]


def test_la_direction_lit_les_marches_de_sa_clause_et_pas_ceux_d_un_plie(dispositif):
    lot = make_lot(dispositif)
    direction = make_acteur(Role.DIRECTEUR, dispositif)
    assert permissions.can(direction, Droit.VOIR_MARCHES, lot)
    assert not permissions.can(direction, Droit.TENIR_MARCHES, lot)
    assert not permissions.can(
        make_acteur(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.PLIE)), Droit.VOIR_MARCHES
    )
    assert not permissions.can(make_facilitateur(make_clause()), Droit.VOIR_MARCHES, lot)


def test_l_histoire_d_un_lot_ne_dit_ni_objet_ni_entreprise(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    fill(connectee, va(lot, "entreprises/ajouter/"), nom="Martel", role="titulaire_unique", du="2026-04-11")
    told = connectee.get(f"/historique/clause.lot/{lot.uuid}/").content.decode()
    assert "a ajouté une entreprise au lot (titulaire)" in told
    kept = json.dumps([e.details for e in Evenement.objects.filter(cible_cle=str(lot.uuid))])
    assert "Martel" not in kept
    assert "titulaire" in kept


def test_l_export_donne_les_lots_du_service_et_rien_d_un_autre(connectee, dispositif):
    make_lot(dispositif, marche=make_marche(dispositif, objet="Gymnase"))
    autre = make_clause()
    make_lot(autre, marche=make_marche(autre, objet="Ailleurs"))
    page = b"".join(connectee.get("/marches/export.csv").streaming_content).decode()
    assert "Gymnase" in page
    assert "Ailleurs" not in page


def test_a_faire_dit_les_offres_remises_et_les_clauses_a_preparer_et_ouvre_ceux_la_en_deux_requetes(
    connectee, dispositif
):
    today = localdate()
    remis = make_lot(dispositif, etat="publie", marche=make_marche(dispositif, limite_le=today - timedelta(days=1)))
    make_lot(dispositif, etat="publie", marche=make_marche(dispositif, limite_le=today))
    for etat in ("repere", "clause_proposee", "clause_validee"):
        make_lot(dispositif, etat=etat)
    make_lot(make_clause())
    acteur = make_facilitateur(dispositif)
    with CaptureQueriesContext(connection) as asked:
        found = list_a_faire(acteur, today)
    assert len(asked) == 2  # the markets, the hours
    assert [chose.detail for chose in found] == ["1 lot à analyser ou à attribuer.", "2 lots avant la publication."]
    page = connectee.get(found[0].url)
    assert [row.uuid for row in page.context["liste"].page] == [remis.uuid]
    assert connectee.get(found[1].url).context["liste"].page.paginator.count == 2
    assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), today) == []


def test_la_recherche_trouve_les_marches_de_son_service_par_objet_lot_ou_donneur_d_ordre(dispositif):
    marche = make_marche(dispositif, objet="Gymnase", acheteur=make_donneur(dispositif, nom="Ville du Lac"))
    lot = make_lot(dispositif, marche=marche, numero=2, intitule="Peinture")
    autre = make_clause()
    make_lot(autre, marche=make_marche(autre, objet="Gymnase"))
    acteur = make_facilitateur(dispositif)
    for texte in ("gymn", "peint", "ville du lac"):
        (found,) = search(acteur, texte, 10)
        assert found.url == va(lot)
    assert found.sous_titre == "Lot 2, Peinture · Ville du Lac · Repéré"
    assert search(make_acteur(Role.FACILITATEUR, make_clause()), "gymn", 10) == []


def test_la_direction_lit_les_listes_sans_lien_ni_bouton_qui_la_refuse(client, dispositif):
    lot = make_lot(dispositif)
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    tous: set[str] = set()
    for adresse in ("/marches/", "/donneurs-d-ordre/", va(lot)):
        page = client.get(adresse).content.decode().split("<main", 1)[1]
        liens = {
            href for href in re.findall('href="(/[^"?#]*)', page) if href.startswith(("/marches", "/lots", "/donneurs"))
        }
        assert {href: client.get(href).status_code for href in liens if client.get(href).status_code != 200} == {}
        tous |= liens
    assert va(lot) in tous
