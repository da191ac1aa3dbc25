"""The facts that indicators are computed from, without a name: a constant number of queries whatever the files.

Disability is sealed: it is opened here to be counted, and leaves as yes, no or not known, of nobody in particular. Who
pilots a dispositif sees its totals (domaine 05 § 3, « agrégats seulement »).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from maillage.parcours.models import Entretien, Parcours, Photo, Positionnement, Sortie, Suspension
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etapes import COMPTES
from maillage.parcours.nomenclatures.etats import SORTIS
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.participants.models import SituationSensible
from maillage.participants.nomenclatures.identite import Qpv, Reponse, Sexe
from maillage.participants.nomenclatures.situation import Boeth
from maillage.socle.acteur import Acteur

ORIENTATION = ("orientation__date_prescription", "orientation__date_premier_rdv", "orientation__date_commission")
SITUATION = (
    "age", "deld", "situation__brsa", "situation__niveau", "situation__diplome", "adresse__qpv", "dispositif",
    "sensible__reponses_scelle",
)  # fmt: skip
EMPLOI = ("suivi__emploi__contrat", "suivi__emploi__secteur", "suivi__emploi__taille")


def list_parcours(acteur: Acteur) -> list[ParcoursCompte]:
    """Every parcours of the acteur's dispositifs; the level is that of the diploma, or else the one reached [D]."""
    photos = _index(
        Photo.objects.visible_to(acteur).filter(moment="entree").order_by("rang").values_list("parcours", *SITUATION)
    )
    sorties = _index(
        Sortie.objects.visible_to(acteur)
        .filter(parcours__etat__in=SORTIS, rejetee_le=None, annulee_le=None)
        .values_list("parcours", "type", *EMPLOI)
    )
    suspensions: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    decidees = Suspension.objects.visible_to(acteur).filter(decidee_le__isnull=False)
    for cle, du, repris in decidees.values_list("parcours", "du", "repris_le"):
        suspensions[cle].append((du, repris))
    # Where the entry is the signature or the first entretien, nobody has come in before that day.
    rows = (
        Parcours.objects.visible_to(acteur)
        .filter(is_entree_provisoire=False)
        .values_list(
            "pk",
            "personne",
            "date_entree",
            "date_sortie",
            "dernier_contact",
            "is_erreur",
            "personne__sexe",
            *ORIENTATION,
        )
    )
    found = []
    for cle, personne, entree, sortie, contact, is_erreur, sexe, prescription, rdv, commission in rows.iterator():
        type_sortie, contrat, secteur, taille = sorties.get(cle, ("", "", "", ""))
        fait = ParcoursCompte(
            cle, personne, entree, sortie, type_sortie, _read_profil(sexe, photos.get(cle)), prescription, rdv,
            commission, tuple(suspensions.get(cle, ())), contrat or "", secteur or "", taille or "", contact, is_erreur,
        )  # fmt: skip
        found.append(fait)
    return found


def list_etapes(acteur: Acteur) -> list[EtapeComptee]:
    """Those that really began."""
    rows = Positionnement.objects.visible_to(acteur).filter(etat__in=COMPTES, parcours__is_erreur=False)
    return [
        EtapeComptee(parcours, personne, type, debut, fin)
        for parcours, personne, type, debut, fin in rows.values_list(
            "parcours", "parcours__personne", "type", "debut", "fin"
        ).iterator()
        if debut is not None
    ]


def list_contacts(acteur: Acteur) -> list[tuple[int, date]]:
    """Each parcours, and the day of an entretien held (F-2)."""
    rows = Entretien.objects.visible_to(acteur).filter(presence=Presence.VENU)
    return [(parcours, localdate(debut)) for parcours, debut in rows.values_list("parcours", "debut").iterator()]


def _index(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    """By the first column; the last row wins."""
    return {row[0]: row[1:] for row in rows}


def _read_profil(sexe: str, photo: tuple[Any, ...] | None) -> Profil:
    is_femme = None if sexe == Sexe.NON_RENSEIGNE else sexe == Sexe.FEMME
    if photo is None:
        return Profil(is_femme=is_femme)
    age, deld, brsa, niveau, diplome, qpv, dispositif, scelle = photo
    return Profil(
        is_femme=is_femme, age=age, niveau=diplome or niveau, brsa=_read_reponse(brsa), deld=deld,
        boeth=_read_boeth(dispositif, scelle), qpv=None if qpv in (None, Qpv.INDETERMINE) else qpv == Qpv.OUI,
    )  # fmt: skip


def _read_reponse(value: str | None) -> bool | None:
    return value == Reponse.OUI if value in (Reponse.OUI, Reponse.NON) else None


def _read_boeth(dispositif: int, scelle: bytes | None) -> bool | None:
    """A request under way is not a recognition yet [D]; a refusal to answer is not known."""
    if not scelle:
        return None
    answer = SituationSensible.open_reponses(dispositif, scelle).get("boeth")
    return answer == Boeth.OUI if answer in (Boeth.OUI, Boeth.NON, Boeth.EN_COURS) else None
