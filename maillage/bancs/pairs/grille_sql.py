"""The peer: one statement that inserts or updates the same rows, above the policies. No question asked, no page."""

import os

UPSERT = """
INSERT INTO clause_ligneheures (
    uuid, dispositif_id, mise_emploi_id, lot_id, entreprise_id, creditrice_id, mois, type, heures_reelles, heures_ecartees,
    coefficient, heures_valorisees, statut, motif_rejet, source, saisie_le
)
SELECT gen_random_uuid(), e.dispositif_id, e.mise_emploi_id, e.lot_id, e.entreprise_id, e.dispositif_id, %(mois)s, 'travail',
       t.heures, 0, e.coefficient, t.heures * e.coefficient, 'declaree', '', 'saisie', now()
FROM unnest(%(emplois)s::bigint[], %(heures)s::numeric[]) AS t(emploi, heures)
JOIN clause_emploidulot e ON e.id = t.emploi
ON CONFLICT (mise_emploi_id, lot_id, mois, type) WHERE annule_id IS NULL
DO UPDATE SET heures_reelles = EXCLUDED.heures_reelles, heures_valorisees = EXCLUDED.heures_valorisees,
              saisie_le = EXCLUDED.saisie_le
"""


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from django.db import connection

    from maillage.bancs.cas.grille import choose_heures, measure_grilles, read_grille

    mois, acteur, emplois = read_grille()

    def send(tour: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                UPSERT,
                {
                    "mois": mois, "emplois": [emploi.pk for emploi in emplois],
                    "heures": [choose_heures(rang, tour) for rang in range(len(emplois))],
                },
            )  # fmt: skip

    measure_grilles(send, mois, acteur.dispositif)


if __name__ == "__main__":
    main()
