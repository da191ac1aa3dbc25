"""The peer: the same keys and the same index, in one query of the driver. No right, no policy in the base.

The last file of each, those who bear it twice first, then by name: what ours shows.
"""

import os

CHERCHE = """
SELECT f.uuid FROM (
  SELECT personne_id, count(*) AS mots FROM participants_cleidentite
  WHERE dispositif_id = %(dispositif)s
    AND (cle ~>=~ %(noms)s AND cle ~<~ %(apres_noms)s OR cle ~>=~ %(prenoms)s AND cle ~<~ %(apres_prenoms)s)
  GROUP BY personne_id
) m
JOIN participants_personne p ON p.id = m.personne_id AND p.anonymisee_le IS NULL AND p.archivee_le IS NULL
JOIN LATERAL (
  SELECT uuid FROM parcours_parcours WHERE personne_id = p.id ORDER BY date_entree DESC LIMIT 1
) f ON true
ORDER BY m.mots DESC, coalesce(nullif(p.nom_usage, ''), p.nom_naissance), p.prenoms, p.id LIMIT %(limite)s
"""


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from maillage.bancs.cas.prefixe import MONTRES, list_requetes, measure_recherches, open_acteur
    from maillage.bancs.pays import open_admin
    from maillage.participants.rules.identite import normalize, write_sons
    from maillage.socle.prefixes import find_suivant

    dispositif = open_acteur().dispositif
    requetes = list_requetes(dispositif)
    with open_admin() as cursor:

        def search(debut: str) -> list[str]:
            sons = write_sons(normalize(debut))
            noms, prenoms = f"n:{sons}", f"p:{sons}"
            values = {
                "dispositif": dispositif, "noms": noms, "apres_noms": find_suivant(noms), "prenoms": prenoms,
                "apres_prenoms": find_suivant(prenoms), "limite": MONTRES,
            }  # fmt: skip
            return [str(uuid) for (uuid,) in cursor.execute(CHERCHE, values)]

        measure_recherches(search, requetes, serveur=cursor.connection.info.backend_pid)


if __name__ == "__main__":
    main()
