"""No order of sharing, transferring, leaving or handing over counts anything twice, on the rules alone (R1 to R10)."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.rules import partage as rules
from maillage.clause.rules import repartition as parts
from maillage.clause.rules.credits import Ligne as LigneCredit
from maillage.clause.rules.credits import check_credit
from maillage.clause.rules.denombrements import count_distincts
from maillage.clause.rules.doublons import Bulletin, Groupe, Ligne, compute_limite, find_soupcons
from maillage.clause.rules.heures import choose_creditrice
from maillage.clause.rules.partage import Suivi

R = RoleSuivi
STRUCTURES = st.integers(1, 5)
PERSONNES = st.sampled_from(["p1", "p2", "p3"])
EMPLOYEURS = st.sampled_from(["111111111", "222222222"])
DEBUT = date(2026, 1, 5)
HEURES = st.decimals(min_value=0, max_value=400, places=2)


class UnLotPartage(RuleBasedStateMachine):
    """One lot, five structures, a day that passes; every line of hours kept beside the model, to be recounted naively."""

    @initialize(total=st.decimals(min_value=1, max_value=5000, places=2))
    def open(self, total: Decimal) -> None:
        self.jour = DEBUT
        self.suivis = [Suivi(1, R.PILOTE, DEBUT)]
        self.repartition = parts.Repartition(total, {})
        self.lignes: list[tuple[Ligne, int]] = []  # with the contract
        self.creditrices: dict[int, int] = {}
        self.statuts: dict[int, StatutLigne] = {}
        self.payees: dict[tuple[int, str, str, date], Decimal] = {}
        self.dehors = Decimal(0)

    def role(self, structure: int) -> RoleSuivi | None:
        return rules.find_role(self.suivis, structure=structure, on=self.jour)

    @property
    def pilote(self) -> int:
        found = rules.find_pilote(self.suivis, on=self.jour)
        assert found is not None
        return found

    @rule(jours=st.integers(1, 40))
    def wait(self, jours: int) -> None:
        self.jour += timedelta(days=jours)

    @rule(structure=STRUCTURES, role=st.sampled_from([R.PARTICIPANTE, R.OBSERVATRICE]))
    def join(self, structure: int, role: RoleSuivi) -> None:
        part = self.repartition.parts.get(structure, Decimal(0))
        if rules.check_invitation(role, deja=self.role(structure), is_demandee=False, part=part) is None:
            self._end(structure)
            self.suivis.append(Suivi(structure, role, self.jour))

    def _end(self, structure: int, au: date | None = None) -> None:
        self.suivis = [
            Suivi(s.structure, s.role, s.du, max(au or self.jour, s.du))
            if s.structure == structure and s.role is not R.PILOTE and s.au is None
            else s
            for s in self.suivis
        ]

    @rule(structure=STRUCTURES, dans=st.integers(0, 30))
    def hand_over(self, structure: int, dans: int) -> None:
        effet = self.jour + timedelta(days=dans)
        prochain = rules.find_prochain(self.suivis, on=self.jour)
        if rules.check_passation(self.role(structure), effet=effet, today=self.jour, prochain=prochain) is None:
            former = self.pilote
            self._end(structure, effet)
            self.suivis += [Suivi(structure, R.PILOTE, effet), Suivi(former, R.PARTICIPANTE, effet)]

    @rule(structure=STRUCTURES)
    def leave(self, structure: int) -> None:
        part = self.repartition.parts.get(structure, Decimal(0))
        refus = rules.check_depart(
            self.suivis, structure=structure, part=part, is_origine=structure == 1, today=self.jour
        )
        if refus is None:
            self._end(structure)
            if structure == 1:
                self.suivis.append(Suivi(1, R.OBSERVATRICE, self.jour))

    @rule(poids=st.dictionaries(STRUCTURES, st.integers(0, 50), min_size=1))
    def share_out(self, poids: dict[int, int]) -> None:
        kept = {s: n for s, n in poids.items() if s in rules.list_repondantes(self.suivis, on=self.jour)}
        try:
            self.repartition = parts.share_heures(self.repartition.total, kept)
        except parts.RepartitionRefusee:
            assert not any(kept.values())

    @rule(de=STRUCTURES, vers=STRUCTURES, heures=st.decimals(min_value=-5, max_value=900, places=2))
    def transfer(self, de: int, vers: int, heures: Decimal) -> None:
        if vers not in rules.list_repondantes(self.suivis, on=self.jour):
            return
        before, done = self.repartition, sum(li.heures for li, _ in self.lignes)
        try:
            self.repartition = parts.transfer(before, de=de, vers=vers, heures=heures)
        except parts.RepartitionRefusee:
            return
        others = set(before.parts) - {de, vers}
        assert {s: self.repartition.parts[s] for s in others} == {s: before.parts[s] for s in others}
        assert sum(li.heures for li, _ in self.lignes) == done  # R4: what is done does not move

    @rule(total=st.decimals(min_value=0, max_value=5000, places=2))
    def amend(self, total: Decimal) -> None:
        self.repartition = parts.carry_over(self.repartition, total=total)

    @rule(structure=STRUCTURES, participant=PERSONNES, siren=EMPLOYEURS, heures=HEURES, lot=st.integers(1, 2))
    def work(self, structure: int, participant: str, siren: str, heures: Decimal, lot: int) -> None:
        if self.role(structure) not in (R.PILOTE, R.PARTICIPANTE):
            return
        rang = len(self.lignes)
        suivent = rules.list_suivantes(self.suivis, on=self.jour)
        self.creditrices[rang] = choose_creditrice(
            validatrice=structure, territoire=None, pilote=self.pilote, suivent=suivent
        )
        self.statuts[rang] = StatutLigne.DECLAREE
        line = Ligne(rang, participant, siren, self.jour.replace(day=1), lot, structure, heures)
        self.lignes.append((line, structure * 100 + int(participant[1]) * 10 + int(siren[0])))

    @rule(rang=st.integers(0, 40), statut=st.sampled_from([StatutLigne.VALIDEE, StatutLigne.REJETEE]))
    def decide(self, rang: int, statut: StatutLigne) -> None:
        if self.statuts.get(rang) is StatutLigne.DECLAREE:
            self.statuts[rang] = statut

    @rule(rang=st.integers(0, 40), vers=STRUCTURES, demandeuse=STRUCTURES)
    def change_credit(self, rang: int, vers: int, demandeuse: int) -> None:
        """R6: by agreement, and never once decided."""
        if rang not in self.creditrices:
            return
        ancienne, before = self.creditrices[rang], self._sum_by_structure()
        refus = check_credit(
            [LigneCredit(rang, self.statuts[rang], ancienne)], demandeuse=demandeuse, ancienne=ancienne, nouvelle=vers,
            repondantes=rules.list_repondantes(self.suivis, on=self.jour),
        )  # fmt: skip
        if refus is None:
            assert self.statuts[rang] is StatutLigne.DECLAREE
            assert demandeuse in (ancienne, vers)
            self.creditrices[rang] = vers
            assert sum(self._sum_by_structure().values()) == sum(before.values())

    @rule(structure=STRUCTURES, participant=PERSONNES, siren=EMPLOYEURS, heures=st.decimals(0, 300, places=2))
    def read_pay_slip(self, structure: int, participant: str, siren: str, heures: Decimal) -> None:
        self.payees[structure, participant, siren, self.jour.replace(day=1)] = heures

    @rule(heures=st.decimals(min_value=1, max_value=400, places=2))
    def declare_outside(self, heures: Decimal) -> None:
        """R12: in the hours, in nobody."""
        self.dehors += heures

    def _sum_by_structure(self) -> dict[int, Decimal]:
        found: dict[int, Decimal] = {}
        for line, _ in self.lignes:
            creditrice = self.creditrices[line.cle]
            found[creditrice] = found.get(creditrice, Decimal(0)) + line.heures
        return found

    @invariant()
    def more_hours_than_paid_are_always_found(self) -> None:
        """R8 over any lots, against a recount that knows nothing of groups: one contract a person and an employer."""
        groupes: dict[Groupe, list[Ligne]] = {}
        for line, _ in self.lignes:
            if line.heures > 0 and self.statuts[line.cle] is not StatutLigne.REJETEE:
                groupes.setdefault(line.groupe, []).append(line)
        limites = {g: compute_limite(self._list_bulletins(g, members), mois=g[2]) for g, members in groupes.items()}
        kept = [line for members in groupes.values() for line in members]
        flagged = {cle for one in find_soupcons(kept, limites=limites) for cle in one.cles}
        for groupe, members in groupes.items():
            paid = [self.payees.get((s, *groupe)) for s in {m.structure for m in members}]
            ceiling = max((heures for heures in paid if heures is not None), default=Decimal(300))
            if len(members) > 1 and sum(m.heures for m in members) > ceiling:
                assert {m.cle for m in members} <= flagged

    def _list_bulletins(self, groupe: Groupe, members: list[Ligne]) -> list[Bulletin]:
        structures = sorted({m.structure for m in members})
        return [Bulletin(s, DEBUT, None, self.payees.get((s, *groupe))) for s in structures]

    @invariant()
    def what_is_declared_outside_is_in_the_hours_and_in_nobody(self) -> None:
        total = sum((line.heures for line, _ in self.lignes), self.dehors)
        assert total == sum(self._sum_by_structure().values(), self.dehors)
        assert count_distincts((self.creditrices[li.cle], li.participant) for li, _ in self.lignes).reseau <= 3

    @invariant()
    def one_pilote_at_any_date(self) -> None:
        for jours in (0, 1, 15, 45):
            jour = self.jour + timedelta(days=jours)
            pilotes = [s for s in range(1, 6) if rules.find_role(self.suivis, structure=s, on=jour) is R.PILOTE]
            assert len(pilotes) == 1

    @invariant()
    def the_origin_never_loses_its_file(self) -> None:
        assert self.role(1) is not None

    @invariant()
    def parts_and_the_undistributed_make_the_whole(self) -> None:
        assert sum(self.repartition.parts.values()) + self.repartition.non_reparti == self.repartition.total
        assert all(h >= 0 for h in self.repartition.parts.values())
        assert self.repartition.non_reparti >= 0

    @invariant()
    def whoever_answers_for_hours_follows_the_lot(self) -> None:
        for structure, heures in self.repartition.parts.items():
            assert not heures or self.role(structure) in (R.PILOTE, R.PARTICIPANTE)

    @invariant()
    def hours_add_up_by_structure(self) -> None:
        assert sum(self._sum_by_structure().values()) == sum(line.heures for line, _ in self.lignes)

    @invariant()
    def nobody_is_counted_twice(self) -> None:
        personnes = count_distincts((self.creditrices[li.cle], li.participant) for li, _ in self.lignes)
        assert personnes.reseau == len({li.participant for li, _ in self.lignes})
        contrats = count_distincts((self.creditrices[li.cle], contrat) for li, contrat in self.lignes)
        assert contrats.reseau == len({contrat for _, contrat in self.lignes})
        lots = count_distincts((self.creditrices[li.cle], li.lot) for li, _ in self.lignes)
        assert lots.reseau == len({li.lot for li, _ in self.lignes})
        assert personnes.ecart >= 0 <= contrats.ecart

    @precondition(lambda self: len(self.lignes) > 1)
    @invariant()
    def hours_told_twice_are_always_found(self) -> None:
        found = find_soupcons(line for line, _ in self.lignes)
        flagged = {cle for one in found for cle in one.cles}
        for one, _ in self.lignes:
            for two, _ in self.lignes:
                same_lot = one.lot == two.lot and one.groupe == two.groupe
                if one.cle < two.cle and min(one.heures, two.heures) > 0 and same_lot:
                    assert {one.cle, two.cle} <= flagged


UnLotPartage.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
test_un_lot_partage_ne_compte_rien_deux_fois = UnLotPartage.TestCase
