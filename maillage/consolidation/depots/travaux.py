"""What the worker does about the deposits, every night of a campaign: the regular ones, then the reminders."""

from datetime import time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes.models import Compte, Habilitation
from maillage.consolidation.depots.actions.depots import receive_document
from maillage.consolidation.depots.comptage import count_depot
from maillage.consolidation.depots.models import Campagne, DepotRegulier, Rappel
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.queries.campagnes import find_derniers, list_attendus, list_ouvertes
from maillage.consolidation.depots.rules.campagnes import find_rappel
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.refus import Refus
from maillage.socle.roles import Role
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

REGULIERS, RAPPELS, COURRIEL = "depots.reguliers", "depots.rappels", "depots.rappel_courriel"


@travail(REGULIERS, "Déposer les chiffres des dispositifs qui l’ont demandé")
def deposit(travail: Travail, curseur: Curseur) -> Curseur | None:
    """One dispositif and one campaign a step; what did not change is not deposited again."""
    todo = [tuple(pair) for pair in curseur["todo"]] if "todo" in curseur else _list_reguliers()
    faits, refus = curseur.get("faits", 0), curseur.get("refus", 0)
    if "todo" not in curseur:
        travail.total = len(todo)
    if todo:
        campagne, dispositif = todo[0]
        said = ""
        # Nothing to count, campaign closed meanwhile: told to the direction, and the others go on.
        try:
            faits += _deposit(campagne, dispositif)
        except Refus as raison:
            refus, said = refus + 1, str(raison)
            travail.resultat = {**(travail.resultat or {}), str(dispositif): said}
        _tell(campagne, dispositif, said)
        travail.progression += 1
        travail.phrase = f"{write_accord(faits, 'dépôt renouvelé', 'dépôts renouvelés')}, {write_accord(refus, 'refusé', 'refusés')}."
    return {"todo": todo[1:], "faits": faits, "refus": refus} if todo[1:] else None


def _list_reguliers() -> list[tuple[int, int]]:
    campagnes = list(list_ouvertes(on=localdate()))
    with open_service("dépôts réguliers"):
        veulent = list(DepotRegulier.objects.order_by("pk").values_list("dispositif_id", flat=True))
    return [
        (campagne.pk, pk) for campagne in campagnes
        for pk in list_attendus(campagne).filter(pk__in=veulent).order_by("pk").values_list("pk", flat=True)
    ]  # fmt: skip


def _deposit(campagne: int, dispositif: int) -> bool:
    found = Campagne.objects.get(pk=campagne)
    own = list_attendus(found).get(pk=dispositif)
    by = Acteur(dispositif=dispositif, dispositifs=frozenset({dispositif}))
    contenu, _ = count_depot(found, own)
    with open_contexte(by):
        return receive_document(
            by=by, campagne=found, dispositif=own, contenu=contenu, origine=Origine.REGULIER, now=timezone.now(), today=localdate()
        ).is_nouveau  # fmt: skip


def _tell(campagne: int, dispositif: int, said: str) -> None:
    """What the direction finds in « À faire »; nothing any more once it went through."""
    uuid = str(Campagne.objects.get(pk=campagne).uuid)
    with open_service("refus d’un dépôt régulier"):
        regulier = DepotRegulier.objects.filter(dispositif=dispositif).first()
        if regulier is not None and regulier.refus.get(uuid, "") != said:
            others = {one: why for one, why in regulier.refus.items() if one != uuid}
            regulier.refus = others | ({uuid: said} if said else {})
            regulier.save(update_fields=["refus"])


@travail(RAPPELS, "Rappeler une campagne de dépôts à qui n’a pas déposé")
def remind(travail: Travail, curseur: Curseur) -> Curseur | None:
    """One campaign a step: a reminder leaves once, whatever the number of nights."""
    todo = curseur["todo"] if "todo" in curseur else [str(one.uuid) for one in list_ouvertes(on=localdate())]
    if todo:
        sent = _remind(Campagne.objects.get(uuid=UUID(todo[0])))
        travail.phrase = f"{write_accord(sent, 'courriel', 'courriels')}."
    return {"todo": todo[1:]} if todo[1:] else None


def _remind(campagne: Campagne) -> int:
    """Each e-mail leaves by a job of its own, once for one person, one campaign and one reminder."""
    today = localdate()
    jours = find_rappel(campagne.close_le, campagne.rappels, on=today)
    if jours is None or Rappel.objects.filter(campagne=campagne, jours=jours).exists():
        return 0
    deposes = find_derniers(campagne)
    restants = [pk for pk in list_attendus(campagne).values_list("pk", flat=True) if pk not in deposes]
    with open_service("rappel d’une campagne de dépôts"):
        habilitations = Habilitation.objects.actives(on=today).filter(dispositif__in=restants, role=Role.DIRECTEUR)
        comptes = list(habilitations.order_by("compte").values_list("compte_id", flat=True).distinct())
        for compte in comptes:
            travaux.enqueue_service(
                code=COURRIEL, parametres={"campagne": str(campagne.uuid), "compte": compte},
                cle=f"{COURRIEL}:{campagne.uuid}:{jours}:{compte}",
            )  # fmt: skip
    Rappel.objects.create(campagne=campagne, jours=jours, envoye_le=today, nombre=len(comptes))
    return len(comptes)


@travail(COURRIEL, "Écrire à une direction qui n’a pas déposé")
def write(travail: Travail, curseur: Curseur) -> Curseur | None:
    campagne = Campagne.objects.get(uuid=UUID(travail.parametres["campagne"]))
    adresse = Compte.objects.get(pk=travail.parametres["compte"]).email
    contexte = {"campagne": campagne, "lien": settings.ADRESSE_PUBLIQUE + reverse("depots:mes_depots")}
    body = render_to_string("depots/courriels/rappel.txt", contexte)
    send_mail(f"Rappel : les chiffres de {campagne.millesime} sont à déposer", body, None, [adresse])
    travail.phrase = "Courriel envoyé."
    return None


periodique(REGULIERS, chaque=timedelta(days=1), a=time(3, 30))
periodique(RAPPELS, chaque=timedelta(days=1), a=time(7, 0))
