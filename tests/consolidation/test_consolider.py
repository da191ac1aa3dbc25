"""A year counted on the whole installation: by night the facts, by command the cells, from the dispositif to the nation."""

import csv
from datetime import date
from random import Random

import pytest
from django.utils.timezone import localdate

from maillage.cli import main
from maillage.consolidation.cellules.comptage import count_millesime
from maillage.consolidation.faits.extraction import extract_faits, find_racine, list_dispositifs
from maillage.consolidation.faits.fichiers import read_manifeste
from maillage.consolidation.travaux import FAITS
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_service
from maillage.socle.travaux.actions import enqueue_service
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.travailleur import Equipier
from maillage.territoire.models import Departement, Region
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_lot_notifie
from tests.consolidation.petit_reseau_clause import ANNEE as ANNEE_CLAUSE
from tests.consolidation.petit_reseau_clause import make_lignes
from tests.consolidation.petit_reseau_clause import write as write_clause
from tests.parcours.usine import make_parcours
from tests.usine import make_dispositif

ANNEE = localdate().year - 1
ENTREES = {"A": 3, "B": 2, "C": 4}


@pytest.fixture
def plies(settings, tmp_path):
    """Two in one département, one in another region; and one whose place nobody said."""
    settings.VAR = tmp_path / "var"
    made = {}
    for nom, region, departement in (("A", "9X", "9A"), ("B", "9X", "9A"), ("C", "9Y", "9C")):
        une, _ = Region.objects.get_or_create(code=region, defaults={"nom": f"Région {region}"})
        un, _ = Departement.objects.get_or_create(
            code=departement, defaults={"nom": f"Département {departement}", "region": une, "zone": "metro"}
        )
        made[nom] = make_dispositif(f"PLIE {nom}", region=une, departement=un)
    made["D"] = make_dispositif("PLIE sans lieu")
    make_dispositif("PLIE qui tient ses dossiers ailleurs")
    for nom, combien in {**ENTREES, "D": 1}.items():
        for rang in range(combien):
            make_parcours(made[nom], date_entree=date(ANNEE, 3, 1 + rang))
    Dispositif.objects.update(is_fictif=False)
    return made


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_entrees(lignes):
    return {
        (ligne["niveau"], ligne["territoire"]): int(ligne["valeur"])
        for ligne in lignes
        if ligne["code"] == "plie.entrees" and not ligne["ventilation"] and ligne["valeur"] != "0"
    }


@pytest.mark.django_db
class TestCommande:
    def test_du_dispositif_a_la_france_chaque_niveau_est_la_somme_du_dessous(self, plies, tmp_path, capsys):
        sortie = tmp_path / "sortie"
        assert main(["consolider", "--millesime", str(ANNEE), "--sortie", str(sortie), "--diffusion", "interne"]) == 0
        lignes = read(sortie / "cellules.csv")
        slugs = {nom: one.slug for nom, one in plies.items()}
        assert find_entrees(lignes) == {
            ("france", "FR"): 10, ("region", "9X"): 5, ("region", "9Y"): 4, ("departement", "9A"): 5, ("departement", "9C"): 4,
            ("dispositif", slugs["A"]): 3, ("dispositif", slugs["B"]): 2, ("dispositif", slugs["C"]): 4,
            ("dispositif", slugs["D"]): 1,
        }  # fmt: skip
        assert {ligne["statut"] for ligne in lignes} == {"interne"}
        assert all(ligne["base"] and ligne["version"] and ligne["libelle"] for ligne in lignes)
        told = capsys.readouterr().out
        assert "PLIE qui ont des dossiers ici : 4 sur 5" in told
        assert "contrôle du secret" in told
        assert "rapport.pdf" in told
        page = (sortie / "rapport.html").read_text(encoding="utf-8")
        assert "PLIE comptés" in page
        assert (sortie / "rapport.pdf").read_bytes().startswith(b"%PDF")

    def test_deux_fois_le_meme_fichier_et_rien_n_est_relu(self, plies, tmp_path, capsys):
        command = [
            "consolider",
            "--millesime",
            str(ANNEE),
            "--sortie",
            str(tmp_path / "sortie"),
            "--diffusion",
            "interne",
        ]
        main(command)
        first = (tmp_path / "sortie" / "cellules.csv").read_bytes()
        capsys.readouterr()
        main(command)
        assert (tmp_path / "sortie" / "cellules.csv").read_bytes() == first
        assert "0 a changé" in capsys.readouterr().out

    @pytest.mark.lent
    @pytest.mark.un_moteur
    @pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # pyspark's own
    def test_avec_spark_le_fichier_est_le_meme_a_l_octet_pres(self, plies, tmp_path):
        for moteur in ("duckdb", "spark"):
            command = ["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / moteur), "--moteur", moteur]
            assert main(command) == 0
        files = [tmp_path / moteur / "cellules.csv" for moteur in ("duckdb", "spark")]
        assert files[0].read_bytes() == files[1].read_bytes()

    def test_sans_java_rien_n_est_extrait(self, plies, tmp_path, capsys, monkeypatch):
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        command = ["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / "s"), "--moteur", "spark"]
        assert main(command) == 1
        said = capsys.readouterr()
        assert "Spark a besoin de Java" in said.err
        assert "Faits" not in said.out
        assert not (tmp_path / "s").exists()

    @pytest.mark.parametrize("millesime", ["1999", str(localdate().year + 1)])
    def test_une_annee_qui_n_est_pas_venue_se_refuse(self, plies, tmp_path, capsys, millesime):
        assert main(["consolider", "--millesime", millesime, "--sortie", str(tmp_path)]) == 1
        assert f"une année de 2000 à {localdate().year}" in capsys.readouterr().err

    def test_un_fichier_n_est_pas_un_dossier(self, plies, tmp_path, capsys):
        (tmp_path / "note.txt").write_text("déjà là", encoding="utf-8")
        assert main(["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / "note.txt")]) == 1
        assert "donnez un dossier" in capsys.readouterr().err
        assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "déjà là"

    def test_sans_plie_il_n_y_a_rien_a_compter(self, settings, tmp_path, capsys):
        settings.VAR = tmp_path
        make_dispositif("Une clause", type=TypeDispositif.CLAUSE)
        assert main(["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / "s")]) == 1
        assert "aucun PLIE" in capsys.readouterr().err

    def test_les_chiffres_de_la_demonstration_disent_qu_ils_sont_fictifs(self, plies, tmp_path, capsys):
        Dispositif.objects.filter(pk=plies["A"].pk).update(is_fictif=True)
        main(["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / "s"), "--diffusion", "interne"])
        assert {ligne["statut"] for ligne in read(tmp_path / "s" / "cellules.csv")} == {"fictif"}
        assert "fictifs" in capsys.readouterr().out

    def test_l_ordre_des_dispositifs_ne_change_rien(self, plies):
        rows = list_dispositifs()
        for one in rows:
            extract_faits(dispositif=one)
        found = [count_millesime(order, millesime=ANNEE).cellules for order in (rows, rows[::-1])]
        assert sorted(found[0], key=lambda c: c.cle) == sorted(found[1], key=lambda c: c.cle)


@pytest.mark.django_db(transaction=True)
class TestTravailDeNuit:
    def run(self) -> Travail:
        with open_service("épreuve"):  # as the timetable asks for it
            travail = enqueue_service(code=FAITS)
        equipier = Equipier()
        while Travail.objects.filter(pk=travail.pk, etat__in=("attente", "en_cours")).exists():
            assert equipier.run_next()
        return Travail.objects.get(pk=travail.pk)

    def test_chaque_dispositif_a_ses_faits_et_la_nuit_suivante_rien_ne_change(self, plies):
        first = self.run()
        assert (first.etat, first.progression, first.total) == ("fini", 5, 5)
        assert self.read_parcours(plies) == {**ENTREES, "D": 1}
        make_parcours(plies["B"])
        self.run()
        assert self.read_parcours(plies) == {**ENTREES, "B": 3, "D": 1}
        assert self.run().phrase == "0 dispositif a changé sur 5."

    def read_parcours(self, plies) -> dict[str, int | None]:
        manifestes = {nom: read_manifeste(find_racine(), one.uuid) for nom, one in plies.items()}
        return {nom: found.lignes["parcours"] if found else None for nom, found in manifestes.items()}

    def test_un_service_de_la_clause_a_les_siens_la_meme_nuit(self, plies):
        service = make_dispositif("Clause", type=TypeDispositif.CLAUSE)
        make_lot_notifie(service)
        assert self.run().total == 6
        found = read_manifeste(find_racine(), service.uuid)
        assert found is not None
        assert found.lignes["clause_lots"] == 1
        assert "parcours" not in found.lignes

    def test_sans_dispositif_il_finit_tout_de_suite(self, settings, tmp_path):
        settings.VAR = tmp_path
        assert self.run().etat == "fini"


@pytest.mark.django_db
def test_la_clause_se_consolide_par_la_meme_commande(settings, tmp_path, capsys):
    """Of facts that no file here made, as those of a fictitious network."""
    settings.VAR = tmp_path / "var"
    for rang in range(4):
        service = make_clause()
        write_clause(service, make_lignes(str(service.uuid), Random(rang), is_premier=not rang), origine="essai")
    sortie = tmp_path / "sortie"
    command = ["consolider", "--consolide", "clause", "--millesime", str(ANNEE_CLAUSE), "--sortie", str(sortie)]
    assert main(command) == 0
    assert "Services de la clause qui ont des dossiers ici : 4 sur 4" in capsys.readouterr().out
    lignes = {
        ligne["code"]: ligne
        for ligne in read(sortie / "cellules.csv")
        if ligne["niveau"] == "france" and not ligne["ventilation"]
    }
    assert int(lignes["clause.heures"]["valeur"]) > 1_000
    assert int(lignes["clause.marches"]["valeur"]) > 0  # counted here, each once
    assert int(lignes["clause.heures_engagees"]["valeur"]) > 1_000
    assert int(lignes["clause.taux_realisation"]["base"]) > 1_000  # in hours
    assert {"rapport.html", "rapport.pdf", "tableaux.xlsx", "certificat.json"} <= {
        path.name for path in sortie.iterdir()
    }
    assert main(["consolider", "--millesime", str(ANNEE), "--sortie", str(tmp_path / "plie")]) == 1
    assert "aucun PLIE" in capsys.readouterr().err
