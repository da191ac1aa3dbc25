"""Étapes and contacts of parcours already taken over, by the hundred."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate, make_aware

from maillage.echanges.reprise.actions.controle_suites import find_parcours, read_operateurs
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.models import Depot, Origine
from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules.etapes import find_etat
from maillage.parcours.models import Entretien, Parcours, Positionnement
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import fold

ETAPE = ("type", "intitule", "financement", "debut", "fin", "heures_realisees", "resultat")
CONTACT = ("type", "duree", "lieu")


def write(*, by: Acteur, depot: Depot, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    parcours = find_parcours(depot.dispositif_id, [v["parcours"] for _, v in rows])
    if any(v["parcours"] not in parcours for _, v in rows):
        raise RepriseRefusee(
            "Depuis le contrôle, un parcours a disparu. Rien n’a été importé ; contrôlez le fichier de nouveau."
        )
    couples = [(parcours[v["parcours"]], v) for _, v in rows]
    if depot.nature == Nature.ETAPES:
        operateurs = read_operateurs()
        made: list[Any] = Positionnement.objects.bulk_create(_build_etape(p, v, operateurs) for p, v in couples)
    else:
        made = Entretien.objects.bulk_create(_build_contact(by, p, v) for p, v in couples)
        refresh_contacts({p.pk for p, _ in couples})
    champ = "etape" if depot.nature == Nature.ETAPES else "contact"
    Origine.objects.bulk_create(
        Origine(
            dispositif_id=depot.dispositif_id, nature=depot.nature, identifiant=identifiant, depot=depot,
            is_cree=True, **{champ: row},
        )
        for row, (identifiant, _) in zip(made, rows, strict=True)
    )  # fmt: skip


def _build_etape(p: Parcours, v: Mapping[str, Any], operateurs: Mapping[str, int]) -> Positionnement:
    return Positionnement(
        dispositif_id=p.dispositif_id, parcours=p, etat=find_etat(v), propose_le=v["debut"],
        operateur_id=operateurs.get(fold(v.get("operateur", ""))), avant_entree=v.get("avant_entree") == "oui",
        **{name: v[name] for name in ETAPE if name in v},
    )  # fmt: skip


def _build_contact(by: Acteur, p: Parcours, v: Mapping[str, Any]) -> Entretien:
    return Entretien(
        dispositif_id=p.dispositif_id, parcours=p, referent_id=p.referent_id, debut=make_aware(v["debut"]),
        presence=v.get("presence", Presence.VENU), auteur=by.compte, **{name: v[name] for name in CONTACT if name in v},
    )  # fmt: skip


def refresh_contacts(keys: Iterable[int]) -> None:
    """What the lists read of the contacts. Not a change of the file: its version stays."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        held = Entretien.objects.filter(parcours__in=part, presence=Presence.VENU).values("parcours")
        last = {row["parcours"]: localdate(row["last"]) for row in held.annotate(last=Max("debut"))}
        rows = list(Parcours.objects.filter(pk__in=part).only("pk"))
        for row in rows:
            row.dernier_contact = last.get(row.pk)
        Parcours.objects.bulk_update(rows, ["dernier_contact"], batch_size=100)
