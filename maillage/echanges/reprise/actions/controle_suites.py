"""What the base says of rows of « étapes » and « contacts »: their parcours, its dates, the opérateur named."""

from collections.abc import Sequence

from maillage.echanges.reprise.lecteur import Lecteur, Lue
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.nomenclatures import Gravite, Nature
from maillage.echanges.reprise.queries.origines import find_sans_zeros
from maillage.echanges.reprise.rules.cellules import write_zeros_perdus
from maillage.parcours.models import Parcours
from maillage.parcours.rules.chronologie import check_etape
from maillage.reseau.models import Organisation
from maillage.socle.typographie import fold

LOT = 500


def check(depot: Depot, lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    saines = [lue for lue in lues if not lue.anomalies]
    parcours = find_parcours(depot.dispositif_id, [lue.valeurs["parcours"] for lue in saines])
    for lue in saines:
        found = parcours.get(lue.valeurs["parcours"])
        if found is None:
            _tell(lecteur, lue, "parcours", _say_inconnu(depot, lue.valeurs["parcours"]))
        elif depot.nature == Nature.ETAPES:
            _check_etape(lecteur, lue, found)
        elif lue.valeurs["debut"].date() < found.date_entree:
            _tell(
                lecteur, lue, "debut",
                f"La personne est entrée le {found.date_entree:%d/%m/%Y} : vérifiez la date, ou retirez ce contact.",
            )  # fmt: skip


def _say_inconnu(depot: Depot, identifiant: str) -> str:
    if proche := find_sans_zeros(depot.dispositif_id, Nature.PARCOURS, identifiant):
        return write_zeros_perdus(proche)
    return (
        "Aucun parcours repris ne porte cet identifiant : reprenez d’abord le fichier « parcours » qui le contient, ou "
        "corrigez l’identifiant."
    )


def suivre(lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    """No row needs to know of another."""


def _check_etape(lecteur: Lecteur, lue: Lue, parcours: Parcours) -> None:
    valeurs = lue.valeurs
    refus = check_etape(
        debut=valeurs["debut"], fin=valeurs.get("fin"), entree=parcours.date_entree, sortie=parcours.date_sortie,
        avant_entree=valeurs.get("avant_entree") == "oui",
    )  # fmt: skip
    if refus:
        _tell(lecteur, lue, "debut", refus.replace("cochez-le", "écrivez « oui » dans « Commencée avant l’entrée »"))
    elif parcours.date_sortie is not None and "fin" not in valeurs:
        _tell(
            lecteur, lue, "fin",
            f"Le parcours est sorti le {parcours.date_sortie:%d/%m/%Y} : donnez la date de fin de l’étape.",
        )  # fmt: skip
    if nom := valeurs.get("operateur"):
        operateurs = lecteur.recall("operateurs")
        if not operateurs:
            operateurs.update(read_operateurs())
        if fold(nom) not in operateurs:
            operateurs[fold(nom)] = None
            _tell(
                lecteur, lue, "operateur",
                "Cet opérateur n’est pas dans l’annuaire : ses étapes seront reprises sans lui. Si c’est une faute de "
                "frappe, corrigez-la.",
                Gravite.REMARQUE,
            )  # fmt: skip


def _tell(lecteur: Lecteur, lue: Lue, code: str, message: str, gravite: Gravite = Gravite.ERREUR) -> None:
    lue.anomalies.append(lecteur.plan.tell(lue.ligne, code, lue.valeurs.get(code, ""), message, gravite))


def find_parcours(dispositif: int, identifiants: Sequence[str]) -> dict[str, Parcours]:
    """Identifier of the former tool → parcours here."""
    rows = Origine.objects.filter(dispositif=dispositif, nature=Nature.PARCOURS, parcours__isnull=False)
    wanted = sorted(set(identifiants))
    return {
        row.identifiant: row.parcours
        for start in range(0, len(wanted), LOT)
        for row in rows.filter(identifiant__in=wanted[start : start + LOT]).select_related("parcours")
        if row.parcours is not None
    }


def read_operateurs() -> dict[str, int]:
    """As a file names them → key; the oldest wins when two bear the same name."""
    return {fold(nom): pk for nom, pk in Organisation.objects.order_by("-pk").values_list("nom", "pk")}
