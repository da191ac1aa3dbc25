"""An archive taken up again is the same dispositif: the same files, the same pages, the same figures (U28)."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.echanges.restitution import dossiers, releve

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(petit, django_db_blocker) -> Path:
    with django_db_blocker.unblock():
        return dossiers.take(petit)


@pytest.fixture
def ailleurs(base, archive) -> dict:
    """What another installation, empty and with a secret of its own, makes of it."""
    base.extra.update(
        MAILLAGE_SECRET="un-autre-secret-d-essai-assez-long-pour-servir-de-cle", MAILLAGE_PHRASE=dossiers.PHRASE
    )
    said = base.run("tests.echanges.restitution.autre_base", str(archive))
    return json.loads(said.splitlines()[-1])


def test_reprise_ailleurs_puis_emportee_de_nouveau_l_archive_est_la_meme_a_l_octet_pres(petit, archive, ailleurs):
    first, again = dossiers.read(archive), dossiers.read(Path(ailleurs["archive"]))
    assert list(first) == list(again)
    assert [name for name in first if first[name] != again[name]] == []
    assert archive.read_bytes() == Path(ailleurs["archive"]).read_bytes()
    # The page of a person, the facts of every indicator.
    here = releve.read(petit)
    assert ailleurs["page"] == here["page"]
    assert ailleurs["faits"] == here["faits"]
    assert len(here["faits"]) > 50
    # Accounts come back without secret nor droit.
    assert ailleurs["comptes"]
    assert not any(any(pair) for pair in ailleurs["comptes"])


def test_aucune_table_de_l_essai_n_est_vide(archive):
    vides = {n for n, c in dossiers.read(archive).items() if n.startswith("donnees/") and c.count(b"\r\n") < 2}
    assert vides == set(), "Un aller-retour ne prouve rien d’une table vide : ajoutez-y une ligne dans `dossiers.py`."


def test_la_meme_archive_se_refait_a_l_identique(petit, archive):
    assert dossiers.take(petit).read_bytes() == archive.read_bytes()


def test_l_archive_se_lit_avec_les_outils_de_tous(archive, tmp_path):
    import subprocess

    with zipfile.ZipFile(archive) as bundle:
        bundle.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "empreintes.txt"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
