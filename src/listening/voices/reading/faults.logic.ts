import type { FailureCode, Fault, VoiceSource, Wrong } from '../sources/voice-sources.contract.ts';
import { failureCodes } from '../sources/voice-sources.contract.ts';

const words: Record<Fault['code'], string> = {
  no_rating: '"{value}" is no rating', other_scale: 'is given of {of}, but the best of this source is {best}', out_of_scale: '{value} lies outside of the scale {worst} to {best}', no_date: '"{value}" is no date that can be read{pattern}', too_old: '"{value}" lies before 1990', in_future: '"{value}" lies in the future',
  nothing: 'holds neither words nor stars', cell: 'the cell cannot be read ({why})', unreadable: '{why}',
};

/** What is wrong, with its sentence in English. */
export function wrong(code: Fault['code'], details: Fault['details'] = {}): Wrong {
  return { code, details, reason: words[code].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(details[name] ?? '')) };
}

/** A failure of a source as one text in the store: its code, then what it is about. */
export const writeFailure = (code: FailureCode, detail: string): string => `${code} ${detail}`;

export function readFailure(stored: string | null): VoiceSource['failure'] {
  if (stored === null) return null;
  const at = stored.indexOf(' ');
  const code = failureCodes.find((one) => one === stored.slice(0, at));
  return code === undefined ? { code: 'own_fault', detail: stored } : { code, detail: stored.slice(at + 1) };
}
