import { Calendar } from './calendar.ts';
import { departments } from './catalogue/departments.ts';
import { mainTouchpoints } from './catalogue/touchpoints-main.ts';
import { secondaryTouchpoints } from './catalogue/touchpoints-secondary.ts';
import { Delivery } from './delivery.ts';
import { buildPopulation } from './people/population.ts';
import { Random } from './random.ts';
import type { DemoCell, DemoCustomer, DemoDay, DemoDepartment, DemoResponse, DemoTouchpoint } from './shapes.ts';
import { playBrowsing } from './stories/browsing.ts';
import { playContacts } from './stories/contacts.ts';
import { playLifecycle } from './stories/lifecycle.ts';
import { playRepairs } from './stories/repairs.ts';
import { playRoaming } from './stories/roaming.ts';
import { playRoutine } from './stories/routine.ts';
import { Stage } from './stories/stage.ts';
import { playVoices } from './stories/voices.ts';
import { Respondent } from './surveys/respondent.ts';
import { Writer } from './texts/writer.ts';
import { plantedDays } from './truths.ts';

export const DEFAULT_CUSTOMERS = 20_000;
export const DEFAULT_SEED = 1701;

export type NordfunkOptions = { until: Date; seed?: number; customers?: number };

export type Nordfunk = {
  calendar: Calendar;
  departments: readonly DemoDepartment[];
  touchpoints: readonly DemoTouchpoint[];
  cells: readonly DemoCell[];
  customers: readonly DemoCustomer[];
  /** The history day by day, in order of arrival; can be walked once. */
  days(): Generator<DemoDay, void, undefined>;
};

/** Founds the company. Same seed, end and size: the same company, byte for byte. */
export function createNordfunk({ until, seed = DEFAULT_SEED, customers = DEFAULT_CUSTOMERS }: NordfunkOptions): Nordfunk {
  if (!Number.isInteger(customers) || customers < 10) throw new RangeError('Nordfunk needs a whole number of at least 10 customers');
  const calendar = new Calendar(until);
  const population = buildPopulation(new Random(seed, 'people'), calendar, customers);
  const planted = plantedDays(calendar);
  const writer = (stream: string): Writer => new Writer(new Random(seed, stream), calendar);
  const stage = new Stage({ random: new Random(seed, 'stories'), calendar, population, writer: writer('texts'), planted });
  const respondent = new Respondent(new Random(seed, 'answers'), writer('comments'), stage, `nordfunk-answer-${seed}-${customers}-`);
  // The end of the history is no part of the id: a load that was cut off and is repeated later goes on where it was.
  const delivery = new Delivery(new Random(seed, 'delivery'), stage, `nordfunk-${seed}-${customers}-`);

  function* days(): Generator<DemoDay, void, undefined> {
    let tomorrow: DemoResponse[] = [];
    for (let day = 0; day < calendar.days; day += 1) {
      stage.beginDay(day);
      playRoutine(stage);
      playBrowsing(stage);
      playContacts(stage);
      playRepairs(stage);
      playRoaming(stage);
      playLifecycle(stage);
      playVoices(stage);
      const entries = stage.takeDay();
      const on = calendar.dateOf(day);
      const responses = tomorrow;
      tomorrow = [];
      for (const entry of entries) {
        const response = respondent.answerTo(entry);
        if (response) (response.at.startsWith(on) ? responses : tomorrow).push(response);
      }
      responses.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
      yield { on, events: delivery.deliver(entries), responses };
    }
  }

  return {
    calendar, departments, touchpoints: [...mainTouchpoints, ...secondaryTouchpoints], cells: population.cellMap.cells,
    customers: population.people.map((person) => person.record), days,
  };
}
