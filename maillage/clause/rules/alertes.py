"""What calls for somebody on a lot: each alert says why, from which figures, and what to do (domaine 02 § 3).

Not states: read anew each time. A suspended lot has none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.rules.planning import compute_attendues, find_dernier_echu
from maillage.clause.rules.realisation import Realisation
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord, write_nombre

SOURCE = "proposition du projet, à confirmer par Alliance Villes Emploi"
DELAI_DECLARATION = fixe(
    "alerte_delai_declaration", "Temps laissé pour déclarer et valider les heures d’un mois", "mois", 1, SOURCE,
    a_confirmer=True,
)  # fmt: skip
TOLERANCE = fixe(
    "alerte_tolerance_retard", "Écart au plan au-delà duquel un lot est en retard", "% de l’engagement", 10, SOURCE,
    a_confirmer=True,
)  # fmt: skip
DELAI_PLAN = fixe(
    "alerte_delai_plan", "Temps laissé pour écrire le plan d’action après la notification", "jours", 30, SOURCE,
    a_confirmer=True,
)  # fmt: skip
DELAI_DEMARRAGE = fixe(
    "alerte_delai_demarrage", "Temps laissé au premier contrat après le début du marché", "jours", 60, SOURCE,
    a_confirmer=True,
)  # fmt: skip
RECUL = fixe(
    "alerte_recul_rythme", "Mois dont le rythme est prolongé jusqu’à la fin du marché", "mois", 3, SOURCE,
    a_confirmer=True,
)  # fmt: skip
PREAVIS_ELIGIBILITE = fixe(
    "alerte_preavis_eligibilite", "Temps avant la fin d’une éligibilité où prévenir", "jours", 30, SOURCE,
    a_confirmer=True,
)  # fmt: skip


class Code(StrEnum):
    RETARD = "retard"
    RISQUE = "risque"
    PIECES = "pieces"
    ELIGIBILITE = "eligibilite"
    AVENANT = "avenant"
    PLAN = "plan"
    DEMARRAGE = "demarrage"


LIBELLES_ALERTE: dict[Code, str] = {
    Code.RETARD: "En retard",
    Code.RISQUE: "Risque de ne pas tenir l’engagement",
    Code.PIECES: "Pièces manquantes",
    Code.ELIGIBILITE: "Éligibilité finie ou bientôt finie",
    Code.AVENANT: "Avenant sans ajustement d’heures",
    Code.PLAN: "Plan d’action à écrire",
    Code.DEMARRAGE: "Exécution à commencer",
}


class Vers(StrEnum):
    """Where the alert leads: the page that mends it."""

    PLANNING = "planning"
    HEURES = "heures"
    PERSONNES = "personnes"
    EMPLOIS = "emplois"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class Alerte:
    """`pourquoi`: the figures; `geste`: what to do, as a link says it."""

    code: Code
    pourquoi: str
    geste: str
    vers: Vers

    @property
    def libelle(self) -> str:
        return LIBELLES_ALERTE[self.code]


@dataclass(frozen=True, slots=True)
class Situation:
    """A lot on a day, as plain values. `fins_eligibilite`: of those whose contract runs on the lot.

    `sans_releve`: lines declared without a record; `sans_constat`: contracts of persons nobody found eligible.
    `avenants`: those notified, whose effect on the hours nobody decided, by their number.
    """

    etat: EtatLot
    notifie_le: date | None = None
    debut: date | None = None
    fin: date | None = None
    engagees: Decimal | None = None
    planning: Mapping[date, Decimal] = field(default_factory=dict)
    is_plan_a_jour: bool = False
    validees: Mapping[date, Decimal] = field(default_factory=dict)
    en_attente: Decimal = Decimal(0)
    has_contrat: bool = False
    sans_releve: int = 0
    sans_constat: int = 0
    fins_eligibilite: tuple[date, ...] = ()
    avenants: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum(self.validees.values(), Decimal(0))

    @property
    def attente(self) -> str:
        """What may make the figure better without anything being done on site."""
        if not self.en_attente:
            return ""
        return f" {write_nombre(self.en_attente)} h déclarées attendent votre décision."


E = EtatLot
SURVEILLES = frozenset({E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.A_SOLDER})
A_COMMENCER = frozenset({E.NOTIFIE, E.PLANIFIE})


def list_alertes(lot: Situation, *, on: date) -> list[Alerte]:
    """The most pressing first. None of a suspended lot: nothing is expected of it meanwhile."""
    if lot.etat not in SURVEILLES:
        return []
    return [alerte for read in LECTURES for alerte in read(lot, on)]


def _read_retard(lot: Situation, on: date) -> Iterator[Alerte]:
    if lot.etat is not E.EN_EXECUTION or not lot.engagees or not lot.planning:
        return
    delai = DELAI_DECLARATION.get(on=on).valeur
    attendues = compute_attendues(lot.planning, on=on, delai=delai)
    tolerance = lot.engagees * TOLERANCE.get(on=on).valeur / 100
    if lot.total < attendues - tolerance:
        mois = find_dernier_echu(on, delai=delai)
        yield Alerte(
            Code.RETARD,
            f"{write_nombre(lot.total)} h validées, quand le plan en attendait {write_nombre(attendues)} à la fin de "
            f"{mois:%m/%Y} : {write_nombre(attendues - lot.total)} h de retard.{lot.attente}",
            "Valider les heures déclarées" if lot.en_attente else "Revoir le plan d’action avec l’entreprise",
            Vers.HEURES if lot.en_attente else Vers.PLANNING,
        )


def _read_risque(lot: Situation, on: date) -> Iterator[Alerte]:
    """At the rhythm of the last months whose hours are known, what would be done at the end of the market."""
    if lot.etat is not E.EN_EXECUTION or not lot.engagees or lot.debut is None or lot.fin is None:
        return
    recul = RECUL.get(on=on).valeur
    dernier = find_dernier_echu(on, delai=DELAI_DECLARATION.get(on=on).valeur)
    premier = add_months(dernier, 1 - recul)
    if lot.debut.replace(day=1) > premier:
        return  # too young to have a rhythm
    faites = sum((h for mois, h in lot.validees.items() if premier <= mois <= dernier), Decimal(0))
    reste = max(0, (lot.fin.year - dernier.year) * 12 + lot.fin.month - dernier.month)
    connues = sum((h for mois, h in lot.validees.items() if mois <= dernier), Decimal(0))
    projete = max(lot.total, connues + faites / recul * reste)
    realisation = Realisation(lot.engagees, projete)
    if realisation.manquantes > lot.engagees * TOLERANCE.get(on=on).valeur / 100:
        yield Alerte(
            Code.RISQUE,
            f"Au rythme des {recul} derniers mois connus ({write_nombre(round(faites / recul))} h par mois), le lot finirait à "
            f"{write_nombre(round(projete))} h sur {write_nombre(lot.engagees)} engagées : il en manquerait "
            f"{write_nombre(round(realisation.manquantes))}.{lot.attente}",
            "Chercher d’autres façons de faire les heures",
            Vers.PLANNING,
        )


def _read_demarrage(lot: Situation, on: date) -> Iterator[Alerte]:
    if lot.etat not in A_COMMENCER or lot.has_contrat or lot.debut is None:
        return
    jours = (on - lot.debut).days
    if jours > DELAI_DEMARRAGE.get(on=on).valeur:
        yield Alerte(
            Code.DEMARRAGE,
            f"Le marché a commencé le {lot.debut:%d/%m/%Y}, il y a {write_nombre(jours)} jours : aucun contrat n’est enregistré.",
            "Mettre une personne en relation avec l’entreprise",
            Vers.EMPLOIS,
        )


def _read_plan(lot: Situation, on: date) -> Iterator[Alerte]:
    if not lot.engagees or lot.etat is E.A_SOLDER:
        return
    if lot.planning and not lot.is_plan_a_jour:
        total = sum(lot.planning.values(), Decimal(0))
        yield Alerte(
            Code.PLAN,
            f"Le plan d’action fait {write_nombre(total)} h ; l’engagement en demande maintenant {write_nombre(lot.engagees)}.",
            "Mettre le plan d’action à jour",
            Vers.PLANNING,
        )
    elif not lot.planning and lot.notifie_le is not None:
        jours = (on - lot.notifie_le).days
        if jours > DELAI_PLAN.get(on=on).valeur:
            yield Alerte(
                Code.PLAN,
                f"Le lot est notifié depuis {write_nombre(jours)} jours, sans plan d’action : rien ne dit ce qui est attendu, ni quand.",
                "Écrire le plan d’action avec l’entreprise",
                Vers.PLANNING,
            )


def _read_pieces(lot: Situation, on: date) -> Iterator[Alerte]:
    if lot.sans_constat:
        qui = write_accord(lot.sans_constat, "contrat compte", "contrats comptent")
        yield Alerte(
            Code.PIECES,
            f"{qui} sur ce lot sans éligibilité constatée avant l’embauche : ces heures ne vaudront pas.",
            "Constater l’éligibilité",
            Vers.PERSONNES,
        )
    if lot.sans_releve:
        lignes = write_accord(lot.sans_releve, "ligne d’heures déclarée", "lignes d’heures déclarées")
        yield Alerte(Code.PIECES, f"{lignes} sans relevé joint.", "Demander les relevés", Vers.HEURES)


def _read_eligibilite(lot: Situation, on: date) -> Iterator[Alerte]:
    preavis = PREAVIS_ELIGIBILITE.get(on=on).valeur
    finies = [fin for fin in lot.fins_eligibilite if fin < on]
    bientot = [fin for fin in lot.fins_eligibilite if 0 <= (fin - on).days <= preavis]
    if finies:
        qui = write_accord(len(finies), "personne travaille", "personnes travaillent")
        heures = "ses heures" if len(finies) == 1 else "leurs heures"
        yield Alerte(
            Code.ELIGIBILITE,
            f"{qui} encore sur ce lot, éligibilité finie (depuis le {min(finies):%d/%m/%Y}) : {heures} ne comptent plus.",
            "Voir qui, et prolonger si un motif le permet",
            Vers.PERSONNES,
        )
    if bientot:
        qui = write_accord(len(bientot), "éligibilité finit", "éligibilités finissent")
        yield Alerte(
            Code.ELIGIBILITE,
            f"{qui} d’ici {preavis} jours (la première le {min(bientot):%d/%m/%Y}).",
            "Préparer la suite",
            Vers.PERSONNES,
        )


def _read_avenant(lot: Situation, on: date) -> Iterator[Alerte]:
    if lot.avenants:
        combien = write_accord(len(lot.avenants), "avenant notifié", "avenants notifiés")
        yield Alerte(
            Code.AVENANT,
            f"{combien} ({', '.join(lot.avenants)}), heures pas encore ajustées : l’engagement reste celui d’avant.",
            "Décider des heures de l’avenant",
            Vers.ENGAGEMENT,
        )


LECTURES: tuple[Callable[[Situation, date], Iterator[Alerte]], ...] = (
    _read_retard, _read_risque, _read_eligibilite, _read_pieces, _read_demarrage, _read_avenant, _read_plan,
)  # fmt: skip
