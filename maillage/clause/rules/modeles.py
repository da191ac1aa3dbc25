"""Models of wording of a clause: the project's own words, to be read again by the buyer's lawyers.

A correction is a new version with its day: a text already drawn keeps the number of the one it came from.
None is taken from a published collection.
"""

from dataclasses import dataclass
from datetime import date

from maillage.clause.nomenclatures.lots import FormeClause

AVERTISSEMENT = "Proposition du projet Maillage, à relire par le service juridique de l’acheteur."
F = FormeClause
D1 = date(2026, 9, 1)


@dataclass(frozen=True, slots=True)
class Modele:
    """`piece`: the document of the market it is written for. Paragraphs are separated by an empty line."""

    code: str
    version: int
    du: date
    titre: str
    piece: str
    formes: frozenset[FormeClause]
    texte: str


_SUIVI = """Le titulaire est accompagné, sans frais pour lui, par {facilitateur}. Ce service présente les publics, propose des solutions d’emploi, vérifie l’éligibilité des personnes avant leur embauche et suit les heures.

Le titulaire lui transmet chaque mois les heures faites, avec les justificatifs utiles. Il l’informe sans attendre de toute difficulté : une solution se cherche alors ensemble, avec l’acheteur."""

MODELES: tuple[Modele, ...] = (
    Modele(
        "execution", 1, D1, "Condition d’exécution : l’action d’insertion", "cahier des clauses administratives",
        frozenset({F.CONDITION_EXECUTION}),
        f"""{{acheteur}} fait de l’insertion professionnelle une condition d’exécution du marché « {{objet}} », comme le permet l’article L. 2112-2 du code de la commande publique. Cette condition s’impose à tout attributaire ; elle ne sert pas à choisir l’offre.

Périmètre : {{perimetre}}.

Le titulaire réserve {{heures}} heures de travail à des personnes éloignées de l’emploi. Sont concernées : {{publics}}.

Il choisit comment faire : embauche directe, contrat en alternance, mise à disposition de personnel par une structure d’insertion ou un groupement d’employeurs, cotraitance ou sous-traitance avec une entreprise d’insertion. Plusieurs moyens peuvent se combiner.

{_SUIVI}

Les heures non faites du seul fait du titulaire peuvent donner lieu à la pénalité prévue au marché. Elle n’est pas appliquée quand la cause ne lui est pas imputable, notamment si aucune candidature ne lui a été adressée.""",
    ),
    Modele(
        "reglement", 1, D1, "Information des candidats sur l’action d’insertion", "règlement de la consultation",
        frozenset({F.CONDITION_EXECUTION, F.CRITERE}),
        """Le marché « {objet} » comporte une action d’insertion professionnelle. En remettant une offre, chaque candidat accepte de la réaliser ; une offre qui l’écarte est irrégulière.

Pour préparer sa réponse, le candidat peut interroger {facilitateur}. Les réponses utiles à tous sont publiées sur la plateforme de l’acheteur, sans nommer qui a posé la question.""",
    ),
    Modele(
        "engagement", 1, D1, "Annexe à l’acte d’engagement : heures d’insertion", "acte d’engagement",
        frozenset({F.CONDITION_EXECUTION, F.CRITERE}),
        """Marché : {objet}. Lot : {lot}. Acheteur : {acheteur}.

Le candidat s’engage à faire faire {heures} heures de travail à des personnes éloignées de l’emploi, dans les conditions du cahier des clauses administratives.

Nombre d’heures proposé par le candidat, s’il dépasse ce volume : …

Nom de la personne chargée de l’insertion dans l’entreprise, et ses coordonnées : …""",
    ),
    Modele(
        "critere", 1, D1, "Critère de choix : performance d’insertion", "règlement de la consultation",
        frozenset({F.CRITERE}),
        """La performance des offres en matière d’insertion professionnelle compte pour {ponderation} % de la note, en application de l’article R. 2152-7 du code de la commande publique.

Elle est appréciée sur la note que le candidat joint à son offre, selon : les heures proposées au-delà de ce qui est exigé, les postes confiés, l’accueil et le tutorat, la formation et les suites données aux contrats.

Publics concernés : {publics}.

Ce que le titulaire propose l’engage : le plus élevé de l’exigé et de l’offert devient son obligation.""",
    ),
    Modele(
        "qpv", 1, D1, "Renouvellement urbain : heures des habitants des quartiers", "cahier des clauses administratives",
        frozenset({F.CONDITION_EXECUTION}),
        f"""L’opération « {{objet}} » est financée au titre du renouvellement urbain. Le titulaire réserve {{heures}} heures de travail à l’insertion, dont {{heures_qpv}} heures à des habitants des quartiers prioritaires de la politique de la ville.

L’adresse de chaque personne est vérifiée avant son embauche.

{_SUIVI}""",
    ),
    Modele(
        "service", 1, D1, "Marché de service d’insertion", "cahier des clauses techniques",
        frozenset({F.SERVICE_INSERTION}),
        """Ce marché a pour objet l’insertion et la qualification professionnelles de personnes éloignées de l’emploi ; « {objet} » en est le support.

Publics accueillis : {publics}.

Le titulaire accueille ces personnes sous contrat de travail, les encadre, les forme et prépare avec elles la suite de leur parcours. Il rend compte à {acheteur}, avec {facilitateur}, des entrées, des heures, des formations et des sorties.""",
    ),
    Modele(
        "reserve-handicap", 1, D1, "Marché réservé : travailleurs handicapés", "règlement de la consultation",
        frozenset({F.RESERVE_STPA}),
        """Le marché « {objet} » est réservé aux entreprises adaptées, aux établissements et services d’accompagnement par le travail et aux structures équivalentes, en application des articles L. 2113-12 et R. 2113-7 du code de la commande publique.

Le candidat justifie qu’il emploie au moins la moitié de travailleurs handicapés qui, en raison de la nature ou de la gravité de leurs déficiences, ne peuvent exercer une activité dans des conditions ordinaires.

Renseignements : {facilitateur}.""",
    ),
    Modele(
        "reserve-iae", 1, D1, "Marché réservé : insertion par l’activité économique", "règlement de la consultation",
        frozenset({F.RESERVE_IAE}),
        """Le marché « {objet} » est réservé aux structures d’insertion par l’activité économique et aux structures équivalentes, en application des articles L. 2113-13 et R. 2113-7 du code de la commande publique.

Le candidat justifie qu’il emploie au moins la moitié de travailleurs défavorisés.

Publics concernés : {publics}. Renseignements : {facilitateur}.""",
    ),
    Modele(
        "reserve-penitentiaire", 1, D1, "Marché réservé : travail en établissement pénitentiaire",
        "règlement de la consultation", frozenset({F.RESERVE_PENITENTIAIRE}),
        """Le marché « {objet} » est réservé aux opérateurs qui font travailler, pour moitié au moins, des personnes détenues, dans les conditions du code de la commande publique.

Le candidat précise l’établissement, les postes et l’encadrement prévus. Renseignements : {facilitateur}.""",
    ),
    Modele(
        "reserve-ess", 1, D1, "Marché réservé : économie sociale et solidaire", "règlement de la consultation",
        frozenset({F.RESERVE_ESS}),
        """Le marché « {objet} », qui porte sur des services de santé, sociaux ou culturels, est réservé aux entreprises de l’économie sociale et solidaire et aux structures équivalentes, en application des articles L. 2113-15 et L. 2113-16 du code de la commande publique. Sa durée ne dépasse pas trois ans.

Publics concernés : {publics}. Renseignements : {facilitateur}.""",
    ),
    Modele(
        "concession", 1, D1, "Concession : l’action d’insertion", "contrat de concession", frozenset({F.CONCESSION}),
        f"""Le concessionnaire réserve {{heures}} heures de travail à des personnes éloignées de l’emploi pour l’exécution de « {{objet}} ». Publics concernés : {{publics}}.

Cette obligation se poursuit pendant toute la durée du contrat ; un point en est fait chaque année avec {{acheteur}}.

{_SUIVI}""",
    ),
    Modele(
        "prive", 1, D1, "Achat privé : engagement volontaire", "contrat", frozenset({F.PRIVE_VOLONTAIRE}),
        f"""{{acheteur}} et son cocontractant conviennent de réserver {{heures}} heures de travail à des personnes éloignées de l’emploi pour « {{objet}} ». Publics concernés : {{publics}}.

Cet engagement est volontaire. Il est suivi comme une clause d’un marché public.

{_SUIVI}""",
    ),
)  # fmt: skip
PAR_CODE: dict[str, Modele] = {modele.code: modele for modele in MODELES}


def list_modeles(formes: frozenset[FormeClause]) -> list[Modele]:
    """Those that suit these forms; all of them while no form is chosen."""
    return [modele for modele in MODELES if not formes or modele.formes & formes]
