"""Of what nobody knows, no chapter: the report says which it leaves out, and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from maillage.consolidation.rapport.blocs import (
    Bloc,
    ChiffresCles,
    Dessin,
    Partie,
    Rubrique,
    Tableau,
    Texte,
    list_phrases,
)
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Etat, Nombre, Role, say_annee, say_libelle
from maillage.consolidation.rapport.phrases import enumerate_phrases, write

METHODE = "methode"


def keep_dites(livre: Livre, parties: Iterable[Partie]) -> list[Partie]:
    """A part of which nobody told a figure; a heading of which no figure is known, for want of answers or of cases."""
    kept: list[Partie] = []
    tues: list[Partie | Rubrique] = []
    for partie in parties:
        if _is_vide(list(partie.list_blocs()), lambda nombre: _is_dit(livre, nombre)):
            tues.append(partie)
            continue
        vides = [one for one in partie.rubriques if _is_vide(one.blocs, lambda nombre: _is_connu(livre, nombre))]
        tues += vides
        rubriques = [
            replace(one, blocs=[_simplify(bloc) for bloc in one.blocs]) for one in partie.rubriques if one not in vides
        ]
        kept.append(replace(partie, blocs=[_simplify(bloc) for bloc in partie.blocs], rubriques=rubriques))
    return [_say(livre, partie, tues) if tues and partie.code == METHODE else partie for partie in kept]


def _is_vide(blocs: Sequence[Bloc], keeps: Callable[[Nombre], bool]) -> bool:
    """It has figures, and keeps none. What they are out of, and who did not answer, are not figures of their own."""
    nombres = [
        part
        for bloc in blocs for phrase in list_phrases(bloc) for part in phrase
        if isinstance(part, Nombre) and part.role in (Role.VALEUR, Role.EFFECTIF)
    ]  # fmt: skip
    return (bool(nombres) or any(map(_is_creux, blocs))) and not any(keeps(one) for one in nombres)


def _simplify(bloc: Bloc) -> Bloc:
    """A picture of which every bar is hidden is a sentence, unless its title tells a figure of its own."""
    if not isinstance(bloc, Dessin) or any(isinstance(part, Nombre) for part in bloc.titre):
        return bloc
    cellules = (cellule for ligne in bloc.tableau.lignes for cellule in ligne)
    etats = {
        part.etat for cellule in cellules for part in cellule if isinstance(part, Nombre) and part.role is Role.VALEUR
    }
    if etats != {Etat.MASQUE}:
        return bloc
    return Texte(write("{titre} : masqué, pour que personne ne puisse être reconnu.", titre=bloc.titre))


def _is_creux(bloc: Bloc) -> bool:
    return (isinstance(bloc, Tableau) and not bloc.lignes) or (isinstance(bloc, ChiffresCles) and not bloc.chiffres)


def _is_dit(livre: Livre, nombre: Nombre) -> bool:
    """Hidden, it was told."""
    return any(cle[0] in livre.dits for cle in nombre.cles)


def _is_connu(livre: Livre, nombre: Nombre) -> bool:
    return nombre.etat is not Etat.INCONNU and _is_dit(livre, nombre)


def _say(livre: Livre, partie: Partie, tues: Sequence[Partie | Rubrique]) -> Partie:
    said = write(
        "Ces chiffres ne sont pas connus pour {annee}, faute de réponses ou de cas, et ce rapport n’en parle pas : {titres}.", annee=say_annee(livre.millesime),
        titres=enumerate_phrases((say_libelle(one.titre, one.code),) for one in tues),
    )  # fmt: skip
    return replace(
        partie, rubriques=[*partie.rubriques, Rubrique("methode-tu", "Ce qui n’est pas connu", [Texte(said)])]
    )
