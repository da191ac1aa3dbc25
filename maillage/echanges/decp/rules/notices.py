"""A contract as a DECP file tells it, made from one raw element whatever the layout, and what is doubtful in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.clause.nomenclatures.lots import FormeClause
from maillage.echanges.decp.nomenclatures import FORMES, Consideration, Groupement, TypeAchat, TypeIdentifiant
from maillage.echanges.decp.rules import valeurs
from maillage.reseau.rules.identifiants import check_siret

LONGUEUR_NUMERO = 16
TRAVAUX, DEBUT_SERVICES = 45, 50
# Kept as they are written: nothing here reads them, whoever takes the file up again does.
TEXTES = ("nature", "ccag", "procedure", "formePrix")
BOOLEENS = ("marcheInnovant", "attributionAvance", "sousTraitanceDeclaree")
NOMBRES = ("offresRecues", "tauxAvance", "origineUE", "origineFrance")
LISTES = {"typesPrix": "typePrix", "considerationsEnvironnementales": "considerationEnvironnementale"}
Brut = Mapping[str, Any]


class NoticeIllisible(ValueError):
    """An element that cannot be a contract: without a buyer or a number, nothing could ever match it."""


@dataclass(frozen=True, slots=True)
class Titulaire:
    """`nom`: some tables say it; the official layout does not."""

    identifiant: str
    type_identifiant: TypeIdentifiant | None
    nom: str = ""

    @property
    def siret(self) -> str:
        """Only one that may be recorded as such."""
        is_siret = self.type_identifiant in (TypeIdentifiant.SIRET, None) and not check_siret(self.identifiant)
        return self.identifiant if is_siret else ""


@dataclass(frozen=True, slots=True)
class Modification:
    """The values that replace the former ones (not differences); None, or no titulaire: unchanged."""

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
    duree_mois: int | None
    notifiee_le: date | None
    variation: str = ""


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
    acheteur_nom: str = ""
    modifications: tuple[Modification, ...] = ()
    sous_traitances: tuple[SousTraitance, ...] = ()
    modifications_actes: tuple[SousTraitance, ...] = ()
    conserves: Mapping[str, Any] = field(default_factory=dict)
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
    def is_reserve(self) -> bool:
        return bool({Consideration.MARCHE_RESERVE, Consideration.CONCESSION_RESERVEE} & set(self.considerations))

    @property
    def is_maximum(self) -> bool:
        """The amount of an accord-cadre is the most it may cost."""
        return "Accord-cadre" in self.techniques

    @property
    def courante(self) -> "Notice":
        """What holds today: each modification replaced what it names."""
        now = self
        for modification in sorted(self.modifications, key=lambda m: m.numero):
            now = replace(
                now,
                montant=now.montant if modification.montant is None else modification.montant,
                duree_mois=now.duree_mois if modification.duree_mois is None else modification.duree_mois,
                titulaires=modification.titulaires or now.titulaires,
            )
        return now


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


def read_titulaire(brut: Brut, doutes: list[str], *, quoi: str = "Titulaire") -> Titulaire:
    identifiant = valeurs.read_texte(brut.get("id"))
    nature = valeurs.find_member(TypeIdentifiant, valeurs.read_texte(brut.get("typeIdentifiant")))
    if nature is TypeIdentifiant.SIRET and (refus := check_siret(identifiant)):
        doutes.append(f"{quoi} {identifiant or 'sans identifiant'} : {refus}")
    return Titulaire(identifiant, nature, valeurs.read_texte(brut.get("denominationSociale")))


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


def read_modifications(value: Any, doutes: list[str], *, cle_titulaire: str) -> tuple[Modification, ...]:
    titulaires = "concessionnaires" if cle_titulaire == "concessionnaire" else "titulaires"
    return tuple(
        Modification(
            numero=valeurs.read_entier(brut.get("id")) or 0,
            notifiee_le=valeurs.read_date(brut.get("dateNotificationModification")),
            montant=valeurs.read_montant(brut.get("montant", brut.get("valeurGlobale"))),
            duree_mois=valeurs.read_entier(brut.get("dureeMois")),
            titulaires=read_titulaires(brut.get(titulaires), doutes, cle=cle_titulaire),
        )
        for brut in unwrap(value, "modification")
    )


def read_sous_traitances(value: Any, doutes: list[str], *, cle: str = "acteSousTraitance") -> tuple[SousTraitance, ...]:
    """The index of the layout allows number 0, its schema asks for 1: both exist. A modification names no company."""
    jour = "dateNotification" if cle == "acteSousTraitance" else "dateNotificationModificationSousTraitance"
    found = []
    for brut in unwrap(value, cle):
        (qui, *_) = [*unwrap(brut.get("sousTraitant"), "sousTraitant"), {}]
        if not qui and cle == "acteSousTraitance":
            doutes.append("Un acte de sous-traitance ne dit pas qui est le sous-traitant : il n’est pas repris.")
            continue
        found.append(
            SousTraitance(
                numero=valeurs.read_entier(brut.get("id")) or 0,
                sous_traitant=read_titulaire(qui, doutes, quoi="Sous-traitant"),
                montant=valeurs.read_montant(brut.get("montant")),
                duree_mois=valeurs.read_entier(brut.get("dureeMois")),
                notifiee_le=valeurs.read_date(brut.get(jour)),
                variation=valeurs.read_texte(brut.get("variationPrix")),
            )
        )
    return tuple(found)


def read_conserves(brut: Brut) -> dict[str, Any]:
    """« oui » is a boolean in the official XML examples, a number may be a text: written again as the schema asks."""
    found: dict[str, Any] = {nom: valeurs.read_texte(brut.get(nom)) for nom in TEXTES}
    found |= {nom: valeurs.read_booleen(brut.get(nom)) for nom in BOOLEENS}
    found |= {nom: valeurs.read_montant(brut.get(nom)) for nom in NOMBRES}
    found |= {nom: valeurs.read_liste(brut.get(nom), cle=cle) for nom, cle in LISTES.items()}
    return {nom: value for nom, value in found.items() if value not in ("", None, [])}


def read_notice(brut: Brut, *, is_concession: bool = False) -> Notice:
    """One element. Raises `NoticeIllisible` when it cannot be a contract."""
    doutes: list[str] = []
    partie = brut.get("autoriteConcedante" if is_concession else "acheteur")
    acheteur = valeurs.read_texte(partie.get("id") if isinstance(partie, Mapping) else partie)
    numero = valeurs.read_texte(brut.get("id"))
    if not acheteur:
        raise NoticeIllisible("l’acheteur n’a pas d’identifiant")
    if not numero:
        raise NoticeIllisible("le marché n’a pas de numéro")
    if len(numero) > LONGUEUR_NUMERO:
        raise NoticeIllisible(f"le numéro « {numero} » dépasse {LONGUEUR_NUMERO} caractères")
    if refus := check_siret(acheteur):
        doutes.append(f"Acheteur {acheteur} : {refus}")
    jour = "dateDebutExecution" if is_concession else "dateNotification"
    notifiee_le = valeurs.read_date(brut.get(jour))
    if notifiee_le is None:
        doutes.append(f"Date « {valeurs.read_texte(brut.get(jour))} » : attendue sous la forme AAAA-MM-JJ.")
    lieu = brut.get("lieuExecution")
    lieu = lieu if isinstance(lieu, Mapping) else {}
    qui = "concessionnaire" if is_concession else "titulaire"
    return Notice(
        acheteur=acheteur,
        acheteur_nom=valeurs.read_texte(partie.get("nom")) if isinstance(partie, Mapping) else "",
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
        titulaires=read_titulaires(brut.get(f"{qui}s"), doutes, cle=qui),
        modifications=read_modifications(brut.get("modifications"), doutes, cle_titulaire=qui),
        sous_traitances=read_sous_traitances(brut.get("actesSousTraitance"), doutes),
        modifications_actes=read_sous_traitances(
            brut.get("modificationsActesSousTraitance"), doutes, cle="modificationActeSousTraitance"
        ),
        conserves=read_conserves(brut),
        avertissements=tuple(dict.fromkeys(doutes)),
    )
