"""Who gives the hours: companies and people, for every sum of hours that a release may show or let be worked out."""

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.clause.nomenclatures.emplois import SIAE, SIAE_ELARGIE
from maillage.consolidation.catalogue.clause.populations import HEURES_DU_MOIS
from maillage.consolidation.catalogue.clause.ventilations import ACHAT, DONNEUR, GROUPE_DONNEUR
from maillage.consolidation.faits.codage_clause import A_PARTIR_DE_250, MOINS_200
from maillage.consolidation.secret.nomenclatures import Contributeurs
from maillage.indicateurs.apports import Cas, Grandeur, name_cas

E, P = Contributeurs.ENTREPRISES.value, Contributeurs.PERSONNES.value
SUIVIE = ~_.is_agregee
INSERTION, ELARGIE = (sorted(statut.value for statut in statuts) for statuts in (SIAE, SIAE_ELARGIE))


def _is(condition: Deferred) -> Deferred:
    """What is not known is not."""
    found: Deferred = condition.fill_null(False)
    return found


def _list_cas() -> dict[str, Cas]:
    siae, elargie = _is(_.employeur_statut.isin(INSERTION)), _is(_.employeur_statut.isin(ELARGIE))
    du_marche = _is(_.entreprise_statut.isin(INSERTION))
    petite, grande, dite = _is(_.effectif == MOINS_200), _is(_.effectif == A_PARTIR_DE_250), _.effectif.notnull()
    situee, en_quartier = _.qpv_adresse.notnull(), _is(_.qpv_adresse)
    conditions: dict[tuple[str, str], Deferred] = {
        **{("achat", code): ACHAT.colonne == code for code in ACHAT.modalites},
        **{("donneur", code): GROUPE_DONNEUR.colonne == code for code in GROUPE_DONNEUR.modalites},
        **{("donneur", code): DONNEUR.colonne == code for code in DONNEUR.modalites},
        ("employeur", "siae"): siae, ("employeur", "elargie"): elargie, ("employeur", "geiq_regie"): elargie & ~siae,
        ("employeur", "autres"): ~elargie, ("entreprise", "siae"): du_marche, ("entreprise", "autres"): ~du_marche,
        ("effectif", "dit"): dite, ("effectif", "non_dit"): ~dite, ("effectif", "250_plus"): grande,
        ("effectif", "moins_250"): dite & ~grande, ("effectif", "moins_200"): petite,
        ("effectif", "200_249"): dite & ~grande & ~petite, ("qpv_adresse", "situee"): situee,
        ("qpv_adresse", "non_situee"): ~situee, ("qpv_adresse", "oui"): en_quartier,
        ("qpv_adresse", "non"): situee & ~en_quartier,
        # What a service declares of its year comes from no row: only its deposit says so.
        ("suivi", "une_a_une"): ibis.literal(True), ("suivi", "declarees"): ibis.literal(False),
    }  # fmt: skip
    return {
        name_cas("clause.heures"): Cas(SUIVIE, (E, P)),
        **{name_cas("clause.heures", *place): Cas(SUIVIE & kept, (E, P)) for place, kept in conditions.items()},
        name_cas("clause.heures_tenus"): Cas(SUIVIE & (_.postes > 0), (E, P)),
        name_cas("clause.heures_agregees"): Cas(_.is_agregee, (E,)),
        name_cas("clause.heures_en_tout"): Cas(ibis.literal(True), (E,)),
    }


APPORTS = Grandeur(
    population=HEURES_DU_MOIS, valeur=_.centiemes,
    genres={
        # A structure that declares a total is one: nobody knows which companies are behind it.
        E: ibis.ifelse(
            _.is_agregee, _.externe.cast("string").concat(" externe"), _.entreprise.cast("string").concat(" entreprise")
        ),
        P: _.personne.cast("string"),
    },
    cas=_list_cas(),
)  # fmt: skip
