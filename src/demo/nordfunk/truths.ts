import { type Calendar, isoWeekOf } from './calendar.ts';
import { BUGGY_MODEL } from './catalogue/phones.ts';
import { WEAK_REGION, weakCities } from './catalogue/places.ts';
import type { Dimension } from './shapes.ts';
import type { TopicCode } from './texts/topic.ts';

export type Level = 'worst' | 'moderate' | 'at_expectation' | 'above';

/** What is planted at one touchpoint. Means on the scale 0–10 over the whole history. */
export type TouchpointTruth = {
  code: string;
  level: Level;
  expectation: number;
  experience: number;
  /** Correlation of the experience here with the overall score (NPS item) of the same answer. */
  importance: number;
  /** Share of these contacts after which a survey is completed. */
  responseShare: number;
  dimensions: readonly Dimension[];
  topic: TopicCode;
  /** Tuning of the simulator: how hard the experience drives the overall score. */
  driveFactor?: number;
};

const truth = (
  code: string, level: Level, [expectation, experience]: readonly [number, number], more: Omit<TouchpointTruth, 'code' | 'level' | 'expectation' | 'experience'>,
): TouchpointTruth => ({ code, level, expectation, experience, ...more });

/** Truth (a): where customers' expectation and experience part at the main touchpoints. */
export const mainTruths: readonly TouchpointTruth[] = [
  truth('repair_status', 'worst', [8.6, 6.1], { importance: 0.75, responseShare: 0.41, dimensions: ['information', 'speed', 'reliability'], topic: 'repair_status', driveFactor: 0.91 }),
  truth('roaming_invoice', 'worst', [8.6, 6.1], { importance: 0.63, responseShare: 0.28, dimensions: ['information', 'reliability', 'ease'], topic: 'roaming', driveFactor: 1.02 }),
  truth('call_waiting', 'moderate', [8.0, 7.3], { importance: 0.35, responseShare: 0.19, dimensions: ['speed', 'information', 'ease'], topic: 'waiting', driveFactor: 0.97 }),
  truth('porting', 'moderate', [8.3, 7.2], { importance: 0.5, responseShare: 0.37, dimensions: ['speed', 'information', 'reliability'], topic: 'porting', driveFactor: 0.92 }),
  truth('contract_change', 'moderate', [8.2, 7.2], { importance: 0.5, responseShare: 0.41, dimensions: ['speed', 'reliability', 'information'], topic: 'contract_change' }),
  truth('mail_service', 'moderate', [8.0, 7.3], { importance: 0.45, responseShare: 0.23, dimensions: ['speed', 'information', 'competence'], topic: 'mail' }),
  truth('chat', 'moderate', [8.0, 7.5], { importance: 0.45, responseShare: 0.2, dimensions: ['speed', 'competence', 'ease'], topic: 'chat' }),
  truth('network_daily', 'at_expectation', [8.5, 8.42], { importance: 0.6, responseShare: 0.094, dimensions: ['reliability', 'speed'], topic: 'reception' }),
  truth('call_agent', 'at_expectation', [8.1, 8.2], { importance: 0.55, responseShare: 0.27, dimensions: ['competence', 'friendliness', 'reliability'], topic: 'agent' }),
  truth('monthly_invoice', 'at_expectation', [8.1, 8.2], { importance: 0.35, responseShare: 0.021, dimensions: ['information', 'reliability', 'ease'], topic: 'invoice' }),
  truth('web_tariffs', 'at_expectation', [7.8, 7.85], { importance: 0.25, responseShare: 0.1, dimensions: ['information', 'ease'], topic: 'web' }),
  truth('online_order', 'at_expectation', [8.1, 8.1], { importance: 0.35, responseShare: 0.081, dimensions: ['ease', 'speed', 'reliability'], topic: 'order' }),
  truth('repair_intake', 'at_expectation', [8.0, 8.0], { importance: 0.4, responseShare: 0.25, dimensions: ['friendliness', 'speed', 'competence'], topic: 'repair' }),
  truth('renewal_offer', 'at_expectation', [7.7, 7.65], { importance: 0.5, responseShare: 0.12, dimensions: ['information', 'ease'], topic: 'renewal' }),
  truth('shop_advice', 'above', [7.7, 8.6], { importance: 0.5, responseShare: 0.19, dimensions: ['competence', 'friendliness', 'information'], topic: 'shop' }),
  truth('app_home', 'above', [7.7, 8.5], { importance: 0.4, responseShare: 0.052, dimensions: ['ease', 'speed', 'information'], topic: 'app' }),
];

/** Secondary touchpoints sit near expectation; those under 30 answers must show "not enough answers". */
export const secondaryTruths: readonly TouchpointTruth[] = [
  truth('delivery', 'at_expectation', [8.0, 7.8], { importance: 0.3, responseShare: 0.049, dimensions: ['speed', 'reliability'], topic: 'order' }),
  truth('activation', 'at_expectation', [8.2, 8.2], { importance: 0.35, responseShare: 0.18, dimensions: ['ease', 'speed'], topic: 'activation' }),
  truth('shop_service', 'at_expectation', [8.0, 8.1], { importance: 0.4, responseShare: 0.035, dimensions: ['friendliness', 'competence'], topic: 'shop' }),
  truth('repair_return', 'moderate', [8.1, 7.5], { importance: 0.4, responseShare: 0.25, dimensions: ['reliability', 'friendliness'], topic: 'repair' }),
  truth('chatbot', 'moderate', [7.4, 6.8], { importance: 0.25, responseShare: 0.024, dimensions: ['ease', 'competence'], topic: 'chat' }),
  truth('web_help', 'at_expectation', [7.6, 7.4], { importance: 0.25, responseShare: 0.0095, dimensions: ['information', 'ease'], topic: 'web' }),
  truth('web_devices', 'at_expectation', [7.6, 7.7], { importance: 0.2, responseShare: 0.0094, dimensions: ['information', 'ease'], topic: 'web' }),
  truth('my_account', 'at_expectation', [7.9, 7.9], { importance: 0.3, responseShare: 0.008, dimensions: ['ease', 'information'], topic: 'web' }),
  truth('app_invoice', 'at_expectation', [7.9, 8.0], { importance: 0.3, responseShare: 0.014, dimensions: ['ease', 'information'], topic: 'app' }),
  truth('app_options', 'at_expectation', [7.8, 7.9], { importance: 0.3, responseShare: 0.016, dimensions: ['ease', 'information'], topic: 'app' }),
  truth('usage_sms', 'at_expectation', [7.6, 7.7], { importance: 0.2, responseShare: 0.0078, dimensions: ['information', 'speed'], topic: 'data_speed' }),
  truth('newsletter', 'at_expectation', [6.6, 6.4], { importance: 0.15, responseShare: 0.026, dimensions: ['information', 'ease'], topic: 'general' }),
  truth('shop_contract', 'at_expectation', [8.0, 8.0], { importance: 0.35, responseShare: 0.075, dimensions: ['ease', 'information'], topic: 'shop' }),
  truth('welcome_letter', 'at_expectation', [7.4, 7.5], { importance: 0.2, responseShare: 0.056, dimensions: ['information', 'friendliness'], topic: 'general' }),
  truth('payment_reminder', 'moderate', [7.8, 7.0], { importance: 0.35, responseShare: 0.081, dimensions: ['information', 'friendliness'], topic: 'payment' }),
  truth('cancellation', 'at_expectation', [7.6, 7.3], { importance: 0.4, responseShare: 0.046, dimensions: ['ease', 'reliability'], topic: 'cancellation' }),
  truth('renewal_contract', 'at_expectation', [8.0, 8.0], { importance: 0.4, responseShare: 0.069, dimensions: ['ease', 'information'], topic: 'renewal' }),
  truth('roaming_welcome', 'at_expectation', [7.9, 7.6], { importance: 0.3, responseShare: 0.01, dimensions: ['information', 'ease'], topic: 'roaming' }),
  truth('letter_service', 'at_expectation', [7.7, 7.3], { importance: 0.35, responseShare: 0.053, dimensions: ['speed', 'information'], topic: 'mail' }),
  truth('final_invoice', 'at_expectation', [7.8, 7.6], { importance: 0.3, responseShare: 0.027, dimensions: ['information', 'reliability'], topic: 'invoice' }),
  truth('callback', 'at_expectation', [8.1, 7.9], { importance: 0.45, responseShare: 0.09, dimensions: ['reliability', 'speed'], topic: 'agent' }),
  truth('forum', 'at_expectation', [7.2, 7.1], { importance: 0.2, responseShare: 0.13, dimensions: ['information', 'friendliness'], topic: 'general' }),
  truth('voicemail', 'at_expectation', [7.5, 7.3], { importance: 0.2, responseShare: 0.089, dimensions: ['ease', 'information'], topic: 'general' }),
  truth('loan_phone', 'moderate', [8.0, 7.0], { importance: 0.35, responseShare: 0.03, dimensions: ['ease', 'reliability'], topic: 'repair' }),
  truth('winback_call', 'at_expectation', [6.8, 6.5], { importance: 0.3, responseShare: 0.042, dimensions: ['friendliness', 'information'], topic: 'renewal' }),
  truth('port_out', 'at_expectation', [7.9, 7.5], { importance: 0.3, responseShare: 0.018, dimensions: ['speed', 'information'], topic: 'porting' }),
];

/** The touchpoints that Momente must put on top, in this order: importance × shortfall × reach. */
export const expectedRanking: readonly string[] = ['repair_status', 'roaming_invoice'];
/** These follow in some order; none of the touchpoints at or above expectation may stand before the first two. */
export const expectedRunnersUp: readonly string[] = ['call_waiting', 'mail_service', 'contract_change', 'porting', 'chat'];

/** Truth (a), since when: a new workshop takes over at the start of month 9, its data no longer reach the status page. */
export const repairTruth = { changeMonth: 9, surveyedSinceMonth: 4, before: { expectation: 8.6, experience: 7.9 }, after: { expectation: 8.6, experience: 5.4 } };

/** Truth (a), for whom: only business customers and young travellers suffer from the roaming invoice. */
export const roamingTruth = { affected: { expectation: 8.6, experience: 5.9 }, others: { expectation: 8.6, experience: 8.4 } };

/** Truth (d): the chat was relaunched at the start of month 10. */
export const chatTruth = { relaunchMonth: 10, before: { expectation: 8.0, experience: 6.7 }, after: { expectation: 8.0, experience: 8.3 } };

/** Truth (e): a change filed in a shop lies for days before the back office handles it; the standard is two days. */
export const handoverTruth = { fromDepartment: 'shops', toDepartment: 'back_office', standardDays: 2, shopMedianDays: 6.5, onlineMedianDays: 0.8, shopExperience: 6.9, onlineExperience: 8.1 };

/** Truth (b): since a certain Monday calls drop on this phone with old software, although the cell at home is good. */
export const phoneTruth = { model: BUGGY_MODEL, belowSoftware: '4.2', weeksBeforeEnd: 9, topic: 'dropped_calls' as const, goodCellFrom: 75, networkExperience: 5.4 };

/** Truth (c): the cells of one region are weak. */
export const regionTruth = { region: WEAK_REGION, cities: weakCities, cellQualityBelow: 60, networkExperience: 5.2 };

/** Truth (f): recommendation over all surveys, in NPS points (share of 9–10 minus share of 0–6, × 100). */
export const npsTruth = { overall: 11, firstQuarter: 18, lastQuarter: 2, tolerance: 4, latentStart: 0.2, latentEnd: -0.25 };

/** Truth (g): what drives recommendation in the yearly survey, strongest first, and what has nothing to do with it (nor with anything else asked there). */
export const driverTruth = { survey: 'nordfunk_und_sie', question: 'areas', real: ['network', 'price', 'service'], none: ['shop', 'app'] } as const;

/** Truth (h): what kind of feature each is (Kano: must-be, one-dimensional, attractive, indifferent); about tracking customers do not agree. */
export const kanoTruth = {
  survey: 'kano_service', categories: { clear_bill: 'M', same_day: 'O', same_person: 'A', callback: 'I' }, undecided: 'tracking',
} as const;

/** Truth (i): from the first wave of the barometer to the second, half a year later, only value for money falls; by how much in index points (0–100). */
export const barometerTruth = { survey: 'barometer', changed: 'value', indexPoints: -9.5, tolerance: 3, unchanged: ['image', 'expectations', 'quality', 'satisfaction', 'complaints', 'loyalty'] } as const;

/** Truth (j): since a certain Monday the app throws people out; until then its home page was above expectation. Told by the feedback inside of the app. */
export const appTruth = { survey: 'app_feedback', touchpoint: 'app_home', weeksBeforeEnd: 3, before: { expectation: 7.7, experience: 8.5 }, after: { expectation: 7.7, experience: 5.5 } } as const;

export const textTruth = { germanShare: 0.75, distinctShare: 0.95 };

/** The customer of the desk story, who calls on the last day because of dropped calls. */
export const heroUserId = 'K-100001';

export const kindsWithoutTouchpoint: readonly string[] = ['esim_activated', 'wifi_calling_enabled', 'multi_card_added'];
export const touchpointsWithoutEvents: readonly string[] = ['tv_spot', 'shop_window', 'contract_document', 'terms_conditions', 'sim_packaging', 'customer_magazine'];

/** The planted moments as days of one history. */
export type PlantedDays = { repairChange: number; repairSurveys: number; chatRelaunch: number; phoneBug: number };

export function plantedDays(calendar: Calendar): PlantedDays {
  return {
    repairChange: calendar.monthStartDay(repairTruth.changeMonth),
    repairSurveys: calendar.monthStartDay(repairTruth.surveyedSinceMonth),
    chatRelaunch: calendar.monthStartDay(chatTruth.relaunchMonth),
    phoneBug: calendar.mondayOf(calendar.days - 1) - 7 * phoneTruth.weeksBeforeEnd,
  };
}

/** The same as calendar dates, for tests and pages. */
export function plantedDates(calendar: Calendar): { repairChangeOn: string; chatRelaunchOn: string; phoneBugOn: string; phoneBugWeek: string } {
  const days = plantedDays(calendar);
  return {
    repairChangeOn: calendar.dateOf(days.repairChange),
    chatRelaunchOn: calendar.dateOf(days.chatRelaunch),
    phoneBugOn: calendar.dateOf(days.phoneBug),
    phoneBugWeek: isoWeekOf(new Date(calendar.dayStartMs(days.phoneBug))),
  };
}
