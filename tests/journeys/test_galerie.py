"""The gallery in the browser: axe, reflow, keyboard, dialog, double click, paper, forced colours."""

import pytest

from maillage.socle.galerie.exemples import REPONSES
from maillage.socle.galerie.planches import PLANCHES

pytestmark = pytest.mark.navigateur
ADRESSES = [
    "/galerie/",
    "/galerie/confirmation/",
    *[f"/galerie/reponses/{code}/" for code in REPONSES],
    *[f"/galerie/{planche.code}/" for planche in PLANCHES],
]


@pytest.mark.parametrize("largeur", [1280, 360])
def test_axe_ne_trouve_rien_dans_la_galerie(ouvrir, largeur):
    visite = ouvrir(largeur)
    found = []
    for adresse in ADRESSES:
        visite.va(adresse)
        visite.capture("galerie-" + adresse.strip("/").replace("/", "-"))
        found += [f"{adresse} {violation}" for violation in visite.list_violations()]
    assert not found, "\n".join(found)


def test_a_400_pour_cent_rien_ne_deborde(ouvrir):
    visite = ouvrir(320)
    for adresse in ADRESSES:
        visite.va(adresse)
        visite.assert_sans_defilement_horizontal()


def test_avec_des_lettres_espacees_rien_ne_deborde(ouvrir):
    """WCAG 1.4.12: the reader's own spacing. The sheet is added the way a browser extension would."""
    visite = ouvrir(360, bypass_csp=True)
    for adresse in ADRESSES:
        visite.va(adresse)
        visite.page.add_style_tag(
            content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        )
        visite.assert_sans_defilement_horizontal()


def test_le_clavier_parcourt_chaque_planche_sans_piege_et_le_focus_se_voit(ouvrir):
    visite = ouvrir()
    for adresse in ADRESSES:
        visite.va(adresse)
        seen = []
        for _ in range(220):
            visite.page.keyboard.press("Tab")
            state = visite.page.evaluate(
                """() => { const e = document.activeElement; if (e === document.body) return null;
                  const groupe = e.closest("label, .carte-lien"); const s = getComputedStyle(e);
                  const vu = (x) => { const c = getComputedStyle(x);
                    return (c.outlineStyle !== "none" && parseFloat(c.outlineWidth) >= 2) };
                  const r = e.getBoundingClientRect();
                  return {nom: e.outerHTML.slice(0, 90), visible: vu(e) || (groupe && vu(groupe)),
                          dedans: r.width > 0 && r.bottom > 0 && r.top < innerHeight}; }"""
            )
            if state is None:
                break
            assert state["visible"], f"{adresse} : focus invisible sur {state['nom']}"
            assert state["dedans"], f"{adresse} : focus hors de la fenêtre sur {state['nom']}"
            seen.append(state["nom"])
        else:
            pytest.fail(f"{adresse} : le clavier ne sort pas de la page ({seen[-3:]})")
        assert len(seen) > 1


def test_le_dialogue_s_ouvre_retient_le_focus_et_se_ferme(ouvrir):
    visite = ouvrir()
    visite.va("/galerie/surfaces/")
    opener = visite.page.get_by_role("link", name="Clore l’étape")
    opener.focus()
    visite.page.keyboard.press("Enter")
    dialogue = visite.page.get_by_role("dialog", name="Clore cette étape ?")
    assert dialogue.is_visible()
    visite.assert_accessible()
    for _ in range(6):
        visite.page.keyboard.press("Tab")
        assert visite.page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        ), "the page behind the dialog is out of reach"
    visite.page.keyboard.press("Escape")
    assert not dialogue.is_visible()
    assert opener.evaluate("e => e === document.activeElement")


def test_sans_script_le_dialogue_est_une_page(ouvrir):
    visite = ouvrir(java_script_enabled=False)
    visite.va("/galerie/surfaces/")
    visite.suit(visite.page.get_by_role("link", name="Clore l’étape"))
    assert visite.page.url.endswith("/galerie/confirmation/")
    visite.suit(visite.page.get_by_role("button", name="Clore l’étape"))
    assert visite.page.get_by_text("rien n’a été clos").is_visible()


def test_un_double_clic_n_envoie_le_formulaire_qu_une_fois(ouvrir):
    visite = ouvrir()
    visite.va("/galerie/boutons/")
    methods: list[str] = []
    visite.page.on("request", lambda request: methods.append(request.method))
    with visite.page.expect_navigation():
        visite.page.get_by_role("button", name="Envoyer l’exemple").dblclick()
    visite.page.wait_for_load_state("networkidle")
    assert methods.count("POST") == 1


def test_un_formulaire_refuse_recoit_le_focus_et_mene_au_champ(ouvrir):
    visite = ouvrir(java_script_enabled=False)
    visite.va("/galerie/entretien/")
    visite.suit(visite.page.get_by_role("button", name="Enregistrer l’entretien"))
    summary = visite.page.locator(".resume-erreurs")
    assert summary.evaluate("e => e === document.activeElement")
    summary.get_by_role("link", name="Ce qui s’est dit").click()
    assert visite.page.evaluate("document.activeElement.id") == "id_texte"


def test_les_couleurs_imposees_gardent_les_bords(ouvrir):
    visite = ouvrir(forced_colors="active")
    visite.va("/galerie/signes/")
    visite.capture("galerie-couleurs-imposees")
    assert visite.page.locator(".badge").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_sur_papier_la_page_seule(ouvrir):
    visite = ouvrir()
    visite.va("/galerie/dossier/")
    visite.page.emulate_media(media="print")
    assert not visite.page.locator(".entete").is_visible()
    assert not visite.page.locator(".pied").is_visible()
    assert visite.page.get_by_role("heading", name="Aïcha Bellamy").is_visible()


def test_sans_mouvement_quand_on_le_demande(ouvrir):
    visite = ouvrir(reduced_motion="reduce")
    visite.va("/galerie/boutons/")
    assert (
        visite.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--duree').trim()") == "0ms"
    )
