"""Two fictitious services of the clause and what each counts: lots they share, contracts, hours, posts, in no particular order."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from maillage.clause.nomenclatures.amont import Programme
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.marches import RoleEntreprise, TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import Jalon, SituationSortie
from maillage.clause.rules.activite.faits import (
    ContratSigne,
    EntrepriseComptee,
    Faits,
    LigneAgregee,
    LigneComptee,
    LotCompte,
)
from maillage.clause.rules.activite.histoire import (
    ContratDate,
    EntreprisePresente,
    HeuresAgregees,
    HeuresDatees,
    Histoire,
    LotSuivi,
    PosteDate,
    RealiseDuLot,
    SortieSuivie,
    SuiviDate,
    date_versions,
)
from maillage.clause.rules.engagements import Version
from maillage.clause.rules.postes import Periode, Poste

SERVICES = ("a", "b")
LOTS = (1, 2, 3)
jours = st.dates(min_value=date(2024, 6, 1), max_value=date(2026, 6, 30))
fins = st.none() | jours
mois = st.sampled_from([date(2024, 12, 1), date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 1), date(2026, 1, 1)])
heures = st.integers(-6000, 20000).map(lambda centiemes: Decimal(centiemes) / 100)
lots = st.sampled_from(LOTS)
entreprises = st.sampled_from(["513", "732", "999"])
statuts = st.none() | st.sampled_from(StatutInsertion)
profils = st.frozensets(st.sampled_from(Profil), max_size=4)


def until(rows: list[Any]) -> list[Any]:
    """Nothing ends before it begins."""
    return [row for row in rows if row.au is None or row.au >= row.du]


@dataclass(frozen=True)
class Service:
    """`versions`: of the engagement of each lot, as they are kept."""

    histoire: Histoire
    versions: dict[int, list[Version]]

    def read(self, structure: str, periode: Periode) -> Faits:
        """As the page of the activity reads it over a period."""
        en_vigueur = [s for s in self.histoire.suivis if s.du <= periode.au and (s.au is None or s.au >= periode.au)]
        suivis = {suivi.lot for suivi in en_vigueur}
        pilotes = {suivi.lot for suivi in en_vigueur if suivi.role is RoleSuivi.PILOTE}
        contrats = {contrat.contrat: contrat for contrat in self.histoire.contrats}
        return Faits(
            structures=frozenset({structure}),
            postes=[
                Poste(p.poste, p.poste, p.fonction, p.quotite, p.du, p.au, structure) for p in self.histoire.postes
            ],
            lots=[
                LotCompte(
                    structure, lot.lot, lot.marche, lot.acheteur, lot.maitre_ouvrage, lot.notifie_le, lot.debut, lot.fin,
                    lot.resilie_le, tuple(self.versions[lot.lot]), lot.operation,
                )
                for lot in self.histoire.lots
                if lot.lot in suivis and lot.notifie_le <= periode.au
            ],
            entreprises=[
                EntrepriseComptee(structure, one.lot, one.entreprise, one.du, one.au)
                for one in self.histoire.entreprises
                if one.lot in suivis
            ],
            lignes=[
                LigneComptee(
                    structure, one.marche, one.contrat, contrats[one.contrat].personne, one.mois, one.heures, one.achat,
                    one.donneur, one.statut_employeur, one.effectif,
                )
                for one in self.histoire.heures
                if one.mois in periode
            ],
            contrats=[
                ContratSigne(structure, c.contrat, c.debut) for c in contrats.values() if c.is_gere and c.is_sur_lot
            ],
            agreges=[
                LigneAgregee(structure, one.lot, one.externe, one.mois, one.heures, 1)
                for one in self.histoire.agregees
                if one.lot in pilotes
            ],
        )  # fmt: skip


@st.composite
def list_lots(draw) -> list[LotSuivi]:
    """The same for whoever follows them."""
    return [
        LotSuivi(
            lot=lot, marche=draw(st.sampled_from(["m1", "m2"])), acheteur=draw(st.sampled_from(["ville", "bailleur"])),
            maitre_ouvrage=draw(st.sampled_from(["ville", "agglo"])), notifie_le=draw(jours), debut=draw(jours),
            achat=draw(st.sampled_from(TypeAchat)), donneur=draw(st.sampled_from(TypeDonneurOrdre)), fin=draw(fins),
            resilie_le=draw(fins), operation=draw(st.none() | st.just(7)), programme=draw(st.sampled_from(Programme)),
            formes=draw(st.frozensets(st.sampled_from(FormeClause), max_size=2)),
        )
        for lot in LOTS
    ]  # fmt: skip


@st.composite
def list_versions(draw) -> dict[int, list[Version]]:
    return {
        lot: [
            Version(numero, du, Decimal(draw(st.integers(0, 900_000))) / 100, Origine.INITIAL)
            for numero, du in enumerate(draw(st.lists(jours, max_size=3)), 1)
        ]
        for lot in LOTS
    }


def few(strategy: Any, combien: int) -> Any:
    return st.lists(strategy, max_size=combien)


@st.composite
def services(draw, rang: int, connus: list[LotSuivi], versions: dict[int, list[Version]]) -> Service:
    """`rang`: keys of one service are not those of another."""
    known = {lot.lot: lot for lot in connus}
    suivis = until(draw(few(st.builds(
        SuiviDate, lot=lots, role=st.sampled_from([RoleSuivi.PILOTE, RoleSuivi.PARTICIPANTE]), du=jours, au=fins,
    ), 4)))  # fmt: skip
    mine = {suivi.lot for suivi in suivis}
    pilotes = draw(st.frozensets(st.sampled_from(sorted(mine)))) if mine else frozenset[int]()
    contrats = [
        draw(st.builds(
            ContratDate, contrat=st.just(rang * 10 + cle), personne=st.integers(rang * 10, rang * 10 + 2), debut=jours,
            type=st.sampled_from(TypeContrat), mode=st.sampled_from(ModeRealisation), employeur=entreprises,
            rome=st.sampled_from(["F1606", "K2204", "", "n’importe"]), profil=profils,
            qpv_adresse=st.sampled_from([True, False, None]), is_gere=st.booleans(), is_sur_lot=st.booleans(),
            is_fin_dite=st.booleans(),
        ))
        for cle in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    contrats = [replace(one, fin=draw(st.none() | st.dates(one.debut, date(2026, 7, 31)))) for one in contrats]
    faites = []
    for lot, contrat in draw(few(st.tuples(lots, st.sampled_from(contrats)), 6)) if contrats else []:
        faites.append(draw(st.builds(
            HeuresDatees, lot=st.just(lot), marche=st.just(known[lot].marche), contrat=st.just(contrat.contrat), mois=mois,
            heures=heures, type=st.sampled_from(TypeHeures), achat=st.just(known[lot].achat),
            donneur=st.just(known[lot].donneur), entreprise=entreprises, statut_employeur=statuts, statut_entreprise=statuts,
            effectif=st.none() | st.sampled_from([12, 199, 200, 249, 250, 4000]),
        )))  # fmt: skip
    agregees = [
        HeuresAgregees(lot, known[lot].marche, "voisin", le, abs(combien), known[lot].achat, known[lot].donneur)
        for lot, le, combien in (draw(few(st.tuples(st.sampled_from(sorted(mine)), mois, heures), 2)) if mine else [])
    ]
    histoire = Histoire(
        lots=[
            LotSuivi(**{nom: getattr(lot, nom) for nom in lot.__slots__} | {"is_pilote": lot.lot in pilotes})
            for lot in connus
            if lot.lot in mine
        ],
        suivis=suivis,
        engagements=[one for lot in mine for one in date_versions(lot, versions[lot])],
        entreprises=until(draw(few(st.builds(
            EntreprisePresente, lot=st.sampled_from(sorted(mine)), entreprise=entreprises,
            role=st.sampled_from(RoleEntreprise), du=jours, au=fins,
        ), 4))) if mine else [],
        contrats=contrats,
        heures=faites,
        agregees=agregees,
        realises=[
            RealiseDuLot(lot, le, abs(combien), contrat)
            for lot, le, combien, contrat in (draw(few(st.tuples(
                st.sampled_from(sorted(pilotes)), mois, heures, st.sampled_from([None, *(one.contrat for one in contrats)]),
            ), 5)) if pilotes else [])
        ],
        postes=until([
            draw(st.builds(
                PosteDate, poste=st.just(rang * 10 + cle), fonction=st.sampled_from(FonctionPoste),
                quotite=st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.8"), Decimal("0.3333")]),
                financement=st.sampled_from(Financement), du=jours, au=fins,
            ))
            for cle in range(draw(st.integers(0, 3)))
        ]),
        sorties=[
            SortieSuivie(contrat.contrat, jalon, le, situation)
            for contrat, jalon, le, situation in draw(few(st.tuples(
                st.sampled_from(contrats), st.sampled_from(Jalon), jours,
                st.none() | st.sampled_from([s for s in SituationSortie if s is not SituationSortie.INJOIGNABLE]),
            ), 3))
        ] if contrats else [],
    )  # fmt: skip
    return Service(histoire, versions)


@st.composite
def mondes(draw) -> dict[str, Service]:
    """Two services that may follow the same lots."""
    connus, versions = draw(list_lots()), draw(list_versions())
    return {nom: draw(services(rang, connus, versions)) for rang, nom in enumerate(SERVICES, 1)}


def share_monde() -> dict[str, Service]:
    """Two services that share, whatever else is drawn, a lot, its market with hours, and who employs."""
    le = date(2025, 6, 2)
    lot = LotSuivi(1, "m1", "ville", "ville", le, le, TypeAchat.TRAVAUX, TypeDonneurOrdre.COMMUNE)
    versions = {1: [Version(1, le, Decimal(500), Origine.INITIAL)]}

    def follow(contrat: int, role: RoleSuivi) -> Service:
        histoire = Histoire(
            lots=[replace(lot, is_pilote=role is RoleSuivi.PILOTE)],
            suivis=[SuiviDate(1, role, le)],
            engagements=date_versions(1, versions[1]),
            contrats=[ContratDate(contrat, contrat, le, TypeContrat.CDD, ModeRealisation.EMBAUCHE_DIRECTE, "513")],
            heures=[
                HeuresDatees(
                    1, "m1", contrat, le.replace(day=1), Decimal(35), TypeHeures.TRAVAIL, lot.achat, lot.donneur, "513"
                )
            ],
        )
        return Service(histoire, versions)

    return {"a": follow(11, RoleSuivi.PILOTE), "b": follow(21, RoleSuivi.PARTICIPANTE)}
