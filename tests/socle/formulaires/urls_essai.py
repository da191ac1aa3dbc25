"""Two forms of the tests: one that gives the text back in its own fields, one that does not."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import urlpatterns as vraies
from maillage.reseau.models import Dispositif
from maillage.socle.acces import connecte
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

NOTE = "essai.note"
PAGE = """{% for message in messages %}<p>{{ message }}</p>{% endfor %}
<form method="post">{% csrf_token %}{% jeton %}{{ form }}<button>Enregistrer la note</button></form>"""


class NoteForm(forms.Form):
    texte = forms.CharField(max_length=200)


@connecte
@garde_la_saisie
@une_fois
def note(request: Requete) -> HttpResponse:
    form = NoteForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        return redirect("essai:faite", pk=_write(request))
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


@connecte
@require_POST
@une_fois
def breve(request: Requete) -> HttpResponse:
    return redirect("essai:faite", pk=_write(request))


@connecte
@require_POST
@une_fois
def casse(request: Requete) -> HttpResponse:
    _write(request)
    raise RuntimeError("panne d’essai")


@connecte
def faite(request: Requete, pk: int) -> HttpResponse:
    return HttpResponse(f"Note {pk}")


def _write(request: Requete) -> int:
    assert request.acteur.dispositif is not None
    dispositif = Dispositif.objects.get(pk=request.acteur.dispositif)
    return journal.write(by=request.acteur, event=NOTE, target=dispositif, taille=len(request.POST["texte"])).pk


essai = [
    path("essai/note/", note, name="note"),
    path("essai/breve/", breve, name="breve"),
    path("essai/casse/", casse, name="casse"),
    path("essai/<int:pk>/", faite, name="faite"),
]
urlpatterns = [path("", include((essai, "essai"))), *vraies]
