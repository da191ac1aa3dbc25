"""Tags and filters available in every template (declared as built-in in the settings)."""

from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import get_template, select_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from maillage.socle import champs, icones, navigation, typographie
from maillage.socle.acteur import ANONYME
from maillage.socle.formulaires.retours import find_retour

register = template.Library()


@register.simple_tag
def icone(nom: str, libelle: str = "") -> SafeString:
    """`{% icone "calendar" %}` decorates; `{% icone "calendar" "Rendez-vous" %}` speaks."""
    return mark_safe(icones.draw(nom, libelle))  # noqa: S308 (lucide's own drawing; the label is quoted)


@register.inclusion_tag("socle/composants/champ.html")
def champ(field: BoundField, **attrs: Any) -> dict[str, Any]:
    """`{% champ form.nom %}`: label, help, error and input, tied together. Extra attributes go to the input."""
    return {"rendu": champs.build(field, **{name.replace("_", "-"): value for name, value in attrs.items()})}


@register.inclusion_tag("socle/composants/formulaire.html")
def formulaire(form: BaseForm) -> dict[str, Any]:
    """`{% formulaire form %}`: summary of the errors, then every field. The `<form>` stays with the page."""
    return {"form": form}


@register.inclusion_tag("socle/composants/resume_erreurs.html")
def resume_erreurs(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """The list of what to correct, each line leading to its field. Drawn only when a form comes back refused."""
    if not form.is_bound:
        return {"nombre": 0}
    fields = [champs.build(field) for field in form.visible_fields() if field.errors]
    generales = form.non_field_errors()
    return {"champs": fields, "generales": generales, "nombre": len(fields) + len(generales), "focus": focus}


@register.simple_tag
def maillon(libelle: str, adresse: str = "") -> SafeString:
    """One step of the breadcrumb: `{% maillon "Annuaire" url %}`, and the page itself without address."""
    if adresse:
        return format_html('<li><a href="{}">{}</a></li>', adresse, libelle)
    return format_html('<li><span aria-current="page">{}</span></li>', libelle)


@register.simple_tag(takes_context=True)
def renoncer(context: Context, adresse: str) -> str:
    """Where « Annuler » leads: the list that this form was opened from, or else this address."""
    return find_retour(context["request"]) or adresse


@register.simple_tag(takes_context=True)
def emplacement(context: Context, *noms: str) -> SafeString:
    """The first of these templates that exists, with the page's context; nothing when none does yet."""
    try:
        found = select_template(list(noms))
    except template.TemplateDoesNotExist:
        return SafeString("")
    return SafeString(found.template.render(context))


@register.simple_block_tag(takes_context=True)
def composant(context: Context, content: str, nom: str, **parametres: Any) -> SafeString:
    """`{% composant "carte" titre="…" %}…{% endcomposant %}`: a component of the gallery around what the page writes.

    The component sees its parameters, the content and the request; nothing leaks from the page into it.
    """
    found = get_template(f"socle/composants/{nom}.html")
    values = {"contenu": content, **parametres}
    values |= {name: context[name] for name in ("request", "csrf_token", "acteur") if name in context}
    return SafeString(found.template.render(context.new(values)))  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def lien_page(context: Context, cle: str, numero: int) -> str:
    """The address of another page of the same list, its filters kept."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[cle] = str(numero)
    return "?" + query.urlencode()


@register.simple_tag
def pages_proches(page: Page[Any]) -> list[int | None]:
    """`1 … 6 7 8 … 40`: None is a gap."""
    return [
        n if isinstance(n, int) else None
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.simple_tag(takes_context=True)
def liens_navigation(context: Context) -> list[navigation.Groupe]:
    return navigation.list_groupes(context.get("acteur") or ANONYME, chemin=_chemin(context))


@register.simple_tag(takes_context=True)
def liens_publics(context: Context) -> list[navigation.Lien]:
    return navigation.list_publiques(chemin=_chemin(context))


def _chemin(context: Context) -> str:
    request = context.get("request")
    return request.path if request else ""


@register.filter
def nombre(value: Any, decimales: int | None = None) -> str:
    """`{{ 31555|nombre }}` → 31 555; `{{ 2.5|nombre:1 }}` → 2,5. Nothing known → –"""
    return typographie.write_nombre(None if value == "" else value, decimales)


@register.filter
def pourcentage(value: Any, decimales: int = 0) -> str:
    """`{{ 0.47|pourcentage }}` → 47 %"""
    return typographie.write_pourcentage(None if value == "" else value, decimales)


@register.filter
def date_proche(value: date | None, today: date | None = None) -> str:
    """`mardi 3 mars` near today, `3 mars 2024` otherwise."""
    return typographie.MANQUANT if value is None else typographie.write_date_proche(value, today=today or localdate())


@register.filter
def date_courte(value: date | None) -> str:
    """`03/03/2026`"""
    return typographie.write_date_courte(value or None)


@register.filter
def depuis(value: date | None, today: date | None = None) -> str:
    """`depuis 52 jours`"""
    return typographie.MANQUANT if value is None else typographie.write_depuis(value, today=today or localdate())


@register.filter
def accord(compte: typographie.Nombre, nom: str) -> str:
    """`{{ 74|accord:"personne" }}` → 74 personnes; `{{ 3|accord:"cheval,chevaux" }}` → 3 chevaux"""
    singulier, _, pluriel = nom.partition(",")
    return typographie.write_accord(compte, singulier, pluriel)


@register.filter
def minuscule(text: str) -> str:
    """`Gestionnaire FSE` → gestionnaire FSE: in the middle of a sentence, where `lower` would write « fse »."""
    return typographie.lower_initiale(str(text))


@register.filter
def initiales(nom: str) -> str:
    """`Claire Martin` → `Claire M.`: the header shows who is signed in without spelling it out."""
    prenom, _, reste = nom.partition(" ")
    return f"{prenom} {reste[0]}." if reste else prenom


@register.filter
def apparie(colonnes: list[Any], ligne: list[Any]) -> list[tuple[Any, Any]]:
    """Each column with its cell."""
    return list(zip(colonnes, ligne, strict=True))
