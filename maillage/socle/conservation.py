"""The retention table (domaine 05 § 4.1): what is kept, until when, on which ground. Read by register and purge."""

from dataclasses import dataclass
from datetime import date

from maillage.socle.parametres import Parametre, fixe

_CNIL = "CNIL, durées de conservation dans le secteur social et médico-social (délib. 2023-095)"
_PIE = "CASF, art. R. 263-8 (parcours insertion emploi)"
_IAE = "Code du travail, art. R. 5132-1-23 (plateforme de l’inclusion)"
_JOURNAUX = "CNIL, recommandation journalisation (délib. 2021-122) : 6 mois à 1 an"
_CHOIX = "choix de conception, paramétrable"


@dataclass(frozen=True, slots=True)
class Minuterie:
    """`active`: in use; `archive`: restricted access afterwards; both counted from `depart`. `fin`: what then happens."""

    code: str
    donnees: str
    depart: str
    active: Parametre | None
    archive: Parametre | None
    fin: str
    fondement: str

    def describe(self, *, on: date) -> str:
        """« sortie + 24 mois, puis archive 24 mois, puis anonymisation »."""
        parts = [self.depart]
        if self.active:
            parts[0] += f" + {_duree(self.active, on)}"
        if self.archive:
            parts.append(f"archive {_duree(self.archive, on)}")
        return ", puis ".join([*parts, self.fin])

    @property
    def is_a_confirmer(self) -> bool:
        return any(v.is_a_confirmer for p in (self.active, self.archive) if p for v in p.valeurs)


def _duree(parametre: Parametre, on: date) -> str:
    valeur = parametre.get(on=on)
    return f"{valeur.valeur} {parametre.unite}{' (à confirmer)' if valeur.is_a_confirmer else ''}"


def _mois(code: str, libelle: str, valeur: int, source: str, *, a_confirmer: bool = False) -> Parametre:
    return fixe(code, libelle, "mois", valeur, source, a_confirmer=a_confirmer)


def _jours(code: str, libelle: str, valeur: int, source: str) -> Parametre:
    return fixe(code, libelle, "jours", valeur, source)


ACCES = _mois("T10.archive", "journal des accès", 12, _JOURNAUX)
COMPTE_INACTIF = _jours("T11.active", "compte sans connexion avant sa désactivation", 90, _CHOIX)
COMPTE_SUPPRIME = _mois(
    "T11.archive", "compte désactivé avant sa suppression", 13, f"{_CHOIX}, ordre de grandeur de {_IAE}"
)
EXPORTS = _jours("T12.archive", "fichier d’export avant son effacement", 7, _CHOIX)
CONTACT_PARTI = _mois("T15.active", "contact qui a quitté sa fonction", 12, _CHOIX)
CONTACT_NON_VERIFIE = _mois("T15.verification", "contact d’une fiche jamais vérifiée depuis", 36, f"{_CHOIX}, comme T7")
SAUVEGARDES = _jours("T13.archive", "sauvegardes glissantes", 35, _CHOIX)

MINUTERIES: dict[str, Minuterie] = {
    m.code: m
    for m in (
        Minuterie(
            "T1", "orientation refusée ou sans suite", "décision",
            _mois("T1.active", "orientation sans suite", 6, _CHOIX), None, "effacement",
            f"{_CHOIX} ; rester sous 24 mois : {_IAE}",
        ),
        Minuterie(
            "T2", "dossier d’accompagnement, hors FSE", "dernier contact individuel",
            _mois("T2.active", "dossier actif", 24, _CNIL), _mois("T2.archive", "dossier archivé", 24, _PIE),
            "anonymisation", f"{_CNIL} ; {_PIE}",
        ),
        Minuterie(
            "T3", "notes d’entretien et freins", "sortie",
            _mois("T3.active", "notes et freins", 24, _CHOIX), None, "effacement, sans archive", f"minimisation, {_CHOIX}",
        ),
        Minuterie(
            "T4", "noyau FSE : identité réduite, éligibilité, émargements",
            "fin de conservation de chaque opération rattachée (5 ans après le 31 décembre du dernier paiement)",
            _mois("T4.active", "noyau FSE, dossier actif", 24, _CNIL),
            _mois("T4.archive", "piste d’audit après le dernier paiement", 60, "règle FSE+ 2021-2027", a_confirmer=True),
            "effacement", "piste d’audit du Fonds social européen",
        ),
        Minuterie(
            "T5", "pièce d’identité ou pièce sans utilité pour le FSE", "vérification",
            _mois("T5.active", "pièce vérifiée", 3, _CHOIX), None, "effacement, reste le constat « vu le…, par… »", _CHOIX,
        ),
        Minuterie(
            "T6", "clause : affectations et heures nominatives", "fin du marché",
            _mois("T6.active", "affectations et heures", 24, _CHOIX),
            _mois("T6.archive", "preuve d’exécution", 36, "preuve d’exécution du marché", a_confirmer=True),
            "anonymisation", _CHOIX,
        ),
        Minuterie(
            "T7", "contacts d’entreprise", "dernier contact",
            _mois("T7.active", "contact d’entreprise", 36, "usage de la prospection", a_confirmer=True), None, "effacement",
            "intérêt de la relation avec l’entreprise",
        ),
        Minuterie(
            "T8", "candidatures à une offre", "clôture de l’offre",
            _mois("T8.active", "candidature", 6, _CHOIX), None, "effacement", _CHOIX,
        ),
        Minuterie(
            "T9", "opérations, factures, comptabilité et leur piste d’audit", "solde", None,
            _mois("T9.archive", "pièces comptables", 120, "durée de conservation comptable", a_confirmer=True),
            "effacement", "obligation comptable ; piste d’audit FSE",
        ),
        Minuterie("T10", "journal des accès", "inscription", None, ACCES, "effacement par blocs entiers", _JOURNAUX),
        Minuterie(
            "T11", "comptes utilisateurs", "dernière connexion", COMPTE_INACTIF, COMPTE_SUPPRIME,
            "suppression, l’auteur remplacé par un pseudonyme stable", f"{_CHOIX}, ordre de grandeur de {_IAE}",
        ),
        Minuterie("T12", "exports produits", "production", None, EXPORTS, "effacement", _CHOIX),
        Minuterie(
            "T13", "sauvegardes", "sauvegarde", None, SAUVEGARDES, "rotation ; rejeu des effacements après restauration",
            _CHOIX,
        ),
        Minuterie("T14", "agrégats publiés et cubes figés", "publication", None, None, "conservés, anonymes", "données anonymes"),
        Minuterie(
            "T15", "contacts par fonction d’un dispositif", "fin de la fonction, ou fiche que plus personne ne vérifie",
            CONTACT_PARTI, None, "effacement", f"{_CHOIX} ; comme les contacts d’entreprise quand personne ne vérifie",
        ),
        Minuterie(
            "T16", "temps notés par tâche pour la clause", "fin de l’année du jour noté",
            _mois("T16.active", "temps noté", 36, f"{_CHOIX} : trois années révolues se comparent", a_confirmer=True),
            None, "effacement", "mission du service : savoir à quoi son temps est employé, sans mesurer les personnes (R-33)",
        ),
        Minuterie(
            "T17", "annonces de marchés que le service n’a pas suivies", "réception, décision ou date annoncée, la dernière",
            _mois("T17.active", "annonce non suivie", 24, f"{_CHOIX} : le temps qu’un marché annoncé soit notifié",
                  a_confirmer=True),
            None, "effacement", "données publiées ; ce qui reste à protéger est qui en a décidé, et pourquoi",
        ),
    )
}  # fmt: skip
