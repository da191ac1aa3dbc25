"""The objects of the matrix: the forms of a person's file, their project, what they agreed to."""

from datetime import UTC, date, datetime

from maillage.parcours.models import Entretien, Gel, LecteurDeNotes, Note
from maillage.parcours.nomenclatures.reglages import DELD_INCLUT_NON_INSCRITS
from maillage.participants.models import Consentement, Experience, Projet
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_parcours import make_dossier


@objet(
    "parcours:identite", "parcours:adresse", "parcours:situation", "parcours:sensible", "parcours:sensible_modifier",
    "parcours:projet_nouveau", "parcours:recherche", "parcours:experiences", "parcours:experience_nouvelle",
    "parcours:photo", "parcours:droits", "parcours:informer", "parcours:consentir",
    "parcours:lecteur_nommer",
)  # fmt: skip
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


valeurs("parcours:conservation_export", format="csv")


@objet("parcours:projet")
def projet(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Projet.objects.create(
        dispositif=pour.dispositif, personne=parcours.personne, du=date(2026, 2, 2), intitule="Cuisinière"
    )
    return {"uuid": parcours.uuid, "projet": row.uuid}


@objet("parcours:experience")
def experience(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Experience.objects.create(dispositif=pour.dispositif, personne=parcours.personne, intitule="Cuisinière")
    return {"uuid": parcours.uuid, "experience": row.uuid}


valeurs("parcours:regler", code=DELD_INCLUT_NON_INSCRITS)


@objet("parcours:conservation_dossier", "parcours:geler")
def conservation(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).personne.uuid}


@objet("parcours:gel_revoir", "parcours:gel_lever")
def gel(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row, _ = Gel.objects.get_or_create(
        dispositif=pour.dispositif, personne=parcours.personne, motif="contentieux", leve_le=None,
        defaults={"du": date(2026, 2, 2), "jusqu_au": date(2027, 2, 2)},
    )  # fmt: skip
    return {"uuid": row.uuid}


@objet("parcours:retirer_accord")
def accord(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Consentement.objects.create(
        dispositif=pour.dispositif, personne=parcours.personne, objet="messages", donne_le=date(2026, 2, 2),
        support="papier", destinataire=f"essai {Consentement.objects.count()}",
    )  # fmt: skip
    return {"uuid": parcours.uuid, "accord": row.uuid}


@objet("parcours:lecteur_retirer")
def lecteur(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row, _ = LecteurDeNotes.objects.get_or_create(
        dispositif=pour.dispositif, personne=parcours.personne, lecteur=pour.compte, retire_le=None,
        defaults={"donne_le": date(2026, 2, 2), "support": "papier"},
    )  # fmt: skip
    return {"uuid": parcours.uuid, "lecteur": row.uuid}


@objet("parcours:note_confiee")
def note_confiee(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    lecteur(pour)
    entretien = Entretien.objects.create(
        dispositif=pour.dispositif, parcours=parcours, referent=parcours.referent, presence="venu",
        debut=datetime(2026, 3, 4, 9, tzinfo=UTC),
    )  # fmt: skip
    Note(dispositif=pour.dispositif, entretien=entretien, niveau="sociale").save()
    return {"uuid": entretien.uuid}
