"""The peer: the same content as HTML, laid out by WeasyPrint, tagged for accessibility as ours is."""

import base64
from html import escape
from typing import Any

STYLE = """
@page { size: A4; margin: 24mm 20mm 22mm; @bottom-right { content: "Page " counter(page) " sur " counter(pages); } }
body { font-family: sans-serif; font-size: 10.5pt; color: #1b2a34; }
table { border-collapse: collapse; width: 100%; } th { background: #f4f0ea; text-align: left; }
td, th { padding: 4pt 6pt; border-bottom: 0.5pt solid #ddd6cc; } td.n { text-align: right; }
.phrase { background: #f4f0ea; border-left: 2pt solid #0b625e; padding: 10pt; font-weight: bold; font-size: 13pt; }
.chiffres { display: flex; gap: 4mm; } .chiffres div { background: #e3f0ee; padding: 8pt; flex: 1; }
figure { break-inside: avoid; margin: 0 0 3mm; } img { width: 100%; }
"""


def write_html(document: dict[str, Any]) -> str:
    d = document
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(d["titre"])}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(d['titre'])}</h1><p>{escape(d['sous_titre'])}</p>"
        f"<p>{escape(d['periode'])}. {escape(d['extraction'])}</p><p class=phrase>{escape(d['phrase'])}</p>"
        + "<div class=chiffres>" + "".join(_write_chiffre(c) for c in d["chiffres"]) + "</div>"
        + "<h2>Ce qu’en dit le facilitateur</h2>" + "".join(f"<p>{escape(li)}</p>" for li in d["commentaire"])
        + "<h2>En images</h2>" + "".join(_write_figure(f) for f in d["figures"])
        + "<h2>Les chiffres</h2>" + _write_table("Chiffres de la période", ("Chiffre", "Valeur", "Base"), d["mesures"])
        + "".join(
            f"<h2>{escape(t['titre'])}</h2>{_write_table(t['legende'], t['colonnes'], t['lignes'])}"
            + "".join(f"<p>{escape(note)}</p>" for note in t["notes"])
            for t in d["tableaux"]
        )
        + "<h2>Définitions</h2>" + "".join(f"<p><b>{escape(m)}.</b> {escape(x)}</p>" for m, x in d["definitions"])
        + f"<p>{escape(d['secret'])} {escape(d['empreinte'])}</p></body></html>"
    )  # fmt: skip


def _write_chiffre(chiffre: dict[str, str]) -> str:
    return f"<div><b>{escape(chiffre['valeur'])}</b><br>{escape(chiffre['libelle'])}<br>{escape(chiffre['base'])}</div>"


def _write_figure(figure: dict[str, Any]) -> str:
    """An image that describes itself."""
    image = base64.b64encode(figure["svg"].encode()).decode()
    return (
        f"<figure><figcaption><b>{escape(figure['titre'])}</b> {escape(figure['base'])}</figcaption>"
        f'<img alt="{escape(figure["description"])}" src="data:image/svg+xml;base64,{image}">'
        f"<p>{escape(figure['note'])} Source : {escape(figure['source'])}.</p></figure>"
    )


def _write_table(legende: str, colonnes: Any, lignes: Any) -> str:
    heading = "".join(f"<th>{escape(c)}</th>" for c in colonnes)
    body = "".join(
        "<tr>" + "".join(f"<td class={'n' if n else 't'}>{escape(str(c))}</td>" for n, c in enumerate(ligne)) + "</tr>"
        for ligne in lignes
    )
    return f"<table><caption>{escape(legende)}</caption><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>"


def render(document: dict[str, Any], *, variante: str | None = "pdf/ua-1") -> bytes:
    import weasyprint

    made: bytes = weasyprint.HTML(string=write_html(document)).write_pdf(pdf_variant=variante)
    return made


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.bilans_documents import run

    run(render)
