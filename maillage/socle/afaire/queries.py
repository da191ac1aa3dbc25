"""The list of one acteur, its count, and what may leave the application."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.socle.acteur import Acteur
from maillage.socle.afaire import rules
from maillage.socle.afaire.destinataires import Destinataire
from maillage.socle.afaire.models import Preference
from maillage.socle.afaire.nomenclatures import LIBELLES_MOMENT, AFaire, RendezVous
from maillage.socle.afaire.registre import ListerAFaire, list_agendas, list_fournisseurs
from maillage.socle.contexte import open_contexte


@dataclass(frozen=True, slots=True)
class Groupe:
    libelle: str
    code: str
    choses: list[AFaire]


def list_a_faire(acteur: Acteur, *, today: date, fournisseurs: Iterable[ListerAFaire] | None = None) -> list[AFaire]:
    """Everything the domains know this acteur has to do, each within its own rights."""
    if acteur.is_anonyme:
        return []
    asked = list_fournisseurs() if fournisseurs is None else fournisseurs
    return [chose for lister in asked for chose in lister(acteur, today)]


def list_groupes(acteur: Acteur, *, today: date) -> list[Groupe]:
    """The groups of the page that have something in them."""
    grouped = rules.group_by_moment(list_a_faire(acteur, today=today), today=today)
    return [Groupe(LIBELLES_MOMENT[moment], moment.value, found) for moment, found in grouped.items() if found]


def count_a_faire(acteur: Acteur, *, today: date) -> int:
    """For the header. Asked by the page once it is drawn, and kept a minute by the browser: no page waits for it."""
    return len(list_a_faire(acteur, today=today))


def list_de_la_personne(destinataire: Destinataire, *, today: date) -> list[AFaire]:
    """Over all their habilitations, each in its own compartment; the same thing seen twice counts once."""
    found: dict[tuple[str, str], AFaire] = {}
    for acteur in destinataire.acteurs:
        with open_contexte(acteur):
            for chose in list_a_faire(acteur, today=today):
                found.setdefault((chose.url, chose.titre), chose)
    return list(found.values())


def list_rendez_vous(destinataire: Destinataire, *, today: date) -> list[RendezVous]:
    """Over all their habilitations, each in its own compartment."""
    found: dict[str, RendezVous] = {}
    for acteur in destinataire.acteurs:
        with open_contexte(acteur):
            for lister in list_agendas():
                found |= {one.cle: one for one in lister(acteur, today)}
    return list(found.values())


def get_preference(acteur: Acteur) -> Preference:
    """The person's own choices; the defaults, unsaved, until they choose."""
    assert acteur.compte is not None, "la page est réservée aux personnes connectées"
    return Preference.objects.filter(compte_id=acteur.compte).first() or Preference(compte_id=acteur.compte)
