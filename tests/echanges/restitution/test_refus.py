"""What is damaged, of another version, under another phrase or already there is refused in one sentence, and writes nothing."""

import hashlib
import io
import json
import random
from pathlib import Path

import pytest

from maillage.cli import main as maillage
from maillage.echanges.restitution import reconstitution
from maillage.echanges.restitution.archive import EMPREINTES, SCHEMA, SIGNATURE
from maillage.echanges.restitution.scelles import make_sceau
from maillage.echanges.restitution.verification import ArchiveRefusee, open_archive
from maillage.parcours.models import Parcours
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from tests.echanges.restitution import dossiers
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
TABLE = "donnees/participants.personne.csv"


@pytest.fixture(scope="module")
def archive(petit, django_db_blocker) -> Path:
    with django_db_blocker.unblock():
        return dossiers.take(petit)


def refuse(path: Path, phrase: str = dossiers.PHRASE) -> str:
    before = Personne.objects.count(), Dispositif.objects.count()
    with pytest.raises(ArchiveRefusee) as refus, open_archive(path, phrase) as found:
        reconstitution.restore(found)
    assert (Personne.objects.count(), Dispositif.objects.count()) == before
    assert str(refus.value).endswith(".")
    return str(refus.value)


def sign(members: dict[str, bytes], dispositif: Dispositif) -> dict[str, bytes]:
    """The archive of somebody who has the phrase, and writes what they want in it."""
    kept = {name: content for name, content in members.items() if name != EMPREINTES}
    listed = "".join(f"{hashlib.sha256(c).hexdigest()}  {name}\n" for name, c in kept.items()).encode()
    signature = make_sceau(dossiers.PHRASE, dispositif.uuid).sign(listed)
    return {**kept, EMPREINTES: listed + f"{SIGNATURE}{signature}\n".encode()}


def test_un_octet_change_n_importe_ou_est_vu(archive, tmp_path):
    """Wherever it falls: headers, compressed bytes, central directory. Refused, or harmless: the same content is read."""
    content = archive.read_bytes()
    chance = random.Random(12)
    seen, refused = dossiers.read(archive), 0
    for rang in [0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(60))]:
        altered = bytearray(content)
        altered[rang] ^= 1 << chance.randrange(8)
        path = tmp_path / "alteree.zip"
        path.write_bytes(altered)
        try:
            with open_archive(path, dossiers.PHRASE) as found:
                assert {n: found.bundle.read(n) for n in found.bundle.namelist()} == seen, rang
        except ArchiveRefusee:
            refused += 1
    assert refused > 45


def test_un_fichier_coupe_ou_qui_n_est_pas_une_archive_est_refuse(archive, tmp_path):
    path = tmp_path / "coupee.zip"
    for content in (archive.read_bytes()[:-2000], b"", b"PK\x03\x04", b"bonjour" * 100):
        path.write_bytes(content)
        assert "abîmé ou incomplet" in refuse(path)
    assert "il y manque son schéma" in refuse(dossiers.write(path, {"a.txt": b"a"}))


def test_un_fichier_manquant_ajoute_ou_modifie_est_nomme(archive, tmp_path):
    members, path = dossiers.read(archive), tmp_path / "refaite.zip"
    less = {n: c for n, c in members.items() if n != TABLE}
    assert f"Il manque « {TABLE} »" in refuse(dossiers.write(path, less))
    assert "« intrus.csv » ne fait pas partie" in refuse(dossiers.write(path, {**members, "intrus.csv": b""}))
    assert f"« {TABLE} » a été modifié" in refuse(dossiers.write(path, {**members, TABLE: members[TABLE] + b"\r\n"}))
    assert "liste des empreintes" in refuse(dossiers.write(path, {**members, EMPREINTES: b""}))


def test_une_archive_refaite_sans_la_phrase_est_refusee(archive, petit, tmp_path):
    members = dossiers.read(archive)
    forged = sign({**members, TABLE: members[TABLE].replace(b"Moussa", b"Mousse")}, petit)
    lines = forged[EMPREINTES].splitlines(keepends=True)
    old = members[EMPREINTES].splitlines(keepends=True)[-1]
    path = dossiers.write(tmp_path / "forgee.zip", {**forged, EMPREINTES: b"".join([*lines[:-1], old])})
    assert "n’est pas celle de cette archive" in refuse(path)


def test_une_autre_phrase_est_refusee_et_la_casse_ne_compte_pas(archive):
    assert "n’est pas celle de cette archive" in refuse(archive, "ZZZZZ-ZZZZZ")
    with open_archive(archive, dossiers.PHRASE.lower().replace("-", " ")):
        pass


def test_une_version_plus_recente_dit_a_laquelle_se_mettre_a_jour(archive, petit, tmp_path):
    members = dossiers.read(archive)
    schema = json.loads(members[SCHEMA]) | {"version": 2, "maillage": "3.1"}
    path = dossiers.write(tmp_path / "future.zip", sign({**members, SCHEMA: json.dumps(schema).encode()}, petit))
    assert "mettez-la à jour vers Maillage 3.1" in refuse(path)


def test_une_colonne_inconnue_est_refusee(archive, petit, tmp_path):
    members = dossiers.read(archive)
    schema = json.loads(members[SCHEMA])
    schema["tables"][-1]["colonnes"].pop()
    path = dossiers.write(tmp_path / "autre.zip", sign({**members, SCHEMA: json.dumps(schema).encode()}, petit))
    assert "n’est pas celle de cette installation" in refuse(path)


def test_un_dispositif_qui_a_deja_des_donnees_n_est_pas_recouvert(archive, petit):
    assert f"« {petit.nom} » a déjà des données" in refuse(archive)


def test_des_donnees_deja_dans_l_installation_ne_se_reprennent_pas_dans_un_autre_dispositif(archive, petit):
    vide = make_dispositif()
    with (
        pytest.raises(ArchiveRefusee, match="déjà dans cette installation"),
        open_archive(archive, dossiers.PHRASE) as a,
    ):
        reconstitution.restore(a, slug=vide.slug)
    assert not Parcours.objects.filter(dispositif=vide).exists()
    with pytest.raises(ArchiveRefusee, match="Aucun dispositif"), open_archive(archive, dossiers.PHRASE) as a:
        reconstitution.restore(a, slug="introuvable")


@pytest.mark.parametrize(
    ("args", "said"), [((), "La phrase de l’archive manque"), (("absent",), "n’est pas un fichier")]
)
def test_la_commande_dit_en_une_phrase_ce_qui_l_arrete(archive, capsys, monkeypatch, args, said):
    monkeypatch.delenv("MAILLAGE_PHRASE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert maillage(["reprendre-restitution", *(args or (str(archive),))]) == 1
    assert said in capsys.readouterr().err


def test_la_commande_refuse_sans_trace(archive, petit, capsys, monkeypatch):
    monkeypatch.setenv("MAILLAGE_PHRASE", dossiers.PHRASE)
    assert maillage(["reprendre-restitution", str(archive)]) == 1
    said = capsys.readouterr()
    assert "a déjà des données" in said.err
    assert "Traceback" not in said.err + said.out
