"""T3 to T6'': the dispositif studies an orientation, says who the person is, and answers."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation
from maillage.parcours.actions.prescriptions import read_fiche
from maillage.parcours.actions.relecture import review_reponse
from maillage.parcours.actions.reponses import answer
from maillage.parcours.models import Orientation, Parcours
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import Critere, MotifNonEntree
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.accueil import assess_contacts, list_contacts
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import accueil, etude, refus
from maillage.parcours.rules import orientation as regles
from maillage.participants.actions.datees import record_adresse, record_datee
from maillage.participants.actions.personnes import register_personne
from maillage.participants.models import Personne, Situation
from maillage.participants.nomenclatures.identite import Reponse
from maillage.participants.nomenclatures.situation import SituationEmploi
from maillage.reseau.queries import find_couverture_par
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun

CHAMPS_COMMUNS = (
    "civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "telephone", "courriel",
)  # fmt: skip


def study_orientation(orientation: Orientation, *, personne: Personne | None, today: date) -> list[etude.Constat]:
    """What the rules say of it on a day, for the page and for the decision alike."""
    commune = orientation.commune
    couverture = find_couverture_par(orientation.dispositif, commune, on=today) if commune else None
    followed = personne is not None and Parcours.objects.filter(personne=personne).ouverts().exists()
    return etude.study(
        read_fiche(orientation), couverture=couverture, commune=commune.nom if commune else "",
        has_parcours_ouvert=followed, today=today,
    )  # fmt: skip


def list_a_verifier(orientation: Orientation, *, on: date) -> list[regles.Manque]:
    """What the dispositif will ask about; of a row saved, or of a form not sent yet."""
    commune = orientation.commune
    couverture = find_couverture_par(orientation.dispositif, commune, on=on) if commune else None
    nom = commune.nom if commune else ""
    return etude.list_a_verifier(read_fiche(orientation), couverture=couverture, commune=nom, today=on)


def list_refus_reception(
    orientation: Orientation, *, personne: Personne | None, derogation: str, le: date | None, today: date
) -> list[regles.Manque]:
    """T3: every reason at once, for the page and for the decision alike."""
    return refus.list_refus_reception(
        study_orientation(orientation, personne=personne, today=today), derogation=derogation, le=le,
        prescription=orientation.date_prescription, today=today,
    )  # fmt: skip


def list_refus_cloture(
    orientation: Orientation, *, motif: MotifNonEntree | str, le: date | None, today: date
) -> list[regles.Manque]:
    """T6', T6'': with what was noted of the rendez-vous missed and of the attempts to reach the person."""
    on = le or today
    return refus.list_refus_cloture(
        motif, assess_contacts(list_contacts(orientation)), le=le, prescription=orientation.date_prescription,
        absences=read_valeur(orientation.dispositif_id, accueil.ABSENCES, on=on),
        relances=read_valeur(orientation.dispositif_id, accueil.RELANCES, on=on), today=today,
    )  # fmt: skip


@transaction.atomic
def ask_complement(
    *, by: Acteur, orientation: Orientation, complement: str, today: date, motif_alerte: str = ""
) -> Orientation:
    permissions.check(by, Droit.ETUDIER_ORIENTATION, orientation)
    orientation = lock_orientation(orientation)
    if not complement.strip():
        raise ParcoursRefuse("Dites ce qu’il manque : le prescripteur le lira.", champ="complement")
    if orientation.auteur is None:
        raise ParcoursRefuse(
            "Cette orientation est venue par un lien, sans compte : appelez la structure, elle ne peut pas y revenir.",
            champ="complement",
        )
    review_reponse(orientation, {"complement": complement}, motif_alerte)
    orientation.complement = complement
    answer(orientation, vers=EtatOrientation.A_COMPLETER, today=today)
    journal.write(by=by, event="parcours.orientation_complement", target=orientation)
    return orientation


@transaction.atomic
def declare_recevable(
    *, by: Acteur, orientation: Orientation, personne: Personne | None, derogation: str, le: date, today: date,
    motif_alerte: str = "",
) -> Orientation:  # fmt: skip
    """A human has said who it is: `personne`, known here already, or somebody new. `le`: the day it was received."""
    permissions.check(by, Droit.ETUDIER_ORIENTATION, orientation)
    orientation = lock_orientation(orientation)
    if personne is not None and personne.dispositif_id != orientation.dispositif_id:
        raise ParcoursRefuse("Cette personne n’est pas connue de ce dispositif.", champ="identite")
    check_aucun(list_refus_reception(orientation, personne=personne, derogation=derogation, le=le, today=today))
    review_reponse(orientation, {"derogation": derogation}, motif_alerte)
    orientation.personne = personne or _register(by, orientation, today=today)
    orientation.derogation, orientation.date_reception = derogation, le
    answer(orientation, vers=EtatOrientation.RECEVABLE, today=today)
    journal.write(
        by=by, event="parcours.orientation_recevable", target=orientation, personne=str(orientation.personne.uuid),
        connue=personne is not None,
    )  # fmt: skip
    return orientation


def _register(by: Acteur, orientation: Orientation, *, today: date) -> Personne:
    """The file of somebody new, with what the orientation says of where they live and of their situation."""
    values = {name: getattr(orientation, name) for name in CHAMPS_COMMUNS}
    personne = register_personne(by=by, dispositif=orientation.dispositif, values=values)
    since = orientation.date_contact or orientation.date_prescription or today
    if orientation.voie or orientation.commune_id:
        record_adresse(
            by=by, personne=personne, du=since, today=today, voie=orientation.voie,
            code_postal=orientation.code_postal, commune=orientation.commune,
        )  # fmt: skip
    known = _read_situation(orientation)
    if known:
        record_datee(Situation, by=by, personne=personne, du=since, values=known, today=today)
    return personne


def _read_situation(orientation: Orientation) -> dict[str, object]:
    known: dict[str, object] = {}
    if orientation.inscrit_le:
        known |= {"inscrit_le": orientation.inscrit_le, "emploi": SituationEmploi.DEMANDEUR_EMPLOI}
    if orientation.niveau:
        known["niveau"] = orientation.niveau
    if Critere.BRSA in orientation.criteres:
        known["brsa"] = Reponse.OUI
    if Critere.PARENT_ISOLE in orientation.criteres:
        known["parent_isole"] = Reponse.OUI
    return known


@transaction.atomic
def close_orientation(
    *, by: Acteur, orientation: Orientation, vers: EtatOrientation, motif: MotifNonEntree | str, reorientation: str,
    le: date, today: date, motif_alerte: str = "",
) -> Orientation:  # fmt: skip
    """T6', T6'': refused, or left without sequel; the prescripteur reads why, and what else is proposed."""
    permissions.check(by, Droit.ETUDIER_ORIENTATION, orientation)
    orientation = lock_orientation(orientation)
    if vers not in (EtatOrientation.REFUSEE, EtatOrientation.SANS_SUITE):
        raise ValueError(f"{vers} does not close an orientation without an entry.")
    check_aucun(list_refus_cloture(orientation, motif=motif, le=le, today=today))
    review_reponse(orientation, {"reorientation": reorientation}, motif_alerte)
    orientation.motif, orientation.reorientation, orientation.date_fin = motif, reorientation, le
    orientation.date_reception = orientation.date_reception or le
    answer(orientation, vers=vers, today=today)
    journal.write(by=by, event="parcours.orientation_close", target=orientation, etat=vers.value, motif=str(motif))
    return orientation
