"""The answers that the figures of a PLIE need, how each is said, where it is kept."""

from enum import StrEnum

from maillage.consolidation.direct.nomenclatures import AUSSITOT, Description, Etat


class Variable(StrEnum):
    """A column of the facts that a person, or somebody who follows them, can fill."""

    SEXE = "sexe"
    AGE = "age"
    NIVEAU = "niveau"
    BRSA = "brsa"
    DELD = "deld"
    BOETH = "boeth"
    QPV = "qpv"
    PREMIER_RDV = "premier_rdv"
    COMMISSION = "commission"
    CONTRAT = "contrat"
    SECTEUR = "secteur"
    TAILLE = "taille"


class Source(StrEnum):
    """Where in the file the answer is kept. All but the identity are read in the photo of the day of entry."""

    IDENTITE = "identite"
    NAISSANCE = "naissance"
    SITUATION = "situation"
    SENSIBLE = "sensible"
    ADRESSE = "adresse"
    ORIENTATION = "orientation"
    EMPLOI = "emploi"


VARIABLES: dict[Variable, Description] = {
    Variable.SEXE: Description("Sexe", "sexe", "sexes", Source.IDENTITE, is_reservee=False),
    Variable.AGE: Description("Âge à l’entrée", "âge", "âges", Source.NAISSANCE, is_reservee=False),
    Variable.NIVEAU: Description("Niveau de formation", "niveau", "niveaux", Source.SITUATION),
    Variable.BRSA: Description(
        "Bénéficiaire du RSA", "réponse sur le RSA", "réponses sur le RSA", Source.SITUATION, is_feminin=True
    ),
    Variable.DELD: Description(
        "Demandeur d’emploi de longue durée", "durée sans emploi", "durées sans emploi", Source.SITUATION, is_feminin=True
    ),
    Variable.BOETH: Description(
        "Travailleur handicapé", "réponse sur le handicap", "réponses sur le handicap", Source.SENSIBLE, is_feminin=True
    ),
    Variable.QPV: Description(
        "Quartier prioritaire", "réponse sur le quartier", "réponses sur le quartier", Source.ADRESSE, is_feminin=True
    ),
    Variable.PREMIER_RDV: Description(
        "Date du premier rendez-vous", "date de premier rendez-vous", "dates de premier rendez-vous", Source.ORIENTATION,
        is_feminin=True, is_reservee=False, si="prescription",
    ),
    Variable.COMMISSION: Description(
        "Date de la commission", "date de commission", "dates de commission", Source.ORIENTATION, is_feminin=True,
        is_reservee=False, si="prescription",
    ),
    Variable.CONTRAT: Description("Contrat de l’emploi trouvé", "contrat", "contrats", Source.EMPLOI, conseil=AUSSITOT),
    Variable.SECTEUR: Description("Secteur de l’emploi trouvé", "secteur", "secteurs", Source.EMPLOI, conseil=AUSSITOT),
    Variable.TAILLE: Description(
        "Taille de l’employeur", "taille d’employeur", "tailles d’employeur", Source.EMPLOI, is_feminin=True, conseil=AUSSITOT,
    ),
}  # fmt: skip

ETATS: dict[Etat, tuple[str, str]] = {
    Etat.A_REPORTER: (
        "À reporter dans la photo d’entrée",
        "La réponse est au dossier, la photo d’entrée a été prise avant : il reste à la corriger.",
    ),
    Etat.A_COMPLETER: ("À compléter", "Personne n’a encore la réponse."),
    Etat.REFUS: (
        "Ne souhaite pas répondre", "La personne a refusé de répondre : c’est son droit, rien n’est à corriger.",
    ),
    Etat.SANS_OBJET: ("Sortie sans emploi", "La sortie n’a pas d’emploi suivi : il n’y a rien à compléter."),
    Etat.FIGE: (
        "Ne change plus",
        "L’année est close, le dossier archivé, ou l’accueil terminé : cette réponse ne se reprend plus.",
    ),
}  # fmt: skip
