"""Three bilans of Valombre, frozen as a facilitatrice freezes them: of a lot, of a donneur d'ordre, of the whole service."""

from datetime import date, datetime

from django.db.models import Max, Min
from django.utils import timezone

from maillage.clause.actions.bilans import comment_bilan, freeze_bilan, record_transmission
from maillage.clause.models import LigneHeures
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.periodes import make_periode
from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

COMMENTAIRE = (
    "Le gros œuvre a pris trois semaines de retard pour cause d’intempéries ; les embauches prévues en avril se sont faites "
    "en mai. L’entreprise a gardé l’équipe au complet depuis."
)


def fill_bilans(dispositif: Dispositif, *, today: date) -> int:
    """After the hours; how many were frozen, none when no hour is validated or nobody works there."""
    lignes = LigneHeures.objects.filter(lot__dispositif=dispositif, statut=StatutLigne.VALIDEE)
    bornes = lignes.aggregate(du=Min("mois"), au=Max("mois"))
    habilitation = Habilitation.objects.filter(dispositif=dispositif, role=Role.FACILITATEUR).first()
    busiest = (
        lignes.values("lot__uuid", "lot__marche__acheteur__uuid")
        .annotate(mois=Max("mois"))
        .order_by("lot__marche__debut")
    )
    if bornes["du"] is None or habilitation is None:
        return 0
    by = Acteur(
        compte=habilitation.compte_id, role=Role.FACILITATEUR, habilitation=habilitation.pk, dispositif=dispositif.pk,
        type=dispositif.type, dispositifs=frozenset({dispositif.pk}), requete="demonstration",
    )  # fmt: skip
    periode = make_periode(bornes["du"], bornes["au"])
    now = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    premier = busiest[0]
    cibles = (
        (Perimetre.LOT, str(premier["lot__uuid"])), (Perimetre.ACHETEUR, str(premier["lot__marche__acheteur__uuid"])),
        (Perimetre.STRUCTURE, ""),
    )  # fmt: skip
    made = []
    for perimetre, cible in cibles:
        portee = find_portee(by, perimetre, cible)
        assert portee is not None  # it has validated hours
        made.append(freeze_bilan(by=by, portee=portee, type=TypeBilan.INTERMEDIAIRE, periode=periode, now=now))
    comment_bilan(by=by, bilan=made[0], values={"commentaire": COMMENTAIRE})
    record_transmission(by=by, bilan=made[1], le=today, today=today)
    return len(made)
