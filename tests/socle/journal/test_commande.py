"""`maillage verifier-journal`, as an operator runs it."""

import pytest

from maillage.cli import main
from maillage.socle.journal.models import Acces
from tests.socle.journal.conftest import write_lignes

pytestmark = pytest.mark.django_db


def test_des_journaux_intacts_sortent_zero(capsys):
    write_lignes(Acces, 12, 3)
    assert main(["verifier-journal", "--sceller"]) == 0
    said = capsys.readouterr().out
    assert "Scellé à l’instant : 3 lignes." in said
    assert "Les journaux sont intacts." in said


def test_une_ligne_forgee_est_situee_et_la_commande_echoue(capsys):
    """Forged at its insertion, which no guard forbids: the seal alone tells."""
    lignes = write_lignes(Acces, 12, 3)
    Acces.objects.bulk_create([Acces(dispositif_id=12, horodatage=lignes[0].horodatage, type="essai", sceau="faux")])
    assert main(["verifier-journal", "--sceller"]) == 1
    assert "✗ acces/12, bloc 1, rang 4 : ligne modifiée ou forgée" in capsys.readouterr().out


def test_reprendre_demande_une_chaine(capsys):
    assert main(["verifier-journal", "--depuis", "3"]) == 1
    assert "dites laquelle avec --chaine" in capsys.readouterr().err
