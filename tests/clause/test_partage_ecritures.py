"""A lot led by another structure than the one it was born in: every table the policies open to it, then every page it writes by."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils.timezone import localdate

from maillage.clause.models import (
    AvisSurPart,
    Controle,
    DecisionDuLot,
    DemandePartage,
    Doublon,
    Engagement,
    EntrepriseDuLot,
    LigneEnDouble,
    LigneHeures,
    Lot,
    Marche,
    Operation,
    OrigineLot,
    PartEngagement,
    Penalite,
    PlanningPrevisionnel,
    Repartition,
    SuiviLot,
)
from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.cloisons import CloisonnerTable
from maillage.socle.contexte import open_contexte
from tests.clause.amont import add_amont
from tests.clause.usine import ENGAGE, make_donneur
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import make_entreprise
from tests.clause.usine_demeures import make_demeure
from tests.clause.usine_partage import make_trio
from tests.clause.usine_suivi import make_validees
from tests.parcours.suivi.pages import fill, open_page

pytestmark = pytest.mark.django_db
HIER = timedelta(days=1)
POLITIQUES = {
    op.model: op
    for op in import_module("maillage.clause.migrations.0001_initial").Migration.operations
    if isinstance(op, CloisonnerTable)
}
# Whoever leads the lot writes these, wherever it was born.
PAR_LA_PILOTE = {nom for nom, op in POLITIQUES.items() if "clause_lots_suivis('{pilote}')" in op.ecriture}
AUTREMENT = {
    "LigneHeures": "celle qui a le crédit d’une ligne la valide",
    "LigneDemandee": "les deux structures d’une demande : voir test_credits",
    "AvisPenalite": "la participante qui donne son avis : voir test_demeures",
}


@pytest.fixture
def trio():
    """Born in the first structure, led by the second since this morning; the first observes it. Every table has its row."""
    made = make_trio(etat="en_execution")
    lot, structure = made.lot, made.get(made.pilote)
    EntrepriseDuLot.objects.create(
        dispositif=structure, lot=lot, entreprise=make_entreprise(structure), role="titulaire_unique", du=ENGAGE
    )
    Marche.objects.update(debut=ENGAGE, fin_prevue=date(2027, 3, 31))
    make_validees(lot, 100)
    add_amont(structure)
    for make in FABRIQUES.values():
        make(lot, made.get(made.participante))
    SuiviLot.objects.filter(structure=made.participante.dispositif).update(au=localdate() - HIER)
    SuiviLot.objects.create(
        dispositif=structure, lot=lot, structure=made.get(made.participante), role="pilote", du=localdate()
    )
    SuiviLot.objects.create(dispositif=structure, lot=lot, structure=structure, role="observatrice", du=localdate())
    return made


Fabrique = Callable[[Lot, Dispositif], models.Model]


def get_version(lot: Lot) -> Engagement:
    """Read once, by the fixture: whoever may not see it tries to write all the same."""
    if "_version" not in lot.__dict__:
        lot.__dict__["_version"] = lot.engagements.get(numero=1)
    found: Engagement = lot.__dict__["_version"]
    return found


def get_repartition(lot: Lot) -> Repartition:
    row, _ = Repartition.objects.get_or_create(
        dispositif=lot.dispositif, lot=lot, engagement=get_version(lot), rang=1,
        defaults={"methode": "libre", "origine": "pilote", "le": ENGAGE},
    )  # fmt: skip
    return row


def get_doublon(lot: Lot) -> Doublon:
    row, _ = Doublon.objects.get_or_create(
        dispositif=lot.dispositif,
        lot=lot,
        mois=ENGAGE.replace(day=1),
        pseudonyme="Participant 1",
        defaults={"vu_le": ENGAGE},
    )
    return row


# One row of each table that hangs on a lot; those of before the consultation come from `add_amont`.
FABRIQUES: dict[str, Fabrique] = {
    "PlanningPrevisionnel": lambda lot, other: PlanningPrevisionnel.objects.create(
        dispositif=lot.dispositif, engagement=get_version(lot), mois=date(2026, 4, 1), heures=1
    ),
    "Penalite": lambda lot, other: Penalite.objects.create(
        dispositif=lot.dispositif, lot=lot, manquantes=10, tarif=60, montant=600, proposee_le=ENGAGE, statut="remplacee", cause="entreprise"
    ),
    "Controle": lambda lot, other: Controle.objects.create(
        dispositif=lot.dispositif, lot=lot, type="sur_piece", le=ENGAGE, perimetre="Un mois"
    ),
    "DecisionDuLot": lambda lot, other: DecisionDuLot.objects.create(
        dispositif=lot.dispositif, lot=lot, rang=1, raison="Réseaux"
    ),
    "OrigineLot": lambda lot, other: OrigineLot.objects.create(
        dispositif=lot.dispositif, lot=lot, source="decp", identifiant="1", annonce=lot.uuid, le=ENGAGE, is_creation=True
    ),
    "Repartition": lambda lot, other: get_repartition(lot),
    "PartEngagement": lambda lot, other: PartEngagement.objects.create(
        dispositif=lot.dispositif, lot=lot, repartition=get_repartition(lot), structure=other, heures=10
    ),
    "AvisSurPart": lambda lot, other: AvisSurPart.objects.create(
        dispositif=lot.dispositif, lot=lot, repartition=get_repartition(lot), structure=other, avis="contestation",
        motif="Trop", le=ENGAGE,
    ),
    "DemandePartage": lambda lot, other: DemandePartage.objects.create(
        dispositif=lot.dispositif, lot=lot, nature="invitation", de=lot.dispositif, vers=other, objet="École",
        role="participante", demandee_le=ENGAGE,
    ),
    "Doublon": lambda lot, other: get_doublon(lot),
    "LigneEnDouble": lambda lot, other: LigneEnDouble.objects.create(
        dispositif=lot.dispositif, lot=lot, doublon=get_doublon(lot), ligne=LigneHeures.objects.get(lot=lot).uuid,
        structure=lot.dispositif, heures=1,
    ),
    "ReleveAgrege": lambda lot, other: make_agrege(lot, heures=100),
    "LigneAgregee": lambda lot, other: make_agrege(lot, heures=50, mois=date(2026, 5, 1)),
    "MiseEnDemeure": lambda lot, other: make_demeure(lot),
}  # fmt: skip


def test_chaque_table_ouverte_par_une_politique_est_eprouvee_ici():
    """A table that receives `ecriture` enters this test, or says why it is written otherwise."""
    ouvertes = {nom for nom, op in POLITIQUES.items() if op.ecriture}
    assert ouvertes == PAR_LA_PILOTE | set(AUTREMENT)


@pytest.mark.postgres
class TestPolitiques:
    """No filter of ours: what the database itself lets through, and to whom."""

    def write(self, acteur, model, rows):
        with open_contexte(acteur):
            return model.objects.filter(pk__in=rows).update(dispositif=models.F("dispositif"))

    @pytest.mark.parametrize("nom", sorted(PAR_LA_PILOTE))
    def test_la_pilote_d_ailleurs_lit_et_ecrit_et_personne_d_autre(self, trio, nom):
        model = apps.get_model("clause", nom)
        rows = list(model.objects.values_list("pk", flat=True))
        assert rows, f"{nom} : donnez-lui une ligne dans FABRIQUES."
        with open_contexte(trio.participante):
            assert model.objects.filter(pk__in=rows).count() == len(rows)
        assert self.write(trio.participante, model, rows) == len(rows)
        assert self.write(trio.etrangere, model, rows) == 0
        if POLITIQUES[nom].colonne is None and nom != "DemandePartage":  # born here, led elsewhere: it only observes
            assert self.write(trio.pilote, model, rows) == 0

    @pytest.mark.parametrize("nom", ["PlanningPrevisionnel", "Penalite", "Controle", "DecisionDuLot"])
    def test_la_pilote_d_ailleurs_ajoute_et_les_autres_non(self, trio, nom):
        model = apps.get_model("clause", nom)
        model.objects.all().delete()
        for who in ("pilote", "observatrice", "etrangere"):
            with open_contexte(getattr(trio, who)), pytest.raises(DatabaseError), transaction.atomic():
                FABRIQUES[nom](trio.lot, trio.get(trio.participante))
        with open_contexte(trio.participante):
            FABRIQUES[nom](trio.lot, trio.get(trio.participante))
            assert model.objects.count() == 1

    def test_celle_qui_a_le_credit_d_une_ligne_l_ecrit_sans_voir_a_qui_elle_est(self, trio):
        ligne = LigneHeures.objects.get()
        assert self.write(trio.etrangere, LigneHeures, [ligne.pk]) == 0
        assert (
            self.write(trio.participante, LigneHeures, [ligne.pk]) == 0
        )  # the pilote reads it, and validates its own only
        LigneHeures.objects.update(creditrice=trio.participante.dispositif)
        assert self.write(trio.participante, LigneHeures, [ligne.pk]) == 1

    def test_qui_suit_lit_le_maitre_d_ouvrage_et_l_operation_du_marche(self, trio):
        moa = make_donneur(trio.get(trio.pilote), nom="Syndicat")
        Marche.objects.update(maitre_ouvrage=moa)
        for who, reads in (("participante", True), ("observatrice", True), ("etrangere", False)):
            with open_contexte(getattr(trio, who)):
                assert type(moa).objects.filter(pk=moa.pk).exists() == reads
                assert Operation.objects.exists() == reads


class TestPages:
    """The same by the pages of the structure that leads from elsewhere, on both engines."""

    @pytest.fixture
    def connectee(self, client, trio):
        client.force_login(Compte.objects.get(pk=trio.participante.compte))
        return client

    def va(self, trio, suite=""):
        return f"/lots/{trio.lot.uuid}/{suite}"

    def test_le_plan_la_penalite_sa_decision_et_un_controle(self, connectee, trio):
        posted = open_page(connectee, self.va(trio, "plan/"))
        posted |= {f"heures_{mois}": "" for mois in ("202604",)}
        posted |= {"heures_202605": "1000", "metier_202605": "Peintre", "mode_202605": "mad_etti"}
        assert connectee.post(self.va(trio, "plan/"), posted).status_code == 302
        row = PlanningPrevisionnel.objects.get()
        assert (row.dispositif_id, row.heures) == (trio.lot.dispositif_id, 1000)

        trio.lot.etat = "a_solder"
        trio.lot.save(update_fields=["etat"])
        answer = fill(
            connectee, self.va(trio, "penalite/"), tarif="60", cause="entreprise", avis="Aucune relance suivie."
        )
        assert answer.status_code == 302, answer.context["form"].errors
        answer = fill(
            connectee, self.va(trio, "penalite/decision/"), statut="appliquee", le=localdate().isoformat(), montant="600",
            reference="Courrier 12", raison="Accord sur une partie",
        )  # fmt: skip
        assert answer.status_code == 302, answer.context["form"].errors
        penalite = Penalite.objects.latest("pk")
        assert (penalite.dispositif_id, penalite.statut, penalite.montant_decide) == (
            trio.lot.dispositif_id, "appliquee", Decimal(600),
        )  # fmt: skip

        answer = fill(
            connectee, self.va(trio, "controles/nouveau/"), type="sur_place", perimetre="Le chantier", constat="Vu"
        )
        assert answer.status_code == 302, answer.context["form"].errors
        controle = Controle.objects.latest("pk")
        assert (controle.dispositif_id, controle.perimetre) == (trio.lot.dispositif_id, "Le chantier")

    def test_une_decision_de_l_acheteur_et_une_entreprise(self, connectee, trio):
        answer = fill(
            connectee, self.va(trio, "suite/suspendu/"), reference="OS 4", raison="Réseaux", le=localdate().isoformat()
        )
        assert answer.status_code == 302, answer.context["form"].errors
        assert Lot.objects.get(pk=trio.lot.pk).etat == "suspendu"
        assert DecisionDuLot.objects.latest("pk").dispositif_id == trio.lot.dispositif_id
        answer = fill(
            connectee, self.va(trio, "entreprises/ajouter/"), nom="Sogetra", role="sous_traitant", du="2026-04-11"
        )
        assert answer.status_code == 302, answer.context["form"].errors
        assert EntrepriseDuLot.objects.filter(lot=trio.lot, entreprise__nom="Sogetra").exists()

    def test_le_marche_se_modifie_sans_perdre_ni_son_maitre_d_ouvrage_ni_son_operation(self, connectee, trio):
        moa = make_donneur(trio.get(trio.pilote), nom="Syndicat")
        Marche.objects.update(maitre_ouvrage=moa)
        avant = Marche.objects.get()
        assert avant.operation_id is not None
        shown = connectee.get(self.va(trio)).content.decode()
        assert "Syndicat" in shown
        answer = fill(connectee, f"/marches/{avant.uuid}/modifier/", lieu_precision="Quartier des Forges")
        assert answer.status_code == 302, answer.context["form"].errors
        apres = Marche.objects.get()
        assert (apres.lieu_precision, apres.maitre_ouvrage_id, apres.operation_id, apres.acheteur_id) == (
            "Quartier des Forges", moa.pk, avant.operation_id, avant.acheteur_id,
        )  # fmt: skip

    def test_la_structure_ou_le_lot_est_ne_n_y_ecrit_plus(self, client, trio):
        client.force_login(Compte.objects.get(pk=trio.pilote.compte))
        for suite in ("plan/", "penalite/", "controles/nouveau/", "suite/suspendu/", "entreprises/ajouter/"):
            assert client.get(self.va(trio, suite)).status_code == 404, suite
        assert client.get(f"/marches/{trio.lot.marche.uuid}/modifier/").status_code == 404
