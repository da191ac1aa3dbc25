"""Names, streets and trades to draw from. First names and surnames are drawn apart: whoever they make up is nobody."""

from typing import NamedTuple

PRENOMS_F = (
    "Amina", "Nathalie", "Fatima", "Isabelle", "Sonia", "Awa", "Christelle", "Maria", "Samira", "Laurence", "Ioana",
    "Sandrine", "Mariam", "Stéphanie", "Leïla", "Céline", "Olga", "Valérie", "Kadiatou", "Virginie", "Thi Hoa",
    "Aurore", "Nawel", "Corinne", "Fatoumata", "Élodie", "Ana", "Véronique", "Rokia", "Delphine", "Zohra", "Magali",
    "Natalia", "Patricia", "Hawa", "Jessica", "Malika", "Karine", "Esther", "Angélique", "Ghislaine", "Mélanie",
    "Nour", "Sylvie", "Bintou", "Séverine", "Yasmina", "Laetitia", "Grâce", "Cindy", "Rosa", "Amandine",
)  # fmt: skip
PRENOMS_H = (
    "Mohamed", "Stéphane", "Karim", "Christophe", "Ibrahim", "Laurent", "Mehdi", "Frédéric", "Ousmane", "Jérôme",
    "Rachid", "David", "Mamadou", "Sébastien", "Farid", "Pascal", "Ahmed", "Nicolas", "Adama", "Éric", "Nabil",
    "Bruno", "Moussa", "Cédric", "Youssef", "Didier", "Abdoulaye", "Ludovic", "Hakim", "Fabrice", "Sekou", "Kévin",
    "Vasile", "Jean-Marc", "Joaquim", "Anthony", "Rafik", "Gaël", "Emmanuel", "Steeve", "Tarek", "Yannick",
)  # fmt: skip
NOMS = (
    "Abribel", "Aubrenet", "Bacalhou", "Balandier", "Barrosel", "Belhassane", "Benarous", "Berthelain", "Bizouarne",
    "Boudjenah", "Bouquerel", "Camaroque", "Chabrelot", "Charpenel", "Cissokhane", "Coulibane", "Courtemeil",
    "Dabovic", "Dembaré", "Desmoulière", "Diakhoura", "Dialamba", "Dragulesco", "Dumontoy", "El Hariri-Sab",
    "Estevanel", "Fauchereau", "Fofanal", "Garabedine", "Gaudrillon", "Ghezalim", "Guermoud", "Guilvineau",
    "Haddouchi", "Hamidovel", "Herbelotte", "Jaquemain", "Kacimel", "Kaboréal", "Keïtane", "Khalfouna", "Kouyatel",
    "Kowalczel", "Lachaumette", "Lamoureaux", "Le Bihanec", "Lesnardière", "Lopezel", "Maloumbi", "Mansourial",
    "Marchandeau", "Mbayeka", "Meddahine", "Mendesco", "Merzoukane", "Mezianel", "Mirandel", "Moussaouine",
    "Ndiayane", "Nguessanou", "Nguyenard", "Nsimbala", "Ouattaral", "Oukachine", "Pacheconi", "Perronault",
    "Petrovanu", "Pinheirol", "Popesquel", "Quélennec", "Rabemanana-Tsi", "Rahmounel", "Rocheteau-Vial", "Sakhoune",
    "Salvadorel", "Sanogoré", "Sidibane", "Soumarel", "Tavarescu", "Tchombane", "Thibaudet", "Touréal", "Traorine",
    "Valadouze", "Vandermeulle", "Verdiergue", "Villeneuveau", "Wadelorge", "Yacoubine", "Yildirane", "Zaïdoune",
    "Zerroukal",
)  # fmt: skip


class Stock(NamedTuple):
    """A name given twice is drawn twice as often."""

    noms: tuple[str, ...]
    prenoms_f: tuple[str, ...]
    prenoms_h: tuple[str, ...]


VALLEE = Stock(NOMS, PRENOMS_F, PRENOMS_H)
VOIES = (
    "rue des Tanneurs", "place du Lavoir", "allée des Peupliers", "rue de la Filature", "impasse du Four",
    "avenue de la Gare", "rue du Vieux-Pont", "square des Lilas", "chemin des Vignes", "boulevard de l’Arsonne",
    "rue Basse", "rue des Remparts", "allée du Moulin", "cité des Ormes", "rue du Stade", "passage des Jardins",
)  # fmt: skip
QUARTIERS = ("QF001", "QF002", "QF003")
METIERS = (
    ("K1304", "Aide à domicile"), ("K2204", "Agent d’entretien"), ("J1501", "Aide-soignant"),
    ("N1101", "Cariste"), ("N1103", "Préparateur de commandes"), ("G1602", "Commis de cuisine"),
    ("G1605", "Plongeur"), ("D1507", "Employé de rayon"), ("M1607", "Secrétaire"), ("M1601", "Agent d’accueil"),
    ("A1203", "Agent d’espaces verts"), ("F1703", "Maçon"), ("F1606", "Peintre en bâtiment"),
    ("H2102", "Opérateur de production"), ("K1303", "Garde d’enfants"), ("K2503", "Agent de sécurité"),
    ("N4105", "Conducteur livreur"), ("I1604", "Mécanicien automobile"), ("B1803", "Couturier"),
    ("K1207", "Animateur"),
)  # fmt: skip
EMPLOYEURS = (
    "Laiterie du Val (fictive)", "Hôpital local de Valombre (fictif)", "Net Arsonne Services (fictif)",
    "Résidence Les Tilleuls (fictive)", "Logis des Rives, hôtel (fictif)", "Transports Brévalois (fictifs)",
    "Fournil de Montclar (fictif)", "Mairie des Tanneries (fictive)", "Charpentes Lazare (fictives)",
    "Supermarché du Pont (fictif)", "Domicile Plus Valombre (fictif)", "Atelier mécanique Ferrand (fictif)",
    "Pépinières de Courtelange (fictives)", "Intérim des Deux Vallées (fictif)", "École des Peupliers (fictive)",
)  # fmt: skip
