"""At the end nothing nominative remains, in any column of any table; what the FSE retains is its core only."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from maillage.parcours.models import (
    Contrat,
    Emargement,
    Emploi,
    Entretien,
    FinOperation,
    Gel,
    Justificatif,
    Note,
    Noyau,
    Orientation,
    Parcours,
    Positionnement,
    Prescripteur,
)
from maillage.parcours.nomenclatures.pieces import VUES_SEULEMENT
from maillage.parcours.nomenclatures.sorties import Piece as Nature
from maillage.parcours.personnes import find_chemins, list_a_effacer
from maillage.parcours.purges import end_dossier, erase_dossier, erase_orientation, reduce_dossier
from maillage.parcours.queries import conservation as queries
from maillage.participants.models import (
    Adresse,
    Consentement,
    Experience,
    Information,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
)
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.protection import purge, tombes
from maillage.socle.protection.models import DemandeAcces
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
NOM, VOIE, METIER, EMPLOYEUR = "Kerguelennec", "rue des Embruns-Perdus", "Gréeuse de mâts", "Voilerie Trébeurden"
SECRETS = (
    NOM,
    NOM.lower(),
    NOM.upper(),
    VOIE,
    METIER,
    EMPLOYEUR,
    "06 11 22 33 44",
    "anne.k@exemple.test",
    "Maëlys-Anne",
)
SORTIE = date(2020, 3, 15)


def find_traces() -> dict[str, str]:
    """Every column of every table of the installation, opened when it is sealed, that still says one of the secrets."""
    found = {}
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    text += json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else ""
                    if any(secret in text for secret in SECRETS):
                        found[f"{table}.{name}"] = text[:80]
    for model in apps.get_models():
        sealed = [f.name for f in model._meta.concrete_fields if f.name.endswith("_scelle")]
        for objet in model._default_manager.all() if sealed else ():
            for name in sealed:
                text = str(getattr(objet, name.removesuffix("_scelle"), ""))
                if any(secret in text for secret in SECRETS):
                    found[f"{model._meta.label}.{name}"] = text[:80]
    return found


def make_dossier_complet(**values: Any) -> Parcours:
    """Somebody named everywhere a file may name them."""
    dispositif = make_dispositif()
    personne = make_personne(
        dispositif, nom_naissance=NOM, nom_usage=NOM, prenoms="Maëlys-Anne", telephone="06 11 22 33 44",
        courriel="anne.k@exemple.test", a_prevenir=f"Yves {NOM}", france_travail="1234567A", allocataire="7654321",
    )  # fmt: skip
    base: dict[str, Any] = {"dispositif": dispositif, "personne": personne}
    du = date(2018, 12, 1)
    Situation.objects.create(**base, du=du, emploi="demandeur_emploi", diplome=3, organisme_referent=NOM)
    Situation.objects.create(**base, du=date(2019, 6, 1), emploi="salarie_siae", organisme_referent=NOM)
    sensible = SituationSensible(**base, du=du)
    sensible.reponses = {"boeth": "oui", "libre": NOM}
    sensible.save()
    Adresse.objects.create(**base, du=du, voie=f"1 {VOIE}")
    Adresse.objects.create(**base, du=date(2019, 6, 1), voie=f"2 {VOIE}")
    Projet.objects.create(**base, du=du, intitule=METIER)
    Recherche.objects.create(**base, du=du, competences=METIER)
    Experience.objects.create(**base, intitule=METIER, employeur=EMPLOYEUR)
    Information.objects.create(**base, version="2026-1", support="papier", le=du)
    Consentement.objects.create(**base, objet="messages", destinataire=EMPLOYEUR, donne_le=du, support="papier")
    sortie: dict[str, Any] = {"etat": "sorti_positif", "date_sortie": SORTIE} | values
    parcours = make_parcours(dispositif, personne=personne, entree=date(2019, 1, 12), **sortie)
    entretien = Entretien.objects.create(
        dispositif=dispositif, parcours=parcours, referent=parcours.referent, participants=f"Yves {NOM}", presence="venu",
        debut=datetime(2020, 3, 1, 9, tzinfo=UTC),
    )  # fmt: skip
    note = Note(dispositif=dispositif, entretien=entretien)
    note.faits = f"{NOM} est venue."
    note.save()
    contrat = Contrat(dispositif=dispositif, parcours=parcours, rang=1, du=date(2019, 2, 1))
    contrat.objectifs = METIER
    contrat.save()
    Emploi.objects.create(dispositif=dispositif, parcours=parcours, contrat="cdi", debut=date(2020, 1, 1),
                          employeur=EMPLOYEUR, metier=METIER)  # fmt: skip
    prescripteur = Prescripteur.objects.create(dispositif=dispositif, nom="CCAS", type="ccas", du=date(2018, 1, 1))
    Orientation.objects.create(
        dispositif=dispositif, numero=1, etat="agreee", canal="intermediaire", prescripteur=prescripteur, nom_naissance=NOM,
        prenoms="Maëlys-Anne", date_prescription=du, consentement_le=du, date_fin=date(2019, 1, 12), personne=personne,
        parcours=parcours, fiche_signee=make_piece(dispositif, "gestion"),
    )  # fmt: skip
    add_piece(parcours, classe="gestion")
    return parcours


def make_piece(dispositif: Any, classe: str) -> Piece:
    contenu = magasin.store(ContentFile(f"attestation {NOM} {classe}".encode()).chunks())
    return Piece.objects.create(
        dispositif=dispositif, sha256=contenu.sha256, nom=f"attestation-{NOM}.pdf", type="application/pdf",
        taille=contenu.taille, classe=classe, etat="disponible", compte_id=1, deposee_le=timezone.now(),
    )  # fmt: skip


def add_piece(parcours: Parcours, *, classe: str) -> Piece:
    piece = make_piece(parcours.dispositif, classe)
    Justificatif.objects.create(
        dispositif=parcours.dispositif, parcours=parcours, nature="contrat", fichier=piece, le=SORTIE
    )
    return piece


def add_etape_fse(parcours: Parcours, operation: str = "OP-1") -> Positionnement:
    row = Positionnement(
        dispositif=parcours.dispositif, parcours=parcours, type="MOB-BIL", intitule="Bilan", propose_le=date(2019, 2, 1),
        debut=date(2019, 2, 1), fin=date(2019, 4, 1), etat="termine", operation_fse=operation,
    )  # fmt: skip
    row.save()
    return row


def test_le_dossier_nomme_la_personne_partout_avant():
    """The search itself is worth something: it finds the names, sealed ones included."""
    make_dossier_complet()
    traces = find_traces()
    assert {"participants_personne.nom_naissance", "participants_adresse.voie", "pieces_piece.nom",
            "parcours_orientation.prenoms", "participants_projet.intitule"} <= set(traces)  # fmt: skip
    assert {"parcours.Note.faits_scelle", "participants.SituationSensible.reponses_scelle"} <= set(traces)


def test_t2_plus_rien_de_nominatif_dans_aucune_colonne_d_aucune_table():
    parcours = make_dossier_complet()
    for _ in range(2):
        erase_dossier(parcours.personne)
    assert find_traces() == {}
    for model in find_chemins():
        if model is not Personne:
            assert not model._default_manager.exists(), model
    assert Personne.objects.get(pk=parcours.personne_id).anonymisee_le is not None
    assert not Piece.objects.exists()


def test_t1_la_fiche_signee_part_avec_les_textes_de_l_orientation():
    make_dossier_complet()
    erase_orientation(Orientation.objects.get())
    assert Piece.objects.count() == 1  # that of the parcours stays
    assert not any(nom.startswith("parcours_orientation") for nom in find_traces())


def test_le_dossier_d_une_autre_personne_ne_bouge_pas():
    parcours = make_dossier_complet()
    autre = make_parcours(parcours.dispositif)
    erase_dossier(parcours.personne)
    autre.refresh_from_db()
    assert autre.photos.count() == 1
    assert autre.passages.count() == 1


def test_chaque_table_d_un_dossier_s_efface_avant_celles_qu_elle_designe():
    rang = {model: place for place, (model, _) in enumerate(list_a_effacer())}
    assert set(rang) == set(find_chemins()) - {Personne}
    for model in rang:
        for field in model._meta.concrete_fields:
            if field.related_model in rang and field.related_model is not model:
                assert rang[model] < rang[field.related_model], (model, field.name)


class TestNoyau:
    @pytest.fixture
    def parcours(self):
        parcours = make_dossier_complet()
        fse = add_etape_fse(parcours)
        Emargement.objects.create(dispositif=parcours.dispositif, positionnement=fse, le=date(2019, 2, 4),
                                  demi_journee="matin", heures=3, is_present=True)  # fmt: skip
        hors = add_etape_fse(parcours, operation="")
        Emargement.objects.create(dispositif=parcours.dispositif, positionnement=hors, le=date(2019, 2, 5),
                                  demi_journee="matin", heures=3, is_present=True)  # fmt: skip
        return parcours

    def test_t4_le_noyau_garde_l_identite_l_eligibilite_et_l_emargement_seulement(self, parcours):
        garde = add_piece(parcours, classe="fse")
        reduce_dossier(parcours.personne)
        personne = Personne.objects.get(pk=parcours.personne_id)
        assert (personne.nom_naissance, str(personne.date_naissance)[:4]) == (NOM, "1980")
        assert (personne.telephone, personne.courriel, personne.france_travail, personne.a_prevenir) == ("", "", "", "")
        assert personne.archivee_le is not None
        assert [s.emploi for s in Situation.objects.filter(personne=personne)] == ["demandeur_emploi"]
        assert Adresse.objects.filter(personne=personne).count() == 1
        assert [e.positionnement.operation_fse for e in Emargement.objects.all()] == ["OP-1"]
        assert list(Piece.objects.all()) == [garde]
        assert not Note.objects.exists()
        assert not Projet.objects.exists()
        assert {nom.split(".")[0].lower() for nom in find_traces()} == {
            "participants_personne", "participants_situation", "participants_adresse", "participants", "pieces_piece"}  # fmt: skip

    def test_t2_un_dossier_du_fse_se_reduit_tant_que_le_dernier_paiement_n_est_pas_dit(self, parcours):
        assert queries.list_a_anonymiser(date(2024, 3, 1)) == [parcours.personne]
        end_dossier(parcours.personne)
        assert Noyau.objects.get().personne == parcours.personne
        assert queries.list_a_anonymiser(date(2040, 1, 1)) == []
        assert queries.list_noyaux_dus(date(2040, 1, 1)) == []
        FinOperation.objects.create(
            dispositif=parcours.dispositif, operation="OP-1", dernier_paiement=date(2026, 6, 30)
        )
        assert queries.list_noyaux_dus(date(2031, 12, 30)) == []
        noyau = queries.list_noyaux_dus(date(2031, 12, 31))
        purge.EFFACEMENTS["T4"].erase(noyau[0])
        assert find_traces() == {}
        assert not Noyau.objects.exists()

    def test_r22_une_operation_soldee_depuis_longtemps_ne_retient_plus_rien(self, parcours):
        FinOperation.objects.create(
            dispositif=parcours.dispositif, operation="OP-1", dernier_paiement=date(2010, 6, 30)
        )
        end_dossier(parcours.personne)
        assert find_traces() == {}


class TestPiecesVues:
    """T5: looked at, then erased three months later; « vu le…, par… » stays."""

    VUE = date(2025, 11, 30)

    @pytest.fixture
    def piece(self):
        parcours = make_dossier_complet(etat="actif", date_sortie=None)
        return Justificatif.objects.create(
            dispositif=parcours.dispositif, parcours=parcours, nature="identite", le=date(2025, 11, 2),
            verifiee_le=self.VUE, verifiee_par=7, fichier=make_piece(parcours.dispositif, "verification"),
        )  # fmt: skip

    def test_t5_le_fichier_part_trois_mois_apres_avoir_ete_vu_et_le_constat_reste(self, piece):
        assert queries.list_pieces_dues(date(2026, 2, 27)) == []
        assert queries.list_pieces_dues(date(2026, 2, 28)) == [piece]
        fichier = piece.fichier_id
        for _ in range(2):
            purge.EFFACEMENTS["T5"].erase(piece)
        piece.refresh_from_db()
        assert (piece.fichier, piece.verifiee_le, piece.verifiee_par) == (None, self.VUE, 7)
        assert piece.effacee_le == timezone.localdate()
        assert not Piece.objects.filter(pk=fichier).exists()
        assert queries.list_pieces_dues(date(2040, 1, 1)) == []

    def test_t5_ce_qui_prouve_l_accompagnement_ou_attend_d_etre_lu_reste(self, piece):
        Justificatif.objects.filter(pk=piece.pk).update(etat="a_confirmer")
        assert queries.list_pieces_dues(date(2040, 1, 1)) == []
        for nature in set(Nature) - VUES_SEULEMENT:
            Justificatif.objects.filter(pk=piece.pk).update(etat="recue", nature=nature)
            assert queries.list_pieces_dues(date(2040, 1, 1)) == []

    def test_t5_sans_date_de_verification_la_reception_compte(self, piece):
        Justificatif.objects.filter(pk=piece.pk).update(verifiee_le=None)
        assert queries.list_pieces_dues(date(2026, 2, 2)) == [piece]

    def test_r20_la_piece_d_un_dossier_gele_reste(self, piece):
        Gel.objects.create(
            dispositif=piece.dispositif, personne=piece.parcours.personne, motif="contentieux", du=date(2026, 1, 1),
            jusqu_au=date(2026, 12, 31),
        )  # fmt: skip
        assert queries.list_pieces_dues(date(2026, 6, 1)) == []
        assert queries.list_pieces_dues(date(2027, 1, 1)) == [piece]

    def test_t5_se_rejoue_apres_une_restauration(self, piece, settings, tmp_path):
        settings.JOURNAL_ANCRES = str(tmp_path)
        tombes.bury(piece, regle="T5", on=date(2026, 3, 1))
        assert purge.replay(on=date(2026, 11, 26)) == 1
        piece.refresh_from_db()
        assert piece.fichier is None
        assert purge.replay(on=date(2026, 11, 26)) == 0


class TestGel:
    ON = date(2026, 11, 25)

    @pytest.fixture
    def parcours(self):
        return make_dossier_complet()

    def freeze(self, parcours, **values):
        return Gel.objects.create(**{"dispositif": parcours.dispositif, "personne": parcours.personne,
                                     "motif": "contentieux", "du": date(2026, 1, 1), "jusqu_au": date(2026, 12, 31)} | values)  # fmt: skip

    def test_r20_rien_d_un_dossier_gele_ne_part(self, parcours):
        assert queries.list_a_anonymiser(self.ON) == [parcours.personne]
        assert queries.list_notes_dues(self.ON) == [parcours]
        self.freeze(parcours)
        assert queries.list_a_anonymiser(self.ON) == []
        assert queries.list_notes_dues(self.ON) == []
        assert queries.list_a_archiver(date(2022, 6, 1)) == [parcours.personne]  # not frozen yet on that day

    def test_r20_un_gel_leve_ou_echu_ne_retient_plus(self, parcours):
        gel = self.freeze(parcours)
        assert queries.list_a_anonymiser(date(2027, 1, 1)) == [parcours.personne]
        gel.leve_le = self.ON
        gel.save()
        assert queries.list_a_anonymiser(self.ON) == [parcours.personne]

    def test_r20_une_demande_en_cours_gele_d_elle_meme(self, parcours):
        demande = DemandeAcces.objects.create(
            dispositif=parcours.dispositif, personne_id=0, suivie=parcours.personne.uuid, motif="personne", identite="connue",
            recue_le=date(2026, 11, 1), demandee_par=1, demandee_le=timezone.now(),
        )  # fmt: skip
        assert queries.list_a_anonymiser(self.ON) == []
        demande.repondue_le = timezone.now()
        demande.save()
        assert queries.list_a_anonymiser(self.ON) == [parcours.personne]


def test_un_effacement_se_rejoue_apres_une_restauration(settings, tmp_path):
    settings.JOURNAL_ANCRES = str(tmp_path)
    parcours = make_dossier_complet()
    tombes.bury(parcours.personne, regle="T2", on=date(2026, 11, 25))  # erased since this backup was made
    assert purge.replay(on=date(2026, 11, 26)) == 1
    assert find_traces() == {}
    assert purge.replay(on=date(2026, 11, 26)) == 0


def test_un_noyau_rejoue_ne_devient_pas_un_effacement_complet(settings, tmp_path):
    settings.JOURNAL_ANCRES = str(tmp_path)
    parcours = make_dossier_complet()
    add_etape_fse(parcours)
    tombes.bury(parcours.personne, regle="T2", on=date(2026, 11, 25))
    assert purge.replay(on=date(2026, 11, 26)) == 1
    assert Noyau.objects.count() == 1
    assert purge.replay(on=date(2026, 11, 26)) == 0
    assert Personne.objects.get(pk=parcours.personne_id).nom_naissance == NOM


def test_celui_qui_n_a_pas_de_parcours_ferme_n_a_pas_de_fin():
    parcours = make_dossier_complet(etat="actif", date_sortie=None)
    assert queries.find_fin(parcours.personne, on=date(2026, 11, 25)) is None
    assert make_coordinateur(parcours.dispositif).dispositif == parcours.dispositif_id
