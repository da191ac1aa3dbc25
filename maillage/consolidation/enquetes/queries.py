"""The answers: one's own, those of the year before, what is known already; and for the network, all those handed over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.reseau.models import Dispositif, Effectif, GestionFse
from maillage.reseau.models.moyens import en_cours
from maillage.reseau.nomenclatures import Employeur, FonctionEquipe
from maillage.socle.contexte import open_service

EQUIPE = "L’équipe déclarée sur la fiche de votre dispositif."
FICHE = "Le mode déclaré sur la fiche de votre dispositif."


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a question is filled with before anybody answers, and where it comes from."""

    valeur: Decimal | str
    source: str


def find_reponse(campagne: Campagne, dispositif: Dispositif) -> Reponse | None:
    return Reponse.objects.filter(campagne=campagne, dispositif=dispositif).first()


def list_propositions(campagne: Campagne, dispositif: Dispositif) -> dict[str, Proposition]:
    """The team as its fiche declares it on the last day of the year; then the answers of the year before."""
    found: dict[str, Proposition] = {}
    avant = Reponse.objects.filter(
        dispositif=dispositif, campagne__millesime=campagne.millesime - 1, campagne__consolide=campagne.consolide
    ).first()
    if avant is not None:
        source = f"Votre réponse de {campagne.millesime - 1}."
        found |= {code: Proposition(valeur, source) for code, valeur in (avant.read() | avant.read_choix()).items()}
    on = date(campagne.millesime, 12, 31)
    return found | _read_equipe(dispositif, on=on) | _read_portage(dispositif, on=on)


def _read_portage(dispositif: Dispositif, *, on: date) -> dict[str, Proposition]:
    mode = GestionFse.objects.filter(en_cours(on=on), dispositif=dispositif).values_list("mode", flat=True).first()
    return {"portage": Proposition(mode, FICHE)} if mode else {}


def _read_equipe(dispositif: Dispositif, *, on: date) -> dict[str, Proposition]:
    rows = [row for row in Effectif.objects.filter(dispositif=dispositif, du__lte=on) if row.au is None or row.au >= on]
    if not rows:
        return {}
    internes = [row for row in rows if row.employeur == Employeur.INTERNE]
    internes = [row for row in internes if row.fonction == FonctionEquipe.ENSEMBLE] or internes
    referents = [row for row in rows if row.fonction == FonctionEquipe.REFERENCE]
    groups = {
        "interne": internes, "referents_internes": [r for r in referents if r.employeur == Employeur.INTERNE],
        "referents_externes": [r for r in referents if r.employeur != Employeur.INTERNE],
    }  # fmt: skip
    found: dict[str, Proposition] = {}
    for code, kept in groups.items():
        if not kept:
            continue
        found[code] = Proposition(Decimal(sum(row.personnes for row in kept)), EQUIPE)
        found[f"{code}_etp"] = Proposition(sum((row.etp for row in kept), Decimal()), EQUIPE)
    return found


def read_transmises(campagne: Campagne) -> list[ReponseLue]:
    """What is still a draft is nobody's answer yet."""
    with open_service("résultats de l’enquête annuelle"):
        rows = Reponse.objects.filter(campagne=campagne, transmise_le__isnull=False).select_related("dispositif")
        return [
            ReponseLue(str(row.dispositif.uuid), row.dispositif.region_id or "", row.read(), row.read_choix())
            for row in rows.order_by("dispositif__uuid")
        ]
