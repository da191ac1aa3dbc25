"""Django's own `{{ form }}` and `{{ form.nom.as_field_group }}` come out in the house style, other packages' too."""

from django.forms.renderers import TemplatesSetting


class RenduMaison(TemplatesSetting):
    form_template_name = "socle/formulaires/formulaire.html"
    field_template_name = "socle/formulaires/groupe.html"
