import type { DemoCustomer, DemoDevice, EventContext, Language } from '../shapes.ts';

/** A customer with everything that drives the behaviour in the simulation; `record` is what leaves the simulator. */
export type Person = {
  record: DemoCustomer;
  userId: string;
  /** Days of the history; negative: customer since before it begins. */
  startDay: number;
  /** First day without a contract; Infinity: stays. */
  endDay: number;
  isBusiness: boolean;
  isYoungTraveller: boolean;
  /** Trips abroad per year. */
  tripsPerYear: number;
  hasWeakCell: boolean;
  hasBuggyPhone: boolean;
  hasTechnicalInterest: boolean;
  language: Language;
  city: string;
  cell: string;
  cellQuality: number;
  /** The phone of the day; `nextPhone` takes over on `phoneChangeDay`. */
  phone: DemoDevice;
  nextPhone: DemoDevice;
  phoneChangeDay: number;
  tariffName: string;
  monthlyPriceCents: number;
  webId: string;
  appId: string;
  /** Anonymous id of the tablet that the household shares. */
  tabletId: string | null;
  hasApp: boolean;
  isAppKnown: boolean;
  invoiceDayOfMonth: number;
  /** Lasting loyalty towards Nordfunk, standard normal. */
  loyalty: number;
  /** How generously this person rates, standard normal. */
  generosity: number;
  lastSurveyDay: number;
  webContext: EventContext;
  appContext: EventContext;
};

export type Household = { members: Person[]; tabletId: string };
