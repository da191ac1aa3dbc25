"""Whom the PLIE work with: their own teams, the référents of others, companies and operators."""

from maillage.consolidation.catalogue.enquete.repartitions import EMPLOYEURS
from maillage.consolidation.enquetes.rules.questions import NOMBRES
from maillage.consolidation.rapport.blocs import Bloc, Texte
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_libelle
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.plie.enquete.blocs import draw_parts, is_dit, make_tableau

# Persons, then working time, of each line of the team.
LIGNES = (
    ("Équipe interne à la structure", "interne"), ("dont référents de parcours internes", "referents_internes"),
    ("Référents de parcours d’une autre structure", "referents_externes"),
)  # fmt: skip


def write_equipes(livre: Livre) -> list[Bloc]:
    rows: list[tuple[Phrase, ...]] = []
    for nom, code in LIGNES:
        for unite, suffixe in (("personnes", ""), ("ETP", "_etp")):
            total, mean = (livre.get_case(f"enquete.{code}{suffixe}{fin}") for fin in ("", ".moyenne"))
            if is_dit(total):
                rows.append((write(f"{nom}, {unite}"), (total.valeur,), (mean.valeur,), (total.base,)))
    blocs: list[Bloc] = []
    if rows:
        blocs = [
            Texte(write(
                "Une équipe dirige le dispositif, coordonne les parcours, suit les financements et la relation aux entreprises. Les référents "
                "de parcours sont employés par la structure, ou par d’autres structures du territoire."
            )),
            make_tableau("Les équipes au dernier jour de l’année", ("Équipe", "Total", "Moyenne", "Dispositifs"), rows),
        ]  # fmt: skip
    if is_dit(livre.get_case(EMPLOYEURS.total)):
        blocs.append(draw_parts(
            livre, EMPLOYEURS, "{part} des référents externes sont employés par une association", accent="externes_associations",
            colonne="Employeur",
        ))  # fmt: skip
    return blocs


def write_partenaires(livre: Livre) -> list[Bloc]:
    rows = []
    for code in ("entreprises", "operateurs_conventionnes"):
        total, mean = (livre.get_case(f"enquete.{code}{fin}") for fin in ("", ".moyenne"))
        if is_dit(total):
            nom = say_libelle(NOMBRES[code].libelle, total.mesure.code)
            rows.append(((nom,), (total.valeur,), (mean.valeur,), (total.base,)))
    if not rows:
        return []
    return [
        make_tableau(
            "Avec qui les PLIE ont travaillé dans l’année", ("Partenaires", "Total", "Moyenne", "Dispositifs"), rows
        )
    ]
