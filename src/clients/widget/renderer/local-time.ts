/** This moment with the offset of the customer's clock, e.g. 2026-03-31T09:05:00+02:00: the server learns which day it is there. */
export function nowWithOffset(now = new Date()): string {
  const offsetMinutes = -now.getTimezoneOffset();
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const local = new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 23);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(offsetMinutes / 60)}:${two(offsetMinutes % 60)}`;
}
