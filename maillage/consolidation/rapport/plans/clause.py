"""« Consolidation de la clause sociale »: a second list of chapters, on the catalogue of the clause."""

from collections.abc import Sequence

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.rapport.blocs import Bloc, ChiffreCle, ChiffresCles, Partie, Texte
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.plans import Ecrit, Plan
from maillage.consolidation.rapport.plans.annexes import write_definitions, write_methode, write_participants
from maillage.consolidation.rapport.tableaux import break_down, list_mesures, warn_renseignement

MARCHES = (
    "clause.marches",
    "clause.lots",
    "clause.donneurs",
    "clause.maitres_ouvrage",
    "clause.entreprises",
    "clause.employeurs",
)
EMPLOYEURS = (
    "clause.part_siae", "clause.part_siae_elargie", "clause.part_siae_marche", "clause.part_tpe_pme", "clause.part_moins_250",
    "clause.part_qpv",
)  # fmt: skip
EQUIPE = ("clause.postes", "clause.etp_facilitateurs", "clause.etp_coordinateurs")
CHARGE = tuple(
    f"clause.{quoi}_par_facilitateur"
    for quoi in ("donneurs", "marches", "heures", "etp", "participants", "contrats", "entreprises")
)
APRES = tuple(
    f"clause.sortie_{mois}_{quoi}" for mois in (6, 12) for quoi in ("sur_repondants", "sur_cohorte", "reponses")
)


def write_chapeau(livre: Livre) -> Phrase:
    return write(
        "Services de la clause comptés en {annee} : {nombre}.", annee=say_annee(livre.millesime),
        nombre=livre.count_participants(),
    )  # fmt: skip


def write_synthese(livre: Livre) -> Partie:
    cles = [
        ChiffreCle(case.valeur, write(libelle), write(base))
        for code, libelle, base in (
            ("clause.heures", "heures d’insertion", "réelles et validées"),
            ("clause.participants", "personnes employées", "somme des services"),
            ("clause.contrats_actifs", "contrats actifs", "dans l’année"),
            ("clause.marches", "marchés en cours", "chacun compté une fois"),
        )
        if (case := livre.find_case(code)) is not None
    ]
    return Partie("synthese", "L’essentiel", (ChiffresCles(cles),))


def write_marches(livre: Livre) -> Partie | None:
    """None where the figures come from deposits: what several services share is not in a sum."""
    if not keep_comptes(livre, MARCHES):
        return None
    return Partie("marches", "Les marchés", (
        Texte(write(
            "Un marché que plusieurs services suivent ensemble compte une fois à chaque niveau : ces nombres ne s’additionnent pas."
        )),
        list_mesures(livre, keep_comptes(livre, MARCHES), legende=write("Ce qui était en cours dans l’année")),
    ))  # fmt: skip


def write_heures(livre: Livre) -> Partie:
    heures, personnes = livre.get_case("clause.heures"), livre.get_case("clause.participants")
    moyenne = livre.get_case("clause.heures_par_participant")
    return Partie("heures", "Les heures d’insertion", (
        Texte(tell(
            "En {annee}, {heures} heures d’insertion ont été validées{evolution}, par {personnes} personnes employées, soit {moyenne} "
            "heures pour chacune.",
            sujet="Heures d’insertion", annee=say_annee(livre.millesime), heures=heures.valeur,
            evolution=say_evolution(livre, heures), personnes=personnes.valeur, moyenne=moyenne.valeur,
        )),
        list_mesures(
            livre, ("clause.etp", "clause.heures_par_participant", "clause.contrats_par_participant", "clause.couverture_heures"),
            legende=write("Heures, personnes et contrats"),
        ),
        _draw(livre, "clause.natures", "achat", "Heures par nature d’achat", "Nature de l’achat"),
        _draw(livre, "clause.parts_donneurs", "groupe_donneur", "Heures par donneur d’ordre", "Donneur d’ordre"),
    ))  # fmt: skip


def write_employeurs(livre: Livre) -> Partie:
    return Partie("employeurs", "Qui emploie, qui s’engage", (
        Texte(write("Chaque part est une lecture des mêmes heures : elles ne s’additionnent pas.")),
        list_mesures(livre, EMPLOYEURS, legende=write("Parts des heures validées"), colonne="Part"),
    ))  # fmt: skip


def write_personnes(livre: Livre) -> Partie:
    profils = livre.list_cases("clause.profils", "profils")
    blocs: list[Bloc] = [
        Texte(write("Le profil est celui du premier jour du premier contrat de l’année, sur les réponses connues.")),
        _draw(livre, "clause.profils", "profils", "Profil des personnes employées", "Profil"),
        _draw(livre, "clause.profils", "age_embauche", "Âge des personnes employées", "Âge"),
        _draw(livre, "clause.types_contrat", "contrat_clause", "Contrats actifs par type", "Contrat"),
        _draw(livre, "clause.domaines", "domaine", "Contrats actifs par domaine professionnel", "Domaine"),
    ]
    if warning := warn_renseignement(profils):
        blocs.append(Texte(warning))
    return Partie("personnes", "Les personnes employées", blocs)


def write_equipes(livre: Livre) -> Partie:
    return Partie("equipes", "Les équipes", (
        list_mesures(livre, EQUIPE, legende=write("Les postes déclarés par les services")),
        Texte(write("Les rapports qui suivent comptent les mêmes services en haut et en bas : ceux qui ont déclaré un poste.")),
        list_mesures(livre, keep_comptes(livre, CHARGE), legende=write("Pour un facilitateur à temps plein"), colonne="Rapport"),
    ))  # fmt: skip


def write_apres(livre: Livre) -> Partie:
    return Partie("apres", "Après la clause", (
        Texte(write(
            "Deux taux, sur les réponses et sur toutes les sorties : une situation que l’on ignore n’est pas positive dans le second. "
            "Ils se lisent avec la part des réponses."
        )),
        list_mesures(livre, APRES, legende=write("En contrat ou en formation, six et douze mois après"), colonne="Taux"),
    ))  # fmt: skip


def keep_comptes(livre: Livre, codes: Sequence[str]) -> list[str]:
    """Those that this book has: some are counted at each level, and never added up."""
    return [code for code in codes if livre.find_case(code) is not None]


def _draw(livre: Livre, code: str, ventilation: str, titre: str, colonne: str) -> Bloc:
    return break_down(livre, code, ventilation, titre=write(titre), colonne=colonne)


PLAN = Plan(
    "clause", "Consolidation de la clause sociale", CLAUSE, write_chapeau,
    (
        Ecrit("synthese", write_synthese), Ecrit("marches", write_marches), Ecrit("heures", write_heures),
        Ecrit("employeurs", write_employeurs), Ecrit("personnes", write_personnes), Ecrit("equipes", write_equipes),
        Ecrit("apres", write_apres), Ecrit("participants", write_participants), Ecrit("methode", write_methode),
        Ecrit("definitions", write_definitions),
    ),
)  # fmt: skip
