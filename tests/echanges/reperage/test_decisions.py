"""What a facilitateur decides of an annonce, and what comes of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.clause.models import DonneurOrdre, Entreprise, EntrepriseDuLot, Lot, Marche, OrigineLot
from maillage.echanges.reperage.actions import decisions as actions
from maillage.echanges.reperage.actions.depots import ReperageRefuse
from maillage.echanges.reperage.forms.annonces import RetenirForm
from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import MotifEcart
from maillage.echanges.reperage.queries import annonces as queries
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_lot
from tests.clause.usine import make_marche as make_suivi
from tests.echanges.decp.usine import ACHETEUR, AUTRE, ENTREPRISE, make_marche
from tests.echanges.reperage.usine import load, load_marche, make_departements, write_decp

pytestmark = pytest.mark.django_db
SAISIE = {
    "objet": "Gymnase", "donneur": "Ville d’essai", "donneur_type": "commune", "achat": "travaux",
    "engage_le": "2025-01-02", "reference": "2025-042",
}  # fmt: skip


@pytest.fixture
def dispositif():
    make_departements()
    return make_clause()


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


def keep(by, annonce, **saisie):
    titulaires, sous_traitants = queries.list_attributaires(annonce)
    noms = {f"titulaire_{rang}": f"Entreprise {rang}" for rang in range(len(titulaires))}
    noms |= {f"sous_traitant_{rang}": f"Sous-traitant {rang}" for rang in range(len(sous_traitants))}
    form = RetenirForm(
        SAISIE | noms | saisie,
        donneurs=DonneurOrdre.objects.all(),
        titulaires=titulaires,
        sous_traitants=sous_traitants,
    )
    assert form.is_valid(), form.errors
    return actions.make_marche(
        by=by, annonce=annonce, marche=form.marche, lots=form.valeurs_lots, donneur=form.nouveau,
        engagees=form.engagees, today=localdate(), now=timezone.now(),
    )  # fmt: skip


def list_roles(lot):
    return list(EntrepriseDuLot.objects.filter(lot=lot).order_by("pk").values_list("entreprise__nom", "role"))


def test_un_titulaire_seul_est_titulaire_et_son_siret_suit(by, dispositif):
    annonce = load_marche(
        by, dispositif, titulaires=[{"titulaire": {"id": ENTREPRISE, "typeIdentifiant": "SIRET"}}],
        actesSousTraitance=[{"acteSousTraitance": {"id": 0, "sousTraitant": {"id": AUTRE, "typeIdentifiant": "SIRET"}}}],
    )  # fmt: skip
    lot = keep(by, annonce)
    assert list_roles(lot) == [("Entreprise 0", "titulaire_unique"), ("Sous-traitant 0", "sous_traitant")]
    assert Entreprise.objects.get(nom="Entreprise 0").siret == ENTREPRISE
    assert lot.etat == "attribue"
    marche = Marche.objects.get()
    assert (marche.numero, marche.acheteur.siret) == ("2025-042", ACHETEUR)
    annonce.refresh_from_db()
    assert (annonce.etat, annonce.lot, annonce.decidee_par) == ("retenue", lot, by.compte)


def test_l_origine_du_lot_dit_d_ou_il_vient(by, dispositif):
    lot = keep(by, load_marche(by, dispositif))
    origine = OrigineLot.objects.get(lot=lot)
    assert (origine.source, origine.identifiant, origine.is_creation) == ("decp", f"{ACHETEUR}2025-042", True)


def test_un_groupement_donne_des_cotraitants_et_un_mandataire_si_on_le_designe(by, dispositif):
    assert list_roles(keep(by, load_marche(by, dispositif))) == [
        ("Entreprise 0", "cotraitant"), ("Entreprise 1", "cotraitant"),
    ]  # fmt: skip
    lot = keep(by, load_marche(by, dispositif, id="2"), mandataire="1", reference="2")
    assert [role for _, role in list_roles(lot)] == ["cotraitant", "mandataire"]
    assert Entreprise.objects.count() == 2  # known by their SIRET the second time


def test_une_entreprise_connue_par_son_nom_recoit_son_siret(by, dispositif):
    connue = Entreprise.objects.create(dispositif=dispositif, nom="Martel Bâtiment")
    seul = [{"titulaire": {"id": ENTREPRISE, "typeIdentifiant": "SIRET", "denominationSociale": "MARTEL BATIMENT"}}]
    annonce = load_marche(by, dispositif, titulaires=seul)
    ((titulaire,), _) = queries.list_attributaires(annonce)
    assert titulaire.entreprise == connue
    keep(by, annonce)
    assert Entreprise.objects.get().siret == ENTREPRISE


def test_un_identifiant_faux_n_est_pas_enregistre_comme_siret(by, dispositif):
    faux = [{"titulaire": {"id": "123456", "typeIdentifiant": "SIRET"}}]
    keep(by, load_marche(by, dispositif, titulaires=faux))
    assert Entreprise.objects.get().siret == ""


def test_un_donneur_d_ordre_connu_par_son_siret_est_retrouve(by, dispositif):
    connu = make_donneur(dispositif, nom="Ville connue", siret=ACHETEUR)
    annonce = load_marche(by, dispositif)
    assert queries.find_donneur(annonce) == connu
    keep(by, annonce, donneur="Ville connue")
    assert DonneurOrdre.objects.get() == connu


def test_un_autre_nom_pour_un_siret_connu_est_refuse_en_disant_lequel_choisir(by, dispositif):
    make_donneur(dispositif, nom="Ville connue", siret=ACHETEUR)
    with pytest.raises(ReperageRefuse, match="« Ville connue »"):
        keep(by, load_marche(by, dispositif), donneur="Nouvelle")


def test_un_donneur_d_ordre_connu_par_son_nom_recoit_son_siret(by, dispositif):
    make_donneur(dispositif, nom="Ville d’essai")
    keep(by, load_marche(by, dispositif))
    assert DonneurOrdre.objects.get().siret == ACHETEUR


def test_plusieurs_lots_naissent_d_une_seule_annonce(by, dispositif):
    keep(by, load_marche(by, dispositif), lots="Gros œuvre\n\nPeinture\n")
    lots = Lot.objects.order_by("numero")
    assert [(lot.numero, lot.intitule, lot.montant_ht) for lot in lots] == [
        (1, "Gros œuvre", None),
        (2, "Peinture", None),
    ]
    assert OrigineLot.objects.count() == 2


def test_une_annonce_deja_decidee_ne_l_est_pas_deux_fois(by, dispositif):
    annonce = load_marche(by, dispositif)
    keep(by, annonce)
    with pytest.raises(ReperageRefuse, match="déjà « retenue »"):
        keep(by, annonce)
    with pytest.raises(ReperageRefuse, match="déjà « retenue »"):
        dismiss(by, [annonce])
    assert Marche.objects.count() == 1


def dismiss(by, annonces, motif=MotifEcart.PAS_INSERTION, precision=""):
    return actions.dismiss_annonces(by=by, annonces=annonces, motif=motif, precision=precision, now=timezone.now())


def test_ecarter_demande_un_motif_et_se_defait(by, dispositif):
    load(by, dispositif, write_decp(make_marche(), make_marche(id="2")))
    annonces = list(Annonce.objects.all())
    with pytest.raises(ReperageRefuse, match="Dites pourquoi"):
        dismiss(by, annonces, MotifEcart.AUTRE, " ")
    assert dismiss(by, annonces) == 2
    assert {a.motif for a in Annonce.objects.all()} == {"pas_insertion"}
    actions.reopen_annonce(by=by, annonce=annonces[0], now=timezone.now())
    annonces[0].refresh_from_db()
    assert (annonces[0].etat, annonces[0].motif) == ("a_qualifier", "")


def test_tout_est_ecarte_ou_rien(by, dispositif):
    load(by, dispositif, write_decp(make_marche(), make_marche(id="2")))
    first, second = Annonce.objects.order_by("pk")
    dismiss(by, [second])
    with pytest.raises(ReperageRefuse):
        dismiss(by, [first, second])
    first.refresh_from_db()
    assert first.etat == "a_qualifier"


def test_rapprocher_remplit_ce_qui_est_choisi_et_garde_le_reste(by, dispositif):
    suivi = make_suivi(
        dispositif, acheteur=make_donneur(dispositif, siret=ACHETEUR), numero="2025-042", debut=date(2025, 1, 1)
    )
    lot = make_lot(dispositif, marche=suivi)
    annonce = load_marche(by, dispositif)
    (candidat,) = queries.list_candidats(annonce, on=localdate())
    assert (candidat.lot, candidat.ressemblance.phrase) == (lot, "même acheteur, même numéro")
    titulaires, _ = queries.list_attributaires(annonce)
    actions.tie_annonce(
        by=by, annonce=annonce, lot=lot, values={"lot.montant_attribue": Decimal("1200000.50"), "marche.fin_prevue": date(2026, 5, 2)},
        engagees=[actions.Engagee(titulaires[0], "Martel", actions.find_role(lot, seul=False))], today=localdate(),
        now=timezone.now(),
    )  # fmt: skip
    lot = Lot.objects.select_related("marche").get()
    assert (lot.montant_attribue, lot.marche.debut, lot.marche.fin_prevue) == (
        Decimal("1200000.50"), date(2025, 1, 1), date(2026, 5, 2),
    )  # fmt: skip
    assert list_roles(lot) == [("Martel", "cotraitant")]
    assert not OrigineLot.objects.get().is_creation
    annonce.refresh_from_db()
    assert annonce.etat == "rapprochee"


def test_un_marche_suivi_qui_change_se_signale_jusqu_a_ce_qu_on_l_ait_vu(by, dispositif):
    keep(by, load_marche(by, dispositif))
    load(by, dispositif, write_decp(make_marche(montant=1)))
    assert queries.count_en_attente(by).changees == 1
    actions.acknowledge_changements(by=by, annonce=Annonce.objects.get())
    assert queries.count_en_attente(by).changees == 0
    assert Lot.objects.get().montant_ht is None  # nothing is rewritten by a file


def test_d_une_source_a_l_autre_une_annonce_en_rappelle_une_autre(by, dispositif):
    from maillage.echanges.reperage.nomenclatures import Source

    annonce = load_marche(by, dispositif, objet="Réfection du gymnase Jean-Exemple")
    contenu = f"Acheteur;SIRET;Objet;Date prévue\nVille;{ACHETEUR};Gymnase Jean-Exemple, réfection;01/12/2024\n"
    load(by, dispositif, contenu.encode(), source=Source.PROGRAMMATION)
    ((soeur, ressemblance),) = queries.list_soeurs(annonce, on=localdate())
    assert soeur.source == "programmation"
    assert "même acheteur" in ressemblance.phrase


def test_un_facilitateur_d_ailleurs_ne_decide_de_rien(by, dispositif):
    annonce = load_marche(by, dispositif)
    ailleurs = make_facilitateur(make_clause())
    with pytest.raises(DroitRefuse):
        dismiss(ailleurs, [annonce])
    assert not queries.select_annonces(ailleurs).exists()
