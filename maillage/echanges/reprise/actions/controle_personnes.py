"""What the base says of rows of « personnes »: the commune named, who they resemble."""

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.echanges.reprise.lecteur import Lecteur, Lue
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import Gravite
from maillage.echanges.reprise.queries.doublons import find_candidats
from maillage.echanges.reprise.rules.cellules import CODE_COMMUNE
from maillage.participants.models import CleIdentite
from maillage.participants.queries.personnes import Candidat
from maillage.participants.rules.identite import Identite, normalize
from maillage.territoire import queries as territoire


def check(depot: Depot, lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    """The commune becomes its code. Two rows that name the same person are told, not refused."""
    homonymes = lecteur.recall("homonymes")
    communes = lecteur.recall("communes")
    for lue in lues:
        if texte := lue.valeurs.get("commune"):
            if texte not in communes:
                communes[texte] = _resolve(texte, lue.valeurs.get("code_postal", ""))
            code, refus = communes[texte]
            if refus:
                lue.anomalies.append(lecteur.plan.tell(lue.ligne, "commune", texte, refus))
            else:
                lue.valeurs["commune"] = code
        if not lue.anomalies and (first := homonymes.setdefault(_sign(lue), lue.ligne)) != lue.ligne:
            lue.anomalies.append(
                lecteur.plan.tell(
                    lue.ligne, "nom_naissance", lue.valeurs["nom_naissance"],
                    f"Même nom, même prénom et même naissance que la ligne {first}, sous un autre identifiant : "
                    "vérifiez que ce sont bien deux personnes.",
                    Gravite.REMARQUE,
                )
            )  # fmt: skip


def suivre(lecteur: Lecteur, lues: Sequence[Lue]) -> None:
    homonymes = lecteur.recall("homonymes")
    for lue in lues:
        if lue.valeurs.keys() >= {"nom_naissance", "prenoms", "date_naissance"}:
            homonymes.setdefault(_sign(lue), lue.ligne)


def find_doublons(dispositif: int, lues: Sequence[Lue]) -> dict[str, Candidat]:
    if not CleIdentite.objects.filter(dispositif=dispositif).exists():
        return {}
    return find_candidats(dispositif, {lue.identifiant: _build_identite(lue.valeurs) for lue in lues})


def write_presente(valeurs: Mapping[str, Any]) -> str:
    """« Camille MODÈLE, née Exemple le 17/05/1984 », whatever is known."""
    nom = valeurs.get("nom_usage") or valeurs["nom_naissance"]
    naissance = f" (nom de naissance : {valeurs['nom_naissance']})" if valeurs.get("nom_usage") else ""
    return f"{valeurs['prenoms']} {nom}{naissance}, {valeurs['date_naissance']:%d/%m/%Y}"


def _build_identite(valeurs: Mapping[str, Any]) -> Identite:
    get = valeurs.get
    return Identite(get("nom_naissance", ""), get("nom_usage", ""), get("prenoms", ""), get("date_naissance"))


def _sign(lue: Lue) -> tuple[Any, ...]:
    """Once: the check and the memory of the file both ask for it."""
    if lue.signe is None:
        valeurs = lue.valeurs
        lue.signe = normalize(valeurs["nom_naissance"]), normalize(valeurs["prenoms"]), valeurs["date_naissance"]
    signe: tuple[Any, ...] = lue.signe
    return signe


def _resolve(texte: str, code_postal: str) -> tuple[str, str]:
    """The code of the commune meant, or why there is none."""
    if CODE_COMMUNE.fullmatch(texte.upper()):
        found = territoire.find_commune(texte.upper())
        return (found.code, "") if found else ("", "Ce code Insee n’existe pas : vérifiez-le, ou écrivez le nom.")
    commune, proches = territoire.resolve_commune(texte)
    if commune is None and code_postal and proches:
        commune, _ = territoire.resolve_commune(f"{texte} {code_postal}")
    if commune is not None:
        return commune.code, ""
    if not proches:
        return "", "Aucune commune ne porte ce nom : vérifiez-le, ou écrivez son code Insee."
    noms = ", ".join(territoire.write_choix(c) for c in proches)
    return "", f"Plusieurs communes répondent : {noms}. Écrivez le code Insee de la bonne."
