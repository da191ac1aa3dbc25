"""Prepares rows in the database of a real process: `python -m tests.atelier ROLE` signs somebody in, prints JSON."""

import json
import sys


def main(words: list[str]) -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from maillage.socle.contexte import open_service
    from maillage.socle.formulaires.jetons import make_jeton
    from maillage.socle.roles import FONCTIONS, Portee, Role
    from tests.navigateur import open_session
    from tests.usine import make_dispositif, make_habilitation

    with open_service("préparation d’un essai"):
        role = Role(words[0])
        habilitation = make_habilitation(
            role, make_dispositif() if FONCTIONS[role].portee is Portee.DISPOSITIF else None
        )
        session = open_session(habilitation.compte)
    print(json.dumps({"session": session, "jeton": make_jeton(habilitation.compte_id)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
