"""What a service of the clause may declare of its year: what adds up, as the report prints it (ADR 0040).

Markets, buyers and companies that several services share do not add up: they are not asked (R12, ADR 0032).
"""

from maillage.consolidation.catalogue.clause import ventilations as v
from maillage.consolidation.catalogue.declarations import Question, Repartition, Section, Sorte, ask

CENT, MILLION = 100, 1_000_000
INCONNU = "inconnu"
HEURES, PERSONNES = "clause.heures_en_tout", "clause.participants"
ACTIFS, SIGNES = "clause.contrats_actifs", "clause.contrats_signes"
PROFIL_CONNU = "clause.participants:profil"
ENTREPRISES, PLUS_GROSSE, PLUS_FORTE = (
    f"contributeurs:{quoi}" for quoi in ("entreprises", "plus_grosse_entreprise", "plus_forte_personne")
)
SIAE_MARCHE = "clause.heures:entreprise:siae"
ETP, POSTES = "clause.etp_facilitateurs", "clause.postes"
ETP_COORDINATION, POSTES_COORDINATION = "clause.etp_coordinateurs", "clause.postes_coordination"
LOTS, ENGAGEES_PILOTEES = "clause.lots_pilotes", "clause.heures_engagees_pilotees"
ECHUS, TENUS, ENGAGEES, TENUES, REALISEES = (
    "clause.lots_echus", "clause.lots_tenus", "clause.heures_engagees_echues", "clause.heures_tenues", "clause.heures_realisees_echues",
)  # fmt: skip
SORTIES = {"clause.sortie_6": "six", "clause.sortie_12": "douze"}
EMPLOYEURS = {
    "siae": "Structure d’insertion (EI, AI, ACI, ETTI, EITI)", "geiq_regie": "GEIQ ou régie de quartier",
    "autres": "Tout autre employeur",
}  # fmt: skip
EFFECTIFS = {
    "moins_200": "Moins de 200 salariés",
    "200_249": "De 200 à 249 salariés",
    "250_plus": "250 salariés et plus",
}
PROFILS = ("deld", "brsa", "qpv", "handicap")


def split_heures(titre: str, axe: str, libelles: dict[str, str], *, is_entiere: bool = False) -> Repartition:
    """`is_entiere`: what is left of the total is not known."""
    parts = ask(f"clause.heures:{axe}", libelles, diviseur=CENT)
    return Repartition(titre, HEURES, parts, is_entiere, is_entiere)


def split(
    titre: str, total: str, axe: str, libelles: dict[str, str], *, inconnu: str = "", is_partielle: bool = False, is_entiere: bool = False
) -> Repartition:  # fmt: skip
    """`inconnu`: the name of the line of those of whom it is not known; `is_entiere`: what is left of the total is not."""
    parts = ask(f"{total.removesuffix(':profil')}:{axe}", libelles | ({INCONNU: inconnu} if inconnu else {}))
    return Repartition(titre, total, parts, is_partielle or is_entiere, is_entiere)


SECTIONS: tuple[Section, ...] = (
    Section(
        "heures", "Les heures de l’année", Sorte.REQUISE,
        (Question(HEURES, "Heures d’insertion validées dans l’année", CENT),),
        "Seules, elles s’ajoutent aux heures du réseau comme un total. Pour compter aussi les personnes et les contrats, remplissez le détail.",
    ),
    Section(
        "achats", "Heures : ce qui s’achète, qui achète", Sorte.DETAIL,
        (
            split_heures("Nature de l’achat", "achat", dict(v.ACHAT.modalites)),
            split_heures("Donneur d’ordre", "donneur", dict(v.DONNEUR.modalites)),
        ),
    ),
    Section(
        "employeurs", "Heures : qui emploie", Sorte.DETAIL,
        (
            split_heures("Employeur", "employeur", EMPLOYEURS),
            Question(SIAE_MARCHE, "Heures dues par une structure d’insertion, titulaire du marché ou d’une part", CENT),
        ),
    ),
    Section(
        "personnes", "Les personnes employées", Sorte.DETAIL,
        (
            Question(PERSONNES, "Personnes qui ont eu des heures dans l’année"),
            Question(PROFIL_CONNU, "Dont le profil est connu"),
            split("Sexe", PROFIL_CONNU, "sexe", dict(v.SEXE.modalites)),
            split("Âge au premier jour du contrat", PROFIL_CONNU, "age", dict(v.AGE.modalites)),
            split("Niveau de formation", PROFIL_CONNU, "niveau", dict(v.NIVEAU.modalites)),
            *(Question(f"{PERSONNES}:profils:{code}", v.PROFILS.questions[code].libelle) for code in PROFILS),
        ),
        "Chacune une fois, au premier jour de son premier contrat. Qui a un dossier dans deux services compte dans chacun : le rapport le dit.",
    ),
    Section(
        "contrats", "Les contrats", Sorte.DETAIL,
        (
            Question(ACTIFS, "Contrats qui ont eu des heures dans l’année"),
            split("Type de contrat", ACTIFS, "type", dict(v.CONTRAT.modalites), inconnu="Type non renseigné"),
            split("Mode de réalisation", ACTIFS, "mode", dict(v.MODE.modalites), inconnu="Mode non renseigné"),
        ),
    ),
    Section(
        "signes", "Les contrats signés", Sorte.DETAIL,
        (
            Question(SIGNES, "Contrats commencés dans l’année, rattachés à un lot"),
            split("Type de contrat", SIGNES, "type", dict(v.CONTRAT.modalites), inconnu="Type non renseigné"),
            split("Mode de réalisation", SIGNES, "mode", dict(v.MODE.modalites), inconnu="Mode non renseigné"),
        ),
        "Un autre compte que les contrats qui ont eu des heures : les deux ne s’ajoutent pas.",
    ),
    Section(
        "contributeurs", "Qui donne ces heures", Sorte.FACULTATIVE,
        (
            Question(ENTREPRISES, "Entreprises engagées qui ont eu des heures"),
            Question(PLUS_GROSSE, "Heures de celle qui en a le plus", CENT),
            Question(PLUS_FORTE, "Heures de la personne qui en a le plus", CENT),
        ),
        "Pour le secret : ces trois nombres ne s’impriment nulle part. Sans eux, le réseau tient ces heures pour celles d’une seule "
        "entreprise, et en masque davantage.",
    ),
    Section(
        "effectifs", "Heures par taille d’entreprise", Sorte.FACULTATIVE,
        (split_heures("Effectif de l’entreprise engagée", "effectif", EFFECTIFS, is_entiere=True),),
        "Ce qui manque au total est compté « effectif inconnu ».",
    ),
    Section(
        "quartiers", "Quartiers prioritaires", Sorte.FACULTATIVE,
        (
            split_heures("Heures selon l’adresse", "qpv_adresse", dict(v.QPV.modalites), is_entiere=True),
            split("Personnes selon l’adresse", PERSONNES, "qpv_adresse", dict(v.QPV.modalites), is_entiere=True),
        ),
        "Adresse au premier jour du contrat. Ce qui manque au total est compté « adresse inconnue ».",
    ),
    Section(
        "domaines", "Contrats par domaine professionnel", Sorte.FACULTATIVE,
        (split("Domaine", ACTIFS, "domaine", dict(v.DOMAINE.modalites), is_partielle=True),),
        "Ce qui manque au total est compté « non renseigné ».",
    ),
    Section(
        "equipe", "L’équipe", Sorte.FACULTATIVE,
        (
            Question(ETP, "Facilitateurs, en équivalents temps plein", MILLION), Question(POSTES, "Postes de facilitateurs"),
            Question(ETP_COORDINATION, "Coordination, en équivalents temps plein", MILLION),
            Question(POSTES_COORDINATION, "Postes de coordination"),
        ),
        "Temps de travail × jours tenus ÷ jours de l’année.",
    ),
    Section(
        "financement", "Qui paie les facilitateurs", Sorte.FACULTATIVE,
        (
            Repartition(
                "Financement principal", ETP,
                ask(f"{ETP}:financement", dict(v.FINANCEMENT.modalites), diviseur=MILLION), is_partielle=True,
            ),
        ),
        "Les équivalents temps plein, chaque poste compté chez qui en paie la plus grande part. Ce qui manque au total est compté "
        "« non renseigné ».",
    ),
    Section(
        "lots", "Les lots que le service pilote", Sorte.FACULTATIVE,
        (
            Question(LOTS, "Lots en cours dans l’année, dont il est le pilote"),
            Question(ENGAGEES_PILOTEES, "Heures qu’ils engagent", CENT),
            split("Nature de l’achat", LOTS, "achat", dict(v.ACHAT.modalites)),
            split("Donneur d’ordre", LOTS, "donneur", dict(v.DONNEUR.modalites)),
        ),
        "Un lot a un seul pilote : ils s’ajoutent d’un service à l’autre. Les marchés, les acheteurs et les entreprises, que plusieurs "
        "services se partagent, ne s’ajoutent pas : ils ne sont pas demandés.",
    ),
    Section(
        "echus", "Les lots finis", Sorte.FACULTATIVE,
        (
            Question(ECHUS, "Lots finis ou résiliés dans l’année, qui demandaient des heures"),
            Question(TENUS, "Dont l’engagement est tenu"), Question(ENGAGEES, "Heures qu’ils engageaient", CENT),
            Question(REALISEES, "Heures faites sur ces lots depuis leur début", CENT),
            Question(TENUES, "Heures tenues : chaque lot compté au plus pour ce qu’il engage", CENT),
        ),
    ),
    Section(
        "sorties", "Après la clause", Sorte.FACULTATIVE,
        tuple(
            bloc
            for code, mois in SORTIES.items()
            for bloc in (
                Question(code, f"Personnes arrivées, dans l’année, {mois} mois après leur dernier contrat"),
                split(f"Leur situation, {mois} mois après", code, "situation", dict(v.SITUATION.modalites), is_partielle=True),
            )
        ),
        "Ce qui manque au total est compté sans réponse.",
    ),
)  # fmt: skip
