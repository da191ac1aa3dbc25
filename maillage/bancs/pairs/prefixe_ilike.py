"""The peer: `ILIKE '%x%'` on the three names, the whole country; those of the PLIE first, or they would not be shown.

It knows no accent and no way a name sounds, and no index serves it: every person is read.
"""

import os

CHERCHE = """
SELECT f.uuid FROM participants_personne p
JOIN LATERAL (
  SELECT uuid FROM parcours_parcours WHERE personne_id = p.id ORDER BY date_entree DESC LIMIT 1
) f ON true
WHERE p.nom_naissance ILIKE %(motif)s OR p.nom_usage ILIKE %(motif)s OR p.prenoms ILIKE %(motif)s
ORDER BY (p.dispositif_id = %(dispositif)s) DESC, (p.nom_naissance ILIKE %(debut)s) DESC, p.id LIMIT %(limite)s
"""


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from maillage.bancs.cas.prefixe import MONTRES, list_requetes, measure_recherches, open_acteur
    from maillage.bancs.pays import open_admin

    dispositif = open_acteur().dispositif
    requetes = list_requetes(dispositif)
    with open_admin() as cursor:

        def search(debut: str) -> list[str]:
            values = {
                "motif": f"%{debut}%", "debut": f"{debut}%", "dispositif": dispositif, "limite": MONTRES,
            }  # fmt: skip
            return [str(uuid) for (uuid,) in cursor.execute(CHERCHE, values)]

        measure_recherches(search, requetes, serveur=cursor.connection.info.backend_pid)


if __name__ == "__main__":
    main()
