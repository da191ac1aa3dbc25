"""One thing announced, whatever its source: what the queue keeps of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.echanges.boamp.rules import Avis, Signal
from maillage.echanges.decp.rules.ecriture import write_notice
from maillage.echanges.decp.rules.notices import Notice
from maillage.echanges.reperage.nomenclatures import Source
from maillage.echanges.reperage.rules.indices import weigh_notice, weigh_programme
from maillage.echanges.reperage.rules.lieux import Lieu
from maillage.echanges.reperage.rules.programmation import find_uid

MULTI = "Le lieu est une région entière, ou le pays : plusieurs territoires sont sans doute concernés."
SANS_LIEU = "Le lieu d’exécution ne se lit pas : vérifiez qu’il vous concerne."
CENTIME = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Signalement:
    """`contenu`: what the source says, as it can be read again. `jour`: notified, published or foreseen."""

    source: Source
    uid: str
    acheteur: str
    siret: str
    numero: str
    objet: str
    contenu: Mapping[str, Any]
    signal: Signal
    montant: Decimal | None = None
    duree_mois: int | None = None
    cpv: str = ""
    jour: date | None = None
    limite_le: date | None = None
    departements: tuple[str, ...] = ()
    is_multi: bool = False
    doutes: tuple[str, ...] = field(default=())


def signal_notice(notice: Notice, lieu: Lieu) -> Signalement:
    """With the values of today: the former ones stay in what the source says."""
    now = notice.courante
    doutes = [*now.avertissements]
    if lieu.is_multi:
        doutes.append(MULTI)
    elif not lieu.departements:
        doutes.append(SANS_LIEU)
    return Signalement(
        Source.DECP, now.uid, now.acheteur_nom, now.acheteur, now.numero, now.objet, write_notice(notice),
        weigh_notice(now), montant=_round(now.montant), duree_mois=now.duree_mois, cpv=now.cpv, jour=now.notifiee_le,
        departements=tuple(sorted(lieu.departements)), is_multi=lieu.is_multi, doutes=tuple(doutes),
    )  # fmt: skip


def signal_avis(avis: Avis, signal: Signal, uid: str) -> Signalement:
    """Without its whole text: a facilitateur reads it at its address."""
    contenu = {nom: value for nom, value in asdict(avis).items() if nom != "texte" and value}
    for nom in ("parution", "limite"):
        if nom in contenu:
            contenu[nom] = contenu[nom].isoformat()
    doutes = (f"Cet avis en rectifie un autre ({avis.etat}).",) if avis.idweb != uid else ()
    return Signalement(
        Source.BOAMP, uid, avis.acheteur, "", avis.dossier, avis.objet, contenu, signal,
        cpv=next((code for code in avis.cpv if code.isdigit()), ""), jour=avis.parution, limite_le=avis.limite,
        departements=avis.departements, is_multi=len(avis.departements) > 1, doutes=doutes,
    )  # fmt: skip


def signal_programme(valeurs: Mapping[str, Any]) -> Signalement:
    """`valeurs`: one line of the model, read."""
    signal = weigh_programme(valeurs["objet"], valeurs.get("cpv", ""), valeurs.get("precisions", ""))
    contenu = {
        nom: value.isoformat() if isinstance(value, date) else str(value) for nom, value in sorted(valeurs.items())
    }
    departement = valeurs.get("departement", "")
    return Signalement(
        Source.PROGRAMMATION, find_uid(valeurs), valeurs["acheteur"], valeurs.get("siret", ""), "", valeurs["objet"],
        contenu, signal, montant=valeurs.get("montant"), cpv=valeurs.get("cpv", ""), jour=valeurs["date"],
        departements=(departement,) if departement else (),
    )  # fmt: skip


def _round(montant: Decimal | None) -> Decimal | None:
    return None if montant is None else montant.quantize(CENTIME)
