"""A figure of two years over the same dispositifs, worked out from what both years printed and from nothing else (ADR 0034).

Where some dispositifs came or left, only the regions that kept theirs are added up: a sum of printed figures tells nobody more
than they told. Adding up the common dispositifs themselves would give those that came, by difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.cellules.niveaux import REGION
from maillage.consolidation.rapport.annees import AnneePubliee
from maillage.consolidation.rapport.cases import POURCENT, find_terme, write_valeur
from maillage.consolidation.rapport.evolutions import count_constants
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.nombres import Etat, Nombre, Role
from maillage.indicateurs.cellules import Cle
from maillage.indicateurs.mesures import AnyMesure, Effectif, Somme, Taux
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.typographie import FINE, write_nombre


@dataclass(frozen=True, slots=True)
class Comparaison:
    """`lieux`: where; `bases`: what a rate is out of, each year; `ecart`: in points for a share, in hundredths for a count."""

    mesure: AnyMesure
    lieux: tuple[Ou, ...]
    dispositifs: int
    avant: Nombre
    apres: Nombre
    bases: tuple[Nombre, Nombre] | None
    ecart: Nombre | None


@dataclass(frozen=True, slots=True)
class _Lu:
    numerateur: Decimal
    base: Decimal
    cles: tuple[Cle, ...]


def compare(livre: Livre, code: str, ou: Ou = ENTIER) -> Comparaison | None:
    """The territory when it kept its dispositifs; of the country, else, the regions that kept theirs. None where there is nothing."""
    precedent, mesure = livre.get_precedent(), livre.catalogue.mesures[code]
    if precedent is None:
        return None
    if found := _compare_un(livre, precedent, mesure, ou):
        return found
    if ou != ENTIER or count_constants(livre, precedent, code, ou) or not isinstance(mesure, Effectif | Somme | Taux):
        return None
    return _compare(livre, precedent, mesure, [(REGION, one) for one in livre.territoires.get(REGION, ())])


def _compare_un(livre: Livre, precedent: AnneePubliee, mesure: AnyMesure, ou: Ou) -> Comparaison | None:
    """Of one territory, the two printed values as they are."""
    dispositifs = count_constants(livre, precedent, mesure.code, ou)
    now, before = livre.find_case(mesure.code, ou=ou), precedent.find_case(mesure, ou=ou)
    if not dispositifs or now is None or before is None or before.lue.version != mesure.version:
        return None
    avant, apres = before.valeur, now.valeur
    if avant.valeur is None or apres.valeur is None:
        return None
    bases = None if isinstance(mesure, Effectif | Somme) else (before.base, now.base)
    ecart = _subtract(mesure, avant.valeur, apres.valeur, (before.cle, now.cle))
    return Comparaison(mesure, (ou,), dispositifs, avant, apres, bases, ecart)


def _compare(livre: Livre, precedent: AnneePubliee, mesure: AnyMesure, asked: Sequence[Ou]) -> Comparaison | None:
    kept = [
        (ou, now, before) for ou in asked
        if count_constants(livre, precedent, mesure.code, ou)
        and (now := _read(livre, mesure, ou)) and (before := _read_publiee(livre, precedent, mesure, ou))
    ]  # fmt: skip
    if not kept:
        return None
    apres, avant = _add([now for _, now, _ in kept]), _add([before for _, _, before in kept])
    values = _derive(mesure, avant), _derive(mesure, apres)
    if values[0] is None or values[1] is None:
        return None
    dispositifs = sum(count_constants(livre, precedent, mesure.code, ou) for ou, _, _ in kept)
    return Comparaison(
        mesure, tuple(ou for ou, _, _ in kept), dispositifs, _write(mesure, values[0], avant), _write(mesure, values[1], apres),
        (_write_base(mesure, avant), _write_base(mesure, apres)) if isinstance(mesure, Taux) else None,
        _subtract(mesure, values[0], values[1], (*avant.cles, *apres.cles)),
    )  # fmt: skip


def _read(livre: Livre, mesure: AnyMesure, ou: Ou) -> _Lu | None:
    case = livre.find_case(mesure.code, ou=ou)
    if case is None or not case.valeur.is_montre:
        return None
    if isinstance(mesure, Somme):
        return _Lu(case.valeur.valeur or Decimal(0), Decimal(0), (case.cle,))
    if not isinstance(mesure, Effectif | Taux):
        return None
    return _Lu(Decimal(case.cellule.numerateur), Decimal(case.cellule.base), (case.cle,))


def _read_publiee(livre: Livre, annee: AnneePubliee, mesure: AnyMesure, ou: Ou) -> _Lu | None:
    """Of a rate, its numerator as a figure of its own: a rounded share is not added up. None of another definition."""
    case = annee.find_case(mesure, ou=ou)
    if case is None or not case.valeur.is_montre or case.lue.version != mesure.version:
        return None
    if isinstance(mesure, Effectif | Somme):
        return _Lu(case.valeur.valeur or Decimal(0), Decimal(0), (case.cle,))
    if not isinstance(mesure, Taux) or case.lue.base is None:
        return None
    numerateur = mesure.numerateur
    found = annee.find_case(numerateur, ou=ou)
    if found is None or found.lue.valeur is None or found.lue.version != numerateur.version:
        return None
    diviseur = numerateur.diviseur if isinstance(numerateur, Somme) else Decimal(1)
    return _Lu(found.lue.valeur * diviseur, Decimal(case.lue.base), (case.cle, found.cle))


def _add(lues: Sequence[_Lu]) -> _Lu:
    return _Lu(
        sum((one.numerateur for one in lues), Decimal(0)), sum((one.base for one in lues), Decimal(0)),
        tuple(cle for one in lues for cle in one.cles),
    )  # fmt: skip


def _derive(mesure: AnyMesure, lu: _Lu) -> Decimal | None:
    if not isinstance(mesure, Taux):
        return lu.numerateur
    return round_half_up(lu.numerateur * mesure.facteur / lu.base, mesure.decimales) if lu.base else None


def _write(mesure: AnyMesure, valeur: Decimal, lu: _Lu) -> Nombre:
    texte = write_valeur(valeur, mesure.unite, mesure.decimales)
    return Nombre(texte, lu.cles, Role.VALEUR if len(lu.cles) == 1 else Role.DERIVE, Etat.MONTRE, valeur)


def _write_base(mesure: AnyMesure, lu: _Lu) -> Nombre:
    """In its unit: hours are counted in hundredths."""
    terme = find_terme(mesure, "denominateur")
    value = lu.base if terme is None else round_half_up(lu.base / terme.diviseur, terme.decimales)
    return Nombre(write_nombre(value), lu.cles, Role.BASE if len(lu.cles) == 1 else Role.DERIVE, Etat.MONTRE, value)


def _subtract(mesure: AnyMesure, avant: Decimal, apres: Decimal, cles: tuple[Cle, ...]) -> Nombre | None:
    """Of the printed values, so that a reader finds it again."""
    if not isinstance(mesure, Effectif | Somme):
        value, unite = (
            apres - avant,
            ("" if mesure.unite != POURCENT else " point" if abs(apres - avant) < 2 else " points"),
        )
    elif avant:
        value, unite = round_half_up((apres - avant) * 100 / avant, 0), f"{FINE}%"
    else:
        return None
    signe = "+" if value > 0 else "−" if value < 0 else ""
    return Nombre(
        f"{signe}{write_nombre(abs(value), None if unite else mesure.decimales)}{unite}",
        cles,
        Role.DERIVE,
        Etat.MONTRE,
        value,
    )
