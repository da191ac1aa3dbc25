"""A file of annonces loaded: what enters the queue, what the report says, what a second load changes, what is taken back."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.echanges.reperage.actions import depots, versement
from maillage.echanges.reperage.actions.depots import ReperageRefuse
from maillage.echanges.reperage.models import Annonce, Brouillon, Fichier, Morceau
from maillage.echanges.reperage.nomenclatures import EtatAnnonce, MotifEcart, Source
from maillage.socle.journal.models import Evenement
from tests.clause.usine import make_clause, make_donneur, make_facilitateur
from tests.clause.usine import make_marche as make_marche_suivi
from tests.echanges.decp.test_lecture import TABLE, XML
from tests.echanges.decp.usine import ACHETEUR, AUTRE, ENTREPRISE, make_marche
from tests.echanges.reperage.usine import (
    list_releve,
    load,
    load_marche,
    make_departements,
    read_comptes,
    submit,
    write_decp,
)

pytestmark = pytest.mark.django_db
AUCUNE = {"considerationSociale": ["Pas de considération sociale"]}
AILLEURS = {"code": "01", "typeCode": "Code département"}


@pytest.fixture
def dispositif():
    make_departements()
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def test_un_marche_annonce_entre_dans_la_file_et_rien_n_est_suivi(by, dispositif):
    fichier = load(by, dispositif, write_decp(make_marche()))
    annonce = Annonce.objects.get()
    assert (annonce.etat, annonce.uid, annonce.lot) == ("a_qualifier", f"{ACHETEUR}2025-042", None)
    assert (annonce.montant, annonce.duree_mois, annonce.departements) == (Decimal("1200000.50"), 14, ["59"])
    assert read_comptes(fichier) == {"lus": 1, "nouvelles": 1}
    assert fichier.etat == "verse"
    assert not Brouillon.objects.exists()
    assert not Morceau.objects.exists()
    assert Evenement.objects.filter(type="reperage.versement").count() == 1


def test_verser_deux_fois_ne_change_rien(by, dispositif):
    contenu = write_decp(make_marche())
    load(by, dispositif, contenu)
    avant = Annonce.objects.values().get()
    fichier = load(by, dispositif, contenu)
    assert Annonce.objects.values().get() == avant
    assert read_comptes(fichier) == {"lus": 1, "connues": 1}


def test_seul_ce_qui_s_execute_dans_les_departements_suivis_est_garde(by, dispositif):
    fichier = load(
        by, dispositif,
        write_decp(
            make_marche(), make_marche(id="2", lieuExecution=AILLEURS),
            make_marche(id="3", lieuExecution={"code": "32", "typeCode": "Code région"}),
            make_marche(id="4", lieuExecution={"code": "FR", "typeCode": "Code pays"}),
            make_marche(id="5", lieuExecution=None),
            make_marche(id="6", lieuExecution=None, considerationsSociales=AUCUNE),
        ),
    )  # fmt: skip
    assert read_comptes(fichier) == {"lus": 6, "hors_territoire": 2, "nouvelles": 4}
    multis = Annonce.objects.filter(is_multi=True).order_by("uid")
    assert [a.departements for a in multis] == [["59", "62"], []]
    assert "plusieurs territoires" in multis[0].doutes[0]
    assert "ne se lit pas" in Annonce.objects.get(uid=f"{ACHETEUR}5").doutes[0]


def test_sans_consideration_ni_indice_rien_n_entre_et_un_nul_n_est_pas_inconnu(by, dispositif):
    fichier = load(
        by, dispositif,
        write_decp(
            make_marche(considerationsSociales=AUCUNE), make_marche(id="2", considerationsSociales=None),
            make_marche(id="3", considerationsSociales=None, objet="Chantier d’insertion"),
        ),
    )  # fmt: skip
    assert read_comptes(fichier) == {"lus": 3, "sans_indice": 2, "nouvelles": 1}
    assert "« insertion »" in Annonce.objects.get().raisons[0]


def test_ce_qui_est_suivi_ici_revient_ou_que_ce_soit_meme_sans_consideration(by, dispositif):
    make_marche_suivi(dispositif, acheteur=make_donneur(dispositif, siret=ACHETEUR), numero="2025-042")
    fichier = load(by, dispositif, write_decp(make_marche(lieuExecution=AILLEURS, considerationsSociales=AUCUNE)))
    assert read_comptes(fichier) == {"lus": 1, "sans_indice": 1}


def test_un_couple_repete_ne_compte_qu_une_fois_et_se_dit(by, dispositif):
    fichier = load(by, dispositif, write_decp(make_marche(), make_marche(objet="Le même, corrigé")))
    assert Annonce.objects.get().objet == "Le même, corrigé"
    assert read_comptes(fichier) == {"lus": 2, "nouvelles": 1, "doublons": 1}
    assert list_releve(fichier) == [("marché n° 2", "nouvelle"), ("marché n° 1", "doublon")]


def test_une_ligne_sans_numero_est_refusee_avec_sa_place_et_son_remede(by, dispositif):
    fichier = load(by, dispositif, write_decp(make_marche(id=""), make_marche(), make_marche(acheteur=None)))
    assert read_comptes(fichier) == {"lus": 3, "nouvelles": 1, "refuses": 2}
    refus = fichier.releves.get(place="marché n° 1")
    assert refus.message.startswith("le marché n’a pas de numéro. ")
    assert "repérez le marché à la main" in refus.message


def test_des_identifiants_faux_avertissent_sans_bloquer(by, dispositif):
    titulaires = [{"titulaire": {"id": faux, "typeIdentifiant": "SIRET"}} for faux in ("123456", "123456789012345")]
    annonce = load_marche(by, dispositif, titulaires=titulaires)
    assert [doute[:16] for doute in annonce.doutes] == ["Titulaire 123456", "Titulaire 123456"]


def test_une_modification_remplace_et_l_ecart_est_dit(by, dispositif):
    load(by, dispositif, write_decp(make_marche()))
    modifiee = make_marche(modifications=[{"modification": {"id": 1, "montant": 1500000.5}}])
    fichier = load(by, dispositif, write_decp(modifiee))
    annonce = Annonce.objects.get()
    assert annonce.montant == Decimal("1500000.50")
    assert "+300\u202f000" in annonce.changements[0]
    assert read_comptes(fichier) == {"lus": 1, "modifiees": 1}
    assert "+300\u202f000" in fichier.releves.get(suite="modifiee").message


def test_le_tableau_consolide_ne_somme_rien(by, dispositif):
    lieu = TABLE.replace(";modification_id", ";modification_id;lieuExecution_code;lieuExecution_typeCode")
    lignes = [ligne + (";59350;Code postal" if rang else "") for rang, ligne in enumerate(lieu.splitlines())]
    fichier = load(by, dispositif, "\n".join(lignes).encode(), nom="consolide.csv")
    annonce = Annonce.objects.get()
    assert annonce.montant == Decimal(15000)
    assert {t["titulaire"]["id"] for t in annonce.contenu["modifications"][0]["modification"]["titulaires"]} == {
        ENTREPRISE, AUTRE,
    }  # fmt: skip
    assert read_comptes(fichier) == {"lus": 4, "nouvelles": 1, "sans_indice": 1}


def test_le_xml_entre_aussi(by, dispositif):
    lieu = b"<lieuExecution><code>59</code><typeCode>Code departement</typeCode></lieuExecution>"
    fichier = load(by, dispositif, XML.replace(b"<dateNotification>", lieu + b"<dateNotification>"), nom="a.xml")
    assert read_comptes(fichier)["doublons"] == 1


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [(b'{"marches": {"marche": [{"id": "1"},\n{"id": ', "ligne 2, colonne"),
     (b"<marches><marche><id>1</id>\n</marches>", "ligne 2, colonne"),
     (b'<!DOCTYPE a [<!ENTITY b "c">]><marches><marche>&b;</marche></marches>', "type de document"),
     (b"id;acheteur_id\n1;2\n", "Il manque la colonne datenotification"),
     (b'id;acheteur_id;dateNotification\n1;2;3\n1;"2;3\n', "à partir de la ligne 3")],
)  # fmt: skip
def test_un_fichier_casse_dit_ou_et_rien_n_en_reste(by, dispositif, contenu, dit):
    fichier = load(by, dispositif, contenu)
    assert fichier.etat == "refuse"
    assert dit in fichier.raison
    assert not Annonce.objects.exists()
    assert not Brouillon.objects.exists()
    assert not Morceau.objects.exists()


def test_un_gros_fichier_se_lit_par_tranches(by, dispositif, monkeypatch):
    monkeypatch.setattr(versement, "PAS", 2)
    monkeypatch.setattr(depots, "MORCEAU", 700)
    marches = [make_marche(id=f"M{rang}") for rang in range(7)]
    fichier = load(by, dispositif, write_decp(*marches))
    assert read_comptes(fichier) == {"lus": 7, "nouvelles": 7}


def test_un_caractere_qu_aucune_base_ne_garde_est_retire(by, dispositif):
    marche = make_marche(objet="Gymnase\x00 fictif \ud800")
    load(by, dispositif, json.dumps({"marches": {"marche": [marche]}}).encode())
    assert Annonce.objects.get().objet == "Gymnase fictif"


@pytest.mark.parametrize(
    ("contenu", "source", "dit"),
    [(b"", Source.DECP, "vide"), (b"PK\x03\x04rien", Source.DECP, "décompressez"),
     (b'[{"idweb": "25-1"}]', Source.DECP, "Avis du BOAMP"), (write_decp(make_marche()), Source.BOAMP, "Données essentielles"),
     (b"acheteur;objet\na;b\n", Source.PROGRAMMATION, "Date prévue"), (b"%PDF-1.7", Source.PROGRAMMATION, "PDF")],
)  # fmt: skip
def test_ce_qui_n_est_pas_le_fichier_attendu_est_refuse_d_emblee(by, dispositif, contenu, source, dit):
    with pytest.raises(ReperageRefuse, match=dit):
        submit(by, dispositif, contenu, source=source)
    assert not Fichier.objects.exists()


def test_un_departement_inconnu_ou_absent_est_refuse(by, dispositif):
    with pytest.raises(ReperageRefuse, match="XX"):
        submit(by, dispositif, write_decp(make_marche()), suivis=("59", "XX"))
    with pytest.raises(ReperageRefuse, match="au moins un"):
        submit(by, dispositif, write_decp(make_marche()), suivis=())


AVIS = {
    "idweb": "25-1", "objet": "Rénovation d’une école fictive", "nomacheteur": "Ville fictive", "code_departement": ["59"],
    "descripteur_code": ["45214200"], "criteres": ["sociaux"], "dateparution": "2026-01-02",
    "datelimitereponse": "2026-02-02T12:00:00+01:00", "donnees": '{"CONDITION": "Heures d’insertion"}',
    "url_avis": "https://exemple.test/25-1",
}  # fmt: skip


class TestBoamp:
    def test_les_avis_assez_pesants_entrent_dans_la_file(self, by, dispositif):
        muet = {"idweb": "25-2", "objet": "Mobilier", "code_departement": ["59"]}
        ailleurs = AVIS | {"idweb": "25-3", "code_departement": ["75"]}
        contenu = json.dumps({"results": [AVIS, muet, ailleurs, {"objet": "Sans identifiant"}]}).encode()
        fichier = load(by, dispositif, contenu, source=Source.BOAMP)
        assert read_comptes(fichier) == {"lus": 4, "hors_territoire": 1, "sans_indice": 1, "nouvelles": 1, "refuses": 1}
        annonce = Annonce.objects.get()
        assert (annonce.uid, annonce.points, annonce.limite_le) == ("25-1", 7, date(2026, 2, 2))
        assert "donnees" not in annonce.contenu

    def test_un_csv_dit_la_meme_chose(self, by, dispositif):
        entetes = "idweb;objet;nomacheteur;code_departement;descripteur_code;criteres;dateparution"
        contenu = f'{entetes}\n25-1;École;Ville;"[""59"", ""62""]";45214200;sociaux;2026-01-02\n'
        fichier = load(by, dispositif, contenu.encode(), source=Source.BOAMP)
        assert read_comptes(fichier) == {"lus": 1, "nouvelles": 1}
        assert Annonce.objects.get().departements == ["59", "62"]

    def test_un_rectificatif_prend_la_place_de_l_avis_et_un_vieux_ne_revient_pas(self, by, dispositif):
        rectifie = AVIS | {"idweb": "25-9", "annonce_lie": "25-1", "etat": "RECTIFICATIF", "dateparution": "2026-01-20",
                           "datelimitereponse": "2026-03-03"}  # fmt: skip
        for contenu in ([AVIS], [rectifie], [AVIS]):
            load(by, dispositif, json.dumps(contenu).encode(), source=Source.BOAMP)
        annonce = Annonce.objects.get()
        assert annonce.limite_le == date(2026, 3, 3)
        assert annonce.changements == ["date : « 02/01/2026 » devient « 20/01/2026 »",
                                       "offres attendues : « 02/02/2026 » devient « 03/03/2026 »"]  # fmt: skip


class TestProgrammation:
    ENTETES = "Acheteur;Objet;Date prévue;Montant;Département\n"

    def test_chaque_ligne_juste_entre_et_les_autres_disent_quoi_corriger(self, by, dispositif):
        contenu = (
            f"{self.ENTETES}Ville;Halle aux grains;01/03/2027;850 000 €;59\nVille;Piscine;bientôt;;\n"
            "Ville;Ailleurs;01/03/2027;;01\nTotal;;;850 000;\n"
        )
        fichier = load(by, dispositif, contenu.encode(), source=Source.PROGRAMMATION)
        assert read_comptes(fichier) == {"lus": 4, "hors_territoire": 1, "nouvelles": 1, "refuses": 2}
        assert Annonce.objects.get().montant == Decimal(850_000)
        assert "Date prévue : « bientôt »" in fichier.releves.get(place="ligne 3").message

    def test_une_ligne_corrigee_met_a_jour_la_meme_annonce(self, by, dispositif):
        for montant in ("850000", "900000"):
            contenu = f"{self.ENTETES}Ville;Halle aux grains;01/03/2027;{montant};59\n"
            load(by, dispositif, contenu.encode(), source=Source.PROGRAMMATION)
        assert Annonce.objects.get().montant == Decimal(900_000)


class TestRetrait:
    def withdraw(self, by, fichier, *, jours=0):
        return depots.withdraw_fichier(
            by=by, fichier=fichier, today=localdate() + timedelta(days=jours), now=timezone.now()
        )

    def test_ce_qu_un_fichier_a_apporte_s_en_va_et_ce_qu_il_a_change_revient(self, by, dispositif):
        load(by, dispositif, write_decp(make_marche()))
        avant = Annonce.objects.values().get()
        fichier = load(by, dispositif, write_decp(make_marche(montant=9), make_marche(id="2")))
        assert self.withdraw(by, fichier) == 1
        assert Annonce.objects.values().get() == avant

    def test_rien_ne_se_retire_si_une_annonce_est_decidee(self, by, dispositif):
        fichier = load(by, dispositif, write_decp(make_marche(), make_marche(id="2")))
        Annonce.objects.filter(uid=f"{ACHETEUR}2").update(etat=EtatAnnonce.ECARTEE, motif=MotifEcart.TERMINE)
        with pytest.raises(ReperageRefuse, match="annonce déjà décidée"):
            self.withdraw(by, fichier)
        assert Annonce.objects.count() == 2

    def test_ni_si_un_fichier_suivant_l_a_mise_a_jour_ni_trop_tard(self, by, dispositif):
        fichier = load(by, dispositif, write_decp(make_marche()))
        with pytest.raises(ReperageRefuse, match="plus de 60 jours"):
            self.withdraw(by, fichier, jours=61)
        load(by, dispositif, write_decp(make_marche(montant=9)))
        with pytest.raises(ReperageRefuse, match="fichier suivant"):
            self.withdraw(by, fichier)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(donnees=st.data())
def test_reverser_ce_qui_est_garde_au_format_officiel_ne_change_rien(by, dispositif, donnees):
    """Whatever the contracts, and in whatever order they come."""
    from maillage.echanges.decp.ecriture import write_officiel
    from maillage.echanges.reperage.queries.annonces import iter_officielles

    marches = [
        make_marche(
            id=f"M{rang}", montant=donnees.draw(st.one_of(st.none(), st.integers(0, 10**9), st.just("NC")), label="montant"),
            dateNotification=donnees.draw(st.sampled_from(["2025-03-02", "2025-02-30", "x2025-01-01", ""]), label="jour"),
            considerationsSociales=donnees.draw(st.sampled_from([["Clause sociale"], "Marché réservé", {"considerationSociale": ["Critère social"]}])),
            marcheInnovant=donnees.draw(st.sampled_from(["oui", "non", True, None])),
        )
        for rang in range(3)
    ]  # fmt: skip
    fichier = load(by, dispositif, write_decp(*marches))
    avant = list(Annonce.objects.order_by("pk").values())
    with write_officiel(iter_officielles(fichier)) as officiel:
        again = load(by, dispositif, officiel.read())
    assert list(Annonce.objects.order_by("pk").values()) == avant
    assert read_comptes(again) == {"lus": 3, "connues": 3}
    melange = donnees.draw(st.permutations(marches))
    assert read_comptes(load(by, dispositif, write_decp(*melange))) == {"lus": 3, "connues": 3}
