"""The pictures of the dashboard: exits by type this year, and the flows year after year."""

from collections.abc import Mapping, Sequence
from datetime import date

from maillage.parcours.nomenclatures.sorties import LIBELLES_CLASSE, Classe
from maillage.parcours.rules.indicateurs.faits import ParcoursCompte
from maillage.parcours.rules.indicateurs.flux import FluxAnnuel, count_sorties
from maillage.parcours.rules.indicateurs.nombres import Fenetre
from maillage.socle.graphiques import Barre, Figure, Mesure, barres, courbe
from maillage.socle.typographie import write_accord, write_date, write_nombre, write_pourcentage

SOURCE = "dossiers du dispositif"
SERIES = ("Entrées", "Sorties", "Sorties positives")
ANNEES = 5


def build_sorties(faits: Sequence[ParcoursCompte], fenetre: Fenetre) -> Figure | None:
    """How people left. None when nobody did."""
    sorties = count_sorties(faits, fenetre.periode)
    if not sorties.total:
        return None
    rows = [
        (LIBELLES_CLASSE[Classe.EMPLOI_DURABLE], sorties.emploi), (LIBELLES_CLASSE[Classe.FORMATION], sorties.formation),
        (LIBELLES_CLASSE[Classe.AUTRE_POSITIVE], sorties.autres_positives), ("Abandons", sorties.abandons),
        ("Déménagements, décès, retraites", sorties.neutralisees), ("Autres sans suite", sorties.autres),
    ]  # fmt: skip
    first, count = max(rows, key=lambda row: row[1])
    base = f"Base : {write_accord(sorties.total, 'sortie')} jusqu’au {write_date(fenetre.jour)}"
    return Figure(
        titre=f"{first} : {write_nombre(count)} des {write_accord(sorties.total, 'sortie')} de {fenetre.jour.year}",
        description="Barres horizontales : " + ", ".join(f"{nom} {write_nombre(n)}" for nom, n in rows) + ".",
        spec=barres([Barre(nom, number) for nom, number in rows], accent=first),
        colonnes=["Sortie", "Nombre", "Part des sorties"],
        lignes=[[nom, number, write_pourcentage(number / sorties.total)] for nom, number in rows],
        source=SOURCE,
        base=base,
    )


def build_annees(flux: Mapping[int, FluxAnnuel], *, annee: int, today: date) -> Figure | None:
    """Entries and exits of the last years; the one under way stops today. None before there is a second year."""
    annees = sorted(one for one in flux if annee - ANNEES < one <= annee)
    if len(annees) < 2:
        return None
    counted = [
        (f"{one} (en cours)" if one == today.year else str(one), (of.entrees, of.sorties.total, of.sorties.positives))
        for one in annees
        for of in [flux[one]]
    ]
    moments = [nom for nom, _ in counted]
    last_nom, (entrees, total, positives) = counted[-1]
    return Figure(
        titre=f"{last_nom} : {write_accord(entrees, 'entrée')}, {write_accord(total, 'sortie')} dont "
        f"{write_accord(positives, 'positive')}",
        description="Courbes par année. " + " ; ".join(
            f"{nom} : {e} entrées, {s} sorties, {p} positives" for nom, (e, s, p) in counted) + ".",
        spec=courbe(
            # Under the axis of a telephone there is room for the years alone; the note says which is under way.
            [Mesure(nom[:4], value, serie) for nom, values in counted for serie, value in zip(SERIES, values, strict=True)],
            series=SERIES,
        ),
        colonnes=["Série", *moments],
        lignes=[[serie, *(values[rang] for _, values in counted)] for rang, serie in enumerate(SERIES)],
        source=SOURCE,
        note="L’année en cours s’arrête aujourd’hui.",
    )  # fmt: skip
