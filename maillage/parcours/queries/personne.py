"""What the pages of a person read: the rows in force on a day, and what is computed from them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from maillage.parcours.models import AnneeClose, Parcours, Photo
from maillage.parcours.nomenclatures.reglages import DELD_INCLUT_NON_INSCRITS
from maillage.parcours.queries.reglages import is_oui
from maillage.participants.models import (
    Adresse,
    Experience,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
    VersionProjet,
)
from maillage.participants.nomenclatures.situation import CategorieInscription, SituationEmploi
from maillage.participants.queries.personnes import find_adresse, find_sensible, find_situation
from maillage.participants.rules import chomage, completude, sensibles


@dataclass(frozen=True, slots=True)
class Fiche:
    """A person on a day."""

    personne: Personne
    adresse: Adresse | None
    situation: Situation | None
    sensible: SituationSensible | None
    recherche: Recherche | None
    on: date

    @property
    def durees(self) -> chomage.Durees:
        return chomage.compute_durees(build_faits(self.personne, self.situation, on=self.on), on=self.on)

    @property
    def completude(self) -> list[completude.Etat]:
        return completude.compute_completude(self.faits)

    @property
    def faits(self) -> dict[str, Any]:
        """By the names of `completude.ATTENDUS`."""
        faits: dict[str, Any] = {}
        for objet in (self.personne, self.adresse, self.situation, self.recherche):
            if objet is not None:
                faits |= {a.champ: getattr(objet, a.champ) for a in completude.ATTENDUS if hasattr(objet, a.champ)}
        faits["joignable"] = self.personne.telephone or self.personne.courriel
        return faits | (self.sensible.reponses if self.sensible else {})


def read_fiche(personne: Personne, *, on: date) -> Fiche:
    """Four queries; the page of a file has its own reading (`sections.personne`)."""
    return Fiche(
        personne, find_adresse(personne, on=on), find_situation(personne, on=on), find_sensible(personne, on=on),
        find_recherche(personne, on=on), on,
    )  # fmt: skip


def build_faits(personne: Personne, situation: Situation | None, *, on: date) -> chomage.Faits:
    """What the dispositif decided is read only where it changes something."""
    if situation is None:
        return chomage.Faits(date_naissance=personne.date_naissance)
    return chomage.Faits(
        emploi=SituationEmploi(situation.emploi) if situation.emploi else None,
        categorie=CategorieInscription(situation.categorie) if situation.categorie else None,
        inscrit_le=situation.inscrit_le,
        dernier_emploi_fin=situation.dernier_emploi_fin,
        date_naissance=personne.date_naissance,
        inclut_non_inscrits=situation.emploi == SituationEmploi.SANS_EMPLOI_NON_INSCRIT
        and is_oui(personne.dispositif_id, DELD_INCLUT_NON_INSCRITS, on=on),
    )


def select_photos(parcours: Parcours) -> QuerySet[Photo]:
    """Those of the entry, the last correction first."""
    rows = Photo.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours, moment="entree")
    return rows.select_related("situation", "adresse__commune").order_by("-rang")


def find_photo(parcours: Parcours) -> Photo | None:
    return select_photos(parcours).first()


Su = tuple[int | None, ...]


def read_su(parcours: Parcours, *, on: date) -> Su:
    """What a photo of that day would freeze if it were taken now."""
    personne = parcours.personne
    rows = (find_situation(personne, on=on), find_adresse(personne, on=on), find_sensible(personne, on=on))
    return (*(row.pk if row else None for row in rows), personne.get_age(on))


def is_photo_depassee(photo: Photo, parcours: Parcours) -> bool:
    """What is now known of the day of entry is not what was frozen."""
    figee = (photo.situation_id, photo.adresse_id, photo.sensible_id, photo.age)
    return read_su(parcours, on=photo.le) != figee


def is_photo_a_corriger(parcours: Parcours, *, avant: Su) -> bool:
    """Something has just been learnt of the day of entry (`avant`: what was known of it before), and may still count."""
    if read_su(parcours, on=parcours.date_entree) == avant or is_annee_close(parcours):
        return False
    photo = find_photo(parcours)
    return photo is not None and is_photo_depassee(photo, parcours)


def is_annee_close(parcours: Parcours) -> bool:
    return AnneeClose.objects.filter(dispositif=parcours.dispositif_id, annee=parcours.date_entree.year).exists()


def select_projets(personne: Personne) -> QuerySet[Projet]:
    return Projet.objects.filter(personne=personne).order_by("au", "priorite", "-du", "pk")


def list_versions(projet: Projet) -> list[VersionProjet]:
    """The latest first."""
    return list(VersionProjet.objects.filter(projet=projet).order_by("-rang"))


def list_experiences(personne: Personne) -> list[Experience]:
    """The latest first; those without a date last."""
    return list(Experience.objects.filter(personne=personne).order_by(F("du").desc(nulls_last=True), "-pk"))


def select_recherches(personne: Personne, *, on: date) -> QuerySet[Recherche]:
    """The one in force on a day comes first, its last correction."""
    return Recherche.objects.filter(personne=personne, du__lte=on).order_by("-du", "-rang")


def find_recherche(personne: Personne, *, on: date) -> Recherche | None:
    return select_recherches(personne, on=on).first()


def list_sensibles(personne: Personne, *, on: date) -> dict[str, list[tuple[str, str]]]:
    """Under each heading, the questions that arise and their answers; empty when it was not asked."""
    row = find_sensible(personne, on=on)
    reponses = row.reponses if row else {}
    groupes: dict[str, list[tuple[str, str]]] = {}
    for q in sensibles.QUESTIONS:
        if q.si is None or reponses.get(q.si[0]) in q.si[1:]:
            answer = q.describe(reponses[q.nom]) if q.nom in reponses else ""
            groupes.setdefault(q.groupe, []).append((q.libelle, answer))
        if q.nom == "boeth_types" and row is not None and row.boeth_fin is not None:
            groupes[q.groupe].append(("Fin de la reconnaissance", f"{row.boeth_fin:%d/%m/%Y}"))
    return groupes
