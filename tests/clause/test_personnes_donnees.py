"""What the clause holds of a person: told to them whole, found by whoever follows them, forgotten in its time."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from maillage.clause.models import Eligibilite, LigneHeures, MiseEmploi, PassageLot
from maillage.clause.purges.personnes import end_personne
from maillage.clause.queries.conservation import list_a_anonymiser, list_a_archiver, list_nommees
from maillage.clause.queries.personnes import search_personnes, select_personnes
from maillage.clause.queries.suivi import read_suivi
from maillage.clause.recherche.personnes import search
from maillage.clause.rules.conservation import Durees, compute_echeances, find_depart
from maillage.participants.models import Personne
from maillage.socle.pieces.models import Piece
from maillage.socle.protection import archive, personnes
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.parcours.usine import make_parcours
from tests.socle.pieces.fichiers import make_piece
from tests.usine import make_acteur, make_compte, make_dispositif

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


def make_dossier(dispositif: Any = None, **values: Any) -> tuple[Personne, Any]:
    """A person with a proof, a contract, validated hours; her lot."""
    dispositif = dispositif or make_clause()
    personne, lot = make_personne(dispositif, **values), make_lot_notifie(dispositif)
    piece = make_piece(dispositif=dispositif, compte=make_compte(), is_de_dossier=True)
    make_eligibilite(personne, criteres=("boeth", "brsa"), piece=piece)
    emploi = make_emploi(personne, lots=[lot], metier="Peintre de la Tour", fin_prevue=date(2026, 6, 30))
    emploi.profil = ["femme", "handicap"]
    emploi.save()
    make_ligne(emploi, lot, 120, statut="validee")
    return personne, lot


def close(lot: Any, le: date) -> None:
    PassageLot.objects.create(dispositif=lot.dispositif, lot=lot, vers="clos", le=le, rang=9)


def test_r45_l_archive_d_une_personne_contient_ce_que_la_clause_en_garde():
    personne, _ = make_dossier()
    tables = {
        model._meta.label: archive.read_table(
            model, 0, on=ON, dispositifs=frozenset({personne.dispositif_id}), suivie=personne.uuid
        )
        for model in archive.list_remis(personne.uuid)
        if model._meta.app_label == "clause"
    }
    told = {nom for nom, table in tables.items() if table is not None and table.lignes}
    assert told == {"clause.Eligibilite", "clause.MiseEmploi", "clause.EmploiDuLot", "clause.LigneHeures"}
    assert "boeth" in str(tables["clause.Eligibilite"])
    assert [p.pk for p in personnes.list_pieces(personne.uuid)] == [Eligibilite.objects.get().piece_id]


def test_t6_la_personne_s_archive_deux_ans_apres_la_fin_de_son_marche_puis_s_oublie_trois_ans_plus_tard():
    personne, lot = make_dossier()
    assert not list_a_archiver(date(2040, 1, 1)), "le marché court toujours"
    close(lot, date(2027, 3, 1))
    assert not list_a_archiver(date(2029, 2, 28))
    assert list_a_archiver(date(2029, 3, 1)) == [personne]
    assert not list_a_anonymiser(date(2032, 2, 29))
    assert list_a_anonymiser(date(2032, 3, 1)) == [personne]


def test_t6_les_heures_restent_au_marche_et_rien_ne_dit_plus_de_qui_elles_sont():
    personne, lot = make_dossier(nom_naissance="Kerguelen")
    close(lot, date(2027, 3, 1))
    assert personne in list_nommees()
    for _ in range(2):
        end_personne(personne)
    assert read_suivi(lot, on=ON).reelles == Decimal(120)
    assert read_suivi(lot, on=ON).personnes == 1
    assert not Eligibilite.objects.exists()
    assert not Piece.objects.exists()
    emploi = MiseEmploi.objects.select_related("personne").get()
    assert (emploi.metier, bytes(emploi.profil_scelle), emploi.personne.nom_naissance) == ("", b"", "Dossier anonymisé")
    assert LigneHeures.objects.get().heures_reelles == 120
    assert personne not in list_nommees()


def test_t6_ne_touche_pas_une_personne_qui_a_un_parcours():
    personne, lot = make_dossier(make_dispositif())  # a PLIE that follows markets too
    make_parcours(personne.dispositif, personne=personne)
    close(lot, date(2019, 3, 1))
    assert not list_a_anonymiser(date(2040, 1, 1))


def test_une_personne_archivee_ne_se_trouve_plus():
    personne, _ = make_dossier(nom_naissance="Kerguelen")
    by = make_facilitateur(personne.dispositif)
    assert [r.titre for r in search(by, "kerguellen", 5)] == ["Alix Kerguelen"]
    assert [r.titre for r in search(by, "alix kerg", 5)] == ["Alix Kerguelen"]
    Personne.objects.update(archivee_le=ON)
    assert not search(by, "kerguelen", 5)
    assert not search_personnes(select_personnes(by), "kerguelen").exists()


def test_la_recherche_ne_repond_qu_a_qui_suit_les_personnes_et_chez_soi():
    personne, _ = make_dossier(nom_naissance="Kerguelen")
    assert not search(make_facilitateur(make_clause()), "kerguelen", 5)
    assert not search(make_acteur(Role.DIRECTEUR, personne.dispositif), "kerguelen", 5)


def test_le_depart_est_la_fin_du_dernier_marche_et_n_existe_pas_tant_qu_un_marche_court():
    assert find_depart(fins=[date(2026, 1, 1), None], derniers=[]) is None
    assert find_depart(fins=[date(2026, 1, 1)], derniers=[date(2026, 5, 1)]) == date(2026, 5, 1)
    assert find_depart(fins=[], derniers=[]) is None
    found = compute_echeances(date(2026, 1, 31), Durees(24, 36))
    assert (found.archive, found.fin) == (date(2028, 1, 31), date(2031, 1, 31))
    assert found.fin - found.archive > timedelta(days=1_000)
