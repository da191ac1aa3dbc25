"""Says a device in words a person recognises, instead of what its browser says of itself."""

from django import template

register = template.Library()

# The first that matches wins: browsers name those they descend from.
NAVIGATEURS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def appareil(user_agent: str) -> str:
    """`Firefox sur Windows`; « Appareil inconnu » when nothing is recognised."""
    navigateur = next((nom for sign, nom in NAVIGATEURS if sign in user_agent), "")
    systeme = next((nom for sign, nom in SYSTEMES if sign in user_agent), "")
    if navigateur and systeme:
        return f"{navigateur} sur {systeme}"
    return navigateur or systeme or "Appareil inconnu"
