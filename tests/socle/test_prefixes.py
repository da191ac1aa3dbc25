"""Looking for the beginning of a text between two bounds: what `startswith` finds, through the index."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from maillage.participants.models import CleIdentite
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.prefixes import find_suivant
from tests.parcours.usine import make_personne
from tests.usine import make_dispositif

TEXTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)


@given(prefixe=TEXTES.filter(lambda t: t.strip("\U0010ffff")), texte=TEXTES, suite=TEXTES)
def test_entre_les_deux_bornes_il_n_y_a_que_ce_qui_commence_ainsi(prefixe, texte, suite):
    for one in (texte, prefixe, prefixe + suite):
        assert (prefixe <= one < find_suivant(prefixe)) == one.startswith(prefixe)


def test_rien_ne_vient_apres_le_dernier_caractere():
    with pytest.raises(ValueError, match="Rien ne vient après"):
        find_suivant("\U0010ffff")


@pytest.mark.django_db
def test_les_bornes_trouvent_ce_que_trouve_startswith():
    dispositif = make_dispositif()
    with open_service("essai"):
        for nom in ("Durand", "Durandal", "Dupont", "Élodie", "Durée"):
            make_personne(dispositif, nom_naissance=nom)
        for debut in ("n:dur", "n:d", "p:", "n:durandal", "n:z"):
            bornes = CleIdentite.objects.filter(cle__depuis=debut, cle__avant=find_suivant(debut))
            assert set(bornes) == set(CleIdentite.objects.filter(cle__startswith=debut))


@pytest.mark.django_db
@pytest.mark.postgres
def test_sous_les_politiques_l_index_sert():
    dispositif = make_dispositif()
    with open_service("essai"):
        personne = make_personne(dispositif, nom_naissance="Durand")
        CleIdentite.objects.bulk_create(  # enough for an index to be worth it
            CleIdentite(dispositif=dispositif, personne=personne, cle=f"n:zz{rang}") for rang in range(3000)
        )
    rows = CleIdentite.objects.filter(dispositif=dispositif, cle__depuis="n:dur", cle__avant=find_suivant("n:dur"))
    acteur = Acteur(compte=1, dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))
    with open_contexte(acteur), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "~>=~" in condition
    assert "~<~" in condition
