"""What the fiction writes at once is what the ORM would have written, on both engines."""

from datetime import date

import pytest
from django.utils.timezone import now

from maillage.demonstration.parcours.lot import Lot
from maillage.participants.models import Adresse, CleIdentite, Personne, Recherche
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
TEXTES = ("", "l’eau, l’air", 'un "mot"', "deux\nlignes", "barre \\ oblique\t", "\r", "œuf à 5 €")


def test_chaque_ligne_revient_telle_qu_elle_a_ete_ecrite():
    before, lot = now(), Lot(make_dispositif(), "graine")
    personnes = [
        lot.add(
            Personne, numero=numero, nom_naissance="Essai", prenoms="Fictif", a_prevenir=texte,
            date_naissance=None if numero % 2 else date(1980, 5, 1), scelle={"allocataire": texte},
        )
        for numero, texte in enumerate(TEXTES, 1)
    ]  # fmt: skip
    for personne in personnes:
        lot.add(
            Recherche, personne=personne, du=date(2026, 1, 5), contrats=["cdi", 'd"i'], secteurs=personne.a_prevenir
        )
    assert lot.write() == len(TEXTES) * 2
    for personne, texte in zip(personnes, TEXTES, strict=True):
        found = Personne.objects.get(pk=personne.pk)
        assert (found.uuid, found.numero, found.a_prevenir, found.allocataire) == (
            personne.uuid, personne.numero, texte, texte,
        )  # fmt: skip
        assert found.date_naissance == personne.date_naissance
        assert before <= found.cree_le <= now()
        recherche = Recherche.objects.get(personne=personne)
        assert (recherche.secteurs, recherche.contrats, recherche.salaire_plancher) == (texte, ["cdi", 'd"i'], None)


def test_deux_lots_se_suivent_et_ce_qui_est_ecrit_peut_etre_cite_puis_change():
    lot = Lot(make_dispositif(), "graine")
    personne = lot.add(Personne, numero=1, nom_naissance="Essai", prenoms="Fictif")
    lot.write()
    lot.add(CleIdentite, personne=personne, cle="n:esai")
    lot.add(Adresse, personne=personne, du=date(2026, 1, 5))
    assert lot.write() == 2
    personne.langue = "turc"
    personne.save()
    assert Personne.objects.get().langue == "turc"
    assert CleIdentite.objects.get().personne == Adresse.objects.get().personne == personne
