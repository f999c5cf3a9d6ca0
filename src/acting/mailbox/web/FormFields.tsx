import { useState, type FormEvent } from 'react';
import { Button, FileButton, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { newId } from '../../../clients/sdk/new-id.ts';
import { api } from '../../../ui/api.ts';
import { ProblemError } from '../../../ui/problem.ts';
import { type FormField, MAX_FORM_FILE_BYTES, MAX_FORM_FILES, type PublicForm } from '../mailbox.contract.ts';
import classes from './mailbox.module.css';

type Language = 'de' | 'en';

/** The fields of a form, and what is wrong with them beside each. */
export function FormFields({ form, language, onSent }: { form: PublicForm; language: Language; onSent: (number: string | null) => void }) {
  const { t } = useTranslation('mailbox');
  const [given, setGiven] = useState({ name: '', email: '', subjectLine: '', text: '', website: '' });
  const [values, setValues] = useState<Record<string, string>>({});
  const [files, setFiles] = useState<File[]>([]);
  const [hasTried, setTried] = useState(false);
  const [sendKey] = useState(() => newId());
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const isEmailWrong = !/^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/.test(given.email.trim());
  const isMissing = (field: FormField) => field.isRequired && (values[field.key] ?? '').trim() === '';
  const isReady = !isEmailWrong && given.subjectLine.trim() !== '' && given.text.trim() !== '' && !form.fields.some(isMissing);
  const send = useMutation({
    mutationFn: async () => api.post<{ number: string | null }>(`/api/public/forms/${encodeURIComponent(form.code)}`, {
      expect401: true, timeoutMs: 120_000, body: { ...given, email: given.email.trim(), values, language, token: form.token, sendKey, files: await Promise.all(files.map(asBase64)) },
    }),
    onSuccess: ({ number }) => onSent(number),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReady && !send.isPending) send.mutate();
  };
  const missing = (isWrong: boolean) => hasTried && isWrong && t('form.missing');
  const tooLarge = files.filter(({ size }) => size > MAX_FORM_FILE_BYTES);
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('form.name')} autoComplete="name" maxLength={200} value={given.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <TextInput label={t('form.email')} type="email" autoComplete="email" required maxLength={320} value={given.email} onChange={(event) => change({ email: event.currentTarget.value })} error={hasTried && isEmailWrong && t('form.emailWrong')} />
      {form.fields.map((field) => <OwnField key={field.key} field={field} language={language} value={values[field.key] ?? ''} onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))} error={missing(isMissing(field))} />)}
      <TextInput label={t('form.subject')} required maxLength={200} value={given.subjectLine} onChange={(event) => change({ subjectLine: event.currentTarget.value })} error={missing(given.subjectLine.trim() === '')} />
      <Textarea label={t('form.text')} required autosize minRows={6} maxRows={20} maxLength={20_000} value={given.text} onChange={(event) => change({ text: event.currentTarget.value })} error={missing(given.text.trim() === '')} />
      {/* Nobody sees this and nobody is told of it; a machine that fills in everything fills it in. */}
      <div className={classes.trap} aria-hidden="true"><label>Website<input tabIndex={-1} autoComplete="off" name="website" value={given.website} onChange={(event) => change({ website: event.currentTarget.value })} /></label></div>
      {form.takesAttachments && (
        <div className={classes.stack}>
          {files.map((file, index) => (
            <span key={`${file.name} ${index}`} className={classes.file}>{file.name}<Button size="xs" variant="default" aria-label={t('form.dropFile', { name: file.name })} onClick={() => setFiles(files.filter((_, at) => at !== index))}>×</Button></span>
          ))}
          {tooLarge.length > 0 && <p role="alert" className={classes.bad}>{t('form.tooLarge')}</p>}
          {files.length < MAX_FORM_FILES && <Group><FileButton multiple onChange={(added) => setFiles([...files, ...added].slice(0, MAX_FORM_FILES))}>{(props) => <Button {...props} variant="default">{t('form.addFile')}</Button>}</FileButton></Group>}
        </div>
      )}
      {send.isError && <p role="alert" className={classes.bad}>{t(wordsOf(send.error))}</p>}
      <Button type="submit" size="md" loading={send.isPending} disabled={tooLarge.length > 0}>{t('form.send')}</Button>
    </form>
  );
}

function OwnField({ field, language, value, onChange, error }: { field: FormField; language: Language; value: string; onChange: (value: string) => void; error: string | false }) {
  const { t } = useTranslation('mailbox');
  const shared = { label: field.labels[language], required: field.isRequired, value, error };
  if (field.kind === 'text') return <Textarea {...shared} autosize minRows={3} maxLength={5000} onChange={(event) => onChange(event.currentTarget.value)} />;
  if (field.kind === 'choice') return <NativeSelect {...shared} onChange={(event) => onChange(event.currentTarget.value)} data={[{ value: '', label: t('form.choose') }, ...field.choices.map((choice) => ({ value: choice[language], label: choice[language] }))]} />;
  return <TextInput {...shared} type={field.kind === 'date' ? 'date' : field.kind === 'phone' ? 'tel' : 'text'} maxLength={500} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return 'form.sendFailed';
  if (error.code === 'web_form.refused') return error.details['reason'] === 'too_old' ? 'form.tooOld' : 'form.fileRefused';
  return error.status === 429 ? 'form.tooMany' : 'form.sendFailed';
}

function asBase64(file: File): Promise<{ name: string; mediaType: string; base64: string }> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve({ name: file.name.slice(0, 200), mediaType: file.type, base64: String(reader.result).split(',')[1] ?? '' }));
    reader.addEventListener('error', () => reject(new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
}
