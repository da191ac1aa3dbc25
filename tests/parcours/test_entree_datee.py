"""`regle_date_entree`: where the entry is not the commission, it is provisional until what the rule awaits has come."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils.timezone import make_aware

from maillage.parcours.actions.contrats import draft_contrat, sign_contrat
from maillage.parcours.actions.etapes import move_etape, propose_etape
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.orientations import decide_orientation
from maillage.parcours.actions.reglages import record_reglage
from maillage.parcours.actions.suivi import Contact, record_entretien
from maillage.parcours.models import AnneeClose, Parcours, Photo, Positionnement
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.etats import EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.orientation import Resultat
from maillage.parcours.queries.indicateurs import list_parcours
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules.avancement import list_etapes
from maillage.parcours.rules.chronologie import Dates, list_desordres
from maillage.parcours.rules.commission import REGLE_DATE_ENTREE, RegleEntree
from maillage.parcours.rules.contrats import Signatures
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur
from tests.parcours.usine_orientations import make_orientation
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
REGLE, SEANCE, ENTRETIEN, SIGNATURE = date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 24), date(2026, 12, 3)
TEXTES = {"objectifs": "Un emploi", "engagements": "Venir", "etapes": "", "clauses": ""}


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


def settle(by, dispositif, regle: RegleEntree, *, du: date = REGLE) -> None:
    record_reglage(by=by, code=REGLE_DATE_ENTREE.code, valeur=str(regle.value), du=du)


def enter(by, dispositif) -> Parcours:
    decided = decide_orientation(
        by=by, orientation=make_orientation(dispositif, etat=EtatOrientation.PRESENTEE), resultat=Resultat.FAVORABLE,
        motif="", reorientation="", le=SEANCE, today=SEANCE,
    )  # fmt: skip
    return Parcours.objects.get(orientation=decided)


def meet(by, parcours, le: date = ENTRETIEN) -> None:
    debut = make_aware(datetime.combine(le, time(10)))
    contact = Contact(debut, presence=Presence.VENU, duree=45)
    record_entretien(
        by=by, parcours=parcours, contact=contact, today=le, now=make_aware(datetime.combine(le, time(12)))
    )


def sign(by, parcours, le: date = SIGNATURE) -> None:
    contrat = draft_contrat(
        by=by, parcours=parcours, textes=TEXTES, frequence_jours=31, duree_mois=None, motif_avenant="", today=le
    )
    sign_contrat(by=by, contrat=contrat, signatures=Signatures(le, le, le), today=le)


def read(parcours: Parcours) -> tuple[date, bool]:
    parcours.refresh_from_db()
    return parcours.date_entree, parcours.is_entree_provisoire


def test_par_defaut_l_entree_est_la_commission_et_ne_bouge_plus(by, dispositif):
    parcours = enter(by, dispositif)
    meet(by, parcours)
    sign(by, parcours)
    assert read(parcours) == (SEANCE, False)


def test_a_la_signature_l_entree_est_datee_et_la_photo_reprise(by, dispositif):
    settle(by, dispositif, RegleEntree.SIGNATURE)
    parcours = enter(by, dispositif)
    assert read(parcours) == (SEANCE, True)
    meet(by, parcours)
    assert read(parcours) == (SEANCE, True)
    sign(by, parcours)
    assert read(parcours) == (SIGNATURE, False)
    assert parcours.etat == "actif"
    photos = Photo.objects.filter(parcours=parcours, moment="entree").order_by("rang")
    assert [(photo.le, photo.motif) for photo in photos] == [(SEANCE, ""), (SIGNATURE, "Signature du contrat PLIE")]
    assert parcours.affectations.get().du == SEANCE


def test_le_premier_entretien_date_l_entree(by, dispositif):
    settle(by, dispositif, RegleEntree.PREMIER_ENTRETIEN)
    parcours = enter(by, dispositif)
    meet(by, parcours)
    assert read(parcours) == (ENTRETIEN, False)
    sign(by, parcours)
    assert read(parcours) == (ENTRETIEN, False)
    dates = Dates(commission=SEANCE, entree=parcours.date_entree, signature=parcours.date_signature)
    assert list_desordres(dates) == []


def test_sans_entretien_note_la_signature_vaut_entree(by, dispositif):
    settle(by, dispositif, RegleEntree.PREMIER_ENTRETIEN)
    parcours = enter(by, dispositif)
    sign(by, parcours)
    assert read(parcours) == (SIGNATURE, False)


def test_la_regle_est_celle_du_jour_de_la_commission(by, dispositif):
    settle(by, dispositif, RegleEntree.SIGNATURE)
    parcours = enter(by, dispositif)
    settle(by, dispositif, RegleEntree.COMMISSION, du=date(2026, 11, 25))
    sign(by, parcours)
    assert read(parcours) == (SIGNATURE, False)
    assert read_valeur(dispositif.pk, REGLE_DATE_ENTREE, on=date(2026, 11, 25)) == RegleEntree.COMMISSION


def test_les_indicateurs_ne_comptent_personne_avant_son_entree(by, dispositif):
    settle(by, dispositif, RegleEntree.SIGNATURE)
    parcours = enter(by, dispositif)
    assert list_parcours(by) == []
    sign(by, parcours)
    assert [fait.entree for fait in list_parcours(by)] == [SIGNATURE]


def test_le_dossier_dit_que_l_entree_est_a_confirmer():
    etapes = list_etapes(EtatParcours.A_DEMARRER, entree=SEANCE, signature=None, sortie=None, is_provisoire=True)
    assert etapes[0]["detail"] == "à confirmer"


def test_une_annee_close_ne_recoit_pas_une_entree_datee_apres_coup(by, dispositif):
    settle(by, dispositif, RegleEntree.SIGNATURE)
    parcours = enter(by, dispositif)
    AnneeClose.objects.create(dispositif=dispositif, annee=2026, close_le=SIGNATURE)
    with pytest.raises(ParcoursRefuse, match="2026 est close"):
        sign(by, parcours)
    assert read(parcours) == (SEANCE, True)


def begin(by, parcours, le: date, **values) -> Positionnement:
    """An étape brought to « en cours » on a day."""
    etape = propose_etape(
        by=by, parcours=parcours, today=le, values={"type": "FOR-PRE", "intitule": "Atelier"} | values
    )
    for vers in (EtatPositionnement.ACCEPTE, EtatPositionnement.EN_COURS):
        etape = move_etape(
            by=by, etape=etape, vers=vers, le=le, today=le, now=make_aware(datetime.combine(le, time(12)))
        )
    return etape


class TestPremiereEtape:
    ETAPE = date(2026, 11, 27)

    def test_la_premiere_etape_commencee_date_l_entree(self, by, dispositif):
        settle(by, dispositif, RegleEntree.PREMIERE_ETAPE)
        parcours = enter(by, dispositif)
        meet(by, parcours)
        assert read(parcours) == (SEANCE, True)
        begin(by, parcours, self.ETAPE)
        assert read(parcours) == (self.ETAPE, False)
        photos = Photo.objects.filter(parcours=parcours, moment="entree").order_by("rang")
        assert [(p.le, p.motif) for p in photos] == [(SEANCE, ""), (self.ETAPE, "Première étape commencée")]
        assert Evenement.objects.get(type="parcours.entree_datee").details["le"] == "2026-11-27"

    def test_une_etape_proposee_ou_acceptee_ne_date_rien(self, by, dispositif):
        settle(by, dispositif, RegleEntree.PREMIERE_ETAPE)
        parcours = enter(by, dispositif)
        etape = propose_etape(by=by, parcours=parcours, today=SEANCE, values={"type": "FOR-PRE", "intitule": "Atelier"})
        move_etape(
            by=by, etape=etape, vers=EtatPositionnement.ACCEPTE, le=SEANCE, today=SEANCE,
            now=make_aware(datetime.combine(SEANCE, time(12))),
        )  # fmt: skip
        assert read(parcours) == (SEANCE, True)

    def test_une_deuxieme_etape_ne_deplace_pas_l_entree(self, by, dispositif):
        settle(by, dispositif, RegleEntree.PREMIERE_ETAPE)
        parcours = enter(by, dispositif)
        begin(by, parcours, self.ETAPE)
        begin(by, parcours, SIGNATURE)
        assert read(parcours) == (self.ETAPE, False)
        assert Photo.objects.filter(parcours=parcours, moment="entree").count() == 2

    def test_l_etape_qui_a_servi_de_porte_d_entree_vaut_entree_au_jour_de_la_commission(self, by, dispositif):
        settle(by, dispositif, RegleEntree.PREMIERE_ETAPE)
        parcours = enter(by, dispositif)
        begin(by, parcours, date(2026, 11, 10), avant_entree=True)
        assert read(parcours) == (SEANCE, False)

    def test_quand_la_signature_est_attendue_une_etape_commencee_avant_elle_date_l_entree(self, by, dispositif):
        settle(by, dispositif, RegleEntree.SIGNATURE)
        parcours = enter(by, dispositif)
        begin(by, parcours, self.ETAPE)
        assert read(parcours) == (self.ETAPE, False)
        sign(by, parcours)
        assert read(parcours) == (self.ETAPE, False)

    def test_la_page_de_l_etape_dit_que_l_entree_est_datee(self, by, dispositif, client):
        settle(by, dispositif, RegleEntree.PREMIERE_ETAPE, du=date(2020, 1, 1))
        parcours = enter(by, dispositif)
        etape = propose_etape(by=by, parcours=parcours, today=SEANCE, values={"type": "FOR-PRE", "intitule": "Atelier"})
        move_etape(
            by=by, etape=etape, vers=EtatPositionnement.ACCEPTE, le=SEANCE, today=SEANCE,
            now=make_aware(datetime.combine(SEANCE, time(12))),
        )  # fmt: skip
        habilitation = connect(client, make_habilitation(Role.COORDINATEUR, dispositif))
        url = reverse("parcours:etape_passer", args=[etape.uuid, "en_cours"])
        values = {"le": self.ETAPE.isoformat(), NOM: make_jeton(habilitation.compte_id)}
        page = client.post(url, values, follow=True).content.decode()
        assert "L’entrée, qui était à confirmer, est datée du 27/11/2026." in page
