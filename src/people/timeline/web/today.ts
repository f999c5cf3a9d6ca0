import { localDay } from './days.logic.ts';

/** The calendar day of the reader's clock. */
export const readToday = (): string => localDay(new Date());
