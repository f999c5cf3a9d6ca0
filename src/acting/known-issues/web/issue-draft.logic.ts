import type { AffectedRule, IssueText, KnownIssue } from '../known-issues.contract.ts';

/** What stands in the form, as typed. */
export interface IssueDraft {
  title: string;
  cause: string;
  fix: string;
  downloadUrl: string;
  isSafetyCritical: boolean;
  solveAfterDays: string;
  by: 'device' | 'contract' | 'place';
  maker: string;
  model: string;
  softwareBelow: string;
  unknownSoftware: 'include' | 'leave_out';
  product: string;
  cells: string;
  texts: Record<'de' | 'en', { subjectLine: string; text: string; steps: string }>;
}

export const emptyDraft: IssueDraft = {
  title: '', cause: '', fix: '', downloadUrl: '', isSafetyCritical: false, solveAfterDays: '7', by: 'device', maker: '', model: '', softwareBelow: '', unknownSoftware: 'include', product: '', cells: '',
  texts: { de: { subjectLine: '', text: '', steps: '' }, en: { subjectLine: '', text: '', steps: '' } },
};

export function draftOf(issue: KnownIssue): IssueDraft {
  const { device, contract, place } = issue.rule;
  const textOf = (text: IssueText | undefined) => ({ subjectLine: text?.subjectLine ?? '', text: text?.text ?? '', steps: text?.steps.join('\n') ?? '' });
  return {
    title: issue.title, cause: issue.cause, fix: issue.fix, downloadUrl: issue.downloadUrl ?? '', isSafetyCritical: issue.isSafetyCritical, solveAfterDays: issue.solveAfterDays === null ? '' : String(issue.solveAfterDays),
    by: device ? 'device' : contract ? 'contract' : 'place', maker: device?.maker ?? '', model: device?.model ?? '', softwareBelow: device?.softwareBelow ?? '', unknownSoftware: device?.unknownSoftware ?? 'include',
    product: contract?.product ?? '', cells: place?.cells.join(', ') ?? '', texts: { de: textOf(issue.texts.de), en: textOf(issue.texts.en) },
  };
}

/** Null as long as it names nobody. Conditions the form does not show (days of purchase, several at once) stay as they were. */
export function ruleOf(draft: IssueDraft, before?: AffectedRule): AffectedRule | null {
  const kept = before ? { ...before } : {};
  if (draft.by === 'device') {
    if (draft.model.trim() === '') return null;
    return { ...kept, device: { ...(draft.maker === '' ? {} : { maker: draft.maker }), model: draft.model.trim(), ...(draft.softwareBelow.trim() === '' ? {} : { softwareBelow: draft.softwareBelow.trim() }), unknownSoftware: draft.unknownSoftware } };
  }
  const { device: _device, boughtFrom: _from, boughtTo: _to, ...rest }: AffectedRule = kept;
  if (draft.by === 'contract') return draft.product.trim() === '' ? null : { ...rest, contract: { product: draft.product.trim() } };
  const cells = draft.cells.split(',').map((cell) => cell.trim()).filter((cell) => cell !== '');
  const { contract: _contract, ...onlyPlace } = rest;
  return cells.length === 0 ? null : { ...onlyPlace, place: { cells } };
}

export function textsOf({ texts }: IssueDraft): Partial<Record<'de' | 'en', IssueText>> {
  const read = ({ subjectLine, text, steps }: IssueDraft['texts']['de']): IssueText | undefined =>
    (subjectLine.trim() === '' && text.trim() === '' ? undefined : { subjectLine: subjectLine.trim(), text: text.trim(), steps: steps.split('\n').map((step) => step.trim()).filter((step) => step !== '') });
  const de = read(texts.de);
  const en = read(texts.en);
  return { ...(de ? { de } : {}), ...(en ? { en } : {}) };
}
