"""The objects of the matrix: jobs, points of follow-up, exits and suspensions of a file within reach."""

from django.utils.timezone import localdate

from maillage.parcours.actions.formations import open_formation
from maillage.parcours.actions.points import make_lien
from maillage.parcours.actions.sorties import validate_sortie
from maillage.parcours.actions.suspensions import propose_suspension
from maillage.parcours.models import Justificatif, Parcours, PointDeSuivi, Sortie, SortieLocale
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import MotifSuspension
from maillage.socle.dates import add_months
from tests.matrice.objets import Pour, objet
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_sorties import make_emploi, make_formation, make_sortie_proposee, set_etat
from tests.socle.pieces.fichiers import make_piece


def find_dossier(pour: Pour, *etats: EtatParcours) -> tuple[Parcours, bool]:
    """One of the person who asks, in one of these states; true when it was just made, active."""
    referent = make_referent(pour.dispositif, compte=pour.compte)
    found = Parcours.objects.filter(dispositif=pour.dispositif, referent=referent, etat__in=etats).first()
    if found is not None:
        return found, False
    return set_etat(make_parcours(pour.dispositif, referent=referent), EtatParcours.ACTIF), True


@objet(
    "parcours:declarer_emploi", "parcours:ajouter_piece", "parcours:suivre_formation", "parcours:proposer_sortie",
    "parcours:relancer", "parcours:suspendre", "parcours:transferer",
)  # fmt: skip
def actif(pour: Pour) -> dict[str, object]:
    return {"uuid": find_dossier(pour, EtatParcours.ACTIF)[0].uuid}


def make_point(pour: Pour) -> PointDeSuivi:
    parcours, is_new = find_dossier(pour, EtatParcours.EN_EMPLOI_SUIVI)
    if is_new:
        make_emploi(parcours)
    return PointDeSuivi.objects.filter(suivi__parcours=parcours).order_by("rang")[0]


@objet("parcours:decrire_emploi", "parcours:finir_emploi")
def emploi(pour: Pour) -> dict[str, object]:
    return {"uuid": make_point(pour).suivi.emploi.uuid}


@objet("parcours:point", "parcours:creer_lien", "parcours:rappeler")
def point(pour: Pour) -> dict[str, object]:
    return {"uuid": make_point(pour).uuid}


@objet("parcours:repondre", partage="le lien signé est la clé : qui l’a reçu répond, sans compte")
def reponse(pour: Pour) -> dict[str, object]:
    found = make_point(pour)
    return {"lien": make_lien(by=make_coordinateur(pour.dispositif), point=found)}


@objet("parcours:deposer", partage="le lien signé est la clé : qui l’a reçu envoie son document, sans compte")
def depot(pour: Pour) -> dict[str, object]:
    return {"lien": make_lien(by=make_coordinateur(pour.dispositif), point=make_point(pour))}


@objet("parcours:justificatif", "parcours:justificatif_fichier")
def justificatif(pour: Pour) -> dict[str, object]:
    parcours, _ = find_dossier(pour, EtatParcours.ACTIF)
    piece = make_piece(dispositif=pour.dispositif, compte=pour.compte, is_de_dossier=True)
    row = Justificatif.objects.create(
        dispositif=pour.dispositif, parcours=parcours, nature="bulletin", fichier=piece, le=localdate(),
        etat="a_confirmer",
    )  # fmt: skip
    return {"uuid": row.uuid}


@objet("parcours:sorties_locales_fin")
def sortie_locale(pour: Pour) -> dict[str, object]:
    made, _ = SortieLocale.objects.get_or_create(
        dispositif=pour.dispositif, libelle="Service civique", defaults={"national": "AP", "du": localdate()}
    )
    return {"uuid": made.uuid}


@objet("parcours:finir_formation")
def formation(pour: Pour) -> dict[str, object]:

    parcours, is_new = find_dossier(pour, EtatParcours.EN_FORMATION_SUIVIE)
    if is_new:
        etape = make_formation(parcours)
        open_formation(
            by=make_coordinateur(pour.dispositif), parcours=parcours, etape=etape, certification="Titre d’essai",
            fin_prevue=add_months(localdate(), 2), today=localdate(),
        )  # fmt: skip
    return {"uuid": parcours.uuid}


@objet("parcours:suite_suspension")
def suspension(pour: Pour) -> dict[str, object]:
    parcours, is_new = find_dossier(pour, EtatParcours.SUSPENDU)
    if is_new:
        today = localdate()
        propose_suspension(
            by=make_coordinateur(pour.dispositif), parcours=parcours, motif=MotifSuspension.PARENTAL, du=today,
            fin_prevue=add_months(today, 2), today=today,
        )  # fmt: skip
    return {"uuid": parcours.uuid}


def make_sortie(pour: Pour) -> Sortie:
    parcours, is_new = find_dossier(pour, EtatParcours.SORTIE_PROPOSEE)
    if is_new:
        make_sortie_proposee(parcours, on=localdate())
    return Sortie.objects.get(parcours=parcours)


@objet("parcours:decider_sortie", "parcours:inscrire_sortie", "parcours:annuler_sortie")
def sortie(pour: Pour) -> dict[str, object]:
    return {"uuid": make_sortie(pour).uuid}


@objet("parcours:reintegrer")
def sorti(pour: Pour) -> dict[str, object]:

    parcours, is_new = find_dossier(pour, EtatParcours.SORTI_SANS_SUITE)
    if is_new:
        today = localdate()
        made = make_sortie_proposee(parcours, on=today)
        validate_sortie(
            by=make_coordinateur(pour.dispositif), sortie=made, le=today, motif="", derogation="essai", today=today
        )
    return {"uuid": parcours.uuid}
