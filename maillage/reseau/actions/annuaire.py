"""Loads the real directory. Loading it again is harmless: what a structure has corrected since stays as it wrote it."""

from dataclasses import dataclass
from typing import Any

from maillage.reseau.actions.index import write_cles
from maillage.reseau.jeu import LigneAnnuaire, read_annuaire
from maillage.reseau.models import Denomination, Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import DOCUMENTS, Etat, Source
from maillage.socle.acteur import ANONYME
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.territoire.models import Departement, Region

PORTEUR = "porteur"


class TerritoireAbsent(Exception):
    """The regions are not loaded yet."""


@dataclass(frozen=True, slots=True)
class BilanAnnuaire:
    """What one load did; all zero when the directory was already there."""

    crees: int = 0
    modifies: int = 0
    portages: int = 0


def import_annuaire() -> BilanAnnuaire:
    """The 138 PLIE and 76 MDE of the map of 2023, and the 8 PLIE that only 2019 names, all or nothing."""
    with open_service("chargement de l’annuaire du réseau"):
        lignes = read_annuaire()
        _check_territoire(lignes)
        known = Dispositif.objects.in_bulk([ligne.slug for ligne in lignes], field_name="slug")
        created = Dispositif.objects.bulk_create(
            Dispositif(slug=ligne.slug, **_fields(ligne)) for ligne in lignes if ligne.slug not in known
        )
        modified = _write_changes(lignes, known)
        known |= {dispositif.slug: dispositif for dispositif in created}
        _write_denominations(lignes, known)
        carried = _write_portages(lignes, known)
        bilan = BilanAnnuaire(len(created), len(modified), len(carried))
        if bilan != BilanAnnuaire():
            write_cles({*(d.pk for d in created), *modified, *carried})
            journal.write(
                by=ANONYME,
                event="reseau.annuaire",
                target=known[lignes[0].slug],
                crees=bilan.crees,
                modifies=bilan.modifies,
                portages=bilan.portages,
            )
        return bilan


def _check_territoire(lignes: list[LigneAnnuaire]) -> None:
    regions = {ligne.region for ligne in lignes}
    departements = {ligne.departement for ligne in lignes} - {""}
    missing = regions - set(Region.objects.values_list("code", flat=True)) or departements - set(
        Departement.objects.values_list("code", flat=True)
    )
    if missing:
        raise TerritoireAbsent(
            "Chargez d’abord le référentiel territorial (`maillage preparer`) : l’annuaire nomme des régions et des "
            f"départements inconnus ({', '.join(sorted(missing)[:5])})."
        )


def _fields(ligne: LigneAnnuaire) -> dict[str, Any]:
    return {
        "type": ligne.type.value,
        "nom": ligne.nom,
        "intitule": ligne.intitule,
        "etat": ligne.etat.value,
        "region_id": ligne.region,
        "departement_id": ligne.departement or None,
        "is_departement_deduit": ligne.is_departement_deduit,
        "commune": ligne.commune,
        "code_commune": ligne.code_commune,
        "is_repere_deduit": ligne.is_repere_deduit,
        "latitude": ligne.latitude,
        "longitude": ligne.longitude,
        "source": ligne.source.value,
        "remarque": ligne.remarque,
    }


def _write_changes(lignes: list[LigneAnnuaire], known: dict[str, Dispositif]) -> list[int]:
    modified = []
    for ligne in lignes:
        dispositif = known.get(ligne.slug)
        if dispositif is None or not (changes := _list_changes(dispositif, ligne)):
            continue
        for name, value in changes.items():
            setattr(dispositif, name, value)
        dispositif.save(update_fields=list(changes))
        modified.append(dispositif.pk)
    return modified


def _list_changes(dispositif: Dispositif, ligne: LigneAnnuaire) -> dict[str, Any]:
    """What a newer file says otherwise, save what was corrected here; a closed one is not reopened by an old list."""
    kept = set(dispositif.champs_corriges)
    if dispositif.etat == Etat.FERME:
        kept.add("etat")
    return {
        name: value
        for name, value in _fields(ligne).items()
        if name.removesuffix("_id") not in kept and getattr(dispositif, name) != value
    }


def _write_denominations(lignes: list[LigneAnnuaire], known: dict[str, Dispositif]) -> None:
    Denomination.objects.bulk_create(
        (
            Denomination(dispositif=known[ligne.slug], nom=nom, source=source, le=date)
            for ligne in lignes
            for source, nom in ligne.noms
            if (date := DOCUMENTS[source].date)
        ),
        ignore_conflicts=True,
    )


def _write_portages(lignes: list[LigneAnnuaire], known: dict[str, Dispositif]) -> list[int]:
    """A carrier named by a document, for a dispositif that never had one and whose carrying nobody corrected."""
    porteurs = {
        portage.dispositif_id: portage.organisation
        for portage in Portage.objects.filter(dispositif__in=known.values(), au=None).select_related("organisation")
    }
    carried = set(Portage.objects.filter(dispositif__in=known.values()).values_list("dispositif_id", flat=True))
    organisations = {
        (o.nom, o.departement_id): o for o in Organisation.objects.filter(is_fictive=False).order_by("-pk")
    }
    written = []
    # The PLIE first: a Maison de l’emploi says « the carrier of this PLIE ».
    for ligne in sorted(lignes, key=lambda ligne: bool(ligne.plie_porte)):
        dispositif = known[ligne.slug]
        if dispositif.pk in carried or PORTEUR in dispositif.champs_corriges:
            continue
        organisation = porteurs.get(known[ligne.plie_porte].pk) if ligne.plie_porte else None
        if ligne.porteur:
            # By name within a departement: three AGIRE carry three PLIE.
            key = (ligne.porteur, ligne.departement or None)
            organisation = organisations.get(key)
            if organisation is None:
                organisation = Organisation.objects.create(nom=key[0], departement_id=key[1])
                organisations[key] = organisation
        if organisation is None:
            continue
        porteurs[dispositif.pk] = organisation
        # The file does not say since when, nor in which document each carrier was read.
        source = Source.LISTE_2019 if Source.LISTE_2019 in dict(ligne.noms) else Source.CARTE_2023
        written.append(Portage(dispositif=dispositif, organisation=organisation, source=source))
    Portage.objects.bulk_create(written)
    return [portage.dispositif_id for portage in written]
