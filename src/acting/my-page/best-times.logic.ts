export interface BestTime {
  days: number[];
  from: string;
  to: string;
}

const workdays = [1, 2, 3, 4, 5];
/** What customers choose from; 1 = Monday. */
export const offeredTimes = {
  morning: { days: workdays, from: '08:00', to: '12:00' },
  afternoon: { days: workdays, from: '12:00', to: '17:00' },
  evening: { days: workdays, from: '17:00', to: '20:00' },
  saturday: { days: [6], from: '09:00', to: '14:00' },
} satisfies Record<string, BestTime>;
export type OfferedTime = keyof typeof offeredTimes;
export const offeredTimeKeys: readonly OfferedTime[] = ['morning', 'afternoon', 'evening', 'saturday'];

const same = (a: BestTime, b: BestTime) => a.from === b.from && a.to === b.to && a.days.join() === b.days.join();

export const isChosen = (times: readonly BestTime[], key: OfferedTime): boolean => times.some((time) => same(time, offeredTimes[key]));

/** Times that staff wrote down otherwise stay as they are. */
export function toggled(times: readonly BestTime[], key: OfferedTime): BestTime[] {
  return isChosen(times, key) ? times.filter((time) => !same(time, offeredTimes[key])) : [...times, offeredTimes[key]];
}
