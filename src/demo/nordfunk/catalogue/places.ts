import { type Random, Weighted, itemAt } from '../random.ts';
import type { DemoCell } from '../shapes.ts';

export type Place = { city: string; postalCode: string; state: string; weight: number; isWeak: boolean; landlinePrefix: string | null };

/** Planted truth (c): the places of the weak cells. */
export const WEAK_REGION = 'Uckermark';
export const weakCities: readonly string[] = ['Prenzlau', 'Templin', 'Angermünde', 'Schwedt'];

/** City|postal code|state|weight. Real places; how many customers live there is invented. */
const LIST = `Berlin|10115|BE|26;Berlin|10247|BE|22;Berlin|12043|BE|20;Berlin|13353|BE|20;Hamburg|20095|HH|24;Hamburg|22765|HH|24;München|80331|BY|20;München|81667|BY|18;Köln|50667|NW|26
Frankfurt am Main|60311|HE|22;Stuttgart|70173|BW|18;Düsseldorf|40213|NW|18;Leipzig|04109|SN|18;Dortmund|44135|NW|16;Essen|45127|NW|16;Bremen|28195|HB|20;Dresden|01067|SN|16;Hannover|30159|NI|20
Nürnberg|90402|BY|14;Duisburg|47051|NW|12;Bochum|44787|NW|11;Wuppertal|42103|NW|10;Bielefeld|33602|NW|10;Bonn|53111|NW|10;Münster|48143|NW|11;Mannheim|68159|BW|10;Karlsruhe|76133|BW|10
Augsburg|86150|BY|9;Wiesbaden|65183|HE|9;Mönchengladbach|41061|NW|8;Gelsenkirchen|45879|NW|8;Aachen|52062|NW|8;Braunschweig|38100|NI|9;Kiel|24103|SH|12;Chemnitz|09111|SN|8;Halle|06108|ST|8
Magdeburg|39104|ST|8;Freiburg|79098|BW|8;Krefeld|47798|NW|7;Mainz|55116|RP|7;Lübeck|23552|SH|10;Erfurt|99084|TH|7;Oberhausen|46045|NW|6;Rostock|18055|MV|9;Kassel|34117|HE|6;Hagen|58095|NW|5
Potsdam|14467|BB|7;Saarbrücken|66111|SL|5;Hamm|59065|NW|5;Ludwigshafen|67059|RP|5;Oldenburg|26122|NI|8;Osnabrück|49074|NI|6;Leverkusen|51373|NW|5;Heidelberg|69117|BW|5;Darmstadt|64283|HE|5
Solingen|42651|NW|4;Regensburg|93047|BY|5;Paderborn|33098|NW|4;Ingolstadt|85049|BY|4;Würzburg|97070|BY|4;Wolfsburg|38440|NI|4;Ulm|89073|BW|4;Heilbronn|74072|BW|4;Pforzheim|75172|BW|3
Göttingen|37073|NI|4;Bottrop|46236|NW|3;Reutlingen|72764|BW|3;Koblenz|56068|RP|4;Bremerhaven|27568|HB|5;Erlangen|91052|BY|3;Trier|54290|RP|3;Jena|07743|TH|4;Siegen|57072|NW|3;Hildesheim|31134|NI|3
Cottbus|03046|BB|3;Gütersloh|33330|NW|3;Kaiserslautern|67655|RP|3;Schwerin|19053|MV|4;Flensburg|24937|SH|6;Passau|94032|BY|2;Husum|25813|SH|3;Emden|26721|NI|3;Stralsund|18435|MV|4
Greifswald|17489|MV|3;Görlitz|02826|SN|2;Plauen|08523|SN|2;Bamberg|96047|BY|3;Bayreuth|95444|BY|2;Konstanz|78462|BW|3;Ravensburg|88212|BW|2;Kempten|87435|BY|2;Rosenheim|83022|BY|2
Landshut|84028|BY|2;Fulda|36037|HE|2;Marburg|35037|HE|2;Gießen|35390|HE|3;Celle|29221|NI|3;Lüneburg|21335|NI|4;Cuxhaven|27472|NI|3;Goslar|38640|NI|2;Eisenach|99817|TH|2;Weimar|99423|TH|2
Suhl|98527|TH|1;Zwickau|08056|SN|3;Neubrandenburg|17033|MV|3;Prenzlau|17291|BB|11;Templin|17268|BB|8;Angermünde|16278|BB|7;Schwedt|16303|BB|9`;

/** Area codes with 1,000 numbers each that the Bundesnetzagentur keeps free for films and books (Official Gazette 7/2021, notice 148). */
const FICTION_LANDLINES: Record<string, string> = {
  Berlin: '+493023125', Hamburg: '+494066969', München: '+498999998', Köln: '+492214710', 'Frankfurt am Main': '+496990009',
};

export const places: readonly Place[] = LIST.split(/[;\n]/).map((entry) => {
  const [city = '', postalCode = '', state = '', weight = '1'] = entry.split('|');
  return {
    city, postalCode, state, weight: Number(weight), isWeak: weakCities.includes(city),
    landlinePrefix: FICTION_LANDLINES[city] ?? null,
  };
});

export const placeMarket = new Weighted(places.map((place) => [place, place.weight] as const));

export const streets: readonly string[] = [
  'Hauptstraße', 'Lindenweg', 'Schulstraße', 'Gartenstraße', 'Bahnhofstraße', 'Dorfstraße', 'Bergstraße', 'Birkenweg', 'Kirchstraße', 'Waldstraße',
  'Ringstraße', 'Amselweg', 'Wiesenweg', 'Goethestraße', 'Schillerstraße', 'Mühlenweg', 'Feldstraße', 'Buchenweg', 'Eichenweg', 'Rosenstraße',
  'Am Markt', 'Neue Straße', 'Ahornweg', 'Parkstraße', 'Kastanienallee', 'Beethovenstraße', 'Mozartstraße', 'Poststraße', 'Sonnenweg', 'Uferstraße',
  'Hafenstraße', 'Friedrichstraße', 'Lessingstraße', 'Tannenweg', 'Fliederweg', 'Kiefernweg', 'Drosselweg', 'Nordstraße', 'Südring', 'Marktstraße',
];

/** Countries in which customers roam; the first eight are inside the European Union. */
export const countries: readonly (readonly [string, string])[] = [
  ['Spanien', 'Spain'], ['Italien', 'Italy'], ['Österreich', 'Austria'], ['Frankreich', 'France'], ['Polen', 'Poland'], ['Griechenland', 'Greece'],
  ['Portugal', 'Portugal'], ['Kroatien', 'Croatia'], ['Norwegen', 'Norway'], ['Großbritannien', 'Great Britain'],
  ['Thailand', 'Thailand'], ['Marokko', 'Morocco'], ['Ägypten', 'Egypt'], ['Kanada', 'Canada'], ['Serbien', 'Serbia'], ['Japan', 'Japan'],
];

export type CellMap = { cells: DemoCell[]; cellAt(place: Place, random: Random): DemoCell };

/** Two to eight cells per place; good ones around 87, the weak region around 42. */
export function buildCells(random: Random): CellMap {
  const byPlace = new Map<Place, DemoCell[]>();
  const cells: DemoCell[] = [];
  places.forEach((place, index) => {
    const own = Array.from({ length: 2 + Math.min(6, Math.floor(place.weight / 3)) }, (_, number): DemoCell => {
      const quality = place.isWeak ? 42 + random.normal() * 5 : Math.min(98, Math.max(74, 87 + random.normal() * 5));
      return {
        code: `NF-${String(index + 1).padStart(3, '0')}-${number + 1}`,
        city: place.city, postalCode: place.postalCode, state: place.state,
        technology: !place.isWeak && random.chance(0.7) ? '5G' : 'LTE',
        quality: Math.round(quality),
      };
    });
    byPlace.set(place, own);
    cells.push(...own);
  });
  return { cells, cellAt: (place, rng) => itemAt(byPlace.get(place) ?? [], rng.int(0, (byPlace.get(place)?.length ?? 1) - 1)) };
}
