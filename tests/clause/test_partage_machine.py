"""The same, played on the real actions and the real database: whatever the order, nothing is counted twice or lost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.clause.actions import arbitrages, credits, lots, partages, suivis, validations
from maillage.clause.actions.agreges import withdraw_agrege
from maillage.clause.actions.doublons import show_doublons
from maillage.clause.actions.heures_payees import record_payees
from maillage.clause.actions.ressemblances import give_avis, refresh_ressemblances
from maillage.clause.models import (
    DemandePartage,
    Doublon,
    Eligibilite,
    Entreprise,
    LigneAgregee,
    LigneEnDouble,
    LigneHeures,
    MiseEmploi,
    PartEngagement,
    ReleveAgrege,
    Repartition,
    Ressemblance,
)
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.heures import MotifRejet
from maillage.clause.nomenclatures.partage import EtatDemande, Methode, RoleSuivi, Sens
from maillage.clause.nomenclatures.ressemblances import AvisRessemblance
from maillage.clause.portee import select_suivis
from maillage.clause.queries import partage as queries
from maillage.clause.queries.credits import list_lignes
from maillage.clause.queries.marches import get_lot
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.queries.ressemblances import list_cotes
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import Refus
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import (
    MOIS,
    make_eligibilite,
    make_emploi,
    make_entreprise,
    make_ligne,
    make_lot_notifie,
    make_personne,
)
from tests.clause.usine_doublons import ALIX, PASSERELLE
from tests.clause.usine_partage import make_suivi, make_trio

QUI = st.sampled_from(["pilote", "participante", "observatrice", "etrangere"])
LOTS = st.sampled_from(["partage", "autre"])
DEUX = st.sampled_from(["pilote", "participante"])
ZERO = Decimal(0)
REFUS = (Refus, DroitRefuse, partages.suivis.Lot.DoesNotExist)


class LotEnBase(RuleBasedStateMachine):
    """Refusals are part of the play: what they refuse must leave nothing behind."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(qui=st.sampled_from([(), ("pilote",), ("pilote", "participante"), ("participante", "pilote")]))
    def open(self, qui: tuple[str, ...]) -> None:
        self.trio = make_trio(heures=1000)
        self.jour = localdate()
        autre = make_lot_notifie(self.get("etrangere"))
        make_suivi(autre, self.get("pilote"), RoleSuivi.PARTICIPANTE)
        self.lots = {"partage": self.trio.lot, "autre": autre}
        self.actors = (self.trio.pilote, self.trio.participante, self.trio.observatrice, self.trio.etrangere)
        self.faites: dict[UUID, tuple[Decimal, bool]] = {}
        for who in qui:  # most of the play begins with hours told twice
            self.work_together(who, 90, "partage", is_inversee=False)

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
        row = make_ligne(emploi, self.trio.lot, heures, statut="validee")
        self.faites[row.uuid] = (Decimal(heures), True)

    @rule(who=QUI, heures=st.integers(1, 150), ou=LOTS, is_inversee=st.booleans())
    def work_together(self, who: str, heures: int, ou: str, is_inversee: bool) -> None:
        """The same person everywhere, whose birthday some type the other way round; declared."""
        structure, lot = self.get(who), self.lots[ou]
        values = ALIX | ({"date_naissance": date(1988, 4, 3)} if is_inversee else {})
        personne = Personne.objects.filter(dispositif=structure, **values).first() or make_personne(structure, **values)
        if not Eligibilite.objects.filter(personne=personne).exists():
            make_eligibilite(personne)
        employeur, _ = Entreprise.objects.get_or_create(
            dispositif=structure, nom=PASSERELLE["nom"], siret=PASSERELLE["siret"]
        )
        emploi = MiseEmploi.objects.filter(personne=personne).first() or make_emploi(personne, employeur=employeur)
        if not emploi.lots.filter(lot=lot).exists():
            emploi.lots.create(dispositif=structure, lot=lot, entreprise=employeur, coefficient=Decimal(1))
        if not LigneHeures.objects.filter(mise_emploi=emploi, lot=lot).exists():
            make_ligne(emploi, lot, heures)

    @rule(who=QUI, heures=st.integers(0, 300))
    def read_pay_slip(self, who: str, heures: int) -> None:
        by = getattr(self.trio, who)
        contrats = MiseEmploi.objects.filter(dispositif=by.dispositif, lignes__isnull=False).distinct()
        payees: dict[UUID, Decimal | None] = {contrat.uuid: Decimal(heures) for contrat in contrats[:2]}
        record_payees(by=by, mois=MOIS, payees=payees, lue=None, today=self.jour)

    @rule(who=QUI)
    def validate(self, who: str) -> None:
        by = getattr(self.trio, who)
        uuids = list(LigneHeures.objects.filter(dispositif=by.dispositif).values_list("uuid", flat=True))
        before = set(LigneHeures.objects.filter(statut="validee").values_list("uuid", flat=True))
        validations.validate_lignes(by=by, lignes=uuids, today=self.jour, verifiees=True)
        after = set(LigneHeures.objects.filter(statut="validee").values_list("uuid", flat=True))
        waiting = LigneEnDouble.objects.filter(doublon__arbitrage="").values_list("ligne", flat=True)
        assert before <= after  # nothing is undone
        assert not (after - before) & set(waiting)  # nothing that waits for a pilote is counted

    @rule(rang=st.integers(0, 3), choix=st.integers(0, 3), retenue=st.integers(0, 3), who=st.none() | QUI)
    def arbitrate(self, rang: int, choix: int, retenue: int, who: str | None) -> None:
        """By the pilote of the lot, with what its lines allow; now and then by somebody else, who is refused."""
        waiting = list(Doublon.objects.filter(arbitrage="").order_by("pk"))
        if not waiting:
            return
        doublon = waiting[rang % len(waiting)]
        pilote = queries.select_presentes(doublon.lot, RoleSuivi.PILOTE).get()
        structures = sorted({line.structure_id for line in doublon.lignes.all()})
        possibles = arbitrages.list_arbitrages(doublon, structures=len(structures))
        by = getattr(self.trio, who) if who else next(one for one in self.actors if one.dispositif == pilote.pk)
        try:
            with transaction.atomic():
                arbitrages.arbitrate(
                    by=by, doublon=doublon, arbitrage=possibles[choix % len(possibles)], motif="Relevé vu.", today=self.jour,
                    retenue=Dispositif.objects.get(pk=structures[retenue % len(structures)]),
                )  # fmt: skip
        except REFUS:
            return
        assert by.dispositif == pilote.pk

    @rule(who=DEUX, vers=DEUX, sens=st.sampled_from(list(Sens)), is_acceptee=st.booleans())
    def change_credit(self, who: str, vers: str, sens: Sens, is_acceptee: bool) -> None:
        by, autre = getattr(self.trio, who), getattr(self.trio, vers)
        before = self.sum_lignes()
        try:
            with transaction.atomic():
                lot = get_lot(by, self.trio.lot.uuid)
                lignes = [one.uuid for one in list_lignes(by, lot, sens)][:2]
                demande = credits.ask_credit(
                    by=by, lot=lot, sens=sens, autre=self.get(vers), lignes=lignes, message="", today=self.jour
                )
                if is_acceptee:
                    partages.accept(by=autre, demande=demande, today=self.jour)
        except REFUS:
            pass
        assert self.sum_lignes() == before

    @rule(heures=st.integers(1, 400), mois=st.integers(1, 6))
    def declare_outside(self, heures: int, mois: int) -> None:
        """Twice the same month is refused by the base itself."""
        try:
            with transaction.atomic():
                row = make_agrege(self.trio.lot, heures=heures, mois=date(2026, mois, 1))
                row.lignes.update(cle="dehors")
        except IntegrityError:
            pass

    @rule(who=QUI)
    def take_back_outside(self, who: str) -> None:
        row = ReleveAgrege.objects.filter(retire_le=None).first()
        if row is not None:
            try:
                with transaction.atomic():
                    withdraw_agrege(by=getattr(self.trio, who), releve=row, motif="Erreur.", today=self.jour)
            except REFUS:
                pass

    @rule(who=QUI, avis=st.sampled_from(list(AvisRessemblance)))
    def recognise(self, who: str, avis: AvisRessemblance) -> None:
        refresh_ressemblances(today=self.jour)
        before = Personne.objects.count()
        for cote in list_cotes(getattr(self.trio, who)):
            give_avis(by=getattr(self.trio, who), ressemblance=cote.ressemblance, avis=avis, today=self.jour)
        assert Personne.objects.count() == before  # never a merge

    @rule(who=QUI)
    def reject(self, who: str) -> None:
        by = getattr(self.trio, who)
        uuids = list(LigneHeures.objects.filter(dispositif=by.dispositif).values_list("uuid", flat=True))
        validations.reject_lignes(by=by, lignes=uuids[-1:], motif=MotifRejet.ERREUR, today=self.jour)

    def sum_lignes(self) -> Decimal:
        return LigneHeures.objects.exclude(statut="rejetee").aggregate(total=Sum("heures_reelles"))["total"] or ZERO

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
        """Against a recount that knows nothing of ours: lines, declared totals, people told to be one by both."""
        lot = self.trio.lot
        lignes = list(LigneHeures.objects.filter(lot=lot, statut="validee").select_related("mise_emploi"))
        dehors = LigneAgregee.objects.filter(lot=lot, is_retiree=False).aggregate(total=Sum("heures"))["total"] or ZERO
        pilote = queries.select_presentes(lot, RoleSuivi.PILOTE).get().pk
        acteur = next(one for one in self.actors if one.dispositif == pilote)
        found = read_realise(acteur, get_lot(acteur, lot.uuid), on=self.jour)
        total = sum((ligne.heures_reelles for ligne in lignes), ZERO)
        assert found.validees == total + dehors
        assert found.validees == sum(f.validees for f in found.faites) + sum(f.heures for f in found.externes)
        assert found.contrats.reseau == len({ligne.mise_emploi_id for ligne in lignes})
        assert found.personnes.reseau == len({self.recognise_naively(li.mise_emploi.personne_id) for li in lignes})
        assert sum(h for h, statut in self.faites.values() if statut) == sum(
            li.heures_reelles for li in LigneHeures.objects.filter(uuid__in=self.faites)
        )

    def recognise_naively(self, personne: int) -> object:
        """Whom a human would take for one: the same identity, or two files that both structures said to be one."""
        said: dict[UUID, set[int]] = {}
        for row in Ressemblance.objects.filter(avis="meme"):
            said.setdefault(row.paire, set()).add(row.personne_id)
        together = {personne}
        identites = {p.pk: (p.nom_naissance, p.prenoms, p.date_naissance) for p in Personne.objects.all()}
        for _ in identites:
            for both in said.values():
                if len(both) == 2 and both & together:
                    together |= both
            together |= {pk for pk, who in identites.items() if who in {identites[one] for one in together}}
        return min(together)

    @invariant()
    def whatever_is_counted_twice_was_shown_to_the_pilote_of_each_lot(self) -> None:
        """On one lot, or for more than was paid, in two structures: a human has it before their eyes."""
        show_doublons(self.trio.pilote, mois=MOIS, today=self.jour)
        rows = list(
            LigneHeures.objects.filter(statut="validee", mois=MOIS).select_related(
                "mise_emploi__personne", "mise_emploi__employeur"
            )
        )
        groupes: dict[object, list[LigneHeures]] = {}
        for row in rows:
            if row.mise_emploi.employeur.siret == PASSERELLE["siret"]:
                groupes.setdefault(self.recognise_naively(row.mise_emploi.personne_id), []).append(row)
        shown = set(LigneEnDouble.objects.values_list("ligne", flat=True))
        for members in groupes.values():
            for lot in {row.lot_id for row in members}:
                mine = [row for row in members if row.lot_id == lot]
                if len({row.dispositif_id for row in mine}) > 1:
                    assert {row.uuid for row in mine} <= shown
            if len({row.dispositif_id for row in members}) > 1 and sum(row.heures_reelles for row in members) > 300:
                assert {row.uuid for row in members} <= shown


@pytest.mark.django_db
def test_aucun_ordre_des_gestes_ne_compte_deux_fois_ni_ne_perd_une_heure():
    run_state_machine_as_test(
        LotEnBase,
        settings=settings(
            max_examples=8,
            stateful_step_count=24,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
