"""The bilans of Valombre, frozen as a facilitatrice freezes them: those of the years that are over, then those under way."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.utils import timezone

from maillage.clause.actions.bilans import comment_bilan, freeze_bilan, record_transmission
from maillage.clause.models import Bilan, ContactDonneur, LigneHeures, Lot
from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.perimetres import find_portee
from maillage.clause.rules.bilans.periodes import Periode, make_annee, make_periode
from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

COMMENTAIRE = (
    "Le gros œuvre a pris trois semaines de retard pour cause d’intempéries ; les embauches prévues en avril se sont faites "
    "en mai. L’entreprise a gardé l’équipe au complet depuis."
)
ANNEES, DONNEURS, FINIS = 2, 2, 3  # years over; buyers told of the last one; closed lots whose final bilan is kept
FREEZE, DELAI = (2, 16), timedelta(days=9)  # when a year is frozen; and handed over after


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
    return (
        _freeze_annees(by, lignes, today=today)
        + _freeze_finis(by, dispositif, today=today)
        + _freeze_lecteur(by, dispositif, lignes, today=today)
        + _freeze_en_cours(by, lignes, au=bornes["au"], today=today)
    )


def _freeze(
    by: Acteur,
    cible: tuple[Perimetre, str],
    type: TypeBilan,
    periode: Periode,
    *,
    le: date,
    transmis: date | None = None,
) -> Bilan:
    portee = find_portee(by, *cible)
    assert portee is not None  # it has validated hours
    now = timezone.make_aware(datetime.combine(le, datetime.min.time()))
    made = freeze_bilan(by=by, portee=portee, type=type, periode=periode, now=now)
    return made if transmis is None else record_transmission(by=by, bilan=made, le=transmis, today=transmis)


def _freeze_annees(by: Acteur, lignes: Any, *, today: date) -> int:
    """Of the whole service, each year that is over; of the buyers with most hours, the last one."""
    made = 0
    for annee in range(today.year - ANNEES, today.year):
        of_annee = lignes.filter(mois__year=annee)
        if not of_annee.exists():
            continue
        le = min(date(annee + 1, *FREEZE), today)
        cibles = [(Perimetre.STRUCTURE, "")]
        if annee == today.year - 1:
            largest = of_annee.values("lot__marche__acheteur__uuid").annotate(total=Sum("heures_reelles"))
            rows = largest.order_by("-total", "lot__marche__acheteur")[:DONNEURS]
            cibles += [(Perimetre.ACHETEUR, str(row["lot__marche__acheteur__uuid"])) for row in rows]
        for cible in cibles:
            _freeze(by, cible, TypeBilan.ANNUEL, make_annee(annee), le=le, transmis=min(le + DELAI, today))
            made += 1
    return made


def _freeze_finis(by: Acteur, dispositif: Dispositif, *, today: date) -> int:
    """The last lots closed, with hours: the day they were balanced, handed over the day they were closed."""
    clos = Lot.objects.filter(dispositif=dispositif, etat=EtatLot.CLOS, lignes__statut=StatutLigne.VALIDEE)
    rows = list(clos.annotate(clos_le=Max("passages__le")).select_related("marche").order_by("-clos_le", "pk")[:FINIS])
    for lot in rows:
        jours = dict(lot.passages.values_list("vers", "le"))
        assert lot.marche.debut is not None
        assert lot.marche.fin_prevue is not None
        _freeze(
            by, (Perimetre.LOT, str(lot.uuid)), TypeBilan.FINAL, make_periode(lot.marche.debut, lot.marche.fin_prevue),
            le=jours[EtatLot.SOLDE], transmis=jours[EtatLot.CLOS],
        )  # fmt: skip
    return len(rows)


def _freeze_lecteur(by: Acteur, dispositif: Dispositif, lignes: Any, *, today: date) -> int:
    """Of the buyer who has a link, the market of most people, half after half: two bilans to read one against the other."""
    referent = ContactDonneur.objects.filter(dispositif=dispositif, is_referent=True).order_by("pk").first()
    marche = lignes.filter(lot__marche__acheteur=referent.donneur_id if referent else None).values(
        "lot__marche__uuid"
    ).annotate(
        combien=Count("mise_emploi__personne", distinct=True), du=Min("mois"), au=Max("mois")
    ).order_by("-combien", "lot__marche").first()  # fmt: skip
    if marche is None:
        return 0
    mois = make_periode(marche["du"], marche["au"]).mois
    milieu = len(mois) // 2
    for part in (mois[:milieu], mois[milieu : 2 * milieu]):
        cible = (Perimetre.MARCHE, str(marche["lot__marche__uuid"]))
        periode = make_periode(part[0], part[-1])
        _freeze(by, cible, TypeBilan.INTERMEDIAIRE, periode, le=today, transmis=today)
    return 2


def _freeze_en_cours(by: Acteur, lignes: Any, *, au: date, today: date) -> int:
    """Of the gros œuvre under way that began first, of its buyer, of the service since the first of January."""
    gros_oeuvre = lignes.filter(lot__secteur="Gros œuvre")
    rows = gros_oeuvre.filter(lot__etat=EtatLot.EN_EXECUTION).values(
        "lot__uuid", "lot__marche__acheteur__uuid", "lot__marche__debut"
    )
    premier = rows.order_by("lot__marche__debut", "lot").first()
    if premier is None:
        return 0
    periode = make_periode(premier["lot__marche__debut"], au)
    lot = _freeze(by, (Perimetre.LOT, str(premier["lot__uuid"])), TypeBilan.INTERMEDIAIRE, periode, le=today)
    comment_bilan(by=by, bilan=lot, values={"commentaire": COMMENTAIRE})
    acheteur = (Perimetre.ACHETEUR, str(premier["lot__marche__acheteur__uuid"]))
    _freeze(by, acheteur, TypeBilan.INTERMEDIAIRE, periode, le=today, transmis=today)
    en_cours = make_periode(min(date(au.year, 1, 1), au), au)
    _freeze(by, (Perimetre.STRUCTURE, ""), TypeBilan.INTERMEDIAIRE, en_cours, le=today)
    return 3
