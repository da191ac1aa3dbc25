"""What the fictitious opérateurs offer: actions, sessions and places; the sheet of the workshop under way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.demonstration.parcours.equipe import ACTIONS, ActionFictive
from maillage.demonstration.parcours.etapes import EtapeFictive
from maillage.demonstration.parcours.lignes import Dossier
from maillage.demonstration.parcours.lot import Lot
from maillage.parcours.models import Action, Emargement, Positionnement, Session
from maillage.parcours.nomenclatures.etapes import EtatPositionnement, Financement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.reseau.models import Organisation

OUVERTURE_JOURS = 3 * 365
PRESENTS = 9
SEMAINES_EMARGEES = 3
OPERATION = "VAL-2024-01 (fictive)"


@dataclass(slots=True)
class Offre:
    """`places`: those left in each session; an étape of the same type, on about the same days, takes one."""

    lot: Lot
    today: date
    referent_etape: int | None = None
    sessions: dict[str, list[tuple[ActionFictive, Action, Session]]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    inscrits: set[tuple[int, int]] = field(default_factory=set)
    atelier: tuple[ActionFictive, Action, Session] | None = None

    def find_place(self, dossier: Dossier, etape: EtapeFictive) -> dict[str, Any]:
        for fiche, action, session in self.sessions.get(etape.type, ()):
            place = (id(dossier.parcours), id(session))
            if place in self.inscrits:
                continue
            if abs((session.du - etape.prevu_du).days) <= fiche.tous // 2 and self.places[id(session)] > 0:
                if dossier.chance.random() < 0.35:
                    break
                self.places[id(session)] -= 1
                self.inscrits.add(place)
                return self._describe(fiche, action, session)
        return {}

    def _describe(self, fiche: ActionFictive, action: Action, session: Session) -> dict[str, Any]:
        return {
            "action": action, "session": session, "operateur": action.operateur, "intitule": action.intitule,
            "financement": fiche.financement, "operation_fse": action.operation_fse,
            "referent_etape": self.referent_etape if fiche.operateur == "atelier" else None,
        }  # fmt: skip

    def fill_atelier(self, dossiers: list[Dossier]) -> None:
        """People in the workshop under way today, with its signed sheets of the last weeks."""
        if self.atelier is None:
            return
        fiche, action, session = self.atelier
        present = [d for d in dossiers if d.parcours.etat == EtatParcours.ACTIF and d.plan.silence is None][4::7]
        for dossier in present[:PRESENTS]:
            debut = max(session.du, dossier.plan.entree)
            etape = self.lot.add(
                Positionnement, parcours=dossier.parcours, type=fiche.type, etat=EtatPositionnement.EN_COURS,
                propose_le=debut, prevu_du=session.du, prevu_au=session.au, debut=debut,
                heures_prevues=fiche.heures, **self._describe(fiche, action, session),
            )  # fmt: skip
            for day in self._list_seances(session):
                if day >= debut and day < self.today:
                    is_present = dossier.chance.random() < 0.88
                    heures = Decimal("3.5") if is_present else Decimal(0)
                    self.lot.add(
                        Emargement, positionnement=etape, le=day, demi_journee="matin", heures=heures,
                        is_present=is_present,
                    )  # fmt: skip
                    etape.heures_realisees = (etape.heures_realisees or 0) + heures

    def _list_seances(self, session: Session) -> list[date]:
        days = [session.du + timedelta(days=step) for step in range((session.au - session.du).days + 1)]
        return [day for day in days if day.weekday() in (1, 3)]


def add_offre(lot: Lot, organisations: dict[str, Organisation], *, today: date, referent_etape: int | None) -> Offre:
    offre = Offre(lot, today, referent_etape)
    since = today - timedelta(days=OUVERTURE_JOURS)
    for fiche in ACTIONS:
        action = lot.add(
            Action, intitule=fiche.intitule, type=fiche.type, operateur=organisations[fiche.operateur],
            financement=fiche.financement, heures=fiche.heures, du=since,
            operation_fse=OPERATION if fiche.financement is Financement.PLIE_FSE else "",
        )  # fmt: skip
        day = since
        while day <= today + timedelta(days=60):
            au = day + timedelta(days=fiche.jours)
            session = lot.add(
                Session, action=action, du=day, au=au, places=fiche.places, lieu="Valombre-la-Ville (commune fictive)"
            )
            offre.sessions.setdefault(fiche.type, []).append((fiche, action, session))
            offre.places[id(session)] = fiche.places
            day += timedelta(days=fiche.tous)
    fiche = ACTIONS[1]
    du = today - timedelta(days=7 * SEMAINES_EMARGEES)
    known = offre.sessions[fiche.type][0][1]
    session = lot.add(
        Session, action=known, du=du, au=today + timedelta(days=21), places=fiche.places, lieu="L’Atelier du Pont"
    )
    offre.atelier = (fiche, known, session)
    return offre
