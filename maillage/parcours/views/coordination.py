"""« Tableau de bord » of the coordination: read in five seconds, each number leads to its list. It names no participant."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, OUVERTS, EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.qualite import (
    COMPTES_ANOMALIE,
    ETATS_ANOMALIE,
    LIBELLES_SOMMEIL,
    TONS_ANOMALIE,
    Anomalie,
)
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.coordination import Bilan, read_bilan
from maillage.parcours.views.referents import describe_jauge
from maillage.socle.acces import exige
from maillage.socle.requete import Requete
from maillage.socle.typographie import lower_initiale, write_accord, write_date_proche, write_nombre

LIBELLES = {
    EtatOrientation.A_COMPLETER: ("à compléter", "à compléter"),
    EtatOrientation.RECEVABLE: ("recevable", "recevables"),
    EtatOrientation.EN_ACCUEIL: ("en accueil", "en accueil"),
    EtatOrientation.PRESENTEE: ("présentée en commission", "présentées en commission"),
}


@dataclass(frozen=True, slots=True)
class Chiffre:
    """One number and where it leads. `sur`: what it is out of. `alerte`: what presses, none when nothing does."""

    nombre: int
    singulier: str
    pluriel: str
    url: str
    sur: str = ""
    alerte: str = ""
    ton: str = "danger"

    @property
    def libelle(self) -> str:
        return self.pluriel if self.nombre > 1 else self.singulier


@dataclass(frozen=True, slots=True)
class Bloc:
    """`base`: what its numbers are out of, when it is the same for all."""

    titre: str
    chiffres: list[Chiffre]
    base: str = ""


@exige(Droit.AFFECTER)
@require_safe
def tableau_de_bord(request: Requete) -> HttpResponse:
    today = localdate()
    bilan = read_bilan(request.acteur, on=today)
    prochaine = bilan.prochaine
    contexte = {
        "blocs": [_list_decisions(bilan), _list_entrees(bilan), _list_dormants(bilan), _list_qualite(bilan)],
        "lignes": [{"charge": c, **describe_jauge(c.jauge)} for c in bilan.charges],
        "surcharges": len(bilan.surcharges),
        "prochaine": prochaine,
        "prochaine_le": write_date_proche(prochaine.le, today=today) if prochaine else "",
    }
    return render(request, "parcours/coordination.html", contexte)


def _list_decisions(bilan: Bilan) -> Bloc:
    sorties, commissions = reverse("parcours:sorties"), reverse("parcours:commissions")
    return Bloc(
        "À décider",
        [
            Chiffre(
                bilan.attentes.get(EtatOrientation.TRANSMISE, 0), "orientation à étudier", "orientations à étudier",
                reverse("parcours:entrees") + "?etat=transmise",
                f"sur {write_nombre(sum(bilan.attentes.values()))} en cours",
                f"{bilan.en_retard} en retard de réponse" if bilan.en_retard else "",
            ),
            Chiffre(
                bilan.sorties, "sortie à valider", "sorties à valider", sorties,
                f"sur {write_accord(bilan.count(OUVERTS), 'parcours ouvert', 'parcours ouverts')}",
            ),
            Chiffre(
                bilan.suspensions, "suspension à décider", "suspensions à décider", sorties,
                f"à côté de {write_accord(bilan.en_cours, 'décidée')}",
                write_accord(bilan.depassees, "dépassée") if bilan.depassees else "",
            ),
            Chiffre(
                bilan.a_signer, "relevé à signer", "relevés à signer", commissions + "?etat=tenue",
                f"sur {write_accord(bilan.commissions, 'commission non close', 'commissions non closes')}",
            ),
        ],
    )  # fmt: skip


def _list_entrees(bilan: Bilan) -> Bloc:
    entrees = reverse("parcours:entrees")
    total = write_accord(sum(bilan.attentes.values()), "orientation en cours", "orientations en cours")
    return Bloc(
        "Entrées en cours",
        [Chiffre(bilan.attentes.get(etat, 0), *LIBELLES[etat], f"{entrees}?etat={etat.value}") for etat in LIBELLES],
        f"Sur {total}.",
    )


def _list_dormants(bilan: Bilan) -> Bloc:
    adresse = reverse("parcours:dormants")
    file = write_accord(bilan.count(EN_FILE_ACTIVE), "personne")
    return Bloc(
        "Dossiers dormants",
        [
            Chiffre(
                bilan.dormants_total, "en tout", "en tout", adresse,
                alerte=f"{bilan.demandes} déjà demandés" if bilan.demandes else "", ton="information",
            ),
            *(
                Chiffre(bilan.dormants[one], lower_initiale(nom), lower_initiale(nom), f"{adresse}?raison={one.value}")
                for one, nom in LIBELLES_SOMMEIL.items()
            ),
        ],
        f"Sur {file} en file active.",
    )  # fmt: skip


def _list_qualite(bilan: Bilan) -> Bloc:
    """Only what there is: an empty kind asks for nothing."""
    adresse = reverse("parcours:qualite")
    ouverts = bilan.count(OUVERTS)
    return Bloc(
        "Qualité des dossiers",
        [
            Chiffre(
                bilan.dossiers_a_corriger, "dossier à revoir", "dossiers à revoir", adresse,
                f"sur {write_accord(bilan.count(list(EtatParcours)), 'contrôlé')}",
            ),
            *(
                Chiffre(
                    bilan.natures[anomalie], *said, f"{adresse}?nature={anomalie.value}", _write_base(bilan, anomalie),
                    "à corriger" if TONS_ANOMALIE[anomalie] == "danger" else "",
                )
                for anomalie, said in COMPTES_ANOMALIE.items()
                if bilan.natures[anomalie]
            ),
        ],
        f"{write_accord(ouverts, 'parcours ouvert', 'parcours ouverts')}, et ceux sortis depuis l’an passé.",
    )  # fmt: skip


def _write_base(bilan: Bilan, anomalie: Anomalie) -> str:
    etats, singulier, pluriel = ETATS_ANOMALIE[anomalie]
    return f"sur {write_accord(bilan.count(etats), singulier, pluriel)}"
