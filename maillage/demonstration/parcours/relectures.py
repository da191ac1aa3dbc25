"""What surrounds the notes of the fiction: two people who chose a reader, a year of alerts shown at typing."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from maillage.comptes.models import Compte
from maillage.demonstration.parcours.lignes import Dossier
from maillage.demonstration.parcours.lot import Lot
from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.models import Entretien, LecteurDeNotes, Note, ReleveAlertes
from maillage.parcours.nomenclatures.accompagnement import NiveauNote, Presence
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.participants.nomenclatures.droits import Support
from maillage.socle.dates import add_months

# (shown, confirmed, removed) in a month, by rule.
ALERTES = {"sante": (7, 2, 4), "addictions": (2, 0, 2), "coordonnees": (4, 1, 3), "jugements": (1, 0, 1)}
FAITS = "La personne est hébergée par un proche jusqu’à la fin du mois."
SUITES = "Prendre rendez-vous avec le service logement avant le 15."
JOURS = (9, 16)


def add_relectures(lot: Lot, dossiers: list[Dossier], lecteurs: dict[str, Compte], *, today: date) -> None:
    """`lecteurs`: by the name of the référent, whom the first person of theirs lets read their social notes."""
    for jours, (referent, compte) in zip(JOURS, lecteurs.items(), strict=False):
        suivi = next(
            (d for d in dossiers if d.parcours.etat == EtatParcours.ACTIF and str(d.get_referent(today)) == referent),
            None,
        )
        if suivi is not None:
            _confide(lot, suivi, compte, le=today - timedelta(days=jours), today=today)
    for rang in range(12):
        for famille, (montrees, confirmees, retirees) in ALERTES.items():
            lot.add(
                ReleveAlertes, mois=add_months(today.replace(day=1), -rang), famille=famille,
                lexique=load_lexiques().version, montrees=montrees + rang % 3, confirmees=confirmees, retirees=retirees,
            )  # fmt: skip


def _confide(lot: Lot, dossier: Dossier, compte: Compte, *, le: date, today: date) -> None:
    referent = dossier.get_referent(today)
    entretien = lot.add(
        Entretien, parcours=dossier.parcours, referent=referent, debut=make_aware(datetime.combine(le, time(10))),
        duree=45, presence=Presence.VENU,
    )  # fmt: skip
    dossier.parcours.dernier_contact = max(dossier.parcours.dernier_contact or le, le)
    lot.add(Note, entretien=entretien, niveau=NiveauNote.SOCIALE, scelle={"faits": FAITS, "actions": SUITES})
    lot.add(
        LecteurDeNotes, personne=dossier.personne, lecteur=compte, donne_le=le, support=Support.PAPIER,
        auteur=referent.compte_id,
    )  # fmt: skip
