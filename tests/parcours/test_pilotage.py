"""The dashboard and the protocole, as a directrice and a coordinatrice meet them."""

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.protocole import cancel_protocole, record_avenant, record_protocole
from maillage.parcours.models import Parcours, Photo, Protocole, Sortie
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import Base, PeriodeObjectif
from maillage.parcours.queries.pilotage import read_donnees, read_flux, read_tableau
from maillage.parcours.rules.indicateurs.flux import count_entrees, count_sorties
from maillage.parcours.rules.indicateurs.nombres import Part, make_annee
from maillage.parcours.rules.indicateurs.profils import describe_entrees
from maillage.parcours.rules.protocole import Objectif
from maillage.participants.models import SituationSensible
from maillage.reseau.models import Dispositif
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.parcours.suivi.pages import make_etape
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_pilotage import OBJECTIFS, TODAY, make_protocole, make_texte
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
DEBUT = date(localdate().year - 2, 1, 1)
CUMUL = Objectif(Indicateur.I_2, Decimal(40), Base.NOMBRE, PeriodeObjectif.PROTOCOLE)


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def directrice(client, dispositif):
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    return client


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def make_sorti(
    dispositif: Dispositif, entree: date, sortie: date, *, issue: dict[str, Any] | None = None, **values: Any
) -> Parcours:  # fmt: skip
    etats: dict[str, Any] = {"etat": EtatParcours.SORTI_SANS_SUITE, "date_sortie": sortie}
    parcours = make_parcours(dispositif, entree=entree, **(etats | values))
    Sortie.objects.create(
        dispositif=dispositif, parcours=parcours, type="SS-DEM", proposee_le=sortie, date_fait=sortie, date_sortie=sortie,
        **(issue or {}),
    )  # fmt: skip
    return parcours


def make_ancien(dispositif: Dispositif) -> Parcours:
    """In and out in the first year of the protocole."""
    return make_sorti(dispositif, DEBUT + timedelta(days=30), DEBUT + timedelta(days=200))


def read(client: Any, adresse: str) -> str:
    response = client.get(adresse)
    assert response.status_code == 200
    return str(response.content.decode())


class TestProtocole:
    def test_un_avenant_ne_change_pas_la_version_qu_il_suit(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        premier = make_protocole(dispositif)
        before = list(Protocole.objects.filter(pk=premier.pk).values())
        objectifs = list(premier.objectifs.values())
        nouveau = [Objectif(Indicateur.I_6, Decimal(45), Base.SORTIES, PeriodeObjectif.ANNEE)]
        texte = make_texte(du=date(2026, 1, 1), objectifs=nouveau, objet="La cible d’emploi passe à 45 %.")
        avenant = record_avenant(by=by, protocole=premier, texte=texte, today=TODAY)
        assert avenant.initial == premier
        assert list(Protocole.objects.filter(pk=premier.pk).values()) == before
        assert list(premier.objectifs.values()) == objectifs
        assert [e.type for e in Evenement.objects.order_by("pk")][-2:] == ["parcours.protocole", "parcours.avenant"]

    def test_l_avenant_d_un_avenant_reste_du_meme_protocole(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        premier = make_protocole(dispositif)
        second = record_avenant(
            by=by, protocole=premier, texte=make_texte(du=date(2025, 1, 1), objet="Un"), today=TODAY
        )
        troisieme = record_avenant(
            by=by, protocole=second, texte=make_texte(du=date(2026, 1, 1), objet="Deux"), today=TODAY
        )
        assert troisieme.initial == premier

    def test_deux_protocoles_le_meme_jour_sont_refuses_par_la_regle_et_par_la_base(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        found = make_protocole(dispositif)
        with pytest.raises(ParcoursRefuse, match="deux protocoles ne valent jamais le même jour"):
            record_protocole(by=by, dispositif=dispositif, texte=make_texte(du=date(2026, 1, 1)), today=TODAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Protocole.objects.create(
                dispositif=dispositif, du=found.du, au=found.au, signe_le=found.signe_le, signataires="Essai"
            )

    def test_une_version_annulee_reste_et_laisse_sa_place(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        faux = make_protocole(dispositif)
        cancel_protocole(by=by, protocole=faux, motif="Mauvaises dates", today=TODAY)
        juste = record_protocole(by=by, dispositif=dispositif, texte=make_texte(), today=TODAY)
        assert set(Protocole.objects.values_list("pk", "annule_le")) == {(faux.pk, TODAY), (juste.pk, None)}

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"signe_le": TODAY + timedelta(days=1)}, "dans le futur"),
            ({"objectifs": []}, "au moins un objectif"),
            ({"au": date(2023, 1, 1)}, "précède le début"),
        ],
    )
    def test_ce_qui_ne_se_signe_pas_est_refuse(self, dispositif, values, message):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        with pytest.raises(ParcoursRefuse, match=message):
            record_protocole(by=by, dispositif=dispositif, texte=make_texte(**values), today=TODAY)

    def test_seule_la_direction_ecrit(self, dispositif):
        for by in (make_coordinateur(dispositif), make_acteur(Role.DIRECTEUR, make_dispositif("Un autre PLIE"))):
            with pytest.raises(DroitRefuse):
                record_protocole(by=by, dispositif=dispositif, texte=make_texte(), today=TODAY)

    def test_la_directrice_ecrit_le_protocole_puis_son_avenant(self, directrice):
        values = {
            "du": "2024-01-01", "au": "2028-12-31", "signe_le": "2023-12-15", "signataires": "Ville\nDépartement",
            "indicateur_1": "I-6", "cible_1": "42", "base_1": "sorties", "periode_1": "annee",
            "indicateur_3": "I-2", "cible_3": "220", "base_3": "nombre", "periode_3": "annee", "public_3": "brsa",
        }  # fmt: skip
        faux = post(directrice, "/pilotage/protocole/ecrire/", **(values | {"base_3": ""})).content.decode()
        assert "Choisissez ce à quoi la cible se rapporte" in faux
        assert post(directrice, "/pilotage/protocole/ecrire/", **values).status_code == 302
        row = Protocole.objects.get()
        assert list(row.objectifs.values_list("rang", "indicateur", "cible", "ventilation")) == [
            (1, "I-6", Decimal(42), ""), (2, "I-2", Decimal(220), "brsa"),
        ]  # fmt: skip
        page = read(directrice, "/pilotage/protocole/")
        assert "toutes les sorties" in page
        assert "bénéficiaires du RSA" in page
        avenant = f"/pilotage/protocole/{row.uuid}/avenant/"
        assert 'value="42' in read(directrice, avenant)
        values |= {"du": "2026-01-01", "cible_1": "45,5", "objet": "La cible d’emploi monte."}
        assert post(directrice, avenant, **values).status_code == 302
        page = read(directrice, "/pilotage/protocole/")
        assert "45,5\u202f%" in page
        assert "Vaut du 01/01/2024 au 31/12/2025 (signé jusqu’au 31/12/2028)" in page
        refus = post(directrice, f"/pilotage/protocole/{row.uuid}/annuler/", motif="Essai").content.decode()
        assert "annulez d’abord l’avenant" in refus

    def test_la_coordinatrice_lit_et_n_ecrit_pas(self, coordination, dispositif):
        row = make_protocole(dispositif)
        page = read(coordination, "/pilotage/protocole/")
        assert row.titre in page
        assert "Écrire" not in page
        assert coordination.get("/pilotage/protocole/ecrire/").status_code == 403


class TestPilotage:
    def test_l_objectif_se_lit_avec_sa_base_et_son_calcul(self, directrice, dispositif):
        make_protocole(dispositif)
        make_parcours(dispositif, entree=localdate() - timedelta(days=3))
        page = read(directrice, "/pilotage/")
        assert "Protocole du 01/01/2024" in page
        assert "0 sur 0, toutes les sorties" in page
        assert "Rien à mesurer" in page
        assert "Repère national : 50\u202f% = 42\u202f% en emploi durable + 8\u202f% en formation validée" in page

    def test_le_premier_ecran_dit_combien_d_objectifs_sont_tenus_et_les_retards_d_abord(self, directrice, dispositif):
        make_protocole(dispositif)
        parcours = make_parcours(dispositif, entree=localdate() - timedelta(days=3))
        page = read(directrice, "/pilotage/")
        lus = re.findall(r"<li><span><strong>([^<]*)</strong>", page)
        etats = re.findall(r"(En dessous|Au rythme prévu|Atteint|Rien à mesurer)</span>", page)
        tenus = sum(etat in ("Atteint", "Au rythme prévu") for etat in etats)
        assert len(lus) == len(set(lus)) == len(etats) == len(OBJECTIFS)
        assert f"tenu{'s' if tenus > 1 else ''} sur {len(OBJECTIFS)}" in page
        assert etats == sorted(etats, key=["En dessous", "Au rythme prévu", "Atteint", "Rien à mesurer"].index)
        assert page.index("tenu") < page.index("En images" if "En images" in page else "Indicateurs")
        assert str(parcours.personne) not in page

    def test_une_annee_sans_protocole_le_dit_et_propose_de_l_ecrire(self, directrice, coordination):
        page = read(directrice, "/pilotage/")
        assert "Aucun protocole ne couvre cette année" in page

    @pytest.mark.parametrize("annee", ["1066", "9999", "abcd", "²²²²", "٢٠٢٦", "20266"])
    def test_une_annee_inconnue_montre_l_annee_en_cours(self, directrice, annee):
        assert f"Pilotage {localdate().year}" in read(directrice, f"/pilotage/?annee={annee}")

    def test_une_annee_passee_se_relit_avec_ses_objectifs(self, directrice, dispositif):
        make_protocole(dispositif)
        make_parcours(dispositif, entree=date(2024, 5, 2))
        page = read(directrice, "/pilotage/?annee=2024")
        assert "Pilotage 2024" in page
        assert "01/01/2024 au 31/12/2024" in page

    def test_un_objectif_cumule_compte_depuis_la_premiere_annee_du_protocole(self, directrice, dispositif):
        """Who came in and left the first year is in no indicator of this one, and in what the protocole adds up."""
        make_ancien(dispositif)
        make_protocole(dispositif, du=DEBUT, objectifs=[CUMUL])
        page = read(directrice, "/pilotage/")
        [lu] = re.findall(r"Entrées</strong> : <strong class=\"chiffres\">([^<]*)</strong> pour une cible de 40", page)
        assert lu == "1"
        assert f"Du {DEBUT:%d/%m/%Y} au" in page
        content = b"".join(directrice.get("/pilotage/export.xlsx").streaming_content)
        feuille = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Objectifs").to_python()
        assert feuille[1][5] == 1

    def test_l_histoire_ne_se_lit_que_pour_un_objectif_cumule_et_sans_ses_etapes(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        ancien = make_ancien(dispositif)
        make_etape(ancien, debut=ancien.date_entree, fin=ancien.date_sortie)
        make_parcours(dispositif, entree=localdate() - timedelta(days=3))
        annuel, cumule = OBJECTIFS[:1], [*OBJECTIFS[:1], CUMUL]
        for objectifs, lus in ((annuel, 1), (cumule, 2)):
            protocole = make_protocole(dispositif, du=DEBUT, objectifs=objectifs)
            with CaptureQueriesContext(connection) as captured:
                tableau = read_tableau(by, localdate().year, today=localdate())
            assert len(captured) == 8  # the six of the indicators, the two of the protocole
            assert (len(tableau.donnees.parcours), tableau.donnees.etapes) == (lus, [])
            cancel_protocole(by=by, protocole=protocole, motif="Un autre le remplace", today=TODAY)

    def test_les_flux_comptent_les_memes_entrees_et_sorties_que_les_indicateurs(self, dispositif):
        """Neither who has not come in yet, nor a file opened by mistake, nor an exit that was refused or undone."""
        by, annee = make_acteur(Role.DIRECTEUR, dispositif), localdate().year - 1
        for values, issue in (
            ({}, {}), ({"is_entree_provisoire": True}, {}), ({"is_erreur": True}, {}), ({}, {"rejetee_le": DEBUT}), ({}, {"annulee_le": DEBUT}),
            ({"etat": EtatParcours.SORTIE_PROPOSEE, "date_sortie": None}, {}),
        ):  # fmt: skip
            make_sorti(dispositif, date(annee, 2, 3), date(annee, 6, 1), **values, issue=issue)
        flux, faits = read_flux(by, today=localdate())[annee], read_donnees(by).parcours
        assert (flux.entrees, flux.sorties.total) == (4, 1)
        assert (flux.entrees, flux.sorties) == (
            count_entrees(faits, make_annee(annee)), count_sorties(faits, make_annee(annee))
        )  # fmt: skip

    def test_les_indicateurs_se_lisent_en_six_requetes_quel_que_soit_le_nombre_de_dossiers(self, dispositif):
        by = make_acteur(Role.DIRECTEUR, dispositif)
        referent = make_referent(dispositif)
        counts = []
        for number in (2, 18):
            for _ in range(number):
                make_parcours(dispositif, referent=referent)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                read_donnees(by)
            counts.append(len(captured))
        assert counts == [6, 6]

    def test_la_page_coute_autant_a_2_et_a_20_dossiers(self, directrice, dispositif):
        make_protocole(dispositif)
        referent = make_referent(dispositif)
        counts = []
        for number in (2, 18):
            for _ in range(number):
                make_parcours(dispositif, referent=referent)
            read(directrice, "/pilotage/")
            with CaptureQueriesContext(connection) as captured:
                read(directrice, "/pilotage/")
            counts.append(len(captured))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize(
        ("reponse", "part"), [("oui", Part(1, 1, 1)), ("non", Part(0, 1, 1)), ("en_cours", Part(0, 1, 1)), ("refus", Part(0, 0, 2))]
    )  # fmt: skip
    def test_le_handicap_se_compte_sans_se_lire(self, dispositif, reponse, part):
        """P-4: yes out of those whose answer is known; who was not asked is not a no."""
        by = make_acteur(Role.DIRECTEUR, dispositif)
        asked, _ = make_parcours(dispositif), make_parcours(dispositif)
        row = SituationSensible(dispositif=dispositif, personne=asked.personne, du=asked.date_entree)
        row.reponses = {"boeth": reponse}
        row.save()
        Photo.objects.filter(parcours=asked).update(sensible=row)
        profil = describe_entrees(read_donnees(by).parcours, make_annee(asked.date_entree.year))
        assert profil.boeth == part

    def test_un_autre_dispositif_ne_compte_pas(self, directrice, dispositif):
        ailleurs = make_dispositif("PLIE voisin")
        make_parcours(ailleurs, entree=localdate())
        make_protocole(ailleurs)
        page = read(directrice, "/pilotage/")
        assert "Aucun protocole ne couvre cette année" in page
        rows = {row["indicateur"]: row for row in read_csv(directrice)}
        assert rows["Entrées"]["valeur"] == "0"

    def test_le_tableau_part_en_trois_formats_et_le_journal_le_dit(self, directrice, dispositif):
        make_protocole(dispositif)
        make_parcours(dispositif, entree=localdate())
        rows = {row["indicateur"]: row for row in read_csv(directrice)}
        assert (rows["Entrées"]["valeur"], rows["Taux de sorties positives"]["base"]) == ("1", "toutes les sorties")
        content = b"".join(directrice.get("/pilotage/export.xlsx").streaming_content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert book.sheet_names == ["Indicateurs", "Objectifs", "À propos"]
        assert len(book.get_sheet_by_name("Objectifs").to_python()) == 1 + len(OBJECTIFS)
        assert b"".join(directrice.get("/pilotage/export.ods").streaming_content).startswith(b"PK")
        assert directrice.get("/pilotage/export.pdf").status_code == 404
        assert Acces.objects.filter(type="parcours.pilotage_export").count() == 3


def read_csv(client: Any) -> list[dict[str, str]]:
    content = b"".join(client.get("/pilotage/export.csv").streaming_content)
    return list(csv.DictReader(io.StringIO(content.decode())))
