"""Persons, with their address and their situation, by the hundred."""

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.rules.personnes import ADRESSE, SITUATION
from maillage.participants.actions.personnes import register_personnes
from maillage.participants.models import Adresse, Situation
from maillage.participants.nomenclatures.identite import MethodeQpv
from maillage.socle.acteur import Acteur

IDENTITE = (
    "civilite", "sexe", "nom_naissance", "nom_usage", "prenoms", "date_naissance", "nationalite", "france_travail",
    "telephone", "courriel",
)  # fmt: skip
NIVEAUX = ("niveau", "diplome")


def write(*, by: Acteur, depot: Depot, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    made = register_personnes(
        dispositif=depot.dispositif, rows=[{n: v[n] for n in IDENTITE if n in v} for _, v in rows]
    )
    couples = list(zip(made, (valeurs for _, valeurs in rows), strict=True))
    adresses = Adresse.objects.bulk_create(
        Adresse(dispositif_id=depot.dispositif_id, personne=personne, auteur=by.compte, du=v["situation_au"],
                **_build_adresse(v))
        for personne, v in couples if any(n in v for n in ADRESSE)
    )  # fmt: skip
    situations = Situation.objects.bulk_create(
        Situation(dispositif_id=depot.dispositif_id, personne=personne, auteur=by.compte, du=v["situation_au"],
                  **_build_situation(v))
        for personne, v in couples if any(n in v for n in SITUATION)
    )  # fmt: skip
    ecrits: dict[int, dict[str, list[int]]] = {}
    for label, written in (("participants.Adresse", adresses), ("participants.Situation", situations)):
        for row in written:
            ecrits.setdefault(row.personne_id, {})[label] = [row.pk]
    Origine.objects.bulk_create(
        Origine(
            dispositif_id=depot.dispositif_id, nature=depot.nature, identifiant=identifiant, depot=depot,
            personne=personne, is_cree=True, ecrits=ecrits.get(personne.pk, {}),
        )
        for personne, (identifiant, _) in zip(made, rows, strict=True)
    )  # fmt: skip


def _build_adresse(valeurs: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: valeurs[name] for name in ("voie", "complement", "code_postal", "qpv") if name in valeurs}
    if "commune" in valeurs:
        found["commune_id"] = valeurs["commune"]
    if "qpv" in valeurs:
        found["qpv_methode"] = MethodeQpv.SAISIE
    return found


def _build_situation(valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """Domaine 01 § 5.5: an old level I is a 7, to be verified."""
    found = {name: valeurs[name] for name in SITUATION if name in valeurs and name not in NIVEAUX}
    for name in NIVEAUX:
        if name in valeurs:
            found[name], a_verifier = valeurs[name]
            found["niveau_a_verifier"] = found.get("niveau_a_verifier", False) or a_verifier
    return found
