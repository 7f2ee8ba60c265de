"""The words that the book is made of: real, harmless, and meaning nothing together."""

from __future__ import annotations

ENGLISH = """
account acre advice agenda amber ample anchor answer apple april apron archive arrow article
autumn bakery balance banner barley basin basket beacon beech bench berry birch blanket blossom
border bottle branch bread bridge brook bucket builder bundle butter cabin calendar candle canvas
carpet castle cellar chair chalk chapel charter cherry chimney circle citizen clay clerk cliff
clover coast copper corner cottage council country courtyard cradle crane crew cupboard current
custom daily dairy daughter debate decade delta desk dialogue dinner distance doorway dozen drawer
editor effort elder elm engine entry envelope estuary evening evidence example fabric factory
farmer feather fellow fence ferry field figure finger fjord flint flood floor flour flower folder
footpath forest fountain fragment freight friend frontier fruit furnace gallery garden gate
gathering glacier glass granary granite grass gravel ground guest habit hammer handle harbour
harvest hazel heather hedge helper hillside history honey horizon household hundred hydrology
illustration index inland insight institution island ivory journal journey judgement juniper
keeper kettle kitchen knowledge ladder lantern larch leaflet ledger letter library lichen limestone
linen listener lobby machine maple marble margin market marsh meadow measure member memory meteor
midday mill minute mirror mixture monument moorland morning mountain museum narrow neighbour
nettle notebook number nursery oak oatmeal observation office orchard ordinary origin outcome
oven oyster packet paper parcel parish partner passage pasture pattern pavement peat pebble pencil
people pepper petition picture pillar pine pioneer plain planet plaster platform plough pocket
porch portrait postcard pottery practice principle printer province quarry quarter question quiet
rafter railway rainfall reader reason record region remedy report resin result ribbon ridge river
road robin roof rowan rubber saddle saffron sailor salmon sandstone scholar season secretary seed
sentence settlement shadow shelter shepherd shore signal silver slate sleeve snow soil spoon
spruce square stable staircase station steam stone story street summer sunlight surface survey
sycamore table tailor temple thatch theory thistle thread threshold timber towel tower traffic
transport traveller treaty tunnel turnip twilight valley vessel village vineyard violet visitor
voyage wagon walnut warehouse water weather weaver wedge weekday wheat wheel willow window winter
witness woodland workshop writer yard yellow yield
""".split()

FRENCH = """
abeille accord affaire âge agneau aimable ancien année août arbre archive ardoise assemblée
atelier automne bateau berger bête bibliothèque blé bois boulangerie bûche cahier campagne canal
carrière chaîne chaleur champ chapitre château chêne chemin citoyen clôture cœur collège colline
conseil côte couleur cour cuisine débat dépôt école écluse église élève énoncé entrée époque été
étage étude façade famille fenêtre ferme fête feuille fleuve forêt fraîcheur gâteau gorge goût
grève guide habitude hêtre hiver hôtel île institution intérêt jardin journée lumière maître
marché matinée mémoire mètre moitié moulin musée naïf neige œuvre ombre paysage pêcheur phrase
pierre plâtre poème pré preuve printemps procès quartier règle rivière rôle saison siècle sœur
soirée système tâche théâtre thèse toit tôle traité vallée veille vérité verger vêtement village
""".split()

SPANISH = """
abril acequia acuerdo agua alcalde almacén almendro árbol archivo arena artículo asamblea autora
balcón barrio biblioteca bodega bosque calle camino campaña canción capítulo carbón carpintero
casa castaño cañada ciudad cocina colina comarca consejo corazón cosecha costumbre cuaderno
debate década desagüe día dueño edición escuela estación estudio fábrica familia farol fuente
gañán granja herencia historia hoja huerto idea imprenta informe invierno isla jardín jornada
junta ladera lámpara lección leña libro lingüística llano lluvia madera mañana médico memoria
mercado molino montaña muelle niñez número obra ocaño otoño página país pañuelo paseo pastor
peña pingüino plaza población pozo público puente pueblo raíz región reloj río rincón ronda
sábado señal siembra sierra silencio sueño taller tejado tierra trigo vecino ventana verano viaje
""".split()

JOINERS = {
    "en": "and of the in with for near under after a to by beyond that".split(),
    "fr": "et de la le dans avec pour sous après un une vers que".split(),
    "es": "y de la el en con para bajo tras un una hacia que".split(),
}
WORDS = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
LANGUAGES = {"en": "en-GB", "fr": "fr", "es": "es"}

GREEK = "λόγος φύσις ὁδός ἀρχή ποταμός νῆσος θάλασσα οἶκος".split()
CYRILLIC = "книга река остров письмо улица снег лодка ягода".split()
ACCENTED = (
    "Łódź São Paulo Ærø Křivoklát Þingvellir Győr Șiria Düsseldorf Málaga Ångström façade naïve "
    "Dvořák İzmir Ħamrun"
).split()

FIRST_NAMES = "Ada Bruno Clara Dmitri Éloïse Farid Greta Hugo Ines Jörg Karin Lena Marek".split()
LAST_NAMES = (
    "Almeida Byrne Castellanos Dvořák Ekström Fournier Grünwald Hallett Ibarra Jansen "
    "Keller Lindqvist Moreau Novak"
).split()
