"""Ours: the grid as the page shows it, typed and sent, every middleware on."""

from collections.abc import Mapping
from typing import Any


def build_envoi(emplois: list[Any], tour: int, *, compte: int | None) -> Mapping[str, Any]:
    """What the browser sends back: each cell, and what the page had shown of it, signed: what the turn before had written."""
    from maillage.bancs.cas.grille import choose_heures
    from maillage.clause.grille import get_nom, write_heures
    from maillage.clause.nomenclatures.heures import TypeHeures
    from maillage.socle.formulaires.jetons import make_jeton
    from maillage.socle.formulaires.versionnes import sign_lu

    noms = [get_nom(emploi, TypeHeures.TRAVAIL) for emploi in emplois]
    lu = {nom: write_heures(choose_heures(rang, tour - 1)) for rang, nom in enumerate(noms)} if tour > 1 else {}
    cells = {nom: write_heures(choose_heures(rang, tour)) for rang, nom in enumerate(noms)}
    return {"lu": sign_lu("", lu), "jeton": make_jeton(compte), **cells}


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from maillage.bancs.cas.entretien import count_commits
    from maillage.bancs.cas.grille import TOURS, measure_grilles, read_grille
    from maillage.bancs.porte import open_guichet
    from maillage.bancs.services import FACILITATEUR
    from maillage.bancs.session import open_session
    from maillage.clause.models import LigneHeures
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement

    with open_service("banc : préparer les envois"):
        mois, acteur, emplois = read_grille()
    adresse = f"/heures/?mois={mois:%Y-%m}"
    post = open_guichet(session=open_session(FACILITATEUR))
    envois = {tour: build_envoi(emplois, tour, compte=acteur.compte) for tour in TOURS}

    def count() -> tuple[int, int]:
        with open_service("banc : compter"):
            return LigneHeures.objects.count(), Evenement.objects.count()

    def tell() -> str:
        """The last one again: how many queries a grid takes, and that nothing is added."""
        before, commits = count(), count_commits(connection)
        with CaptureQueriesContext(connection) as posees:
            post(adresse, envois[TOURS[-1]])
        validations = len(commits)
        if count() != before:
            raise SystemExit("La même grille envoyée deux fois a écrit quelque chose.")
        return f"grille de {len(emplois)} contrats ; rejouée : {len(posees)} requêtes, {validations} validations, rien d’écrit"

    measure_grilles(lambda tour: post(adresse, envois[tour]), mois, acteur.dispositif, dit=tell)


if __name__ == "__main__":
    main()
