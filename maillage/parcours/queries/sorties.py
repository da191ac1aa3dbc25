"""Jobs, follow-ups and exits: what the rules judge, and what the pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from maillage.parcours.models import (
    AnneeClose,
    Emploi,
    Justificatif,
    Parcours,
    PointDeSuivi,
    Positionnement,
    Relance,
    Sortie,
    SortieLocale,
    SuiviEnEmploi,
    SuiviEnFormation,
    Suspension,
)
from maillage.parcours.nomenclatures.etapes import TYPES, EtatPositionnement, Issue
from maillage.parcours.nomenclatures.etats import SORTIS, EtatParcours
from maillage.parcours.nomenclatures.pieces import EtatPiece
from maillage.parcours.nomenclatures.sorties import ContratTravail, Piece
from maillage.parcours.portee import DesSiens, build_portee
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import emploi, sorties
from maillage.parcours.rules.parametres_sorties import REOUVERTURE
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

QUALIFIANTES = sorted(code for code, type in TYPES.items() if type.is_formation and type.issue is not Issue.NON)


def read_contrat(row: Emploi) -> emploi.Contrat:
    return emploi.Contrat(
        type=ContratTravail(row.contrat),
        debut=row.debut,
        fin=row.fin,
        quotite=row.quotite,
        is_choisi=row.temps_choisi,
        is_aide_eligible=row.is_aide_eligible,
        fin_prevue=row.fin_prevue,
    )


def read_contrats(parcours: Parcours) -> list[emploi.Contrat]:
    return [read_contrat(row) for row in Emploi.objects.filter(parcours=parcours).order_by("debut", "pk")]


def find_suivi(parcours: Parcours) -> SuiviEnEmploi | None:
    return SuiviEnEmploi.objects.filter(parcours=parcours, issue="").first()


def find_formation(parcours: Parcours) -> SuiviEnFormation | None:
    """The one followed now, or the last one that was validated."""
    rows = SuiviEnFormation.objects.filter(parcours=parcours).exclude(issue="echec")
    return rows.order_by("-debut", "-pk").first()


def select_suspensions(parcours: Parcours) -> QuerySet[Suspension]:
    """The one proposed or in force."""
    return Suspension.objects.filter(parcours=parcours, repris_le=None, refusee_le=None).order_by("pk")


def find_suspension(parcours: Parcours) -> Suspension | None:
    return select_suspensions(parcours).first()


def select_emplois(parcours: Parcours) -> QuerySet[Emploi]:
    """The latest first."""
    return Emploi.objects.filter(parcours=parcours).order_by("-debut", "-pk")


def select_sorties(parcours: Parcours) -> QuerySet[Sortie]:
    """The refused and the undone ones too, the latest first."""
    return Sortie.objects.filter(parcours=parcours).select_related("locale").order_by("-proposee_le", "-pk")


def select_pieces(parcours: Parcours) -> QuerySet[Justificatif]:
    return Justificatif.objects.filter(parcours=parcours).order_by("-le", "-pk")


def select_points(parcours: Parcours) -> QuerySet[PointDeSuivi]:
    """Those of the follow-up under way."""
    return PointDeSuivi.objects.filter(suivi__parcours=parcours, suivi__issue="").order_by("rang")


def find_sortie(parcours: Parcours) -> Sortie | None:
    """The one proposed or decided."""
    return Sortie.objects.filter(parcours=parcours, rejetee_le=None, annulee_le=None).first()


def list_annees_sortie(row: Emploi) -> list[int]:
    """The years of the exits, once decided, that this job gave."""
    rows = Sortie.objects.filter(suivi__emploi=row, rejetee_le=None, annulee_le=None, decidee_le__isnull=False)
    return [day.year for day in rows.values_list("date_sortie", flat=True)]


def list_closes(dispositif: int) -> set[int]:
    return set(AnneeClose.objects.filter(dispositif=dispositif).values_list("annee", flat=True))


def check_annulation(sortie: Sortie, *, on: date) -> str | None:
    """Why an exit decided is not undone (T20); None when it may be. The page says it before the form is filled."""
    parcours = sortie.parcours
    if sortie.decidee_le is None or sortie.annulee_le or EtatParcours(parcours.etat) not in SORTIS:
        return "Cette sortie n’est pas en vigueur."
    if hasattr(parcours, "transfert"):
        return "Le dossier a été transmis à un autre PLIE : ouvrez un nouveau parcours."
    ouvert = Parcours.objects.filter(personne=parcours.personne_id, date_sortie=None).exists()
    return sorties.check_annulation(
        decidee_le=sortie.decidee_le, date_sortie=sortie.date_sortie, closes=list_closes(parcours.dispositif_id),
        has_suivant=ouvert or hasattr(parcours, "suivant"),
        delai=read_valeur(parcours.dispositif_id, REOUVERTURE, on=on), on=on,
    )  # fmt: skip


def list_pieces(parcours: Parcours) -> set[Piece]:
    """Which proofs are received; one that waits to be verified is not."""
    rows = Justificatif.objects.filter(parcours=parcours, etat=EtatPiece.RECUE)
    return {Piece(n) for n in rows.values_list("nature", flat=True)}


def assess_emploi(parcours: Parcours, suivi: SuiviEnEmploi | None, *, on: date) -> emploi.Etat | None:
    if suivi is None:
        return None
    seuils = emploi.Seuils.read(on=on)
    return emploi.assess(read_contrats(parcours), depuis=suivi.debut, on=on, seuils=seuils)


def read_faits(
    parcours: Parcours,
    *,
    le: date,
    on: date,
    sous_motif: str = "",
    precision: str = "",
    sans_appui: bool = False,
    locale: str = "",
) -> sorties.Faits:
    """Everything the rules of an exit look at."""
    contrats, suivi, formation = read_contrats(parcours), find_suivi(parcours), find_formation(parcours)
    seuils = emploi.Seuils.read(on=on)
    etat = emploi.assess(contrats, depuis=suivi.debut, on=on, seuils=seuils) if suivi else None
    etapes = Positionnement.objects.filter(parcours=parcours, debut__isnull=False).order_by("-debut")
    rows = Relance.objects.filter(parcours=parcours)
    return sorties.Faits(
        entree=parcours.date_entree,
        le=le,
        derniere_etape=etapes.values_list("debut", flat=True).first(),
        dernier_contact=parcours.dernier_contact,
        validation=etat.validation if etat and etat.is_tenu else None,
        is_saison_tenue=emploi.is_saison_tenue(contrats, on=on, seuils=seuils),
        is_ai_tenue=emploi.is_ai_tenue(
            contrats, naissance=parcours.personne.date_naissance, souhaite=sans_appui, on=on
        ),
        is_immatriculee=Emploi.objects.filter(parcours=parcours, contrat=ContratTravail.CREATION)
        .exclude(siret="")
        .exists(),
        formation_debut=formation.debut if formation else None,
        formation_fin_prevue=formation.fin_prevue if formation else None,
        obtenue_le=formation.obtenue_le if formation else None,
        rappels=[sorties.Rappel(r.le, r.canal, r.is_avertissement) for r in rows],
        sous_motif=sous_motif,
        precision=precision,
        locale=locale,
        pieces=list_pieces(parcours),
    )


def list_formations_ouvrables(parcours: Parcours) -> QuerySet[Positionnement]:
    """The qualifying étapes under way."""
    return Positionnement.objects.filter(
        parcours=parcours, type__in=QUALIFIANTES, etat=EtatPositionnement.EN_COURS, debut__isnull=False
    ).order_by("debut")


def get_emploi(acteur: Acteur, uuid: UUID, *, on: date) -> Emploi:
    rows = Emploi.objects.select_related("parcours__personne").filter(dispositif=acteur.dispositif)
    return rows.get(uuid=uuid, parcours__in=Parcours.objects.filter(build_portee(acteur, on=on)))


def get_point(acteur: Acteur, uuid: UUID, *, on: date) -> PointDeSuivi:
    rows = PointDeSuivi.objects.select_related("suivi__parcours__personne", "suivi__emploi")
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    return rows.get(uuid=uuid, dispositif=acteur.dispositif, suivi__parcours__in=reach)


def list_points(parcours: Parcours) -> list[PointDeSuivi]:
    return list(select_points(parcours).select_related("suivi__emploi"))


@dataclass(frozen=True, slots=True)
class Tableau:
    """What the coordinateur decides: the exits proposed, the suspensions proposed or too long, the exits decided lately."""

    proposees: list[Sortie]
    suspensions: list[Suspension]
    decidees: list[Sortie]


def build_tableau(acteur: Acteur, *, on: date, depuis: date) -> Tableau:
    """Three queries, however many files. First what waits for a decision, then the suspensions that end first."""
    rows = Sortie.objects.filter(dispositif=acteur.dispositif, rejetee_le=None, annulee_le=None)
    rows = rows.select_related("parcours__personne", "parcours__referent", "locale")
    waiting = Suspension.objects.filter(dispositif=acteur.dispositif, repris_le=None, refusee_le=None)
    return Tableau(
        proposees=list(rows.filter(decidee_le=None).order_by("proposee_le", "pk")),
        suspensions=list(
            waiting.select_related("parcours__personne", "parcours__referent").order_by(
                Case(When(decidee_le=None, then=0), default=1), "fin_prevue", "pk"
            )
        ),
        decidees=list(rows.filter(decidee_le__gte=depuis).order_by("-decidee_le", "-pk")),
    )


def list_presentes(parcours: Iterable[int]) -> dict[int, set[Piece]]:
    """Of several files at once: which pieces each has."""
    found: dict[int, set[Piece]] = {}
    rows = Justificatif.objects.filter(parcours__in=list(parcours), etat=EtatPiece.RECUE)
    for key, nature in rows.values_list("parcours", "nature"):
        found.setdefault(key, set()).add(Piece(nature))
    return found


def list_points_a_tenir(acteur: Acteur, *, until: date) -> list[PointDeSuivi]:
    """Those of one's own people, due and not answered yet."""
    return A_TENIR.list(acteur, on=until)


def _select_a_tenir(mine: Q, dispositif: Any, on: Any) -> QuerySet[PointDeSuivi]:
    files = Parcours.objects.filter(mine, etat=EtatParcours.EN_EMPLOI_SUIVI)
    rows = PointDeSuivi.objects.filter(
        dispositif=dispositif, prevu_le__lte=on, repondu_le=None, suivi__issue="", suivi__parcours__in=files
    )
    return rows.select_related("suivi__parcours__personne", "suivi__emploi").order_by("prevu_le")


A_TENIR = DesSiens(_select_a_tenir)


def list_reponses_inquietantes(acteur: Acteur, *, on: date) -> list[PointDeSuivi]:
    """Where the person says the job is over, or asks to be called, and nothing was done since."""
    if acteur.role != Role.REFERENT:
        return []
    return INQUIETANTES.list(acteur, on=on)


def _select_inquietantes(mine: Q, dispositif: Any, on: Any) -> QuerySet[PointDeSuivi]:
    files = Parcours.objects.filter(mine, etat=EtatParcours.EN_EMPLOI_SUIVI)
    rows = PointDeSuivi.objects.filter(
        dispositif=dispositif, suivi__issue="", suivi__parcours__in=files, rappele_le=None, repondu_le__isnull=False,
        a_rappeler=True,
    )  # fmt: skip
    return rows.select_related("suivi__parcours__personne").order_by("repondu_le")


INQUIETANTES = DesSiens(_select_inquietantes)


def list_locales(acteur: Acteur) -> QuerySet[SortieLocale]:
    return SortieLocale.objects.filter(dispositif=acteur.dispositif).order_by("libelle", "-du")


def list_nommables(acteur: Acteur, *, on: date) -> list[SortieLocale]:
    """What an exit may be called today."""
    return list(list_locales(acteur).filter(Q(au=None) | Q(au__gte=on)).order_by("libelle", "pk"))


def list_a_verifier(acteur: Acteur, *, on: date) -> list[Justificatif]:
    """What one's own people have deposited through their link, the oldest first."""
    return A_VERIFIER.list(acteur, on=on)


def _select_a_verifier(mine: Q, dispositif: Any, on: Any) -> QuerySet[Justificatif]:
    files = Parcours.objects.filter(mine)
    rows = Justificatif.objects.filter(dispositif=dispositif, parcours__in=files, etat=EtatPiece.A_CONFIRMER)
    return rows.select_related("parcours__personne").order_by("le", "pk")


A_VERIFIER = DesSiens(_select_a_verifier)


def get_justificatif(acteur: Acteur, uuid: UUID, *, on: date) -> Justificatif:
    rows = Justificatif.objects.select_related("parcours__personne", "fichier", "contrat", "point")
    return rows.get(uuid=uuid, parcours__in=Parcours.objects.filter(build_portee(acteur, on=on)))


def list_annees_closes(acteur: Acteur) -> list[AnneeClose]:
    return list(AnneeClose.objects.filter(dispositif=acteur.dispositif).order_by("-annee"))
