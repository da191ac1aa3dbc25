"""What a structure, or the network head, writes on a fiche of the directory."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from maillage.reseau import rules
from maillage.reseau.actions.index import write_cle
from maillage.reseau.models import Dispositif
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.territoire.queries import find_commune


class FicheRefusee(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_fiche(
    *,
    by: Acteur,
    dispositif: Dispositif,
    nom: str,
    sigle: str,
    presentation: str,
    adresse: str,
    code_postal: str,
    code_commune: str,
    telephone: str,
    courriel: str,
    site: str,
    today: date,
) -> Dispositif:
    """Writes the fiche; what changes is marked as corrected, and no later load of the directory writes over it."""
    permissions.check(by, Droit.MODIFIER_FICHE, dispositif)
    dispositif = lock(dispositif)
    site = rules.clean_site(site)
    if telephone and (refus := rules.check_telephone(telephone)):
        raise FicheRefusee(refus, champ="telephone")
    if site and (refus := rules.check_site(site)):
        raise FicheRefusee(refus, champ="site")
    wanted: dict[str, object] = {
        "nom": nom, "sigle": sigle, "presentation": presentation, "adresse": adresse, "code_postal": code_postal,
        "telephone": telephone, "courriel": courriel, "site": site, **_repere(dispositif, code_commune),
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(dispositif, name) != value]
    if not changed:
        return dispositif
    _apply(dispositif, {name: wanted[name] for name in changed}, today=today)
    write_cle(dispositif)
    journal.write(by=by, event="reseau.fiche", target=dispositif, champs=sorted(changed))
    return dispositif


@transaction.atomic
def confirm_verification(*, by: Acteur, dispositif: Dispositif, today: date) -> Dispositif:
    """« We have read our fiche again, it is right » : good for a year. Confirming twice the same day is one deed."""
    permissions.check(by, Droit.MODIFIER_FICHE, dispositif)
    dispositif = lock(dispositif)
    if dispositif.verifie_le == today:
        return dispositif
    before = dispositif.verifie_le
    dispositif.verifie_le = today
    dispositif.save(update_fields=["verifie_le"])
    journal.write(
        by=by,
        event="reseau.verification",
        target=dispositif,
        avant=before.isoformat() if before else None,
        apres=today.isoformat(),
    )
    return dispositif


def lock(dispositif: Dispositif) -> Dispositif:
    return Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)


def mark_corrige(dispositif: Dispositif, *champs: str, today: date) -> None:
    """Kept from the next load of the directory."""
    dispositif.champs_corriges = sorted({*dispositif.champs_corriges, *champs})
    dispositif.modifie_le = today
    dispositif.save(update_fields=["champs_corriges", "modifie_le"])


def _apply(dispositif: Dispositif, changes: Mapping[str, object], *, today: date) -> None:
    for name, value in changes.items():
        setattr(dispositif, name, value)
    dispositif.save(update_fields=list(changes))
    # The region follows the commune: correcting one keeps the load away from the other.
    mark_corrige(dispositif, *(name.removesuffix("_id") for name in changes), today=today)


def _repere(dispositif: Dispositif, code_commune: str) -> dict[str, object]:
    """The commune de repère, no longer deduced once the structure has said it."""
    if code_commune == dispositif.code_commune:
        return {"is_repere_deduit": False, "is_departement_deduit": False} if code_commune else {}
    if not code_commune:
        return {}
    commune = find_commune(code_commune)
    if commune is None:
        raise FicheRefusee(
            f"Aucune commune n’a le code INSEE « {code_commune} » : choisissez-la dans la liste.", champ="code_commune"
        )
    return {
        "code_commune": commune.code,
        "commune": commune.nom,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
        "departement_id": commune.departement_id,
        "region_id": commune.departement.region_id,
        "is_repere_deduit": False,
        "is_departement_deduit": False,
    }
