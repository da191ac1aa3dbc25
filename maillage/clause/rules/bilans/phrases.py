"""A bilan in words: the sentence that is read first, what changed since the version before, what came since."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.clause.nomenclatures.bilans import Perimetre, Unite
from maillage.clause.rules.bilans.instantane import Instantane, MesureFigee
from maillage.socle.typographie import write_accord, write_nombre

QUI: dict[Perimetre, str] = {
    Perimetre.LOT: "sur ce lot",
    Perimetre.MARCHE: "sur ce marché",
    Perimetre.OPERATION: "sur cette opération",
    Perimetre.ACHETEUR: "sur ses marchés",
    Perimetre.STRUCTURE: "grâce aux marchés suivis",
    Perimetre.EXECUTION: "sur les marchés exécutés dans cette commune",
    Perimetre.TERRITOIRE: "et vivent dans cette commune",
}


def write_phrase(instantane: Instantane) -> str:
    """One sentence: what was done, out of what, by how many people."""
    told = (_write_heures(instantane), _write_personnes(instantane))
    return " ".join(part for part in (told if instantane.get_valeur("HEURES") is not None else told[::-1]) if part)


def _write_heures(instantane: Instantane) -> str:
    heures, taux = instantane.find("HEURES"), instantane.find("TAUX_REALISATION")
    engagees, faites = instantane.find("HEURES_ENGAGEES"), instantane.find("HEURES_REALISEES_ENGAGEMENT")
    assert heures is not None
    if heures.valeur is None:
        return _write_secret(instantane)
    if (
        not engagees
        or not faites
        or not engagees.valeur
        or faites.valeur is None
        or instantane.perimetre is Perimetre.STRUCTURE
    ):
        return f"{heures.ecrite} d’insertion réalisées."
    ratio = (instantane.find("AVANCEMENT") if instantane.perimetre is not Perimetre.LOT else None) or taux
    assert ratio is not None
    debut = f"{faites.ecrite} d’insertion réalisées sur {engagees.ecrite} engagées, soit {ratio.ecrite}"
    if faites.valeur == heures.valeur:
        return f"{debut}."
    return f"{debut} ; dont {heures.ecrite} réelles dans la période."


def _write_secret(instantane: Instantane) -> str:
    """Why the very total is not read, and what is."""
    engagees = instantane.find("HEURES_ENGAGEES")
    asked = f"{engagees.ecrite} d’insertion engagées. " if engagees and engagees.valeur else ""
    if instantane.deduits:
        return (
            f"{asked}Les heures ne se diffusent pas : avec un bilan déjà transmis, elles diraient celles de moins de "
            f"{write_nombre(instantane.seuil)} personnes."
        )
    return f"{asked}Leurs heures ne se diffusent pas."


def _write_personnes(instantane: Instantane) -> str:
    participants, contrats = instantane.find("PARTICIPANTS"), instantane.find("CONTRATS_ACTIFS")
    assert participants is not None
    assert contrats is not None
    ou = QUI[instantane.perimetre]
    if participants.valeur is None:
        if instantane.deduits:
            return ""
        return f"Moins de {write_nombre(instantane.seuil)} personnes ont travaillé {ou}."
    if not participants.valeur:
        return f"Personne n’a encore travaillé {ou}."
    people = write_accord(participants.valeur, "personne a travaillé", "personnes ont travaillé")
    return f"{people} {ou}, en {write_accord(contrats.valeur or Decimal(0), 'contrat')}."


@dataclass(frozen=True, slots=True)
class Changement:
    libelle: str
    avant: str
    apres: str
    ecart: str


def list_changements(avant: Instantane, apres: Instantane) -> list[Changement]:
    """What differs, as this reader may read both. A definition that changed is told as such."""
    found = []
    for mesure in apres.mesures:
        before = avant.find(mesure.code)
        if before is None or before.version != mesure.version:
            found.append(
                Changement(mesure.libelle, before.ecrite if before else "–", mesure.ecrite, "définition nouvelle")
            )
        elif before.valeur != mesure.valeur:
            found.append(Changement(mesure.libelle, before.ecrite, mesure.ecrite, _write_ecart(before, mesure)))
    return found


def _write_ecart(avant: MesureFigee, apres: MesureFigee) -> str:
    if avant.valeur is None or apres.valeur is None:
        return ""
    if apres.unite is Unite.PART:
        return f"{write_signe((apres.publiee or Decimal(0)) - (avant.publiee or Decimal(0)))} point"
    return f"{write_signe(apres.valeur - avant.valeur)} {apres.unite}".strip()


def write_signe(value: Decimal) -> str:
    """`+12`, `−3,5`."""
    shown = write_nombre(value.quantize(Decimal("0.01")).normalize() if value else value)
    return shown if value < 0 else f"+{shown}"


def write_depuis(frozen: Decimal, now: Decimal) -> str:
    """What was validated, or corrected, once the bilan was frozen; empty when nothing was."""
    ecart = now - frozen
    return f"Depuis l’extraction : {write_signe(ecart)} h" if ecart else ""
