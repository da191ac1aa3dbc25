"""Another installation, with another secret: takes an archive up by the command, tells what it sees, takes it anew.

Run as a program with DATABASE_URL and MAILLAGE_PHRASE: `autre_base ARCHIVE`. Its last line is JSON.
"""

import json
import sys


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from maillage.cli import main as maillage
    from maillage.comptes.models import Compte
    from maillage.demonstration.actions import _make_territoire
    from maillage.reseau.models import Dispositif
    from maillage.socle.contexte import open_service
    from tests.echanges.restitution import dossiers, releve

    _make_territoire()
    code = maillage(["reprendre-restitution", sys.argv[1], "--trace"])
    assert code == 0
    with open_service("relevé d’un essai"):
        dispositif = Dispositif.objects.get(slug="fictif-" + dossiers.ARSONNE)
        again = dossiers.take(dispositif)
        comptes = [(c.is_active, c.has_usable_password()) for c in Compte.objects.all()]
        seen = releve.read(dispositif)
    print(json.dumps({"archive": str(again), "comptes": comptes, **seen}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
