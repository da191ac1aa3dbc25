"""What each dispositif may decide for itself, and what holds until it does (domaine 01 § 0: no threshold is national)."""

from dataclasses import dataclass

OUI, NON = "oui", "non"
DELD_INCLUT_NON_INSCRITS = "deld_inclut_non_inscrits"


@dataclass(frozen=True, slots=True)
class Definition:
    """`choix`: values and what each means; `defaut`: what holds as long as the dispositif says nothing."""

    libelle: str
    aide: str
    choix: tuple[tuple[str, str], ...]
    defaut: str
    source: str


REGLAGES: dict[str, Definition] = {
    DELD_INCLUT_NON_INSCRITS: Definition(
        "Compter en longue durée les personnes non inscrites",
        "Pour une personne sans emploi et non inscrite à France Travail, la durée peut se compter depuis la fin de son "
        "dernier emploi. Les photos d’entrée déjà prises ne changent pas.",
        (
            (NON, "Non : seule la date d’inscription compte"),
            (OUI, "Oui : depuis la fin du dernier emploi, faute d’inscription"),
        ),
        NON,
        "domaine du parcours, § 5.6 : choix de conception, à confirmer par le réseau",
    ),
}
