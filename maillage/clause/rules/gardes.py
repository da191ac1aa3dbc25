"""What a lot must hold before it goes on (domaine 02 § 3): every reason at once, each with the field that mends it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.lots import SANS_ENGAGEMENT, EtatLot, FormeClause
from maillage.clause.nomenclatures.marches import ATTRIBUTAIRES, EN_TETE, RoleEntreprise
from maillage.clause.nomenclatures.obligations import LIBELLES_MENTION, Derogation
from maillage.clause.rules.obligations import Mentions, Obligation, check_derogation, list_manquantes
from maillage.socle.refus import Manque

E = EtatLot
# The states a facilitateur reaches by hand, from the tender spotted to the notification.
OUVERTS_A_LA_MAIN: frozenset[EtatLot] = frozenset(
    {
        E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE, E.SANS_CLAUSE, E.PUBLIE, E.ANALYSE, E.INFRUCTUEUX,
        E.ATTRIBUE, E.NOTIFIE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faits:
    """What is known of a lot on the day of the step. `heures`: what the clause asks; `engagees`: what binds.

    `is_a_bons`: its engagement grows with the orders; `heures_par_bon`: and what an order asks is written.
    """

    secteur: str = ""
    publics: Collection[str] = ()
    part_main_oeuvre: Decimal | None = None
    formes: Collection[FormeClause] = ()
    heures: Decimal | None = None
    mentions: Mentions = field(default_factory=Mentions)
    obligation: Obligation | None = None
    derogation: Derogation | None = None
    justification: str = ""
    avis: str = ""
    limite_le: date | None = None
    roles: Collection[RoleEntreprise] = ()
    montant_attribue: Decimal | None = None
    engagees: Decimal | None = None
    is_a_bons: bool = False
    heures_par_bon: bool = False
    avis_critere: str = ""

    @property
    def is_sans_engagement(self) -> bool:
        """Reserved, or insertion itself is what is bought: hours are counted, none are asked."""
        return bool(self.formes) and set(self.formes) <= SANS_ENGAGEMENT

    @property
    def is_note(self) -> bool:
        """Insertion is a criterion of choice: its score is weighed before anybody is chosen."""
        return FormeClause.CRITERE in self.formes


def list_manques(faits: Faits, *, vers: EtatLot, le: date) -> list[Manque]:
    """Why this step is not ready; empty when it is."""
    return list(GARDES[vers](faits, le)) if vers in GARDES else []


def _check_diagnostic(faits: Faits, le: date) -> list[Manque]:
    wanted = (
        ("secteur", faits.secteur.strip(), "Indiquez le secteur d’activité du lot."),
        ("publics", faits.publics, "Choisissez au moins un public que ce lot peut employer."),
        (
            "part_main_oeuvre",
            faits.part_main_oeuvre is not None,
            "Estimez la part de main-d’œuvre : elle fait les heures.",
        ),
    )
    return [Manque(champ, phrase) for champ, has, phrase in wanted if not has]


def _check_proposition(faits: Faits, le: date) -> list[Manque]:
    if not faits.formes:
        return [Manque("formes", "Choisissez la forme de la clause.")]
    if faits.is_sans_engagement or faits.heures or faits.heures_par_bon:
        return []
    return [Manque("heures", "Calculez les heures demandées : il y manque une hypothèse, ou elles font moins d’une.")]


def _check_validation(faits: Faits, le: date) -> list[Manque]:
    manquantes = list_manquantes(faits.mentions)
    return [
        Manque(f"mention_{champ}", f"Écrivez {libelle} : les pièces du marché le donnent au moins.")
        for champ, libelle in LIBELLES_MENTION.items()
        if libelle in manquantes
    ]


def _check_renoncement(faits: Faits, le: date) -> list[Manque]:
    if faits.obligation and faits.obligation.est_due:
        refus = check_derogation(faits.derogation, justification=faits.justification)
        champ = "derogation" if faits.derogation is None else "justification"
        return [Manque(champ, refus)] if refus else []
    if faits.derogation is None and not faits.justification.strip():
        return [Manque("justification", "Écrivez pourquoi ce lot n’aura pas de clause.")]
    return []


def _check_publication(faits: Faits, le: date) -> list[Manque]:
    manques = [] if faits.avis.strip() else [Manque("avis", "Indiquez la référence de l’avis publié.")]
    if faits.limite_le is None:
        return [*manques, Manque("limite_le", "Indiquez le jour limite de remise des offres.")]
    if faits.limite_le < le:
        return [*manques, Manque("limite_le", f"Les offres seraient attendues avant la publication ({le:%d/%m/%Y}).")]
    return manques


def _check_analyse(faits: Faits, le: date) -> list[Manque]:
    if faits.limite_le is not None and le <= faits.limite_le:
        return [Manque("le", f"Les offres se remettent jusqu’au {faits.limite_le:%d/%m/%Y} : l’analyse vient après.")]
    return _check_critere(faits)


def _check_critere(faits: Faits) -> list[Manque]:
    if not faits.is_note or faits.avis_critere.strip():
        return []
    return [Manque("avis_critere", "Ce marché note l’insertion : écrivez votre avis sur ce critère.")]


def _check_infructueux(faits: Faits, le: date) -> list[Manque]:
    return (
        []
        if faits.justification.strip()
        else [Manque("justification", "Écrivez pourquoi la consultation n’a pas abouti.")]
    )


def _check_attribution(faits: Faits, le: date) -> list[Manque]:
    return [*_check_critere(faits), *_check_attributaires(faits)]


def _check_attributaires(faits: Faits) -> list[Manque]:
    manques: list[Manque] = []
    if not faits.montant_attribue:
        manques.append(Manque("montant_attribue", "Indiquez le montant attribué, hors taxes."))
    if not set(faits.roles) & ATTRIBUTAIRES:
        return [*manques, Manque("entreprises", "Ajoutez l’entreprise à qui le lot est attribué.")]
    tetes = [role for role in faits.roles if role in EN_TETE]
    if not tetes:
        return [*manques, Manque("entreprises", "Dites laquelle des entreprises du groupement est mandataire.")]
    if len(tetes) > 1:
        return [
            *manques,
            Manque("entreprises", "Deux entreprises conduisent ce lot : une seule est titulaire ou mandataire."),
        ]
    return manques


def _check_notification(faits: Faits, le: date) -> list[Manque]:
    manques = _check_attributaires(faits)  # a lot that entered attributed may lack them still
    if faits.is_sans_engagement or faits.is_a_bons or faits.engagees:
        return manques  # by orders: nothing is engaged before the first one (domaine 02 § 5, F3)
    return [*manques, Manque("engagement", "Enregistrez les heures que l’entreprise s’engage à faire faire.")]


GARDES = {
    E.DIAGNOSTIQUE: _check_diagnostic,
    E.CLAUSE_PROPOSEE: _check_proposition,
    E.CLAUSE_VALIDEE: _check_validation,
    E.SANS_CLAUSE: _check_renoncement,
    E.PUBLIE: _check_publication,
    E.ANALYSE: _check_analyse,
    E.INFRUCTUEUX: _check_infructueux,
    E.ATTRIBUE: _check_attribution,
    E.NOTIFIE: _check_notification,
}
