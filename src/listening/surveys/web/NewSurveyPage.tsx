import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { ImportedDefinition } from '../drafts/drafts.contract.ts';
import { ImportStart } from './ImportStart.tsx';
import { StartFromDefinition, StartFromTemplate } from './StartForm.tsx';
import { TemplateGallery } from './TemplateGallery.tsx';

const noChoice = { from: '', touchpoint: '' };

/** Where to begin: with a template, a file, or nothing. The choice stands in the address. */
export function NewSurveyPage() {
  const { t } = useTranslation('surveys');
  const [{ from, touchpoint }, setChoice] = useUrlState(noChoice);
  const [imported, setImported] = useState<ImportedDefinition | null>(null);
  const toGallery = () => { setImported(null); setChoice({ from: '' }); };
  const back = { to: from === '' ? '/listening' : `/listening/new-survey${touchpoint === '' ? '' : `?touchpoint=${encodeURIComponent(touchpoint)}`}`, label: t(from === '' ? 'list.title' : 'new.gallery') };
  return (
    <>
      <PageHeader question={t(from === '' ? 'new.question' : from === 'file' ? 'new.fileQuestion' : 'new.nameQuestion')} {...(from === '' && { answer: t('new.answer') })} back={back} />
      {from === '' && <TemplateGallery onChoose={(choice) => setChoice({ from: choice })} />}
      {from === 'empty' && <StartFromDefinition imported={null} touchpoint={touchpoint} />}
      {from === 'file' && (imported === null ? <ImportStart onRead={setImported} /> : <StartFromDefinition imported={imported} touchpoint={touchpoint} />)}
      {from !== '' && from !== 'empty' && from !== 'file' && <StartFromTemplate key={from} templateKey={from} touchpoint={touchpoint} onGone={toGallery} />}
    </>
  );
}
