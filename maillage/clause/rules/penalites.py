"""A penalty: what the contract lets the buyer ask, proposed by the facilitateur, decided by the buyer (F7; domaine 02 § 5)."""

from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import EXTERIEURES, CausePenalite, StatutPenalite
from maillage.clause.rules.realisation import Realisation
from maillage.socle.refus import Manque
from maillage.socle.typographie import write_nombre

# From the execution to the balance; a terminated lot answers for what was due until then.
PENALISABLES = frozenset({EtatLot.EN_EXECUTION, EtatLot.SUSPENDU, EtatLot.A_SOLDER, EtatLot.RESILIE})


def find_statut(*, tarif: Decimal | None, cause: CausePenalite) -> StatutPenalite:
    """Nothing is asked of the buyer where the contract has no tariff, or where the cause is not the company's."""
    if tarif is None or cause in EXTERIEURES:
        return StatutPenalite.SANS_OBJET
    return StatutPenalite.PROPOSEE


def check_proposition(
    realisation: Realisation, *, etat: EtatLot, cause: CausePenalite, avis: str, tranchee_le: date | None
) -> list[Manque]:
    if etat not in PENALISABLES:
        return [Manque("", "Une pénalité se propose une fois l’exécution commencée, et jusqu’au solde.")]
    if tranchee_le is not None:
        return [Manque("", f"L’acheteur a déjà tranché, le {tranchee_le:%d/%m/%Y} : sa décision ne se refait pas.")]
    if not realisation.manquantes:
        return [Manque("", "Les heures engagées sont toutes validées : il n’y a pas de pénalité à proposer.")]
    if cause in EXTERIEURES and not avis.strip():
        return [Manque("avis", "Écrivez ce qui montre que la cause n’est pas celle de l’entreprise.")]
    return []


def check_decision(
    *, statut: StatutPenalite, montant: Decimal | None, propose: Decimal, proposee_le: date, le: date, today: date,
    reference: str, raison: str, manquantes: Decimal, actuelles: Decimal,
) -> list[Manque]:  # fmt: skip
    """`manquantes`: those of the proposal; `actuelles`: those of today."""
    if manquantes != actuelles:
        return [
            Manque(
                "",
                f"La pénalité portait sur {write_nombre(manquantes)} h manquantes, il en manque maintenant "
                f"{write_nombre(actuelles)} : proposez-la à nouveau, puis notez la décision.",
            )
        ]
    manques = []
    if not proposee_le <= le <= today:
        manques.append(Manque("le", f"La décision date d’entre le {proposee_le:%d/%m/%Y} et aujourd’hui."))
    if not reference.strip():
        manques.append(Manque("reference", "Indiquez la décision : sa référence, ou comment elle a été donnée."))
    if statut is StatutPenalite.REMISE and not raison.strip():
        manques.append(Manque("raison", "Écrivez pourquoi l’acheteur y renonce."))
    if statut is StatutPenalite.APPLIQUEE:
        if not montant:
            manques.append(Manque("montant", "Indiquez le montant appliqué ; sans montant, la pénalité est remise."))
        elif montant > propose:
            manques.append(
                Manque("montant", f"Le contrat donne {write_nombre(propose)} € au plus : vérifiez le montant.")
            )
    return manques
