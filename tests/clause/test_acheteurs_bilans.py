"""The bilans a buyer reads by its link: those handed to it, as they were, and nothing else at any address."""

import io
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.clause import liens
from maillage.clause.actions.bilans import comment_bilan, record_transmission, refreeze_bilan
from maillage.clause.actions.contacts import close_acces, open_acces
from maillage.clause.models import Bilan, ContactDonneur, Lot
from maillage.socle.journal.models import Acces
from tests.clause.lecture import tells
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_emploi, make_ligne, make_personne
from tests.clause.usine_validee import make_bilan, make_lot_fait
from tests.parcours.suivi.pages import count_queries
from tests.socle.documents.test_documents import read_text

pytestmark = pytest.mark.django_db
SIX = (120, 120, 120, 120, 120, 100)


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


@pytest.fixture
def lot(dispositif):
    return make_lot_fait(dispositif, SIX)


def transmet(by: Any, bilan: Bilan) -> Bilan:
    return record_transmission(by=by, bilan=bilan, le=localdate(), today=localdate())


def make_contact(lot: Lot) -> ContactDonneur:
    return ContactDonneur.objects.create(
        dispositif=lot.dispositif, donneur=lot.marche.acheteur, nom="Claude Essai", fonction="achats",
        courriel="a@b.test", du=date(2026, 1, 5), modifie_le=localdate(),
    )  # fmt: skip


def follow(client: Any, contact: ContactDonneur) -> str:
    """The page of the bilans, the link once followed."""
    acces = open_acces(by=make_facilitateur(contact.dispositif), contact=contact, today=localdate())
    client.get(f"/acheteur/{liens.sign_acces(acces)}/")
    return f"/acheteur/bilans/{contact.uuid}/"


def text(page: Any) -> str:
    return " ".join(page.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def test_l_acheteur_lit_le_bilan_qu_on_lui_a_transmis_et_prend_ses_fichiers(client, by, dispositif, lot):
    bilan = make_bilan(dispositif, lot)
    comment_bilan(by=by, bilan=bilan, values={"commentaire": "Un mois de retard."})
    transmet(by, bilan)
    page = follow(client, make_contact(lot))
    liste = client.get(page)
    assert [row.pk for row in liste.context["bilans"]] == [bilan.pk]
    lu = client.get(f"{page}{bilan.uuid}/")
    assert "700 h d’insertion réalisées sur 833,33 h engagées, soit 84,0 %" in text(lu)
    assert "Un mois de retard." in text(lu)
    assert lu["X-Robots-Tag"] == "noindex, nofollow"
    pdf = client.get(f"{page}{bilan.uuid}/bilan.pdf")
    assert "84,0" in read_text(pdf.content)
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(client.get(f"{page}{bilan.uuid}/bilan.xlsx").streaming_content))
    )
    apropos = {row[0]: row[1] for row in book.get_sheet_by_name("À propos").to_python()}
    assert (apropos["Empreinte"], apropos["Lecture"]) == (bilan.empreinte, "À transmettre")
    opened = Acces.objects.filter(type__startswith="clause.donneur_bilan", cible_cle=str(bilan.uuid))
    assert (
        sorted(opened.values_list("type", flat=True)) == ["clause.donneur_bilan"] + ["clause.donneur_bilan_fichier"] * 2
    )


def test_elle_ne_lit_que_la_version_a_transmettre(client, by, dispositif):
    lot = make_lot_fait(dispositif, (400, 300))
    bilan = transmet(by, make_bilan(dispositif, lot))
    page = follow(client, make_contact(lot))
    lu = text(client.get(f"{page}{bilan.uuid}/?pour=service"))
    assert "700 h" not in lu
    assert "Moins de 5 personnes ont travaillé sur ce lot." in lu
    assert client.get(f"/bilans/{bilan.uuid}/service/bilan.pdf").status_code == 302  # to sign in


def test_rien_de_ce_qui_n_est_pas_transmis_a_elle_ne_s_ouvre(client, by, dispositif, lot):
    fige = make_bilan(dispositif, lot)
    autre = transmet(by, make_bilan(dispositif, make_lot_fait(dispositif, SIX)))
    ailleurs_ = make_clause()
    ailleurs = transmet(make_facilitateur(ailleurs_), make_bilan(ailleurs_, make_lot_fait(ailleurs_, SIX)))
    page = follow(client, make_contact(lot))
    assert not client.get(page).context["bilans"]
    assert "Aucun bilan ne vous est encore transmis" in text(client.get(page))
    for bilan in (fige, autre, ailleurs):
        for suite in ("", "bilan.pdf", "bilan.xlsx", "bilan.csv"):
            assert client.get(f"{page}{bilan.uuid}/{suite}").status_code == 404


def test_le_lien_retire_ferme_aussi_les_bilans_et_rien_ne_s_y_ecrit(client, by, dispositif, lot):
    bilan = transmet(by, make_bilan(dispositif, lot))
    contact = make_contact(lot)
    page = follow(client, contact)
    addresses = (page, f"{page}{bilan.uuid}/", f"{page}{bilan.uuid}/bilan.pdf")
    assert [client.post(address).status_code for address in addresses] == [405] * 3
    close_acces(by=by, contact=contact)
    assert [client.get(address).status_code for address in addresses] == [410] * 3


def test_une_version_qu_elle_n_a_pas_recue_n_existe_pas_pour_elle(client, by, dispositif, lot):
    """Neither as « plus récente », nor in what changed."""
    premier = make_bilan(dispositif, lot)
    for _ in range(6):
        make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 2, statut="validee", decidee_le=localdate())
    second = transmet(by, refreeze_bilan(by=by, bilan=premier, now=premier.extrait_le))
    page = follow(client, make_contact(lot))
    lu = text(client.get(f"{page}{second.uuid}/"))
    assert "712 h" in lu
    assert "700 h" not in lu
    assert "Ce qui a changé" not in lu
    assert not tells(read_text(client.get(f"{page}{second.uuid}/bilan.pdf").content), "700")
    for _ in range(6):
        make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 1, statut="validee", decidee_le=localdate())
    troisieme = refreeze_bilan(by=by, bilan=second, now=second.extrait_le)
    assert "plus récente" not in text(client.get(f"{page}{second.uuid}/"))
    transmet(by, troisieme)
    assert "plus récente" in text(client.get(f"{page}{second.uuid}/"))
    assert "Heures réalisées : 712 h → <strong>718 h</strong>" in text(client.get(f"{page}{troisieme.uuid}/"))


def test_un_bilan_modifie_dans_la_base_ne_se_lit_pas(client, by, dispositif, lot):
    bilan = transmet(by, make_bilan(dispositif, lot))
    valeurs = bilan.valeurs
    valeurs["mesures"][0]["valeur"] = "9999.00"
    Bilan.objects.update(valeurs=valeurs)
    page = follow(client, make_contact(lot))
    lu = text(client.get(f"{page}{bilan.uuid}/"))
    assert "Ce bilan ne peut pas être lu." in lu
    assert "9 999" not in lu
    assert client.get(f"{page}{bilan.uuid}/bilan.pdf").status_code == 404


def test_ses_pages_posent_autant_de_requetes_pour_2_et_20_bilans(client, by, dispositif, lot):
    donneur = lot.marche.acheteur
    page = follow(client, make_contact(lot))
    counts = []
    for combien in (2, 18):
        for _ in range(combien):
            autre = make_lot_fait(dispositif, SIX)
            type(autre.marche).objects.filter(pk=autre.marche_id).update(acheteur=donneur)
            bilan = transmet(by, make_bilan(dispositif, Lot.objects.get(pk=autre.pk)))
        lots = page.replace("bilans", "lots")
        counts.append([len(count_queries(client, url)) for url in (page, f"{page}{bilan.uuid}/", lots)])
    assert counts[0] == counts[1]
