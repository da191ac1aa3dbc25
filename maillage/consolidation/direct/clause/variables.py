"""The answers that the figures of the clause need, how each is said, where it is kept."""

from enum import StrEnum

from ibis import _

from maillage.clause.nomenclatures.emplois import Profil
from maillage.consolidation.direct.nomenclatures import AUSSITOT, Description, Etat

SUIVIES = "heures réelles validées"
ENTREPRISE = "entreprise"
# What is dated counts from its day: of today, it would change nothing of the hours that are missing it.
DATER_L_ADRESSE = "Datez l’adresse du premier jour du contrat, ou d’avant : le chiffre change aussitôt."
DATER_LE_STATUT = "Datez le statut du premier mois de ces heures, ou d’avant : le chiffre change aussitôt."


class Variable(StrEnum):
    """What a facilitateur can fill."""

    PROFIL = "profil"
    ADRESSE = "adresse"
    METIER = "metier"
    EMPLOYEUR = "employeur"
    ENGAGEE = "engagee"
    EFFECTIF = "effectif"
    FIN = "fin"
    SITUATION = "situation"


class Source(StrEnum):
    """The form that holds the answer."""

    PROFIL = "profil"
    ADRESSE = "adresse"
    CONTRAT = "contrat"
    FIN = "fin"
    STATUT = "statut"
    ENTREPRISE = "entreprise"
    SORTIE = "sortie"


# Hours that a structure declares in totals have nobody behind them: nothing is asked of them.
UNE_A_UNE = ~_.is_agregee
VARIABLES: dict[Variable, Description] = {
    Variable.PROFIL: Description(
        "Profil au premier jour", "profil", "profils", Source.PROFIL, colonnes=tuple(profil.value for profil in Profil)
    ),
    Variable.ADRESSE: Description(
        "Quartier de l’adresse", "adresse", "adresses", Source.ADRESSE, is_feminin=True, conseil=DATER_L_ADRESSE,
        colonnes=("qpv_adresse",), univers=UNE_A_UNE, base=SUIVIES,
    ),
    Variable.METIER: Description(
        "Code ROME du métier", "code ROME", "codes ROME", Source.CONTRAT, is_reservee=False, conseil=AUSSITOT,
        colonnes=("domaine",),
    ),
    Variable.EMPLOYEUR: Description(
        "Statut de l’employeur", "statut d’employeur", "statuts d’employeur", Source.STATUT, is_reservee=False, conseil=DATER_LE_STATUT, colonnes=("employeur_statut",),
    ),
    Variable.ENGAGEE: Description(
        "Statut de l’entreprise engagée", "statut d’entreprise", "statuts d’entreprise", Source.STATUT, is_reservee=False, conseil=DATER_LE_STATUT, colonnes=("entreprise_statut",), cle=ENTREPRISE,
    ),
    Variable.EFFECTIF: Description(
        "Effectif de l’entreprise engagée", "effectif", "effectifs", Source.ENTREPRISE, is_reservee=False, conseil=AUSSITOT,
        colonnes=("effectif",), univers=UNE_A_UNE, base=SUIVIES, cle=ENTREPRISE,
    ),
    Variable.FIN: Description(
        "Fin réelle du contrat", "fin de contrat", "fins de contrat", Source.FIN, is_feminin=True, is_reservee=False,
        conseil=AUSSITOT, colonnes=("is_fin_dite",), manque=~_.is_fin_dite,
    ),
    Variable.SITUATION: Description(
        "Situation après la clause", "situation", "situations", Source.SORTIE, is_feminin=True, conseil=AUSSITOT,
        sauf_connus=True,
    ),
}  # fmt: skip
ETATS: dict[Etat, tuple[str, str]] = {
    Etat.A_REPORTER: (
        "À reprendre du dossier", "Le dossier le dit, le contrat a été enregistré sans : il reste à le reprendre.",
    ),
    Etat.A_COMPLETER: ("À compléter", "Personne ne l’a encore noté."),
    Etat.REFUS: ("Injoignable", "La personne n’a pas pu être jointe : cette situation reste inconnue."),
    Etat.FIGE: (
        "Ne change plus", "Le dossier est archivé, le délai passé, ou une autre structure en est seule responsable.",
    ),
}  # fmt: skip
