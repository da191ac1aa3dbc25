"""R-06: the register, the archive and the journals say every table and every field in French words."""

import pytest
from django.apps import apps
from django.utils.text import camel_case_to_spaces

from maillage.socle.classement import LIBELLES, Champ, get_donnees, name_champ, name_modele
from maillage.socle.protection import registre

OURS = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]


def is_derived(field) -> bool:
    """Nobody wrote it, or what was written is the key's own name (« compte id »)."""
    is_raw = field.name.endswith("_id") and name_champ(field) == field.name.replace("_", " ")
    return field._verbose_name is None or is_raw


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_r06_chaque_table_et_chaque_champ_ont_un_nom_en_francais(model):
    assert "verbose_name" in model._meta.original_attrs
    assert [f.name for f in model._meta.concrete_fields if not f.auto_created and is_derived(f)] == []


def test_r06_ce_que_d_autres_paquets_gardent_de_quelqu_un_se_dit_aussi_en_francais():
    raw = []
    for model in apps.get_models():
        told = [f for f in model._meta.concrete_fields if isinstance(get_donnees(model).get(f.name), Champ)]
        if model in OURS or not told:
            continue
        raw += [f"{model._meta.label}.{f.name}" for f in told if name_champ(f) == f.name.replace("_", " ")]
        is_written = f"{model._meta.label_lower}." in LIBELLES
        if not is_written and name_modele(model) == camel_case_to_spaces(model.__name__):
            raw.append(model._meta.label)
    assert raw == []


def test_le_registre_ne_montre_aucun_nom_de_colonne():
    shown = [text for modele, champ, _ in registre.list_champs() for text in (modele, champ)]
    assert not [text for text in shown if "_" in text]
    assert {"second facteur", "secret du second facteur", "ligne du journal des accès"} <= set(shown)
