"""The peer: names without accents in one indexed text, the likest twenty by trigrams, the day of birth to part the equal.

It is given what unaccent would cost: the text is normalised beforehand, ours as well as that of each query.
"""

import os
from typing import Any

POPULATION = int(os.environ.get("MAILLAGE_BANC_POPULATION", "0"))
TABLE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE IF NOT EXISTS banc_noms (personne bigint, dispositif bigint, texte text, naissance date)
"""
INDEX = """
CREATE INDEX IF NOT EXISTS banc_noms_trgm ON banc_noms USING gin (texte gin_trgm_ops);
CREATE INDEX IF NOT EXISTS banc_noms_dispositif ON banc_noms (dispositif);
ANALYZE banc_noms
"""
COMPLETE = """
INSERT INTO banc_noms
SELECT 0, 0, (%(prenoms)s::text[])[1 + floor(random() * cardinality(%(prenoms)s::text[]))] || ' '
    || (%(noms)s::text[])[1 + floor(random() * cardinality(%(noms)s::text[]))], '1960-01-01'::date + floor(random() * 16000)::int
FROM generate_series(1, %(manquent)s)
"""
CHERCHE = """
SELECT personne FROM banc_noms WHERE texte %% %(texte)s {compartiment}
ORDER BY similarity(texte, %(texte)s) DESC, (naissance = %(naissance)s) DESC NULLS LAST LIMIT %(limite)s
"""


def write_texte(identite: Any) -> str:
    from maillage.participants.rules.identite import normalize

    return normalize(" ".join((identite.prenoms, identite.nom_naissance, identite.nom_usage)))


def fill(cursor: Any) -> None:
    """Those of the base, then fictitious names alone up to `POPULATION`: only their number counts, nobody asks for them."""
    from maillage.participants.actions.personnes import read_identite
    from maillage.participants.models import Personne

    cursor.execute(TABLE)
    cursor.execute("SELECT count(*) FROM banc_noms")
    found, here = cursor.fetchone()[0], Personne.objects.count()
    if found == max(here, POPULATION):
        return
    cursor.execute("DROP INDEX IF EXISTS banc_noms_trgm; DROP INDEX IF EXISTS banc_noms_dispositif; TRUNCATE banc_noms")
    with cursor.copy("COPY banc_noms FROM STDIN") as copy:
        for p in Personne.objects.iterator(chunk_size=5000):
            copy.write_row((p.pk, p.dispositif_id, write_texte(read_identite(p)), p.date_naissance))
    cursor.execute("SELECT setseed(0.2026)")
    cursor.execute(COMPLETE, _list_mots() | {"manquent": POPULATION - here})
    cursor.execute(INDEX)


def _list_mots() -> dict[str, list[str]]:
    from maillage.demonstration.france.noms import PAYS
    from maillage.participants.rules.identite import normalize

    prenoms = PAYS.prenoms_f + PAYS.prenoms_h
    return {"noms": [normalize(nom) for nom in PAYS.noms], "prenoms": [normalize(prenom) for prenom in prenoms]}


def main(*, compartiment: bool) -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from maillage.bancs.cas.rapprochement import MONTRES, list_found, read_requetes, report_found
    from maillage.bancs.coureur import measure
    from maillage.bancs.pays import open_admin

    dispositif, requetes = read_requetes()
    query = CHERCHE.format(compartiment=f"AND dispositif = {dispositif}" if compartiment else "")
    with open_admin() as cursor:
        fill(cursor)

        def search(identite: Any) -> list[int]:
            values = {"texte": write_texte(identite), "naissance": identite.date_naissance, "limite": MONTRES}
            return [cle for (cle,) in cursor.execute(query, values)]

        list_found(search, requetes[:50])
        cpu, found = measure(
            lambda: list_found(search, requetes), repetitions=1, serveur=cursor.connection.info.backend_pid
        )
    report_found(cpu, requetes, found)


if __name__ == "__main__":
    main(compartiment=False)
