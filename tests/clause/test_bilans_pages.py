"""« Bilans »: previewed, frozen, told apart for whom it is, handed over, done again; by the pages a facilitatrice sees."""

import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.clause.actions import bilans as actions
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import Bilan, LigneHeures, Lot, Operation
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.queries.bilans import has_final_transmis
from maillage.clause.queries.bilans_faits import read_faits
from maillage.clause.queries.perimetres import find_portee, list_choix
from maillage.clause.rules.bilans.periodes import make_periode
from maillage.participants.models import Adresse
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur, make_marche
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_validee import make_lot_fait
from tests.matrice.objets_territoire import make_commune
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.socle.documents.test_documents import read_text
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
DU, AU = date(2026, 1, 1), date(2026, 6, 30)
SIX = (120, 120, 120, 120, 120, 100)


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def fige(
    by: Any, lot: Lot, *, type: TypeBilan = TypeBilan.INTERMEDIAIRE, perimetre: Perimetre = Perimetre.LOT, **values: Any
) -> Bilan:
    cible = values.pop("cible", str(lot.uuid))
    portee = find_portee(by, perimetre, cible)
    assert portee is not None
    return actions.freeze_bilan(by=by, portee=portee, type=type, periode=make_periode(DU, AU), now=timezone.now())


def text(page: Any) -> str:
    bare = re.sub(r"</?strong>", "", page.content.decode())
    return " ".join(bare.replace("\xa0", " ").replace("\u202f", " ").split())


def read_book(client: Any, address: str) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get(address).streaming_content)))
    return {nom: book.get_sheet_by_name(nom).to_python() for nom in book.sheet_names}


def test_l_apercu_compte_sans_rien_garder_puis_figer_garde(connectee, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    said = {"objet": f"lot:{lot.uuid}", "type": "intermediaire", "du": "2026-01-14", "au": "2026-06-02"}
    page = fill(connectee, "/bilans/nouveau/", **said, apercu="1")
    assert "700 h d’insertion réalisées sur 833,33 h engagées, soit 84,0 %" in text(page)
    assert "6 personnes ont travaillé sur ce lot, en 6 contrats." in text(page)
    assert page.context["form"]["au"].value() == "2026-06-30"  # whole months, and it says so
    assert not Bilan.objects.exists()
    answer = fill(connectee, "/bilans/nouveau/", **said)
    bilan = Bilan.objects.get()
    assert answer.url == f"/bilans/{bilan.uuid}/"
    assert (bilan.heures, bilan.numero, bilan.is_intact) == (700, 1, True)
    assert "84,0 %" in text(connectee.get(answer.url))
    assert Evenement.objects.filter(type="clause.bilan").count() == 1


def test_f6_f7_et_f9_arrivent_exactement_sur_la_page(connectee, dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    page = text(connectee.get(fige(by, lot).get_absolute_url()))
    for told in ("84,0 %", "133,33 h", "0,44 ETP", "à 1 607 h par an", "700 h"):
        assert told in page


def test_r10_un_lot_suivi_par_deux_services_compte_chaque_personne_une_fois(connectee, dispositif, by):
    """P2 works 60 h for A and 40 h for B: three people, whose hours add up."""
    autre = make_clause()
    deux = [
        make_personne(d, nom_naissance="Deux", prenoms="Alix", date_naissance=date(1991, 1, 1))
        for d in (dispositif, autre)
    ]
    lot = make_lot_fait(dispositif, (20, 60), personnes=[make_personne(dispositif), deux[0]])
    for personne, heures in ((deux[1], 40), (make_personne(autre), 30)):
        emploi = make_emploi(personne, employeur=make_entreprise(autre))
        emploi.lots.create(dispositif=autre, lot=lot, entreprise=emploi.employeur)
        make_ligne(emploi, lot, heures, statut="validee")
    page = text(connectee.get(fige(by, lot).get_absolute_url()))
    assert "150 h d’insertion réalisées" in page
    assert "3 personnes ont travaillé sur ce lot, en 4 contrats." in page


def test_la_version_a_transmettre_masque_les_petits_effectifs_partout(connectee, dispositif, by):
    """The page, its sentence, its pictures, the PDF and the workbook."""
    bilan = fige(by, make_lot_fait(dispositif, (400, 300)))
    dedans, dehors = (connectee.get(f"{bilan.get_absolute_url()}?pour={pour}") for pour in ("service", "diffusion"))
    assert "2 personnes ont travaillé" in text(dedans)
    assert "Moins de 5 personnes ont travaillé sur ce lot." in text(dehors)
    assert "833,33 h d’insertion engagées." in text(dehors)  # the contract's own
    assert "700 h" not in text(dehors)
    assert "50 %" in text(dedans)
    assert "50 %" not in text(dehors)
    noms = [figure.titre for figure in dehors.context["figures"]]
    assert noms == []
    pdf = " ".join(read_text(connectee.get(f"{bilan.get_absolute_url()}diffusion/bilan.pdf").content).split())
    assert "Moins de 5 personnes" in pdf
    assert "2 contrats" not in pdf
    book = read_book(connectee, f"{bilan.get_absolute_url()}diffusion/bilan.xlsx")
    rows = {row[1]: row[2] for row in book["Chiffres"]}
    assert rows["Heures réalisées"] == "masqué"
    assert rows["Participants"] == "masqué"
    shown = [row for row in book["Détail"][1:] if isinstance(row[6], int | float)]
    assert all(row[6] == 0 for row in shown)


def test_le_pdf_est_balise_et_ses_images_se_disent(connectee, dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    bilan = fige(by, lot)
    actions.comment_bilan(by=by, bilan=bilan, values={"commentaire": "Un mois de retard."})
    made = connectee.get(f"{bilan.get_absolute_url()}diffusion/bilan.pdf")
    assert made.headers["Content-Disposition"].startswith('attachment; filename="bilan-ecole-d-essai')
    with pikepdf.open(io.BytesIO(made.content)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        assert str(metadata["dc:title"]).startswith("Bilan intermédiaire")
        assert (str(document.Root.Lang), document.Root.MarkInfo.Marked) == ("fr-FR", True)
        tags = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") is not None]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= {str(tag.S) for tag in tags}
        described = [str(tag.Alt) for tag in tags if "/Alt" in tag]
        assert any("h engagées" in told for told in described)
    said = " ".join(read_text(made.content).split())
    for told in ("84,0", "Un mois de retard.", "Définitions", bilan.empreinte):
        assert told in said
    assert connectee.get(f"{bilan.get_absolute_url()}diffusion/bilan.pdf").content == made.content


def test_le_classeur_du_service_dit_les_donnees_les_definitions_et_la_base(connectee, dispositif, by):
    bilan = fige(by, make_lot_fait(dispositif, SIX, marche=make_marche(dispositif, objet="=1+1")))
    book = read_book(connectee, f"{bilan.get_absolute_url()}service/bilan.xlsx")
    assert list(book) == ["Chiffres", "Détail", "Définitions", "À propos"]
    taux = next(row for row in book["Chiffres"] if row[0] == "TAUX_REALISATION")
    assert taux[2:5] == [84, "%", "des 833,33 h engagées"]
    apropos = {row[0]: row[1] for row in book["À propos"]}
    assert apropos["Empreinte"] == bilan.empreinte
    assert apropos["Base des profils"] == "6 participants de profil connu"
    assert apropos["Bilan"] == "Bilan intermédiaire : =1+1"


def test_les_heures_validees_depuis_se_disent_et_une_nouvelle_version_dit_ce_qui_change(connectee, dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    bilan = fige(by, lot)
    assert "Depuis l’extraction" not in text(connectee.get(bilan.get_absolute_url()))
    emploi = make_emploi(make_personne(dispositif), lots=[lot])
    make_ligne(emploi, lot, 12, mois=date(2026, 5, 1), statut="validee")
    page = text(connectee.get(bilan.get_absolute_url()))
    assert "Depuis l’extraction : +12 h" in page
    assert "700 h d’insertion réalisées" in page  # its own have not moved
    answer = redo(connectee, bilan)
    deux = Bilan.objects.get(numero=2)
    assert answer.url == deux.get_absolute_url()
    page = text(connectee.get(answer.url))
    assert "Heures réalisées : 700 h → 712 h" in page
    assert "Une version plus récente existe" in text(connectee.get(bilan.get_absolute_url()))
    assert redo(connectee, bilan).url == bilan.get_absolute_url()
    assert Bilan.objects.count() == 2
    assert redo(connectee, deux).url == deux.get_absolute_url()  # nothing new to say
    assert Bilan.objects.count() == 2


def redo(client: Any, bilan: Bilan) -> Any:
    """The button of the page, with a token of its own."""
    return client.post(f"{bilan.get_absolute_url()}refaire/", {"jeton": open_page(client, "/bilans/nouveau/")["jeton"]})


def test_un_bilan_transmis_ne_change_plus(connectee, dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    bilan = fige(by, lot, type=TypeBilan.FINAL)
    assert not has_final_transmis(lot)
    page = fill(connectee, f"{bilan.get_absolute_url()}transmettre/", le=(localdate() - timedelta(days=1)).isoformat())
    assert "il n’a pas été transmis avant" in page.context["form"].errors["le"][0]
    fill(connectee, f"{bilan.get_absolute_url()}transmettre/", le=localdate().isoformat())
    bilan = Bilan.objects.get()
    assert bilan.transmis_le == localdate()
    assert has_final_transmis(lot)
    with pytest.raises(ClauseRefusee, match="il ne change plus"):
        actions.comment_bilan(by=by, bilan=bilan, values={"commentaire": "Autre chose"})
    assert connectee.get(f"{bilan.get_absolute_url()}commentaire/").url == bilan.get_absolute_url()
    LigneHeures.objects.update(heures_reelles=Decimal(1))
    assert "700 h d’insertion réalisées" in text(connectee.get(bilan.get_absolute_url()))


def test_le_bilan_final_du_marche_vaut_pour_chacun_de_ses_lots(dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    bilan = fige(by, lot, type=TypeBilan.FINAL, perimetre=Perimetre.MARCHE, cible=str(lot.marche.uuid))
    actions.record_transmission(by=by, bilan=bilan, le=localdate(), today=localdate())
    assert has_final_transmis(lot)


def test_un_bilan_modifie_dans_la_base_se_voit_et_ne_se_transmet_pas(connectee, dispositif, by):
    bilan = fige(by, make_lot_fait(dispositif, SIX))
    valeurs = bilan.valeurs
    valeurs["mesures"][0]["valeur"] = "9999.00"
    Bilan.objects.update(valeurs=valeurs)
    assert "Ces chiffres ne sont plus ceux qui ont été figés." in text(connectee.get(bilan.get_absolute_url()))
    page = fill(connectee, f"{bilan.get_absolute_url()}transmettre/", le=localdate().isoformat())
    assert "modifiés dans la base" in str(page.context["form"].errors)


def test_le_sceau_ne_depend_pas_du_fuseau_de_l_heure_d_extraction(dispositif, by):
    lot = make_lot_fait(dispositif, SIX)
    portee = find_portee(by, Perimetre.LOT, str(lot.uuid))
    assert portee is not None
    now = datetime(2026, 11, 29, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
    actions.freeze_bilan(by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=make_periode(DU, AU), now=now)
    assert Bilan.objects.get().is_intact


def test_le_commentaire_passe_par_la_relecture_des_textes_libres(connectee, dispositif, by):
    bilan = fige(by, make_lot_fait(dispositif, SIX))
    page = fill(connectee, f"{bilan.get_absolute_url()}commentaire/", commentaire="Joindre le 06 12 34 56 78.")
    assert "motif_alerte" in page.context["form"].errors
    page = fill(connectee, f"{bilan.get_absolute_url()}commentaire/", commentaire="Carte 4970 1000 0000 0154")
    assert "retirez-le" in page.context["form"].errors["commentaire"][0]
    fill(connectee, f"{bilan.get_absolute_url()}commentaire/", commentaire="Le chantier a pris un mois de retard.")
    assert "Le chantier a pris un mois de retard." in text(connectee.get(bilan.get_absolute_url()))


def test_un_double_envoi_ne_fige_qu_un_bilan(connectee, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    said = {**open_page(connectee, "/bilans/nouveau/"), "objet": f"lot:{lot.uuid}", "type": "intermediaire"}
    said |= {"du": "2026-01-01", "au": "2026-06-30"}
    for _ in range(2):
        connectee.post("/bilans/nouveau/", said)
    assert Bilan.objects.count() == 1


def test_un_bilan_annuel_incomplet_est_refuse_a_son_champ(connectee, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    page = fill(
        connectee,
        "/bilans/nouveau/",
        objet=f"lot:{lot.uuid}",
        type="annuel",
        du="2026-01-01",
        au="2026-06-30",
        apercu="1",
    )
    assert "Un bilan annuel va du 1er janvier" in page.context["form"].errors["du"][0]


def test_chaque_perimetre_se_compte(by, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    make_lot_fait(dispositif, (50,), marche=lot.marche, numero=2, engagees=100)
    moa = lot.marche.acheteur
    operation = Operation.objects.create(dispositif=dispositif, intitule="Quartier d’essai", maitre_ouvrage=moa)
    type(lot.marche).objects.filter(pk=lot.marche.pk).update(operation=operation)
    cibles = {Perimetre.LOT: (str(lot.uuid), 700), Perimetre.MARCHE: (str(lot.marche.uuid), 750),
              Perimetre.ACHETEUR: (str(lot.marche.acheteur.uuid), 750), Perimetre.OPERATION: (str(operation.uuid), 750), Perimetre.STRUCTURE: ("", 750)}  # fmt: skip
    for perimetre, (cible, heures) in cibles.items():
        assert fige(by, lot, perimetre=perimetre, cible=cible).heures == heures
    assert find_portee(by, Perimetre.OPERATION, str(lot.uuid)) is None
    assert [libelle for libelle, _ in list_choix(by)] == ["Lot", "Marché", "Opération", "Donneur d’ordre", "Service"]
    assert find_portee(by, Perimetre.LOT, "n’importe quoi") is None


def test_une_commune_d_execution_compte_les_marches_qui_s_y_font_quel_que_soit_le_domicile(by, dispositif):
    """And their engagement; the residence is another reading (R11)."""
    ici, ailleurs = make_commune("97001"), make_commune("97002")
    lot, autre = (
        make_lot_fait(dispositif, heures, marche=make_marche(dispositif, lieu_commune=commune), engagees=1000)
        for heures, commune in (((100, 50), ici), ((30,), ailleurs))
    )
    make_lot_fait(dispositif, (7,))  # nobody says where
    habitant = autre.emplois.get().mise_emploi.personne
    Adresse.objects.create(dispositif=dispositif, personne=habitant, du=date(2020, 1, 1), commune=ici)
    bilan = fige(by, lot, perimetre=Perimetre.EXECUTION, cible=ici.code)
    assert (bilan.heures, bilan.titre, bilan.destinataire) == (150, ici.nom, None)
    assert bilan.instantane.get_valeur("HEURES_ENGAGEES") == 1000
    assert fige(by, lot, perimetre=Perimetre.TERRITOIRE, cible=ici.code).heures == 30
    choix = {libelle: [cle for cle, _ in rows] for libelle, rows in list_choix(by)}
    assert choix["Commune d’exécution"] == ["execution:97001", "execution:97002"]
    assert find_portee(make_facilitateur(make_clause()), Perimetre.EXECUTION, ici.code) is None


def test_une_commune_compte_les_heures_de_qui_y_habitait_au_premier_jour(by, dispositif):
    commune = make_commune("97001")
    lot = make_lot_fait(dispositif, (100, 50))
    ici, parti = [emploi.mise_emploi.personne for emploi in lot.emplois.order_by("pk")]
    Adresse.objects.create(dispositif=dispositif, personne=ici, du=date(2020, 1, 1), commune=commune)
    Adresse.objects.create(dispositif=dispositif, personne=parti, du=date(2020, 1, 1), commune=commune)
    Adresse.objects.create(dispositif=dispositif, personne=parti, du=date(2026, 1, 1))  # gone before the first day
    bilan = fige(by, lot, perimetre=Perimetre.TERRITOIRE, cible=commune.code)
    assert bilan.heures == 100
    assert bilan.instantane.find("TAUX_REALISATION") is None


def test_les_heures_des_quartiers_suivent_l_adresse_a_la_date_du_contrat(by, dispositif):
    """Domaine 02 § 8: the address of the day, its own list of quarters; not the profile, nor where one lives today."""
    lot = make_lot_fait(dispositif, (100, 50, 30, 20))
    dedans, parti, arrive, _ = [emploi.mise_emploi.personne for emploi in lot.emplois.order_by("pk")]
    for personne, du, qpv in (
        (dedans, date(2020, 1, 1), "oui"), (parti, date(2020, 1, 1), "oui"), (parti, date(2026, 3, 1), "non"),
        (arrive, date(2020, 1, 1), "non"), (arrive, date(2026, 5, 1), "oui"),
    ):  # fmt: skip
        Adresse.objects.create(
            dispositif=dispositif, personne=personne, du=du, qpv=qpv, qpv_millesime=2024 if qpv == "oui" else 2015
        )
    found = fige(by, lot).instantane.find("HEURES_QPV")
    assert found is not None
    assert (found.valeur, found.base) == (100, "sur 180 h d’adresse connue, quartiers de 2024")


@pytest.mark.parametrize("adresse", ["", "nouveau/", "annee/"])
def test_les_pages_posent_autant_de_requetes_pour_2_et_20_lots(connectee, dispositif, by, adresse):
    def make(combien: int) -> None:
        for _ in range(combien):
            fige(by, make_lot_fait(dispositif, (100,)))

    make(2)
    few = count_queries(connectee, f"/bilans/{adresse}")
    make(18)
    assert len(count_queries(connectee, f"/bilans/{adresse}")) == len(few)


def test_la_page_d_un_bilan_pose_autant_de_requetes_pour_2_et_20_lots(connectee, dispositif, by):
    marche = make_marche(dispositif)

    def make(debut: int, combien: int) -> str:
        for rang in range(debut, debut + combien):
            lot = make_lot_fait(dispositif, (100, 50), marche=marche, numero=rang)
        return fige(
            by, lot, perimetre=Perimetre.MARCHE, cible=str(marche.uuid), type=TypeBilan.INTERMEDIAIRE
        ).get_absolute_url()

    few = count_queries(connectee, make(1, 2))
    Bilan.objects.all().delete()
    assert len(count_queries(connectee, make(3, 18))) == len(few)


def test_compter_un_bilan_pose_autant_de_requetes_pour_2_et_20_lots(dispositif, by):
    marche = make_marche(dispositif)
    counts = []
    for debut, combien in ((1, 2), (3, 18)):
        for rang in range(debut, debut + combien):
            make_lot_fait(dispositif, (100, 50), marche=marche, numero=rang)
        portee = find_portee(by, Perimetre.MARCHE, str(marche.uuid))
        assert portee is not None
        with CaptureQueriesContext(connection) as captured:
            read_faits(portee, make_periode(DU, AU))
        counts.append(len(captured))
    assert counts[0] == counts[1]
