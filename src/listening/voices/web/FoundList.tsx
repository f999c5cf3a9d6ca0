import { useTranslation } from 'react-i18next';
import { useNames } from '../../../people/timeline/web/names.ts';
import { Quote } from '../../../ui/words/Quote.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Fault, VoicePreview } from '../sources/voice-sources.contract.ts';
import { FaultList } from './FaultList.tsx';
import classes from './voices.module.css';

/** What would come in, as it would be read; and what would not, with its place. */
export function FoundList({ voices, faults }: { voices: VoicePreview['voices']; faults: readonly Fault[] }) {
  const { t } = useTranslation('voices');
  const names = useNames();
  const format = useFormat();
  return (
    <>
      {faults.length > 0 && <div role="status"><p className={classes.failure}>{t('preview.faults')}</p><FaultList faults={faults} /></div>}
      <ul className={classes.plain}>
        {voices.map((voice, index) => (
          <li key={index}>
            <Quote
              text={[voice.title, voice.text].filter((part) => part !== '').join('\n') || '–'} maxLines={3} {...(voice.language === '' ? {} : { lang: voice.language })}
              source={<>{[voice.author, voice.score === null ? '' : t('preview.score', { stars: format.decimal(voice.stars ?? 0), score: format.decimal(voice.score) }), voice.touchpoint === null ? t('list.noTouchpoint') : names.touchpoint(voice.touchpoint), voice.answered ? t('answered.yes') : '', voice.identifiedBy.length > 0 ? t('preview.known', { by: format.list(voice.identifiedBy.map((kind) => t(`knownBy.${kind}`, { defaultValue: kind }))) }) : ''].filter((part) => part !== '').join(' · ')} · {voice.at === null ? t('preview.noTime') : <When at={voice.at} as="dateTime" />}</>}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
