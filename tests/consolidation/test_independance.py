"""What chooses the cells to hide and what attacks the choice share no code."""

from tests.architecture.arbre import list_imports, list_python, short

PAQUET = "maillage/consolidation"
ATELIERS = ("secret", "attaque")
COMMUNS = {"maillage.__version__"}


def test_le_secret_et_l_attaque_ne_partagent_aucun_code():
    used = {
        atelier: {
            name
            for path in list_python(f"{PAQUET}/{atelier}")
            for name in list_imports(path)
            if name.startswith("maillage.") and not name.startswith(f"maillage.consolidation.{atelier}.")
        }
        for atelier in ATELIERS
    }
    assert all(used.values()), "chacun importe quelque chose : la lecture des imports marche"
    assert not used["secret"] & used["attaque"] - COMMUNS
    assert not any(name.startswith("maillage.consolidation") for names in used.values() for name in names)


def test_l_attaque_n_emploie_que_la_version_et_des_bibliotheques():
    found = {
        name for path in list_python(f"{PAQUET}/attaque") for name in list_imports(path) if name.startswith("maillage.")
    }
    assert found <= COMMUNS | {name for name in found if name.startswith("maillage.consolidation.attaque.")}
    assert {short(path) for path in list_python(f"{PAQUET}/attaque")}
