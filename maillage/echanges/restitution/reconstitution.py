"""Takes an archive up again: every row under its own public number, in one transaction, sealed with this installation's keys.

The dispositif is found by its name in addresses, or created; it must be empty. What this installation already knows
(accounts by their address, organisations, its directory) is kept as it is here, never overwritten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from maillage.comptes.models import Compte
from maillage.echanges.restitution import cellules
from maillage.echanges.restitution.nomenclatures import Genre, Portee
from maillage.echanges.restitution.scelles import SceauIllisible
from maillage.echanges.restitution.schema import DOMAINES, EMPREINTE, Colonne, Table, is_nullable, list_tables
from maillage.echanges.restitution.verification import Archive, ArchiveRefusee
from maillage.participants.scelle import get_coffre, hash_identifiant
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.pieces import magasin

INSTALLATION = Acteur()
PERSONNE = 0  # the account of nobody, where the column cannot be empty


@dataclass(frozen=True, slots=True)
class Bilan:
    dispositif: Dispositif
    is_nouveau: bool
    lignes: int
    comptes: int
    pieces: int


@dataclass(slots=True)
class _Reprise:
    """`cles`: table → public number → key here. `lignes`, `comptes`: how many were written."""

    archive: Archive
    dispositif: Dispositif | None
    is_nouveau: bool
    cles: dict[str, dict[UUID, int]] = field(default_factory=dict)
    lignes: int = 0
    comptes: int = 0

    @property
    def pk(self) -> int:
        assert self.dispositif is not None
        return int(self.dispositif.pk)


def restore(archive: Archive, *, slug: str = "") -> Bilan:
    with open_service("reprise d’une archive complète"):
        found = _find_dispositif(archive, slug)
        if found is not None:
            _check_vide(found)
        pieces = _store_pieces(archive)
        reprise = _Reprise(archive, found, is_nouveau=found is None)
        try:
            with transaction.atomic():
                for table in list_tables():
                    _restore_table(reprise, table)
                assert reprise.dispositif is not None
                journal.write(
                    by=INSTALLATION, event="restitution.reprise", target=reprise.dispositif, lignes=reprise.lignes
                )
        except IntegrityError as error:
            raise ArchiveRefusee(
                "Une partie de ces données est déjà dans cette installation, ou s’y oppose à une règle : rien n’a été "
                "repris. Vérifiez que le dispositif n’y existe pas déjà sous un autre nom."
            ) from error
        return Bilan(reprise.dispositif, reprise.is_nouveau, reprise.lignes, reprise.comptes, pieces)


def _find_dispositif(archive: Archive, slug: str) -> Dispositif | None:
    wanted = slug or archive.dispositif["slug"]
    found = Dispositif.objects.filter(slug=wanted).first()
    if found is None and slug:
        raise ArchiveRefusee(f"Aucun dispositif ne s’appelle « {slug} » dans cette installation : vérifiez ce nom.")
    return found


def _check_vide(dispositif: Dispositif) -> None:
    for table in list_tables():
        if (
            table.modele._meta.app_label in DOMAINES
            and table.modele._base_manager.filter(dispositif=dispositif).exists()
        ):
            raise ArchiveRefusee(
                f"« {dispositif.nom} » a déjà des données dans cette installation : rien n’a été repris. Une archive se "
                "reprend dans un dispositif vide."
            )


def _store_pieces(archive: Archive) -> int:
    """Before the rows: contents without rows are tidied away the next day; rows without contents would stay broken."""
    fichiers: dict[str, str] = archive.schema["pieces"]["fichiers"]
    for sha256, nom in fichiers.items():
        try:
            stored = magasin.store(archive.read_piece(nom))
        except magasin.MagasinIndisponible as error:
            raise ArchiveRefusee(
                "Le serveur n’a plus la place d’enregistrer les pièces : rien n’a été repris. Libérez de la place."
            ) from error
        if stored.sha256 != sha256:
            raise ArchiveRefusee(f"La pièce « {nom} » n’a pas l’empreinte annoncée : rien n’a été repris.")
    return len(fichiers)


def _restore_table(reprise: _Reprise, table: Table) -> None:
    keys = reprise.cles.setdefault(_get_label(table), {})
    later: list[tuple[models.Model, Colonne, UUID]] = []
    for values in _read_table(reprise, table):
        known = _find_connu(reprise, table, values)
        if known is not None:
            keys[values["uuid"]] = known.pk
            continue
        if table.portee is Portee.ANNUAIRE and not reprise.is_nouveau:
            continue
        objet = _build(reprise, table, values, later)
        if table.portee is Portee.CITES:
            objet.save(force_insert=True)
        else:  # raw: the dates that a model writes by itself are those of the archive
            objet.save_base(raw=True, force_insert=True)
        reprise.lignes += 1
        if table.is_numerotee:
            keys[values["uuid"]] = objet.pk
        if isinstance(objet, Compte):
            reprise.comptes += 1
        if table.portee is Portee.DISPOSITIF:
            assert isinstance(objet, Dispositif)
            reprise.dispositif = objet
    for objet, colonne, uuid in later:
        if uuid not in keys:
            raise ArchiveRefusee(f"{table.fichier} : la ligne « {uuid} » visée par « {colonne.nom} » manque.")
        type(objet)._base_manager.filter(pk=objet.pk).update(**{colonne.champ.attname: keys[uuid]})


def _get_label(table: Table) -> str:
    return str(table.modele._meta.label_lower)


def _read_table(reprise: _Reprise, table: Table) -> Iterator[dict[str, Any]]:
    for rang, cells in reprise.archive.read_lignes(table):
        if len(cells) != len(table.colonnes):
            raise ArchiveRefusee(f"{table.fichier}, ligne {rang + 1} : il n’y a pas autant de cases que de colonnes.")
        pairs = zip(table.colonnes, cells, strict=True)
        yield {c.nom: _read_cell(reprise, table, c, cell, rang) for c, cell in pairs}


def _read_cell(reprise: _Reprise, table: Table, colonne: Colonne, cell: str, rang: int) -> Any:
    genre = colonne.genre
    try:
        if genre is Genre.SCELLE:
            return reprise.archive.sceau.unseal(cell, f"{table.nom}.{colonne.nom}", rang)
        if genre is Genre.COMPTE or (genre is Genre.REFERENCE and not _is_par_code(colonne)):
            genre = Genre.NUMERO
        return cellules.read(genre, cell, is_nullable=is_nullable(colonne))
    except (cellules.CelluleIllisible, SceauIllisible) as error:
        raise ArchiveRefusee(
            f"{table.fichier}, ligne {rang + 1}, colonne « {colonne.nom} » : {error or 'la case scellée ne s’ouvre pas'}."
        ) from error


def _is_par_code(colonne: Colonne) -> bool:
    return colonne.source == colonne.champ.attname


def _find_connu(reprise: _Reprise, table: Table, values: dict[str, Any]) -> Any:
    """The row of this installation that stands for it: nothing of it is changed."""
    if table.portee is Portee.DISPOSITIF:
        return reprise.dispositif
    if table.portee is not Portee.CITES:
        return None
    if table.modele is Compte:
        by_email = Compte.objects.filter(email=values["email"]).first()
        return by_email or Compte.objects.filter(uuid=values["uuid"]).first()
    if citee := getattr(table.modele, "CITEE", None):
        return table.modele.objects.filter(**{nom: values[nom] for nom in citee.cle}).first()
    if table.modele is Organisation:
        by_siret = Organisation.objects.filter(siret=values["siret"]).first() if values["siret"] else None
        return Organisation.objects.filter(uuid=values["uuid"]).first() or by_siret
    return Dispositif.objects.filter(slug=values["slug"]).first()


def _build(
    reprise: _Reprise, table: Table, values: dict[str, Any], later: list[tuple[models.Model, Colonne, UUID]]
) -> models.Model:
    objet: models.Model = table.modele()
    if any(f.attname == "dispositif_id" for f in objet._meta.concrete_fields):
        objet.dispositif_id = reprise.pk  # type: ignore[attr-defined]
    for colonne in table.colonnes:
        value = values[colonne.nom]
        match colonne.genre:
            case Genre.SCELLE:
                _seal(objet, colonne, value, reprise.pk)
            case Genre.COMPTE:
                setattr(objet, colonne.champ.attname, _find_compte(reprise, colonne, value))
            case Genre.REFERENCE:
                _refer(reprise, table, objet, colonne, value, later)
            case _:
                setattr(objet, colonne.champ.attname, value)
    if isinstance(objet, Compte):
        objet.is_active = False
        objet.set_unusable_password()
    return objet


def _seal(objet: models.Model, colonne: Colonne, value: str, dispositif: int) -> None:
    sealed = get_coffre(colonne.usage, dispositif).seal(value.encode()) if value else b""
    setattr(objet, colonne.champ.attname, sealed)
    index = f"{colonne.nom}{EMPREINTE}"
    if hasattr(objet, index):
        setattr(objet, index, hash_identifiant(colonne.usage, dispositif, value))


def _find_compte(reprise: _Reprise, colonne: Colonne, value: UUID | None) -> int | None:
    found = reprise.cles[Compte._meta.label_lower].get(value) if value else None
    return PERSONNE if found is None and not colonne.champ.null else found


def _refer(
    reprise: _Reprise,
    table: Table,
    objet: models.Model,
    colonne: Colonne,
    value: Any,
    later: list[tuple[models.Model, Colonne, UUID]],
) -> None:
    attname = colonne.champ.attname
    if value is None:
        setattr(objet, attname, None)
    elif _is_par_code(colonne):
        if not apps.get_model(colonne.vers)._base_manager.filter(pk=value).exists():
            raise ArchiveRefusee(
                f"{table.fichier} : « {value} » ({colonne.champ.verbose_name}) n’est pas dans le référentiel de cette "
                "installation. Lancez « maillage preparer », puis recommencez."
            )
        setattr(objet, attname, value)
    elif (found := reprise.cles.get(colonne.vers, {}).get(value)) is not None:
        setattr(objet, attname, found)
    elif colonne.vers == _get_label(table) and colonne.champ.null:
        later.append((objet, colonne, value))
    else:
        raise ArchiveRefusee(f"{table.fichier} : la ligne « {value} » visée par « {colonne.nom} » manque.")
