"""The objects of the matrix: fiches of the directory, and the page of a dispositif."""

from datetime import date

from maillage.reseau.models import Contact, Dispositif, Effectif, Logiciel
from maillage.reseau.nomenclatures import Employeur, Fonction, FonctionEquipe, UsageLogiciel
from maillage.socle.roles import Role
from maillage.territoire.models import Commune, Departement, Region
from tests.matrice.objets import Pour, objet

TETE = {Role.ANIMATEUR_RESEAU: "la tête de réseau tient toutes les fiches"}


@objet("portail:fiche", "portail:fiche_pdf", partage="l’annuaire est public")
def fiche(pour: Pour) -> dict[str, object]:
    """Real: a fictitious dispositif has no public page."""
    Dispositif.objects.filter(pk=pour.dispositif.pk).update(is_fictif=False)
    return {"slug": pour.dispositif.slug}


@objet(
    "reseau:dispositif", "reseau:modifier", "reseau:verifier", "reseau:portage", "reseau:territoire",
    "reseau:ajouter_contact", "reseau:visibilite", "reseau:declarer_jalon",
    "reseau:declarer_effectif", "reseau:declarer_logiciel", "reseau:declarer_fse", sauf=TETE,
)  # fmt: skip
def dispositif(pour: Pour) -> dict[str, object]:
    return {"slug": pour.dispositif.slug}


@objet("reseau:fermer_territoire", sauf=TETE)
def territoire(pour: Pour) -> dict[str, object]:
    region, _ = Region.objects.get_or_create(code="99", defaults={"nom": "Valombre"})
    departement, _ = Departement.objects.get_or_create(code="99", defaults={"nom": "Valombre", "region": region})
    commune, _ = Commune.objects.get_or_create(
        code="99001",
        defaults={"nom": "Valombre", "departement": departement, "cle": "valombre", "cle_inverse": "erbmolav"},
    )
    made, _ = pour.dispositif.territoires.get_or_create(commune=commune, defaults={"du": date(2026, 1, 1)})
    return {"uuid": made.uuid}


@objet("reseau:modifier_contact", "reseau:terminer_contact", "reseau:effacer_contact")
def contact(pour: Pour) -> dict[str, object]:
    made, _ = Contact.objects.get_or_create(
        dispositif=pour.dispositif, fonction=Fonction.DIRECTION, nom="Camille Essai",
        defaults={"courriel": "essai@exemple.test", "du": date(2026, 1, 1), "modifie_le": date(2026, 1, 1)},
    )  # fmt: skip
    return {"uuid": made.uuid}


@objet("reseau:terminer_effectif")
def effectif(pour: Pour) -> dict[str, object]:
    made, _ = Effectif.objects.get_or_create(
        dispositif=pour.dispositif, fonction=FonctionEquipe.DIRECTION, employeur=Employeur.INTERNE,
        defaults={"personnes": 2, "etp": 1, "du": date(2026, 1, 1)},
    )  # fmt: skip
    return {"uuid": made.uuid}


@objet("reseau:terminer_logiciel")
def logiciel(pour: Pour) -> dict[str, object]:
    made, _ = Logiciel.objects.get_or_create(
        dispositif=pour.dispositif, usage=UsageLogiciel.AUTRE, nom="Tableur", defaults={"du": date(2026, 1, 1)}
    )
    return {"uuid": made.uuid}
