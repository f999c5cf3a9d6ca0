import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, NumberInput, Tabs, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import type { AffectedRule } from '../known-issues.contract.ts';
import { type IssueDraft, ruleOf, textsOf } from './issue-draft.logic.ts';
import { RuleFields } from './RuleFields.tsx';
import classes from './known-issues.module.css';

interface IssueFormProps {
  initial: IssueDraft;
  ruleBefore?: AffectedRule;
  isSaving: boolean;
  error: unknown;
  onSave: (body: Record<string, unknown>) => void;
  onCancel: () => void;
}

/** Cause and fix for colleagues, the rule that finds who is affected, and the words that they will read. */
export function IssueForm({ initial, ruleBefore, isSaving, error, onSave, onCancel }: IssueFormProps) {
  const { t } = useTranslation('known-issues');
  const [draft, setDraft] = useState(initial);
  const [hasTried, setTried] = useState(false);
  const change = (part: Partial<IssueDraft>) => setDraft((before) => ({ ...before, ...part }));
  const rule = ruleOf(draft, ruleBefore);
  const texts = textsOf(draft);
  const missing = (value: string) => hasTried && value.trim() === '' && t('edit.required');
  const isReady = draft.title.trim() !== '' && draft.cause.trim() !== '' && rule !== null && Object.keys(texts).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReady || isSaving) return;
    onSave({
      title: draft.title.trim(), cause: draft.cause.trim(), fix: draft.fix.trim(), downloadUrl: draft.downloadUrl.trim() === '' ? null : draft.downloadUrl.trim(),
      isSafetyCritical: draft.isSafetyCritical, solveAfterDays: draft.solveAfterDays === '' ? null : Number(draft.solveAfterDays), rule, texts,
    });
  };
  return (
    <div>
      <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('edit.name')} required data-autofocus maxLength={200} value={draft.title} error={missing(draft.title)} onChange={(event) => change({ title: event.currentTarget.value })} />
      <Textarea label={t('edit.cause')} required autosize minRows={2} maxRows={10} maxLength={4_000} value={draft.cause} error={missing(draft.cause)} onChange={(event) => change({ cause: event.currentTarget.value })} />
      <Textarea label={t('edit.fix')} autosize minRows={2} maxRows={10} maxLength={4_000} value={draft.fix} onChange={(event) => change({ fix: event.currentTarget.value })} />
      <TextInput label={t('edit.downloadUrl')} description={t('edit.downloadHint')} type="url" maxLength={2_000} value={draft.downloadUrl} onChange={(event) => change({ downloadUrl: event.currentTarget.value })} />
      <Section title={t('edit.rule')}>
        <RuleFields draft={draft} rule={rule} change={change} hasTried={hasTried} />
      </Section>
      <Section title={t('edit.texts')} note={t('edit.textHint', { name: '{{ customer.name }}' })}>
        <Tabs defaultValue="de" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="de">{t('one.german')}</Tabs.Tab>
            <Tabs.Tab value="en">{t('one.english')}</Tabs.Tab>
          </Tabs.List>
          {(['de', 'en'] as const).map((language) => {
            const text = draft.texts[language];
            const write = (part: Partial<typeof text>) => change({ texts: { ...draft.texts, [language]: { ...text, ...part } } });
            return (
              <Tabs.Panel key={language} value={language} className={classes.form} pt="sm" lang={language}>
                <TextInput label={t('edit.subjectLine')} maxLength={200} value={text.subjectLine} error={text.text.trim() !== '' && missing(text.subjectLine)} onChange={(event) => write({ subjectLine: event.currentTarget.value })} />
                <Textarea label={t('edit.text')} autosize minRows={5} maxRows={20} maxLength={10_000} value={text.text} error={text.subjectLine.trim() !== '' && missing(text.text)} onChange={(event) => write({ text: event.currentTarget.value })} />
                <Textarea label={t('edit.steps')} autosize minRows={3} maxRows={20} value={text.steps} onChange={(event) => write({ steps: event.currentTarget.value })} />
              </Tabs.Panel>
            );
          })}
        </Tabs>
        {hasTried && Object.keys(texts).length === 0 && <p className={classes.wrong} role="alert">{t('edit.needsText')}</p>}
      </Section>
      <NumberInput label={t('edit.solveAfter')} description={t('edit.solveAfterHint')} min={1} max={90} allowDecimal={false} value={draft.solveAfterDays} onChange={(value) => change({ solveAfterDays: String(value) })} w={260} />
      <Checkbox label={t('edit.safety')} checked={draft.isSafetyCritical} onChange={(event) => change({ isSafetyCritical: event.currentTarget.checked })} />
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>{t('edit.cancel')}</Button>
        <Button type="submit" loading={isSaving}>{t('edit.save')}</Button>
      </Group>
      </form>
    </div>
  );
}
