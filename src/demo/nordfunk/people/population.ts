import type { Calendar } from '../calendar.ts';
import { type CellMap, buildCells } from '../catalogue/places.ts';
import { type Random, itemAt } from '../random.ts';
import { PeopleFactory } from './people-factory.ts';
import type { Household, Person } from './person.ts';

export type Population = {
  people: Person[];
  cellMap: CellMap;
  tablets: Household[];
  /** Customers with an Halvard Arc 5 below 4.2, with the weak cells, and those who travel, for the planted truths. */
  buggy: Person[];
  weak: Person[];
  byInvoiceDay: Person[][];
};

/** Persons, households and firms until the wanted number of customers is reached; the hero of the desk story comes first. */
export function buildPopulation(random: Random, calendar: Calendar, size: number): Population {
  const cellMap = buildCells(random);
  const factory = new PeopleFactory(random, calendar, cellMap);
  const people: Person[] = [factory.hero()];
  const tablets: Household[] = [];
  const room = (): number => size - people.length;

  while (room() > 0) {
    const roll = random.next();
    if (roll < 0.05) {
      people.push(...factory.company(Math.min(random.int(1, 7), room())));
    } else if (roll < 0.62) {
      people.push(factory.single());
    } else {
      const members = factory.household(Math.min(random.int(2, 4), room()));
      people.push(...members);
      const tabletId = itemAt(members, 0).tabletId;
      if (tabletId && members.length > 1) tablets.push({ members, tabletId });
    }
  }
  const byInvoiceDay: Person[][] = Array.from({ length: 29 }, () => []);
  for (const person of people) itemAt(byInvoiceDay, person.invoiceDayOfMonth).push(person);
  return {
    people, cellMap, tablets, byInvoiceDay,
    buggy: people.filter((person) => person.hasBuggyPhone),
    weak: people.filter((person) => person.hasWeakCell),
  };
}
