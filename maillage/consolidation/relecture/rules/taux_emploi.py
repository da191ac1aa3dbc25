"""A rate named « emploi » that counts every positive exit: trainings and other exits are not jobs."""

import re
from collections.abc import Iterator

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import POURCENT, Chiffre, Constat, Rapport, reproach, write_valeur
from maillage.consolidation.relecture.rules.ecritures import read_nombre
from maillage.consolidation.relecture.rules.extraits import quote
from maillage.consolidation.relecture.rules.intervalles import Intervalle, around
from maillage.consolidation.relecture.rules.relations import compute, list_choix
from maillage.socle.typographie import fold

DIT_EMPLOI = re.compile(r"\b(retour|acces|sorties?|reprise|insertion|retrouv\w+|taux)\b.{0,60}\bemploi\b")
AUTRE_SUJET = re.compile(r"demandeurs? d emploi|\betapes?\b|\bobjectif\b|service public de l emploi")
TAUX = {"taux.sp.sorties": "sp / sorties", "taux.sp.hors": "", "taux.sp.entrees": "sp / entrees", "taux.sp": ""}
# The exits are printed, or their two parts are.
EMPLOIS = ("sp.emploi / sorties", "sp.emploi / sorties.imprimees")
FORMULES = (*filter(None, TAUX.values()), "sp / sorties.imprimees")
DANS_UNE_PHRASE = re.compile(r"(\d+(?:[.,]\d+)?)[ \u202f\u00a0]?%")
REMEDE = "imprimez {emploi}, ou nommez-le « taux de sorties positives »"
FIN = re.compile(r"(?<=[.!?;])\s")


def check_libelles(rapport: Rapport) -> Iterator[Constat]:
    for chiffre in rapport.remplis:
        if chiffre.is_pourcentage and not chiffre.calcul and not chiffre.is_exclusive and is_dit_emploi(chiffre):
            said = explain(rapport, chiffre.annee, rapport.read(chiffre), chiffre)
            if said:
                constat, emploi, gravite = said
                yield reproach(
                    Regle.TAUX_EMPLOI, gravite, chiffre, f"{chiffre.imprime} {constat}", REMEDE.format(emploi=emploi),
                    valeurs=[chiffre.imprime, emploi],
                )  # fmt: skip


def is_dit_emploi(chiffre: Chiffre) -> bool:
    """Named for jobs, and not as the share of jobs among positive exits, which is what it says."""
    label, base = fold(f"{chiffre.libelle} {chiffre.modalite}"), fold(chiffre.base)
    among_positives = "positives" in base or ("positives" in label and not base)
    return bool(DIT_EMPLOI.search(label)) and not AUTRE_SUJET.search(label) and not chiffre.code and not among_positives


def check_phrases(rapport: Rapport) -> Iterator[Constat]:
    years = [
        chiffre.annee for chiffre in rapport.remplis if chiffre.annee and chiffre.code.startswith(("sp", "taux.sp"))
    ]
    for paragraphe in rapport.paragraphes:
        for sentence in FIN.split(paragraphe.texte):
            if not DIT_EMPLOI.search(fold(sentence)) or AUTRE_SUJET.search(fold(sentence)):
                continue
            for found in DANS_UNE_PHRASE.finditer(sentence):
                nombre = read_nombre(found[1])
                value = (
                    around(nombre.valeur / 100, 1 / (100 * type(nombre.valeur)(10) ** nombre.decimales))
                    if nombre
                    else None
                )
                said = next(
                    (
                        s
                        for year in sorted(set(years), reverse=True)
                        if value and (s := explain(rapport, year, value, None))
                    ),
                    None,
                )
                if said:
                    constat, emploi, gravite = said
                    start = paragraphe.texte.find(found.group())
                    yield Constat(
                        Regle.TAUX_EMPLOI, gravite, paragraphe.ou, quote(paragraphe.texte, start, start + len(found.group())),
                        f"{found.group()} {constat}", REMEDE.format(emploi=emploi), paragraphe.numero, (found.group(), emploi),
                    )  # fmt: skip


def explain(
    rapport: Rapport, annee: int | None, value: Intervalle, chiffre: Chiffre | None
) -> tuple[str, str, Gravite] | None:
    """Why this value is the rate of all positive exits and not that of jobs; None when it is not."""
    probe = chiffre or Chiffre(0, "", annee, "", None, unite=POURCENT, is_reconnu=True)
    probe = Chiffre(probe.ligne, "", annee, "", None, unite=POURCENT, is_reconnu=True, source=probe.source)
    emploi = next((rate for one in EMPLOIS if (rate := _compute(rapport, probe, one)) is not None), None)
    if emploi is not None and emploi.meets(value):
        return None
    printed = [c for code in TAUX for c in rapport.by_code.get((code, annee), []) if rapport.read(c).meets(value)]
    computed = [rate for formule in FORMULES if (rate := _compute(rapport, probe, formule)) is not None]
    if not printed and not any(rate.meets(value) for rate in computed):
        return None
    written = write_valeur(emploi.milieu * 100, 1, POURCENT) if emploi is not None else "le taux d’emploi durable"
    more = f", l’emploi durable seul fait {written} des sorties" if emploi is not None else ""
    return (
        f"compte toutes les sorties positives, formations comprises{more}", written,
        Gravite.BLOQUANT if emploi is not None else Gravite.A_VERIFIER,
    )  # fmt: skip


def _compute(rapport: Rapport, probe: Chiffre, formule: str) -> Intervalle | None:
    choix = next(list_choix(rapport, probe, formule), None)
    return compute(rapport, formule, choix) if choix else None
