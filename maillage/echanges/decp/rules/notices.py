"""A contract as a DECP file tells it, made from one raw element whatever the layout, and what is doubtful in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.lots import FormeClause
from maillage.echanges.decp.nomenclatures import FORMES, Consideration, Groupement, TypeAchat, TypeIdentifiant
from maillage.echanges.decp.rules import valeurs
from maillage.reseau.rules.identifiants import check_siret
from maillage.socle.typographie import fold

LONGUEUR_NUMERO = 16
TRAVAUX, DEBUT_SERVICES = 45, 50
Brut = Mapping[str, Any]


class NoticeIllisible(ValueError):
    """An element that cannot be a contract: without a buyer or a number, nothing could ever match it."""


@dataclass(frozen=True, slots=True)
class Titulaire:
    identifiant: str
    type_identifiant: TypeIdentifiant | None


@dataclass(frozen=True, slots=True)
class Modification:
    """The values that replace the former ones (not differences); None: unchanged."""

    numero: int
    notifiee_le: date | None
    montant: Decimal | None
    duree_mois: int | None
    titulaires: tuple[Titulaire, ...]


@dataclass(frozen=True, slots=True)
class SousTraitance:
    numero: int
    sous_traitant: Titulaire
    montant: Decimal | None
    notifiee_le: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """`avertissements`: what a person must look at; the rest of the notice stands."""

    acheteur: str
    numero: str
    objet: str
    is_concession: bool
    cpv: str
    montant: Decimal | None
    duree_mois: int | None
    notifiee_le: date | None
    publiee_le: date | None
    groupement: Groupement | None
    considerations: tuple[Consideration, ...]
    techniques: tuple[str, ...]
    modalites: tuple[str, ...]
    accord_cadre: str
    lieu: str
    type_lieu: str
    titulaires: tuple[Titulaire, ...]
    modifications: tuple[Modification, ...] = ()
    sous_traitances: tuple[SousTraitance, ...] = ()
    avertissements: tuple[str, ...] = field(default=(), compare=False)

    @property
    def uid(self) -> str:
        return self.acheteur + self.numero

    @property
    def type_achat(self) -> TypeAchat | None:
        return find_type_achat(self.cpv)

    @property
    def formes(self) -> tuple[FormeClause, ...]:
        return tuple(forme for consideration in self.considerations if (forme := FORMES[consideration]))

    @property
    def is_a_qualifier(self) -> bool:
        """A facilitateur says whether it is insertion; nothing is followed by itself."""
        return any(consideration is not Consideration.AUCUNE for consideration in self.considerations)

    @property
    def is_multi_territoires(self) -> bool:
        return fold(self.type_lieu) in {"code region", "code pays"}


def find_type_achat(cpv: str) -> TypeAchat | None:
    """Deduced from the division: 45 works, 50 to 98 services, the rest supplies (48, software, among them)."""
    if not cpv:
        return None
    division = int(cpv[:2])
    if division == TRAVAUX:
        return TypeAchat.TRAVAUX
    return TypeAchat.SERVICES if division >= DEBUT_SERVICES else TypeAchat.FOURNITURES


def unwrap(value: Any, cle: str) -> list[Brut]:
    """The elements of a list whatever its wrapping: `[{"titulaire": {…}}]`, `{"titulaire": […]}`, or bare."""
    if isinstance(value, Mapping):
        value = value.get(cle, value)
    items: Sequence[Any] = value if isinstance(value, list) else [value]
    found = [item.get(cle, item) if isinstance(item, Mapping) else item for item in items]
    return [item for item in found if isinstance(item, Mapping) and item]


def read_titulaire(brut: Brut, doutes: list[str]) -> Titulaire:
    identifiant = valeurs.read_texte(brut.get("id"))
    nature = valeurs.find_member(TypeIdentifiant, valeurs.read_texte(brut.get("typeIdentifiant")))
    if nature is TypeIdentifiant.SIRET and (refus := check_siret(identifiant)):
        doutes.append(f"Titulaire {identifiant or 'sans identifiant'} : {refus}")
    return Titulaire(identifiant, nature)


def read_titulaires(value: Any, doutes: list[str], *, cle: str = "titulaire") -> tuple[Titulaire, ...]:
    return tuple(dict.fromkeys(read_titulaire(brut, doutes) for brut in unwrap(value, cle)))


def read_considerations(value: Any, doutes: list[str]) -> tuple[Consideration, ...]:
    """Null is « none » written by some publishers; an unknown word is told, and dropped."""
    found: list[Consideration] = []
    for text in valeurs.read_liste(value, cle="considerationSociale"):
        if member := valeurs.find_member(Consideration, text):
            found.append(member)
        else:
            doutes.append(f"Considération sociale « {text} » : elle n’est pas de la liste officielle.")
    return tuple(dict.fromkeys(found)) or (Consideration.AUCUNE,)


def read_modifications(value: Any, doutes: list[str]) -> tuple[Modification, ...]:
    return tuple(
        Modification(
            numero=valeurs.read_entier(brut.get("id")) or 0,
            notifiee_le=valeurs.read_date(brut.get("dateNotificationModification")),
            montant=valeurs.read_montant(brut.get("montant")),
            duree_mois=valeurs.read_entier(brut.get("dureeMois")),
            titulaires=read_titulaires(brut.get("titulaires"), doutes),
        )
        for brut in unwrap(value, "modification")
    )


def read_sous_traitances(value: Any, doutes: list[str]) -> tuple[SousTraitance, ...]:
    return tuple(
        SousTraitance(
            numero=valeurs.read_entier(brut.get("id")) or 0,  # the index allows 0, the schema asks for 1: both exist
            sous_traitant=read_titulaire(unwrap(brut.get("sousTraitant"), "sousTraitant")[0], doutes),
            montant=valeurs.read_montant(brut.get("montant")),
            notifiee_le=valeurs.read_date(brut.get("dateNotification")),
        )
        for brut in unwrap(value, "acteSousTraitance")
        if unwrap(brut.get("sousTraitant"), "sousTraitant")
    )


def read_notice(brut: Brut, *, is_concession: bool = False) -> Notice:
    """One element. Raises `NoticeIllisible` when it cannot be a contract."""
    doutes: list[str] = []
    partie = brut.get("autoriteConcedante" if is_concession else "acheteur")
    acheteur = valeurs.read_texte(partie.get("id") if isinstance(partie, Mapping) else partie)
    numero = valeurs.read_texte(brut.get("id"))
    if not acheteur:
        raise NoticeIllisible("l’acheteur n’a pas d’identifiant")
    if not numero or len(numero) > LONGUEUR_NUMERO:
        raise NoticeIllisible(f"le numéro « {numero} » n’a pas entre 1 et {LONGUEUR_NUMERO} caractères")
    if refus := check_siret(acheteur):
        doutes.append(f"Acheteur {acheteur} : {refus}")
    jour = "dateDebutExecution" if is_concession else "dateNotification"
    notifiee_le = valeurs.read_date(brut.get(jour))
    if notifiee_le is None:
        doutes.append(f"Date « {valeurs.read_texte(brut.get(jour))} » : attendue sous la forme AAAA-MM-JJ.")
    lieu = brut.get("lieuExecution") or {}
    return Notice(
        acheteur=acheteur,
        numero=numero,
        objet=valeurs.read_texte(brut.get("objet")),
        is_concession=is_concession,
        cpv=valeurs.read_cpv(brut.get("codeCPV")),
        montant=valeurs.read_montant(brut.get("valeurGlobale" if is_concession else "montant")),
        duree_mois=valeurs.read_entier(brut.get("dureeMois")),
        notifiee_le=notifiee_le,
        publiee_le=valeurs.read_date(brut.get("datePublicationDonnees")),
        groupement=valeurs.find_member(Groupement, valeurs.read_texte(brut.get("typeGroupementOperateurs"))),
        considerations=read_considerations(brut.get("considerationsSociales"), doutes),
        techniques=tuple(valeurs.read_liste(brut.get("techniques"), cle="technique")),
        modalites=tuple(valeurs.read_liste(brut.get("modalitesExecution"), cle="modaliteExecution")),
        accord_cadre=valeurs.read_texte(brut.get("idAccordCadre")),
        lieu=valeurs.read_texte(lieu.get("code")),
        type_lieu=valeurs.read_texte(lieu.get("typeCode")),
        titulaires=read_titulaires(
            brut.get("concessionnaires" if is_concession else "titulaires"),
            doutes,
            cle="concessionnaire" if is_concession else "titulaire",
        ),
        modifications=read_modifications(brut.get("modifications"), doutes),
        sous_traitances=read_sous_traitances(brut.get("actesSousTraitance"), doutes),
        avertissements=tuple(doutes),
    )
