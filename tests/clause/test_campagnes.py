"""The bilans of a whole year: asked for once, made by the worker, taken as a ZIP by the service and by nobody else."""

import io
import os
import time
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause import campagnes
from maillage.clause.actions.campagnes import TRAVAIL, CampagneRefusee, ask_campagne, choose_periode
from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_etape, run_travail
from maillage.socle.travaux.menage import erase_resultats
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.travailleur import Equipier
from tests.clause.usine import make_clause, make_marche
from tests.clause.usine_aval import make_emploi, make_ligne, make_personne
from tests.clause.usine_validee import make_lot_fait
from tests.parcours.suivi.pages import fill
from tests.usine import make_acteur, make_habilitation

pytestmark = pytest.mark.django_db(transaction=True)
ANNEE = localdate().year - 1
AVRIL = date(ANNEE, 4, 1)


@pytest.fixture(autouse=True)
def _magasin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def habilitation(dispositif):
    return make_habilitation(Role.FACILITATEUR, dispositif, revue_le=localdate())


def run(travail: Travail) -> Travail:
    equipier = Equipier()
    while Travail.objects.filter(pk=travail.pk, etat__in=("attente", "en_cours")).exists():
        assert equipier.run_next()
    return Travail.objects.get(pk=travail.pk)


def read_zip(client: Any, travail: Travail) -> dict[str, bytes]:
    content = b"".join(client.get(travail.resultat["url"]).streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_un_bilan_par_lot_pour_l_annee_puis_le_zip(client, dispositif, habilitation):
    marche = make_marche(dispositif, objet="Médiathèque")
    for numero in (1, 2):
        make_lot_fait(dispositif, (100, 50), mois=AVRIL, marche=marche, numero=numero)
    make_lot_fait(dispositif, (9,))  # another year's
    make_lot_fait(make_clause(), (9,), mois=AVRIL)  # another service's
    client.force_login(habilitation.compte)
    answer = fill(client, "/bilans/annee/", perimetre="lot", annee=str(ANNEE))
    travail = Travail.objects.get(code=TRAVAIL)
    assert answer.url == travail.get_absolute_url()
    travail = run(travail)
    assert (travail.etat, travail.progression, travail.total) == ("fini", 5, 5)
    found = read_zip(client, travail)
    assert sorted(name[4:] for name in found if name.endswith(".pdf")) == [
        "mediatheque-lot-1.pdf",
        "mediatheque-lot-2.pdf",
    ]
    recap = found["recapitulatif.csv"].decode("utf-8-sig").splitlines()
    assert len(recap) == 3
    assert all("150,00" in line for line in recap[1:])
    assert {b.type for b in Bilan.objects.all()} == {"annuel"}
    assert not (campagnes.get_dossier(travail.uuid) / campagnes.PARTIES).exists()


def test_un_bilan_par_donneur_d_ordre_refait_ne_fige_que_ce_qui_a_change(client, dispositif, habilitation):
    lots = [make_lot_fait(dispositif, (100,), mois=AVRIL) for _ in range(2)]
    by = make_acteur(habilitation=habilitation)
    run(ask_campagne(by=by, perimetre=Perimetre.ACHETEUR, annee=ANNEE))
    emploi = make_emploi(make_personne(dispositif), lots=[lots[0]])
    make_ligne(emploi, lots[0], 12, mois=AVRIL, statut="validee")
    travail = run(ask_campagne(by=by, perimetre=Perimetre.ACHETEUR, annee=ANNEE))
    assert sorted(Bilan.objects.values_list("numero", flat=True)) == [1, 1, 2]
    client.force_login(habilitation.compte)
    assert len(read_zip(client, travail)) == 3


def test_deux_demandes_a_la_fois_sont_refusees(dispositif, habilitation):
    make_lot_fait(dispositif, (100,), mois=AVRIL)
    by = make_acteur(habilitation=habilitation)
    ask_campagne(by=by, perimetre=Perimetre.LOT, annee=ANNEE)
    with pytest.raises(CampagneRefusee, match="se préparent déjà"):
        ask_campagne(by=by, perimetre=Perimetre.LOT, annee=ANNEE)


def test_une_annee_sans_heures_le_dit(dispositif, habilitation):
    travail = run(ask_campagne(by=make_acteur(habilitation=habilitation), perimetre=Perimetre.LOT, annee=ANNEE))
    assert travail.etat == "echoue"
    assert "Aucune heure n’est validée" in travail.erreur


def test_le_zip_d_un_autre_service_n_existe_pas(client, dispositif, habilitation):
    make_lot_fait(dispositif, (100,), mois=AVRIL)
    travail = run(ask_campagne(by=make_acteur(habilitation=habilitation), perimetre=Perimetre.LOT, annee=ANNEE))
    client.force_login(make_habilitation(Role.FACILITATEUR, make_clause()).compte)
    assert client.get(travail.resultat["url"]).status_code == 404


def test_un_document_perdu_avant_l_assemblage_se_reimprime(client, dispositif, habilitation):
    make_lot_fait(dispositif, (100,), mois=AVRIL)
    asked = ask_campagne(by=make_acteur(habilitation=habilitation), perimetre=Perimetre.LOT, annee=ANNEE)
    taken = bail.take("essai")
    assert taken is not None
    while not taken.curseur.get("imprimes"):
        run_etape(taken)
    campagnes.remove_parties(asked.uuid)
    run_travail(taken)
    client.force_login(habilitation.compte)
    assert len(read_zip(client, Travail.objects.get(pk=asked.pk))) == 2


def test_les_zip_s_effacent_apres_leur_duree(dispositif, habilitation):
    make_lot_fait(dispositif, (100,), mois=AVRIL)
    travail = run(ask_campagne(by=make_acteur(habilitation=habilitation), perimetre=Perimetre.LOT, annee=ANNEE))
    with open_service("essai"):
        assert erase_resultats(on=localdate()) == 0
    old = time.time() - timedelta(days=30).total_seconds()
    os.utime(campagnes.get_dossier(travail.uuid), (old, old))
    with open_service("essai"):
        assert erase_resultats(on=localdate()) == 1
    assert not campagnes.find_archive(travail.uuid).exists()


def test_une_annee_en_cours_n_est_pas_un_bilan_annuel():
    type, periode = choose_periode(2026, today=date(2026, 11, 29))
    assert (type, periode.au) == (TypeBilan.INTERMEDIAIRE, date(2026, 11, 30))
    assert choose_periode(2026, today=date(2026, 12, 3))[0] is TypeBilan.ANNUEL
    assert choose_periode(2025, today=date(2026, 11, 29))[1].libelle == "année 2025"
