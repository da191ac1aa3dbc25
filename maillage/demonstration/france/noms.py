"""More names than a valley needs: a hundred are common, thousands are rare, as in a country. Made up, or first names alone."""

from maillage.demonstration.parcours.noms import NOMS, PRENOMS_F, PRENOMS_H, Stock

COMMUNS = 20  # times likelier than a rare one
DEBUTS = (
    "Abra", "Agou", "Alme", "Amba", "Arno", "Baccou", "Baldi", "Barbe", "Bazi", "Belle", "Berthou", "Biha", "Bonne",
    "Boucha", "Brugui", "Cadou", "Calve", "Cambe", "Casta", "Chamba", "Chaussi", "Clave", "Colom", "Corbi", "Cousta",
    "Dalma", "Delpe", "Desbo", "Diagou", "Domer", "Doucou", "Duche", "Estra", "Fabre", "Fargue", "Ferra", "Fontai",
    "Fouca", "Galli", "Garri", "Gauthe", "Ghara", "Gira", "Goume", "Grima", "Hama", "Herve", "Hugue", "Jauber", "Joua",
    "Kama", "Kerve", "Labru", "Lagar", "Lamba", "Laval", "Lesca", "Lorme", "Mabi", "Magne", "Malbe", "Marque", "Mazou",
    "Montel", "Moula", "Nabou", "Navar", "Ndou", "Oliva", "Ouedra", "Palla", "Pelle", "Peyre", "Planta", "Pouja",
    "Rabou", "Ravi", "Rigo", "Rouque", "Saba", "Salva", "Sarra", "Senti", "Souma", "Tama", "Terra", "Thoma", "Toura",
    "Valla", "Verne", "Vidau", "Yama", "Zara", "Zeghou",
)  # fmt: skip
FINS = (
    "bal", "beau", "bert", "bin", "chard", "chet", "couli", "dec", "dier", "doux", "fort", "gnac", "goire", "gues",
    "lard", "let", "lier", "lin", "lou", "main", "mard", "met", "mond", "nard", "nec", "neau", "niel", "noux", "quet",
    "quin", "rel", "rian", "rolle", "rou", "sard", "sset", "taille", "teau", "vain", "vel", "vier", "zac",
)  # fmt: skip
AUTRES_PRENOMS_F = (
    "Adèle", "Agathe", "Agnès", "Aïcha", "Aïssatou", "Alexandra", "Alice", "Aline", "Anaïs", "Andrée", "Anissa", "Anita",
    "Anne", "Anne-Marie", "Annie", "Armelle", "Assia", "Audrey", "Barbara", "Béatrice", "Bénédicte", "Bernadette",
    "Brigitte", "Camille", "Carine", "Carole", "Caroline", "Catherine", "Cécile", "Chantal", "Charlotte", "Chloé",
    "Christine", "Claire", "Clara", "Claudine", "Coralie", "Daniela", "Danielle", "Djamila", "Dominique", "Dorothée",
    "Edwige", "Élise", "Elsa", "Émilie", "Emma", "Ève", "Fabienne", "Fanny", "Farida", "Florence", "Françoise",
    "Gabrielle", "Geneviève", "Gisèle", "Hanane", "Hélène", "Inès", "Jacqueline", "Jeanne", "Joëlle", "Josiane", "Judith",
    "Julie", "Juliette", "Justine", "Khadija", "Latifa", "Laura", "Laure", "Lina", "Louise", "Lucie", "Lydia", "Manon",
    "Marguerite", "Marie", "Marie-Christine", "Marie-Hélène", "Marie-Thérèse", "Marina", "Marion", "Martine", "Mathilde",
    "Maud", "Michèle", "Mireille", "Monique", "Morgane", "Myriam", "Nadège", "Nadia", "Nadine", "Naïma", "Nicole",
    "Noémie", "Odile", "Oumou", "Pascale", "Paula", "Pauline", "Peggy", "Prisca", "Rachel", "Rachida", "Rebecca",
    "Régine", "Rita", "Roxane", "Sabrina", "Salima", "Sandra", "Sarah", "Saïda", "Sophie", "Suzanne", "Tatiana",
    "Thérèse", "Valentine", "Vanessa", "Victoire", "Viviane", "Wendy", "Yolande", "Yvette", "Zineb", "Zoé",
)  # fmt: skip
AUTRES_PRENOMS_H = (
    "Abdelkader", "Abdou", "Adel", "Adrien", "Alain", "Alassane", "Albert", "Alexandre", "Alexis", "Ali", "Alioune",
    "Amadou", "Amine", "Anatole", "André", "Antoine", "Antonio", "Arnaud", "Arthur", "Aurélien", "Axel", "Aziz", "Bakary",
    "Baptiste", "Benjamin", "Benoît", "Bernard", "Bertrand", "Bilal", "Boris", "Brahim", "Carlos", "Charles", "Cheikh",
    "Christian", "Claude", "Clément", "Cyril", "Damien", "Daniel", "Denis", "Dimitri", "Djibril", "Edouard", "Élie",
    "Émile", "Étienne", "Fabien", "Fernando", "Florent", "Florian", "Franck", "François", "Gabriel", "Georges", "Gérald",
    "Gérard", "Gilles", "Grégory", "Guillaume", "Guy", "Hamid", "Hassan", "Henri", "Hervé", "Hugo", "Hussein", "Idriss",
    "Ismaël", "Jacques", "Jean", "Jean-Baptiste", "Jean-Claude", "Jean-Luc", "Jean-Pierre", "Joël", "Jonathan", "José",
    "Joseph", "Julien", "Kader", "Kamel", "Khaled", "Lamine", "Lassana", "Léo", "Lionel", "Loïc", "Louis", "Luc", "Lucas",
    "Manuel", "Marc", "Marcel", "Mario", "Martial", "Mathieu", "Maurice", "Maxime", "Michel", "Mickaël", "Modibo",
    "Mourad", "Mustapha", "Nasser", "Nathan", "Noël", "Olivier", "Omar", "Patrice", "Patrick", "Paul", "Paulo", "Philippe",
    "Pierre", "Quentin", "Raphaël", "Raymond", "Régis", "Rémi", "Richard", "Robert", "Romain", "Salim", "Samir", "Samuel",
    "Serge", "Simon", "Sofiane", "Sylvain", "Théo", "Thierry", "Thomas", "Tony", "Victor", "Vincent", "Walid", "William",
    "Xavier", "Yacine", "Yves", "Zacharie",
)  # fmt: skip
PAYS = Stock(
    noms=NOMS * COMMUNS + tuple(debut + fin for debut in DEBUTS for fin in FINS),
    prenoms_f=PRENOMS_F + AUTRES_PRENOMS_F,
    prenoms_h=PRENOMS_H + AUTRES_PRENOMS_H,
)
