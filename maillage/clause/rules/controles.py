"""What a control says must hold together (domaine 02 § 4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.socle.refus import Manque


def check_controle(values: Mapping[str, Any], *, today: date) -> list[Manque]:
    manques = []
    if values["le"] > today:
        manques.append(Manque("le", "Ce jour n’est pas encore venu : notez le contrôle une fois fait."))
    if values["ecart"] and not values["constat"].strip():
        manques.append(Manque("constat", "Un écart se constate : écrivez ce qui l’explique."))
    for champ in ("suites_avant", "suites_faites_le"):
        if values[champ] and not values["suites"].strip():
            manques.append(Manque("suites", "Écrivez ce qui est à faire, ou effacez la date."))
            break
    faites = values["suites_faites_le"]
    if faites and not values["le"] <= faites <= today:
        manques.append(Manque("suites_faites_le", "Les suites se font après le contrôle, et aujourd’hui au plus tard."))
    return manques
