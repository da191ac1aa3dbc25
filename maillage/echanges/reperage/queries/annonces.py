"""The queue, one annonce, and what it may speak of among what is followed here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from maillage.clause.models import DonneurOrdre, Entreprise, Lot
from maillage.clause.nomenclatures.marches import TypeAchat
from maillage.echanges.decp.rules.notices import Notice, Titulaire, find_type_achat, read_notice
from maillage.echanges.reperage.models import Annonce, Fichier, Releve
from maillage.echanges.reperage.nomenclatures import SUIVIES, EtatAnnonce, Source
from maillage.echanges.reperage.parametres import PROCHE_JOURS, PROCHE_OBJET
from maillage.echanges.reperage.rules.lieux import find_codes
from maillage.echanges.reperage.rules.rapprochements import Cote, Ressemblance, compare
from maillage.reseau.rules.identifiants import check_siret
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months
from maillage.socle.typographie import fold
from maillage.territoire.models import CodePostal, Commune
from maillage.territoire.queries import find_commune

CANDIDATS_MAX = 5
ANNEE_MAX, MOIS_MAX = 2200, 1200


def select_annonces(acteur: Acteur) -> QuerySet[Any]:
    rows = Annonce.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)
    return rows.select_related("lot__marche__acheteur")


def get_annonce(acteur: Acteur, uuid: UUID) -> Annonce:
    """Raises DoesNotExist."""
    found: Annonce = select_annonces(acteur).get(uuid=uuid)
    return found


def list_choisies(acteur: Acteur, numeros: Iterable[str]) -> list[Annonce]:
    """Those of the queue among these public numbers; what is no number is passed over."""
    uuids = [uuid for numero in numeros if (uuid := _read_uuid(numero))]
    rows = select_annonces(acteur).filter(uuid__in=uuids, etat=EtatAnnonce.A_QUALIFIER)
    return list(rows.order_by("-points", "pk"))


def _read_uuid(numero: str) -> UUID | None:
    try:
        return UUID(numero)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class EnAttente:
    a_qualifier: int
    changees: int


def count_en_attente(acteur: Acteur) -> EnAttente:
    """In one query."""
    found = select_annonces(acteur).aggregate(
        a_qualifier=Count("pk", filter=Q(etat=EtatAnnonce.A_QUALIFIER)), changees=Count("pk", filter=filter_changees())
    )
    return EnAttente(found["a_qualifier"], found["changees"])


def filter_changees() -> Q:
    """Followed, and a later file says something else of it that nobody has seen."""
    return Q(etat__in=sorted(SUIVIES)) & ~Q(changements=[])


def select_fichiers(acteur: Acteur) -> QuerySet[Fichier]:
    return Fichier.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)


def select_releves(fichier: Fichier) -> QuerySet[Releve]:
    return Releve.objects.filter(fichier=fichier)


def iter_officielles(fichier: Fichier) -> Iterable[dict[str, Any]]:
    """What this file brought or changed, as its source says it today."""
    uids = Releve.objects.filter(fichier=fichier).exclude(uid="").values("uid")
    rows = Annonce.objects.filter(dispositif=fichier.dispositif_id, source=Source.DECP, uid__in=uids).order_by("uid")
    return rows.values_list("contenu", flat=True).iterator(chunk_size=500)


def read_source(annonce: Annonce) -> Notice | None:
    """The contract that a DECP annonce tells; None for the other sources."""
    if annonce.source != Source.DECP:
        return None
    return read_notice(annonce.contenu, is_concession="autoriteConcedante" in annonce.contenu)


@dataclass(frozen=True, slots=True)
class Candidat:
    lot: Lot
    ressemblance: Ressemblance


def list_candidats(annonce: Annonce, *, on: date) -> list[Candidat]:
    """The lots followed here that it may speak of, the likeliest first."""
    jours, part = PROCHE_JOURS.get(on=on).valeur, PROCHE_OBJET.get(on=on).valeur
    mine = build_cote(annonce)
    rows = Lot.objects.filter(dispositif=annonce.dispositif_id).select_related("marche__acheteur").order_by("pk")
    found = []
    for lot in rows:
        marche = lot.marche
        objet = f"{marche.objet} {lot.intitule}"
        cote = Cote(marche.acheteur.nom, marche.acheteur.siret, marche.numero, objet, marche.debut or marche.engage_le)
        if ressemblance := compare(mine, cote, jours_max=jours, part_min=part):
            found.append(Candidat(lot, ressemblance))
    return sorted(found, key=lambda c: -c.ressemblance.points)[:CANDIDATS_MAX]


def list_soeurs(annonce: Annonce, *, on: date) -> list[tuple[Annonce, Ressemblance]]:
    """Annonces of another source that may speak of the same contract."""
    jours, part = PROCHE_JOURS.get(on=on).valeur, PROCHE_OBJET.get(on=on).valeur
    mine = build_cote(annonce)
    rows = Annonce.objects.filter(dispositif=annonce.dispositif_id).exclude(source=annonce.source)
    found = [
        (other, ressemblance)
        for other in rows.defer("contenu").order_by("pk")
        if (ressemblance := compare(mine, build_cote(other), jours_max=jours, part_min=part))
    ]
    return sorted(found, key=lambda pair: -pair[1].points)[:CANDIDATS_MAX]


def build_cote(annonce: Annonce) -> Cote:
    return Cote(annonce.acheteur, annonce.siret, annonce.numero, annonce.objet, annonce.jour)


def find_donneur(annonce: Annonce) -> DonneurOrdre | None:
    """By its SIRET, else by its name."""
    rows = DonneurOrdre.objects.filter(dispositif=annonce.dispositif_id)
    if annonce.siret and (found := rows.filter(siret=annonce.siret).first()):
        return found
    nom = fold(annonce.acheteur)
    return next((row for row in rows.order_by("pk") if nom and fold(row.nom) == nom), None)


def find_siret(annonce: Annonce) -> str:
    """That of the buyer, when it may be recorded as such."""
    return annonce.siret if annonce.siret and not check_siret(annonce.siret) else ""


def find_commune_lieu(annonce: Annonce) -> Commune | None:
    """Where a DECP contract is carried out, when its file names one commune and no other."""
    notice = read_source(annonce)
    if notice is None:
        return None
    insee, postal = find_codes(notice.courante.lieu, notice.courante.type_lieu)
    if postal:
        postaux = list(CodePostal.objects.filter(code=postal).values_list("commune", flat=True)[:2])
        insee = postaux[0] if len(postaux) == 1 else ""
    return find_commune(insee) if insee else None


@dataclass(frozen=True, slots=True)
class Attributaire:
    """A company as published, and the one known here by this SIRET. `nom`: known, published, or to be typed."""

    titulaire: Titulaire
    entreprise: Entreprise | None

    @property
    def nom(self) -> str:
        if self.entreprise:
            return self.entreprise.nom
        return self.titulaire.nom or f"SIRET {self.titulaire.identifiant or 'inconnu'}"


def list_attributaires(annonce: Annonce) -> tuple[list[Attributaire], list[Attributaire]]:
    """The titulaires of today, then the sous-traitants."""
    notice = read_source(annonce)
    if notice is None:
        return [], []
    titulaires = notice.courante.titulaires
    sous = tuple({a.sous_traitant.identifiant: a.sous_traitant for a in notice.sous_traitances}.values())
    sirets = [t.siret for t in (*titulaires, *sous) if t.siret]
    rows = Entreprise.objects.filter(dispositif=annonce.dispositif_id).filter(Q(siret__in=sirets) | Q(siret=""))
    connues = {row.siret or fold(row.nom): row for row in rows.order_by("pk")}
    return _dress(titulaires, connues), _dress(sous, connues)


def _dress(titulaires: Sequence[Titulaire], connues: dict[str, Entreprise]) -> list[Attributaire]:
    """Known by its SIRET; or by its name, when no SIRET says that it is another one."""
    return [Attributaire(t, connues.get(t.siret or "?") or connues.get(fold(t.nom) or "?")) for t in titulaires]


def find_achat(annonce: Annonce) -> TypeAchat | None:
    if said := annonce.contenu.get("achat"):
        return TypeAchat(said)
    found = find_type_achat(annonce.cpv)
    return TypeAchat(found.value) if found else None


def find_fin(annonce: Annonce) -> date | None:
    """Computed: notified on a day, for so many months."""
    if annonce.source != Source.DECP or annonce.jour is None or not annonce.duree_mois:
        return None
    if annonce.jour.year > ANNEE_MAX or annonce.duree_mois > MOIS_MAX:  # published, all the same
        return None
    return add_months(annonce.jour, annonce.duree_mois)
