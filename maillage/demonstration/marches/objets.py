"""What fictitious buyers buy, and where: an object of a market, its trade, what its labour weighs and costs."""

from dataclasses import dataclass

from maillage.clause.nomenclatures.marches import Public, TypeAchat
from maillage.clause.nomenclatures.marches import TypeDonneurOrdre as T

P = Public
CHANTIER = (P.DELD, P.BRSA, P.JEUNES, P.QPV)
SERVICE = (P.DELD, P.BRSA, P.SENIORS, P.HANDICAP)


@dataclass(frozen=True, slots=True)
class Objet:
    """`part`: of labour, in percent; `cout`: of an hour, in euros; `mois`: how long it lasts, usually. `types`: empty, anybody's."""

    texte: str
    achat: TypeAchat
    secteur: str
    metiers: tuple[tuple[str, str], ...]
    part: int
    cout: int
    mois: int
    publics: tuple[Public, ...] = CHANTIER
    types: tuple[T, ...] = ()


W, V, F, X = TypeAchat.TRAVAUX, TypeAchat.SERVICES, TypeAchat.FOURNITURES, TypeAchat.PRESTATIONS_INTELLECTUELLES
MACON, MANOEUVRE, PEINTRE = ("F1703", "Maçon"), ("F1704", "Manœuvre"), ("F1606", "Peintre en bâtiment")
PLAQUISTE, COUVREUR, ELECTRICIEN = ("F1604", "Plaquiste"), ("F1610", "Couvreur"), ("F1602", "Électricien")
RESEAUX, VRD, PROPRETE = ("F1605", "Monteur de réseaux"), ("F1702", "Ouvrier de voirie"), ("K2204", "Agent de propreté")
ESPACES, CUISINE, AGENT = ("A1203", "Agent d’espaces verts"), ("G1602", "Commis de cuisine"), ("K2304", "Agent de tri")
BAILLEURS, LOCALES = (T.BAILLEUR_SOCIAL,), (T.COMMUNE, T.EPCI, T.DEPARTEMENT, T.REGION, T.SEM_SPL)
OBJETS: tuple[Objet, ...] = (
    Objet("Réhabilitation de logements, {lieu}", W, "Bâtiment tous corps d’état", (MANOEUVRE, PEINTRE, PLAQUISTE), 45, 33, 14, types=BAILLEURS),
    Objet("Remise en état de logements vacants, {lieu}", W, "Second œuvre", (PEINTRE, PLAQUISTE), 60, 31, 10, types=BAILLEURS),
    Objet("Isolation de façades, {lieu}", W, "Façades", (MACON, MANOEUVRE), 50, 32, 9, types=BAILLEURS),
    Objet("Rénovation du groupe scolaire, {lieu}", W, "Bâtiment tous corps d’état", (MACON, PLAQUISTE, PEINTRE), 48, 33, 11, types=LOCALES),
    Objet("Aménagement de la voirie, {lieu}", W, "Travaux publics", (VRD, MANOEUVRE), 34, 34, 7, types=LOCALES),
    Objet("Réseaux d’eau et d’assainissement, {lieu}", W, "Réseaux", (RESEAUX, VRD), 36, 34, 8, types=(*LOCALES, T.ETAB_PUBLIC_LOCAL)),
    Objet("Réfection de la toiture, {lieu}", W, "Couverture", (COUVREUR, MANOEUVRE), 42, 33, 5),
    Objet("Peintures intérieures, {lieu}", W, "Peinture", (PEINTRE,), 72, 30, 5),
    Objet("Mise aux normes électriques, {lieu}", W, "Électricité", (ELECTRICIEN, MANOEUVRE), 46, 34, 6),
    Objet("Gros œuvre de l’extension, {lieu}", W, "Gros œuvre", (MACON, MANOEUVRE), 48, 32, 10),
    Objet("Mise en accessibilité, {lieu}", W, "Second œuvre", (MACON, PLAQUISTE), 55, 32, 6),
    Objet("Nettoyage des locaux, {lieu}", V, "Propreté", (PROPRETE,), 82, 26, 16, SERVICE),
    Objet("Nettoyage des parties communes, {lieu}", V, "Propreté", (PROPRETE,), 84, 25, 15, SERVICE, BAILLEURS),
    Objet("Entretien des espaces verts, {lieu}", V, "Espaces verts", (ESPACES,), 74, 27, 12, SERVICE),
    Objet("Collecte des encombrants, {lieu}", V, "Déchets", (AGENT,), 62, 27, 14, SERVICE),
    Objet("Restauration collective, {lieu}", V, "Restauration", (CUISINE,), 38, 25, 15, SERVICE),
    Objet("Gardiennage de chantier, {lieu}", V, "Sécurité", (("K2503", "Agent de sécurité"),), 85, 26, 8, SERVICE),
    Objet("Manutention et déménagements, {lieu}", V, "Logistique", (("N1105", "Manutentionnaire"),), 70, 26, 8, SERVICE),
    Objet("Tri et reprise du linge, {lieu}", V, "Blanchisserie", (("K2201", "Agent de blanchisserie"),), 64, 25, 12, SERVICE),
    Objet("Fourniture et pose de mobilier, {lieu}", F, "Mobilier", (("N1103", "Préparateur de commandes"),), 22, 27, 6, SERVICE),
    Objet("Fourniture de vêtements de travail, {lieu}", F, "Textile", (("B1803", "Couturier"),), 30, 26, 8, SERVICE),
    Objet("Maîtrise d’œuvre, {lieu}", X, "Études", (("M1601", "Agent d’accueil"),), 60, 38, 12, SERVICE),
    Objet("Enquêtes auprès des habitants, {lieu}", X, "Études", (("M1401", "Enquêteur"),), 72, 28, 5, SERVICE),
)  # fmt: skip
SECTEURS = ("Secteur nord", "Secteur sud", "Secteur centre")
LIEUX = (
    "quartier du Lac", "les Tanneries", "place du Lavoir", "rue des Remparts", "les Peupliers", "la Filature",
    "quartier des Forges", "Montclar", "Pont-Lazare", "La Ferrandière", "les Tilleuls", "cité des Ormes", "le Vieux-Pont",
    "Saint-Aubert", "Bréval", "Courtelange", "halle du Marché", "la Gare", "Hauterive", "le Moulin", "Sainte-Orse",
    "le Stade", "les Lilas", "Vaux-l’Étang",
)  # fmt: skip
NOMS_DONNEURS: dict[T, tuple[str, ...]] = {
    T.COMMUNE: ("Commune",), T.EPCI: ("Communauté de communes", "Communauté d’agglomération"), T.DEPARTEMENT: ("Département",),
    T.REGION: ("Région",), T.SEM_SPL: ("Société d’aménagement",), T.BAILLEUR_SOCIAL: ("Office de l’habitat", "Foyer"),
    T.ETAT: ("Direction interdépartementale", "Préfecture"), T.ETAB_PUBLIC_NATIONAL: ("Université",),
    T.ETAB_PUBLIC_LOCAL: ("Syndicat des eaux", "Syndicat de déchets"), T.HOPITAL: ("Centre hospitalier",),
    T.PRIVE: ("Promotion", "Foncière"), T.CENTRALE_ACHAT: ("Centrale d’achat",), T.AUTRE: ("Association",),
}  # fmt: skip
NOMS_ENTREPRISES = (
    "Bâtiment", "Travaux", "Peinture", "Couverture", "Réseaux", "Propreté", "Services", "Construction", "Espaces verts",
    "Électricité", "Menuiserie", "Façades", "Rénovation", "Logistique",
)  # fmt: skip
