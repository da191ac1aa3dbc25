"""Whom to see this week, in which order, and why. The rank orders the reasons, never the person: it is not a score.

The first reason is the most pressing one, and it alone ranks, with its date; nothing is added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.suivi import ICONES_MOTIF, TONS_MOTIF, Motif
from maillage.parcours.rules.contacts import Niveau, assess_contact
from maillage.parcours.rules.contrats import is_echu
from maillage.socle.parametres import fixe
from maillage.socle.typographie import JOURS, write_date_courte, write_date_proche

_SOURCE = "proposé par le projet"
ETAPE = fixe("priorite.etape", "étape signalée avant sa fin", "jours", 7, _SOURCE, a_confirmer=True)
TITRE = fixe("priorite.titre", "titre de séjour signalé avant sa fin", "jours", 90, _SOURCE, a_confirmer=True)
INSECABLE = "\u00a0"
RANGS: dict[Motif, int] = {motif: rang for rang, motif in enumerate(Motif)}
ALERTES = {
    Niveau.ROUGE: Motif.CONTACT_ROUGE,
    Niveau.ORANGE: Motif.CONTACT_ORANGE,
    Niveau.A_PREVOIR: Motif.FREQUENCE,
}


@dataclass(frozen=True, slots=True)
class Raison:
    """`le`: the day it bears on, and `heure` when there is one; `phrase`: what is read."""

    motif: Motif
    le: date
    phrase: str
    heure: time = time.min


@dataclass(frozen=True, slots=True)
class Signaux:
    """What is known of one file. `prochain`: the next rendez-vous, in local time; the rest, the nearest date of each."""

    etat: EtatParcours
    entree: date
    frequence: int
    dernier: date | None = None
    prochain: datetime | None = None
    a_renseigner: date | None = None
    contrat_depuis: date | None = None
    contrat_terme: date | None = None
    etape_fin: date | None = None
    suivi_le: date | None = None
    titre_echeance: date | None = None
    objectif_le: date | None = None


def find_fin_de_semaine(on: date) -> date:
    """The Sunday of that week."""
    return on + timedelta(days=6 - on.weekday())


def list_raisons(signaux: Signaux, *, on: date) -> list[Raison]:
    """Why to see this person this week, the most pressing first; empty when it can wait."""
    fin = find_fin_de_semaine(on)
    found: list[Raison] = []
    prochain = signaux.prochain.date() if signaux.prochain else None
    if signaux.prochain is not None and prochain is not None and on <= prochain <= fin:
        heure = f"{signaux.prochain.hour}{INSECABLE}h{INSECABLE}{signaux.prochain.minute:02}".removesuffix(
            f"{INSECABLE}00"
        )
        day = JOURS[prochain.weekday()] if (prochain - on).days > 1 else write_date_proche(prochain, today=on)
        found.append(Raison(Motif.RENDEZ_VOUS, prochain, f"Rendez-vous {day} à {heure}", signaux.prochain.time()))
    if signaux.a_renseigner is not None and signaux.a_renseigner < on:
        said = write_date_proche(signaux.a_renseigner, today=on)
        found.append(Raison(Motif.A_RENSEIGNER, signaux.a_renseigner, f"Présence au rendez-vous ({said}) à renseigner"))
    alerte = assess_contact(
        etat=signaux.etat, entree=signaux.entree, dernier=signaux.dernier, frequence=signaux.frequence,
        prochain=prochain, on=on,
    )  # fmt: skip
    if alerte.niveau in ALERTES:
        since = on - timedelta(days=alerte.jours)
        said = f"{alerte.jours} jours sans contact" if signaux.dernier else f"Jamais vu·e, {alerte.jours} jours"
        found.append(Raison(ALERTES[alerte.niveau], since, said))
    if signaux.suivi_le is not None and signaux.suivi_le <= fin:
        found.append(_date(Motif.SUIVI_EMPLOI, "Point de suivi en emploi", signaux.suivi_le, on))
    if signaux.titre_echeance is not None:
        said = "Titre de séjour échu" if signaux.titre_echeance < on else "Titre de séjour à renouveler"
        if signaux.titre_echeance <= on + timedelta(days=TITRE.get(on=on).valeur):
            found.append(_date(Motif.TITRE, said, signaux.titre_echeance, on))
    if signaux.contrat_depuis is not None:
        said = f"Contrat à signer, prêt le {write_date_courte(signaux.contrat_depuis)}"
        found.append(Raison(Motif.CONTRAT, signaux.contrat_depuis, said))
    elif is_echu(signaux.contrat_terme, on=on):
        assert signaux.contrat_terme is not None
        said = f"Contrat prévu jusqu’au {write_date_courte(signaux.contrat_terme)} : à renouveler"
        found.append(Raison(Motif.TERME, signaux.contrat_terme, said))
    if signaux.etape_fin is not None and signaux.etape_fin <= on + timedelta(days=ETAPE.get(on=on).valeur):
        said = "Étape à clore" if signaux.etape_fin < on else "Étape qui se termine"
        found.append(_date(Motif.ETAPE, said, signaux.etape_fin, on))
    if signaux.objectif_le is not None and signaux.objectif_le <= fin:
        found.append(_date(Motif.OBJECTIF, "Objectif à échéance", signaux.objectif_le, on))
    return sorted(found, key=lambda raison: (RANGS[raison.motif], raison.le))


def get_cle(raisons: Sequence[Raison]) -> tuple[int, date, time]:
    """By which the people to see are ordered: the first reason, then its date and hour, the oldest first."""
    return RANGS[raisons[0].motif], raisons[0].le, raisons[0].heure


def dress(raison: Raison) -> dict[str, str]:
    """As a badge says it."""
    return {"texte": raison.phrase, "ton": TONS_MOTIF[raison.motif], "icone": ICONES_MOTIF[raison.motif]}


def _date(motif: Motif, said: str, le: date, on: date) -> Raison:
    return Raison(motif, le, f"{said} ({write_date_proche(le, today=on)})")
