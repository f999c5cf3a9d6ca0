import type { Inlet, InletInput, Mapping, OwnSignature, SigningWay } from '../inlets.contract.ts';

/** What stands in the form; texts, so that half-typed ones are kept. */
export interface InletDraft {
  name: string;
  channel: InletInput['defaultChannel'];
  signedAs: SigningWay;
  secret: string;
  signature: OwnSignature;
  /** `fixed`: `event` is the name itself; `path`: where it stands. */
  eventFrom: 'fixed' | 'path';
  event: string;
  at: string;
  identifiers: { kind: string; path: string }[];
  properties: { name: string; path: string }[];
}

export const emptyDraft: InletDraft = {
  name: '', channel: 'other', signedAs: 'standard', secret: '', signature: { header: 'X-Signature', encoding: 'hex', prefix: '' },
  eventFrom: 'path', event: 'type', at: '', identifiers: [{ kind: 'email', path: '' }], properties: [],
};

export function draftOf({ name, defaultChannel, signedAs, signature, mapping: { event, at, identifiers, properties } }: Inlet): InletDraft {
  return {
    ...emptyDraft, name, channel: defaultChannel, signedAs, ...(signature ? { signature } : {}),
    eventFrom: 'name' in event ? 'fixed' : 'path', event: 'name' in event ? event.name : event.path, at: at ?? '', identifiers: [...identifiers], properties: [...properties],
  };
}

/** @returns null while something that is needed is missing */
export function mappingOf({ eventFrom, event, at, identifiers, properties }: InletDraft): Mapping | null {
  const named = identifiers.map(({ kind, path }) => ({ kind: kind.trim(), path: path.trim() })).filter(({ kind, path }) => kind !== '' && path !== '');
  if (event.trim() === '' || named.length === 0) return null;
  return {
    event: eventFrom === 'fixed' ? { name: event.trim() } : { path: event.trim() }, at: at.trim() === '' ? null : at.trim(), identifiers: named,
    properties: properties.map(({ name, path }) => ({ name: name.trim(), path: path.trim() })).filter(({ name, path }) => name !== '' && path !== ''),
  };
}

/** Puts another value into one place of a list. */
export const replaceAt = <Item>(items: readonly Item[], place: number, change: Partial<Item>): Item[] => items.map((item, index) => (index === place ? { ...item, ...change } : item));
