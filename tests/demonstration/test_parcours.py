"""The fictitious people followed: every row keeps the rules, the whole looks like a PLIE, the same seed remakes it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from maillage.comptes.models import Habilitation
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.parcours.actions import fill_parcours
from maillage.demonstration.parcours.lot import ORDRE
from maillage.parcours.models import (
    Affectation,
    Commission,
    Contrat,
    Diagnostic,
    Emargement,
    Emploi,
    Entretien,
    FreinEvalue,
    Inscription,
    Note,
    Orientation,
    Parcours,
    Passage,
    Photo,
    PointDeSuivi,
    Positionnement,
    Referent,
    Relance,
    Sortie,
    SuiviEnEmploi,
    Suspension,
)
from maillage.parcours.nomenclatures.etapes import COMPTES, TYPES, EtatPositionnement, Famille
from maillage.parcours.nomenclatures.etats import OUVERTS, EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.nomenclatures.qualite import Anomalie
from maillage.parcours.nomenclatures.sorties import TYPES as SORTIES
from maillage.parcours.ordre_du_jour import OBJETS
from maillage.parcours.queries.accueil import assess_contacts
from maillage.parcours.queries.coordination import read_bilan
from maillage.parcours.queries.suivi import read_file
from maillage.parcours.rules import accueil, chronologie, etats
from maillage.participants.models import CleIdentite, Personne, SituationSensible
from maillage.participants.rules import identite
from maillage.reseau.models import Dispositif
from maillage.socle.dates import add_months
from maillage.socle.roles import Role
from tests.usine import make_acteur

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


@pytest.fixture(scope="module")
def fiction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for the module, then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        make_demonstration(today=JOUR)
        fill_parcours(graine=GRAINE, today=JOUR)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tous(fiction) -> list[Parcours]:
    return list(Parcours.objects.select_related("orientation", "dispositif"))


class TestRegles:
    def test_les_dates_de_chaque_parcours_se_suivent(self, tous):
        for parcours in tous:
            o = parcours.orientation
            dates = chronologie.Dates(
                o.date_prescription, o.date_reception, o.date_commission, parcours.date_entree,
                parcours.date_signature, parcours.date_sortie,
            )  # fmt: skip
            assert chronologie.list_desordres(dates) == []
            assert chronologie.check_entree(parcours.date_entree, today=JOUR) is None

    def test_chaque_parcours_ne_passe_que_par_des_etats_permis(self, tous):
        passages = defaultdict(list)
        for passage in Passage.objects.order_by("parcours", "rang"):
            passages[passage.parcours_id].append(passage)
        for parcours in tous:
            rows = passages[parcours.pk]
            assert (rows[0].de, rows[0].vers, rows[0].le) == ("", EtatParcours.A_DEMARRER, parcours.date_entree)
            assert rows[-1].vers == parcours.etat
            for before, after in pairwise(rows):
                assert (after.de, after.rang) == (before.vers, before.rang + 1)
                assert after.le >= before.le
                refus = etats.check_passage(
                    etats.PARCOURS, de=EtatParcours(after.de), vers=EtatParcours(after.vers)
                )  # fmt: skip
                assert refus is None
            assert rows[-1].le <= JOUR

    def test_chaque_etape_est_dans_son_parcours(self, fiction):
        for etape in Positionnement.objects.select_related("parcours"):
            assert (etape.debut is not None) == (EtatPositionnement(etape.etat) in COMPTES)
            assert (etape.fin is None) or etape.etat != EtatPositionnement.EN_COURS
            if etape.debut:
                assert max(etape.debut, etape.fin or JOUR) <= JOUR
                refus = chronologie.check_etape(
                    debut=etape.debut, fin=etape.fin, entree=etape.parcours.date_entree,
                    sortie=etape.parcours.date_sortie, avant_entree=False,
                )  # fmt: skip
                assert refus is None, etape

    def test_t5_qui_est_presente_a_un_diagnostic_et_qui_est_entre_l_a_dans_son_parcours(self, tous):
        presentees = Orientation.objects.filter(etat__in=[EtatOrientation.PRESENTEE, EtatOrientation.AJOURNEE])
        for row in presentees:
            jours = list(row.diagnostics.values_list("le", flat=True))
            assert row.date_presentation is not None
            assert accueil.check_presentation(diagnostics=jours, le=row.date_presentation, is_requis=True) is None
        initiaux = Diagnostic.objects.filter(rang=1, parcours__isnull=False).values_list("parcours", "orientation")
        assert dict(initiaux) == {p.pk: p.orientation.pk for p in tous}

    def test_t6_un_classement_sans_suite_garde_ses_traces(self, fiction):
        rows = Orientation.objects.filter(etat=EtatOrientation.SANS_SUITE).prefetch_related("contacts")
        assert rows
        for row in rows:
            bilan = assess_contacts(row.contacts.all())
            assert accueil.check_sans_suite(row.motif, bilan, absences=2, relances=1) is None

    def test_chaque_dossier_d_une_commission_est_d_un_objet_connu_et_a_sa_suite(self, fiction):
        for row in Inscription.objects.select_related("commission"):
            assert row.objet in OBJETS
            assert row.commission.type in OBJETS[row.objet].types
            assert bool(row.suite) == (row.resultat == "favorable")

    def test_une_orientation_acceptee_est_un_parcours_et_l_inverse(self, tous):
        agreees = Orientation.objects.filter(etat=EtatOrientation.AGREEE)
        assert {o.parcours_id for o in agreees} == {p.pk for p in tous}
        assert set(Orientation.objects.values_list("etat", flat=True)) == set(EtatOrientation)

    def test_une_orientation_ne_dit_que_ce_que_sa_page_sait_lire(self, fiction):
        for row in Orientation.objects.all():
            assert [row.libelle_support, row.libelle_motif, row.libelle_canal, row.libelles_criteres]

    def test_chaque_parcours_a_un_referent_a_chaque_jour_et_montre_le_dernier(self, tous):
        affectations = defaultdict(list)
        for affectation in Affectation.objects.select_related("referent").order_by("parcours", "du"):
            affectations[affectation.parcours_id].append(affectation)
            assert affectation.referent.du <= affectation.du
            assert affectation.referent.au is None or affectation.du < affectation.referent.au
        for parcours in tous:
            rows = affectations[parcours.pk]
            assert (rows[0].du, rows[-1].referent_id) == (parcours.date_entree, parcours.referent_id)
            if parcours.etat in OUVERTS:
                assert rows[-1].referent.au is None

    def test_le_dernier_contact_et_le_prochain_sont_ceux_de_l_agenda(self, tous):
        held = defaultdict(list)
        for parcours, debut in Entretien.objects.filter(presence="venu").values_list("parcours", "debut"):
            held[parcours].append(debut.date())
        for parcours in tous:
            assert parcours.dernier_contact == max(held[parcours.pk], default=None)
            assert parcours.dernier_contact is None or parcours.dernier_contact <= JOUR
        assert not Entretien.objects.exclude(presence="").filter(debut__date__gte=JOUR).exists()

    def test_six_mois_tenus_font_une_sortie_en_emploi_et_rien_d_autre(self, fiction):
        for sortie in Sortie.objects.select_related("suivi", "formation", "parcours"):
            assert sortie.date_fait <= sortie.date_sortie <= (sortie.decidee_le or JOUR) <= JOUR
            assert sortie.parcours.date_sortie in (None, sortie.date_sortie)
            if sortie.type.startswith("ED-"):
                assert sortie.suivi is not None
                assert sortie.suivi.issue == "valide"
                assert sortie.date_sortie == add_months(sortie.suivi.debut, 6) == sortie.suivi.validation
            else:
                assert sortie.suivi is None
            assert (sortie.formation is not None) == sortie.type.startswith("FQ-")

    def test_un_abandon_a_ses_relances(self, fiction):
        relances = defaultdict(list)
        for relance in Relance.objects.all():
            relances[relance.parcours_id].append(relance)
        abandons = Sortie.objects.filter(type="SS-ABA")
        assert abandons.exists()
        for sortie in abandons:
            rows = relances[sortie.parcours_id]
            assert (len({row.canal for row in rows}), sum(row.is_avertissement for row in rows)) == (3, 1)
            assert (sortie.proposee_le - min(row.le for row in rows)).days >= 45

    def test_les_cles_de_recherche_sont_celles_de_la_regle(self, fiction):
        cles = defaultdict(set)
        for personne, cle in CleIdentite.objects.values_list("personne", "cle"):
            cles[personne].add(cle)
        for p in Personne.objects.all():
            known = identite.Identite(p.nom_naissance, p.nom_usage, p.prenoms, p.date_naissance)
            assert cles[p.pk] == identite.list_cles(known)

    def test_le_stock_d_un_jour_a_l_autre_est_fait_des_entrees_et_des_sorties(self, tous):
        def stock(day: date) -> int:
            return sum(p.date_entree <= day and (p.date_sortie is None or p.date_sortie > day) for p in tous)

        for year in (2024, 2025, 2026):
            first, last = date(year, 1, 1), min(date(year, 12, 31), JOUR)
            entrees = sum(first <= p.date_entree <= last for p in tous)
            sorties = sum(p.date_sortie is not None and first <= p.date_sortie <= last for p in tous)
            assert stock(first - timedelta(days=1)) + entrees - sorties == stock(last)
            assert min(entrees, sorties) > 0


class TestVraisemblance:
    def test_valombre_et_arsonne_ont_leur_taille_et_chacun_sa_part(self, tous):
        assert Counter(p.dispositif.slug for p in tous) == {"fictif-plie-valombre": 900, "fictif-plie-arsonne": 300}
        assert set(Counter(p.etat for p in tous)) == set(EtatParcours)

    def test_la_file_de_solene_a_des_retards_et_des_rendez_vous_aujourd_hui(self, fiction):
        solene = Referent.objects.get(nom="Garrec")
        file = solene.parcours.en_file_active()
        assert 68 <= file.count() <= 79
        assert 6 <= file.filter(dernier_contact__lt=JOUR - timedelta(days=45)).count() <= 26
        assert file.filter(dernier_contact__lt=JOUR - timedelta(days=90)).exists()
        prevus = Entretien.objects.filter(referent=solene, presence="")
        assert prevus.filter(debut__date=JOUR).count() == 4
        assert prevus.filter(debut__date__range=(JOUR + timedelta(days=1), JOUR + timedelta(days=6))).count() >= 6
        assert prevus.filter(debut__date__lt=JOUR).exists()
        acteur = make_acteur(habilitation=Habilitation.objects.filter(compte=solene.compte).first())
        assert 20 <= len(read_file(acteur, on=JOUR).a_voir) <= 42  # a week's work, not the whole file

    def test_quelqu_un_n_a_pas_ete_vu_depuis_un_an_et_quelqu_un_jamais(self, tous):
        ouverts = [p for p in tous if p.etat == EtatParcours.ACTIF]
        assert any(p.dernier_contact is None for p in ouverts)
        assert any(p.dernier_contact and (JOUR - p.dernier_contact).days > 365 for p in ouverts)

    def test_les_sorties_ont_les_parts_publiees(self, tous):
        sorties = Counter(SORTIES[type].classe.value for type in Sortie.objects.values_list("type", flat=True))
        total = sum(sorties.values())
        positives = total - sorties["sans_suite"]
        assert 0.40 < positives / total < 0.56
        assert 0.70 < sorties["emploi_durable"] / positives < 0.90
        assert len(set(Sortie.objects.values_list("type", flat=True))) >= 15

    def test_les_etapes_ont_les_parts_publiees(self, fiction):
        types = Positionnement.objects.filter(debut__isnull=False).values_list("type", flat=True)
        familles = Counter(TYPES[type].famille for type in types)
        total = sum(familles.values())
        assert 0.25 < familles[Famille.MOBILISATION] / total < 0.38
        assert all(familles[famille] / total > 0.04 for famille in Famille)

    def test_les_entrees_et_les_etapes_ont_une_saison(self, tous):
        mois = Counter(p.date_entree.month for p in tous)
        assert mois[8] == 0 < mois[7] < mois[9]
        begun = Positionnement.objects.filter(debut__isnull=False).values_list("debut", flat=True)
        debuts = Counter(debut.month for debut in begun if debut)
        assert 0 < debuts[8] * 2 < debuts[7] < debuts[9]

    @pytest.mark.parametrize("slug", ["fictif-plie-valombre", "fictif-plie-arsonne"])
    def test_les_tableaux_ne_crient_pas_au_loup(self, fiction, slug):
        """What waits is a few files among many: a board that says « nearly all » is not read twice."""
        directeur = make_acteur(Role.DIRECTEUR, Dispositif.objects.get(slug=slug))
        bilan = read_bilan(directeur, on=JOUR)
        ouverts = Parcours.objects.filter(dispositif=directeur.dispositif, etat__in=OUVERTS).count()
        file = Parcours.objects.filter(dispositif=directeur.dispositif).en_file_active().count()
        assert 0.10 < bilan.natures[Anomalie.FSE] / ouverts < 0.20
        assert 0.05 < bilan.natures[Anomalie.CONSOLIDATION] / ouverts < 0.20
        assert 0.05 < bilan.dormants_total / file < 0.10
        assert min(bilan.dormants.values()) > 0

    def test_des_reponses_manquent_et_les_sensibles_sont_scellees(self, fiction):
        photos = Photo.objects.filter(moment="entree").select_related("situation")
        inconnus = sum(photo.situation is not None and photo.situation.niveau is None for photo in photos)
        assert 0 < inconnus < len(photos) / 5
        assert {photo.deld for photo in photos} == {True, False, None}
        sensible = SituationSensible.objects.first()
        assert sensible is not None
        assert sensible.reponses["logement"]
        assert b"logement" not in bytes(sensible.reponses_scelle)

    def test_rien_ne_manque_de_ce_qu_une_page_montre(self, fiction):
        for model in (Contrat, Diagnostic, Emargement, Emploi, FreinEvalue, Note, PointDeSuivi, Suspension):
            assert model._default_manager.exists(), model
        assert set(SuiviEnEmploi.objects.values_list("issue", flat=True)) == {"", "valide", "rompu"}
        assert set(Commission.objects.values_list("etat", flat=True)) >= {EtatCommission.PREPAREE, EtatCommission.CLOSE}
        assert Orientation.objects.filter(auteur__isnull=False).exists()
        attentes = Orientation.objects.filter(
            etat=EtatOrientation.TRANSMISE, date_prescription__lt=JOUR - timedelta(days=15)
        )
        assert attentes.exists()

    def test_les_heures_realisees_sont_celles_des_feuilles_de_presence(self, fiction):
        tenues = Positionnement.objects.filter(emargements__isnull=False).annotate(total=Sum("emargements__heures"))
        assert {etape.heures_realisees == etape.total for etape in tenues} == {True}

    def test_personne_ne_peut_etre_joint(self, fiction):
        for telephone, courriel in Personne.objects.values_list("telephone", "courriel"):
            assert re.fullmatch(r"(06 39 98 \d\d \d\d)?", telephone)
            assert courriel == "" or courriel.endswith(".invalid")

    def test_la_refaire_ne_change_rien(self, fiction):
        before = [model._default_manager.count() for model in ORDRE]
        assert fill_parcours(graine=GRAINE, today=JOUR + timedelta(days=9)).lignes == 0
        assert [model._default_manager.count() for model in ORDRE] == before
