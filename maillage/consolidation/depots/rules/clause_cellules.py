"""The totals that a service of the clause declares, as the cells of a deposit: what it does not say is « not known ».

Its lines of hours are the fewest that its totals prove: one for each kind it names, so that thresholds err on the safe side.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.clause.nomenclatures.suivi import POSITIVES
from maillage.consolidation.catalogue.clause import declarations as d
from maillage.consolidation.catalogue.clause.ventilations import GROUPES
from maillage.consolidation.depots.rules.clause_totaux import complete, is_detaille
from maillage.indicateurs.apports import Apport, Grandeur, list_cles, name_cas
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.inconnus import has_toujours_reponse
from maillage.indicateurs.mesures import Comptable, list_comptees
from maillage.indicateurs.ventilations import INCONNU, Publics

Totaux = Mapping[str, int]
Ligne = tuple[str, str, int, int, int]
AXES_LIGNES = {
    "achat": (), "donneur": (), "employeur": (), "entreprise": ("autres",), "effectif": ("non_dit",),
    "qpv_adresse": ("non_situee",),
}  # fmt: skip


@dataclass(frozen=True)
class Dite:
    """One measure: its total, what it is read from (`base`), what is not known. `parts`: of a ventilation, each modality with
    its rows; `publics`: of questions, each with those whose answer is not known. `rangs`: its own rows."""

    total: int
    base: int
    inconnus: int = 0
    rangs: int = 0
    parts: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    publics: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)


def expand(totaux: Totaux, catalogue: Catalogue, *, millesime: int, dispositif: str) -> list[Cellule]:
    """Every cell of what is told; a population that is not told has none, and the coverage says so."""
    dites = _list_dites(complete(totaux))
    return [
        Cellule(mesure.code, mesure.version, str(millesime), "dispositif", dispositif, *ligne)
        for mesure in list_comptees(catalogue.mesures).values() if mesure.code in dites
        for ligne in _expand(mesure, dites[mesure.code])
    ]  # fmt: skip


def _expand(mesure: Comptable, dite: Dite) -> Iterator[Ligne]:
    yield TOTAL, "", dite.total, dite.base, dite.inconnus
    for ventilation in mesure.ventilations:
        if isinstance(ventilation, Publics):
            told = dite.publics.get(ventilation.code, {})
            for modalite, question in ventilation.questions.items():
                always = has_toujours_reponse(question.condition, mesure.population)
                nombre, inconnus = told.get(modalite, (0, 0 if always else dite.rangs))
                yield ventilation.code, modalite, nombre, nombre, inconnus
            continue
        parts = dite.parts.get(ventilation.code, {})
        reste = dite.rangs - sum(rangs for _, rangs in parts.values())
        for modalite in ventilation.modalites:
            nombre, rangs = parts.get(modalite, (0, 0))
            yield ventilation.code, modalite, nombre, rangs, reste
        yield ventilation.code, INCONNU, dite.total - sum(nombre for nombre, _ in parts.values()), reste, 0


def _list_dites(t: Totaux) -> dict[str, Dite]:
    found = _write_detail(t) if is_detaille(t) else _write_total(t)
    if d.LOTS in t:
        lots, parts = t[d.LOTS], {axe: _count(_read(t, f"{d.LOTS}:{axe}")) for axe in ("achat", "donneur")}
        found[d.LOTS] = Dite(lots, lots, rangs=lots, parts=parts)
        found[d.ENGAGEES_PILOTEES] = Dite(t[d.ENGAGEES_PILOTEES], lots, rangs=lots)
    if d.ECHUS in t:
        found |= {code: Dite(t[code], t[d.ECHUS]) for code in (d.ECHUS, d.TENUS)}
        found |= {code: Dite(heures, t[d.ECHUS]) for code, heures in _list_echues(t).items()}
        found["clause.lots_echus_sans_entreprise"] = Dite(t[d.ECHUS], t[d.ECHUS])  # it is not asked whose they are
    if set(d.SORTIES) <= t.keys():
        found |= _write_sorties(t)
    return found


def _write_total(t: Totaux) -> dict[str, Dite]:
    """Hours alone, that nobody is behind (R12): the other sums of the same rows count nothing."""
    heures = t[d.HEURES]
    seule = Dite(heures, int(heures > 0))
    return dict.fromkeys(CODES_HEURES, Dite(0, 0)) | {"clause.heures_agregees": seule, d.HEURES: seule}


def _write_detail(t: Totaux) -> dict[str, Dite]:
    personnes, contrats, signes = t[d.PERSONNES], t[d.ACTIFS], t[d.SIGNES]
    tient = bool(t.get(d.POSTES, 0) + t.get(d.POSTES_COORDINATION, 0))
    return {
        **_write_heures(t, tient=tient),
        d.PERSONNES: _describe_personnes(t),
        "clause.participants_tenus": Dite(personnes if tient else 0, personnes),
        d.ACTIFS: Dite(
            contrats, contrats, rangs=contrats,
            parts={
                "contrat_clause": _count(_read(t, f"{d.ACTIFS}:type")), "mode": _count(_read(t, f"{d.ACTIFS}:mode")),
                "domaine": _count(_read(t, f"{d.ACTIFS}:domaine")),
            },
        ),
        "clause.contrats_tenus": Dite(contrats if tient else 0, contrats),
        d.SIGNES: Dite(
            signes, signes, rangs=signes,
            parts={"contrat_clause": _count(_read(t, f"{d.SIGNES}:type")), "mode": _count(_read(t, f"{d.SIGNES}:mode"))},
        ),
        **_write_equipe(t),
    }  # fmt: skip


def _describe_personnes(t: Totaux) -> Dite:
    personnes, connu = t[d.PERSONNES], t[d.PROFIL_CONNU]
    sexe, age, niveau, adresse = (_read(t, f"{d.PERSONNES}:{axe}") for axe in ("sexe", "age", "niveau", "qpv_adresse"))
    profils = {
        "femme": sexe.get("f", 0), "homme": sexe.get("h", 0), "moins_26": age.get("moins_26", 0), "senior": age.get("50_plus", 0),
        "niveau_3": niveau.get("cap", 0), **{code: t[f"{d.PERSONNES}:profils:{code}"] for code in d.PROFILS},
    }  # fmt: skip
    return Dite(
        personnes, personnes, rangs=personnes,
        parts={
            "sexe_embauche": _count(sexe), "age_embauche": _count(age), "niveau_embauche": _count(niveau), "qpv_adresse": _count(adresse),
        },
        publics={
            "profils": {code: (nombre, personnes - connu) for code, nombre in profils.items()},
            "renseignement_clause": {"profil": (connu, 0), "adresse": (sum(adresse.values()), 0), "metier": (0, 0)},
        },
    )  # fmt: skip


def _write_heures(t: Totaux, *, tient: bool) -> dict[str, Dite]:
    heures, axes = t[d.HEURES], _list_axes(t)
    lignes = _count_lignes(axes, heures)
    rangs = {axe: _spread(parts, lignes) for axe, parts in axes.items()}
    donneurs = {code: (axes["donneur"].get(code, 0), rangs["donneur"].get(code, 0)) for code in axes["donneur"]}
    achats = {code: (axes["achat"].get(code, 0), rangs["achat"].get(code, 0)) for code in axes["achat"]}
    groupes = {
        groupe: (sum(donneurs[code][0] for code in codes if code in donneurs), sum(donneurs[code][1] for code in codes if code in donneurs))
        for groupe, codes in GROUPES.items()
    }  # fmt: skip
    ventilees = Dite(
        heures, lignes, rangs=lignes, parts={"achat": achats, "donneur": donneurs, "groupe_donneur": groupes}
    )

    def add(axe: str, *codes: str, inconnus: str = "") -> Dite:
        """The part of these kinds; `inconnus`: the kind that says it is not known."""
        return Dite(
            sum(axes[axe].get(code, 0) for code in codes), sum(rangs[axe].get(code, 0) for code in codes),
            rangs[axe].get(inconnus, 0),
        )  # fmt: skip

    return {
        **dict.fromkeys(("clause.heures", "clause.etp", "clause.etp_1600"), ventilees),
        d.HEURES: Dite(heures, lignes),
        "clause.heures_agregees": Dite(0, 0), "clause.heures_une_a_une": Dite(0, 0),
        "clause.heures_siae": add("employeur", "siae"), "clause.heures_siae_elargie": add("employeur", "siae", "geiq_regie"),
        "clause.heures_siae_marche": add("entreprise", "siae"),
        "clause.heures_effectif_connu": add("effectif", *d.EFFECTIFS),
        "clause.heures_tpe_pme": add("effectif", "moins_200", inconnus="non_dit"),
        "clause.heures_moins_250": add("effectif", "moins_200", "200_249", inconnus="non_dit"),
        "clause.heures_adresse_connue": add("qpv_adresse", "oui", "non"),
        "clause.heures_qpv": add("qpv_adresse", "oui", inconnus="non_situee"),
        "clause.heures_tenus": Dite(heures, lignes) if tient else Dite(0, 0),
    }  # fmt: skip


def _list_axes(t: Totaux) -> dict[str, dict[str, int]]:
    """The hours by each of their readings; what is left of the total is its last kind."""
    heures = t[d.HEURES]
    found = {axe: _read(t, f"clause.heures:{axe}") for axe in AXES_LIGNES}
    for axe, reste in AXES_LIGNES.items():
        found[axe] |= {code: heures - sum(found[axe].values()) for code in reste}
    return found


def _count_lignes(axes: Mapping[str, Mapping[str, int]], heures: int) -> int:
    return max((sum(1 for n in parts.values() if n) for parts in axes.values()), default=0) if heures else 0


def _spread(parts: Mapping[str, int], lignes: int) -> dict[str, int]:
    """One to each kind that has hours, the others to the largest."""
    found = {code: int(n > 0) for code, n in parts.items()}
    if lignes and any(found.values()):
        found[max(parts, key=lambda code: parts[code])] += lignes - sum(found.values())
    return found


def _write_equipe(t: Totaux) -> dict[str, Dite]:
    """A service that declares no post holds none: the figures for one facilitateur are of those that do."""
    postes, coordination, etp = t.get(d.POSTES, 0), t.get(d.POSTES_COORDINATION, 0), t.get(d.ETP, 0)
    payes = _read(t, f"{d.ETP}:financement")
    rangs = _spread(payes | {INCONNU: etp - sum(payes.values())}, postes)
    return {
        d.ETP: Dite(etp, postes, rangs=postes, parts={"financement": {code: (n, rangs[code]) for code, n in payes.items()}}), d.POSTES: Dite(postes, postes + coordination),
        d.ETP_COORDINATION: Dite(t.get(d.ETP_COORDINATION, 0), coordination, rangs=coordination),
    }  # fmt: skip


def _write_sorties(t: Totaux) -> dict[str, Dite]:
    jalons = sum(t[code] for code in d.SORTIES)
    found: dict[str, Dite] = {}
    for code in d.SORTIES:
        situations = _read(t, f"{code}:situation")
        repondants = sum(situations.values())
        positives = sum(n for situation, n in situations.items() if situation in POSITIVES)
        found |= {
            code: Dite(t[code], jalons),
            f"{code}_repondants": Dite(repondants, jalons, rangs=repondants, parts={"situation_sortie": _count(situations)}),
            f"{code}_positives": Dite(positives, jalons),
        }  # fmt: skip
    return found


def _read(t: Totaux, prefixe: str) -> dict[str, int]:
    """By modality, those of whom it is not known left out."""
    start = f"{prefixe}:"
    found = {cle.removeprefix(start): n for cle, n in t.items() if cle.startswith(start)}
    return {code: n for code, n in found.items() if code != d.INCONNU}


def _count(parts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {code: (n, n) for code, n in parts.items()}


SUIVIES, AGREGEES = "clause.heures", "clause.heures_agregees"
CODES_HEURES = (
    SUIVIES, "clause.etp", "clause.etp_1600", "clause.heures_une_a_une", "clause.heures_siae", "clause.heures_siae_elargie",
    "clause.heures_siae_marche", "clause.heures_effectif_connu", "clause.heures_tpe_pme", "clause.heures_moins_250",
    "clause.heures_adresse_connue", "clause.heures_qpv", "clause.heures_tenus",
)  # fmt: skip


def list_apports(totaux: Totaux, grandeurs: Sequence[Grandeur]) -> tuple[Apport, ...]:
    """Of each sum, no fewer contributors than it takes, none larger than the largest of all; none told: nobody is known."""
    t = complete(totaux)
    if d.ENTREPRISES not in t:
        return ()
    gros = {"entreprises": t[d.PLUS_GROSSE], "personnes": t.get(d.PLUS_FORTE, 0)}
    nombres = {"entreprises": t[d.ENTREPRISES], "personnes": t.get(d.PERSONNES, 0)}
    engages = _list_engages(t)
    entiers, sommes = {d.HEURES, "clause.heures", "clause.heures_agregees"}, _list_sommes(t)
    return tuple(
        _bound_un(cas, genre, engages[cas])
        if cas in engages
        else _bound(cas, genre, sommes.get(cas, 0), gros[genre], nombres[genre] if cas in entiers else 0)
        for cas, genre in sorted(list_cles(grandeurs))
    )


def _bound_un(cas: str, genre: str, valeur: int) -> Apport:
    """Nobody is asked which companies answer for its lots: they are held for one (ADR 0038)."""
    return Apport(cas, genre, int(valeur > 0), valeur)


def _list_engages(t: Totaux) -> dict[str, int]:
    pilotees = {d.ENGAGEES_PILOTEES: t[d.ENGAGEES_PILOTEES]} if d.ENGAGEES_PILOTEES in t else {}
    return pilotees | (_list_echues(t) if d.ECHUS in t else {})


def _list_echues(t: Totaux) -> dict[str, int]:
    """What ended lots engaged, did, held; what they lack, what they did beyond."""
    return {code: t[code] for code in (d.ENGAGEES, d.REALISEES, d.TENUES)} | {
        "clause.heures_manquantes": t[d.ENGAGEES] - t[d.TENUES], "clause.heures_excedentaires": t[d.REALISEES] - t[d.TENUES],
    }  # fmt: skip


def _bound(cas: str, genre: str, valeur: int, plus_gros: int, nombre: int) -> Apport:
    """`nombre`: how many they are, where it was told."""
    if not valeur:
        return Apport(cas, genre, 0, 0)
    gros = min(valeur, plus_gros) or valeur
    return Apport(cas, genre, max(nombre, -(-valeur // gros)), gros)


def _list_sommes(t: Totaux) -> dict[str, int]:
    heures = t[d.HEURES]
    if not is_detaille(t):
        return {d.HEURES: heures, "clause.heures_agregees": heures}
    axes = _list_axes(t)
    found = {name_cas("clause.heures", axe, code): n for axe, parts in axes.items() for code, n in parts.items()}

    def add(axe: str, codes: Iterable[str]) -> int:
        return sum(axes[axe].get(code, 0) for code in codes)

    derivees = {
        **{("donneur", groupe): add("donneur", codes) for groupe, codes in GROUPES.items()},
        ("employeur", "elargie"): add("employeur", ("siae", "geiq_regie")),
        ("effectif", "dit"): add("effectif", d.EFFECTIFS), ("effectif", "moins_250"): add("effectif", ("moins_200", "200_249")),
        ("qpv_adresse", "situee"): add("qpv_adresse", ("oui", "non")), ("suivi", "declarees"): heures,
    }  # fmt: skip
    tient = t.get(d.POSTES, 0) + t.get(d.POSTES_COORDINATION, 0)
    return {
        **found, **{name_cas("clause.heures", *place): n for place, n in derivees.items()}, d.HEURES: heures, "clause.heures": heures,
        "clause.heures_tenus": heures if tient else 0,
    }  # fmt: skip
