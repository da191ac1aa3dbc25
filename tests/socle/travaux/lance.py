"""The real `maillage` command with the tests' jobs known; `demande JSON…` asks for some and prints their keys."""

import json
import sys


def main(words: list[str]) -> int:
    from maillage.socle.memoire import load_django

    load_django()
    import tests.socle.travaux.essai  # noqa: F401  registers the jobs
    from maillage.cli import main as maillage

    if words[0] != "demande":
        return maillage(words)
    for parametres in words[1:]:
        print(ask(json.loads(parametres)))
    return 0


def ask(parametres: dict) -> str:
    from django.utils.timezone import localdate

    from maillage.socle.contexte import open_contexte, open_service
    from maillage.socle.roles import Role
    from maillage.socle.travaux import actions
    from tests.usine import make_acteur, make_dispositif, make_habilitation

    with open_service("préparation d’un essai"):
        # Reviewed today: the nightly job, which these workers carry too, suspends what nobody reviewed.
        habilitation = make_habilitation(Role.REFERENT, make_dispositif(), revue_le=localdate())
        acteur = make_acteur(habilitation=habilitation)
    with open_contexte(acteur):
        return str(actions.enqueue(by=acteur, code="essai.compte", parametres=parametres).uuid)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
