"""R9: files of two structures that look like one person are shown to both; nothing is merged; counts follow what both say."""

from datetime import date

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.actions import validations
from maillage.clause.actions.ressemblances import give_avis, refresh_ressemblances
from maillage.clause.afaire.ressemblances import list_a_faire
from maillage.clause.models import EmploiDuLot, EntrepriseDuLot, Ressemblance
from maillage.clause.nomenclatures.ressemblances import AvisRessemblance, Conclusion
from maillage.clause.purges.personnes import end_personne
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.queries.ressemblances import get_cote, list_cotes
from maillage.clause.queries.suivi import read_suivi
from maillage.clause.rules.ressemblances import Fiche, conclude, find_paires, group
from maillage.comptes.models import Compte
from maillage.participants.models import Personne
from maillage.participants.rules.identite import Identite
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.permissions import DroitRefuse
from tests.clause.usine import ENGAGE
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_partage import make_trio
from tests.parcours.suivi.pages import count_queries, fill

A = AvisRessemblance
NEE = date(1988, 3, 4)
ALIX = Identite("Desmoulins", "", "Alix Marie", NEE)


def fiche(cle, structure, identite=ALIX, *, sexe="f", participant=None):
    return Fiche(cle, structure, identite, sexe, participant or f"p{cle}")


def find(*fiches, seuil=80):
    return find_paires(fiches, seuil=seuil)


class TestRegles:
    @pytest.mark.parametrize(
        ("autre", "sexe", "raison"),
        [
            (Identite("Desmoulins", "", "Alix Marie", date(1988, 4, 3)), "f", "jour et mois de naissance inversés"),
            (Identite("Ferrand", "Desmoulins", "Alix", NEE), "f", "même nom"),
            (Identite("Alix", "", "Desmoulins", NEE), "f", "nom et prénom inversés"),
            (Identite("Desmoulin", "", "Alix", NEE), "f", "nom proche"),
            (Identite("Desmoulins", "", "Alix", date(1988, 3, 14)), "f", "date de naissance différente sur un point"),
            (Identite("Desmoulins", "", "Alix", None), "f", "date de naissance inconnue"),
            (ALIX, "nr", "sexe différent, ou pas renseigné partout"),
        ],
    )
    def test_ce_qui_se_ressemble_est_montre_avec_sa_raison(self, autre, sexe, raison):
        [paire] = find(fiche(1, 1), fiche(2, 2, autre, sexe=sexe))
        assert (paire.a, paire.b) == (1, 2)
        assert raison in paire.raisons

    @pytest.mark.parametrize(
        "autre",
        [
            Identite("Desmoulins", "", "Alix", date(1971, 11, 30)),
            Identite("Desmoulins", "", "Camille", NEE),
            Identite("Kervran", "", "Maëlle", date(1990, 1, 1)),
        ],
    )
    def test_deux_homonymes_ou_deux_soeurs_ne_sont_pas_montres(self, autre):
        assert find(fiche(1, 1), fiche(2, 2, autre)) == []

    def test_une_meme_structure_ou_une_meme_cle_n_ont_rien_a_dire(self):
        proche = Identite("Desmoulin", "", "Alix", NEE)
        assert find(fiche(1, 1), fiche(2, 1, proche)) == []
        assert find(fiche(1, 1, participant="x"), fiche(2, 2, proche, participant="x")) == []

    @given(st.permutations([fiche(1, 1), fiche(2, 2, Identite("Desmoulin", "", "Alix", NEE)), fiche(3, 3, sexe="nr")]))
    def test_l_ordre_ne_change_rien_et_chaque_paire_est_dite_une_fois(self, fiches):
        assert [(p.a, p.b) for p in find(*sorted(fiches, key=lambda f: f.cle))] == [(p.a, p.b) for p in find(*fiches)]
        assert len({(p.a, p.b) for p in find(*fiches)}) == len(find(*fiches)) == 3

    def test_deux_accords_font_une_personne_un_seul_desaccord_en_fait_deux(self):
        assert conclude(A.MEME, A.MEME) is Conclusion.MEME
        assert conclude(A.MEME, None) is conclude(None, None) is Conclusion.EN_ATTENTE
        assert conclude(A.MEME, A.AUTRE) is conclude(None, A.AUTRE) is Conclusion.AUTRE

    @given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12))
    def test_les_rapprochements_se_suivent_dans_n_importe_quel_ordre(self, paires):
        chefs = group(paires)
        assert chefs == group(reversed(paires))
        assert all(chefs[a] == chefs[b] for a, b in paires)
        assert all(chef <= cle and chefs[chef] == chef for cle, chef in chefs.items())


@pytest.fixture
def trio():
    made = make_trio()
    EntrepriseDuLot.objects.create(
        dispositif=made.lot.dispositif, lot=made.lot, role="titulaire_unique", du=ENGAGE,
        entreprise=make_entreprise(made.get(made.pilote), nom="Sogetra", siret="21310555400017"),
    )  # fmt: skip
    return made


def hire(trio, who, heures, *, statut="validee", **identite):
    structure = trio.get(getattr(trio, who))
    values = {"nom_naissance": "Desmoulins", "prenoms": "Alix Marie", "date_naissance": NEE, **identite}
    personne = make_personne(structure, **values)
    make_eligibilite(personne)
    emploi = make_emploi(personne, lots=[trio.lot])
    EmploiDuLot.objects.filter(mise_emploi=emploi).update(dispositif=structure)
    return make_ligne(emploi, trio.lot, heures, statut=statut)


@pytest.fixture
def paire(trio):
    """The same, but for a date whose day and month are swapped."""
    lignes = hire(trio, "pilote", 60), hire(trio, "participante", 40, date_naissance=date(1988, 4, 3))
    assert refresh_ressemblances(today=localdate()) == 1
    return trio, *lignes


def say(trio, who, avis):
    acteur = getattr(trio, who)
    with open_contexte(acteur):
        [cote] = list_cotes(acteur)
        return give_avis(by=acteur, ressemblance=cote.ressemblance, avis=avis, today=localdate())


def count_personnes(trio):
    found = read_realise(trio.pilote, trio.lot, on=localdate())
    assert found.validees == 100  # whatever is said, no hour moves
    assert read_suivi(trio.lot, on=localdate()).personnes == found.personnes.reseau
    return found.personnes.reseau


@pytest.mark.django_db
class TestDecision:
    def test_chaque_structure_lit_son_dossier_et_la_raison_rien_de_l_autre(self, paire):
        trio, *_ = paire
        for who, autre in (("pilote", "participante"), ("participante", "pilote")):
            acteur = getattr(trio, who)
            with open_contexte(acteur):
                [cote] = list_cotes(acteur)
                assert cote.ressemblance.autre_id == getattr(trio, autre).dispositif
                assert "jour et mois de naissance inversés" in cote.ressemblance.raisons
                assert cote.is_a_dire
        assert "1988" not in str(Ressemblance.objects.values_list("raisons", flat=True))
        assert [f.titre for f in list_a_faire(trio.pilote, localdate())] == ["Des doublons probables sont à vérifier"]
        for who in ("observatrice", "etrangere"):
            assert list_cotes(getattr(trio, who)) == []

    def test_rien_ne_se_compte_autrement_avant_que_les_deux_le_disent(self, paire):
        trio, *_ = paire
        assert count_personnes(trio) == 2
        say(trio, "pilote", A.MEME)
        assert count_personnes(trio) == 2
        say(trio, "participante", A.MEME)
        assert count_personnes(trio) == 1
        assert Personne.objects.count() == 2  # two files all the same
        say(trio, "participante", A.AUTRE)
        assert count_personnes(trio) == 2

    def test_un_seul_desaccord_clot_et_l_autre_n_a_plus_rien_a_faire(self, paire):
        trio, *_ = paire
        say(trio, "participante", A.AUTRE)
        assert list_a_faire(trio.pilote, localdate()) == []
        [cote] = list_cotes(trio.pilote)
        assert cote.conclusion is Conclusion.AUTRE

    def test_chercher_a_nouveau_ne_redemande_rien_et_garde_ce_qui_est_dit(self, paire):
        trio, *_ = paire
        say(trio, "pilote", A.MEME)
        assert refresh_ressemblances(today=localdate()) == 0
        assert Ressemblance.objects.count() == 2
        assert get_cote(trio.pilote, list_cotes(trio.pilote)[0].ressemblance.uuid).ressemblance.dit is A.MEME

    def test_un_dossier_corrige_se_reconnait_seul_et_sort_de_la_file(self, paire):
        trio, _, theirs = paire
        Personne.objects.filter(pk=theirs.mise_emploi.personne_id).update(date_naissance=NEE)
        refresh_ressemblances(today=localdate())
        assert not Ressemblance.objects.exists()
        assert count_personnes(trio) == 1

    def test_une_structure_ne_dit_rien_du_dossier_d_une_autre(self, paire):
        trio, *_ = paire
        [cote] = list_cotes(trio.pilote)
        for who in ("participante", "observatrice", "etrangere"):
            with pytest.raises(DroitRefuse):
                give_avis(by=getattr(trio, who), ressemblance=cote.ressemblance, avis=A.MEME, today=localdate())

    def test_deux_dossiers_dits_de_la_meme_personne_se_bloquent_comme_un_doublon(self, trio):
        mine = hire(trio, "pilote", 60, statut="declaree")
        hire(trio, "participante", 40, statut="declaree", date_naissance=date(1988, 4, 3))
        structure = trio.get(trio.participante)
        own = make_entreprise(structure, nom="Sogetra", siret="21310555400017")
        structure_emploi = Personne.objects.get(dispositif=structure).mises_emploi.get()
        structure_emploi.employeur = own
        structure_emploi.save(update_fields=["employeur"])
        refresh_ressemblances(today=localdate())
        for who in ("pilote", "participante"):
            say(trio, who, A.MEME)
        bilan = validations.validate_lignes(by=trio.pilote, lignes=[mine.uuid], today=localdate())
        assert "bloquées des deux côtés" in bilan.refusees[0][1]

    def test_une_personne_effacee_ne_ressemble_plus_a_personne_des_deux_cotes(self, paire):
        _, mine, _ = paire
        with open_service("purge d’essai"):
            end_personne(mine.mise_emploi.personne)
        assert not Ressemblance.objects.exists()
        refresh_ressemblances(today=localdate())
        assert not Ressemblance.objects.exists()


@pytest.mark.django_db
class TestPages:
    def enter(self, client, trio, who):
        client.force_login(Compte.objects.get(pk=getattr(trio, who).compte))
        return client

    def test_de_la_file_a_la_decision(self, client, paire):
        trio, *_ = paire
        for who in ("pilote", "participante"):
            self.enter(client, trio, who)
            page = client.get("/clause/personnes/ressemblances/").content.decode()
            assert "Jour et mois" in page or "jour et mois" in page
            [cote] = list_cotes(getattr(trio, who))
            address = f"/clause/personnes/ressemblances/{cote.ressemblance.uuid}/"
            assert cote.ressemblance.reference in client.get(address).content.decode()
            assert fill(client, address, avis="meme").url == "/clause/personnes/ressemblances/"
        assert "comptée une fois" in client.get("/clause/personnes/ressemblances/").content.decode()
        assert count_personnes(trio) == 1

    def test_le_cote_de_l_autre_est_une_page_absente(self, client, paire):
        trio, *_ = paire
        [theirs] = list_cotes(trio.participante)
        self.enter(client, trio, "pilote")
        assert client.get(f"/clause/personnes/ressemblances/{theirs.ressemblance.uuid}/").status_code == 404

    def test_la_file_pose_le_meme_nombre_de_requetes_a_2_et_20(self, client, trio):
        counts = []
        for combien in (2, 18):
            for rang in range(combien):
                nom = f"Desmoulins{chr(97 + rang)}{'x' * combien}"
                hire(trio, "pilote", 10, nom_naissance=nom)
                hire(trio, "participante", 10, nom_naissance=nom, date_naissance=date(1988, 4, 3))
            refresh_ressemblances(today=localdate())
            counts.append(len(count_queries(self.enter(client, trio, "pilote"), "/clause/personnes/ressemblances/")))
        assert counts[0] == counts[1]


@pytest.mark.postgres
@pytest.mark.django_db
def test_chaque_cote_ne_se_lit_que_chez_soi(paire):
    trio, *_ = paire
    read = []
    for who in ("pilote", "participante", "observatrice", "etrangere"):
        with open_contexte(getattr(trio, who)):
            read.append(Ressemblance.objects.count())
    assert read == [1, 1, 0, 0]
