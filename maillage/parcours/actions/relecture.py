"""The same guardrails behind every door (R-53): nothing forbidden is kept, and what is kept in spite of them has its reason."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.models import Orientation, ReleveAlertes
from maillage.parcours.rules import gardefous, relecture
from maillage.parcours.rules.relecture import Suite


def review(textes: Mapping[str, str], motif: str) -> list[str]:
    """The families that were pointed at, kept with `motif`. The keys are the fields."""
    found: set[str] = set()
    for champ, texte in (*textes.items(), ("motif_alerte", motif)):
        if refus := gardefous.check_blocages(texte):
            raise ParcoursRefuse(refus, champ=champ)
    for champ, texte in textes.items():
        familles = gardefous.analyse(texte, load_lexiques()).familles
        if familles and not motif.strip():
            raise ParcoursRefuse("Retirez ce que la relecture signale, ou dites pourquoi vous le gardez.", champ=champ)
        found |= set(familles)
    return sorted(found)


def review_fiche(orientation: Orientation) -> None:
    """What is typed of the person who is oriented, before it is saved."""
    textes = {"attentes": orientation.attentes, "argument": orientation.argument}
    orientation.alertes = review(textes, orientation.motif_alerte)
    if not orientation.alertes:
        orientation.motif_alerte = ""


def review_reponse(orientation: Orientation, textes: Mapping[str, str], motif: str) -> None:
    """What is decided and sent to whoever oriented: its alerts join those of the fiche, on the row that holds both."""
    if found := review(textes, motif):
        orientation.alertes = sorted({*orientation.alertes, *found})
        orientation.motif_alerte = " ; ".join(part for part in (orientation.motif_alerte, motif.strip()) if part)


COLONNES = {Suite.MONTREE: "montrees", Suite.CONFIRMEE: "confirmees", Suite.RETIREE: "retirees"}


@transaction.atomic
def count_alertes(
    *, dispositif: int, mois: date, avant: Mapping[str, Suite], trouvees: Collection[str], is_motive: bool
) -> dict[str, Suite]:
    """R-53: what was shown and what came of it, by rule and by month. No event: the journal would name the author."""
    apres, change = relecture.follow(avant, trouvees, is_motive=is_motive)
    for (famille, suite), nombre in sorted(change.items()):
        row, _ = ReleveAlertes.objects.get_or_create(
            dispositif_id=dispositif, mois=mois, famille=famille, lexique=load_lexiques().version
        )
        column = COLONNES[suite]
        ReleveAlertes.objects.filter(pk=row.pk).update(**{column: F(column) + nombre})
    return apres
