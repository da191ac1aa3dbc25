"""A job under any interleaving of workers, thefts, failures, cancellations and restarts: each effect once, in order."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from maillage.socle.roles import Role
from maillage.socle.travaux import actions, bail
from maillage.socle.travaux.execution import run_etape
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import RELANCABLES, Etat
from tests.socle.travaux.essai import list_effets
from tests.usine import make_acteur, make_dispositif

N = 4
porteurs = st.sampled_from(["w1", "w2", "w3"])


class UnTravail(RuleBasedStateMachine):
    """`tenus`: what each worker believes it bears, right or wrong."""

    @initialize()
    def ask(self) -> None:
        self.acteur = make_acteur(Role.REFERENT, make_dispositif())
        self.key = actions.enqueue(by=self.acteur, code="essai.compte", parametres={"n": N}).pk
        self.tenus: dict[str, Travail] = {}
        self.finis = 0

    @property
    def travail(self) -> Travail:
        return Travail.objects.get(pk=self.key)

    @rule(porteur=porteurs)
    def take(self, porteur: str) -> None:
        taken = bail.take(porteur)
        self.tenus.pop(porteur, None)
        if taken is not None and taken.etat == Etat.EN_COURS:
            self.tenus[porteur] = taken

    @precondition(lambda self: self.tenus)
    @rule(data=st.data())
    def run_step(self, data: st.DataObject) -> None:
        porteur = data.draw(st.sampled_from(sorted(self.tenus)))
        mine = self.tenus[porteur]
        bears = (self.travail.prise, self.travail.etat) == (mine.prise, Etat.EN_COURS)
        before = list_effets(self.travail)
        try:
            if run_etape(mine) is not Etat.EN_COURS:
                del self.tenus[porteur]
            assert bears
            assert len(list_effets(self.travail)) == len(before) + 1
        except bail.BailPerdu:
            del self.tenus[porteur]
            assert not bears
            assert list_effets(self.travail) == before

    @precondition(lambda self: self.tenus)
    @rule(data=st.data(), definitif=st.booleans())
    def fail(self, data: st.DataObject, definitif: bool) -> None:
        mine = self.tenus.pop(data.draw(st.sampled_from(sorted(self.tenus))))
        bears = (self.travail.prise, self.travail.etat) == (mine.prise, Etat.EN_COURS)
        try:
            bail.record_echec(mine, "Panne d’essai.", definitif=definitif)
            assert bears
        except bail.BailPerdu:
            assert not bears

    @rule(minutes=st.sampled_from([-600, -1, 1, 600]))
    def shift_clock(self, minutes: int) -> None:
        """What the dates of the row become, seen from a clock put forward or back."""
        shift = timedelta(minutes=minutes)
        travail = self.travail
        Travail.objects.filter(pk=self.key).update(
            bail_jusqu_a=travail.bail_jusqu_a and travail.bail_jusqu_a - shift,
            planifie_pour=travail.planifie_pour and travail.planifie_pour - shift,
        )

    @rule()
    def cancel(self) -> None:
        try:
            actions.cancel_travail(by=self.acteur, travail=self.travail)
        except actions.ActionRefusee:
            assert self.travail.etat not in {Etat.ATTENTE, Etat.EN_COURS}

    @rule()
    def restart(self) -> None:
        try:
            actions.restart_travail(by=self.acteur, travail=self.travail)
        except actions.ActionRefusee:
            assert self.travail.etat not in RELANCABLES

    @invariant()
    def effects_are_there_once_in_order_and_match_the_checkpoint(self) -> None:
        if not hasattr(self, "key"):
            return
        travail = self.travail
        effets = list_effets(travail)
        assert effets == list(range(1, len(effets) + 1))
        assert travail.progression == len(effets)
        if travail.etat == Etat.FINI:
            assert len(effets) == N

    def teardown(self) -> None:
        """Whatever happened, one restart and one worker finish the job."""
        if not hasattr(self, "key") or self.travail.etat == Etat.FINI:
            return
        if self.travail.etat in RELANCABLES:
            actions.restart_travail(by=self.acteur, travail=self.travail)
        Travail.objects.filter(pk=self.key).update(planifie_pour=None, annulation_demandee_le=None, essais=0)
        Travail.objects.filter(pk=self.key, etat=Etat.EN_COURS).update(bail_jusqu_a=timezone.now() - timedelta(1))
        last = bail.take("dernier")
        assert last is not None
        while run_etape(last) is Etat.EN_COURS:
            pass
        assert list_effets(last) == list(range(1, N + 1))


@pytest.mark.django_db
def test_quoi_qu_il_arrive_chaque_etape_se_fait_une_fois():
    run_state_machine_as_test(
        UnTravail,
        settings=settings(max_examples=40, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
