"""The report as the proofreading reads one: its printed figures as a table, its sentences as a text. Nothing is left out for it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.catalogue.egalites import PLIE as EGALITES
from maillage.consolidation.catalogue.enquete.repartitions import REPARTITIONS
from maillage.consolidation.rapport.blocs import Dessin, Encadre, Liste, Rapport, Tableau, Texte, list_phrases
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Nombre, Role, read_texte
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.mesures import AnyMesure, Effectif, Somme, Sur, Taux
from maillage.indicateurs.ventilations import Ventilation
from maillage.socle.tableur import neutralise

COLONNES = (
    "code", "libelle", "annee", "niveau", "territoire", "ventilation", "modalite", "valeur", "unite", "base", "calcul",
    "arrondi", "exclusive", "page", "note",
)  # fmt: skip
NATIONAL = "national"
# What a count is made of, for the counts that are made of others; of two ways, the first.
SOMMES = {one.total: " + ".join(one.parts) for one in reversed(EGALITES)} | {
    one.total: " + ".join(one.get_code(poste) for poste in one.postes) for one in REPARTITIONS
}


@dataclass(frozen=True, slots=True)
class Lu:
    """A number where it is printed. `note`: what is written under its table."""

    nombre: Nombre
    page: str
    note: str = ""


def list_lus(rapport: Rapport) -> Iterator[Lu]:
    for partie in rapport.parties:
        for titre, blocs in ((partie.titre, partie.blocs), *((r.titre, r.blocs) for r in partie.rubriques)):
            for bloc in blocs:
                tableau = bloc.tableau if isinstance(bloc, Dessin) else bloc
                note = " ".join(read_texte(one) for one in tableau.notes) if isinstance(tableau, Tableau) else ""
                for phrase in list_phrases(bloc):
                    yield from (Lu(part, titre, note) for part in phrase if isinstance(part, Nombre))


def write_chiffres(livre: Livre, rapport: Rapport) -> str:
    """As `maillage relire` takes it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLONNES)
    seen: dict[tuple[str, ...], None] = {}
    for lu in list_lus(rapport):
        if lu.nombre.is_montre and len(lu.nombre.cles) == 1:
            row = _list_champs(livre, lu)
            if row is not None and row not in seen:
                seen[row] = None
                writer.writerow([neutralise(champ) for champ in row])
    return text.getvalue()


def _list_champs(livre: Livre, lu: Lu) -> tuple[str, ...] | None:
    """None for what is worked out here, whose cells are printed beside it."""
    code, _, periode, niveau, territoire, ventilation, modalite = lu.nombre.cles[0]
    mesure, role = livre.catalogue.mesures[code], lu.nombre.role
    base = calcul = ""
    if role is Role.VALEUR:
        base = mesure.base if isinstance(mesure, Taux) else ""
        calcul = _write_calcul(mesure, ventilation)
    elif role is Role.EFFECTIF and isinstance(mesure, Taux):
        code, mesure = mesure.numerateur.code, mesure.numerateur
    elif role is Role.BASE and isinstance(mesure, Taux) and mesure.sur is not Sur.RENSEIGNES:
        is_own = mesure.sur is Sur.MODALITE
        code, ventilation, modalite = (
            mesure.denominateur.code,
            ventilation if is_own else "",
            modalite if is_own else "",
        )
        mesure = mesure.denominateur
    elif role is Role.NON_REPONSE:
        code = f"{code}.non_reponse"
    else:
        return None
    libelle = mesure.libelle if role is not Role.NON_REPONSE else f"Non renseigné, {mesure.libelle}"
    unite = mesure.unite if role is Role.VALEUR or not isinstance(mesure, Taux) else ""
    return (
        code, libelle, periode, NATIONAL if niveau == FRANCE else niveau, livre.name_lieu((niveau, territoire)), ventilation,
        _name_modalite(livre, lu.nombre) if ventilation else "", _read(lu.nombre), unite, base, calcul, _write_pas(mesure, role),
        "oui" if ventilation and role is Role.VALEUR and _is_exclusive(mesure, ventilation) else "", lu.page, lu.note,
    )  # fmt: skip


def _name_modalite(livre: Livre, nombre: Nombre) -> str:
    code, _, _, niveau, territoire, ventilation, modalite = nombre.cles[0]
    case = livre.find_case(code, ventilation, modalite, ou=(niveau, territoire))
    return case.nom if isinstance(case, Case) else modalite


def _read(nombre: Nombre) -> str:
    return format(nombre.valeur, "f").replace(".", ",") if nombre.valeur is not None else ""


def _write_calcul(mesure: AnyMesure, ventilation: str) -> str:
    if isinstance(mesure, Taux) and mesure.numerateur.code != mesure.denominateur.code:
        return f"{mesure.numerateur.code} / {mesure.denominateur.code}"
    return "" if ventilation else SOMMES.get(mesure.code, "")


def _write_pas(mesure: AnyMesure, role: Role) -> str:
    """The step of what is rounded; a count is not."""
    if role is Role.NON_REPONSE or isinstance(mesure, Effectif) or (isinstance(mesure, Somme) and mesure.diviseur == 1):
        return ""
    return format(Decimal(1).scaleb(-mesure.decimales), "f").replace(".", ",")


def _is_exclusive(mesure: AnyMesure, ventilation: str) -> bool:
    """Shares of one whole: each is counted once, and together they make a hundred."""
    whole = not isinstance(mesure, Taux) or mesure.sur is not Sur.MODALITE
    return whole and any(isinstance(one, Ventilation) and one.code == ventilation for one in mesure.ventilations)


def write_paragraphes(rapport: Rapport) -> str:
    """Every sentence and title, chapter by chapter."""
    lines: list[str] = []
    for partie in rapport.parties:
        if partie.is_annexe:
            continue
        for titre, blocs in ((partie.titre, partie.blocs), *((r.titre, r.blocs) for r in partie.rubriques)):
            lines.append(f"# {titre}")
            for bloc in blocs:
                if isinstance(bloc, Texte | Liste | Encadre):
                    lines += [f"{read_texte(phrase)}\n" for phrase in list_phrases(bloc)]
                elif isinstance(bloc, Dessin):
                    lines.append(f"{read_texte(bloc.titre)}\n")
    return "\n".join(lines)
