import type { Form, FormField } from '../mailbox.contract.ts';

export interface FieldDraft { key: string; kind: FormField['kind']; isRequired: boolean; de: string; en: string; /** One per line, German = English. */ choices: string }

export function formDraftOf(form: Form | null) {
  return {
    name: form?.name ?? '', code: form?.code ?? '', titleDe: form?.texts.de.title ?? '', titleEn: form?.texts.en.title ?? '', introDe: form?.texts.de.intro ?? '', introEn: form?.texts.en.intro ?? '', thanksDe: form?.texts.de.thanks ?? '', thanksEn: form?.texts.en.thanks ?? '',
    fields: (form?.fields ?? []).map(({ key, kind, isRequired, labels, choices }): FieldDraft => ({ key, kind, isRequired, de: labels.de, en: labels.en, choices: choices.map(({ de, en }) => (de === en ? de : `${de} = ${en}`)).join('\n') })),
    takesAttachments: form?.takesAttachments ?? false, origins: (form?.origins ?? []).join('\n'), department: form?.department ?? '', touchpoint: form?.touchpoint ?? '', category: form?.category ?? '', priority: form?.priority ?? null, acknowledgeTemplate: form?.acknowledgeTemplate ?? null, isPaused: form?.isPaused ?? false,
  };
}
export type FormDraft = ReturnType<typeof formDraftOf>;

export function newField(fields: readonly FieldDraft[]): FieldDraft {
  const taken = new Set(fields.map(({ key }) => key));
  const free = Array.from({ length: fields.length + 1 }, (_, n) => `field${n + 1}`).find((key) => !taken.has(key)) ?? 'field';
  return { key: free, kind: 'line', isRequired: false, de: '', en: '', choices: '' };
}

export function formBodyOf(draft: FormDraft) {
  const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
  const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return {
    name: draft.name.trim(), code: draft.code,
    texts: { de: { title: draft.titleDe.trim(), intro: draft.introDe.trim(), thanks: draft.thanksDe.trim() }, en: { title: draft.titleEn.trim(), intro: draft.introEn.trim(), thanks: draft.thanksEn.trim() } },
    fields: draft.fields.map(({ key, kind, isRequired, de, en, choices }) => ({ key, kind, isRequired, labels: { de: de.trim(), en: en.trim() }, choices: kind === 'choice' ? lines(choices).map(choiceOf) : [] })),
    origins: lines(draft.origins).map((origin) => origin.replace(/\/+$/, '')), takesAttachments: draft.takesAttachments, department: orNull(draft.department), touchpoint: orNull(draft.touchpoint), category: orNull(draft.category),
    priority: draft.priority, acknowledgeTemplate: draft.acknowledgeTemplate, isPaused: draft.isPaused,
  };
}

function choiceOf(line: string): { de: string; en: string } {
  const [de = '', en = de] = line.split('=').map((part) => part.trim());
  return { de, en };
}
