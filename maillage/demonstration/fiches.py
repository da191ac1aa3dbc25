"""Fills the fiches of the fictitious dispositifs with what `dispositifs` says of each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from maillage.demonstration.cles import make_cle
from maillage.demonstration.dispositifs import FICHES, FicheFictive
from maillage.demonstration.personnages import PERSONNAGES
from maillage.reseau.models import Contact, Dispositif, Effectif, GestionFse, Jalon, Logiciel

COURRIELS = {f"{p.prenom} {p.nom}": p.email for p in PERSONNAGES}


def get_coordonnees(cle: str) -> dict[str, Any]:
    """What a new dispositif says of itself; nothing for those that have no fiche to show."""
    fiche = FICHES.get(cle)
    if fiche is None:
        return {}
    return {
        "presentation": fiche.presentation,
        "adresse": fiche.adresse,
        "telephone": fiche.telephone,
        "courriel": fiche.courriel,
        "ouvert_le": fiche.ouvert_le,
    }


def fill_fiches(dispositifs: dict[str, Dispositif], *, graine: int, today: date) -> None:
    """A kind of lines where the dispositif has some already is left as people made it."""
    for cle, fiche in FICHES.items():
        dispositif = dispositifs[cle]
        made: dict[type[Model], list[Model]] = {}
        for model, key, values in _list_lignes(fiche, today=today):
            ligne = model(uuid=make_cle(graine, model.__name__, cle, *key), dispositif=dispositif, **values)
            made.setdefault(model, []).append(ligne)
        for model, lignes in made.items():
            rows = model._default_manager
            if not rows.filter(dispositif=dispositif).exists():
                rows.bulk_create(lignes)


def _list_lignes(fiche: FicheFictive, *, today: date) -> Iterator[tuple[type[Model], tuple[str, ...], dict[str, Any]]]:
    for c in fiche.contacts:
        yield Contact, (c.fonction, c.nom), {
            "fonction": c.fonction, "nom": c.nom, "precision": c.precision, "telephone": c.telephone,
            "courriel": COURRIELS.get(c.nom, ""), "du": c.du, "consenti_le": c.du if c.is_public else None,
            "modifie_le": today,
        }  # fmt: skip
    for j in fiche.jalons:
        yield Jalon, (j.nature, j.le.isoformat()), {"nature": j.nature, "le": j.le, "nom": j.nom}
    for e in fiche.effectifs:
        yield Effectif, (e.fonction, e.employeur, e.du.isoformat()), {
            "fonction": e.fonction, "employeur": e.employeur, "personnes": e.personnes, "etp": Decimal(e.etp),
            "du": e.du, "au": e.au,
        }  # fmt: skip
    for s in fiche.logiciels:
        yield Logiciel, (s.usage, s.nom), {"usage": s.usage, "nom": s.nom, "du": s.du, "au": s.au}
    for g in fiche.gestions:
        yield GestionFse, (g.du.isoformat(),), {"mode": g.mode, "organisme": g.organisme, "du": g.du, "au": g.au}
