"""The bilans of Valombre, frozen as a facilitatrice freezes them: of a lot, of a donneur d'ordre who reads them, of the service."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Max, Min
from django.utils import timezone

from maillage.clause.actions.bilans import comment_bilan, freeze_bilan, record_transmission
from maillage.clause.models import ContactDonneur, LigneHeures
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.periodes import Periode, make_periode
from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

COMMENTAIRE = (
    "Le gros œuvre a pris trois semaines de retard pour cause d’intempéries ; les embauches prévues en avril se sont faites "
    "en mai. L’entreprise a gardé l’équipe au complet depuis."
)
Demande = tuple[Perimetre, str, TypeBilan, Periode]


def fill_bilans(dispositif: Dispositif, *, today: date) -> int:
    """After the hours; how many were frozen, none when no hour is validated or nobody works there."""
    lignes = LigneHeures.objects.filter(lot__dispositif=dispositif, statut=StatutLigne.VALIDEE)
    bornes = lignes.aggregate(du=Min("mois"), au=Max("mois"))
    habilitation = Habilitation.objects.filter(dispositif=dispositif, role=Role.FACILITATEUR).first()
    if bornes["du"] is None or habilitation is None:
        return 0
    by = Acteur(
        compte=habilitation.compte_id, role=Role.FACILITATEUR, habilitation=habilitation.pk, dispositif=dispositif.pk,
        type=dispositif.type, dispositifs=frozenset({dispositif.pk}), requete="demonstration",
    )  # fmt: skip
    now = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    made = []
    for perimetre, cible, type, periode in _list_demandes(dispositif, bornes["du"], bornes["au"]):
        portee = find_portee(by, perimetre, cible)
        assert portee is not None  # it has validated hours
        made.append(freeze_bilan(by=by, portee=portee, type=type, periode=periode, now=now))
        if perimetre is Perimetre.MARCHE:  # its reader finds it on its page
            record_transmission(by=by, bilan=made[-1], le=today, today=today)
    comment_bilan(by=by, bilan=made[0], values={"commentaire": COMMENTAIRE})
    return len(made)


def _list_demandes(dispositif: Dispositif, du: date, au: date) -> Iterator[Demande]:
    """The oldest lot since its beginning; of whoever has a link, the market of most people, half after half; the whole service."""
    lignes = LigneHeures.objects.filter(lot__dispositif=dispositif, statut=StatutLigne.VALIDEE)
    premier = lignes.order_by("lot__marche__debut", "pk").values_list("lot__uuid", flat=True)[0]
    tout = make_periode(du, au)
    yield Perimetre.LOT, str(premier), TypeBilan.INTERMEDIAIRE, tout
    referent = ContactDonneur.objects.filter(dispositif=dispositif, is_referent=True).order_by("pk").first()
    siennes = lignes.filter(lot__marche__acheteur=referent.donneur_id if referent else None)
    marche = siennes.values("lot__marche__uuid").annotate(
        combien=Count("mise_emploi__personne", distinct=True), du=Min("mois"), au=Max("mois")
    ).order_by("-combien").first()  # fmt: skip
    if marche is not None:
        mois = make_periode(marche["du"], marche["au"]).mois
        milieu = len(mois) // 2
        for part in (mois[:milieu], mois[milieu : 2 * milieu]):
            yield (
                Perimetre.MARCHE,
                str(marche["lot__marche__uuid"]),
                TypeBilan.INTERMEDIAIRE,
                make_periode(part[0], part[-1]),
            )
    yield Perimetre.STRUCTURE, "", TypeBilan.INTERMEDIAIRE, tout
