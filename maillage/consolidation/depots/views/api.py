"""Where another installation deposits: the same door as a file, with a key in the place of a session."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maillage.consolidation.depots.actions.depots import receive_document
from maillage.consolidation.depots.actions.reguliers import hash_cle
from maillage.consolidation.depots.models import Campagne, CleDepot
from maillage.consolidation.depots.nomenclatures import Origine
from maillage.consolidation.depots.recus import write_recu
from maillage.consolidation.depots.rules.documents import OCTETS_MAX, read_annee
from maillage.socle.acces import publique
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.refus import Refus, RefusMultiples

LISIBLE = {"ensure_ascii": False, "indent": 1}


@csrf_exempt
@publique
@require_POST
@idempotente("le même dépôt envoyé deux fois n’en fait qu’un : son empreinte le dit")
def deposer(request: HttpRequest) -> HttpResponse:
    """201: received. 200: already there. 401: no valid key. 422: refused, with a sentence per reason."""
    cle = _find_cle(request)
    if cle is None:
        response = _say(
            401, ["Clé absente, inconnue ou révoquée : donnez « Authorization: Bearer » et la clé du dispositif."]
        )
        response["WWW-Authenticate"] = "Bearer"
        return response
    if int(request.headers.get("Content-Length") or 0) > OCTETS_MAX:
        return _say(422, [f"Ce fichier dépasse {OCTETS_MAX // 1_000_000} Mo : ce n’est pas un dépôt."])
    contenu = request.body
    annee = read_annee(contenu)
    if annee is None:
        return _say(
            422, ["Ce fichier est incomplet, ou n’est pas un dépôt : il ne se lit pas. Exportez-le de nouveau."]
        )
    consolide, millesime = annee
    campagne = Campagne.objects.filter(
        consolide=consolide, millesime=millesime, is_fictive=cle.dispositif.is_fictif
    ).first()
    if campagne is None:
        return _say(422, [f"Le réseau n’a pas ouvert de campagne pour l’année {millesime}."])
    by = Acteur(dispositif=cle.dispositif_id, dispositifs=frozenset({cle.dispositif_id}))
    try:
        with open_contexte(by):
            recu = receive_document(
                by=by, campagne=campagne, dispositif=cle.dispositif, contenu=contenu, origine=Origine.API,
                now=timezone.now(), today=localdate(),
            )  # fmt: skip
    except RefusMultiples as refus:
        return _say(422, [manque.phrase for manque in refus.manques])
    except Refus as refus:
        return _say(422, [str(refus)])
    said = {"recu": write_recu(recu.depot), "etat": recu.depot.libelle_etat, "sauts": recu.depot.sauts}
    return JsonResponse(said, status=201 if recu.is_nouveau else 200, json_dumps_params=LISIBLE)


def _find_cle(request: HttpRequest) -> CleDepot | None:
    given = request.headers.get("Authorization", "")
    if not given.startswith("Bearer "):
        return None
    with open_service("clé d’un dépôt"):
        return (
            CleDepot.objects.select_related("dispositif")
            .filter(empreinte=hash_cle(given.removeprefix("Bearer ").strip()), revoquee_le=None).first()
        )  # fmt: skip


def _say(statut: int, refus: list[str]) -> JsonResponse:
    return JsonResponse({"refus": refus}, status=statut, json_dumps_params=LISIBLE)
