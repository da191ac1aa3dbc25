"""A person's file as those who keep it change it: the droit is asked here, the rows are written by `participants`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.actions.entrees import take_photo
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.models import Parcours, Photo
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.personne import find_photo, is_annee_close, is_photo_depassee
from maillage.participants.actions.datees import record_datee
from maillage.participants.actions.personnes import PersonneRefusee, change_personne
from maillage.participants.models import Adresse, Personne, Situation, SituationSensible
from maillage.participants.nomenclatures.identite import Qpv
from maillage.participants.rules import qpv
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.territoire.models import Commune
from maillage.territoire.nomenclatures import TypeZonage
from maillage.territoire.queries import has_qpv, list_zonages_de


def change_identite(*, by: Acteur, parcours: Parcours, values: Mapping[str, Any], version: str) -> Personne:
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    return change_personne(by=by, personne=parcours.personne, values=values, version=int(version))


def record_situation(
    *, by: Acteur, parcours: Parcours, du: date, motif: str, values: Mapping[str, Any], version: str, today: date
) -> Situation:
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    return record_datee(Situation, by=by, personne=parcours.personne, du=du, values=values, today=today, lue=version,
                        motif=motif)  # fmt: skip


def record_sensible(
    *, by: Acteur, parcours: Parcours, du: date, motif: str, values: Mapping[str, Any], version: str, today: date
) -> SituationSensible:
    permissions.check(by, Droit.ECRIRE_SENSIBLE, parcours)
    return record_datee(SituationSensible, by=by, personne=parcours.personne, du=du, values=values, today=today,
                        lue=version, motif=motif)  # fmt: skip


def record_adresse(
    *, by: Acteur, parcours: Parcours, du: date, motif: str, values: Mapping[str, Any], version: str, today: date
) -> Adresse:
    """The answer about the quartier is that of the day the address begins; it is never computed again."""
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    values = dict(values)
    connus = list_quartiers(values.get("commune"), on=du)
    code = "".join(values["qpv_code"].upper().split())
    if refus := qpv.check(qpv=Qpv(values["qpv"]), code=code, connus=connus):
        raise PersonneRefusee(refus, champ="qpv_code")
    found = qpv.answer(qpv=Qpv(values["qpv"]), code=code, methode=values["qpv_methode"], connus=connus, on=du)
    values |= {"qpv": found.qpv, "qpv_code": found.code, "qpv_millesime": found.millesime, "qpv_methode": found.methode}
    return record_datee(Adresse, by=by, personne=parcours.personne, du=du, values=values, today=today, lue=version,
                        motif=motif)  # fmt: skip


def list_quartiers(commune: Commune | None, *, on: date) -> list[str] | None:
    """The QPV of the commune on a day; None when nothing tells."""
    if commune is None or not has_qpv(on=on):
        return None
    return [z.zonage.code for z in list_zonages_de(commune, on=on) if z.zonage.type == TypeZonage.QPV]


@transaction.atomic
def correct_photo(*, by: Acteur, parcours: Parcours, motif: str) -> Photo:
    """Another photo of the day of entry, with what is known now; the first stays. Refused once the year is closed."""
    permissions.check(by, Droit.TENIR_DOSSIER, parcours)
    parcours = lock_parcours(parcours)
    if is_annee_close(parcours):
        raise ParcoursRefuse(
            f"L’année {parcours.date_entree.year} est close pour la consolidation : sa photo d’entrée ne change plus."
        )
    photo = find_photo(parcours)
    if photo is not None and not is_photo_depassee(photo, parcours):
        raise ParcoursRefuse("La photo d’entrée dit déjà ce qui est su de ce jour : rien n’est à corriger.")
    corrected = take_photo(parcours, moment="entree", le=parcours.date_entree, rang=(photo.rang if photo else 0) + 1,
                           motif=motif)  # fmt: skip
    journal.write(by=by, event="parcours.photo_corrigee", target=parcours, rang=corrected.rang, motif=motif)
    return corrected
