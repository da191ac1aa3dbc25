"""What is left of a person whose time has come: a number, nothing that names or describes them (T2, T4)."""

from datetime import date

from django.db import transaction

from maillage.participants.models import (
    Adresse,
    CleIdentite,
    Consentement,
    Experience,
    Information,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
    VersionProjet,
)
from maillage.participants.models.personnes import make_pseudonyme
from maillage.participants.nomenclatures.identite import Sexe

ANONYME = "Dossier anonymisé"
ELIGIBILITE = ("nationalite", "titre_type", "titre_travail")
JOINDRE = (
    "civilite", "nom_usage", "pays_naissance", "telephone", "autre_telephone", "courriel", "canal", "langue", "interprete",
    "a_prevenir", "a_prevenir_telephone", "france_travail", "allocataire", "france_travail_empreinte",
    "allocataire_empreinte",
)  # fmt: skip


@transaction.atomic
def strip_personne(personne: Personne, *, on: date) -> None:
    """What the FSE core does not need (T4): nobody can be reached, nor found by name, any more."""
    row = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    CleIdentite.objects.filter(personne=row).delete()
    Consentement.objects.filter(personne=row).delete()
    for name in JOINDRE:
        setattr(row, name, "")
    row.commune_naissance = None
    row.archivee_le = row.archivee_le or on
    row.version += 1
    row.save()


@transaction.atomic
def anonymise(personne: Personne, *, on: date) -> None:
    """The photos that point to these rows must have let them go. The pseudonym is drawn again: nothing leads back."""
    row = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    VersionProjet.objects.filter(projet__personne=row).delete()
    for model in (
        CleIdentite,
        Adresse,
        Situation,
        SituationSensible,
        Projet,
        Recherche,
        Experience,
        Consentement,
        Information,
    ):
        model._default_manager.filter(personne=row).delete()
    for name in (*JOINDRE, *ELIGIBILITE):
        setattr(row, name, "")
    row.nom_naissance, row.prenoms, row.sexe = ANONYME, str(row.numero), Sexe.NON_RENSEIGNE
    row.date_naissance = row.commune_naissance = row.titre_echeance = None
    row.pseudonyme = make_pseudonyme()
    row.anonymisee_le = row.anonymisee_le or on
    row.version += 1
    row.save()
