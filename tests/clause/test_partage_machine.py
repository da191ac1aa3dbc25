"""The same, played on the real actions and the real database: whatever the order, nothing is counted twice or lost."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.clause.actions import lots, partages, suivis
from maillage.clause.models import DemandePartage, LigneHeures, MiseEmploi, PartEngagement, Repartition
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.partage import EtatDemande, Methode, RoleSuivi
from maillage.clause.portee import select_suivis
from maillage.clause.queries import partage as queries
from maillage.clause.queries.marches import get_lot
from maillage.clause.queries.realise_partage import read_realise
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import Refus
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_personne
from tests.clause.usine_partage import make_trio

QUI = st.sampled_from(["pilote", "participante", "observatrice", "etrangere"])
REFUS = (Refus, DroitRefuse, partages.suivis.Lot.DoesNotExist)


class LotEnBase(RuleBasedStateMachine):
    """Refusals are part of the play: what they refuse must leave nothing behind."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.heures = Decimal(0)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.trio = make_trio(heures=1000)
        self.jour = localdate()

    def do(self, deed: Any, who: str, **values: Any) -> None:
        by = getattr(self.trio, who)
        try:
            with transaction.atomic():
                deed(by=by, lot=get_lot(by, self.trio.lot.uuid), today=self.jour, **values)
        except REFUS:
            pass

    def get(self, who: str) -> Any:
        return self.trio.get(getattr(self.trio, who))

    @rule(who=QUI, vers=QUI, role=st.sampled_from([RoleSuivi.PARTICIPANTE, RoleSuivi.OBSERVATRICE]))
    def invite(self, who: str, vers: str, role: RoleSuivi) -> None:
        self.do(suivis.invite, who, structure=self.get(vers), role=role, message="")

    @rule(who=QUI, vers=QUI)
    def hand_over(self, who: str, vers: str) -> None:
        self.do(suivis.ask_passation, who, structure=self.get(vers), effet_le=self.jour, message="")

    @rule(who=QUI, vers=QUI, heures=st.integers(1, 600))
    def transfer(self, who: str, vers: str, heures: int) -> None:
        self.do(partages.ask_transfert, who, vers=self.get(vers), heures=Decimal(heures), message="")

    @rule(who=QUI, mesures=st.dictionaries(QUI, st.integers(0, 700)), methode=st.sampled_from(list(Methode)))
    def share_out(self, who: str, mesures: dict[str, int], methode: Methode) -> None:
        values = {self.get(name).pk: Decimal(n) for name, n in mesures.items()}
        self.do(partages.share_out, who, methode=methode, mesures=values)

    @rule(who=QUI)
    def leave(self, who: str) -> None:
        self.do(suivis.leave, who)

    @rule(who=QUI, heures=st.integers(0, 2000))
    def amend(self, who: str, heures: int) -> None:
        by = getattr(self.trio, who)
        values = {"du": self.jour, "origine": Origine.AVENANT, "heures": Decimal(heures)}
        try:
            with transaction.atomic():
                lots.record_engagement(by=by, lot=get_lot(by, self.trio.lot.uuid), values=values)
        except REFUS:
            return
        version = queries.find_version(self.trio.lot, on=self.jour)
        row = queries.find_repartition(version) if version else None
        if row and row.is_a_confirmer:
            partages.confirm(by=by, lot=self.trio.lot, repartition=row, today=self.jour)

    @rule(is_acceptee=st.booleans(), rang=st.integers(0, 3))
    def answer(self, is_acceptee: bool, rang: int) -> None:
        waiting = list(DemandePartage.objects.filter(etat=EtatDemande.EN_ATTENTE).order_by("pk"))
        if not waiting:
            return
        demande = waiting[rang % len(waiting)]
        actors = (self.trio.pilote, self.trio.participante, self.trio.observatrice, self.trio.etrangere)
        by = next(one for one in actors if one.dispositif == demande.vers_id)
        try:
            with transaction.atomic():
                if is_acceptee:
                    partages.accept(by=by, demande=demande, today=self.jour)
                else:
                    suivis.refuse(by=by, demande=demande, reponse="Non.", today=self.jour)
        except REFUS:
            pass

    @rule(who=st.sampled_from(["pilote", "participante"]), heures=st.integers(1, 150))
    def work(self, who: str, heures: int) -> None:
        structure = self.get(who)
        emploi = make_emploi(make_personne(structure), employeur=make_entreprise(structure))
        emploi.lots.create(
            dispositif=structure, lot=self.trio.lot, entreprise=make_entreprise(structure), coefficient=Decimal(1)
        )
        make_ligne(emploi, self.trio.lot, heures, statut="validee")
        self.heures += heures

    @invariant()
    def one_pilote_today_and_later(self) -> None:
        for jours in (0, 1, 30):
            rows = select_suivis(on=self.jour + timedelta(days=jours)).filter(lot=self.trio.lot)
            assert rows.filter(role=RoleSuivi.PILOTE).count() == 1

    @invariant()
    def every_sharing_out_makes_its_version_whole(self) -> None:
        for row in Repartition.objects.annotate(total=Sum("parts__heures")).select_related("engagement"):
            assert row.total == row.engagement.heures
            assert PartEngagement.objects.filter(repartition=row, structure=None).count() == 1

    @invariant()
    def no_hour_is_lost_nor_counted_twice(self) -> None:
        total = LigneHeures.objects.aggregate(total=Sum("heures_reelles"))["total"] or Decimal(0)
        pilote = queries.select_presentes(self.trio.lot, RoleSuivi.PILOTE).get().pk
        actors = (self.trio.pilote, self.trio.participante, self.trio.observatrice, self.trio.etrangere)
        acteur = next(one for one in actors if one.dispositif == pilote)
        found = read_realise(acteur, get_lot(acteur, self.trio.lot.uuid), on=self.jour)
        assert found.validees == total == self.heures == sum(f.validees for f in found.faites)
        assert found.contrats.reseau == MiseEmploi.objects.count()
        assert found.contrats.ecart == found.personnes.ecart == 0


@pytest.mark.django_db
def test_aucun_ordre_des_gestes_ne_compte_deux_fois_ni_ne_perd_une_heure():
    run_state_machine_as_test(
        LotEnBase,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
