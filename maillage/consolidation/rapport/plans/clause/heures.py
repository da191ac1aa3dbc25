"""The hours: how many, of which purchases, of which buyers; and beside them, those that are only known in total."""

from maillage.consolidation.catalogue import egalites
from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Texte
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.evolutions import draw_annees, say_evolution
from maillage.consolidation.rapport.livre import ENTIER, Livre, Ou
from maillage.consolidation.rapport.mots import choose_fraction
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import join, say_nombre, tell, write
from maillage.consolidation.rapport.totaux import list_totaux, share_out, split_total

TOTAUX = (
    ("clause.heures", "Heures réelles, jamais valorisées, corrections déduites."),
    ("clause.etp", "Les mêmes heures, rapportées à la durée légale d’une année de travail."),
    ("clause.heures_par_participant", "Heures validées, divisées par les personnes employées."),
    ("clause.heures_engagees", "Des lots en cours, sur toute leur durée ; chacun compté une fois."),
    ("clause.heures_agregees", "De structures qui n’ont donné qu’un total : ni personne ni contrat derrière."),
    ("clause.heures_en_tout", "Celles des services, et celles-là."),
    ("clause.couverture_heures", "Ce qui est suivi ligne à ligne dans Maillage, dans ce total ; ni un total, ni une année déclarée."),
)  # fmt: skip

# From deposits alone, which hold what a service leads.
PILOTEES = (
    "clause.heures_engagees_pilotees",
    "Des lots en cours, sur toute leur durée, chez le seul service qui les pilote.",
)


def write_heures(livre: Livre) -> Partie:
    lignes = TOTAUX if livre.find_case("clause.heures_engagees") else (*TOTAUX, PILOTEES)
    blocs: list[Bloc] = [
        Texte(_say_heures(livre)), list_totaux(livre, lignes, legende=write("Les heures de l’année"), egalites=egalites.CLAUSE),
    ]  # fmt: skip
    annees = draw_annees(
        livre,
        ["clause.heures", "clause.participants", "clause.contrats_actifs"],
        titre=write("Les heures, année par année"),
    )
    if annees is not None:
        blocs.append(annees)
    rubriques = [
        Rubrique("heures-achat", "Ce qui est acheté", _write_natures(livre)),
        Rubrique("heures-donneurs", "Qui achète", _write_donneurs(livre)),
        Rubrique("heures-genre", "De quoi ces heures sont faites", _write_genres(livre)),
    ]
    return Partie("heures", "Les heures d’insertion", blocs, [one for one in rubriques if one.blocs])


def find_total_seul(livre: Livre, *, ou: Ou = ENTIER) -> Case | None:
    """What is left to say of the hours where they were declared in a total, and nothing else was."""
    heures, total = livre.get_case("clause.heures", ou=ou), livre.get_case("clause.heures_en_tout", ou=ou)
    is_seul = heures.is_inconnue and not heures.is_masquee and (total.is_masquee or total.cellule.numerateur)
    return total if is_seul else None


def _say_heures(livre: Livre) -> Phrase:
    heures, personnes = livre.get_case("clause.heures"), livre.get_case("clause.participants")
    etp, moyenne = livre.get_case("clause.etp"), livre.get_case("clause.heures_par_participant")
    annee = say_annee(livre.millesime)
    if total := find_total_seul(livre):
        return tell(
            "En {annee}, {heures} en un seul total, sans détail.", sujet="Heures déclarées en un seul total", annee=annee,
            heures=say_nombre(total.valeur, "heure d’insertion a été déclarée", "heures d’insertion ont été déclarées"),
        )  # fmt: skip
    if not heures.is_masquee and not heures.cellule.numerateur:
        return write("Aucune heure d’insertion n’a été validée en {annee}.", annee=annee)
    faites = tell(
        "En {annee}, {heures}{evolution}. Cela fait {etp} d’une année.", sujet="Heures d’insertion", annee=annee,
        heures=say_nombre(heures.valeur, "heure d’insertion a été validée", "heures d’insertion ont été validées"),
        evolution=say_evolution(livre, heures), etp=say_nombre(etp.valeur, "temps plein", "temps pleins"),
    )  # fmt: skip
    par = tell(
        "{personnes} travaillé, {moyenne} en moyenne.", sujet="Heures par personne",
        personnes=say_nombre(personnes.valeur, "personne a", "personnes ont"),
        moyenne=say_nombre(moyenne.valeur, "heure", "heures"),
    )  # fmt: skip
    return join([faites, par])


def _write_natures(livre: Livre) -> list[Bloc]:
    travaux = livre.get_case("clause.natures", "achat", "travaux")
    return [
        Texte(_say_part(livre, travaux, "Les marchés de travaux font", "Heures de marchés de travaux")),
        share_out(
            livre, "clause.natures", "achat", quoi="des heures", colonne="Nature de l’achat", effectif="Heures"
        ),
    ]  # fmt: skip


def _say_part(livre: Livre, case: Case, qui: str, sujet: str) -> Phrase:
    fraction = choose_fraction(case.exacte)
    return tell(
        f"{qui} {{part}} des heures validées{{fraction}} ({{effectif}} sur {{base}}){{evolution}}.", sujet=sujet,
        part=case.valeur, fraction=f", {fraction}" if fraction else "", effectif=case.effectif, base=case.base,
        evolution=say_evolution(livre, case),
    )  # fmt: skip


def _write_donneurs(livre: Livre) -> list[Bloc]:
    code = "clause.parts_donneurs"
    collectivites = livre.get_case(code, "groupe_donneur", "collectivites")
    return [
        Texte(
            _say_part(
                livre,
                collectivites,
                "Les collectivités et leurs sociétés sont à l’origine de",
                "Heures de marchés de collectivités",
            )
        ),
        share_out(
            livre,
            code,
            "groupe_donneur",
            quoi="des heures",
            colonne="Groupe de donneurs d’ordre",
            effectif="Heures",
            accent="collectivites",
        ),
        share_out(livre, code, "donneur", quoi="des heures", colonne="Donneur d’ordre", effectif="Heures"),
    ]


def _write_genres(livre: Livre) -> list[Bloc]:
    dessin = split_total(
        livre, "clause.heures", "type_heures", quoi="des heures", colonne="Type d’heures", unite="Heures"
    )
    if dessin is None:
        return []
    return [
        Texte(
            write("Les heures de formation hors du contrat et de tutorat ne comptent que là où le marché le prévoit.")
        ),
        dessin,
    ]
