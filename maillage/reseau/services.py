"""What the network answers to the shared services: the search box and the list of things to do."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from maillage.reseau import queries, rules
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.recherche import Resultat
from maillage.territoire.couverture import Couverture, Reponse
from maillage.territoire.models import Commune

ICONES = {"plie": "route", "mde": "house", "clause": "handshake", "oi": "landmark", "tete": "network"}


def search(acteur: Acteur, texte: str, limit: int) -> Sequence[Resultat]:
    """Dispositifs, then organisations, which lead to what they carry."""
    dispositifs, portes = queries.search_reseau(acteur, texte, limit=limit)
    found = [
        Resultat(
            categorie="Dispositifs",
            titre=d.nom,
            url=d.get_absolute_url(),
            sous_titre=" · ".join(part for part in (d.sigle_type, d.commune, d.region.nom if d.region else "") if part),
            icone=ICONES[d.type],
        )
        for d in dispositifs
    ]
    found += [
        Resultat(
            categorie="Organisations",
            titre=portage.organisation.nom,
            url=portage.dispositif.get_absolute_url(),
            sous_titre=f"porte {portage.dispositif.nom}",
            icone="building-complex",
        )
        for portage in portes
    ]
    return found


def list_a_faire(acteur: Acteur, today: date) -> Sequence[AFaire]:
    return [
        AFaire(
            titre="Relire la fiche publique de votre dispositif",
            detail=_write_detail(d.verifie_le),
            url=reverse("reseau:dispositif", args=[d.slug]),
            categorie="Annuaire",
            echeance=rules.next_verification(d.verifie_le),
            gravite=Gravite.NORMALE,
        )
        for d in queries.list_a_verifier(acteur, on=today)
    ]


def _write_detail(verifie_le: date | None) -> str:
    dernier = f"Dernière vérification le {verifie_le:%d/%m/%Y}." if verifie_le else "Elle n’a encore jamais été relue."
    return f"{dernier} Contacts, équipe et logiciels compris."


def find_couverture(commune: Commune, on: date) -> Reponse:
    """Who declares to work in a commune, for its page, and how many of its departement have declared nothing."""
    return Reponse(
        [Couverture(d.nom, d.get_absolute_url(), d.sigle_type) for d in queries.list_couvrants(commune, on=on)],
        sans_perimetre=queries.count_sans_territoire(commune.departement_id),
    )
