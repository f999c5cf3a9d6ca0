/** The neutral shapes in which the simulator hands out its company; the loader turns them into requests. */

export type Channel =
  | 'web' | 'app' | 'shop' | 'call_center' | 'mail' | 'chat' | 'letter' | 'sms' | 'social' | 'partner' | 'network';

export type Stage =
  | 'awareness' | 'consideration' | 'purchase' | 'onboarding' | 'use' | 'service' | 'renewal' | 'farewell';

export type Language = 'de' | 'en';

export type Dimension = 'speed' | 'ease' | 'reliability' | 'friendliness' | 'competence' | 'information';

export type DemoDepartment = { code: string; nameDe: string; nameEn: string };

export type DemoRule = {
  /** Name of the event; `page` and `screen` for page and screen views. */
  event: string;
  channel?: Channel;
  properties?: { name: string; operator: 'equals' | 'startsWith'; value: string }[];
};

export type DemoTouchpoint = {
  code: string;
  nameDe: string;
  nameEn: string;
  stage: Stage;
  channel: Channel;
  kind: 'main' | 'secondary';
  /** Indirect: a third party runs it, the customer still blames or praises Nordfunk. */
  reach: 'direct' | 'indirect';
  ownerDepartment: string;
  involvedDepartments: string[];
  isMomentOfTruth: boolean;
  tangibleItems: string[];
  rules: DemoRule[];
};

export type DemoCell = {
  code: string;
  city: string;
  postalCode: string;
  state: string;
  technology: '5G' | 'LTE';
  /** 0 (no service) to 100 (perfect). */
  quality: number;
};

export type DemoAddress = {
  street: string;
  houseNumber: string;
  postalCode: string;
  city: string;
  country: 'DE';
  cell: string;
  validFrom: string;
  validTo: string | null;
};

export type DemoContract = {
  contractNumber: string;
  tariffCode: string;
  tariffName: string;
  msisdn: string;
  startsOn: string;
  endsOn: string | null;
  monthlyPriceCents: number;
};

export type DemoDevice = {
  serialNumber: string;
  manufacturer: string;
  model: string;
  software: string;
  ownedFrom: string;
  ownedTo: string | null;
};

export type DemoCustomer = {
  userId: string;
  kind: 'person' | 'company';
  name: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string;
  language: Language;
  birthYear: number | null;
  householdId: string | null;
  /** userId of the company whose account pays. */
  accountId: string | null;
  addresses: DemoAddress[];
  contracts: DemoContract[];
  devices: DemoDevice[];
  traits: {
    segment: 'private' | 'young_traveller' | 'family' | 'senior' | 'business';
    preferredChannel: Channel;
    newsletter: boolean;
    hasApp: boolean;
    customerSince: string;
    homeCell: string;
    homeCellQuality: number;
  };
};

export type DemoEvent = {
  type: 'track' | 'page' | 'screen' | 'identify';
  messageId: string;
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  event?: string;
  name?: string;
  properties?: Record<string, string | number | boolean>;
  traits?: Record<string, string | number | boolean>;
  context?: EventContext;
};

export type EventContext = {
  library?: { name: string; version: string };
  device?: { type: string; manufacturer?: string; model?: string };
  os?: { name: string; version: string };
  app?: { name: string; version: string };
  locale?: string;
};

export type DemoAnswer = {
  item: string;
  dimension: Dimension | null;
  role: 'expectation' | 'experience' | 'nps' | 'csat' | 'comment';
  /** 0–10 for expectation, experience and NPS, 1–5 for CSAT. */
  value?: number;
  text?: string;
};

export type DemoResponse = {
  id: string;
  touchpointCode: string;
  userId: string;
  at: string;
  language: Language;
  channel: Channel;
  answers: DemoAnswer[];
};

/** What arrived on one day, in order of arrival; late and repeated events included. */
export type DemoDay = { on: string; events: DemoEvent[]; responses: DemoResponse[] };
