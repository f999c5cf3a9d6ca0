import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { AuditEntry } from '../audit.contract.ts';
import { humaniseField } from './difference.logic.ts';

/** Entries in words: what no slice has a word for is shown as it is written. */
export function useEntryWords() {
  const { t, i18n } = useTranslation('audit');
  const format = useFormat();
  const worded = (key: string, fallback: string) => (i18n.exists(`audit:${key}`) ? i18n.t(`audit:${key}`) : fallback);

  const actorName = ({ kind, label }: { kind: string; label: string }): string => {
    if (kind === 'visitor') return t('actor.visitor');
    if (kind === 'system') return label === 'momente' || label === '' ? t('actor.system') : t('actor.job', { label });
    if (kind === 'user') return label || t('actor.unknown');
    return t(`actor.${kind}`, { label });
  };
  const subjectName = (subject: string) => worded(`subject.${subject}`, humaniseField(subject));
  const fieldName = (field: string) => worded(`field.${field.split('.').at(-1) ?? field}`, humaniseField(field));
  const roleName = (role: string) => (i18n.exists(`users:role.${role}`) ? i18n.t(`users:role.${role}`) : role);

  const noteSentence = (entry: AuditEntry, who: string): string => {
    if (entry.action === 'session.refused') return entry.subjectName === null ? t('sentence.refusedUnknown') : t('sentence.refusedNote', { who: entry.subjectName });
    const key = `note.${entry.action.replaceAll('.', '_')}`;
    return i18n.exists(`audit:${key}`) ? t('sentence.note', { who, what: worded(key, '') }) : t('sentence.unwordedNote', { who, what: humaniseField(entry.action.replaceAll('.', ' ')) });
  };
  const naming = (entry: AuditEntry): string => {
    const owner = entry.subject === 'customers' ? undefined : entry.customers.find((customer) => customer.name !== null)?.name;
    const name = nameOf(entry, i18n.language);
    return owner ? t('sentence.of', { name: owner }) : name === null ? '' : t('sentence.name', { name });
  };
  const sentence = (entry: AuditEntry): string => {
    const who = actorName({ kind: entry.actor.kind, label: entry.actor.label ?? '' });
    if (entry.kind === 'look') {
      const whom = entry.customerCount === 1 ? entry.customers[0]?.name : null;
      if (whom) return t('sentence.lookAtOne', { who, what: subjectName(entry.subject), whom });
      return entry.customerCount === 0 ? t('sentence.look', { who, what: subjectName(entry.subject) }) : t('sentence.lookAt', { who, what: subjectName(entry.subject), count: entry.customerCount, formatted: format.integer(entry.customerCount) });
    }
    if (entry.kind === 'note') return noteSentence(entry, who);
    const fact = entry.subject === 'installation_facts' && entry.action === 'insert' ? `fact.${String(entry.after?.['name'] ?? entry.subjectId).replaceAll('.', '_')}` : null;
    if (fact !== null && i18n.exists(`audit:${fact}`)) return t('sentence.note', { who, what: worded(fact, '') });
    return t(`sentence.${entry.action}`, { who, what: worded(`subjectOne.${entry.subject}`, subjectName(entry.subject)), name: naming(entry) });
  };
  return { actorName, subjectName, fieldName, roleName, sentence };
}

/** How the thing is called: by its name in the entry, or the customer's; else its code where a person can read one. */
function nameOf(entry: AuditEntry, language: string): string | null {
  const said = [entry.after, entry.before].flatMap((row) => ['name', `name_${language}`, `label_${language}`, 'name_de', 'label_de', 'email', 'number'].map((key) => row?.[key])).find((value) => typeof value === 'string' && value !== '');
  const name = entry.subjectName ?? entry.customers.find((customer) => customer.name !== null)?.name ?? said ?? (/^[a-z][a-z0-9_]*$/.test(entry.subjectId ?? '') ? entry.subjectId : null);
  return typeof name === 'string' ? name : null;
}
