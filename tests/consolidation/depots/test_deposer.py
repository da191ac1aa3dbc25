"""`maillage deposer`: here, in a file, elsewhere; and what it says when it cannot."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from maillage.cli import main
from maillage.consolidation.depots.actions.reguliers import make_cle
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import Origine
from tests.consolidation.depots.usine import make_acteur_de, make_campagne
from tests.parcours.usine import make_parcours
from tests.usine import make_dispositif

ANNEE = localdate().year - 1


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


def make_ouverte():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


def make_plie(nom="PLIE d’essai"):
    made = make_dispositif(nom)
    make_parcours(made, date_entree=localdate().replace(year=ANNEE, month=3, day=1))
    return made


@pytest.mark.django_db
class TestIci:
    def test_il_depose_dans_la_campagne_ouverte_et_ne_depose_pas_deux_fois(self, capsys):
        plie = make_plie()
        make_ouverte()
        command = ["deposer", "--dispositif", plie.slug, "--millesime", str(ANNEE)]
        assert main(command) == 0
        depot = Depot.objects.get()
        assert depot.origine == Origine.COMMANDE
        assert f"version 1, déposé. SHA-256 {depot.empreinte}" in capsys.readouterr().out
        assert main(command) == 0
        assert "rien n’a changé" in capsys.readouterr().out
        assert Depot.objects.count() == 1

    def test_tous_les_attendus_un_par_un_et_qui_n_a_rien_est_dit(self, capsys):
        make_plie(), make_plie("PLIE second")
        make_dispositif("PLIE sans dossier")
        make_ouverte()
        assert main(["deposer", "--tous", "--millesime", str(ANNEE)]) == 1
        said, erreurs = capsys.readouterr()
        assert "2 déposés sur 3 attendus." in said
        assert "PLIE sans dossier : Aucun dossier n’est tenu ici" in said
        assert "1 dépôt refusé sur 3" in erreurs
        assert Depot.objects.count() == 2

    def test_tous_deposes_la_commande_reussit(self, capsys):
        make_plie(), make_plie("PLIE second")
        make_ouverte()
        assert main(["deposer", "--tous", "--millesime", str(ANNEE)]) == 0
        assert "2 déposés sur 2 attendus." in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("plus", "dit"),
        [
            (["--dispositif", "inconnu"], "aucun PLIE, aucun service de la clause ne s’appelle"),
            (["--tous"], "n’a pas ouvert de campagne"),
            (["--tous", "--vers", "https://ailleurs.test"], "--tous dépose ici"),
        ],
    )
    def test_ce_qui_ne_va_pas_se_dit(self, capsys, plus, dit):
        assert main(["deposer", "--millesime", str(ANNEE), *plus]) == 1
        assert dit in capsys.readouterr().err

    def test_dans_un_fichier_rien_n_est_depose(self, tmp_path, capsys):
        plie = make_plie()
        sortie = tmp_path / "depot.json"
        assert main(["deposer", "--dispositif", plie.slug, "--millesime", str(ANNEE), "--sortie", str(sortie)]) == 0
        assert json.loads(sortie.read_text(encoding="utf-8"))["dispositif"] == str(plie.uuid)
        assert not Depot.objects.exists()

    def test_a_decouvert_ou_sans_cle_rien_ne_part(self, tmp_path, capsys):
        plie = make_plie()
        base = ["deposer", "--dispositif", plie.slug, "--millesime", str(ANNEE), "--vers"]
        assert main([*base, "http://ailleurs.test"]) == 1
        assert "à découvert" in capsys.readouterr().err
        assert main([*base, "https://ailleurs.test"]) == 1
        assert "--cle-fichier" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_dans_une_autre_installation_avec_sa_cle(live_server, tmp_path, capsys):
    plie = make_plie()
    make_ouverte()
    _, cle = make_cle(by=make_acteur_de(plie), dispositif=plie, libelle="Essai", today=localdate())
    fichier = tmp_path / "cle.txt"
    command = [
        "deposer", "--dispositif", plie.slug, "--millesime", str(ANNEE), "--vers", live_server.url, "--cle-fichier", str(fichier),
    ]  # fmt: skip
    fichier.write_text(f"{cle}\n", encoding="utf-8")
    assert main(command) == 0
    assert "Reçu, version 1, déposé" in capsys.readouterr().out
    assert Depot.objects.get().origine == Origine.API
    fichier.write_text("fausse", encoding="utf-8")
    assert main(command) == 1
    assert "Clé absente, inconnue ou révoquée" in capsys.readouterr().err
