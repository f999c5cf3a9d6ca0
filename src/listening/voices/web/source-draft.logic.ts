import type { SourceInput, TouchpointRule, VoiceField, VoiceMapping, VoiceSource } from '../sources/voice-sources.contract.ts';

/** What stands in the form; texts, so that half-typed ones are kept. Empty: nothing. */
export interface SourceDraft {
  name: string; kind: SourceInput['kind'] | 'mailbox'; voiceKind: SourceInput['voiceKind']; url: string; headerName: string; headerValue: string; mapping: VoiceMapping; worst: number; best: number; touchpoint: string; rules: TouchpointRule[]; everyMinutes: number;
  replyUrl: string; signedAs: SourceInput['signedAs']; signatureHeader: string; secret: string;
}

export const emptyMapping: VoiceMapping = { items: '', fields: {}, identifiers: [], pattern: null, timeZone: 'Europe/Berlin' };

export function sourceDraftOf(source: VoiceSource | null): SourceDraft {
  return {
    name: source?.name ?? '', kind: source?.kind ?? 'file', voiceKind: source?.voiceKind ?? 'review', url: source?.url ?? '', headerName: '', headerValue: '', mapping: source?.mapping ?? emptyMapping, worst: source?.starsWorst ?? 1, best: source?.starsBest ?? 5, touchpoint: source?.touchpoint ?? '',
    rules: source?.rules ?? [], everyMinutes: source?.everyMinutes ?? 60, replyUrl: source?.replyUrl ?? '', signedAs: source?.signedAs ?? 'standard', signatureHeader: source?.signature?.header ?? 'X-Signature', secret: '',
  };
}

const hasWords = ({ fields }: VoiceMapping): boolean => fields.text !== undefined || fields.stars !== undefined || fields.title !== undefined;

/** What is missing before it can be saved; null: nothing. */
export function missingOf({ name, kind, url, mapping, worst, best, rules }: SourceDraft): 'name' | 'url' | 'mapping' | 'scale' | 'rules' | null {
  if (name.trim() === '') return 'name';
  if ((kind === 'feed' || kind === 'json') && !/^https?:\/\/\S+$/.test(url.trim())) return 'url';
  if ((kind === 'json' || kind === 'webhook') && !hasWords(mapping)) return 'mapping';
  if (worst === best) return 'scale';
  return rules.some(({ contains, touchpoint }) => contains.trim() === '' || touchpoint === '') ? 'rules' : null;
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const headerOf = ({ headerName, headerValue }: SourceDraft) => (headerName.trim() === '' || headerValue === '' ? undefined : { name: headerName.trim(), value: headerValue });

/** What both adding and changing send. */
export function sourceBodyOf(draft: SourceDraft) {
  const { name, kind, voiceKind, url, mapping, worst, best, touchpoint, rules, everyMinutes, replyUrl } = draft;
  const isPolled = kind === 'feed' || kind === 'json';
  const header = headerOf(draft);
  return {
    name: name.trim(), voiceKind, url: isPolled ? orNull(url) : null, mapping: kind === 'json' || kind === 'webhook' ? mapping : null, starsWorst: worst, starsBest: best, touchpoint: orNull(touchpoint), rules: rules.map((rule) => ({ ...rule, contains: rule.contains.trim() })),
    everyMinutes: isPolled ? everyMinutes : null, replyUrl: orNull(replyUrl), ...(header ? { header } : {}),
  };
}

export function newSourceBodyOf(draft: SourceDraft) {
  const { kind, signedAs, signatureHeader, secret } = draft;
  return { ...sourceBodyOf(draft), kind, ...(kind === 'webhook' ? { signedAs, signature: signedAs === 'hmac' ? { header: signatureHeader.trim(), encoding: 'hex' as const } : null, ...(secret === '' ? {} : { secret }) } : {}) };
}

export function previewBodyOf(draft: SourceDraft, { sourceId, example }: { sourceId: string | null; example: string }) {
  const { kind, url, mapping, worst, best, touchpoint, rules } = draft;
  const header = headerOf(draft);
  return {
    kind, ...(kind === 'webhook' || example !== '' ? { body: example } : { url: url.trim() }), ...(sourceId === null ? {} : { sourceId }), ...(header ? { header } : {}), mapping: kind === 'feed' || !hasWords(mapping) ? null : mapping, starsWorst: worst, starsBest: best,
    touchpoint: orNull(touchpoint), rules: rules.filter((rule) => rule.contains.trim() !== '' && rule.touchpoint !== ''),
  };
}

/** Puts a field where it stands, or nowhere. */
export function withField(mapping: VoiceMapping, field: VoiceField, place: string | null): VoiceMapping {
  const { [field]: _, ...others } = mapping.fields;
  return { ...mapping, fields: place === null || place.trim() === '' ? others : { ...others, [field]: place } };
}
