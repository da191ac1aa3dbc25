"""Where a market is carried out: asked with the finder of communes, shown, filtered, read from the published data."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions import heures
from maillage.clause.models import EmploiDuLot, EntrepriseDuLot, LigneHeures, Marche, SuiviLot
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.echanges.reperage.forms.annonces import RetenirForm
from maillage.echanges.reperage.queries.annonces import find_commune_lieu
from maillage.echanges.reperage.rules.lieux import find_codes
from maillage.reseau.models import TerritoireIntervention
from maillage.socle.contexte import open_contexte
from maillage.socle.roles import Role
from tests.clause.usine import ENGAGE, make_clause, make_facilitateur, make_lot, make_marche
from tests.clause.usine_aval import MOIS, make_emploi, make_entreprise, make_personne
from tests.clause.usine_lieux import make_commune
from tests.clause.usine_partage import make_suivi, make_trio
from tests.echanges.reperage.usine import load_marche, make_departements
from tests.parcours.suivi.pages import fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
DIT = {"objet": "École", "donneur": "Ville", "donneur_type": "commune", "achat": "travaux"}


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def test_un_marche_se_repere_avec_sa_commune_et_la_page_du_lot_la_montre(connectee):
    make_commune("59001", "Vieux-Bourg")
    made = fill(connectee, "/marches/nouveau/", **DIT, lieu_commune="vieux bourg", lieu_precision="École du lac")
    marche = Marche.objects.get()
    assert (marche.lieu_commune_id, marche.lieu_precision) == ("59001", "École du lac")
    page = connectee.get(made.url).content.decode()
    assert "Vieux-Bourg" in page
    assert "École du lac" in page


def test_une_commune_inconnue_ou_douteuse_se_dit_a_son_champ_et_rien_n_est_repere(connectee):
    for code in ("59001", "62001"):
        make_commune(code, "Saint-Jean")
    for texte, dit in (("Nulle-Part", "Aucune commune ne répond"), ("Saint-Jean", "Plusieurs communes répondent")):
        page = fill(connectee, "/marches/nouveau/", **DIT, lieu_commune=texte)
        assert dit in page.context["form"].errors["lieu_commune"][0]
    assert not Marche.objects.exists()


def test_un_marche_sans_lieu_le_demande_puis_le_garde_sans_rien_perdre_a_deux(connectee, dispositif):
    make_commune("59001", "Vieux-Bourg")
    make_commune("59002", "Neuville")
    lot = make_lot(dispositif)
    assert "À renseigner" in connectee.get(f"/lots/{lot.uuid}/").content.decode()
    adresse = f"/marches/{lot.marche.uuid}/modifier/"
    opened = open_page(connectee, adresse)
    fill(connectee, adresse, lieu_commune="Vieux-Bourg (59001)")
    assert open_page(connectee, adresse)["lieu_commune"] == "Vieux-Bourg (59001)"
    answer = connectee.post(adresse, {**opened, "lieu_commune": "Neuville (59002)"})
    assert answer.status_code == 409
    assert "Vieux-Bourg (59001)" in answer.content.decode()
    assert Marche.objects.get().lieu_commune_id == "59001"


def test_la_liste_filtre_par_lieu_et_retrouve_ceux_qui_n_en_ont_pas(connectee, dispositif):
    bourg = make_commune("59001", "Vieux-Bourg", postaux=("59100",))
    make_lot(dispositif, marche=make_marche(dispositif, objet="Gymnase", lieu_commune=bourg))
    make_lot(dispositif, marche=make_marche(dispositif, objet="Voirie", lieu_precision="Quartier des Forges"))
    make_lot(dispositif, etat="clos", marche=make_marche(dispositif, objet="Halle"))

    def objets(critere: str) -> list[str]:
        return [lot.marche.objet for lot in connectee.get(f"/marches/?{critere}").context["liste"].page]

    for texte in ("vieux", "59100", "59001"):
        assert objets(f"lieu={texte}") == ["Gymnase"], texte
    assert objets("lieu=forges") == ["Voirie"]
    assert objets("reprendre=lieu") == ["Voirie"]  # one that is over is not asked any more


@pytest.mark.parametrize(
    ("code", "nature", "attendus"),
    [
        ("59350", "Code commune", ("59350", "")), ("1004", "commune", ("01004", "")), ("59000", "Code postal", ("", "59000")),
        ("59", "Code département", ("", "")), ("32", "Code région", ("", "")), ("", "Code commune", ("", "")),
    ],
)  # fmt: skip
def test_seul_un_code_de_commune_ou_postal_peut_nommer_une_commune(code, nature, attendus):
    assert find_codes(code, nature) == attendus


def test_une_annonce_qui_nomme_une_commune_remplit_le_lieu_du_marche(connectee, dispositif):
    make_departements()
    bourg = make_commune("59001", "Vieux-Bourg", postaux=("59100",))
    make_commune("59002", "Neuville", postaux=("59100", "59200"))
    by = make_facilitateur(dispositif)
    lus = {}
    for rang, (code, nature) in enumerate(
        (("59001", "Code commune"), ("59200", "Code postal"), ("59100", "Code postal"), ("59", "Code département"))
    ):
        lieu = {"code": code, "typeCode": nature}
        annonce = load_marche(by, dispositif, id=f"2025-{rang}", lieuExecution=lieu)
        lus[code] = find_commune_lieu(annonce)
        if rang == 0:
            premiere = annonce
    assert {code: commune and commune.code for code, commune in lus.items()} == {
        "59001": "59001", "59200": "59002", "59100": None, "59": None,
    }  # fmt: skip
    form = connectee.get(f"/annonces/{premiere.uuid}/retenir/").context["form"]
    assert isinstance(form, RetenirForm)
    assert form["lieu_commune"].value() == "Vieux-Bourg (59001)"
    assert form.initial["lieu_commune"] == bourg


class TestCredit:
    """R6: hours typed by a structure that no longer follows the lot go to whoever works where it is carried out."""

    @pytest.fixture
    def trio(self):
        made = make_trio()
        make_suivi(made.lot, made.get(made.etrangere), RoleSuivi.PARTICIPANTE)
        EntrepriseDuLot.objects.create(
            dispositif=made.lot.dispositif, lot=made.lot, role="mandataire", du=ENGAGE,
            entreprise=make_entreprise(made.get(made.pilote)),
        )  # fmt: skip
        Marche.objects.update(lieu_commune=make_commune("59001", "Vieux-Bourg"))
        return made

    def credit(self, trio) -> int:
        """The participante has left; its contract goes on, and it types the hours of the month after."""
        structure = trio.get(trio.participante)
        emploi = make_emploi(make_personne(structure), employeur=make_entreprise(structure))
        link = EmploiDuLot.objects.create(
            dispositif=structure, mise_emploi=emploi, lot=trio.lot, entreprise=EntrepriseDuLot.objects.get().entreprise
        )
        SuiviLot.objects.filter(structure=structure).update(au=MOIS - timedelta(days=1))
        case = heures.Case(link.uuid, TypeHeures.TRAVAIL, Decimal(80), None)
        with open_contexte(trio.participante):
            heures.record_heures(by=trio.participante, mois=MOIS, emplois=[link], cases=[case], today=localdate())
        return LigneHeures.objects.get().creditrice_id

    def work_at(self, acteur, commune: str = "59001") -> None:
        TerritoireIntervention.objects.create(dispositif_id=acteur.dispositif, commune_id=commune, du=ENGAGE)

    def test_celle_qui_travaille_sur_le_lieu_a_le_credit(self, trio):
        self.work_at(trio.etrangere)
        make_commune("59002", "Neuville")
        self.work_at(trio.pilote, "59002")
        assert self.credit(trio) == trio.etrangere.dispositif

    def test_sinon_la_pilote_quand_personne_ou_plusieurs_y_travaillent(self, trio):
        self.work_at(trio.etrangere)
        self.work_at(trio.pilote)
        assert self.credit(trio) == trio.pilote.dispositif

    def test_une_observatrice_du_lieu_ne_recoit_pas_d_heures(self, trio):
        self.work_at(trio.observatrice)
        assert self.credit(trio) == trio.pilote.dispositif
