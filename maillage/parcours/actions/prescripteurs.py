"""The structures that orient people here, and the signed link by which they do so without an account."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Prescripteur
from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.prescripteurs import find_sien, list_ressemblants
from maillage.parcours.rules import orientation as regles
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


class PrescripteurRessemblant(ParcoursRefuse):
    """`ressemblants`: those known here that it may be."""

    def __init__(self, ressemblants: Sequence[Prescripteur]) -> None:
        super().__init__("Une structure ressemblante est déjà inscrite : reprenez-la, ou dites que c’en est une autre.")
        self.ressemblants = ressemblants


ELLE_MEME = "La personne elle-même"


@transaction.atomic
def register_prescripteur(
    *, by: Acteur, dispositif: Dispositif, values: Mapping[str, Any], today: date, est_autre: bool = False
) -> Prescripteur:
    """`est_autre`: a human has seen those it resembles, and says that it is none of them."""
    prescripteur = Prescripteur(dispositif=dispositif, du=today, **values)
    permissions.check(by, Droit.ETUDIER_ORIENTATION, prescripteur)
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)  # two inscriptions see each other
    if not est_autre and (found := list_ressemblants(dispositif.pk, prescripteur.nom)):
        raise PrescripteurRessemblant(found)
    _save(prescripteur)
    journal.write(by=by, event="parcours.prescripteur", target=prescripteur)
    return prescripteur


@transaction.atomic
def change_prescripteur(*, by: Acteur, prescripteur: Prescripteur, values: Mapping[str, Any]) -> Prescripteur:
    permissions.check(by, Droit.ETUDIER_ORIENTATION, prescripteur)
    prescripteur = _lock(prescripteur)
    for name, value in values.items():
        setattr(prescripteur, name, value)
    _save(prescripteur)
    journal.write(by=by, event="parcours.prescripteur_modifie", target=prescripteur)
    return prescripteur


@transaction.atomic
def open_lien(*, by: Acteur, prescripteur: Prescripteur, today: date) -> Prescripteur:
    """A new link; the one given before stops opening."""
    permissions.check(by, Droit.ETUDIER_ORIENTATION, prescripteur)
    prescripteur = _lock(prescripteur)
    prescripteur.lien_rang += 1
    prescripteur.lien_jusqu_au = regles.find_fin_lien(today)
    prescripteur.save(update_fields=["lien_rang", "lien_jusqu_au"])
    journal.write(by=by, event="parcours.prescripteur_lien", target=prescripteur, rang=prescripteur.lien_rang)
    return prescripteur


@transaction.atomic
def close_lien(*, by: Acteur, prescripteur: Prescripteur) -> Prescripteur:
    permissions.check(by, Droit.ETUDIER_ORIENTATION, prescripteur)
    prescripteur = _lock(prescripteur)
    prescripteur.lien_jusqu_au = None
    prescripteur.save(update_fields=["lien_jusqu_au"])
    journal.write(by=by, event="parcours.prescripteur_lien_retire", target=prescripteur)
    return prescripteur


@transaction.atomic
def find_or_register_sien(
    *, by: Acteur, dispositif: Dispositif, today: date, nature: TypePrescripteur | None = None,
    repris: Prescripteur | None = None,
) -> Prescripteur:  # fmt: skip
    """The structure in whose name this account orients: its employer's. Known from its first orientation on.

    `repris`: the one known here that the account says it is; else `nature`, to inscribe it.
    """
    permissions.check(by, Droit.ORIENTER)
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)  # two first orientations, one row
    sien = find_sien(by, dispositif)
    found = sien.connu or next((row for row in sien.ressemblants if row == repris), None)
    if found is not None:
        if sien.employeur and found.organisation_id is None:
            found.organisation = sien.employeur
            found.save(update_fields=["organisation"])
            journal.write(by=by, event="parcours.prescripteur_modifie", target=found)
        return found
    nature = nature or sien.nature
    if nature is None:
        raise ParcoursRefuse("Choisissez la nature de votre structure.", champ="structure_type")
    row = Prescripteur(dispositif=dispositif, type=nature, nom=sien.nom, organisation=sien.employeur, du=today)
    _save(row)
    journal.write(by=by, event="parcours.prescripteur", target=row)
    return row


@transaction.atomic
def find_or_register_personne(*, by: Acteur, dispositif: Dispositif, today: date) -> Prescripteur:
    """Who came of their own accord: nobody else to answer to."""
    permissions.check(by, Droit.ORIENTER)
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)
    found = Prescripteur.objects.filter(dispositif=dispositif, type=TypePrescripteur.PERSONNE, au=None).first()
    if found is not None:
        return found
    row = Prescripteur(dispositif=dispositif, type=TypePrescripteur.PERSONNE, nom=ELLE_MEME, du=today)
    return _register(by, row)


def _register(by: Acteur, prescripteur: Prescripteur) -> Prescripteur:
    prescripteur.save(force_insert=True)
    journal.write(by=by, event="parcours.prescripteur", target=prescripteur)
    return prescripteur


def _lock(prescripteur: Prescripteur) -> Prescripteur:
    return Prescripteur.objects.select_for_update(of=("self",)).get(pk=prescripteur.pk)


def _save(prescripteur: Prescripteur) -> None:
    try:
        with transaction.atomic():
            prescripteur.save()
    except IntegrityError as taken:
        raise ParcoursRefuse("Ce prescripteur est déjà connu : ouvrez sa page.", champ="nom") from taken
