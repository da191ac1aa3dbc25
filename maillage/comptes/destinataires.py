"""Who is told what they have to do: active accounts, one acteur per habilitation in force."""

from collections.abc import Iterator
from datetime import date

from maillage.comptes import queries
from maillage.comptes.models import Compte
from maillage.socle.afaire.destinataires import Destinataire
from maillage.socle.contexte import open_service


class AnnuaireDesComptes:
    def list(self, today: date, *, apres: int = 0) -> Iterator[Destinataire]:
        with open_service("récapitulatif : à qui écrire"):
            comptes = list(Compte.objects.filter(is_active=True, pk__gt=apres).order_by("pk"))
        for compte in comptes:
            yield _build(compte, today)

    def find(self, compte: int, today: date) -> Destinataire | None:
        found = Compte.objects.filter(pk=compte, is_active=True).first()
        return _build(found, today) if found else None


def _build(compte: Compte, today: date) -> Destinataire:
    with open_service("récapitulatif : au titre de quoi"):
        acteurs = tuple(
            queries.build_acteur(compte, habilitation, on=today, adresse="", requete="")
            for habilitation in queries.list_habilitations(compte, on=today)
        )
    return Destinataire(compte.pk, compte.email, acteurs)
