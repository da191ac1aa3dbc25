"""Every address × every role × {own, foreign, missing} × method: nothing leaks, nothing breaks (R-01, R1)."""

import logging
from collections.abc import Iterator, Sequence

import pytest
from django.conf import settings
from django.db import connection
from django.shortcuts import resolve_url
from django.utils.timezone import localdate

from maillage.socle import permissions
from maillage.socle.roles import Role
from tests.matrice.adresses import Adresse, list_adresses
from tests.matrice.cellules import AUTRES, METHODES, Reponse, Visiteur, is_joue, make_visiteur
from tests.matrice.objets import Objet, Pour, load

ADRESSES = list_adresses()
OBJETS = load()
# A method that no view takes, a door closed to the role: refused before any row of the object is read. No engine can
# change that; SQLite's run shows it, PostgreSQL's plays what its policies could change.
IS_TOUT_JOUE = connection.vendor == "sqlite"
# A leak tells the same each time; the clock of a slow machine, not three times in a row.
ESSAIS = 3
VISITEURS = [*(role.value for role in Role), *AUTRES, "anonyme", "sans habilitation"]


@pytest.fixture(autouse=True)
def _silence() -> Iterator[None]:
    """Thousands of expected refusals: not written, not captured."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_address_declares_who_may_open_it():
    undeclared = [f"{a.nom}  (/{a.route})" for a in ADRESSES if a.politique is None]
    assert not undeclared, (
        "Ces adresses ne disent pas qui peut les ouvrir :\n  " + "\n  ".join(undeclared) + "\n"
        "Posez @publique, @connecte ou @exige(Droit.X) (maillage.socle.acces) sur la vue ; pour une vue d’un autre "
        "paquet, ajoutez son nom à EXTERNES dans maillage/comptes/politiques.py."
    )


def test_every_address_with_a_variable_part_declares_its_object():
    undeclared = [f"{a.nom}  (/{a.route})" for a in ADRESSES if a.parametres and a.nom not in OBJETS]
    assert not undeclared, (
        "Ces adresses ont une partie variable, et la matrice ne sait pas fabriquer l’objet qu’elles nomment :\n  "
        + "\n  ".join(undeclared)
        + "\nAjoutez dans tests/matrice/objets_<paquet>.py (mode d’emploi en tête de tests/matrice/objets.py) :\n\n"
        f'    @objet("{undeclared[0].split()[0]}")\n'
        "    def mon_objet(pour: Pour) -> dict[str, object]:\n"
        '        return {"uuid": make_mon_objet(dispositif=pour.dispositif).uuid}\n'
    )


def test_the_register_names_only_addresses_that_exist():
    assert set(OBJETS) <= {a.nom for a in ADRESSES}


@pytest.mark.django_db
@pytest.mark.parametrize("nom", VISITEURS)
def test_r01_a_foreign_object_is_a_missing_one(nom: str, record_property):
    visiteur = make_visiteur(nom, localdate())
    cells, faults, refus = 0, [], Refus(visiteur)
    for rang, adresse in enumerate(ADRESSES, start=VISITEURS.index(nom)):
        if adresse.politique is None or (adresse.parametres and adresse.nom not in OBJETS):
            continue  # told by the tests above
        if not is_joue(nom, adresse.nom):
            continue
        objet = OBJETS.get(adresse.nom)
        is_refuse = _is_refuse(visiteur, adresse)
        for methode in _list_methodes(rang, is_refuse=is_refuse):
            played = refus.play(adresse, objet, methode) if is_refuse else _play(visiteur, adresse, objet, methode)
            for cible, fault in played:
                cells += 1
                faults += [f"{methode} {adresse.nom} [{cible}] par {nom} : {fault}"] if fault else []
    record_property("cellules", cells)
    if faults:
        pytest.fail(f"{len(faults)} cellules fautives sur {cells} :\n" + "\n".join(faults[:20]), pytrace=False)


def _list_methodes(rang: int, *, is_refuse: bool) -> Sequence[str]:
    """All of them where the door is open. A closed one is tried by one method in turn.

    The turn goes with the address and with the role: each address is refused every method, and each role too.
    """
    if not is_refuse:
        return METHODES if IS_TOUT_JOUE else METHODES[:2]
    return (METHODES[rang % len(METHODES)],) if IS_TOUT_JOUE else ()


class Refus:
    """Doors closed to a role: refused before the view, so each by the statements that refuse what does not exist.

    A refusal that asks the database no more than that one has not read the object, and cannot tell of it.
    """

    def __init__(self, visiteur: Visiteur) -> None:
        self.visiteur = visiteur
        self.requetes: dict[str, int] = {}

    def play(self, adresse: Adresse, objet: Objet | None, methode: str) -> Iterator[tuple[str, str]]:
        who = self.visiteur
        is_objet = objet is not None and not objet.sans_objet
        pour = Pour(who.ailleurs, who.etranger) if is_objet else Pour(who.ici, who.compte)
        valeurs = dict(objet.make(pour)) if objet else {}
        answer = who.play(methode, adresse.build(valeurs))
        fault = _check(who, adresse, answer)
        if is_objet and not fault and answer.requetes != self.requetes.get(methode):
            # The first of its method, or the once-a-minute note of the session's activity: both are played anew.
            absent = {name: adresse.missing(name, value) for name, value in valeurs.items()}
            for _ in range(ESSAIS):
                self.requetes[methode] = who.play(methode, adresse.build(absent)).requetes
                answer = who.play(methode, adresse.build(valeurs))
                if answer.requetes == self.requetes[methode]:
                    break
            else:
                fault = f"{answer.requetes} requêtes SQL pour refuser l’objet étranger, {self.requetes[methode]} sinon"
        yield "étranger" if is_objet else "sien", fault


def _play(visiteur: Visiteur, adresse: Adresse, objet: Objet | None, methode: str) -> Iterator[tuple[str, str]]:
    """An open door. Yields (cible, fault or nothing), one pair per cell."""
    ici = dict(objet.make(Pour(visiteur.ici, visiteur.compte))) if objet else {}
    own = visiteur.play(methode, adresse.build(ici))
    yield "sien", _check(visiteur, adresse, own)
    if objet is None or objet.sans_objet or own.statut == 405 or not (IS_TOUT_JOUE or methode == METHODES[0]):
        return
    ailleurs = dict(objet.make(Pour(visiteur.ailleurs, visiteur.etranger)))
    varying = [name for name, value in ailleurs.items() if value != ici[name]] or list(ailleurs)
    theirs = [str(ailleurs[name]) for name in varying]
    absent = ailleurs | {name: adresse.missing(name, ailleurs[name]) for name in varying}
    gone = [str(absent[name]) for name in varying]
    missing = visiteur.play(methode, adresse.build(absent), gone)
    yield (
        "inexistant",
        _check(visiteur, adresse, missing)
        or (f"{missing.statut} au lieu de 404" if missing.statut in {200, 201, 204} else ""),
    )
    foreign = visiteur.play(methode, adresse.build(ailleurs), theirs)
    for _ in range(ESSAIS):
        if foreign.requetes == missing.requetes:
            break
        # Once a minute a request also notes the activity of its session: played again, the difference is a leak.
        missing = visiteur.play(methode, adresse.build(absent), gone)
        foreign = visiteur.play(methode, adresse.build(ailleurs), theirs)
    shared = objet.partage or visiteur.acteur.role in objet.sauf
    yield "étranger", _check(visiteur, adresse, foreign) or ("" if shared else _compare(foreign, missing))


def _is_refuse(visiteur: Visiteur, adresse: Adresse) -> bool:
    """The declared policy closes this door to the role, signed in or not, whatever lies behind."""
    politique = adresse.politique
    assert politique is not None
    if politique.publique or visiteur.acteur.is_anonyme:
        return not politique.publique
    return politique.droit is not None and not permissions.can(visiteur.acteur, politique.droit)


def _check(visiteur: Visiteur, adresse: Adresse, reponse: Reponse) -> str:
    """What the declared policy promises: no error, the door closed to whom it is closed."""
    politique = adresse.politique
    assert politique is not None
    if reponse.statut >= 500:
        return f"erreur {reponse.statut} {reponse.erreur}"
    if politique.nominatif and reponse.statut == 200 and not reponse.is_journalisee:
        return "page nominative ouverte sans trace : appelez journal.actions.record_acces dans la vue (R-30)"
    if politique.publique:
        return ""
    if visiteur.acteur.is_anonyme:
        return "" if reponse.statut == 302 else f"{reponse.statut} au lieu de l’écran de connexion"
    if politique.droit and not permissions.can(visiteur.acteur, politique.droit):
        # Where the domain is not done at all, its pages are pages that do not exist.
        attendu = 403 if permissions.is_servi(visiteur.acteur, politique.droit) else 404
        if reponse.statut != attendu:
            return f"{reponse.statut} au lieu de {attendu} : ce rôle n’a pas « {politique.droit.value} »"
    return ""


def _compare(foreign: Reponse, missing: Reponse) -> str:
    if foreign.statut != missing.statut:
        return f"statut {foreign.statut} pour l’objet étranger, {missing.statut} pour l’inexistant"
    if (foreign.corps, foreign.vers) != (missing.corps, missing.vers):
        return "la page diffère selon que l’objet étranger existe ou non"
    if foreign.requetes != missing.requetes:
        return f"{foreign.requetes} requêtes SQL pour l’objet étranger, {missing.requetes} pour l’inexistant"
    return ""


@pytest.mark.django_db
def test_every_declared_object_opens_for_someone():
    """A register entry that no role can open would make the comparison above empty."""
    waiting = {a.nom: a for a in ADRESSES if a.nom in OBJETS and not OBJETS[a.nom].sans_objet}
    for nom in VISITEURS:
        visiteur = make_visiteur(nom, localdate())
        for adresse in [one for one in waiting.values() if is_joue(nom, one.nom) and not _is_refuse(visiteur, one)]:
            valeurs = dict(OBJETS[adresse.nom].make(Pour(visiteur.ici, visiteur.compte)))
            if any(_opens(visiteur.play(m, adresse.build(valeurs))) for m in METHODES[:2]):
                del waiting[adresse.nom]
    assert not waiting, "Aucun rôle n’ouvre ces objets, revoyez leur fabrique : " + ", ".join(waiting)


def _opens(reponse: Reponse) -> bool:
    """A page, or what follows a deed done (a redirection elsewhere than to the sign-in page)."""
    if reponse.statut == 302:
        return not reponse.vers.startswith(resolve_url(settings.LOGIN_URL))
    return reponse.statut not in {403, 404, 405}
