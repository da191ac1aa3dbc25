"""An étape is proposed, answered, begun, ended; places, waiting list, attendance, and who may do it."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.comptes.models import Habilitation
from maillage.parcours.actions.emargements import Case, FeuilleRefusee, record_presences
from maillage.parcours.actions.etapes import change_etape, move_etape, propose_etape, record_bilan
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.offre import declare_type_local, end_type_local
from maillage.parcours.models import Emargement, Parcours, TypeLocal
from maillage.parcours.nomenclatures.etapes import (
    DemiJournee,
    EtatPositionnement,
    Financement,
    MotifAbsence,
    MotifRefus,
    ResultatEtape,
)
from maillage.parcours.portee import build_portee
from maillage.parcours.queries import etapes as queries
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import VersionDepassee
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_etapes import (
    JOUR,
    MAINTENANT,
    make_acteur_operateur,
    make_action,
    make_etape,
    make_operateur,
    make_session,
)
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
E = EtatPositionnement
DEBUT = date(2026, 11, 2)


@pytest.fixture
def dispositif():
    return make_dispositif()


def move(etape, vers, *, le=JOUR, by=None, **values):
    by = by or make_coordinateur(etape.dispositif)
    return move_etape(by=by, etape=etape, vers=vers, le=le, today=JOUR, now=MAINTENANT, **values)


def test_une_etape_reprend_ce_que_son_action_a_declare(dispositif):
    operateur = make_operateur()
    action = make_action(
        dispositif, operateur=operateur, financement=Financement.PLIE_FSE, operation_fse="OP-3", heures=Decimal("70")
    )
    etape = make_etape(make_parcours(dispositif), session=make_session(action))
    assert (etape.operateur, etape.operation_fse, etape.heures_prevues) == (operateur, "OP-3", Decimal("70"))
    assert (etape.prevu_du, etape.prevu_au) == (date(2026, 11, 2), date(2026, 12, 18))


def test_une_etape_va_de_la_proposition_au_resultat_et_le_journal_le_dit(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    etape = move(etape, E.TERMINE, resultat=ResultatEtape.CERTIFICATION)
    assert (etape.debut, etape.fin, etape.resultat) == (DEBUT, JOUR, "certification")
    said = list(
        Evenement.objects.filter(type="parcours.etape_etat").order_by("pk").values_list("details__vers", flat=True)
    )
    assert said == ["acceptée", "en cours", "terminée"]


@pytest.mark.parametrize(
    ("vers", "values", "dit"),
    [(E.TERMINE, {}, "résultat"), (E.INTERROMPU, {}, "motif"), (E.ACCEPTE, {}, "ne mène pas")],
)
def test_une_fin_sans_resultat_ni_motif_est_refusee(dispositif, vers, values, dit):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    with pytest.raises(ParcoursRefuse, match=dit):
        move(etape, vers, **values)


def test_une_etape_ne_commence_ni_demain_ni_avant_l_entree(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.ACCEPTE)
    with pytest.raises(ParcoursRefuse, match="futur"):
        move(etape, E.EN_COURS, le=date(2026, 11, 26))
    with pytest.raises(ParcoursRefuse, match="avant l’entrée"):
        move(etape, E.EN_COURS, le=date(2026, 1, 5))


def test_une_porte_d_entree_commence_avant_l_entree(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.ACCEPTE, avant_entree=True)
    assert move(etape, E.EN_COURS, le=date(2026, 1, 5)).debut == date(2026, 1, 5)


def test_plusieurs_etapes_en_meme_temps(dispositif):
    parcours = make_parcours(dispositif)
    assert {make_etape(parcours, etat=E.EN_COURS).etat for _ in range(3)} == {E.EN_COURS}


def test_un_parcours_sorti_ne_recoit_plus_d_etape(dispositif):
    parcours = make_parcours(dispositif, etat="sorti_positif", date_sortie=JOUR)
    with pytest.raises(ParcoursRefuse, match="terminé"):
        make_etape(parcours)


def test_une_session_pleine_met_sur_liste_d_attente_puis_rend_la_place_dans_l_ordre(dispositif):
    session = make_session(make_action(dispositif), places=1)
    occupant = make_etape(make_parcours(dispositif), session=session, etat=E.EN_COURS)
    busy, first = make_parcours(dispositif), make_parcours(dispositif)
    make_etape(busy, etat=E.EN_COURS)
    second_choice = make_etape(busy, session=session, etat=E.EN_ATTENTE)
    first_choice = make_etape(first, session=session, etat=E.EN_ATTENTE)
    with pytest.raises(ParcoursRefuse, match="sont prises"):
        move(first_choice, E.ACCEPTE)
    move(occupant, E.INTERROMPU, motif=MotifRefus.EMPLOI)
    rangs = queries.rank_session(make_coordinateur(dispositif), session, on=JOUR)
    assert [etape for etape, _ in rangs] == [first_choice, second_choice]
    assert "n’a commencé aucune étape" in rangs[0][1].raisons[0]
    assert move(first_choice, E.ACCEPTE).attente_depuis is None
    with pytest.raises(ParcoursRefuse, match="sont prises"):
        move(second_choice, E.ACCEPTE)


def test_qui_n_avait_pas_eu_de_place_passe_devant(dispositif):
    action = make_action(dispositif)
    avant, session = make_session(action), make_session(action)
    reporte = make_parcours(dispositif)
    move(make_etape(reporte, session=avant), E.REFUSE, motif=MotifRefus.PLACES)
    make_etape(make_parcours(dispositif), session=session, etat=E.EN_ATTENTE)
    mine = make_etape(reporte, session=session, etat=E.EN_ATTENTE)
    rangs = queries.rank_session(make_coordinateur(dispositif), session, on=JOUR)
    assert rangs[0][0] == mine
    assert "session précédente" in rangs[0][1].raisons[0]


def test_une_session_ne_perd_pas_les_places_deja_donnees(dispositif):
    from maillage.parcours.actions.offre import save_session

    session = make_session(make_action(dispositif), places=2)
    for _ in range(2):
        make_etape(make_parcours(dispositif), session=session, etat=E.ACCEPTE)
    with pytest.raises(ParcoursRefuse, match="ont déjà une place"):
        save_session(by=make_coordinateur(dispositif), session=session, values={"places": 1})


def test_un_type_local_compte_comme_son_type_national_du_jour(dispositif):
    by = make_coordinateur(dispositif)
    local = {"by": by, "dispositif": dispositif.pk, "libelle": "Atelier Rebond", "today": JOUR}
    first = declare_type_local(**local, national="MOB-RED", du=date(2026, 1, 1))
    assert declare_type_local(**local, national="MOB-RED", du=JOUR) == first
    last = declare_type_local(**local, national="FOR-PRE", du=date(2026, 11, 1))
    assert [(t.national, t.au) for t in TypeLocal.objects.order_by("du")] == [
        ("MOB-RED", date(2026, 10, 31)), ("FOR-PRE", None),
    ]  # fmt: skip
    etape = make_etape(make_parcours(dispositif), type="", type_local=last, etat=E.EN_COURS, le=date(2026, 10, 20))
    assert etape.type == "MOB-RED"
    end_type_local(by=by, row=last, au=JOUR)
    with pytest.raises(ParcoursRefuse, match="n’existe pas"):
        make_etape(make_parcours(dispositif), type="", type_local=last, prevu_du=date(2027, 1, 4))


def test_une_etape_corrigee_entre_temps_n_est_pas_ecrasee(dispositif):
    etape = make_etape(make_parcours(dispositif))
    by = make_coordinateur(dispositif)
    change_etape(by=by, etape=etape, values={"clause": "C-1"}, version=1)
    with pytest.raises(VersionDepassee):
        change_etape(by=by, etape=etape, values={"clause": "C-2"}, version=1)


def test_le_bilan_est_scelle_et_le_journal_n_en_dit_rien(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    etape = record_bilan(
        by=make_coordinateur(dispositif), etape=etape, bilan="Très à l’aise en équipe.", version=etape.version
    )
    etape.refresh_from_db()
    assert etape.bilan == "Très à l’aise en équipe."
    assert b"aise" not in bytes(etape.bilan_scelle)
    assert "aise" not in str(list(Evenement.objects.values_list("details", flat=True)))


# --- Attendance


def case(etape, jour, *, demi=DemiJournee.MATIN, heures="3.5", motif=None):
    return Case(etape.pk, date(2026, 11, jour), demi, motif is None and heures != "", Decimal(heures or 0), motif)


def test_les_heures_realisees_suivent_la_feuille(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    by = make_coordinateur(dispositif)
    sheet = [case(etape, 23), case(etape, 23, demi=DemiJournee.APRES_MIDI), case(etape, 24, motif=MotifAbsence.GARDE)]
    assert record_presences(by=by, etapes=[etape], cases=sheet, today=JOUR) == 3
    assert record_presences(by=by, etapes=[etape], cases=sheet, today=JOUR) == 0
    etape.refresh_from_db()
    assert etape.heures_realisees == Decimal("7")
    assert record_presences(by=by, etapes=[etape], cases=[case(etape, 23, heures="")], today=JOUR) == 1
    etape.refresh_from_db()
    assert etape.heures_realisees == Decimal("3.5")


def test_une_feuille_est_enregistree_entiere_ou_pas_du_tout(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    sheet = [case(etape, 23), case(etape, 26), case(etape, 24, heures="13")]
    with pytest.raises(FeuilleRefusee) as refus:
        record_presences(by=make_coordinateur(dispositif), etapes=[etape], cases=sheet, today=JOUR)
    assert [said.split(" : ")[0] for _, said in refus.value.fautes] == [
        "Le 26/11/2026 est dans le futur", "Plus de 12 heures le 24/11/2026",
    ]  # fmt: skip
    assert not Emargement.objects.exists()


def test_une_fin_ne_precede_pas_une_presence(dispositif):
    etape = make_etape(make_parcours(dispositif), etat=E.EN_COURS)
    record_presences(by=make_coordinateur(dispositif), etapes=[etape], cases=[case(etape, 24)], today=JOUR)
    with pytest.raises(ParcoursRefuse, match="après cette fin"):
        move(etape, E.TERMINE, le=date(2026, 11, 20), resultat=ResultatEtape.PARTIEL)


# --- Who


def test_l_operateur_ne_voit_que_les_personnes_de_ses_etapes_et_plus_trente_jours_apres(dispositif):
    ours, theirs = make_operateur(), make_operateur()
    parcours = make_parcours(dispositif)
    mine = make_etape(parcours, operateur=ours, etat=E.EN_COURS)
    other = make_etape(parcours, operateur=theirs, etat=E.EN_COURS)
    acteur = make_acteur_operateur(dispositif, ours)
    assert list(queries.select_etapes(acteur, on=JOUR)) == [mine]
    move(mine, E.TERMINE, le=JOUR, resultat=ResultatEtape.PARTIEL)
    assert Parcours.objects.filter(build_portee(acteur, on=date(2026, 12, 25)), pk=parcours.pk).exists()
    assert not Parcours.objects.filter(build_portee(acteur, on=date(2026, 12, 26)), pk=parcours.pk).exists()
    with pytest.raises(DroitRefuse):
        record_bilan(by=acteur, etape=other, bilan="Lu ailleurs", version=other.version)


def test_une_etape_prevue_jamais_commencee_ne_garde_pas_l_acces_ouvert(dispositif):
    ours = make_operateur()
    make_etape(
        make_parcours(dispositif), operateur=ours, etat=E.PREVU, le=date(2026, 3, 2), prevu_du=date(2026, 3, 2),
        prevu_au=date(2026, 4, 30),
    )  # fmt: skip
    acteur = make_acteur_operateur(dispositif, ours)
    assert queries.select_etapes(acteur, on=date(2026, 5, 30)).count() == 1
    assert queries.select_etapes(acteur, on=date(2026, 5, 31)).count() == 0


def test_l_operateur_note_la_presence_et_le_bilan_mais_ne_change_pas_l_etat(dispositif):
    ours = make_operateur()
    etape = make_etape(make_parcours(dispositif), operateur=ours, etat=E.EN_COURS)
    acteur = make_acteur_operateur(dispositif, ours)
    assert record_presences(by=acteur, etapes=[etape], cases=[case(etape, 24)], today=JOUR) == 1
    record_bilan(by=acteur, etape=etape, bilan="Assidue.", version=etape.version)
    with pytest.raises(DroitRefuse):
        move(etape, E.TERMINE, by=acteur, resultat=ResultatEtape.PARTIEL)


def test_un_referent_ne_positionne_que_ses_participants(dispositif):
    parcours = make_parcours(dispositif)
    other = make_acteur(habilitation=Habilitation.objects.get(compte=make_referent(dispositif).compte))
    with pytest.raises(DroitRefuse):
        propose_etape(by=other, parcours=parcours, today=JOUR, values={"type": "AUT", "intitule": "x"})
    with pytest.raises(DroitRefuse):
        make_action(dispositif, by=make_acteur(Role.REFERENT, dispositif))


def test_aucun_frein_sensible_ni_non_partage_n_est_montre_a_l_operateur(dispositif):
    from maillage.parcours.models import FreinEvalue

    parcours = make_parcours(dispositif)
    common = {"dispositif": dispositif, "parcours": parcours, "le": JOUR}
    for frein, partage in (("MOB", True), ("LOG", False), ("SPS", True)):
        FreinEvalue.objects.create(**common, frein=frein, niveau=3, partage_operateur=partage)
    assert [f.frein for f in queries.list_freins_partages(parcours)] == ["MOB"]
    FreinEvalue.objects.create(**common, frein="MOB", niveau=2, rang=2)
    assert queries.list_freins_partages(parcours) == []
