"""The campaigns of the demonstration, of the PLIE and of the clause: a year that is over, and the last one, some of it deposited."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import make_aware

from maillage.consolidation.depots.actions.depots import explain, receive_document
from maillage.consolidation.depots.comptage import count_depot
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, Origine
from maillage.demonstration.cles import make_cle
from maillage.demonstration.depots_voisins import deposit_voisins
from maillage.demonstration.depots_voisins_plie import deposit_plies
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur

FINIE, EN_COURS = 2, 1  # years before today's
PLIE = ("plie-valombre", "plie-arsonne")
SERVICES = ("clause-valombre", "clause-arsonne", "clause-sorelle")
TIENNENT = {
    (Consolide.PLIE, FINIE): PLIE, (Consolide.PLIE, EN_COURS): ("plie-arsonne",),
    (Consolide.CLAUSE, FINIE): SERVICES, (Consolide.CLAUSE, EN_COURS): (),
}  # fmt: skip
VOISINAGES = {Consolide.PLIE: deposit_plies, Consolide.CLAUSE: deposit_voisins}
CONSIGNES = {
    Consolide.PLIE: "Vérifiez d’abord les niveaux de formation non renseignés.",
    Consolide.CLAUSE: "Validez d’abord les heures de décembre.",
}
EXPLICATION = "Deux référents sont partis dans l’année, et les entrées ont été reportées (fictif)."


def fill_depots(*, graine: int, today: date) -> int:
    """How many deposits; a campaign that is there already is left as it is."""
    faits = 0
    for (consolide, recul), cles in TIENNENT.items():
        annee = today.year - recul
        ouverte_le, close_le = _make_calendrier(recul, annee, today)
        campagne, is_new = Campagne.objects.get_or_create(
            consolide=consolide, millesime=annee, is_fictive=True,
            defaults={
                "uuid": make_cle(graine, *_name(consolide, annee)), "ouverte_le": ouverte_le, "close_le": close_le,
                "consigne": CONSIGNES[consolide],
            },
        )  # fmt: skip
        if is_new:
            faits += sum(_deposit(campagne, make_cle(graine, "dispositif", cle), ouverte_le) for cle in cles)
            if recul == FINIE:
                faits += VOISINAGES[consolide](campagne, graine=graine, le=ouverte_le)
    return faits


def _name(consolide: Consolide, annee: int) -> tuple[str, ...]:
    """The campaigns of the PLIE were there first: their numbers stay."""
    return ("campagne", str(annee)) if consolide is Consolide.PLIE else ("campagne", consolide.value, str(annee))


def _make_calendrier(recul: int, annee: int, today: date) -> tuple[date, date]:
    """The one under way is open whatever the day the demonstration is made."""
    if recul == EN_COURS:
        return max(today - timedelta(days=20), date(annee + 1, 1, 1)), today + timedelta(days=25)
    return date(annee + 1, 2, 1), date(annee + 1, 3, 31)


def _deposit(campagne: Campagne, cle: UUID, le: date) -> bool:
    dispositif = Dispositif.objects.get(uuid=cle)
    by = Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}), requete="demonstration")
    contenu, _ = count_depot(campagne, dispositif)
    recu = receive_document(
        by=by, campagne=campagne, dispositif=dispositif, contenu=contenu, origine=Origine.INSTALLATION,
        now=make_aware(datetime.combine(le, time(10, 30))), today=le,
    )  # fmt: skip
    _explain(by, recu.depot)
    return recu.is_nouveau


def _explain(by: Acteur, depot: Depot) -> None:
    explain(by=by, depot=depot, explications={saut["cle"]: EXPLICATION for saut in depot.sauts})
