"""Who gives the hours and who owes them: companies and people, for every sum that a release may show or let be worked out."""

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.clause.nomenclatures.emplois import SIAE, SIAE_ELARGIE
from maillage.consolidation.catalogue.clause.populations import (
    DU_LOT,
    ECHU,
    ENGAGEES,
    HEURES_DU_MOIS,
    LOT_EN_COURS,
    PILOTE,
    PRESENT_LE_DERNIER_JOUR,
    REALISEES,
    SUIVI,
    TENU,
)
from maillage.consolidation.catalogue.clause.ventilations import ACHAT, DONNEUR, GROUPE_DONNEUR
from maillage.consolidation.faits.codage_clause import A_PARTIR_DE_250, MOINS_200
from maillage.consolidation.faits.tables_clause import LOTS, REALISES, REDEVABLES, SUIVIS
from maillage.consolidation.secret.nomenclatures import Contributeurs
from maillage.indicateurs.apports import Cas, Grandeur, name_cas
from maillage.indicateurs.periodes import PERIODE
from maillage.indicateurs.populations import TERRITOIRE, Lien, Population

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


DES_HEURES = Grandeur(
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
TOUT = ibis.literal(True)
ENTREPRISE = {E: _.entreprise.cast("string")}


def owe(code: str, regle: str, condition: Deferred, *liens: Lien, par: tuple[str, ...] = ()) -> Population:
    """The companies that answer for these lots, and those that may owe a part."""
    return Population(
        code=code, libelle="Entreprises qui répondent d’un engagement", unite="entreprises", table=REDEVABLES, regle=regle,
        condition=PRESENT_LE_DERNIER_JOUR & condition, liens=liens, une_par=par, dernier=("du",) if par else (),
    )  # fmt: skip


DU_PILOTE = Grandeur(
    population=owe("redevables", "des lots en cours pilotés", (_.lot_en_cours > 0) & (_.pilote > 0), LOT_EN_COURS, PILOTE),
    valeur=_.centiemes, genres=ENTREPRISE, certain=_.is_tete, cas={"clause.heures_engagees_pilotees": Cas(TOUT, (E,))},
)  # fmt: skip
LOT_ECHU = Lien(nom="lot_echu", definition="le lot, s’il est échu", table=LOTS, cles=DU_LOT, condition=ECHU)
EST_ECHU = (_.lot_echu > 0) & (_.engagees > 0)
DES_ECHUS = Grandeur(
    population=owe("redevables_echus", "des lots échus", EST_ECHU, LOT_ECHU, ENGAGEES, REALISEES),
    valeur=_.engagees, genres=ENTREPRISE, certain=_.is_tete,
    cas={
        "clause.heures_engagees_echues": Cas(TOUT, (E,)), "clause.heures_realisees_echues": Cas(TOUT, (E,), _.realisees),
        "clause.heures_tenues": Cas(TOUT, (E,), TENU), "clause.heures_manquantes": Cas(TOUT, (E,), _.engagees - TENU),
        "clause.heures_excedentaires": Cas(TOUT, (E,), _.realisees - TENU),
    },
)  # fmt: skip
# Whose hours they are: with all of theirs on these lots, of which what is beyond the engagement is nobody's in particular.
DES_PERSONNES = Grandeur(
    population=Population(
        code="realises", libelle="Heures des lots échus", unite="mois", table=REALISES, regle="des lots échus",
        condition=EST_ECHU & (_.mois <= PERIODE.fin), liens=(LOT_ECHU, ENGAGEES),
    ),
    valeur=_.centiemes, genres={P: _.personne.cast("string")},
    cas={f"clause.heures_{quoi}": Cas(TOUT, (P,)) for quoi in ("realisees_echues", "tenues")},
)  # fmt: skip
APPORTS = (DES_HEURES, DU_PILOTE, DES_ECHUS, DES_PERSONNES)  # what a deposit tells
PILOTE_ICI = Lien(
    nom="pilote_ici", definition="pilotages en vigueur le dernier jour, dans le territoire", table=SUIVIS,
    cles=(TERRITOIRE, "lot"), condition=PILOTE.condition,
)  # fmt: skip
RESTE = "clause.heures_engagees_ailleurs"  # of lots that are followed here and led by nobody here
# Of a lot that several services follow, once: what is counted of the nation alone, where the facts are at hand.
PARTAGE = Grandeur(
    population=owe(
        "redevables_suivis", "des lots en cours pilotés ou suivis", (_.lot_en_cours > 0) & (_.suivi > 0), LOT_EN_COURS, SUIVI,
        PILOTE_ICI, par=(TERRITOIRE, "lot", "entreprise"),
    ),
    valeur=_.centiemes, genres=ENTREPRISE, certain=_.is_tete,
    cas={"clause.heures_engagees": Cas(TOUT, (E,)), RESTE: Cas(_.pilote_ici == 0, (E,))},
)  # fmt: skip
