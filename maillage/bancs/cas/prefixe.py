"""P5: somebody looked for by the beginning of a name, against the bare query of an indexed prefix. Goal: at most 2 ×.

Ours is what the search box asks of its domain: rights, reach, despite accents, names and first names alike. The first
peer asks the same keys, with the same index, in the driver's own SQL, of the one compartment. The second is what one
would write without keys: `ILIKE '%x%'` on the three names, the whole country; printed beside, since it answers another
question. All must find whoever was looked for. Growth: at most 1.2 × from one PLIE to the country.
"""

from collections.abc import Callable, Sequence
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays

COORDINATEUR = "france.coordinateur@demonstration.invalid"
LETTRES, MONTRES, REQUETES, TOURS = 5, 20, 40, 10
Requete = tuple[str, str]  # what is typed, and the public number of the file of whoever is looked for
Chercheur = Callable[[str], Sequence[str]]


def open_acteur() -> Any:
    """Who searches: the coordination of the bench's PLIE, as a request builds it."""
    from django.utils.timezone import localdate

    from maillage.comptes.models import Compte
    from maillage.comptes.queries import build_acteur, list_habilitations
    from maillage.socle.contexte import open_service

    with open_service("banc : qui cherche"):
        compte = Compte.objects.get(email=COORDINATEUR)
        habilitation = list_habilitations(compte, on=localdate())[0]
        return build_acteur(compte, habilitation, on=localdate(), adresse="", requete="banc")


def list_requetes(dispositif: int) -> list[Requete]:
    """The first letters of names borne by few enough people to be all shown, and their file.

    Not those that cut in two what is one sound (« desmo » of Desmoulins): the keys do not find them before the next letter.
    """
    from collections import Counter

    from maillage.parcours.models import Parcours
    from maillage.participants.rules.identite import normalize, write_sons

    rows = Parcours.objects.filter(dispositif=dispositif, personne__anonymisee_le=None, personne__archivee_le=None)
    read = list(rows.order_by("personne", "-date_entree").values_list("personne", "personne__nom_naissance", "uuid"))
    typed = {
        personne: (nom[:LETTRES], str(uuid))
        for personne, nom, uuid in reversed(read)
        if nom[:LETTRES].isascii() and nom[:LETTRES].isalpha() and is_son_entier(nom)
    }
    bearers = Counter(write_sons(normalize(debut)) for debut, _ in typed.values())
    known = [one for one in typed.values() if bearers[write_sons(normalize(one[0]))] <= MONTRES // 2]
    step = max(1, len(known) // REQUETES)
    return known[::step][:REQUETES]


def is_son_entier(nom: str) -> bool:
    from maillage.participants.rules.identite import normalize, write_sons

    return write_sons(normalize(nom)).startswith(write_sons(normalize(nom[:LETTRES])))


def measure_recherches(search: Chercheur, requetes: list[Requete], *, serveur: int | None = None) -> None:
    from maillage.bancs.coureur import measure, report

    def ask() -> list[Sequence[str]]:
        return [search(debut) for debut, _ in requetes]

    ask()
    cpu, found = measure(ask, repetitions=TOURS, serveur=serveur)
    missed = [debut for (debut, uuid), uuids in zip(requetes, found, strict=True) if uuid not in uuids]
    if missed or not requetes:
        raise SystemExit(f"Ces débuts ne retrouvent pas la personne cherchée : {', '.join(missed[:3])}.")
    report(cpu, requetes, dit=f"montre {sum(map(len, found))} dossiers pour {len(requetes)} débuts de nom")


CAS = Cas(
    code="prefixe",
    titre="P5, chercher une personne par le début de son nom",
    but=2.0,
    concurrents={
        "Maillage": "maillage.bancs.cas.prefixe_maillage",
        "préfixe indexé, SQL nu": "maillage.bancs.pairs.prefixe_nu",
        "ILIKE '%x%', pays entier": "maillage.bancs.pairs.prefixe_ilike",
    },
    prepare=open_pays,
    mesure=f"temps de calcul de {REQUETES * TOURS} recherches, serveur compris",
)
CROISSANCE = Cas(
    code="prefixe-croissance",
    titre="P5, la même recherche quand la base tient un PLIE, puis le pays",
    but=1.2,
    concurrents={
        "Maillage": "maillage.bancs.cas.prefixe_maillage",
        "Maillage, un seul PLIE en base": "maillage.bancs.cas.prefixe_seul",
    },
    prepare=open_pays,
    mesure=f"temps de calcul de {REQUETES * TOURS} recherches, serveur compris",
)
