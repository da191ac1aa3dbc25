"""The company's page by its signed link: a draft kept, hours sent once, each refusal a sentence, nothing lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from maillage.clause import liens
from maillage.clause.declaration import name_case, name_note
from maillage.clause.models import EmbaucheSignalee, JustificatifReleve, LigneHeures, LigneReleve, Releve
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.rules import releves as regles
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.parametres import fixe
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_releves import follow, get_mois, make_chantier, make_releve
from tests.parcours.suivi.pages import count_queries, open_page

pytestmark = pytest.mark.django_db
T, F = TypeHeures.TRAVAIL, TypeHeures.FORMATION_CONTRAT


@pytest.fixture
def chantier():
    return make_chantier(make_clause())


@pytest.fixture
def releve(chantier):
    return make_releve(chantier)


@pytest.fixture
def page(client, releve):
    return follow(client, releve)


def write(chantier, *heures, type_heures=T):
    """What is typed, person after person."""
    return {name_case(e.uuid, type_heures): h for e, h in zip(chantier.emplois, heures, strict=False)}


def send(client, page, saisies, geste="envoyer", **more):
    return client.post(page, {**open_page(client, page), **saisies, "geste": geste, **more})


def list_heures():
    rows = LigneHeures.objects.order_by("mise_emploi__pk", "type")
    return [(row.type, row.heures_reelles, row.statut, row.source) for row in rows]


def text(answer) -> str:
    return answer.content.decode()


# The link


def test_le_lien_sort_son_secret_de_l_adresse_et_laisse_une_trace_sans_nom(client, releve):
    answer = client.get(f"/declarer/{liens.sign_releve(releve)}/")
    assert answer.url == f"/declarer/releve/{releve.uuid}/"
    page = client.get(answer.url)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    trace = Acces.objects.get(type="clause.releve_ouvert")
    assert (trace.compte_id, trace.dispositif_id, trace.cible_cle) == (None, releve.dispositif_id, str(releve.uuid))


def test_sans_le_lien_ou_avec_un_lien_forge_rien_ne_s_ouvre(client, releve):
    for url in (f"/declarer/releve/{releve.uuid}/", "/declarer/forge/", f"/declarer/{liens.sign_releve(releve)[:-2]}/"):
        answer = client.get(url)
        assert answer.status_code == 410
        assert releve.entreprise.nom not in text(answer)


def test_un_lien_remplace_n_ouvre_plus_meme_la_page_deja_ouverte(client, releve, page):
    opened = open_page(client, page)
    Releve.objects.update(lien_rang=2)
    assert client.get(page).status_code == 410
    assert client.post(page, {**opened, "geste": "envoyer"}).status_code == 410
    releve.refresh_from_db()
    assert client.get(follow(client, releve)).status_code == 200


def test_deux_lots_dans_deux_onglets_gardent_chacun_leur_lien(client, releve, page):
    other = make_releve(make_chantier(make_clause()))
    other_page = follow(client, other)
    assert client.get(page).context["releve"] == releve
    assert client.get(other_page).context["releve"] == other


def test_la_page_ne_montre_que_prenom_et_initiale_des_salaries_de_l_entreprise(client, chantier, page):
    ailleurs = make_personne(chantier.lot.dispositif, prenoms="Zoé", nom_naissance="Autre")
    make_emploi(ailleurs, lots=[make_lot_notifie(chantier.lot.dispositif)], debut=add_months(get_mois(), -1))
    body = text(client.get(page))
    personne = chantier.emplois[0].mise_emploi.personne
    assert f"Alix {personne.nom_naissance[0]}." in body
    assert personne.nom_naissance not in body
    assert "Zoé" not in body
    assert "RSA" not in body


def test_la_page_se_lit_en_autant_de_requetes_pour_deux_ou_cinquante_salaries(client):
    counts = []
    for personnes in (2, 50):
        made = make_releve(make_chantier(make_clause(), personnes=personnes))
        counts.append(len(count_queries(client, follow(client, made))))
    assert counts[0] == counts[1]


# Draft, then sending


def test_un_brouillon_garde_ce_qui_est_tape_lisible_ou_non_et_n_ecrit_aucune_heure(client, chantier, releve, page):
    note = {name_note(chantier.emplois[0].uuid): "Contrat fini le 12"}
    answer = send(client, page, write(chantier, "151,67", "douze") | note, geste="brouillon")
    assert answer.url == page
    assert not LigneHeures.objects.exists()
    shown = client.get(page)
    form = shown.context["form"]
    assert [form[n].value() for n in write(chantier, "", "")] == ["151,67", "douze"]
    assert form[name_note(chantier.emplois[0].uuid)].value() == "Contrat fini le 12"
    assert "« douze » n’est pas un nombre d’heures." in text(shown)
    releve.refresh_from_db()
    assert (releve.etat, releve.version) == ("demande", 1)


def test_envoyer_declare_les_heures_et_le_lien_montre_ensuite_ce_qui_a_ete_envoye(client, chantier, releve, page):
    answer = send(client, page, write(chantier, "151 h 40", "0") | write(chantier, "", "7", type_heures=F))
    assert answer.url == page
    assert list_heures() == [
        ("travail", Decimal("151.67"), "declaree", "entreprise"),
        ("formation_contrat", Decimal(7), "declaree", "entreprise"),
    ]
    seen = client.get(page)
    assert "sont envoyées" in text(seen)
    assert "151 h 40" in text(seen)
    assert Evenement.objects.filter(type="clause.releve_envoye", cible_cle=str(releve.uuid)).count() == 1


def test_renvoyer_le_meme_formulaire_ne_compte_pas_deux_fois(client, chantier, page):
    said = {**open_page(client, page), **write(chantier, "100", "50"), "geste": "envoyer"}
    first, second = client.post(page, said), client.post(page, said)
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(list_heures()) == 2
    assert Releve.objects.get().version == 1


def test_un_second_onglet_apres_l_envoi_montre_ce_qui_differe_et_n_ajoute_rien(client, chantier, page):
    onglet = open_page(client, page)
    send(client, page, write(chantier, "100", "50"))
    answer = client.post(page, {**onglet, **write(chantier, "120", "50,0"), "geste": "envoyer"})
    assert answer.status_code == 409
    assert [(e.envoye, e.tape) for e in answer.context["ecarts"]] == [("100", "120")]
    assert sum(row[1] for row in list_heures()) == 150


def test_deux_onglets_qui_enregistrent_un_brouillon_ne_perdent_rien(client, chantier, page):
    onglet = open_page(client, page)
    send(client, page, write(chantier, "100", "50"), geste="brouillon")
    answer = client.post(page, {**onglet, **write(chantier, "120", ""), "geste": "brouillon"})
    assert answer.status_code == 409
    assert "Deux saisies à réunir" in text(answer)
    assert "120" in text(answer)
    poses = dict(answer.context["fusion"].poses)
    cle = name_case(chantier.emplois[0].uuid, T)
    jeton = text(answer).split('name="jeton" value="')[1].split('"')[0]
    merged = {**poses, "lu": answer.context["fusion"].lu, "fusion": "1", "jeton": jeton, f"garder_{cle}": "mien"}
    assert client.post(page, merged).status_code == 302
    kept = list(LigneReleve.objects.order_by("emploi__pk").values_list("saisie", flat=True))
    assert kept == ["120", "50"]  # mine where I chose, theirs where only they had typed


# Refusals


@pytest.mark.parametrize(
    ("tape", "dit"),
    [
        ("400", "plus de 300 h dans un mois n’est pas possible"),
        ("-5", "ne sont pas négatives"),
        ("douze", "n’est pas un nombre d’heures"),
        ("12,345", "deux chiffres après la virgule"),
        ("", "ou 0 si cette personne n’a pas travaillé"),
    ],
)
def test_une_case_fausse_arrete_l_envoi_et_garde_toute_la_saisie(client, chantier, page, tape, dit):
    answer = send(client, page, write(chantier, tape, "50"))
    assert answer.status_code == 200
    form = answer.context["form"]
    first, second = list(write(chantier, "", ""))
    assert dit in form.errors[first][0]
    assert [form[first].value(), form[second].value()] == [tape, "50"]
    assert not LigneHeures.objects.exists()
    assert Releve.objects.get().etat == "demande"


def test_les_heures_du_meme_contrat_sur_un_autre_lot_comptent_dans_le_mois(client, chantier, page):
    other = make_lot_notifie(chantier.lot.dispositif, entreprise=chantier.entreprise)
    emploi = chantier.emplois[0].mise_emploi
    emploi.lots.create(dispositif=chantier.lot.dispositif, lot=other, entreprise=chantier.entreprise)
    make_ligne(emploi, other, 200, mois=get_mois())
    answer = send(client, page, write(chantier, "151", "50"))
    assert "351 h" in answer.context["form"].errors[name_case(chantier.emplois[0].uuid, T)][0]


def test_plus_de_220_heures_s_envoie_et_se_signale(client, chantier, page):
    answer = client.post(f"{page}relire/", write(chantier, "230", "50"))
    assert "plus de 220 h" in text(answer)
    assert "280 h" in text(answer)
    assert send(client, page, write(chantier, "230", "50")).status_code == 302


def test_une_personne_hors_eligibilite_se_dit_sans_dire_pourquoi_elle_etait_eligible(client, releve):
    ancien = add_months(get_mois(), -30)
    made = make_releve(make_chantier(releve.dispositif, personnes=1, debut=ancien, fin_prevue=add_months(ancien, 48)))
    made.lot.emplois.get().mise_emploi.personne.eligibilites.update(constat=ancien, decidee_le=ancien)
    page = follow(client, made)
    cle = name_case(made.lot.emplois.get().uuid, T)
    answer = client.post(f"{page}relire/", {cle: "100"})
    assert "La période d’éligibilité de cette personne est finie" in text(answer)
    assert send(client, page, {cle: "100"}).status_code == 302


def test_un_lot_clos_le_dit_et_garde_le_brouillon(client, chantier, page):
    send(client, page, write(chantier, "100", "50"), geste="brouillon")
    opened = open_page(client, page)
    chantier.lot.etat = "clos"
    chantier.lot.save()
    answer = client.post(page, {**opened, **write(chantier, "120", "50"), "geste": "envoyer"})
    assert answer.status_code == 410
    assert "n’a plus d’heures à déclarer" in text(answer)
    assert "est gardé" in text(answer)
    assert LigneReleve.objects.count() == 2
    assert not LigneHeures.objects.exists()


def test_apres_sa_date_le_lien_dit_qui_appeler_et_le_brouillon_reste(client, chantier, releve, page):
    chantier.lot.mention_facilitateur = "Clause sociale d’essai, 01 99 00 00 00"
    chantier.lot.save()
    send(client, page, write(chantier, "100", "50"), geste="brouillon")
    Releve.objects.update(lien_jusqu_au=localdate() - timedelta(days=1))
    answer = client.get(page)
    assert answer.status_code == 410
    assert "La date de ce lien est passée" in text(answer)
    assert "01 99 00 00 00" in text(answer)
    assert "Ce que vous aviez enregistré est gardé" in text(answer)
    assert LigneReleve.objects.count() == 2


def test_un_numero_de_securite_sociale_dans_une_precision_est_refuse(client, chantier, page):
    note = name_note(chantier.emplois[0].uuid)
    answer = send(client, page, {**write(chantier, "100", "50"), note: "NIR 2 55 08 14 168 025 38"})
    assert "sécurité sociale" in answer.context["form"].errors[note][0]
    assert not LigneReleve.objects.exists()


def test_un_lien_ne_s_enregistre_pas_sans_fin(client, chantier, page, monkeypatch):
    monkeypatch.setattr(regles, "ENREGISTREMENTS", fixe("essai", "Essai", "enregistrements", 1, "essai"))
    assert send(client, page, write(chantier, "100", "50"), geste="brouillon").status_code == 302
    answer = send(client, page, write(chantier, "110", "50"), geste="brouillon")
    assert "a été enregistré 1 fois aujourd’hui" in text(answer)
    assert "110" in text(answer)


# What is noted already, what is joined, who is missing


def test_une_heure_saisie_par_la_facilitatrice_n_est_ni_ecrasee_ni_doublee(client, chantier, page):
    make_ligne(chantier.emplois[0].mise_emploi, chantier.lot, 90, mois=get_mois())
    send(client, page, write(chantier, "100", "50"))
    assert [(row[1], row[3]) for row in list_heures()] == [(90, "saisie"), (50, "entreprise")]
    assert list(LigneReleve.objects.order_by("pk").values_list("heures", flat=True)) == [100, 50]


def test_une_heure_deja_validee_se_lit_et_ne_se_tape_pas(client, chantier, page):
    make_ligne(chantier.emplois[0].mise_emploi, chantier.lot, 90, mois=get_mois(), statut="validee")
    shown = client.get(page)
    assert name_case(chantier.emplois[0].uuid, T) not in shown.context["form"].fields
    assert "déjà validées" in text(shown)
    assert send(client, page, write(chantier, "100", "50")).status_code == 302
    assert [row[1] for row in list_heures()] == [90, 50]


@pytest.fixture
def magasin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_un_justificatif_se_joint_une_fois_et_se_retire(client, chantier, page, magasin):
    for _ in range(2):
        fichier = SimpleUploadedFile("relevé.pdf", PDF, "application/pdf")
        send(client, page, write(chantier, "100", "50"), geste="brouillon", fichier=fichier)
    joint = JustificatifReleve.objects.select_related("piece").get()
    assert (joint.piece.classe, joint.piece.is_de_dossier) == ("clause", True)
    send(client, page, write(chantier, "100", "50"), geste="brouillon", retirer=[str(joint.uuid)])
    assert not JustificatifReleve.objects.exists()
    joint.piece.refresh_from_db()
    assert joint.piece.etat == "retiree"


def test_un_fichier_d_un_autre_type_est_refuse_et_la_saisie_reste_a_l_ecran(client, chantier, page, magasin):
    fichier = SimpleUploadedFile("outil.exe", b"MZ\x90\x00" * 40, "application/pdf")
    answer = send(client, page, write(chantier, "100", "50"), geste="brouillon", fichier=fichier)
    assert answer.status_code == 200
    assert answer.context["form"].errors["fichier"]
    assert "100" in text(answer)
    assert not JustificatifReleve.objects.exists()


def test_une_personne_hors_de_la_liste_se_signale_sans_devenir_un_contrat(client, chantier, page):
    answer = send(client, page, write(chantier, "100", "50"), geste="embauche")
    assert answer.url == f"{page}embauche/"
    said = {"personne": "Sacha Nouveau", "metier": "Peintre", "debut": localdate().isoformat(), "heures": "35"}
    form = {**open_page(client, answer.url), **said}
    for _ in range(2):
        assert client.post(answer.url, form).status_code == 302
    signalee = EmbaucheSignalee.objects.get()
    assert (signalee.personne, signalee.heures, signalee.suite) == ("Sacha Nouveau", 35, "")
    assert b"Sacha" not in bytes(signalee.personne_scelle)
    assert "Sacha" not in text(client.get(page))  # a page that opens without an account names no more than it must
    assert LigneReleve.objects.count() == 2


def test_une_embauche_a_venir_est_refusee_a_son_champ(client, chantier, page):
    url = f"{page}embauche/"
    demain = (localdate() + timedelta(days=1)).isoformat()
    answer = client.post(url, {**open_page(client, url), "personne": "Sacha", "debut": demain})
    assert "le jour venu" in answer.context["form"].errors["debut"][0]
    assert not EmbaucheSignalee.objects.exists()


def test_l_aide_s_ouvre_sans_lien_et_ne_s_indexe_pas(client):
    answer = client.get("/declarer/aide/")
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
