"""What one donneur d'ordre holds: bilans handed over one after the other, its page besides, never the hours of a few people."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.clause.actions import bilans as actions
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import AccesDonneur, Bilan, ContactDonneur, Lot
from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre, TypeBilan
from maillage.clause.queries.acheteurs import read_lots
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.queries.publies import read_transmis
from maillage.clause.rules.bilans.instantane import restrict
from maillage.clause.rules.bilans.periodes import make_periode
from maillage.socle.contexte import open_service
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_marche
from tests.clause.usine_aval import make_emploi, make_ligne, make_personne
from tests.clause.usine_validee import make_lot_fait

pytestmark = pytest.mark.django_db
AVRIL, MAI = date(2026, 4, 1), date(2026, 5, 1)
SIX = (10,) * 6


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def fige(by: Any, lot: Lot, au: date, *, perimetre: Perimetre = Perimetre.LOT) -> Bilan:
    cible = lot.uuid if perimetre is Perimetre.LOT else lot.marche.acheteur.uuid
    portee = find_portee(by, perimetre, str(cible))
    assert portee is not None
    periode = make_periode(date(2026, 1, 1), au)
    return actions.freeze_bilan(by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=periode, now=timezone.now())


def transmet(by: Any, bilan: Bilan) -> Bilan:
    return actions.record_transmission(by=by, bilan=bilan, le=localdate(), today=localdate())


def lu(bilan: Bilan) -> Any:
    return restrict(bilan.instantane, Lecteur.DIFFUSION)


def add_heures(lot: Lot, combien: int, *, mois: date = MAI) -> None:
    for _ in range(combien):
        emploi = make_emploi(make_personne(lot.dispositif), lots=[lot])
        make_ligne(emploi, lot, 7, mois=mois, statut="validee", decidee_le=localdate())


def test_le_mois_de_deux_personnes_ne_se_deduit_pas_du_bilan_d_avant(by, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    premier = transmet(by, fige(by, lot, AVRIL))
    assert (premier.destinataire, lu(premier).get_valeur("HEURES")) == (lot.marche.acheteur, 60)
    add_heures(lot, 2)
    second = fige(by, lot, MAI)
    assert (second.heures, lu(second).get_valeur("HEURES")) == (74, None)
    assert second.instantane.deduits == (f"Bilan intermédiaire, {premier.titre}, de janvier à avril 2026, version 1",)
    add_heures(lot, 3)
    assert lu(fige(by, lot, MAI)).get_valeur("HEURES") == 95  # five people more


def test_un_bilan_qui_n_est_pas_transmis_ne_cache_rien(by, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    fige(by, lot, AVRIL)
    add_heures(lot, 2)
    assert lu(fige(by, lot, MAI)).get_valeur("HEURES") == 74


def test_le_bilan_d_un_donneur_moins_celui_d_un_lot_ne_dit_pas_l_autre_lot(by, dispositif):
    marche = make_marche(dispositif)
    grand = make_lot_fait(dispositif, SIX, marche=marche, numero=1)
    make_lot_fait(dispositif, (33, 44), marche=marche, numero=2)
    make_lot_fait(dispositif, (11,) * 9)  # another donneur d'ordre's
    transmet(by, fige(by, grand, AVRIL))
    tous = fige(by, grand, AVRIL, perimetre=Perimetre.ACHETEUR)
    assert (tous.heures, lu(tous).get_valeur("HEURES")) == (137, None)


def test_deux_bilans_figes_ensemble_ne_partent_pas_tous_les_deux(by, dispositif):
    """Neither knew of the other; the second is refused, and its next version hides what it must."""
    marche = make_marche(dispositif)
    grand = make_lot_fait(dispositif, SIX, marche=marche, numero=1)
    make_lot_fait(dispositif, (33, 44), marche=marche, numero=2)
    un, tous = fige(by, grand, AVRIL), fige(by, grand, AVRIL, perimetre=Perimetre.ACHETEUR)
    assert lu(tous).get_valeur("HEURES") == 137
    transmet(by, un)
    with pytest.raises(ClauseRefusee, match="Refaites-en une version"):
        transmet(by, tous)
    refait = actions.refreeze_bilan(by=by, bilan=tous, now=timezone.now())
    assert (refait.numero, lu(refait).get_valeur("HEURES")) == (2, None)
    assert transmet(by, refait).is_transmis


def test_la_version_suivante_d_un_bilan_transmis_ne_dit_pas_qui_s_est_ajoute(by, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    premier = transmet(by, fige(by, lot, MAI))
    with pytest.raises(actions.DejaAJour):
        actions.refreeze_bilan(by=by, bilan=premier, now=timezone.now())
    add_heures(lot, 1, mois=AVRIL)
    second = actions.refreeze_bilan(by=by, bilan=premier, now=timezone.now())
    assert (second.heures, lu(second).get_valeur("HEURES")) == (67, None)


def test_ce_qui_est_valide_le_meme_jour_apres_le_bilan_n_y_etait_pas(by, dispositif):
    lot = make_lot_fait(dispositif, SIX)
    add_heures(lot, 3, mois=AVRIL)
    premier = transmet(by, fige(by, lot, MAI))
    assert (premier.heures, len(premier.du_jour)) == (81, 3)
    add_heures(lot, 2, mois=AVRIL)
    [publie] = read_transmis(by, lot.marche.acheteur_id)
    assert publie.lignes is not None
    assert sum(ligne.reelles for ligne in publie.lignes) == 81
    assert lu(actions.refreeze_bilan(by=by, bilan=premier, now=timezone.now())).get_valeur("HEURES") is None
    add_heures(lot, 3, mois=AVRIL)
    assert (
        lu(actions.refreeze_bilan(by=by, bilan=Bilan.objects.latest("pk"), now=timezone.now())).get_valeur("HEURES")
        == 116
    )


def test_un_bilan_dont_les_heures_ne_se_retrouvent_plus_cache_tout(by, dispositif):
    """The total no longer proves its lines: nothing is risked."""
    lot = make_lot_fait(dispositif, SIX)
    premier = transmet(by, fige(by, lot, AVRIL))
    Bilan.objects.filter(pk=premier.pk).update(heures=59)
    [publie] = read_transmis(by, lot.marche.acheteur_id)
    assert publie.lignes is None
    add_heures(lot, 9)
    assert lu(fige(by, lot, MAI)).get_valeur("HEURES") is None


def give_lien(lot: Lot) -> None:
    contact = ContactDonneur.objects.create(
        dispositif=lot.dispositif, donneur=lot.marche.acheteur, nom="Claude Essai", fonction="achats",
        courriel="a@b.test", du=date(2026, 1, 5), modifie_le=localdate(),
    )  # fmt: skip
    AccesDonneur.objects.create(dispositif=lot.dispositif, contact=contact, lien_rang=1)


def read(lot: Lot) -> dict[int, Any]:
    with open_service("essai"):
        return {lu.lot.pk: lu.realisees for lu in read_lots(lot.marche.acheteur, on=localdate()).lots}


def test_ce_que_montre_la_page_ne_se_soustrait_pas_d_un_bilan(by, dispositif):
    marche = make_marche(dispositif)
    grand = make_lot_fait(dispositif, SIX, marche=marche, numero=1)
    make_lot_fait(dispositif, (33, 44), marche=marche, numero=2)
    give_lien(grand)
    assert read(grand)[grand.pk] == 60
    tous = fige(by, grand, AVRIL, perimetre=Perimetre.ACHETEUR)
    assert lu(tous).get_valeur("HEURES") is None  # less the lot that the page shows, it would be the other one
    assert tous.instantane.deduits[0].startswith("page de ses lots, au ")


def test_la_page_tait_un_lot_qui_se_soustrairait_d_un_bilan_deja_transmis(by, dispositif):
    marche = make_marche(dispositif)
    grand = make_lot_fait(dispositif, SIX, marche=marche, numero=1)
    petit = make_lot_fait(dispositif, (33, 44), marche=marche, numero=2)
    transmet(by, fige(by, grand, AVRIL, perimetre=Perimetre.ACHETEUR))
    give_lien(grand)
    assert read(grand) == {grand.pk: None, petit.pk: None}


def test_ce_que_tient_un_donneur_se_lit_en_autant_de_requetes(by, dispositif, django_assert_max_num_queries):
    donneur = make_donneur(dispositif)
    for _ in range(6):
        lot = make_lot_fait(dispositif, SIX, marche=make_marche(dispositif, acheteur=donneur))
        transmet(by, fige(by, lot, AVRIL))
    with django_assert_max_num_queries(12):
        assert len(read_transmis(by, donneur.pk)) == 6
