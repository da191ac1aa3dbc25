"""What changed since the last year published: whom both years count, then their figures side by side."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.consolidation.cellules.niveaux import REGION
from maillage.consolidation.rapport.blocs import Bloc, Encadre, Partie, Tableau, Texte
from maillage.consolidation.rapport.cases import POURCENT
from maillage.consolidation.rapport.comparaisons import Comparaison, compare
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.montants import say_mesure
from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import Dit, Phrase, Segment, lower, say_annee, say_compte, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.indicateurs.mesures import AnyMesure, Effectif, Somme, Taux

NOTE = "Évolution : en points pour une part, en pour-cent pour un nombre, d’après les valeurs imprimées."
NOTE_UNITES = "Évolution : en points pour une part, en pour-cent pour un nombre, dans son unité pour le reste, d’après les valeurs imprimées."
RIEN = "Aucune évolution n’est dite : ce ne sont pas les mêmes {participants}, et leurs totaux ne se comparent pas."


def write_depuis(livre: Livre, codes: Sequence[str]) -> Partie | None:
    """`codes`: counts and rates of the plan. None for the first year published."""
    precedent = livre.get_precedent()
    if precedent is None:
        return None
    avant, annee = say_annee(precedent.millesime), say_annee(livre.millesime)
    blocs: list[Bloc] = [
        Texte(write(
            "L’année {avant}, la dernière publiée, est reprise telle qu’elle l’a été. Une évolution ne se dit que des mêmes "
            "{participants}, avec la même définition, et jamais d’une valeur masquée.",
            avant=avant, participants=livre.vocabulaire.participants,
        )),
        Texte(say_perimetre(livre)),
    ]  # fmt: skip
    found = [one for code in codes if (one := compare(livre, code)) is not None]
    if not found:
        blocs.append(Encadre("Périmètres différents", write(RIEN, participants=livre.vocabulaire.participants)))
    else:
        blocs += [Texte(say_ou(livre, found)), list_comparaisons(livre, found, avant, annee)]
    return Partie("evolutions", "Depuis la dernière année publiée", blocs)


def say_perimetre(livre: Livre, ou: Ou = ENTIER) -> Phrase:
    """Who is there both years, who came, who left."""
    precedent = livre.get_precedent()
    assert precedent is not None, "sans année publiée, il n’y a rien à comparer"
    now, before = livre.perimetres.membres.get(ou, frozenset()), precedent.perimetres.membres.get(ou, frozenset())
    return say_communs(livre, now, before, font="sont comptés")


def say_communs(livre: Livre, now: frozenset[str], before: frozenset[str], *, font: str) -> Phrase:
    """`font`: what they do each year (« sont comptés », « ont répondu »)."""
    precedent = livre.get_precedent()
    assert precedent is not None, "sans année publiée, il n’y a rien à comparer"
    annee, avant = say_annee(livre.millesime), say_annee(precedent.millesime)
    dits = livre.vocabulaire.participants
    if not now or not before:
        return write("On ne sait pas de quels {dits} viennent les chiffres de {avant}.", dits=dits, avant=avant)
    if now == before:
        return write(
            "Les mêmes {dits} ({nombre}) {font} en {avant} et en {annee}.",
            dits=dits,
            nombre=_say(now),
            font=font,
            avant=avant,
            annee=annee,
        )
    return write(
        "{communs} {font} les deux années ; {venus} en {annee} seulement, {partis} en {avant} seulement.",
        communs=_say_participants(livre, now & before), font=font, venus=_say(now - before), partis=_say(before - now), annee=annee,
        avant=avant,
    )  # fmt: skip


def _say(membres: frozenset[str]) -> Dit | str:
    return say_compte(len(membres), "perimetre") if membres else "aucun"


def _say_participants(livre: Livre, membres: frozenset[str]) -> Phrase:
    dit = livre.vocabulaire
    if not membres:
        return (f"Aucun {dit.participant}",)
    return (say_compte(len(membres), "perimetre"), f" {dit.participant if len(membres) == 1 else dit.participants}")


def say_ou(livre: Livre, found: Sequence[Comparaison]) -> Phrase:
    lieux = {ou for one in found for ou in one.lieux}
    if lieux == {ENTIER}:
        return write("Ci-dessous, les deux années de la France entière.")
    regions = enumerate_phrases((livre.say_lieu(ou),) for ou in sorted(lieux) if ou[0] == REGION)
    if ENTIER in lieux:
        return write(
            "Ci-dessous, la France entière pour ce que les mêmes {participants} ont donné les deux années. Pour le reste, les régions où ce "
            "sont les mêmes, additionnées de ce qui en a été publié : {regions}.",
            participants=livre.vocabulaire.participants, regions=regions,
        )  # fmt: skip
    return write(
        "Ci-dessous, les régions où les mêmes {participants} ont répondu les deux années, additionnées de ce qui en a été publié : "
        "{regions}. Une région dont un chiffre est masqué n’y compte pas pour ce chiffre.",
        participants=livre.vocabulaire.participants, regions=regions,
    )  # fmt: skip


def list_comparaisons(livre: Livre, found: Sequence[Comparaison], avant: Dit, annee: Dit) -> Tableau:
    """Where each is compared is said when it is not the same place for all."""
    is_mele = len({ENTIER in one.lieux for one in found}) > 1
    rows: list[tuple[Phrase, ...]] = [
        (
            (_name(one.mesure),), (say_mesure(one.avant, one.mesure.unite),), (say_mesure(one.apres, one.mesure.unite),),
            (one.ecart,) if one.ecart else ("–",), _say_bases(one),
            *((enumerate_phrases((livre.say_lieu(ou),) for ou in one.lieux),) if is_mele else ()),
            (say_compte(one.dispositifs, "perimetre"),),
        )
        for one in found
    ]  # fmt: skip
    heads = (
        write("Indicateur"), (avant,), (annee,), write("Évolution"), write("Bases"), *((write("Où"),) if is_mele else ()),
        write(livre.vocabulaire.participants.capitalize()),
    )  # fmt: skip
    return Tableau(
        write("Les mêmes {participants}, la même définition, deux années", participants=livre.vocabulaire.participants), heads, rows, (1, 2, 3, 4, len(heads) - 1),
        (write(NOTE_UNITES if any(_is_dans_son_unite(one.mesure) for one in found) else NOTE),),
    )  # fmt: skip


def _is_dans_son_unite(mesure: AnyMesure) -> bool:
    """Neither a share nor a count: days, euros for one."""
    return not isinstance(mesure, Effectif | Somme) and mesure.unite != POURCENT


def _name(mesure: AnyMesure) -> Segment:
    libelle = f"{mesure.libelle} ({mesure.unite})" if _is_dans_son_unite(mesure) else mesure.libelle
    return say_libelle(libelle, mesure.code)


def _say_bases(one: Comparaison) -> Phrase:
    if one.bases is None:
        return ("–",)
    unite = one.mesure.denominateur.unite if isinstance(one.mesure, Taux) else ""
    avant, apres = (say_mesure(base, unite) for base in one.bases)
    return write("{avant}, puis {apres}", avant=avant, apres=apres)


def say_fiche(livre: Livre, ou: Ou, codes: Sequence[str]) -> Phrase:
    """Of one territory, in a sentence: what changed, or why it is not said. Empty when nothing was published before."""
    precedent = livre.get_precedent()
    if precedent is None or ou not in precedent.perimetres.membres:
        return ()
    depuis = say_annee(precedent.millesime)
    now, before = livre.perimetres.membres.get(ou, frozenset()), precedent.perimetres.membres[ou]
    if now != before:
        return write(
            "Depuis {depuis}, les {participants} comptés ont changé ({avant} alors, {apres} cette année) : aucune évolution n’est dite.",
            participants=livre.vocabulaire.participants, depuis=depuis, avant=_say(before), apres=_say(now),
        )  # fmt: skip
    found = [one for code in codes if (one := compare(livre, code, ou)) is not None and one.ecart is not None]
    if not found:
        return write("Depuis {depuis}, rien ne se compare : valeurs masquées, ou définitions changées.", depuis=depuis)
    said = enumerate_phrases(_say_fiche(one) for one in found)
    dit = livre.vocabulaire
    accord = choose_pluriel(_count(now), f"avec le même {dit.participant}", f"avec les mêmes {dit.participants}")
    return write(
        "Depuis {depuis}, {accord} ({nombre}) : {said}.", depuis=depuis, accord=accord, nombre=_say(now), said=said
    )


def _say_fiche(one: Comparaison) -> Phrase:
    """« entrées +3 %, de 5 108 à 5 261 »; a difference that rounds to nothing is not written as one."""
    nom = lower(say_libelle(one.mesure.libelle, one.mesure.code))
    if one.ecart is None or one.avant.texte == one.apres.texte:
        return write("{nom} sans changement ({apres})", nom=nom, apres=one.apres)
    if not one.ecart.valeur:
        return write("{nom} presque sans changement, de {avant} à {apres}", nom=nom, avant=one.avant, apres=one.apres)
    return write("{nom} {ecart}, de {avant} à {apres}", nom=nom, ecart=one.ecart, avant=one.avant, apres=one.apres)


def _count(membres: frozenset[str]) -> Decimal:
    return Decimal(len(membres))
