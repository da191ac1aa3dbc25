"""The facts that indicators are computed from, without a name: a constant number of queries whatever the files.

Disability is sealed: it is opened here to be counted, and leaves as yes, no or not known, of nobody in particular. Who
pilots a dispositif sees its totals (domaine 05 § 3, « agrégats seulement »).
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from maillage.parcours.models import Entretien, Parcours, Photo, Positionnement, Sortie, Suspension
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etapes import COMPTES
from maillage.parcours.nomenclatures.etats import SORTIS
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.nombres import Periode
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
SANS_SORTIE, SANS_PHOTO = ("", "", "", ""), (None,) * len(SITUATION)


def select_entres(acteur: Acteur) -> QuerySet[Any]:
    """The entries that count. Where the entry is the signature or the first entretien, nobody has come in before that day."""
    return Parcours.objects.visible_to(acteur).filter(is_entree_provisoire=False)


def select_sorties(acteur: Acteur) -> QuerySet[Any]:
    """The exits that count: decided, of those who had come in."""
    return Sortie.objects.visible_to(acteur).filter(
        parcours__is_entree_provisoire=False, parcours__etat__in=SORTIS, rejetee_le=None, annulee_le=None
    )


def list_parcours(acteur: Acteur, *, pendant: Periode | None = None) -> list[ParcoursCompte]:
    """Every parcours of the acteur's dispositifs; the level is that of the diploma, or else the one reached [D].

    `pendant`: those that were open on one of its days.
    """
    ouverts = _is_pendant(pendant, "parcours__date_entree", "parcours__date_sortie")
    photos = Photo.objects.visible_to(acteur).filter(ouverts, moment="entree").order_by("rang")
    profils = {cle: row for cle, *row in photos.values_list("parcours", *SITUATION)}  # the last one wins
    decidees = select_sorties(acteur).filter(ouverts)
    sorties = {cle: row for cle, *row in decidees.values_list("parcours", "type", *EMPLOI)}
    suspensions: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    arrets = Suspension.objects.visible_to(acteur).filter(ouverts, decidee_le__isnull=False)
    for cle, du, repris in arrets.values_list("parcours", "du", "repris_le"):
        suspensions[cle].append((du, repris))
    rows = select_entres(acteur).filter(_is_pendant(pendant, "date_entree", "date_sortie")).values_list(
        "pk", "personne", "date_entree", "date_sortie", "dernier_contact", "is_erreur", "personne__sexe", *ORIENTATION
    )  # fmt: skip
    found = []
    for cle, personne, entree, sortie, contact, is_erreur, sexe, prescription, rdv, commission in rows:
        type_sortie, contrat, secteur, taille = sorties.get(cle, SANS_SORTIE)
        fait = ParcoursCompte(
            cle, personne, entree, sortie, type_sortie, _read_profil(sexe, *profils.get(cle, SANS_PHOTO)), prescription,
            rdv, commission, tuple(suspensions.get(cle, ())), contrat or "", secteur or "", taille or "", contact,
            is_erreur,
        )  # fmt: skip
        found.append(fait)
    return found


def list_etapes(acteur: Acteur, *, pendant: Periode | None = None) -> list[EtapeComptee]:
    """Those that really began. `pendant`: those that touch it, and all those of the parcours that began in it."""
    rows = Positionnement.objects.visible_to(acteur).filter(etat__in=COMPTES, parcours__is_erreur=False)
    if pendant:
        neufs = Q(parcours__date_entree__range=(pendant.debut, pendant.fin))
        rows = rows.filter(_is_pendant(pendant, "debut", "fin") | neufs)
    return [
        EtapeComptee(parcours, personne, type, debut, fin)
        for parcours, personne, type, debut, fin in rows.values_list(
            "parcours", "parcours__personne", "type", "debut", "fin"
        )
        if debut is not None
    ]


def list_contacts(acteur: Acteur) -> list[tuple[int, date]]:
    """Each parcours, and the day of an entretien held (F-2)."""
    rows = Entretien.objects.visible_to(acteur).filter(presence=Presence.VENU)
    return [(parcours, localdate(debut)) for parcours, debut in rows.values_list("parcours", "debut").iterator()]


def _is_pendant(periode: Periode | None, debut: str, fin: str) -> Q:
    if periode is None:
        return Q()
    return Q(**{f"{debut}__lte": periode.fin}) & (Q(**{fin: None}) | Q(**{f"{fin}__gte": periode.debut}))


def _read_profil(
    sexe: str, age: int | None, deld: bool | None, brsa: str | None, niveau: int | None, diplome: int | None,
    qpv: str | None, dispositif: int, scelle: bytes | None,
) -> Profil:  # fmt: skip
    return Profil(
        None if sexe == Sexe.NON_RENSEIGNE else sexe == Sexe.FEMME, age, diplome or niveau, _read_reponse(brsa), deld,
        _read_boeth(dispositif, scelle), None if qpv in (None, Qpv.INDETERMINE) else qpv == Qpv.OUI,
    )  # fmt: skip


def _read_reponse(value: str | None) -> bool | None:
    return value == Reponse.OUI if value in (Reponse.OUI, Reponse.NON) else None


def _read_boeth(dispositif: int, scelle: bytes | None) -> bool | None:
    """A request under way is not a recognition yet [D]; a refusal to answer is not known."""
    if not scelle:
        return None
    answer = SituationSensible.open_reponses(dispositif, scelle).get("boeth")
    return answer == Boeth.OUI if answer in (Boeth.OUI, Boeth.NON, Boeth.EN_COURS) else None
