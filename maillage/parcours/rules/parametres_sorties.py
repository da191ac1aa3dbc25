"""What a reform or a dispositif may change about jobs followed and exits: dated, with where each value comes from."""

from maillage.socle.parametres import fixe

_CHOIX = "choix de conception, paramétrable (domaine 01)"
_NOTE_2013 = "note locale de 2013, d’après le guide « PLIE mode d’emploi »"

MOIS_EMPLOI = fixe("sorties.mois_emploi", "durée d’emploi qui vaut sortie positive", "mois", 6,
                   "Consolidation des PLIE 2019, § 2.3")  # fmt: skip
TOLERANCE = fixe("sorties.tolerance", "interruption admise entre deux contrats", "jours", 0, _CHOIX, a_confirmer=True)
QUOTITE = fixe(
    "sorties.quotite", "part du temps plein, choisie, qui vaut emploi", "%", 50, _NOTE_2013, a_confirmer=True
)
SAISON_MOIS = fixe("sorties.saison", "mois en emploi sur douze d’un saisonnier", "mois", 8, _NOTE_2013)
SAISON_FENETRE = fixe("sorties.saison_fenetre", "période où se comptent les saisons", "mois", 12, _NOTE_2013)
AI_AGE = fixe("sorties.ai_age", "âge dépassé, sortie par association intermédiaire", "ans", 55, _NOTE_2013)
AI_MOIS = fixe("sorties.ai_mois", "missions, sortie par association intermédiaire", "mois", 24, _NOTE_2013)
AI_QUOTITE = fixe("sorties.ai_quotite", "part du temps plein, association intermédiaire", "%", 33, _NOTE_2013)
FORMATION_MOIS = fixe("sorties.formation", "formation longue : durée dépassée", "mois", 9, _NOTE_2013)
FORMATION_TENUE = fixe("sorties.formation_tenue", "formation longue : mois tenus", "mois", 6, _NOTE_2013)
POINT_JOURS = fixe("sorties.point_integration", "premier point après l’embauche", "jours", 15, _CHOIX)
POINTS_MOIS = tuple(
    fixe(f"sorties.point_m{mois}", f"point du mois {mois}", "mois", mois, _CHOIX) for mois in (1, 3, 5, 6)
)
LIEN_JOURS = fixe("sorties.lien", "durée du lien envoyé à la personne", "jours", 30, _CHOIX)
DEPOTS = fixe("sorties.depots", "documents déposés par un même lien", "documents", 5, _CHOIX, a_confirmer=True)
RELANCES = fixe("sorties.relances", "relances avant un abandon, de moyens différents", "relances", 2, _CHOIX)
RELANCES_JOURS = fixe("sorties.relances_jours", "temps couvert par les relances", "jours", 30, _CHOIX)
REPONSE_JOURS = fixe("sorties.reponse", "temps laissé après le courrier d’avertissement", "jours", 15, _CHOIX)
SUSPENSION_MOIS = fixe("sorties.suspension", "durée d’une suspension", "mois", 6, "domaine 01, T10", a_confirmer=True)
REOUVERTURE = fixe(
    "sorties.reouverture", "délai pour annuler une sortie", "jours", 60, "domaine 01, T20", a_confirmer=True
)
CARENCE = fixe("sorties.carence", "délai avant une réintégration", "jours", 0, "domaine 01, T21", a_confirmer=True)
