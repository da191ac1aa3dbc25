"""When a company is put on notice, what it must be given, and what a penalty waits for (domaine 02 § 4 and 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import CausePenalite, StatutPenalite
from maillage.clause.rules.penalites import PENALISABLES
from maillage.socle.parametres import fixe
from maillage.socle.refus import Manque

DELAI = fixe(
    "mise_en_demeure_delai", "Délai proposé d’une mise en demeure", "jours", 15,
    "usage des cahiers des clauses administratives générales, à lire dans le marché", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demeure:
    le: date
    terme: date
    has_suite: bool = False

    def is_echue(self, *, on: date) -> bool:
        return on > self.terme


def check_demeure(*, etat: EtatLot, le: date, terme: date, objet: str, has_piece: bool, today: date) -> list[Manque]:
    if etat not in PENALISABLES:
        return [Manque("", "Une mise en demeure se note une fois l’exécution commencée, et jusqu’au solde.")]
    manques = []
    if le > today:
        manques.append(Manque("le", "Notez-la une fois envoyée : cette date est à venir."))
    if terme <= le:
        manques.append(Manque("terme", "Le délai finit après l’envoi : donnez un jour plus tard."))
    if not objet.strip():
        manques.append(Manque("objet", "Écrivez ce que l’entreprise doit faire avant la fin du délai."))
    if not has_piece:
        manques.append(Manque("fichier", "Joignez le courrier : c’est lui qui fait preuve."))
    return manques


def check_penalite(demeures: Iterable[Demeure], *, cause: CausePenalite, today: date) -> list[Manque]:
    """A delay that was given is waited for. None is asked where none was noted: the contract says whether one must be."""
    courantes = [d for d in demeures if not d.is_echue(on=today) and not d.has_suite]
    if cause is not CausePenalite.ENTREPRISE or not courantes:
        return []
    last = max(courantes, key=lambda d: d.terme)
    return [
        Manque(
            "",
            f"La mise en demeure du {last.le:%d/%m/%Y} laisse à l’entreprise jusqu’au {last.terme:%d/%m/%Y} : proposez la "
            "pénalité ensuite, ou notez la suite donnée.",
        )
    ]


def check_avis(*, role: RoleSuivi | None, statut: StatutPenalite | None, texte: str) -> list[Manque]:
    """A participante says what it thinks, while the buyer has not decided."""
    if role is not RoleSuivi.PARTICIPANTE:
        return [Manque("", "L’avis sur une pénalité est celui des structures qui participent au lot.")]
    if statut is not StatutPenalite.PROPOSEE:
        return [Manque("", "Aucune pénalité n’attend de décision : il n’y a pas d’avis à donner.")]
    if not texte.strip():
        return [Manque("texte", "Écrivez votre avis : l’acheteur peut le lire.")]
    return []
