"""What the parcours adds to the navigation, in the order of a day's work."""

from maillage.parcours.permissions import Droit
from maillage.parcours.queries.droits import count_a_informer
from maillage.socle.navigation import Entree, declare

GROUPE, ENSEMBLE, ORGANISATION = "Parcours", "Vue d’ensemble", "Organisation"
# What is not of every day has its own heading: a coordinatrice who looks for « Entrées » reads ten lines, not twenty.
AILLEURS = {
    **dict.fromkeys(("parcours:dormants", "parcours:qualite", "parcours:pilotage", "parcours:conservation",
                     "parcours:alertes_de_texte"), ENSEMBLE),
    **dict.fromkeys(
        ("parcours:offre", "parcours:prescripteurs", "parcours:reglages", "parcours:sorties_locales",
         "parcours:annees_closes"), ORGANISATION,
    ),
}  # fmt: skip
ENTREES = (
    ("Tableau de bord", "parcours:tableau_de_bord", "layout-dashboard", Droit.AFFECTER),
    ("Ma file active", "parcours:file_active", "users-round", Droit.VOIR_FILE_ACTIVE),
    ("Mon agenda", "parcours:agenda", "calendar-days", Droit.VOIR_FILE_ACTIVE),
    ("Mes étapes", "parcours:mes_etapes", "clipboard-check", Droit.VOIR_MES_ETAPES),
    ("Orienter une personne", "parcours:orientation_nouvelle", "user-plus", Droit.ORIENTER),
    ("Mes orientations", "parcours:orientations", "send", Droit.ORIENTER),
    ("Entrées", "parcours:entrees", "inbox", Droit.ACCUEILLIR),
    ("Commissions", "parcours:commissions", "gavel", Droit.TENIR_COMMISSION),
    ("Sorties", "parcours:sorties", "log-out", Droit.DECIDER_SORTIE),
    ("Référents", "parcours:referents", "users", Droit.AFFECTER),
    ("Offre d’étapes", "parcours:offre", "layers", Droit.TENIR_OFFRE),
    ("Aller vers", "parcours:decouvertes", "map-pin", Droit.ACCUEILLIR),
    ("Notes confiées", "parcours:notes_confiees", "lock", Droit.LIRE_NOTES_CONFIEES),
    ("Prescripteurs", "parcours:prescripteurs", "handshake", Droit.ETUDIER_ORIENTATION),
    ("Pilotage", "parcours:pilotage", "chart-column", Droit.PILOTER),
    ("Dossiers dormants", "parcours:dormants", "moon", Droit.VOIR_DOSSIERS),
    ("Qualité des dossiers", "parcours:qualite", "list-checks", Droit.VOIR_DOSSIERS),
    ("Conservation", "parcours:conservation", "archive", Droit.GARDER_DOSSIERS),
    ("Alertes de texte", "parcours:alertes_de_texte", "message-square-text", Droit.SUIVRE_ALERTES),
    ("Réglages", "parcours:reglages", "sliders-horizontal", Droit.PARAMETRER),
    ("Liste locale des sorties", "parcours:sorties_locales", "list-checks", Droit.NOMMER_SORTIES),
    ("Années closes", "parcours:annees_closes", "lock", Droit.PARAMETRER),
)

# the number of open files whose person has not had the notice in force; told to whoever steers them.
declare(
    Entree("Dossiers à informer", "parcours:non_informes", icone="shield-check", droit=Droit.PILOTER, groupe=ENSEMBLE,
           ordre=len(ENTREES) + 1, compte=count_a_informer)
)  # fmt: skip
for rang, (libelle, url, icone, droit) in enumerate(ENTREES, 1):
    declare(Entree(libelle, url, icone=icone, droit=droit, groupe=AILLEURS.get(url, GROUPE), ordre=rang))
