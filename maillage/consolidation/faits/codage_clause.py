"""From what a service of the clause counts to its coded rows: no name of anybody, of a company or of a market. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.rules.activite.histoire import (
    ContratDate,
    HeuresAgregees,
    HeuresDatees,
    Histoire,
    LotSuivi,
    PosteDate,
)
from maillage.clause.rules.activite.redevables import date_redevables
from maillage.consolidation.faits.codage import Faits, Numero
from maillage.consolidation.faits.tables_clause import (
    CONTRATS,
    ENGAGEMENTS,
    ENTREPRISES,
    HEURES,
    LOTS,
    POSTES,
    REALISES,
    REDEVABLES,
    SORTIES,
    SUIVIS,
    TABLES_CLAUSE,
)
from maillage.indicateurs.ecriture import list_lignes

ROME = re.compile(r"[A-N]\d{4}")
# Under 200 is what the network publishes as « TPE-PME »; under 250, what the statistical office does.
MOINS_200, DE_200_A_249, A_PARTIR_DE_250 = "moins_200", "200_249", "250_plus"
VIDE: Mapping[str, Any] = dict.fromkeys(colonne.nom for colonne in HEURES.colonnes)


@dataclass(frozen=True, slots=True)
class Codeur:
    """`propre`: numbers of this service alone, for people; `commun`: of the installation, for what several services share."""

    dispositif: str
    propre: Numero
    commun: Numero

    def number_lot(self, lot: int) -> dict[str, Any]:
        return {"dispositif": self.dispositif, "lot": self.commun("lot", lot)}


def code_clause(dispositif: str, histoire: Histoire, *, propre: Numero, commun: Numero) -> Faits:
    codeur = Codeur(dispositif, propre, commun)
    contrats = {contrat.contrat: contrat for contrat in histoire.contrats}
    rows: dict[Any, list[dict[str, Any]]] = {
        LOTS: [_code_lot(codeur, lot) for lot in histoire.lots],
        SUIVIS: [
            codeur.number_lot(one.lot) | {"role": one.role.value, "du": one.du, "au": one.au} for one in histoire.suivis
        ],
        ENGAGEMENTS: [
            codeur.number_lot(one.lot) | {"du": one.du, "au": one.au, "centiemes": count_centiemes(one.heures)}
            for one in histoire.engagements
        ],
        ENTREPRISES: [
            codeur.number_lot(one.lot)
            | {"entreprise": commun("entreprise", one.entreprise), "role": one.role.value, "du": one.du, "au": one.au}
            for one in histoire.entreprises
        ],
        REDEVABLES: [
            codeur.number_lot(one.lot)
            | {
                "entreprise": None if one.entreprise is None else commun("entreprise", one.entreprise),
                "is_tete": one.is_tete, "du": one.du, "au": one.au, "centiemes": count_centiemes(one.heures),
            }
            for one in date_redevables(histoire.engagements, histoire.entreprises)
        ],
        CONTRATS: _code_contrats(codeur, contrats.values()),
        HEURES: [
            *(_code_heures(codeur, one, contrats[one.contrat]) for one in histoire.heures),
            *(_code_agregees(codeur, one) for one in histoire.agregees),
        ],
        REALISES: [
            codeur.number_lot(one.lot)
            | {
                "personne": None if one.contrat is None else propre("personne", contrats[one.contrat].personne),
                "mois": one.mois, "centiemes": count_centiemes(one.heures),
            }
            for one in histoire.realises
        ],
        POSTES: [_code_poste(codeur, poste) for poste in histoire.postes],
        SORTIES: [
            {
                "dispositif": dispositif, "contrat": propre("contrat", one.contrat), "jalon": int(one.jalon),
                "prevu_le": one.prevu_le, "situation": one.situation.value if one.situation else None,
            }
            for one in histoire.sorties
        ],
    }  # fmt: skip
    return Faits({table: sorted(list_lignes(table, rows[table]), key=repr) for table in TABLES_CLAUSE})


def count_centiemes(heures: Decimal) -> int:
    return int(heures * 100)


def _code_lot(codeur: Codeur, lot: LotSuivi) -> dict[str, Any]:
    return codeur.number_lot(lot.lot) | {
        "marche": codeur.commun("marche", lot.marche),
        "acheteur": codeur.commun("donneur", lot.acheteur),
        "maitre_ouvrage": codeur.commun("donneur", lot.maitre_ouvrage),
        "operation": None if lot.operation is None else codeur.commun("operation", lot.operation),
        "programme": lot.programme.value,
        "achat": lot.achat.value,
        "donneur": lot.donneur.value,
        "notifie_le": lot.notifie_le,
        "debut": lot.debut,
        "fin": lot.fin,
        "resilie_le": lot.resilie_le,
        "is_pilote": lot.is_pilote,
        **{forme.value: forme in lot.formes for forme in FormeClause},
    }


def _code_contrats(codeur: Codeur, contrats: Iterable[ContratDate]) -> list[dict[str, Any]]:
    """Of two contracts begun the same day, the page of the activity takes the first by its key written out."""
    ordered = sorted(contrats, key=lambda one: (one.debut, str(one.contrat)))
    return [
        {
            "dispositif": codeur.dispositif,
            "contrat": codeur.propre("contrat", contrat.contrat),
            "personne": codeur.propre("personne", contrat.personne),
            "rang": rang,
            "debut": contrat.debut,
            "is_gere": contrat.is_gere,
            "is_sur_lot": contrat.is_sur_lot,
            "employeur": codeur.commun("entreprise", contrat.employeur),
            "fin": contrat.fin,
            "is_fin_dite": contrat.is_fin_dite,
            **_describe(contrat),
        }
        for rang, contrat in enumerate(ordered, 1)
    ]


def _describe(contrat: ContratDate) -> dict[str, Any]:
    """A profile that was not asked is not known, which is never « no »."""
    return {
        "type": contrat.type.value,
        "mode": contrat.mode.value,
        "domaine": contrat.rome[0] if ROME.fullmatch(contrat.rome) else None,
        **{profil.value: profil in contrat.profil if contrat.profil else None for profil in Profil},
        "qpv_adresse": contrat.qpv_adresse,
    }


def _code_heures(codeur: Codeur, one: HeuresDatees, contrat: ContratDate) -> dict[str, Any]:
    return codeur.number_lot(one.lot) | {
        "marche": codeur.commun("marche", one.marche),
        "is_agregee": False,
        "contrat": codeur.propre("contrat", one.contrat),
        "personne": codeur.propre("personne", contrat.personne),
        "externe": None,
        "mois": one.mois,
        "centiemes": count_centiemes(one.heures),
        "type_heures": one.type.value,
        "achat": one.achat.value,
        "donneur": one.donneur.value,
        "entreprise": codeur.commun("entreprise", one.entreprise),
        "effectif": find_tranche(one.effectif),
        "employeur_statut": one.statut_employeur.value if one.statut_employeur else None,
        "entreprise_statut": one.statut_entreprise.value if one.statut_entreprise else None,
        **_describe(contrat),
    }


def _code_agregees(codeur: Codeur, one: HeuresAgregees) -> dict[str, Any]:
    return {
        **VIDE,
        **codeur.number_lot(one.lot),
        "marche": codeur.commun("marche", one.marche),
        "is_agregee": True,
        "externe": codeur.commun("externe", one.externe),
        "mois": one.mois,
        "centiemes": count_centiemes(one.heures),
        "achat": one.achat.value,
        "donneur": one.donneur.value,
    }


def find_tranche(effectif: int | None) -> str | None:
    if effectif is None:
        return None
    return MOINS_200 if effectif < 200 else DE_200_A_249 if effectif < 250 else A_PARTIR_DE_250


def _code_poste(codeur: Codeur, poste: PosteDate) -> dict[str, Any]:
    return {
        "dispositif": codeur.dispositif,
        "poste": codeur.propre("poste", poste.poste),
        "fonction": poste.fonction.value,
        "financement": poste.financement.value,
        "dix_milliemes": int(poste.quotite * 10_000),
        "du": poste.du,
        "au": poste.au,
    }
