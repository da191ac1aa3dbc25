"""The picture of a shared commitment: one bar, cut between those who answer for it."""

import re
from decimal import Decimal

from maillage.clause.queries.partage import Partage
from maillage.clause.queries.realise_partage import Realise
from maillage.socle.graphiques import Barre, Figure, Part, barres, barres_empilees
from maillage.socle.typographie import write_nombre, write_pourcentage

NON_REPARTI, RESTE = "Non réparti", "Autres structures"
AU_PLUS = 6
ZERO = Decimal(0)
SOURCE = "engagement et répartition du lot"


def build_parts(partage: Partage, *, structure: int | None) -> Figure | None:
    """None while no hour is shared out. `structure`: whose reader it is, named first in the title."""
    if partage.repartition is None or not partage.engagement.heures:
        return None
    total = partage.engagement.heures
    rows = [(shorten(str(part.structure)) if part.structure_id else NON_REPARTI, part.heures) for part in partage.parts]
    if not partage.is_entier:
        rows.append((RESTE, partage.reste))
    rows = [row for row in rows if row[1]]
    if not rows:
        return None
    mine = next((part.heures for part in partage.parts if part.structure_id == structure and structure), None)
    titre = (
        f"Votre part : {write_nombre(mine)} h des {write_nombre(total)} h engagées"
        if mine is not None
        else f"{write_nombre(total)} h engagées, réparties en {len(rows)} parts"
    )
    names = [name for name, _ in rows]
    spec = (
        barres_empilees(
            [Part("Engagement", name, float(heures)) for name, heures in rows], series=names, normalise=True
        )
        if len(names) <= AU_PLUS
        else barres([Barre(name, float(heures)) for name, heures in rows])
    )
    return Figure(
        titre=titre,
        description="Une barre : " + ", ".join(f"{name} {write_nombre(heures)} h" for name, heures in rows) + ".",
        spec=spec,
        colonnes=["Structure", "Heures", "Part de l’engagement"],
        lignes=[[name, heures, write_pourcentage(float(heures / total))] for name, heures in rows],
        source=SOURCE,
        base=f"Base : version {partage.engagement.numero} de l’engagement, {write_nombre(total)} h",
    )


def build_faites(realise: Realise) -> Figure | None:
    """What is done of each part, and what is left. None while no part is known, or one of them is hidden."""
    rows = [f for f in realise.faites if f.part]
    if not rows or any(f.is_masquee for f in rows):
        return None
    fait, reste = "Fait", "Reste à faire"
    values = [(shorten(str(f.structure)), f.validees, max(ZERO, (f.part or ZERO) - f.validees)) for f in rows]
    total = realise.engagees or ZERO
    return Figure(
        titre=f"{write_nombre(realise.validees)} h faites des {write_nombre(total)} h engagées",
        description="Barres : " + " ; ".join(
            f"{nom}, {write_nombre(done)} h faites, {write_nombre(left)} h à faire" for nom, done, left in values) + ".",
        spec=barres_empilees(
            [Part(nom, serie, float(v)) for nom, done, left in values for serie, v in ((fait, done), (reste, left))],
            series=(fait, reste),
        ),
        colonnes=["Structure", fait, reste],
        lignes=[list(row) for row in values],
        source="lignes d’heures validées du lot" + (
            ", et relevés agrégés dans le total" if realise.heures_externes else ""
        ),
        base=f"Base : {write_nombre(total)} h engagées",
    )  # fmt: skip


def shorten(nom: str) -> str:
    """In a legend, what tells a service from another."""
    return re.sub(r"^Clause sociale (du |des |de la |de |d’)?", "", nom) or nom
