// Which keys of the name suggestion index are which category, and how sure a match of such a name is.

const CODES = {
  "food.groceries 930000": `shop/supermarket shop/convenience shop/butcher shop/greengrocer shop/deli shop/dairy shop/frozen_food
    shop/wholesale shop/health_food shop/cheese shop/seafood shop/nuts shop/confectionery shop/chocolate shop/tea shop/beverages
    shop/water shop/general shop/food amenity/marketplace shop/pasta shop/spices shop/honey`,
  "food.restaurants 900000": "amenity/restaurant amenity/food_court",
  "food.fast_food 930000": "amenity/fast_food",
  "food.coffee 920000": "amenity/cafe shop/bakery shop/pastry shop/coffee amenity/ice_cream",
  "food.alcohol 900000": "amenity/pub amenity/bar shop/alcohol shop/wine amenity/biergarten amenity/nightclub",
  "transport.fuel 930000": "amenity/fuel amenity/charging_station man_made/charge_point shop/gas",
  "transport.public 850000": "amenity/bicycle_rental",
  "travel.car_rental 920000": "amenity/car_rental amenity/car_sharing shop/truck_rental",
  "transport.parking 900000": "amenity/parking highway/toll_gantry barrier/toll_booth",
  "transport.maintenance 920000": `shop/car_repair shop/car_parts shop/tyres amenity/car_wash amenity/vehicle_inspection
    shop/motorcycle_repair shop/truck_repair shop/motorcycle_parts`,
  "transport.vehicle 800000": "shop/car shop/motorcycle shop/truck shop/caravan shop/boat",
  "travel.lodging 920000": "tourism/hotel tourism/motel tourism/hostel tourism/caravan_site tourism/apartment",
  "travel.tours 880000": "shop/travel_agency",
  "shopping.general 880000": `shop/department_store shop/variety_store shop/mall shop/second_hand shop/country_store shop/outpost
    shop/pawnbroker shop/rental`,
  "shopping.clothing 920000": `shop/clothes shop/shoes shop/jewelry shop/watches shop/fashion_accessories shop/bag shop/leather
    shop/boutique shop/fashion`,
  "shopping.electronics 920000": `shop/electronics shop/computer shop/mobile_phone shop/hifi shop/appliance shop/camera
    shop/mobile_phone_accessories shop/vacuum_cleaner shop/printer_ink craft/electronics_repair`,
  "shopping.books 900000": "shop/books shop/stationery",
  "shopping.hobbies 910000": `shop/sports shop/outdoor shop/bicycle shop/craft shop/musical_instrument shop/model shop/fishing
    shop/fabric shop/games shop/art shop/photo shop/anime shop/sewing shop/collector`,
  "shopping.gifts 880000": "shop/gift shop/florist shop/party shop/candles shop/pyrotechnics",
  "health.pharmacy 930000": "amenity/pharmacy shop/chemist shop/medical_supply shop/nutrition_supplements shop/herbalist",
  "health.medical 880000": `amenity/clinic amenity/doctors healthcare/laboratory healthcare/physiotherapist amenity/hospital
    healthcare/counselling healthcare/sample_collection healthcare/dialysis`,
  "health.dental_optical 930000": "shop/optician amenity/dentist shop/hearing_aids healthcare/audiologist",
  "health.fitness 930000": "leisure/fitness_centre leisure/sports_centre leisure/dance leisure/bowling_alley",
  "personal.beauty 910000": "shop/cosmetics shop/hairdresser shop/beauty shop/perfumery shop/massage shop/hairdresser_supply",
  "personal.other 880000": "shop/dry_cleaning shop/laundry shop/tobacco shop/e-cigarette shop/cannabis shop/tailor shop/shoe_repair shop/erotic",
  "housing.furnishing 910000": `shop/furniture shop/houseware shop/bed shop/kitchen shop/interior_decoration shop/household_linen
    shop/lighting shop/carpet shop/curtain shop/window_blind shop/bathroom_furnishing`,
  "housing.diy 920000": `shop/doityourself shop/hardware shop/garden_centre shop/paint shop/trade shop/tiles shop/flooring
    shop/electrical shop/tool_hire shop/plant_hire shop/agrarian shop/swimming_pool shop/doors shop/groundskeeping`,
  "housing.services 860000": "shop/storage_rental craft/cleaning office/moving_company shop/pest_control office/security",
  "housing.repairs 860000": "shop/locksmith craft/plumber shop/glaziery craft/window_construction",
  "utilities.phone 880000": "shop/telecommunication",
  "utilities.internet 860000": "office/telecommunication",
  "utilities.energy 900000": "office/energy_supplier",
  "utilities.water 900000": "office/water_utility amenity/waste_disposal",
  "entertainment.events 900000": `amenity/cinema leisure/amusement_arcade leisure/trampoline_park leisure/indoor_play tourism/theme_park
    leisure/escape_game shop/ticket amenity/karaoke_box leisure/playground amenity/theatre`,
  "entertainment.games 880000": "shop/video_games",
  "entertainment.streaming 800000": "shop/music shop/video",
  "entertainment.news 850000": "shop/newsagent shop/kiosk",
  "entertainment.gambling 920000": "shop/bookmaker shop/lottery amenity/casino amenity/gambling leisure/adult_gaming_centre",
  "family.toys 910000": "shop/toys shop/baby_goods",
  "family.pets 920000": "shop/pet amenity/veterinary amenity/animal_boarding shop/pet_grooming",
  "family.childcare 880000": "amenity/kindergarten amenity/childcare",
  "family.education 880000": `amenity/prep_school amenity/language_school amenity/driving_school amenity/music_school amenity/university
    amenity/training amenity/college`,
  "insurance.other 880000": "office/insurance",
  "finance.loan 850000": "shop/money_lender office/mortgage",
  "transfer.person 800000": "amenity/money_transfer",
  "cash.withdrawal 820000": "amenity/bureau_de_change",
  "work.shipping 880000": "amenity/post_office office/logistics",
  "work.office 860000": "shop/copyshop office/coworking",
  "work.services 850000": "office/lawyer office/tax_advisor office/consulting office/employment_agency",
  "public.donations 860000": "shop/charity",
};

// Bodies that run many things: their bare name says nothing.
const COUNCILS = /council|borough|gemeente|stadt |comune |ville |mairie|city of|municipal|department|university|universit/;
const OPERATORS = {
  "amenity/parking": { code: "transport.parking", ppm: 900000, skip: COUNCILS },
  "route/railway": { code: "transport.public", ppm: 880000, skip: COUNCILS },
  "office/energy_supplier": { code: "utilities.energy", ppm: 900000 },
  "office/water_utility": { code: "utilities.water", ppm: 900000 },
  "amenity/car_sharing": { code: "travel.car_rental", ppm: 880000, skip: COUNCILS },
  "highway/toll_gantry": { code: "transport.parking", ppm: 880000, skip: COUNCILS },
  "amenity/post_office": { code: "work.shipping", ppm: 880000, skip: COUNCILS },
};
const TRANSIT = { "route/train": 820000, "route/subway": 820000, "route/ferry": 800000 };

const brands = new Map();
for (const [kind, keys] of Object.entries(CODES)) {
  const [code, ppm] = kind.split(" ");
  for (const key of keys.split(/\s+/)) brands.set(key, { code, ppm: Number(ppm) });
}

// The category of one file of the index; undefined when its names say nothing about spending.
export function codeOf(path) {
  const [tree, ...rest] = path.split("/");
  const key = rest.join("/");
  if (tree === "brands") return brands.get(key);
  if (tree === "operators") return OPERATORS[key];
  if (tree === "transit" && TRANSIT[key]) return { code: "transport.public", ppm: TRANSIT[key], skip: /^.{0,6}$/ };
  return undefined;
}

// Words that name a kind of shop, not a shop.
export const keyWords = new Set([...brands.keys()].map((key) => key.split("/")[1].replace(/_/g, " ")));
