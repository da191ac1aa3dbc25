"""The peer: the twenty-five in one statement of the driver, above the policies. Of one year only, without the one before."""

import os

COMPTE = """
WITH suivis AS (
  SELECT p.id, p.personne_id, p.date_entree, p.date_sortie, p.is_erreur, q.sexe, f.age, f.deld, s.brsa,
         coalesce(s.diplome, s.niveau) AS niveau, a.qpv
  FROM parcours_parcours p
  JOIN participants_personne q ON q.id = p.personne_id
  LEFT JOIN LATERAL (
    SELECT * FROM parcours_photo WHERE parcours_id = p.id AND moment = 'entree' ORDER BY rang DESC LIMIT 1
  ) f ON true
  LEFT JOIN participants_situation s ON s.id = f.situation_id
  LEFT JOIN participants_adresse a ON a.id = f.adresse_id
  WHERE p.dispositif_id = %(dispositif)s AND NOT p.is_entree_provisoire AND NOT p.is_erreur
), partis AS (
  SELECT x.type FROM suivis p JOIN parcours_sortie x ON x.parcours_id = p.id
  JOIN parcours_parcours o ON o.id = p.id AND o.etat IN ('sorti_positif', 'sorti_sans_suite')
  WHERE x.rejetee_le IS NULL AND x.annulee_le IS NULL AND p.date_sortie BETWEEN %(debut)s AND %(fin)s
), presents AS (
  SELECT DISTINCT personne_id FROM suivis WHERE date_entree <= %(fin)s AND (date_sortie IS NULL OR date_sortie >= %(debut)s)
), faites AS (
  SELECT o.personne_id FROM parcours_positionnement e JOIN parcours_parcours o ON o.id = e.parcours_id AND NOT o.is_erreur
  WHERE e.dispositif_id = %(dispositif)s AND e.etat IN ('en_cours', 'termine', 'interrompu')
    AND e.debut <= %(fin)s AND (e.fin IS NULL OR e.fin >= %(debut)s)
), des_sorties AS (
  SELECT count(*) AS sorties, count(*) FILTER (WHERE type NOT LIKE 'SS-%%') AS positives,
         count(*) FILTER (WHERE type LIKE 'ED-%%') AS emploi, count(*) FILTER (WHERE type LIKE 'FQ-%%') AS formation,
         count(*) FILTER (WHERE type = 'AP') AS autres_positives, count(*) FILTER (WHERE type LIKE 'SS-%%') AS sans_suite,
         count(*) FILTER (WHERE type IN ('SS-DEM', 'SS-DEC', 'SS-RET')) AS neutralisees,
         count(*) FILTER (WHERE type NOT IN ('SS-DEM', 'SS-DEC', 'SS-RET')) AS imputables
  FROM partis
), des_entrees AS (
  SELECT count(*) AS entrees, count(*) FILTER (WHERE sexe = 'f') AS femmes, count(*) FILTER (WHERE sexe <> 'nr') AS sexe_connu,
         count(*) FILTER (WHERE age <= 25) AS moins_26, count(age) AS age_connu,
         count(*) FILTER (WHERE age BETWEEN 26 AND 44) AS de_26_a_44, count(*) FILTER (WHERE age >= 45) AS plus_45,
         count(*) FILTER (WHERE niveau <= 3) AS peu_qualifies, count(*) FILTER (WHERE brsa = 'oui') AS brsa,
         count(*) FILTER (WHERE brsa IN ('oui', 'non')) AS brsa_connu, count(*) FILTER (WHERE deld) AS deld,
         count(*) FILTER (WHERE qpv = 'oui') AS qpv
  FROM suivis WHERE date_entree BETWEEN %(debut)s AND %(fin)s
), du_jour AS (
  SELECT count(*) AS stock, count(*) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM parcours_suspension u WHERE u.parcours_id = p.id AND u.decidee_le IS NOT NULL AND u.du <= %(fin)s
      AND (u.repris_le IS NULL OR u.repris_le > %(fin)s)
  )) AS file
  FROM suivis p WHERE date_entree <= %(fin)s AND (date_sortie IS NULL OR date_sortie > %(fin)s)
)
SELECT (SELECT count(*) FROM presents) AS accompagnes, (SELECT count(*) FROM faites) AS etapes,
       (SELECT count(*) FROM presents WHERE personne_id NOT IN (SELECT personne_id FROM faites)) AS sans_etape, *
FROM des_sorties, des_entrees, du_jour
"""


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django

    django.setup()
    from django.utils.timezone import localdate

    from maillage.bancs.cas.tableau_de_bord import find_annee, measure_tableau, open_acteur
    from maillage.bancs.pays import open_admin
    from maillage.parcours.rules.indicateurs.nombres import make_annee

    periode = make_annee(find_annee(today=localdate()))
    values = {"dispositif": open_acteur().dispositif, "debut": periode.debut, "fin": periode.fin}
    with open_admin() as cursor:

        def count() -> dict[str, int]:
            [row] = cursor.execute(COMPTE, values)
            return dict(zip((column.name for column in cursor.description), row, strict=True))

        measure_tableau(count, serveur=cursor.connection.info.backend_pid)


if __name__ == "__main__":
    main()
