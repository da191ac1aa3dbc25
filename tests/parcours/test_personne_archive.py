"""Whoever is followed may be given everything that is held about them, free texts included (R-45)."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.apps import apps
from django.utils import timezone

from maillage.comptes.models import Compte
from maillage.parcours.models import Entretien, Justificatif, Note
from maillage.parcours.personnes import find_chemins
from maillage.participants.models import Personne, SituationSensible
from maillage.socle.journal import actions as journal
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.protection import archive, constitution
from maillage.socle.protection.demandes import list_pour_la_personne
from maillage.socle.protection.masques import Cible
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Identite, Motif
from maillage.socle.protection.personnes import list_personnes
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


def make_demande(parcours) -> DemandeAcces:
    demande = DemandeAcces.objects.create(
        dispositif=parcours.dispositif, personne_id=0, suivie=parcours.personne.uuid, motif=Motif.PERSONNE.value,
        identite=Identite.CONNUE.value, recue_le=ON, demandee_par=1, demandee_le=timezone.now(),
    )  # fmt: skip
    rang: int | None = 0
    while rang is not None:
        rang = constitution.gather(demande, rang=rang, dispositifs=frozenset({parcours.dispositif_id}), on=ON)
    return demande


def gather(parcours) -> dict:
    demande = make_demande(parcours)
    return {table["modele"]: table for table in constitution.read_tables(demande)}


def test_r45_toutes_les_categories_et_les_textes_scelles_sont_dans_l_archive():
    parcours = make_parcours(make_dispositif())
    sensible = SituationSensible(dispositif=parcours.dispositif, personne=parcours.personne, du=ON)
    sensible.reponses = {"logement": "hotel"}
    sensible.save()
    entretien = Entretien.objects.create(dispositif=parcours.dispositif, parcours=parcours, referent=parcours.referent,
                                         debut=timezone.now())  # fmt: skip
    note = Note(dispositif=parcours.dispositif, entretien=entretien)
    note.faits = "Est venue avec son CV."
    note.save()
    tables = gather(parcours)
    assert {"participants.personne", "participants.situationsensible", "parcours.parcours", "parcours.entretien",
            "parcours.note", "parcours.photo"} <= set(tables)  # fmt: skip
    assert tables["parcours.note"]["lignes"][0]["faits_scelle"] == "Est venue avec son CV."
    assert tables["participants.situationsensible"]["lignes"][0]["reponses_scelle"] == {"logement": "hotel"}


def test_r45_l_archive_dit_qui_a_consulte_le_dossier_par_role_et_structure_jamais_par_nom():
    parcours = make_parcours(make_dispositif())
    autre = make_parcours(parcours.dispositif)
    agent = make_acteur(Role.REFERENT, parcours.dispositif)
    for _ in range(2):
        journal.record_acces(by=agent, type="parcours.dossier", target=parcours)
    journal.record_acces(
        by=make_coordinateur(parcours.dispositif), type="parcours.conservation", target=parcours.personne
    )
    journal.record_acces(by=agent, type="parcours.dossier", target=autre)
    table = gather(parcours)["journal.acces"]
    assert {(ligne["role"], ligne["structure"], ligne["consultations"]) for ligne in table["lignes"]} == {
        ("Référent·e de parcours", str(parcours.dispositif), 2), ("Coordinateur·rice de parcours", str(parcours.dispositif), 1)}  # fmt: skip
    compte = Compte.objects.get(pk=agent.compte or 0)
    assert compte.nom not in json.dumps(table, ensure_ascii=False)
    assert compte.email not in json.dumps(table, ensure_ascii=False)


def test_r45_les_pieces_du_dossier_sont_remises_sauf_celles_que_le_dpd_masque():
    parcours = make_parcours(make_dispositif())
    for nom in ("attestation.pdf", "courrier-d-un-tiers.pdf"):
        contenu = magasin.store([f"contenu de {nom}".encode()])
        piece = Piece.objects.create(
            dispositif=parcours.dispositif, sha256=contenu.sha256, nom=nom, type="application/pdf", taille=contenu.taille,
            classe="gestion", etat="disponible", compte_id=1, deposee_le=timezone.now(),
        )  # fmt: skip
        Justificatif.objects.create(
            dispositif=parcours.dispositif, parcours=parcours, nature="contrat", fichier=piece, le=ON
        )
    demande = make_demande(parcours)
    masque = Cible("pieces.piece", 2, "nom")
    for cibles, attendues in (([], 2), ([masque], 1)):
        archive_remise = constitution.build_archive(demande, cibles, responsable="PLIE d’essai", on=ON)
        with zipfile.ZipFile(io.BytesIO(archive_remise)) as bundle:
            pieces = [nom for nom in bundle.namelist() if nom.startswith("pieces/")]
            assert len(pieces) == attendues
            assert {"donnees.json", "donnees.pdf"} <= set(bundle.namelist())
            assert bundle.read(pieces[0]) == b"contenu de attestation.pdf"


def test_r45_rien_d_une_autre_personne_ni_d_un_autre_dispositif_n_y_entre():
    parcours = make_parcours(make_dispositif())
    make_parcours(parcours.dispositif, personne=make_personne(parcours.dispositif, nom_naissance="Autrui"))
    assert "Autrui" not in json.dumps(gather(parcours), ensure_ascii=False)
    ailleurs = archive.read_table(Personne, 0, on=ON, dispositifs=frozenset({make_dispositif().pk}),
                                  suivie=parcours.personne.uuid)  # fmt: skip
    assert ailleurs is None


def test_r45_chaque_table_d_un_dossier_est_lue():
    """Every table of `participants` and `parcours` that leads to a person by its keys, at any distance."""
    read = {model.__name__ for model in find_chemins()}
    assert {
        "Adresse",
        "Situation",
        "Consentement",
        "Orientation",
        "Note",
        "Emargement",
        "PointDeSuivi",
        "Sortie",
    } <= read
    assert {"Commission", "Session", "Referent", "AnneeClose"} & read == set()
    assert read <= {m.__name__ for m in apps.get_models()}


def test_r45_le_dpd_choisit_une_personne_de_son_dispositif_et_aucun_compte_ne_voit_la_demande():
    parcours = make_parcours(make_dispositif())
    dpd = make_acteur(Role.DPD, parcours.dispositif)
    assert parcours.personne.uuid in {p.suivie for p in list_personnes(dpd)}
    assert parcours.personne.uuid not in {p.suivie for p in list_personnes(make_acteur(Role.DPD, make_dispositif()))}
    gather(parcours)
    assert not list_pour_la_personne(parcours.personne.pk, now=timezone.now()).exists()
