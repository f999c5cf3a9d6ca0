/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import type { QuestionOf } from '../../../../listening/surveys/definition.contract.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { Icon } from './icons.tsx';

type FileType = QuestionOf<'file'>['types'][number];
const ACCEPTED: Record<FileType, string> = {
  image: 'image/png,image/jpeg,image/webp,image/gif,image/heic,.heic',
  pdf: 'application/pdf,.pdf',
  office: '.doc,.docx,.xls,.xlsx,.odt,.ods',
  text: 'text/plain,text/csv,.txt,.csv',
};

/** Files of the customer: each is uploaded when it is chosen, so that sending the answers stays quick. */
export function Files({ question, value, onChange, id, describedBy, faults }: QuestionProps<'file'>) {
  const { say, sendFile, language } = useSurvey();
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [status, setStatus] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const choose = useRef<HTMLInputElement>(null);
  const ids = Array.isArray(value) ? (value as string[]) : []; // of files, ids
  const size = sizeOf(question.maxBytes, language);
  const types = question.types.map((type) => say(`file.types.${type}`)).join(', ');
  const accepted = question.types.map((type) => ACCEPTED[type]).join(',');

  const upload = async (files: readonly File[]) => {
    if (!sendFile) return;
    setIsBusy(true);
    let kept = ids;
    const said: string[] = [];
    for (const file of files.slice(0, question.maxFiles - ids.length)) {
      if (file.size > question.maxBytes) said.push(say('file.tooBig', { name: file.name, size }));
      else if (!isAccepted(file, accepted)) said.push(say('file.wrongType', { name: file.name }));
      else {
        setStatus(say('file.busy', { name: file.name }));
        try {
          const { fileId } = await sendFile(question.id, file);
          kept = [...kept, fileId];
          setNames((all) => ({ ...all, [fileId]: file.name }));
          onChange(kept);
          said.push(say('file.done', { name: file.name }));
        } catch {
          said.push(say('file.failed', { name: file.name }));
        }
      }
    }
    setStatus(said.join(' '));
    setIsBusy(false);
  };

  if (!sendFile) return <p class="hint">{say('file.noPlace')}</p>;
  return (
    <div class="files">
      <p class="hint" id={`${id}-limits`}>{say(question.maxFiles === 1 ? 'file.one' : 'file.many', { count: question.maxFiles, size, types })}</p>
      {ids.length > 0 && (
        <ul class="file-list">
          {ids.map((fileId, place) => {
            const name = names[fileId] ?? say('file.earlier', { number: place + 1 });
            return <li key={fileId}><Icon shape="check" /><span class="what">{name}</span><button type="button" class="tool" aria-label={say('file.remove', { name })} onClick={() => { onChange(ids.filter((one) => one !== fileId)); setStatus(''); choose.current?.focus(); }}><Icon shape="cross" /></button></li>;
          })}
        </ul>
      )}
      {ids.length < question.maxFiles && (
        <label class="file-choose" aria-busy={isBusy}>
          <input ref={choose} id={id} type="file" class="sr" accept={accepted} multiple={question.maxFiles > 1} disabled={isBusy} aria-invalid={faults.length > 0} aria-required={question.isRequired ?? false} aria-describedby={[describedBy, `${id}-limits`].filter(Boolean).join(' ')} onChange={(event) => { const { currentTarget } = event; void upload([...(currentTarget.files ?? [])]).then(() => { currentTarget.value = ''; }); }} />
          <Icon shape="plus" /><span>{say('file.choose')}</span>
        </label>
      )}
      <p class="hint" role="status">{status}</p>
    </div>
  );
}

/** The server looks into the file; this only spares a wasted upload. */
function isAccepted(file: File, accepted: string): boolean {
  const name = file.name.toLowerCase();
  return file.type === '' || accepted.split(',').some((one) => (one.startsWith('.') ? name.endsWith(one) : one === file.type));
}

function sizeOf(bytes: number, language: string): string {
  const isLarge = bytes >= 1_000_000;
  return new Intl.NumberFormat(language, { style: 'unit', unit: isLarge ? 'megabyte' : 'kilobyte', maximumFractionDigits: isLarge ? 1 : 0 }).format(bytes / (isLarge ? 1_000_000 : 1_000));
}
