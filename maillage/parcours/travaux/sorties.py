"""Each night, what is ripe is proposed: six months held, a long training, a suspension past its end. Nothing leaves."""

from datetime import date, time, timedelta

from django.utils.timezone import localdate

from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.actions.sorties import Proposition, write_proposition
from maillage.parcours.models import Parcours, Sortie, SuiviEnEmploi, SuiviEnFormation, Suspension
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.queries.sorties import assess_emploi, read_contrats
from maillage.parcours.rules import emploi, sorties
from maillage.socle.acteur import Acteur
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail

CODE = "parcours.sorties"
LOT = 50
SUSPENSION_DEPASSEE = "Suspension au-delà de la date prévue."
ETATS = (EtatParcours.EN_EMPLOI_SUIVI, EtatParcours.EN_FORMATION_SUIVIE, EtatParcours.SUSPENDU)


@travail(CODE, "Propositions de sortie du jour")
def propose_sorties(travail: Travail, curseur: Curseur) -> Curseur | None:
    """One lot of files at a time; a file already proposed, or whose proposal was rejected, is left alone."""
    today = localdate()
    rows = Parcours.objects.filter(etat__in=ETATS, pk__gt=curseur.get("apres", 0)).order_by("pk")[:LOT]
    keys = list(rows.values_list("pk", flat=True))
    done = sum(propose_if_ripe(travail.acteur, key, today=today) for key in keys)
    travail.progression += done
    travail.phrase = f"{travail.progression} sortie(s) proposée(s)."
    return {"apres": keys[-1]} if len(keys) == LOT else None


def propose_if_ripe(by: Acteur, key: int, *, today: date) -> bool:
    parcours = lock_parcours(Parcours(pk=key))
    demande = find_demande(parcours, today=today)
    if demande is None:
        return False
    try:
        write_proposition(by, parcours, demande, today=today)
    except ParcoursRefuse:
        return False  # a condition is missing: the référent sees it in the file, the proposal waits
    return True


def find_demande(parcours: Parcours, *, today: date) -> Proposition | None:
    if parcours.etat == EtatParcours.EN_EMPLOI_SUIVI:
        return find_emploi(parcours, today=today)
    if parcours.etat == EtatParcours.EN_FORMATION_SUIVIE:
        return find_formation_longue(parcours, today=today)
    if parcours.etat == EtatParcours.SUSPENDU:
        return find_suspension_depassee(parcours, today=today)
    return None


def find_emploi(parcours: Parcours, *, today: date) -> Proposition | None:
    suivi = SuiviEnEmploi.objects.filter(parcours=parcours, issue="").first()
    etat = assess_emploi(parcours, suivi, on=today)
    if suivi is None or etat is None or not etat.is_tenu:
        return None
    if Sortie.objects.filter(suivi=suivi, rejetee_le__isnull=False).exists():
        return None
    assert etat.validation is not None  # held
    return Proposition(emploi.find_type(read_contrats(parcours), on=etat.validation - emploi.UN_JOUR))


def find_formation_longue(parcours: Parcours, *, today: date) -> Proposition | None:
    suivi = SuiviEnFormation.objects.filter(parcours=parcours, issue="").first()
    if suivi is None or Sortie.objects.filter(formation=suivi, rejetee_le__isnull=False).exists():
        return None
    if suivi.obtenue_le is not None:
        return Proposition("FQ-CERT")
    faits = sorties.Faits(
        entree=parcours.date_entree, le=today, formation_debut=suivi.debut, formation_fin_prevue=suivi.fin_prevue
    )
    return None if sorties.check_formation_longue(faits, on=today) else Proposition("FQ-LONG")


def find_suspension_depassee(parcours: Parcours, *, today: date) -> Proposition | None:
    running = Suspension.objects.filter(parcours=parcours, repris_le=None, decidee_le__isnull=False).first()
    if running is None or not sorties.is_suspension_depassee(fin_prevue=running.fin_prevue, on=today):
        return None
    return Proposition("SS-AUT", precision=SUSPENSION_DEPASSEE)


periodique(CODE, chaque=timedelta(days=1), a=time(4, 30))
