import { Weighted } from '../random.ts';

export type Phone = { manufacturer: string; model: string; versions: readonly string[]; weight: number };

/** The phone of planted truth (b): its makers are invented, like all others here. */
export const BUGGY_MODEL = 'Halvard Arc 5';

export const phones: readonly Phone[] = [
  { manufacturer: 'Halvard', model: 'Halvard Arc 4', versions: ['3.4', '3.5', '3.6'], weight: 4 },
  { manufacturer: 'Halvard', model: BUGGY_MODEL, versions: ['4.0', '4.1', '4.1', '4.2', '4.3'], weight: 6 },
  { manufacturer: 'Halvard', model: 'Halvard Arc 5 Mini', versions: ['4.2', '4.3'], weight: 2 },
  { manufacturer: 'Halvard', model: 'Halvard Bow', versions: ['2.9', '3.0'], weight: 2 },
  { manufacturer: 'Orbis', model: 'Orbis One', versions: ['15.1', '15.2', '16.0'], weight: 9 },
  { manufacturer: 'Orbis', model: 'Orbis One Pro', versions: ['15.2', '16.0'], weight: 8 },
  { manufacturer: 'Orbis', model: 'Orbis Two', versions: ['16.0', '16.1'], weight: 10 },
  { manufacturer: 'Orbis', model: 'Orbis Two Pro', versions: ['16.0', '16.1'], weight: 8 },
  { manufacturer: 'Orbis', model: 'Orbis SE', versions: ['15.1', '15.2'], weight: 4 },
  { manufacturer: 'Sanjo', model: 'Sanjo Flow 20', versions: ['12', '13'], weight: 6 },
  { manufacturer: 'Sanjo', model: 'Sanjo Flow 21', versions: ['13', '14'], weight: 9 },
  { manufacturer: 'Sanjo', model: 'Sanjo Flow 22', versions: ['14', '15'], weight: 10 },
  { manufacturer: 'Sanjo', model: 'Sanjo Flow 22 Ultra', versions: ['14', '15'], weight: 5 },
  { manufacturer: 'Sanjo', model: 'Sanjo Fold', versions: ['14', '15'], weight: 2 },
  { manufacturer: 'Kestrel', model: 'Kestrel K3', versions: ['8.1', '8.2'], weight: 4 },
  { manufacturer: 'Kestrel', model: 'Kestrel K4', versions: ['8.2', '9.0'], weight: 4 },
  { manufacturer: 'Kestrel', model: 'Kestrel K4 Outdoor', versions: ['8.2', '9.0'], weight: 2 },
  { manufacturer: 'Lumio', model: 'Lumio 7', versions: ['5.0', '5.1'], weight: 3 },
  { manufacturer: 'Lumio', model: 'Lumio 8', versions: ['5.1', '6.0'], weight: 4 },
  { manufacturer: 'Lumio', model: 'Lumio 8 Lite', versions: ['5.1', '6.0'], weight: 3 },
  { manufacturer: 'Tavira', model: 'Tavira Solo', versions: ['1.8', '1.9'], weight: 2 },
  { manufacturer: 'Tavira', model: 'Tavira Duo', versions: ['1.9', '2.0'], weight: 2 },
  { manufacturer: 'Fernhall', model: 'Fernhall Fair 4', versions: ['4.4', '4.5'], weight: 2 },
  { manufacturer: 'Fernhall', model: 'Fernhall Fair 5', versions: ['4.5', '5.0'], weight: 2 },
  { manufacturer: 'Brevo', model: 'Brevo Senior', versions: ['1.2', '1.3'], weight: 2 },
];

export const phoneMarket = new Weighted(phones.map((phone) => [phone, phone.weight] as const));
