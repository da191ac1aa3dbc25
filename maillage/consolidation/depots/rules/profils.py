"""Who enters and who is followed, as a PLIE that declares its totals may tell it: what it leaves out of a total is not known."""

from collections.abc import Iterator, Mapping
from functools import cache

from maillage.consolidation.catalogue import ventilations as v
from maillage.consolidation.catalogue.declarations import GROUPE, Repartition, Section, Sorte, ask
from maillage.indicateurs.ventilations import Ventilation
from maillage.socle.typographie import write_nombre

Totaux = Mapping[str, int]
QUI = {"plie.entrees": "Qui est entré en parcours", "plie.accompagnes": "Qui a été accompagné"}
OUI, NON = "oui", "non"
REPONSES = {OUI: "Oui", NON: "Non"}
AXES: tuple[Ventilation, ...] = (v.SEXE, v.AGE_FIN, v.NIVEAU)
AIDE = (
    "Au jour de l’entrée. Chaque liste se donne en entier, zéros compris, ou se laisse vide ; ce qui manque à son total est compté "
    "« non renseigné », jamais « non »."
)


def find_tranche(debut: int) -> str:
    """Of the ages that the report prints, the one in which this age falls."""
    for tranche, (_libelle, low, high) in v.TRANCHES.items():
        if low <= debut <= high:
            return tranche
    raise LookupError(f"Aucune tranche d’âge du rapport ne contient {debut} ans.")


# Of each age that is asked, the wider one that the report prints: « 55 à 59 ans » is of « 45 ans et plus ».
TRANCHES: dict[str, str] = {fine: find_tranche(debut) for fine, (_libelle, debut, _fin) in v.TRANCHES_FINES.items()}


@cache
def list_sections() -> tuple[Section, ...]:
    return tuple(
        Section(f"profil-{code.removeprefix('plie.')}", titre, Sorte.FACULTATIVE, tuple(_list_repartitions(code)), AIDE)
        for code, titre in QUI.items()
    )


def _list_repartitions(code: str) -> Iterator[Repartition]:
    for axe in AXES:
        yield Repartition(
            axe.libelle, code, ask(f"{code}:{axe.code}", dict(axe.modalites)), is_partielle=True, is_entiere=True
        )
    for public, question in v.PUBLICS.questions.items():
        yield Repartition(question.libelle, code, ask(f"{code}:{public}", REPONSES), is_partielle=True, is_entiere=True)


def complete(totaux: Totaux) -> dict[str, int]:
    """The ages that the report prints are sums of those asked."""
    found = dict(totaux)
    for code in QUI:
        if f"{code}:age_fin:{next(iter(TRANCHES))}" in found:
            for fine, tranche in TRANCHES.items():
                cle = f"{code}:age:{tranche}"
                found[cle] = found.get(cle, 0) + found[f"{code}:age_fin:{fine}"]
    return found


def check(totaux: Totaux) -> Iterator[tuple[str, str]]:
    for section in list_sections():
        for liste in section.list_repartitions():
            cles = [part.cle for part in liste.parts]
            if totaux.keys() & set(cles):
                yield from ((cle, GROUPE) for cle in cles if cle not in totaux)
            parts = sum(totaux.get(cle, 0) for cle in cles)
            if liste.total in totaux and parts > totaux[liste.total]:
                yield (
                    cles[0],
                    f"{liste.titre} : les lignes font {write_nombre(parts)}, plus que le total ({write_nombre(totaux[liste.total])}). Corrigez "
                    "une ligne, ou le total.",
                )


def list_dites() -> dict[tuple[str, str, str], str]:
    """By measure, ventilation and modality, the key that tells it."""
    return {
        (code, axe.code, modalite): f"{code}:{axe.code}:{modalite}"
        for code in QUI for axe in (*AXES, v.AGE) for modalite in axe.modalites
    }  # fmt: skip


def find_part(code: str, totaux: Totaux) -> tuple[int, int, int] | None:
    """Of what a share is made of: how many, out of how many rows, of how many it is not known. None: not told."""
    qui, _, nom = code.rpartition(".")
    if qui not in QUI or nom not in PARTS:
        return None
    axe, modalites = PARTS[nom]
    connus = _count_connus(qui, axe, totaux)
    if connus is None:
        return None
    total = totaux[qui]
    if not modalites:
        return connus, total, 0
    return sum(totaux[f"{qui}:{axe}:{m}"] for m in modalites), total, total - connus


def find_public(code: str, ventilation: str, modalite: str, totaux: Totaux) -> tuple[int, int] | None:
    """How many said yes, and of how many nobody knows; of whether an answer is known, how many are. None: not told."""
    if code not in QUI:
        return None
    axe = "age_fin" if modalite == "age" else modalite
    connus = _count_connus(code, axe, totaux)
    if connus is None:
        return None
    if ventilation == v.RENSEIGNEMENT.code:
        return connus, 0
    return totaux[f"{code}:{axe}:{OUI}"], totaux[code] - connus


# The counts that shares are made of: by axis, those who answered, or of these those of some modalities.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "femmes": ("sexe", ("f",)), "sexe_connu": ("sexe", ()), "peu_qualifies": ("niveau", ("sans", "peu")), "niveau_connu": ("niveau", ()),
}  # fmt: skip


def _count_connus(code: str, axe: str, totaux: Totaux) -> int | None:
    parts = [n for cle, n in totaux.items() if cle.startswith(f"{code}:{axe}:")]
    return sum(parts) if parts else None
