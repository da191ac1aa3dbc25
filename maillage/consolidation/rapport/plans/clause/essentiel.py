"""What the network of the clause shows on one screen, and on the page of one territory."""

from maillage.consolidation.rapport.blocs import ChiffreCle
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.essentiel import Essentiel, Ligne, Panneau, Reference
from maillage.consolidation.rapport.lieux import Colonne
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import Nombre, Phrase
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans.clause.synthese import list_cles, list_profils
from maillage.consolidation.rapport.plans.couverture import write_chapeau
from maillage.consolidation.rapport.tableaux import is_compte

DE_REPONSES = "Au premier jour du contrat, sur les réponses connues."
REFERENCE = Reference(
    "clause.taux_realisation", "Heures tenues, sur celles qu’engageaient les lots finis",
    "Heures engagées des lots finis ou résiliés dans l’année ; chacun compté au plus pour ce qu’il engage.",
    ("Territoire", "Taux", "Heures tenues", "Heures engagées"),
)  # fmt: skip
LIGNES = (
    Ligne("clause.heures_par_participant", "Heures validées, divisées par les personnes employées.", "Heures par personne"),
    Ligne("clause.natures", "Sur les heures validées.", "Heures de marchés de travaux", "achat", "travaux"),
    Ligne("clause.part_siae", "L’employeur est une structure d’insertion, le mois de ces heures.", "Heures employées par l’insertion"),
    Ligne(
        "clause.part_tpe_pme", "Entreprise engagée de moins de deux cents salariés ; sur les heures dont l’effectif est connu.",
        "Heures dues par de petites entreprises",
    ),
    Ligne("clause.profils", DE_REPONSES, "", "profils", "femme"),
    Ligne("clause.profils", DE_REPONSES, "", "profils", "moins_26"),
    Ligne("clause.profils", DE_REPONSES, "", "profils", "deld"),
    Ligne("clause.profils", DE_REPONSES, "", "profils", "brsa"),
    Ligne("clause.part_qpv", "Sur les heures dont l’adresse est située.", "Heures d’habitants des quartiers prioritaires"),
    Ligne(
        "clause.sortie_6_sur_repondants", "En contrat ou en formation qualifiante, sur les situations connues.",
        "Six mois après la clause",
    ),
    Ligne("clause.heures_par_facilitateur", "Des services qui ont déclaré un poste.", "Heures pour un facilitateur à temps plein"),
)  # fmt: skip


def list_panneaux(livre: Livre) -> list[Panneau]:
    heures = livre.get_case("clause.natures", "achat", "travaux")
    note = _say_base(heures)
    return [
        Panneau(write("Ce que les marchés achètent"), _list_barres(livre, "clause.natures", "achat"), note),
        Panneau(
            write("Qui est employé"), [(one.libelle, one.valeur) for one in list_profils(livre)],
            write("Parts des réponses connues au premier jour du contrat. Une personne peut relever de plusieurs lignes."),
        ),
        Panneau(write("Qui emploie, qui s’engage"), [
            (write("Employées par une structure d’insertion"), livre.get_case("clause.part_siae").valeur),
            (write("Les mêmes, GEIQ et régies compris"), livre.get_case("clause.part_siae_elargie").valeur),
            (write("Dues par une structure d’insertion"), livre.get_case("clause.part_siae_marche").valeur),
            (write("Dues par une entreprise de moins de deux cents salariés"), livre.get_case("clause.part_tpe_pme").valeur),
        ], write("Parts des mêmes heures : elles ne s’additionnent pas.")),
        Panneau(write("Qui achète"), _list_barres(livre, "clause.parts_donneurs", "groupe_donneur"), note),
        Panneau(write("En moyenne"), _list_moyennes(livre), is_nombres=True),
    ]  # fmt: skip


def _list_barres(livre: Livre, code: str, ventilation: str) -> list[tuple[Phrase, Nombre]]:
    return [((case.libelle,), case.valeur) for case in livre.list_cases(code, ventilation) if is_compte(case)]


def _list_moyennes(livre: Livre) -> list[tuple[Phrase, Nombre]]:
    heures, facilitateur = (
        livre.get_case("clause.heures_par_participant"),
        livre.get_case("clause.heures_par_facilitateur"),
    )
    return [
        (_name(heures, "heure pour chaque personne employée", "heures pour chaque personne employée"), heures.valeur),
        (
            _name(facilitateur, "heure pour un facilitateur à temps plein", "heures pour un facilitateur à temps plein"),
            facilitateur.valeur,
        ),
    ]  # fmt: skip


def _name(case: Case, singulier: str, pluriel: str) -> Phrase:
    return (choose_pluriel(case.valeur.valeur, singulier, pluriel),)


def _say_base(case: Case) -> Phrase:
    if not case.valeur.is_montre:
        return write("Parts des heures validées.")
    return write("Parts de {base} {dite}.", base=case.base, dite=case.base_dite)


def _list_cles(livre: Livre, ou: tuple[str, str]) -> list[ChiffreCle]:
    return list_cles(livre, ou=ou)


ESSENTIEL = Essentiel(
    write_chapeau, _list_cles, list_panneaux, REFERENCE, LIGNES,
    evolutions=(REFERENCE.code, "clause.heures", "clause.participants"),
    colonnes=(
        Colonne("clause.heures", "Heures d’insertion validées"), Colonne("clause.participants", "Personnes employées"),
        Colonne("clause.contrats_actifs", "Contrats actifs"), Colonne("clause.heures_par_participant", "Heures par personne"),
        Colonne("clause.part_siae", "Heures employées par l’insertion"),
    ),
)  # fmt: skip
