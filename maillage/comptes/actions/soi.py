"""What a person does with their own account."""

from django.http import Http404

from maillage.comptes import queries
from maillage.comptes.models import Compte, Habilitation
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal


def choose_habilitation(*, by: Acteur, habilitation: Habilitation) -> None:
    """Works under this habilitation from now on, here and at the next sign-in."""
    if habilitation.compte_id != by.compte:
        raise Http404
    Compte.objects.filter(pk=by.compte).update(preferee=habilitation.uuid)
    journal.record_acces(by=by, type="comptes.changement_de_role", target=habilitation)


def change_profil(*, by: Acteur, prenom: str, nom: str) -> None:
    compte = queries.get_compte(by)
    compte.prenom, compte.nom = prenom, nom
    compte.save(update_fields=["prenom", "nom"])
    journal.write(by=by, event="comptes.profil", target=compte)


def record_tout_deconnecte(*, by: Acteur) -> None:
    journal.write(by=by, event="comptes.tout_deconnecte", target=queries.get_compte(by))


def record_federation(*, compte: Compte, adresse: str) -> None:
    """The account is found by the provider's own key from now on."""
    with open_service("lien avec un fournisseur d’identité"):
        by = Acteur(compte=compte.pk, adresse=adresse)
        journal.write(by=by, event="comptes.federation_liee", target=compte)
