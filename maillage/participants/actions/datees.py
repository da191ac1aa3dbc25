"""What is true of a person from a day on: rows that only add up. The same day again is a correction, with its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from maillage.participants.actions.personnes import PersonneRefusee
from maillage.participants.models import Adresse, Personne, Recherche, Situation, SituationSensible
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import VersionDepassee

Datee = TypeVar("Datee", Adresse, Situation, SituationSensible, Recherche)
EVENEMENTS = {Adresse: "adresse", Situation: "situation", SituationSensible: "sensible", Recherche: "recherche"}
TUS = frozenset({SituationSensible})  # the names of what changed would already say something


class EnregistreEntretemps(VersionDepassee):
    """Somebody recorded another row since the form was opened: `derniere` is theirs."""

    def __init__(self, derniere: Any) -> None:
        super().__init__(derniere.pk if derniere else 0)
        self.derniere = derniere


@transaction.atomic
def record_datee(
    model: type[Datee], *, by: Acteur, personne: Personne, du: date, values: Mapping[str, Any], today: date,
    lue: str | None = None, motif: str = "",
) -> Datee:  # fmt: skip
    """`lue`: the row the form was filled from (empty: none yet); None when no form was read, as an import does."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    rows = model.objects.filter(personne=personne).order_by("-du", "-rang")
    derniere = rows.first()
    if lue is not None and lue != (str(derniere.uuid) if derniere else ""):
        raise EnregistreEntretemps(derniere)
    if du > today:
        raise PersonneRefusee(f"Le {du:%d/%m/%Y} est dans le futur : enregistrez-le le jour venu.", champ="du")
    same_day = rows.filter(du=du).first()
    if same_day is not None and not motif:
        raise PersonneRefusee(
            f"Une saisie existe déjà au {du:%d/%m/%Y} : dites pourquoi elle change, ou choisissez la date du changement.",
            champ="motif",
        )
    rang = same_day.rang + 1 if same_day else 1
    row = model(dispositif_id=personne.dispositif_id, personne=personne, du=du, rang=rang, auteur=by.compte,
                motif=motif if same_day else "")  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    details: dict[str, Any] = {"du": du.isoformat()}
    if same_day is not None and model not in TUS:
        changed = sorted(name for name, value in values.items() if getattr(same_day, name) != value)
        details["champs"] = ",".join(changed)
    event = EVENEMENTS[model] + ("_corrigee" if same_day else "")
    journal.write(by=by, event=f"participants.{event}", target=personne, **details)
    return row


def record_adresse(
    *, by: Acteur, personne: Personne, du: date, today: date, motif: str = "", lue: str | None = None, **values: Any
) -> Adresse:
    """Where the person lives from `du`."""
    return record_datee(Adresse, by=by, personne=personne, du=du, values=values, today=today, motif=motif, lue=lue)
