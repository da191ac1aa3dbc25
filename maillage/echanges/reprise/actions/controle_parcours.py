"""What the base says of rows of « parcours »: whose they are, with which référent, whether the year is still open."""

from collections.abc import Sequence

from maillage.echanges.reprise.lecteur import Lecteur, Lue
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.nomenclatures import Gravite, Nature
from maillage.echanges.reprise.queries.origines import find_sans_zeros
from maillage.echanges.reprise.rules.cellules import write_zeros_perdus
from maillage.parcours.models import AnneeClose, Parcours, Referent
from maillage.socle.typographie import fold

LOT = 500


def check(depot: Depot, lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    saines = [lue for lue in lues if not lue.anomalies]
    personnes = find_personnes(depot.dispositif_id, [lue.valeurs["personne"] for lue in saines])
    ouverts = list_ouverts([pk for pk in personnes.values() if pk])
    closes = set(AnneeClose.objects.filter(dispositif=depot.dispositif_id).values_list("annee", flat=True))
    referents = lecteur.recall("referents")
    if not referents:
        referents.update(dict.fromkeys(read_referents(depot.dispositif_id), True))
    en_cours: dict[str, int] = dict(lecteur.recall("en_cours"))
    for lue in saines:
        valeurs = lue.valeurs
        if valeurs["personne"] not in personnes:
            _tell(lecteur, lue, "personne", _say_inconnue(depot, valeurs["personne"]))
        elif personnes[valeurs["personne"]] is None:
            _tell(
                lecteur, lue, "personne",
                "Cette personne a été laissée de côté à la reprise des personnes : retirez cette ligne.",
            )  # fmt: skip
        elif "date_sortie" not in valeurs:
            if personnes[valeurs["personne"]] in ouverts:
                _tell(
                    lecteur, lue, "personne",
                    "Cette personne a déjà un parcours en cours ici : donnez la date de sortie de celui-ci, ou "
                    "retirez la ligne.",
                )  # fmt: skip
            first = en_cours.setdefault(valeurs["personne"], lue.ligne)
            if first != lue.ligne:
                _tell(
                    lecteur, lue, "date_sortie",
                    f"Cette personne a déjà un parcours en cours ligne {first} : il manque une date de sortie.",
                )  # fmt: skip
        for code in ("date_entree", "date_sortie"):
            if (day := valeurs.get(code)) is not None and day.year in closes:
                _tell(
                    lecteur, lue, code,
                    f"L’année {day.year} est close pour la consolidation : rouvrez-la dans « Années closes », ou "
                    "retirez la ligne.",
                )  # fmt: skip
        if (qui := sign_referent(valeurs["referent_nom"], valeurs["referent_prenom"])) not in referents:
            referents[qui] = False
            _tell(
                lecteur, lue, "referent_nom",
                f"{valeurs['referent_prenom']} {valeurs['referent_nom']} n’est pas référent ici : l’import "
                "l’ajoutera, sans compte. Si c’est une faute de frappe, corrigez-la.",
                Gravite.REMARQUE,
            )  # fmt: skip


def _say_inconnue(depot: Depot, identifiant: str) -> str:
    if proche := find_sans_zeros(depot.dispositif_id, Nature.PERSONNES, identifiant):
        return write_zeros_perdus(proche)
    return (
        "Aucune personne reprise ne porte cet identifiant : reprenez d’abord le fichier « personnes » qui la contient, ou "
        "corrigez l’identifiant."
    )


def suivre(lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    en_cours = lecteur.recall("en_cours")
    for lue in lues:
        if "personne" in lue.valeurs and "date_sortie" not in lue.valeurs:
            en_cours.setdefault(lue.valeurs["personne"], lue.ligne)


def _tell(lecteur: Lecteur, lue: Lue, code: str, message: str, gravite: Gravite = Gravite.ERREUR) -> None:
    lue.anomalies.append(lecteur.plan.tell(lue.ligne, code, lue.valeurs.get(code, ""), message, gravite))


def find_personnes(dispositif: int, identifiants: Sequence[str]) -> dict[str, int | None]:
    """Identifier of the former tool → person here; None for one that was left aside."""
    rows = Origine.objects.filter(dispositif=dispositif, nature=Nature.PERSONNES)
    wanted = sorted(set(identifiants))
    return {
        identifiant: personne
        for start in range(0, len(wanted), LOT)
        for identifiant, personne in rows.filter(identifiant__in=wanted[start : start + LOT]).values_list(
            "identifiant", "personne_id"
        )
    }


def list_ouverts(personnes: Sequence[int]) -> set[int]:
    return {
        pk
        for start in range(0, len(personnes), LOT)
        for pk in Parcours.objects.filter(personne__in=personnes[start : start + LOT], date_sortie=None).values_list(
            "personne_id", flat=True
        )
    }


def read_referents(dispositif: int) -> dict[str, int]:
    """As a file names them → key. The oldest wins when two bear the same name."""
    rows = Referent.objects.filter(dispositif=dispositif).order_by("-pk").values_list("nom", "prenom", "pk")
    return {sign_referent(nom, prenom): pk for nom, prenom, pk in rows}


def sign_referent(nom: str, prenom: str) -> str:
    return fold(f"{nom} {prenom}")
