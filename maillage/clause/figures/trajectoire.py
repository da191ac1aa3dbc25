"""The picture of a lot under way: what its plan expects, what is validated, added up month by month."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from maillage.clause.rules.planning import cumulate, list_mois
from maillage.socle.graphiques import Figure, Mesure, courbe
from maillage.socle.typographie import write_nombre

SERIES = ("Prévu", "Validé")
SOURCE = "plan d’action et heures validées du lot"


def _list_mesures(moments: Sequence[str], prevues: Sequence[Decimal], faites: Sequence[Decimal | None]) -> list[Mesure]:
    prevu, valide = SERIES
    return [
        *(Mesure(moment, float(heures), prevu) for moment, heures in zip(moments, prevues, strict=True)),
        *(
            Mesure(moment, None if heures is None else float(heures), valide)
            for moment, heures in zip(moments, faites, strict=True)
        ),
    ]


def build_trajectoire(
    planning: Mapping[date, Decimal], validees: Mapping[date, Decimal], *, engagees: Decimal, today: date
) -> Figure | None:
    """None without a plan: there is nothing to compare with."""
    if not planning:
        return None
    known = [*planning, *validees]
    mois = list_mois(min(known), max(known))
    ici = today.replace(day=1)
    is_fini = ici > max(planning)
    jusqu_a = max(validees, default=ici) if is_fini else ici  # a line that only lasts says nothing more
    prevues, faites = cumulate(planning, mois), cumulate(validees, mois)
    reel = [heures if un <= jusqu_a else None for un, heures in zip(mois, faites, strict=True)]
    total = sum(validees.values(), Decimal(0))
    attendu = cumulate(planning, [ici])[0]
    moments = [f"{un:%m/%y}" for un in mois]
    return Figure(
        titre=f"{write_nombre(total)} h validées sur {write_nombre(engagees)} engagées"
        + ("" if is_fini else f" ; le plan en prévoit {write_nombre(attendu)} à la fin du mois"),
        description="Deux courbes cumulées par mois. "
        + " ; ".join(
            f"{moment} : prévu {write_nombre(p)} h" + ("" if r is None else f", validé {write_nombre(r)} h")
            for moment, p, r in zip(moments, prevues, reel, strict=True)
        )
        + ".",
        spec=courbe(_list_mesures(moments, prevues, reel), series=SERIES),
        colonnes=["Mois", "Prévu, cumulé (h)", "Validé, cumulé (h)"],
        lignes=[
            [moment, p, "–" if r is None else r] for moment, p, r in zip(moments, prevues, reel, strict=True)
        ],
        source=SOURCE,
        note="" if is_fini else "Les heures d’un mois se déclarent et se valident le mois suivant : la fin de la "
        "courbe est encore basse.",
    )  # fmt: skip
