"""The protocole: alone on each of its days, never rewritten, its targets always read out of their base."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.indicateurs import DEFINITIONS, Indicateur
from maillage.parcours.nomenclatures.protocole import (
    EN_PART,
    LIBELLES_BASE,
    LIBELLES_PUBLIC,
    VISABLES,
    Base,
    EtatObjectif,
    PeriodeObjectif,
    Public,
)
from maillage.parcours.rules import protocole as rules
from maillage.parcours.rules.indicateurs.faits import ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.flux import PUBLICS
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, make_annee
from maillage.parcours.rules.protocole import Objectif, Realise, Version

TODAY = date(2026, 11, 28)
PROTOCOLE = Version(date(2023, 1, 1), date(2027, 12, 31), date(2023, 1, 1))
AVENANT = Version(date(2025, 1, 1), date(2027, 12, 31), date(2023, 1, 1))


def vise(
    indicateur: Indicateur = Indicateur.I_6, cible: str = "42", base: Base = Base.SORTIES,
    periode: PeriodeObjectif = PeriodeObjectif.ANNEE, public: Public | None = None,
) -> Objectif:  # fmt: skip
    return Objectif(indicateur, Decimal(cible), base, periode, public)


def sorti(cle: int, type_sortie: str, le: date = date(2026, 6, 1), **values) -> ParcoursCompte:
    return ParcoursCompte(cle, cle, values.pop("entree", date(2025, 3, 1)), le, type_sortie, **values)


class TestVersions:
    def test_la_version_en_vigueur_est_la_derniere_qui_a_pris_effet(self):
        versions = [AVENANT, PROTOCOLE]
        assert rules.find_en_vigueur(versions, on=date(2024, 12, 31)) == PROTOCOLE
        assert rules.find_en_vigueur(versions, on=date(2025, 1, 1)) == AVENANT
        assert rules.find_en_vigueur(versions, on=date(2028, 1, 1)) is None
        assert rules.find_en_vigueur(versions, on=date(2022, 12, 31)) is None

    def test_une_annee_passee_se_lit_avec_la_version_de_son_dernier_jour(self):
        versions = [PROTOCOLE, AVENANT]
        assert rules.find_de_l_annee(versions, 2024, today=TODAY) == PROTOCOLE
        assert rules.find_de_l_annee(versions, 2026, today=TODAY) == AVENANT
        assert rules.find_de_l_annee(versions, 2022, today=TODAY) is None

    def test_une_annee_dont_le_protocole_finit_en_juin_garde_ses_objectifs(self):
        court = Version(date(2021, 1, 1), date(2024, 6, 30), date(2021, 1, 1))
        assert rules.find_de_l_annee([court], 2024, today=TODAY) == court

    def test_l_avenant_met_fin_a_la_version_d_avant_sans_la_changer(self):
        assert rules.compute_fin(PROTOCOLE, [PROTOCOLE, AVENANT]) == date(2024, 12, 31)
        assert rules.compute_fin(AVENANT, [PROTOCOLE, AVENANT]) == date(2027, 12, 31)

    def test_deux_protocoles_ne_valent_jamais_le_meme_jour(self):
        refus = rules.check_protocole(date(2027, 12, 31), date(2030, 1, 1), versions=[PROTOCOLE, AVENANT])
        assert refus is not None
        assert refus[0] == "du"
        assert "du 01/01/2023 au 31/12/2027" in refus[1]
        assert rules.check_protocole(date(2028, 1, 1), date(2030, 1, 1), versions=[PROTOCOLE, AVENANT]) is None

    @pytest.mark.parametrize(
        ("du", "au", "champ"),
        [
            (date(2025, 1, 1), date(2027, 12, 31), "du"),  # same day as the last one
            (date(2024, 6, 1), date(2027, 12, 31), "du"),  # before it
            (date(2028, 1, 1), date(2029, 12, 31), "du"),  # after the end
            (date(2026, 1, 1), date(2025, 12, 31), "au"),
        ],
    )
    def test_un_avenant_prend_effet_apres_la_derniere_version_et_avant_sa_fin(self, du, au, champ):
        refus = rules.check_avenant(du, au, origine=PROTOCOLE.origine, versions=[PROTOCOLE, AVENANT])
        assert refus is not None
        assert refus[0] == champ

    def test_un_avenant_n_empiete_pas_sur_le_protocole_suivant(self):
        suivant = Version(date(2028, 1, 1), date(2032, 12, 31), date(2028, 1, 1))
        refus = rules.check_avenant(
            date(2026, 1, 1), date(2028, 6, 30), origine=PROTOCOLE.origine, versions=[PROTOCOLE, suivant]
        )
        assert refus is not None
        assert refus[0] == "au"

    def test_seule_la_derniere_version_s_annule(self):
        assert "annulez d’abord" in (rules.check_annulation(PROTOCOLE, versions=[PROTOCOLE, AVENANT]) or "")
        assert rules.check_annulation(AVENANT, versions=[PROTOCOLE, AVENANT]) is None

    def test_un_avenant_qui_raccourcit_ne_s_annule_plus_quand_un_autre_protocole_a_suivi(self):
        court = Version(date(2025, 1, 1), date(2025, 12, 31), PROTOCOLE.origine)
        suivant = Version(date(2026, 1, 1), date(2030, 12, 31), date(2026, 1, 1))
        assert "courrait" in (rules.check_annulation(court, versions=[PROTOCOLE, court, suivant]) or "")

    @given(
        demandes=st.lists(
            st.tuples(st.booleans(), st.integers(0, 40), st.integers(0, 20), st.integers(0, 3)), max_size=12
        ),
        jour=st.integers(0, 70),
    )
    def test_quoi_qu_on_ecrive_une_seule_version_vaut_un_jour_donne(self, demandes, jour):
        """Whatever is accepted, the periods in which versions hold never touch."""
        debut = date(2020, 1, 1)
        versions: list[Version] = []
        for is_avenant, start, length, choix in demandes:
            du = debut + timedelta(days=start)
            au = du + timedelta(days=length)
            if is_avenant and versions:
                origine = versions[choix % len(versions)].origine
                if rules.check_avenant(du, au, origine=origine, versions=versions) is None:
                    versions.append(Version(du, au, origine))
            elif rules.check_protocole(du, au, versions=versions) is None:
                versions.append(Version(du, au, du))
        day = debut + timedelta(days=jour)
        holding = [v for v in versions if v.du <= day <= rules.compute_fin(v, versions)]
        found = rules.find_en_vigueur(versions, on=day)
        assert holding == ([found] if found else [])


class TestObjectifs:
    def test_une_part_a_toujours_une_base_et_un_nombre_n_en_a_pas(self):
        assert rules.check_objectif(vise()) is None
        assert rules.check_objectif(vise(Indicateur.I_2, "220", Base.NOMBRE)) is None
        assert (rules.check_objectif(vise(Indicateur.I_2, "50", Base.SORTIES)) or ("",))[0] == "base"

    @pytest.mark.parametrize(
        ("objectif", "champ"),
        [
            (vise(cible="0"), "cible"),
            (vise(cible="101"), "cible"),
            (vise(base=Base.ENTREES_PROTOCOLE, periode=PeriodeObjectif.ANNEE), "periode"),
        ],
    )
    def test_ce_qui_ne_se_mesure_pas_est_refuse(self, objectif, champ):
        assert (rules.check_objectif(objectif) or ("",))[0] == champ

    def test_deux_objectifs_de_base_ou_de_public_differents_n_ont_pas_le_meme_nom(self):
        vises = [
            vise(base=base, public=public) for base in Base if base is not Base.NOMBRE for public in (None, *Public)
        ]
        noms = [rules.write_libelle(objectif) for objectif in vises]
        assert len(set(noms)) == len(vises)
        assert rules.write_libelle(vise(base=Base.SORTIES, public=Public.BRSA)).endswith(", bénéficiaires du RSA")

    def test_le_calcul_dit_la_base_ou_ce_que_le_temps_demande(self):
        part = Realise(vise(), make_annee(2026), Part(41, 119), Decimal(0))
        assert part.write_calcul() == f"41 sur 119, {rules.write_base(part.objectif)}"
        nombre = Realise(vise(Indicateur.I_2, "203", Base.NOMBRE), make_annee(2026), Part(215, 0), Decimal("185.2"))
        assert nombre.write_calcul() == "185 à atteindre à ce jour"
        assert nombre.is_tenu

    def test_la_base_est_toujours_dite_et_le_public_avec(self):
        for base in Base:
            if base is not Base.NOMBRE:
                assert LIBELLES_BASE[base] in rules.write_base(vise(base=base, public=Public.BRSA))
                assert "bénéficiaires du RSA" in rules.write_base(vise(base=base, public=Public.BRSA))

    def test_le_meme_numerateur_sur_quatre_bases(self):
        """U17, E29: only the base tells four figures apart."""
        faits = [
            sorti(1, "ED-CDI", entree=date(2026, 1, 10)),
            sorti(2, "SS-DEM"),
            sorti(3, "SS-ABA"),
            ParcoursCompte(4, 4, date(2026, 2, 1)),
            ParcoursCompte(5, 5, date(2024, 2, 1)),
        ]
        read = {
            base: rules.measure(
                vise(base=base, periode=PeriodeObjectif.PROTOCOLE if base is Base.ENTREES_PROTOCOLE else
                     PeriodeObjectif.ANNEE), faits, PROTOCOLE, 2026, today=TODAY)
            for base in Base if base is not Base.NOMBRE
        }  # fmt: skip
        parts = {base: found.part for base, found in read.items() if found is not None}
        assert parts == {
            Base.SORTIES: Part(1, 3), Base.SORTIES_NEUTRALISEES: Part(1, 2), Base.ENTREES_PERIODE: Part(1, 2),
            Base.ENTREES_PROTOCOLE: Part(1, 5),
        }  # fmt: skip

    def test_un_public_se_compte_au_numerateur_et_au_denominateur(self):
        brsa = Profil(brsa=True)
        faits = [sorti(1, "ED-CDI", profil=brsa), sorti(2, "SS-ABA", profil=brsa), sorti(3, "ED-CDI"),
                 sorti(4, "SS-ABA", profil=Profil(brsa=False))]  # fmt: skip
        found = rules.measure(vise(public=Public.BRSA), faits, PROTOCOLE, 2026, today=TODAY)
        assert found is not None
        assert found.part == Part(1, 2)

    def test_l_annee_en_cours_s_arrete_aujourd_hui_et_le_protocole_se_cumule(self):
        annuel, cumule = vise(), vise(periode=PeriodeObjectif.PROTOCOLE)
        assert rules.find_periode(annuel, AVENANT, 2026, today=TODAY) == Periode(date(2026, 1, 1), TODAY)
        assert rules.find_periode(annuel, AVENANT, 2024, today=TODAY) == Periode(date(2024, 1, 1), date(2024, 12, 31))
        assert rules.find_periode(cumule, AVENANT, 2026, today=TODAY) == Periode(date(2023, 1, 1), TODAY)
        assert rules.find_periode(cumule, AVENANT, 2024, today=TODAY) == Periode(date(2023, 1, 1), date(2024, 12, 31))
        futur = Version(date(2027, 1, 1), date(2030, 12, 31), date(2027, 1, 1))
        assert rules.find_periode(cumule, futur, 2026, today=TODAY) is None

    @pytest.mark.parametrize(
        ("entrees", "etat"),
        [(220, EtatObjectif.ATTEINT), (200, EtatObjectif.AU_RYTHME), (199, EtatObjectif.EN_DESSOUS)],
    )
    def test_un_nombre_se_juge_au_temps_ecoule(self, entrees, etat):
        """On 27 November, 331 days out of 365: 220 entries a year ask for 199.5 by then."""
        today = date(2026, 11, 27)
        faits = [ParcoursCompte(cle, cle, date(2026, 3, 1)) for cle in range(entrees)]
        found = rules.measure(vise(Indicateur.I_2, "220", Base.NOMBRE), faits, PROTOCOLE, 2026, today=today)
        assert found is not None
        assert found.etat is etat

    def test_une_part_se_juge_exacte_jamais_arrondie(self):
        """41.67 % rounds to 42 %, does not reach 42 %, and does not read as if it did."""
        faits = [sorti(cle, "ED-CDI" if cle <= 5 else "SS-ABA") for cle in range(1, 13)]
        found = rules.measure(vise(), faits, PROTOCOLE, 2026, today=TODAY)
        assert found is not None
        assert (found.write_valeur(), found.etat) == ("41,7\u202f%", EtatObjectif.EN_DESSOUS)

    def test_sans_sortie_il_n_y_a_rien_a_mesurer(self):
        found = rules.measure(vise(), [], PROTOCOLE, 2026, today=TODAY)
        assert found is not None
        assert (found.write_valeur(), found.etat) == ("–", EtatObjectif.SANS_BASE)


def test_l_objectif_national_est_la_somme_de_ses_deux_parts():
    reperes = rules.get_reperes(on=TODAY)
    assert (reperes.positives, reperes.emploi, reperes.formation) == (50, 42, 8)
    assert reperes.source


def test_chaque_indicateur_visable_et_chaque_public_ont_leur_definition():
    assert set(VISABLES) <= set(DEFINITIONS)
    assert set(VISABLES) >= EN_PART
    assert list(LIBELLES_PUBLIC.values()) == list(PUBLICS)
    assert set(rules.DES_SORTIES) == EN_PART
