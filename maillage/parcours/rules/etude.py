"""What the dispositif looks at when an orientation comes (domaine 01 § 3.2, T3, and § 4): the territory, the public, and
whether the person is followed here already. Nothing is decided here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.parcours.nomenclatures.orientation import Critere
from maillage.parcours.rules.orientation import USAGE, Fiche
from maillage.participants.rules import niveaux
from maillage.reseau.nomenclatures import Couverture
from maillage.socle.dates import add_months, count_months
from maillage.socle.parametres import fixe
from maillage.socle.refus import Manque

SENIOR = fixe("parcours.orientation.senior", "âge à partir duquel une personne est senior", "ans", 50, USAGE,
              a_confirmer=True)  # fmt: skip
JEUNE = fixe("parcours.orientation.jeune", "âge en dessous duquel une personne est jeune", "ans", 26,
             "Consolidation des PLIE 2019, entrées des moins de 26 ans")  # fmt: skip
DELD = fixe("parcours.orientation.deld", "durée d’inscription d’un demandeur de longue durée", "mois", 12,
            "Consolidation des PLIE : douze mois d’inscription en catégorie A, B ou C")  # fmt: skip


class Gravite(StrEnum):
    """BLOQUE needs a dérogation, INTERDIT nothing lifts, VERIFIE is for the eye."""

    INTERDIT = "interdit"
    BLOQUE = "bloque"
    VERIFIE = "verifie"
    BON = "bon"


@dataclass(frozen=True, slots=True)
class Constat:
    gravite: Gravite
    titre: str
    conseil: str = ""


def study(
    fiche: Fiche, *, couverture: Couverture | None, commune: str, has_parcours_ouvert: bool, today: date
) -> list[Constat]:
    """T3: the territory, the public, and whether the person is followed here already. Nothing is decided here."""
    found = [_study_territoire(couverture, commune)]
    if fiche.criteres:
        found += _study_criteres(fiche, today=today)
    else:
        found.append(
            Constat(
                Gravite.BLOQUE,
                "Aucun critère de public n’est coché",
                "Demandez-le en complément, ou dites pourquoi la personne entre quand même.",
            )
        )
    if has_parcours_ouvert:
        found.append(
            Constat(
                Gravite.INTERDIT,
                "Cette personne a déjà un parcours ouvert ici",
                "Refusez avec le motif « Déjà en parcours ici » et prévenez son référent.",
            )
        )
    return found


def _study_territoire(couverture: Couverture | None, commune: str) -> Constat:
    if couverture is None:
        return Constat(Gravite.BLOQUE, "La commune n’est pas connue", "Demandez-la en complément.")
    if couverture is Couverture.COUVERT:
        return Constat(Gravite.BON, f"{commune} est dans le territoire")
    if couverture is Couverture.NON_COUVERT:
        return Constat(
            Gravite.BLOQUE,
            f"{commune} n’est pas dans le territoire à cette date",
            "Réorientez vers le dispositif de sa commune, ou écrivez la dérogation qui évite une rupture.",
        )
    return Constat(
        Gravite.VERIFIE,
        "Le territoire du dispositif n’est pas déclaré",
        f"Vérifiez vous-même pour {commune}, puis déclarez le territoire depuis « Mon dispositif ».",
    )


def _study_criteres(fiche: Fiche, *, today: date) -> list[Constat]:
    return [
        Constat(
            Gravite.VERIFIE, f"« {doute.nom} » est à vérifier",
            f"D’après la fiche, {doute.raison} : appelez le prescripteur.",
        )
        for doute in _list_doutes(fiche, today=today)
    ] or [Constat(Gravite.BON, f"Critères de public : {len(fiche.criteres)}")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doute:
    """A ticked criterion that another answer says something against; `correction`: the other answer."""

    nom: str
    raison: str
    correction: str


def _list_doutes(fiche: Fiche, *, today: date) -> list[Doute]:
    """What the other answers say nothing of is not a doubt."""
    doubts = []
    born = fiche.date_naissance
    age = count_months(born, today) // 12 if born else None
    naissance = "la date de naissance"
    if Critere.SENIOR in fiche.criteres and age is not None and age < (senior := SENIOR.get(on=today).valeur):
        doubts.append(Doute("Senior", f"la personne a {age} ans, moins de {senior} ans", naissance))
    if Critere.JEUNE in fiche.criteres and age is not None and age >= (jeune := JEUNE.get(on=today).valeur):
        doubts.append(Doute("Jeune", f"la personne a {age} ans, au-delà de {jeune - 1} ans", naissance))
    peu = Critere.PEU_QUALIFIE in fiche.criteres or Critere.JEUNE in fiche.criteres
    if peu and fiche.niveau is not None and not niveaux.is_peu_ou_pas_qualifie(fiche.niveau):
        doubts.append(Doute("Peu ou pas qualifié", f"le niveau donné est {fiche.niveau.value}", "le niveau"))
    since = fiche.inscrit_le
    if (
        Critere.DELD in fiche.criteres
        and since is not None
        and add_months(since, mois := DELD.get(on=today).valeur) > today
    ):
        doubts.append(
            Doute("Longue durée", f"l’inscription du {since:%d/%m/%Y} a moins de {mois} mois", "la date d’inscription")
        )
    return doubts


def list_a_verifier(fiche: Fiche, *, couverture: Couverture | None, commune: str, today: date) -> list[Manque]:
    """What stops nobody from sending, but the dispositif will ask about (T3): whoever orients sees it before."""
    found = []
    if couverture is Couverture.NON_COUVERT:
        found.append(
            Manque(
                "commune",
                f"{commune} n’est pas dans le territoire du dispositif aujourd’hui. Vérifiez la commune ; si c’est la "
                "bonne, dites dans les attentes pourquoi l’orienter ici : le dispositif peut accorder une dérogation.",
            )
        )
    return found + [
        Manque(
            "criteres", f"« {doute.nom} » est coché, mais {doute.raison}. Décochez-le, ou corrigez {doute.correction}."
        )
        for doute in _list_doutes(fiche, today=today)
    ]
