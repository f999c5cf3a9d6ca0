import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Stars } from '../../../listening/voices/web/Stars.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { CaseVoice } from '../voices-desk.contract.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { caseVoicesQuery } from './voices-desk-queries.ts';
import classes from './voices-desk.module.css';

/** In a case about a review: where it stands, and the answer that everybody can read. Nothing in other cases. */
export function CaseVoiceBox({ caseId }: { caseId: string }) {
  const voices = useQuery(caseVoicesQuery(caseId)).data ?? [];
  return voices.map((voice) => (voice.undoneAt === null ? <Box key={voice.voiceId} voice={voice} /> : <Undone key={voice.voiceId} sourceName={voice.sourceName} undoneAt={voice.undoneAt} />));
}

function Undone({ sourceName, undoneAt }: { sourceName: string; undoneAt: string }) {
  const { t } = useTranslation('voices-desk');
  return (
    <section className={classes.box} aria-label={t('box.title')}>
      <h3 className={classes.title}>{sourceName}</h3>
      <p className={classes.note}>{t('box.undone')} (<When at={undoneAt} />)</p>
    </section>
  );
}

function Box({ voice: { voiceId, sourceName, title, text, stars, starsBest, author, url, answeredAt } }: { voice: CaseVoice }) {
  const { t } = useTranslation('voices-desk');
  const mayRead = useCan('read', 'voice');
  return (
    <section className={classes.box} aria-label={t('box.title')}>
      <div className={classes.head}>
        <h3 className={classes.title}>{mayRead ? <AppLink to={`/listening/voices/${voiceId}`} look="quiet">{sourceName}</AppLink> : sourceName}</h3>
        <Tag tone={answeredAt === null ? 'neutral' : 'above'}>{t(answeredAt === null ? 'box.open' : 'box.answered')}</Tag>
      </div>
      <Stars stars={stars} worst={1} best={starsBest} />
      <Quote text={[title, text].filter((part) => part !== '').join('\n') || '–'} maxLines={6} source={<>{author}{url !== null && <> · <a className={classes.link} href={url} target="_blank" rel="noopener noreferrer nofollow">{t('box.original')}</a></>}</>} />
      {mayRead && <AnswerPanel voiceId={voiceId} isInCase />}
    </section>
  );
}
