"""The totals that a service of the clause declares: what is wrong with them, one sentence each, beside what it is to be mended."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from maillage.consolidation.catalogue.clause import declarations as d
from maillage.consolidation.catalogue.declarations import GROUPE, Question, Repartition, Section, Sorte
from maillage.consolidation.depots.rules.agreges import MANQUE, check_grandeur
from maillage.socle.typographie import write_accord, write_nombre

Totaux = Mapping[str, int]
# 48 hours a week, the legal maximum (code du travail, L. 3121-20), all the weeks of a year.
HEURES_PAR_PERSONNE = 48 * 52 * d.CENT
SANS_LIGNE = "Répartissez : une ligne au moins. Une ligne laissée vide compte zéro."
SANS_DETAIL = "Donnez d’abord le détail des heures, des personnes et des contrats, ou videz cette partie."
QUESTIONS: dict[str, Question] = {one.cle: one for section in d.SECTIONS for one in section.list_questions()}
# Rests on the hours, the people, the contracts: without them, it would divide what nobody told.
DU_DETAIL = frozenset({"effectifs", "quartiers", "domaines", "equipe", "financement"})
AU_PLUS: tuple[tuple[str, str], ...] = (
    (d.PROFIL_CONNU, d.PERSONNES), *((f"{d.PERSONNES}:profils:{code}", d.PROFIL_CONNU) for code in d.PROFILS),
    (d.SIAE_MARCHE, d.HEURES), (d.PERSONNES, d.ACTIFS), (d.PLUS_GROSSE, d.HEURES), (d.PLUS_FORTE, d.HEURES), (d.TENUS, d.ECHUS),
    (d.TENUES, d.ENGAGEES), (d.TENUES, d.REALISEES),
)  # fmt: skip
# The first is never without the second.
VA_AVEC: tuple[tuple[str, str], ...] = (
    (d.HEURES, d.PERSONNES), (d.PERSONNES, d.HEURES), (d.HEURES, d.ACTIFS), (d.ACTIFS, d.HEURES), (d.ENGAGEES_PILOTEES, d.LOTS),
    (d.ECHUS, d.ENGAGEES), (d.ENGAGEES, d.ECHUS), (d.TENUS, d.TENUES), (d.REALISEES, d.ECHUS),
)  # fmt: skip


def complete(totaux: Totaux) -> dict[str, int]:
    """A line left empty is zero, once another one of the same parts is told."""
    found = dict(totaux)
    for section in d.SECTIONS:
        for one in section.list_repartitions():
            if _is_dite(one, totaux) and not one.is_entiere:
                found |= {part.cle: totaux.get(part.cle, 0) for part in one.parts}
    return found


def is_detaille(totaux: Totaux) -> bool:
    """The people and the contracts are told besides the hours."""
    return any(_is_commencee(section, totaux) for section in d.SECTIONS if section.sorte is Sorte.DETAIL)


def check(totaux: Totaux) -> dict[str, str]:
    """What to mend, by question; the first sentence said of a question is kept."""
    told = complete(totaux)
    found: dict[str, str] = {}
    for cle, phrase in chain(
        _check_negatifs(told), check_grandeur(told, QUESTIONS.values()), _check_manques(told), _check_parts(told), _check_au_plus(told), _check_va_avec(told),
        _check_ordres(told), _check_echus(told),
    ):  # fmt: skip
        found.setdefault(cle, phrase)
    return found


def _check_negatifs(totaux: Totaux) -> Iterator[tuple[str, str]]:
    yield from ((cle, "Un nombre déclaré n’est jamais négatif : corrigez-le.") for cle, n in totaux.items() if n < 0)


def _check_manques(totaux: Totaux) -> Iterator[tuple[str, str]]:
    detail = is_detaille(totaux)
    for section in d.SECTIONS:
        begun = _is_commencee(section, totaux)
        if section.sorte is Sorte.FACULTATIVE and begun and not detail and section.code in DU_DETAIL:
            yield next(one.cle for one in section.list_questions() if one.cle in totaux), SANS_DETAIL
        elif section.sorte is Sorte.REQUISE or begun or (section.sorte is Sorte.DETAIL and detail):
            yield from _list_manques(section, totaux, detail=detail)


def _list_manques(section: Section, totaux: Totaux, *, detail: bool) -> Iterator[tuple[str, str]]:
    dit = MANQUE if section.sorte is Sorte.REQUISE else GROUPE
    for bloc in section.blocs:
        if isinstance(bloc, Repartition):
            # Of nothing there is nothing to share out.
            if not _is_dite(bloc, totaux) and totaux.get(bloc.total, 1):
                yield bloc.parts[0].cle, SANS_LIGNE
            elif _is_dite(bloc, totaux):
                yield from ((part.cle, GROUPE) for part in bloc.parts if part.cle not in totaux)
        elif bloc.cle not in totaux and (detail or bloc.cle != d.PLUS_FORTE):
            yield bloc.cle, dit


def _check_parts(totaux: Totaux) -> Iterator[tuple[str, str]]:
    for one in (one for section in d.SECTIONS for one in section.list_repartitions()):
        if not _is_dite(one, totaux):
            continue
        if one.total not in totaux:
            yield one.parts[0].cle, f"Donnez d’abord le total, « {QUESTIONS[one.total].libelle} », ou videz ces lignes."
            continue
        parts, total = sum(totaux.get(part.cle, 0) for part in one.parts), totaux[one.total]
        if parts > total or (parts < total and not one.is_partielle):
            ecart = _write(one.total, abs(parts - total))
            sens = "il manque" if parts < total else "il y a en trop"
            yield (
                one.parts[0].cle,
                f"{one.titre} : les lignes font {_write(one.total, parts)}, « {QUESTIONS[one.total].libelle} » dit {_write(one.total, total)} ; "
                f"{sens} {ecart}. Corrigez une ligne, ou le total.",
            )


def _check_au_plus(totaux: Totaux) -> Iterator[tuple[str, str]]:
    for moins, plus in AU_PLUS:
        if moins in totaux and plus in totaux and totaux[moins] > totaux[plus]:
            yield (
                moins,
                f"{_write(moins, totaux[moins])} ici, plus que « {QUESTIONS[plus].libelle} » ({_write(plus, totaux[plus])}) : corrigez l’un "
                "ou l’autre.",
            )


def _check_va_avec(totaux: Totaux) -> Iterator[tuple[str, str]]:
    for present, requis in VA_AVEC:
        if totaux.get(present) and totaux.get(requis) == 0:
            yield (
                requis,
                f"Zéro ici, alors que « {QUESTIONS[present].libelle} » dit {_write(present, totaux[present])} : l’un ne va pas sans l’autre, "
                "corrigez l’un des deux.",
            )


def _check_echus(totaux: Totaux) -> Iterator[tuple[str, str]]:
    """Every ended lot kept its engagement when, and only when, every engaged hour was kept."""
    if not all(totaux.get(cle) for cle in (d.ECHUS, d.ENGAGEES)) or not {d.TENUS, d.TENUES} <= totaux.keys():
        return
    tous, toutes = totaux[d.TENUS] == totaux[d.ECHUS], totaux[d.TENUES] == totaux[d.ENGAGEES]
    if tous and not toutes:
        yield (
            d.TENUES,
            f"Tous les lots finis ont tenu leur engagement : leurs heures tenues sont alors {_write(d.ENGAGEES, totaux[d.ENGAGEES])}. "
            "Corrigez ce nombre, ou celui des lots tenus.",
        )
    elif toutes and not tous:
        yield (
            d.TENUS,
            "Toutes les heures engagées sont tenues : chaque lot fini a alors tenu son engagement "
            f"({_write(d.ECHUS, totaux[d.ECHUS])}). Corrigez ce nombre, ou celui des heures tenues.",
        )


def _check_ordres(totaux: Totaux) -> Iterator[tuple[str, str]]:
    heures, personnes, contrats = (totaux.get(cle) for cle in (d.HEURES, d.PERSONNES, d.ACTIFS))
    if heures and personnes and heures > personnes * HEURES_PAR_PERSONNE:
        par = write_nombre(Decimal(heures) / d.CENT / personnes, 0)
        yield (
            d.PERSONNES,
            f"Cela fait {par} heures par personne, plus que n’en permet une année de travail : corrigez les personnes, ou les heures.",
        )
    if heures and contrats and contrats * d.CENT > heures:
        yield (
            d.ACTIFS,
            (
                f"{write_accord(contrats, 'contrat')} pour {_write(d.HEURES, heures)} : moins d’une heure par contrat. Corrigez l’un ou "
                "l’autre."
            ),
        )
    yield from _check_contributeurs(totaux)
    yield from _check_financeurs(totaux)
    for etp, postes in ((d.ETP, d.POSTES), (d.ETP_COORDINATION, d.POSTES_COORDINATION)):
        if etp in totaux and postes in totaux:
            if totaux[etp] > totaux[postes] * d.MILLION:
                yield (
                    etp,
                    "Plus de temps pleins que de postes : un poste fait au plus un temps plein. Corrigez l’un ou l’autre.",
                )
            elif totaux[postes] and not totaux[etp]:
                yield etp, "Des postes sans temps de travail : donnez-le, ou mettez zéro poste."


def _check_financeurs(totaux: Totaux) -> Iterator[tuple[str, str]]:
    """A post counts for one of them."""
    payeurs = [cle for cle, n in totaux.items() if cle.startswith(f"{d.ETP}:financement:") and n]
    if d.POSTES in totaux and len(payeurs) > totaux[d.POSTES]:
        yield (
            payeurs[0],
            f"{write_accord(len(payeurs), 'financeur')} pour {write_accord(totaux[d.POSTES], 'poste')} : chaque poste compte chez qui en paie "
            "la plus grande part. Corrigez ces lignes, ou les postes.",
        )


def _check_contributeurs(totaux: Totaux) -> Iterator[tuple[str, str]]:
    """So many of them, none above the largest, give no less than what is counted."""
    heures = totaux.get(d.HEURES, 0)
    for nombre, gros, qui in (
        (d.ENTREPRISES, d.PLUS_GROSSE, "entreprises"), (d.PERSONNES, d.PLUS_FORTE, "personnes"),
    ):  # fmt: skip
        if nombre in totaux and gros in totaux and totaux[nombre] * totaux[gros] < heures:
            yield (
                gros,
                (
                    f"{write_nombre(totaux[nombre])} {qui}, dont aucune ne dépasse {_write(gros, totaux[gros])}, ne peuvent pas faire "
                    f"{_write(d.HEURES, heures)} : corrigez ce nombre."
                ),
            )


def _is_commencee(section: Section, totaux: Totaux) -> bool:
    return any(one.cle in totaux for one in section.list_questions())


def _is_dite(one: Repartition, totaux: Totaux) -> bool:
    return any(part.cle in totaux for part in one.parts)


def _write(cle: str, valeur: int) -> str:
    """As it is typed, with its unit when it is hours."""
    diviseur = QUESTIONS[cle].diviseur
    if diviseur == 1:
        return write_nombre(valeur)
    texte = write_nombre(Decimal(valeur) / diviseur)
    return f"{texte} heures" if diviseur == d.CENT else texte
