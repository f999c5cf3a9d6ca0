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
  code: string, level: Level, [expectation, experience]: readonly [number, number], importance: number, responseShare: number, dimensions: readonly Dimension[], topic: TopicCode, driveFactor?: number,
): TouchpointTruth => ({ code, level, expectation, experience, importance, responseShare, dimensions, topic, ...(driveFactor ? { driveFactor } : {}) });

/** Truth (a): where customers' expectation and experience part at the main touchpoints. */
export const mainTruths: readonly TouchpointTruth[] = [
  truth('repair_status', 'worst', [8.6, 6.1], 0.75, 0.41, ['information', 'speed', 'reliability'], 'repair_status', 0.91),
  truth('roaming_invoice', 'worst', [8.6, 6.1], 0.68, 0.28, ['information', 'reliability', 'ease'], 'roaming'),
  truth('call_waiting', 'moderate', [8.0, 7.2], 0.35, 0.16, ['speed', 'information', 'ease'], 'waiting', 0.97),
  truth('porting', 'moderate', [8.3, 7.2], 0.5, 0.37, ['speed', 'information', 'reliability'], 'porting', 0.92),
  truth('contract_change', 'moderate', [8.2, 7.2], 0.5, 0.41, ['speed', 'reliability', 'information'], 'contract_change'),
  truth('mail_service', 'moderate', [8.0, 7.3], 0.45, 0.23, ['speed', 'information', 'competence'], 'mail'),
  truth('chat', 'moderate', [8.0, 7.5], 0.45, 0.2, ['speed', 'competence', 'ease'], 'chat'),
  truth('network_daily', 'at_expectation', [8.5, 8.42], 0.6, 0.084, ['reliability', 'speed'], 'reception'),
  truth('call_agent', 'at_expectation', [8.2, 8.2], 0.55, 0.23, ['competence', 'friendliness', 'reliability'], 'agent'),
  truth('monthly_invoice', 'at_expectation', [8.2, 8.2], 0.35, 0.021, ['information', 'reliability', 'ease'], 'invoice'),
  truth('web_tariffs', 'at_expectation', [7.8, 7.85], 0.25, 0.086, ['information', 'ease'], 'web'),
  truth('online_order', 'at_expectation', [8.1, 8.1], 0.35, 0.081, ['ease', 'speed', 'reliability'], 'order'),
  truth('repair_intake', 'at_expectation', [8.0, 8.0], 0.4, 0.25, ['friendliness', 'speed', 'competence'], 'repair'),
  truth('renewal_offer', 'at_expectation', [7.7, 7.65], 0.5, 0.12, ['information', 'ease'], 'renewal'),
  truth('shop_advice', 'above', [7.7, 8.6], 0.5, 0.19, ['competence', 'friendliness', 'information'], 'shop'),
  truth('app_home', 'above', [7.7, 8.5], 0.4, 0.045, ['ease', 'speed', 'information'], 'app'),
];

/** Secondary touchpoints sit near expectation; those under 30 answers must show "not enough answers". */
export const secondaryTruths: readonly TouchpointTruth[] = [
  truth('delivery', 'at_expectation', [8.0, 7.8], 0.3, 0.049, ['speed', 'reliability'], 'order'),
  truth('activation', 'at_expectation', [8.2, 8.2], 0.35, 0.18, ['ease', 'speed'], 'activation'),
  truth('shop_service', 'at_expectation', [8.0, 8.1], 0.4, 0.035, ['friendliness', 'competence'], 'shop'),
  truth('repair_return', 'moderate', [8.1, 7.5], 0.4, 0.25, ['reliability', 'friendliness'], 'repair'),
  truth('chatbot', 'moderate', [7.4, 6.5], 0.25, 0.024, ['ease', 'competence'], 'chat'),
  truth('web_help', 'at_expectation', [7.6, 7.4], 0.25, 0.0095, ['information', 'ease'], 'web'),
  truth('web_devices', 'at_expectation', [7.6, 7.7], 0.2, 0.0094, ['information', 'ease'], 'web'),
  truth('my_account', 'at_expectation', [7.9, 7.9], 0.3, 0.008, ['ease', 'information'], 'web'),
  truth('app_invoice', 'at_expectation', [7.9, 8.0], 0.3, 0.014, ['ease', 'information'], 'app'),
  truth('app_options', 'at_expectation', [7.8, 7.9], 0.3, 0.016, ['ease', 'information'], 'app'),
  truth('usage_sms', 'at_expectation', [7.6, 7.7], 0.2, 0.0078, ['information', 'speed'], 'data_speed'),
  truth('newsletter', 'at_expectation', [6.6, 6.4], 0.15, 0.026, ['information', 'ease'], 'general'),
  truth('shop_contract', 'at_expectation', [8.0, 8.0], 0.35, 0.075, ['ease', 'information'], 'shop'),
  truth('welcome_letter', 'at_expectation', [7.4, 7.5], 0.2, 0.056, ['information', 'friendliness'], 'general'),
  truth('payment_reminder', 'moderate', [7.8, 7.0], 0.35, 0.081, ['information', 'friendliness'], 'payment'),
  truth('cancellation', 'at_expectation', [7.6, 7.3], 0.4, 0.046, ['ease', 'reliability'], 'cancellation'),
  truth('renewal_contract', 'at_expectation', [8.0, 8.0], 0.4, 0.069, ['ease', 'information'], 'renewal'),
  truth('roaming_welcome', 'at_expectation', [7.9, 7.6], 0.3, 0.01, ['information', 'ease'], 'roaming'),
  truth('letter_service', 'at_expectation', [7.7, 7.3], 0.35, 0.053, ['speed', 'information'], 'mail'),
  truth('final_invoice', 'at_expectation', [7.8, 7.6], 0.3, 0.027, ['information', 'reliability'], 'invoice'),
  truth('callback', 'at_expectation', [8.1, 7.9], 0.45, 0.09, ['reliability', 'speed'], 'agent'),
  truth('forum', 'at_expectation', [7.2, 7.1], 0.2, 0.13, ['information', 'friendliness'], 'general'),
  truth('voicemail', 'at_expectation', [7.5, 7.3], 0.2, 0.089, ['ease', 'information'], 'general'),
  truth('loan_phone', 'moderate', [8.0, 7.0], 0.35, 0.04, ['ease', 'reliability'], 'repair'),
  truth('winback_call', 'at_expectation', [6.8, 6.5], 0.3, 0.042, ['friendliness', 'information'], 'renewal'),
  truth('port_out', 'at_expectation', [7.9, 7.5], 0.3, 0.026, ['speed', 'information'], 'porting'),
];

/** The touchpoints that Momente must put on top, in this order: importance × shortfall × reach. */
export const expectedRanking: readonly string[] = ['repair_status', 'roaming_invoice'];
/** These follow in some order; none of the touchpoints at or above expectation may stand before the first two. */
export const expectedRunnersUp: readonly string[] = ['call_waiting', 'mail_service', 'contract_change', 'porting', 'chat'];

/** Truth (a), since when: a new workshop takes over at the start of month 9, its data no longer reach the status page. */
export const repairTruth = { changeMonth: 9, surveyedSinceMonth: 4, before: { expectation: 8.6, experience: 7.9 }, after: { expectation: 8.6, experience: 5.3 } };

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
export const npsTruth = { overall: 11, firstQuarter: 18, lastQuarter: 3, tolerance: 4, latentStart: 0.2, latentEnd: -0.25 };

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
