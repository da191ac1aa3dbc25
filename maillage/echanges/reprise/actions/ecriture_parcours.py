"""Parcours, with their référent, their states, their photos and their exit, by the hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from maillage.echanges.reprise.actions.controle_parcours import (
    find_personnes,
    list_ouverts,
    read_referents,
    sign_referent,
)
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.rules.parcours import list_passages
from maillage.parcours.models import Affectation, Parcours, Passage, Photo, Referent, Sortie
from maillage.parcours.queries.personne import build_faits
from maillage.participants.models import Adresse, Personne, Situation, SituationSensible
from maillage.participants.rules import chomage
from maillage.socle.acteur import Acteur

DEROGATION = "Repris d’un ancien logiciel : les pièces y sont restées."


def write(*, by: Acteur, depot: Depot, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    dispositif = depot.dispositif_id
    cles = find_personnes(dispositif, [v["personne"] for _, v in rows])
    personnes = Personne.objects.in_bulk([pk for pk in cles.values() if pk])
    _check(cles, rows)
    referents, nouveaux = _find_referents(depot, rows)
    made = Parcours.objects.bulk_create(
        Parcours(
            dispositif_id=dispositif, personne=personnes[cles[v["personne"]] or 0],
            referent_id=referents[sign_referent(v["referent_nom"], v["referent_prenom"])],
            etat=list_passages(v)[-1][1], date_entree=v["date_entree"], date_signature=v.get("date_signature"),
            date_sortie=v.get("date_sortie"),
        )
        for _, v in rows
    )  # fmt: skip
    couples = list(zip(made, (v for _, v in rows), strict=True))
    ecrits: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for written in _write_suite(by, couples):
        for row in written:
            ecrits[row.parcours_id].setdefault(row._meta.label, []).append(row.pk)
    for parcours, v in couples:
        qui = sign_referent(v["referent_nom"], v["referent_prenom"])
        if qui in nouveaux:
            ecrits[parcours.pk]["parcours.Referent"] = [nouveaux.pop(qui)]
    Origine.objects.bulk_create(
        Origine(
            dispositif_id=dispositif, nature=depot.nature, identifiant=identifiant, depot=depot, parcours=parcours,
            is_cree=True, ecrits=ecrits[parcours.pk],
        )
        for parcours, (identifiant, _) in zip(made, rows, strict=True)
    )  # fmt: skip


def _check(cles: Mapping[str, int | None], rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Between the dry run and now, others have worked."""
    ouverts = list_ouverts([pk for pk in cles.values() if pk])
    for identifiant, v in rows:
        personne = cles.get(v["personne"])
        if personne is None or ("date_sortie" not in v and personne in ouverts):
            raise RepriseRefusee(
                f"Depuis le contrôle, la personne du parcours « {identifiant} » n’est plus là, ou a un parcours en "
                "cours. Rien n’a été importé ; contrôlez le fichier de nouveau."
            )


def _find_referents(
    depot: Depot, rows: Sequence[tuple[str, Mapping[str, Any]]]
) -> tuple[dict[str, int], dict[str, int]]:
    """All those that the rows name; and, among them, those just created without account."""
    known = read_referents(depot.dispositif_id)
    nouveaux: dict[str, int] = {}
    for _, v in rows:
        qui = sign_referent(v["referent_nom"], v["referent_prenom"])
        if qui not in known:
            depuis = min(
                w["date_entree"] for _, w in rows if sign_referent(w["referent_nom"], w["referent_prenom"]) == qui
            )
            made = Referent.objects.create(
                dispositif_id=depot.dispositif_id, nom=v["referent_nom"], prenom=v["referent_prenom"], du=depuis
            )
            known[qui] = nouveaux[qui] = made.pk
    return known, nouveaux


def _write_suite(by: Acteur, couples: Sequence[tuple[Parcours, Mapping[str, Any]]]) -> Iterable[Sequence[Any]]:
    yield Affectation.objects.bulk_create(
        Affectation(dispositif_id=p.dispositif_id, parcours=p, referent_id=p.referent_id, du=p.date_entree)
        for p, _ in couples
    )
    yield Passage.objects.bulk_create(
        Passage(dispositif_id=p.dispositif_id, parcours=p, rang=rang, de=de, vers=vers, le=le, auteur=by.compte)
        for p, v in couples
        for rang, (de, vers, le) in enumerate(list_passages(v), 1)
    )
    photos = Photo.objects.bulk_create(_build_photos([p for p, _ in couples]))
    yield photos
    par_sortie = {photo.parcours_id: photo for photo in photos if photo.moment == "sortie"}
    yield Sortie.objects.bulk_create(
        Sortie(
            dispositif_id=p.dispositif_id, parcours=p, type=v["type_sortie"], proposee_le=p.date_sortie,
            date_fait=p.date_sortie, date_sortie=p.date_sortie, decidee_le=p.date_sortie, decidee_par=by.compte,
            derogation=DEROGATION, photo=par_sortie[p.pk], auteur=by.compte,
        )
        for p, v in couples
        if p.date_sortie is not None
    )  # fmt: skip


def _build_photos(parcours: Sequence[Parcours]) -> Iterable[Photo]:
    """What `actions.entrees.take_photo` takes, with three queries for all instead of three for each."""
    keys = [p.personne_id for p in parcours]
    situations, adresses, sensibles = (_read_datees(model, keys) for model in (Situation, Adresse, SituationSensible))
    for p in parcours:
        for moment, le in (("entree", p.date_entree), ("sortie", p.date_sortie)):
            if le is None:
                continue
            situation = _find(situations[p.personne_id], on=le)
            rows = adresses[p.personne_id]
            durees = chomage.compute_durees(build_faits(p.personne, situation, on=le), on=le)
            yield Photo(
                dispositif_id=p.dispositif_id, parcours=p, moment=moment, le=le, situation=situation,
                sensible=_find(sensibles[p.personne_id], on=le), adresse=_find(rows, on=le) or (rows[-1] if rows else None),
                age=p.personne.get_age(le), deld=durees.deld, detld=durees.detld, cld_fse=durees.cld_fse,
                methode_deld=durees.methode, version_regle=durees.version,
            )  # fmt: skip


def _read_datees(model: Any, personnes: Sequence[int]) -> dict[int, list[Any]]:
    """By person, the newest first."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(personne__in=personnes).order_by("-du", "-rang"):
        found[row.personne_id].append(row)
    return found


def _find(rows: Sequence[Any], *, on: date) -> Any:
    return next((row for row in rows if row.du <= on), None)
