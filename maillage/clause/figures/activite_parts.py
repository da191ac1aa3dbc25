"""The pictures of what the hours went to, and of who did them: bars, their companion table says a year before."""

from maillage.clause.figures.activite import write_periode
from maillage.clause.rules.activite.repartitions import Part, Repartition, write_groupes
from maillage.clause.rules.postes import Periode
from maillage.socle.graphiques import Barre, Figure, barres
from maillage.socle.typographie import FINE, MANQUANT, write_accord, write_nombre

SOURCE = "lignes d’heures validées"
MASQUEE = "masqué"


def write_part(part: int | None) -> str:
    return MANQUANT if part is None else f"{part}{FINE}%"


def build_achats(repartition: Repartition, periode: Periode) -> Figure | None:
    """None before the first validated hour."""
    if repartition.total <= 0:
        return None
    first = repartition.parts[0]
    titre = f"{first.libelle} : {write_part(first.part)} des heures validées"
    return _build_heures(
        repartition, periode, titre, "Nature d’achat", first, "Tous les marchés disent leur nature d’achat."
    )


def build_donneurs(repartition: Repartition, periode: Periode) -> Figure | None:
    if repartition.total <= 0:
        return None
    collectivites, bailleurs = write_groupes(repartition)
    titre = (
        f"Collectivités et leurs sociétés : {write_part(collectivites)} des heures ; bailleurs : {write_part(bailleurs)}"
        if collectivites or bailleurs
        else f"{repartition.parts[0].libelle} : {write_part(repartition.parts[0].part)} des heures"
    )
    return _build_heures(
        repartition, periode, titre, "Type de donneur d’ordre", repartition.parts[0],
        "Tous les donneurs d’ordre disent leur type. Collectivités : communes, intercommunalités, départements, régions, "
        "sociétés d’économie mixte et sociétés publiques locales.",
    )  # fmt: skip


def _build_heures(
    repartition: Repartition, periode: Periode, titre: str, colonne: str, accent: Part, note: str
) -> Figure:
    shown = [part for part in repartition.parts if part.part is not None]
    return Figure(
        titre=titre,
        description="Barres horizontales, en part des heures : "
        + ", ".join(f"{part.libelle} {write_part(part.part)}" for part in shown) + ".",
        spec=barres([Barre(part.libelle, (part.part or 0) / 100) for part in shown], format=".0%", accent=accent.libelle),
        colonnes=[colonne, "Heures", "Part", "Un an avant"],
        lignes=[[part.libelle, part.nombre, write_part(part.part), write_part(part.avant)] for part in shown],
        source=SOURCE,
        base=f"Base : {write_nombre(repartition.total, 0)}{FINE}h validées {write_periode(periode)}",
        note=note,
    )  # fmt: skip


def build_profils(repartition: Repartition, periode: Periode, *, seuil: int) -> Figure | None:
    """None when no profile is known. What is hidden is named, never drawn as if nobody were."""
    shown = [part for part in repartition.parts if part.part is not None]
    if not any(part.part for part in shown):
        return None
    first = max(shown, key=lambda part: part.part or 0)
    hidden = [part.libelle for part in repartition.parts if part.is_masquee]
    connus = write_accord(repartition.total, "personne de profil connu", "personnes de profil connu")
    sans = f", {write_accord(repartition.inconnus, 'sans profil', 'sans profil')}" if repartition.inconnus else ""
    notes = ["Plusieurs réponses par personne : les parts ne s’additionnent pas."]
    if hidden:
        notes.append(f"Masqués, moins de {seuil} personnes ou toutes sauf moins de {seuil} : {', '.join(hidden)}.")
    return Figure(
        titre=f"{first.libelle} : {write_part(first.part)} des personnes de profil connu",
        description="Barres horizontales, en part des personnes : "
        + ", ".join(f"{part.libelle} {write_part(part.part)}" for part in shown) + ".",
        spec=barres([Barre(part.libelle, (part.part or 0) / 100) for part in shown], format=".0%", accent=first.libelle),
        colonnes=["Profil", "Personnes", "Part", "Un an avant"],
        lignes=[
            [part.libelle, MASQUEE if part.is_masquee else part.nombre, MASQUEE if part.is_masquee else write_part(part.part),
             write_part(part.avant)]
            for part in repartition.parts
        ],
        source="profil au premier jour du premier contrat de la période",
        base=f"Base : {connus}{sans}, {write_periode(periode)}",
        note=" ".join(notes),
    )  # fmt: skip
