"""Must this consultation hold a social consideration? And does its clause say what it must? (domaine 02 § 2)

The thresholds are a dated table: a year adds a line, it does not edit the past.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.obligations import (
    LIBELLES_DEROGATION,
    LIBELLES_MENTION,
    Achat,
    Acheteur,
    Derogation,
)
from maillage.socle.parametres import Parametre, Valeur
from maillage.socle.typographie import write_nombre

LU = "avis publié des seuils européens"
DEDUIT = "chiffre connu, texte non lu"
DEBUT_2024, DEBUT_2026 = date(2024, 1, 1), date(2026, 1, 1)


def _seuils(code: str, libelle: str, *valeurs: tuple[date, int, str, bool]) -> Parametre:
    return Parametre(
        code, libelle, "€ HT", tuple(Valeur(du, montant, source, nv) for du, montant, source, nv in valeurs)
    )


TRAVAUX = _seuils(
    "seuil_europeen_travaux", "Seuil européen des travaux",
    (DEBUT_2024, 5_538_000, LU, False), (DEBUT_2026, 5_404_000, DEDUIT, True),
)  # fmt: skip
SEUILS: dict[tuple[Achat, Acheteur], Parametre] = {
    (Achat.TRAVAUX, Acheteur.ETAT): TRAVAUX,
    (Achat.TRAVAUX, Acheteur.COLLECTIVITE): TRAVAUX,
    (Achat.FOURNITURES_SERVICES, Acheteur.COLLECTIVITE): _seuils(
        "seuil_europeen_collectivite", "Seuil européen des fournitures et services des collectivités",
        (DEBUT_2024, 221_000, LU, False), (DEBUT_2026, 216_000, DEDUIT, True),
    ),
    (Achat.FOURNITURES_SERVICES, Acheteur.ETAT): _seuils(
        "seuil_europeen_etat", "Seuil européen des fournitures et services de l’État",
        (DEBUT_2024, 143_000, DEDUIT, True), (DEBUT_2026, 140_000, DEDUIT, True),
    ),
}  # fmt: skip
ENTREE_EN_VIGUEUR = date(2026, 8, 22)  # law of 22 August 2021, « Climat et résilience », art. 35: five years later


@dataclass(frozen=True, slots=True)
class Obligation:
    """`phrase` says why, with the threshold and its day; to be shown beside the answer."""

    est_due: bool
    phrase: str


def find_obligation(*, achat: Achat, acheteur: Acheteur, montant_ht: Decimal, engagee_le: date) -> Obligation:
    if engagee_le < ENTREE_EN_VIGUEUR:
        return Obligation(False, f"La consultation précède le {ENTREE_EN_VIGUEUR:%d/%m/%Y}, jour de l’obligation.")
    seuil = SEUILS[achat, acheteur].get(on=engagee_le)
    shown = write_nombre(seuil.valeur)
    if montant_ht < seuil.valeur:
        return Obligation(False, f"Le montant est sous le seuil européen ({shown} € HT depuis le {seuil.du:%d/%m/%Y}).")
    return Obligation(True, f"Le montant atteint le seuil européen ({shown} € HT depuis le {seuil.du:%d/%m/%Y}).")


def check_derogation(motif: Derogation | None, *, justification: str) -> str | None:
    """Doing without, where it is due, asks for one of the reasons of the law and for words that support it."""
    if motif is None:
        return (
            "Cette consultation doit comporter une considération sociale : choisissez le motif légal qui en dispense."
        )
    if not justification.strip():
        return f"« {LIBELLES_DEROGATION[motif]} » : écrivez ce qui le justifie, l’acheteur aura à le montrer."
    return None


@dataclass(frozen=True, slots=True)
class Mentions:
    """The four that the documents of the contract give at least (CCAG 2021)."""

    perimetre: str = ""
    facilitateur: str = ""
    publics: str = ""
    volume: str = ""


def list_manquantes(mentions: Mentions) -> list[str]:
    """What is still to be written before the clause can be validated, all at once."""
    return [libelle for champ, libelle in LIBELLES_MENTION.items() if not getattr(mentions, champ).strip()]
