"""Labels of a dispositif, each counting as one national code at a time: the types of étapes and the exits it names."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.rules import etapes as rules
from maillage.reseau.models import Dispositif


def read_rattachements(rows: Any) -> list[rules.Rattachement]:
    return [rules.Rattachement(row.national, row.du, row.au) for row in rows]


def rattacher(row: Any, *, nationaux: Mapping[str, str], today: date) -> tuple[Any, bool]:
    """Saves the label, or finds it as it already is: true when it is new. Declared again as another national code, it
    changes from that day; the past stays. The caller has checked its droit and holds a transaction."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=row.dispositif_id)  # one declaration of a label at a time
    if row.du > today:
        raise ParcoursRefuse(f"Le {row.du:%d/%m/%Y} est dans le futur : déclarez-le le jour venu.", champ="du")
    same = list(type(row).objects.filter(dispositif=row.dispositif_id, libelle__iexact=row.libelle))
    current = next((one for one in same if one.au is None), None)
    if current is not None:
        if current.national == row.national:
            return current, False
        if row.du <= current.du:
            raise ParcoursRefuse(
                f"« {current.libelle} » compte autrement depuis le {current.du:%d/%m/%Y} : donnez une date plus tardive.",
                champ="du",
            )
        current.au = row.du - timedelta(days=1)
        current.save(update_fields=["au"])
    nouveau = rules.Rattachement(row.national, row.du)
    if refus := rules.check_rattachement(read_rattachements(same), nouveau, nationaux=nationaux):
        raise ParcoursRefuse(refus, champ="du")
    row.save(force_insert=True)
    return row, True


def terminer(row: Any, *, au: date) -> tuple[Any, bool]:
    """The label, over; true when it was not yet."""
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.au is not None:
        return row, False
    if au < row.du:
        raise ParcoursRefuse(
            f"Ce libellé existe depuis le {row.du:%d/%m/%Y} : donnez une date plus tardive.", champ="au"
        )
    row.au = au
    row.save(update_fields=["au"])
    return row, True
