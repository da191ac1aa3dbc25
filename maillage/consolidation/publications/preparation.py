"""From the deposits that count to the files of a publication: summed, masked, attacked, written, read over.

Long, and done outside any transaction. Killed anywhere, it is done again: the same deposits give the same files.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.diffusion import write_release
from maillage.consolidation.cellules.masquage import Masquage, hide_cellules
from maillage.consolidation.cellules.niveaux import REGION, Lieu
from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.queries.campagnes import list_attendus
from maillage.consolidation.depots.queries.depots import DepotLu, read_en_vigueur
from maillage.consolidation.depots.rules.documents import is_perime, list_places
from maillage.consolidation.depots.rules.sommes import Somme, add_depots, count_couverture, list_partiels
from maillage.consolidation.publications.annees import list_membres, read_annees, write_perimetres
from maillage.consolidation.publications.citations import list_citations
from maillage.consolidation.publications.dossiers import (
    CORPS,
    FICHES,
    INFOGRAPHIE,
    find_dossier,
    list_empreintes,
    name_fiche,
)
from maillage.consolidation.publications.enquete import prepare_enquete
from maillage.consolidation.publications.fiches import Fiche, describe_fiche, write_fiches
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Lecteurs
from maillage.consolidation.publications.passees import list_passees, list_reservees
from maillage.consolidation.publications.registre import Chiffre, list_chiffres
from maillage.consolidation.rapport.annees import Perimetres
from maillage.consolidation.rapport.blocs import Rapport
from maillage.consolidation.rapport.branchement import open_livre
from maillage.consolidation.rapport.ecriture import write_fichiers, write_fichiers_fiche, write_whole
from maillage.consolidation.rapport.fiches import compose_fiche, list_fiches
from maillage.consolidation.rapport.livre import Livre, Statut
from maillage.consolidation.rapport.plans import Plan, compose
from maillage.consolidation.rapport.plans.choix import find_plan
from maillage.consolidation.rapport.rendus.page import render_corps
from maillage.consolidation.secret.memoire import read_publication, write_publication
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.parametres import PERIMETRE
from maillage.consolidation.secret.regroupements import RegroupementRefuse
from maillage.indicateurs.calcul import FRANCE

STATUTS = {Lecteurs.PUBLIQUE: Statut.PUBLIC, Lecteurs.RESTREINTE: Statut.RESTREINT}


@dataclass(frozen=True)
class Resultat:
    """What a preparation gives. `raisons`: why the controls refuse it; then no file is kept."""

    raisons: tuple[str, ...] = ()
    depots: tuple[tuple[str, int, str], ...] = ()
    fichiers: dict[str, str] | None = None
    bilan: dict[str, Any] | None = None
    secret: dict[str, Any] | None = None
    chiffres: tuple[Chiffre, ...] = ()
    perimetres: Sequence[Sequence[object]] = ()
    territoires: Sequence[dict[str, object]] = ()


def prepare(publication: Publication, *, now: datetime, today: date) -> Resultat:
    campagne = publication.campagne
    lus = read_en_vigueur(campagne)
    depots = tuple((str(lu.depot.uuid), lu.depot.version, lu.depot.empreinte) for lu in lus)
    if perimes := list_perimes(campagne, lus):
        return Resultat(perimes, depots)
    try:
        somme, consolidation = add_campagne(campagne, lus, on=today)
    except RegroupementRefuse as refus:
        return Resultat((str(refus),), depots)
    diffusion = Diffusion(publication.lecteurs)
    masquage = hide_cellules(
        consolidation, diffusion=diffusion, passees=[read_publication(one) for one in list_passees(publication)],
        reservees=[read_publication(one) for one in list_reservees(publication)], on=today, now=now,
    )  # fmt: skip
    if not masquage.is_conforme:
        return Resultat(masquage.echecs, depots)
    partiels = list_partiels(somme, consolidation.catalogue)
    enquete = prepare_enquete(publication, consolidation, today=today, now=now)
    if enquete is not None:
        if not enquete.masquage.is_conforme:
            return Resultat(enquete.masquage.echecs, depots)
        consolidation, masquage = enquete.merge(consolidation, masquage)
    dossier = find_dossier(publication.uuid)
    shutil.rmtree(dossier, ignore_errors=True)
    couverture = {**count_couverture(somme, consolidation.lieux), **(enquete.couverture if enquete else {})}
    perimetres = Perimetres(list_membres(consolidation), couverture, enquete.repondants if enquete else {})
    livre = replace(
        _open_livre(publication, _add_partiels(consolidation, somme, partiels), lus, masquage, partiels),
        precedents=read_annees(publication), perimetres=perimetres,
    )  # fmt: skip
    plan = find_plan(campagne.consolide)
    rapport = _write(dossier, livre, consolidation, masquage, plan=plan, diffusion=diffusion, today=today)
    if enquete is not None:
        enquete.write_certificat(dossier)
    fiches = _write_fiches(dossier, livre, plan=plan, today=today)
    hors = masquage.hors | {c.cle for c in livre.consolidation.cellules if c.code in set(partiels)}
    citations = list_citations(
        rapport,
        {one.nom: rapport for one, rapport in fiches.items()},
        (dossier / INFOGRAPHIE).read_text(encoding="utf-8"),
    )
    chiffres = tuple(list_chiffres(livre, couverture, hors=hors, citations=citations))
    return Resultat(
        (), depots, list_empreintes(dossier), _write_bilan(masquage, lus, chiffres)
        | {"partiels": _name(partiels, consolidation)}
        | ({"enquete": enquete.write_bilan()} if enquete else {}),
        write_publication(masquage.publication) | (enquete.write_memoire() if enquete else {}), chiffres,
        write_perimetres(perimetres), write_fiches(fiches),
    )  # fmt: skip


def list_perimes(campagne: Campagne, lus: Sequence[DepotLu]) -> tuple[str, ...]:
    """A sentence for each deposit that the definitions in force no longer read."""
    places = list_places(get_regles(campagne.consolide).catalogue)
    return tuple(
        f"{lu.dispositif.nom} a déposé avec des définitions qui ont changé depuis : demandez-lui de déposer de nouveau."
        for lu in lus if is_perime(lu.cellules, places)
    )  # fmt: skip


def add_campagne(campagne: Campagne, lus: Sequence[DepotLu], *, on: date) -> tuple[Somme, Consolidation]:
    """The sum of the deposits, its territories grouped where too few told their year (R-67).

    A rate that some tell only in part is left out: its base, printed elsewhere for all of them, would not divide it.
    """
    catalogue = get_regles(campagne.consolide).catalogue
    lieux = {
        str(lu.dispositif.uuid): Lieu(lu.dispositif.departement_id or "", lu.dispositif.region_id or "") for lu in lus
    }
    somme = add_depots({str(lu.dispositif.uuid): lu.cellules for lu in lus}, lieux, catalogue=catalogue)
    noms = {str(lu.dispositif.uuid): lu.dispositif.slug for lu in lus}
    partiels = set(list_partiels(somme, catalogue))
    cellules = [cellule for cellule in somme.cellules if cellule.code not in partiels]
    apports = {str(lu.dispositif.uuid): lu.apports for lu in lus}
    consolidation = Consolidation(campagne.millesime, cellules, noms, campagne.is_fictive, catalogue, lieux, apports)
    return somme, regroup(consolidation, minimum=PERIMETRE.get(on=on).valeur)


def _add_partiels(consolidation: Consolidation, somme: Somme, partiels: Sequence[str]) -> Consolidation:
    """The plan of a report names them: they are there, and hidden."""
    back = [c for c in somme.cellules if c.code in set(partiels) and c.niveau == FRANCE]
    return replace(consolidation, cellules=[*consolidation.cellules, *back])


def _open_livre(
    publication: Publication,
    consolidation: Consolidation,
    lus: Sequence[DepotLu],
    masquage: Masquage,
    partiels: Sequence[str],
) -> Livre:
    incompletes = frozenset(c.cle for c in consolidation.cellules if c.code in set(partiels))
    return open_livre(
        consolidation, [lu.dispositif for lu in lus], recenses=list_attendus(publication.campagne).count(),
        masquees=masquage.masquees, incompletes=incompletes, statut=STATUTS[Lecteurs(publication.lecteurs)],
        declares=frozenset(str(lu.dispositif.uuid) for lu in lus if lu.depot.is_agrege),
    )  # fmt: skip


def _write(
    dossier: Path,
    livre: Livre,
    found: Consolidation,
    masquage: Masquage,
    *,
    plan: Plan,
    diffusion: Diffusion,
    today: date,
) -> Rapport:
    regions = {code: livre.name_lieu((REGION, code)) for code in livre.territoires.get(REGION, ())}
    write_release(dossier, found, masquage, diffusion=diffusion, today=today, regions=regions)
    rapport = compose(plan, livre, edite_le=today)
    write_fichiers(dossier, livre, rapport, plan=plan)
    write_whole(dossier / CORPS, [render_corps(rapport, found.noms)])
    return rapport


def _write_fiches(dossier: Path, livre: Livre, *, plan: Plan, today: date) -> dict[Fiche, Rapport]:
    """One page for each territory of which something may be read: the country, regions, and below where the release goes."""
    found: dict[Fiche, Rapport] = {}
    for ou in list_fiches(livre, plan=plan):
        fiche, rapport = describe_fiche(livre, ou), compose_fiche(livre, ou, plan=plan, edite_le=today)
        write_fichiers_fiche(dossier / FICHES, livre, ou, rapport)
        write_whole(dossier / name_fiche(fiche.nom, corps=True), [render_corps(rapport, livre.consolidation.noms)])
        found[fiche] = rapport
    return found


def _write_bilan(masquage: Masquage, lus: Sequence[DepotLu], chiffres: Sequence[Chiffre]) -> dict[str, Any]:
    return {
        "depots": len(lus), "agreges": sum(lu.depot.is_agrege for lu in lus), "chiffres": len(chiffres),
        "masques": sum(one.is_masque for one in chiffres), "verdict": masquage.certificat["verdict"],
        "comptes": dict(masquage.certificat["comptes"]),
    }  # fmt: skip


def _name(codes: Sequence[str], consolidation: Consolidation) -> list[str]:
    return [consolidation.catalogue.mesures[code].libelle for code in codes]
