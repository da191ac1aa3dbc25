"""What a counted service would declare if it did without Maillage: the same year, as the totals that are typed."""

from collections.abc import Iterable

from maillage.clause.nomenclatures.emplois import LIBELLES_CONTRAT, LIBELLES_MODE
from maillage.consolidation.catalogue.clause import declarations as d
from maillage.consolidation.catalogue.clause import ventilations as v
from maillage.indicateurs.apports import Apport
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.ventilations import INCONNU


def declare(cellules: Iterable[Cellule], apports: Iterable[Apport]) -> dict[str, int]:
    """Of everything that is asked. People whose sex, age or level alone is missing are of no known profile."""
    entieres = {(c.code, c.ventilation, c.modalite): c for c in cellules}

    def read(code: str, ventilation: str = TOTAL, modalite: str = "") -> int:
        return entieres[code, ventilation, modalite].numerateur

    def split(
        prefixe: str, code: str, ventilation: str, modalites: Iterable[str], *, inconnu: bool = False
    ) -> dict[str, int]:
        found = {f"{prefixe}:{modalite}": read(code, ventilation, modalite) for modalite in modalites}
        return found | ({f"{prefixe}:{d.INCONNU}": read(code, ventilation, INCONNU)} if inconnu else {})

    heures, siae, elargie = (read(f"clause.{code}") for code in ("heures", "heures_siae", "heures_siae_elargie"))
    tpe, moins_250, dites = (read(f"clause.heures_{code}") for code in ("tpe_pme", "moins_250", "effectif_connu"))
    qpv, situees = read("clause.heures_qpv"), read("clause.heures_adresse_connue")
    gros = {(one.cas, one.genre): one for one in apports}
    entreprises, personnes = (gros["clause.heures", genre] for genre in ("entreprises", "personnes"))
    return {
        d.HEURES: heures,
        **split("clause.heures:achat", "clause.heures", "achat", v.ACHAT.modalites),
        **split("clause.heures:donneur", "clause.heures", "donneur", v.DONNEUR.modalites),
        "clause.heures:employeur:siae": siae, "clause.heures:employeur:geiq_regie": elargie - siae,
        "clause.heures:employeur:autres": heures - elargie, d.SIAE_MARCHE: read("clause.heures_siae_marche"),
        d.PERSONNES: read(d.PERSONNES), d.PROFIL_CONNU: read(d.PERSONNES, "renseignement_clause", "profil"),
        **split(f"{d.PERSONNES}:sexe", d.PERSONNES, "sexe_embauche", v.SEXE.modalites),
        **split(f"{d.PERSONNES}:age", d.PERSONNES, "age_embauche", v.AGE.modalites),
        **split(f"{d.PERSONNES}:niveau", d.PERSONNES, "niveau_embauche", v.NIVEAU.modalites),
        **split(f"{d.PERSONNES}:profils", d.PERSONNES, "profils", d.PROFILS),
        d.ACTIFS: read(d.ACTIFS), d.SIGNES: read(d.SIGNES),
        **{
            cle: nombre
            for code in (d.ACTIFS, d.SIGNES)
            for cle, nombre in {
                **split(f"{code}:type", code, "contrat_clause", LIBELLES_CONTRAT, inconnu=True),
                **split(f"{code}:mode", code, "mode", LIBELLES_MODE, inconnu=True),
            }.items()
        },
        d.ENTREPRISES: entreprises.nombre, d.PLUS_GROSSE: entreprises.plus_gros, d.PLUS_FORTE: personnes.plus_gros,
        "clause.heures:effectif:moins_200": tpe, "clause.heures:effectif:200_249": moins_250 - tpe,
        "clause.heures:effectif:250_plus": dites - moins_250,
        "clause.heures:qpv_adresse:oui": qpv, "clause.heures:qpv_adresse:non": situees - qpv,
        **split(f"{d.PERSONNES}:qpv_adresse", d.PERSONNES, "qpv_adresse", v.QPV.modalites),
        **split(f"{d.ACTIFS}:domaine", d.ACTIFS, "domaine", v.DOMAINE.modalites),
        d.ETP: read(d.ETP), d.POSTES: read(d.POSTES), d.ETP_COORDINATION: read(d.ETP_COORDINATION),
        d.POSTES_COORDINATION: entieres[d.ETP_COORDINATION, TOTAL, ""].base,
        **split(f"{d.ETP}:financement", d.ETP, "financement", v.FINANCEMENT.modalites),
        d.LOTS: read(d.LOTS), d.ENGAGEES_PILOTEES: read(d.ENGAGEES_PILOTEES),
        **split(f"{d.LOTS}:achat", d.LOTS, "achat", v.ACHAT.modalites), **split(f"{d.LOTS}:donneur", d.LOTS, "donneur", v.DONNEUR.modalites),
        **{code: read(code) for code in (d.ECHUS, d.TENUS, d.ENGAGEES, d.TENUES, d.REALISEES, *d.SORTIES)},
        **{
            f"{code}:situation:{situation}": read(f"{code}_repondants", "situation_sortie", situation)
            for code in d.SORTIES
            for situation in v.SITUATION.modalites
        },
    }  # fmt: skip
