import type { SeededRandom } from '../../kernel/stats/random.ts';
import type { Context } from '../../platform/context.ts';
import type { Factor } from './barometer.contract.ts';

/** For tests: one customer's answers to the survey of the template `ecsi`; what is not said is answered as the others. */
export interface RespondentDraft {
  /** Number of the response; also of the customer, unless said. */
  number: number;
  customer?: number;
  /** yyyy-MM-dd */
  on: string;
  group?: string;
  channel?: string;
  region?: string;
  /** 1–10; questions of this factor all get it. */
  points?: Partial<Record<Factor, number>>;
  /** Items that are left out ("cannot say"). */
  silentOn?: readonly string[];
}

interface Asked {
  item: string;
  factor: Factor;
  low: number;
  high: number;
}

const rows = (question: string, factor: Factor, ...ids: string[]): Asked[] => ids.map((id) => ({ item: `${question}.${id}`, factor, low: 1, high: 10 }));
const singles = (factor: Factor, ...ids: string[]): Asked[] => ids.map((item) => ({ item, factor, low: 1, high: 10 }));

/** What the template asks on a scale, as history calls it; the branch for those who never complained. */
export const asked: readonly Asked[] = [
  ...rows('image', 'image', 'trustworthy', 'established', 'contribution', 'cares', 'forward'),
  ...rows('expectations', 'expectations', 'overall_quality', 'own_needs', 'reliability'),
  ...rows('quality', 'quality', 'overall', 'product', 'service', 'range', 'reliability', 'clarity'),
  ...singles('value', 'price_for_quality', 'quality_for_price'),
  ...singles('satisfaction', 'overall_satisfaction', 'met_expectations', 'close_to_ideal'),
  ...singles('complaints', 'complaint_expected'),
  ...singles('loyalty', 'choose_again'), { item: 'nps', factor: 'loyalty', low: 0, high: 10 },
];

const id = (kind: number, number: number): string => `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export async function insertRespondents(context: Pick<Context, 'history'>, survey: string, drafts: readonly RespondentDraft[]): Promise<void> {
  const lines = drafts.flatMap(({ number, customer = number, on, group = '', channel = 'web', points = {}, silentOn = [] }) => asked.filter(({ item }) => !silentOn.includes(item)).map(({ item, factor, low, high }) => {
    const raw = Math.min(high, points[factor] ?? 7);
    return JSON.stringify({
      response_id: id(1, number), subject: id(2, customer), at: `${on} 10:00:00.000`, received_at: `${on} 10:00:00.000`, batch: 1, survey, version: 1, touchpoint: '', channel, department: '', target_group: group, language: 'de',
      question: item.split('.')[0], item, option: item.split('.')[1] ?? '', dimension: factor, role: 'rating', value: raw, raw, scale_low: low, scale_high: high, text: '', mood: null,
    });
  }));
  await context.history.insertLines('answers', lines.join('\n'));
  const responses = drafts.map(({ number, customer = number, on, group = '', channel = 'web', region = '' }) => JSON.stringify({
    survey, response_id: id(1, number), version: 1, subject: id(2, customer), at: `${on} 10:00:00.000`, received_at: `${on} 10:00:00.000`, finished_at: `${on} 10:00:00.000`, batch: 1, seq: 1, state: 'finished', answered: 20, asked: 20, language: 'de', source: 'link', channel, target_group: group, hidden: region === '' ? {} : { region },
  }));
  await context.history.insertLines('responses', responses.join('\n'));
}

/**
 * Points of one customer as the model has it: each factor follows those before it, plus what is their own. `lift` moves
 * satisfaction as a whole.
 */
export function drawPoints(random: SeededRandom, lift = 0): Record<Factor, number> {
  const image = random.normal();
  const expectations = 0.5 * image + 0.8 * random.normal();
  const quality = 0.6 * expectations + 0.7 * random.normal();
  const value = 0.6 * quality + 0.7 * random.normal();
  const satisfaction = 0.2 * image + 0.5 * quality + 0.2 * value + 0.5 * random.normal();
  const complaints = 0.5 * satisfaction + 0.8 * random.normal();
  const loyalty = 0.2 * image + 0.5 * satisfaction + 0.7 * random.normal();
  const points = (latent: number, more = 0): number => Math.min(10, Math.max(1, Math.round(6.5 + 1.8 * latent + more)));
  return { image: points(image), expectations: points(expectations), quality: points(quality), value: points(value), satisfaction: points(satisfaction, lift), complaints: points(complaints), loyalty: points(loyalty) };
}
