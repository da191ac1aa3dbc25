"""A commission decides of the exits proposed: valid, sent back, or waiting for pieces."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from maillage.parcours.actions.commissions import decide_inscription, put_on_agenda, remove_from_agenda, sign_releve
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.afaire.sorties import list_a_faire
from maillage.parcours.commission_sortie import SORTIE
from maillage.parcours.models import Commission, Inscription, Passage
from maillage.parcours.nomenclatures.orientation import Resultat, TypeCommission
from maillage.parcours.nomenclatures.sorties import Piece
from maillage.parcours.ordre_du_jour import list_objets
from maillage.parcours.views.commissions import list_lignes
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.roles import Role
from tests.parcours.usine import make_referent
from tests.parcours.usine_commissions import make_commission
from tests.parcours.usine_sorties import JOUR, add_pieces, make_acteur_de, make_actif, make_sortie_proposee, validate
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def sortie(parcours):
    return make_sortie_proposee(parcours)


@pytest.fixture
def commission(dispositif):
    return make_commission(dispositif, type=TypeCommission.SORTIE, le=JOUR, tenue=True)


def put(by, commission, sortie):
    return put_on_agenda(by=by, commission=commission, objet=SORTIE, cible=sortie.parcours, today=JOUR)


def decide(by, inscription, resultat, **values):
    return decide_inscription(by=by, inscription=inscription, today=JOUR, resultat=resultat, **values)


def test_t18_la_commission_valide_et_le_releve_le_dit(by, commission, sortie):
    inscription = put(by, commission, sortie)
    add_pieces(by, sortie.parcours, Piece.ADRESSE)
    decided = decide(by, inscription, Resultat.FAVORABLE)
    sortie.parcours.refresh_from_db()
    sortie.refresh_from_db()
    assert (sortie.parcours.etat, sortie.parcours.date_sortie, sortie.decidee_le) == ("sorti_sans_suite", JOUR, JOUR)
    assert decided.suite == "Déménagement hors du territoire : sortie le 25/11/2026"
    (ligne,) = list_lignes(commission)
    assert (ligne["objet"], ligne["suite"]) == ("Sortie", decided.suite)
    assert sign_releve(by=by, commission=commission, today=JOUR).etat == "close"


def test_t18_sans_piece_la_derogation_est_demandee_puis_dite(by, commission, sortie):
    inscription = put(by, commission, sortie)
    with pytest.raises(ParcoursRefuse, match="Il manque des pièces") as refus:
        decide(by, inscription, Resultat.FAVORABLE)
    assert refus.value.champ == "derogation"
    decided = decide(by, inscription, Resultat.FAVORABLE, derogation="adresse vue sur papier")
    assert "par dérogation aux pièces" in decided.suite


def test_t19_la_commission_rejette_et_le_parcours_continue(by, commission, sortie):
    decided = decide(by, put(by, commission, sortie), Resultat.DEFAVORABLE, motif="à revoir dans deux mois")
    sortie.parcours.refresh_from_db()
    assert (sortie.parcours.etat, decided.suite[-23:]) == ("actif", "à revoir dans deux mois")
    assert Passage.objects.filter(parcours=sortie.parcours).latest("rang").vers == "actif"


def test_demander_une_piece_laisse_la_sortie_proposee_et_le_referent_l_a_a_faire(by, dispositif, commission):
    referent = make_referent(dispositif)
    parcours = make_actif(dispositif, referent=referent)
    inscription = put(by, commission, make_sortie_proposee(parcours))
    with pytest.raises(ParcoursRefuse, match="Dites ce qui est demandé"):
        decide(by, inscription, Resultat.AJOURNE)
    decide(by, inscription, Resultat.AJOURNE, pieces=[Piece.ADRESSE.value])
    parcours.refresh_from_db()
    assert parcours.etat == "sortie_proposee"
    acteur = make_acteur_de(referent)
    (chose,) = [c for c in list_a_faire(acteur, JOUR) if c.categorie == "Pièces demandées par la commission"]
    assert chose.url == f"/dossiers/{parcours.uuid}/pieces/ajouter/"
    add_pieces(by, parcours, Piece.ADRESSE)
    assert not [c for c in list_a_faire(acteur, JOUR) if c.categorie == "Pièces demandées par la commission"]
    suivante = make_commission(dispositif, type=TypeCommission.MIXTE, le=JOUR, tenue=True)
    assert parcours in SORTIE.list_candidats(by, suivante)


def test_une_sortie_n_attend_qu_une_commission_a_la_fois(by, dispositif, commission, sortie):
    inscription = put(by, commission, sortie)
    autre = make_commission(dispositif, type=TypeCommission.SORTIE, le=JOUR)
    with pytest.raises(ParcoursRefuse, match="une autre commission l’examine"):
        put(by, autre, sortie)
    remove_from_agenda(by=by, inscription=inscription)
    assert put(by, autre, sortie).commission == autre


def test_une_sortie_proposee_apres_la_commission_ne_s_y_inscrit_pas(by, dispositif, sortie):
    hier = make_commission(dispositif, type=TypeCommission.SORTIE, le=JOUR - timedelta(days=1), tenue=True)
    with pytest.raises(ParcoursRefuse, match="après la commission"):
        put(by, hier, sortie)


def test_decidee_hors_de_la_commission_elle_quitte_l_ordre_du_jour(by, commission, sortie):
    inscription = put(by, commission, sortie)
    validate(by, sortie)
    with pytest.raises(ParcoursRefuse, match="retirez-la"):
        decide(by, inscription, Resultat.DEFAVORABLE, motif="non")
    remove_from_agenda(by=by, inscription=inscription)
    assert not Inscription.objects.exists()


def test_un_texte_signale_se_retire_ou_se_garde_avec_sa_raison(by, commission, sortie):
    inscription = put(by, commission, sortie)
    with pytest.raises(ParcoursRefuse, match="pourquoi vous le gardez"):
        decide(by, inscription, Resultat.DEFAVORABLE, motif="en cure de désintoxication")
    with pytest.raises(ParcoursRefuse, match="sécurité sociale"):
        decide(by, inscription, Resultat.DEFAVORABLE, motif="NIR 1 85 05 78 006 084 91", motif_alerte="utile")
    decided = decide(
        by, inscription, Resultat.DEFAVORABLE, motif="en cure de désintoxication", motif_alerte="dit par la personne"
    )
    assert (decided.alertes, decided.motif_alerte) == (["addictions"], "dit par la personne")


@pytest.mark.parametrize(
    ("type", "codes"),
    [
        (TypeCommission.ENTREE, ["entree"]), (TypeCommission.SORTIE, ["sortie"]),
        (TypeCommission.MIXTE, ["entree", "sortie"]), (TypeCommission.SUIVI, []),
    ],
)  # fmt: skip
def test_chaque_type_de_commission_a_ses_dossiers(type, codes):
    assert [objet.code for objet in list_objets(Commission(type=type))] == codes


def test_les_candidats_se_lisent_en_une_requete(by, dispositif, django_assert_num_queries):
    commission = make_commission(dispositif, type=TypeCommission.SORTIE, le=JOUR)
    for _ in range(4):
        make_sortie_proposee(make_actif(dispositif, entree=date(2026, 1, 5)))
    with django_assert_num_queries(1):
        said = [SORTIE.present(row) + str(row.personne) for row in SORTIE.list_candidats(by, commission)]
    assert len(said) == 4


def test_depuis_la_sortie_on_l_inscrit_et_la_page_de_la_commission_la_decide(by, dispositif, sortie, client):
    compte = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(compte)
    commission = make_commission(dispositif, type=TypeCommission.MIXTE, le=localdate(), tenue=True)
    page = client.get(f"/commissions/{commission.uuid}/inscrire/sortie/").content.decode()
    assert "Déménagement hors du territoire, proposée le 25/11/2026" in page
    client.post(f"/commissions/{commission.uuid}/inscrire/sortie/", {"dossiers": [sortie.parcours.pk]})
    inscription = Inscription.objects.get()
    adresse = f"/commissions/dossiers/{inscription.uuid}/"
    assert "Manque : " in client.get(adresse).content.decode()
    vide = client.post(adresse, {"resultat": "ajourne", NOM: make_jeton(compte.pk)}).content.decode()
    assert "Dites ce qui est demandé" in vide
    values = {"resultat": "ajourne", "pieces": ["adresse"], NOM: make_jeton(compte.pk)}
    assert client.post(adresse, values).status_code == 302
    assert "demandé, " in client.get(f"/commissions/{commission.uuid}/").content.decode()
