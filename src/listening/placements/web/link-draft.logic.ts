/** What kinds of links are made by hand. */
export const linkKinds = ['single', 'person', 'many'] as const;
export type LinkKind = (typeof linkKinds)[number];
export const identifierKinds = ['email', 'phone', 'userId', 'customerNumber'] as const;

export interface LinkDraft {
  kind: LinkKind;
  name: string;
  identifierKind: (typeof identifierKinds)[number];
  value: string;
  count: number;
  /** Of a link for a certain person: it may be answered again and again. */
  isRepeatable: boolean;
  language: string;
  expiresOn: string;
  withPin: boolean;
  hidden: Readonly<Record<string, string>>;
}
export const emptyLinkDraft: LinkDraft = { kind: 'single', name: '', identifierKind: 'email', value: '', count: 1, isRepeatable: false, language: '', expiresOn: '', withPin: false, hidden: {} };

export const isLinkReady = ({ kind, value, count }: LinkDraft): boolean => (kind === 'person' ? value.trim() !== '' : kind === 'many' || count >= 1);

/** The draft as the API wants it. */
export function linkBody({ kind, name, identifierKind, value, count, isRepeatable, language, expiresOn, withPin, hidden }: LinkDraft): object {
  const values = Object.fromEntries(Object.entries(hidden).map(([id, text]) => [id, text.trim()] as const).filter(([, text]) => text !== ''));
  return {
    ...(kind === 'person' ? { identifier: { kind: identifierKind, value: value.trim() } } : { count: kind === 'many' ? 1 : count }),
    isSingleUse: kind === 'single' || (kind === 'person' && !isRepeatable),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(language === '' ? {} : { language }),
    // To the end of that day, where the reader is.
    ...(expiresOn === '' ? {} : { expiresAt: new Date(`${expiresOn}T23:59:59`).toISOString() }),
    ...(withPin ? { withPin: true } : {}),
    ...(Object.keys(values).length === 0 ? {} : { hidden: values }),
  };
}
