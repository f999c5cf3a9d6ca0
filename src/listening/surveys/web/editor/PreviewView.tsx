import { useState } from 'react';
import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../definition.contract.ts';
import { findQuestion, walk, titleIn } from '../../flow/flow.logic.ts';
import type { Theme } from '../../looks/theme.contract.ts';
import type { TimeToAnswer } from '../time-to-answer.logic.ts';
import { useTongue } from './edit-context.ts';
import { TimeWords } from './EditorToolbar.tsx';
import { LanguagePick } from './LanguagePick.tsx';
import { PreviewFrame, type PreviewPath } from './PreviewFrame.tsx';
import classes from './editor.module.css';

const DESKTOP_PX = { width: 1180, height: 760 };
const PHONE_PX = { width: 375, height: 740 };
/** Between them, with their frames. */
const GAP_PX = 48;

/** Phone and desktop side by side, to be tried out; beside them the way that the answers lead to. */
export function PreviewView({ definition, theme, time }: { definition: Definition; theme: Theme | null; time: TimeToAnswer }) {
  const { t } = useTranslation('survey-editor');
  const { language } = useTongue();
  const { ref, width } = useElementSize();
  const [tried, setTried] = useState<PreviewPath | null>(null);
  const [run, setRun] = useState(0);
  const isNarrow = width > 0 && width < 720;
  const phoneScale = isNarrow ? Math.min(1, width / PHONE_PX.width) : 0.82;
  const desktopScale = isNarrow ? Math.min(1, width / DESKTOP_PX.width) : Math.min(1, Math.max(0.3, (width - PHONE_PX.width * phoneScale - GAP_PX) / DESKTOP_PX.width));
  return (
    <section aria-label={t('view.preview')}>
      <div className={classes.previewHead}>
        <p className={classes.viewNote}>{t('preview.note')} <TimeWords time={time} />.</p>
        <div className={classes.inline}>
          <LanguagePick label={t('preview.language')} />
          <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={() => { setTried(null); setRun(run + 1); }}>{t('preview.again')}</Button>
        </div>
      </div>
      <div ref={ref} className={classes.devices}>
        {width > 0 && (
          <>
            <figure className={classes.deviceFigure}>
              <PreviewFrame key={`phone ${run}`} definition={definition} theme={theme} language={language} device="phone" widthPx={PHONE_PX.width} heightPx={PHONE_PX.height} scale={phoneScale} onPath={setTried} />
              <figcaption>{t('preview.phoneNote')}</figcaption>
            </figure>
            <figure className={classes.deviceFigure}>
              <PreviewFrame key={`desktop ${run}`} definition={definition} theme={theme} language={language} device="desktop" widthPx={DESKTOP_PX.width} heightPx={DESKTOP_PX.height} scale={desktopScale} />
              <figcaption>{t('preview.desktopNote')}</figcaption>
              <TestRun definition={definition} tried={tried} />
            </figure>
          </>
        )}
      </div>
    </section>
  );
}

/** The way that the answers on the phone lead to: what is asked, what was passed over, how it ends. */
function TestRun({ definition, tried }: { definition: Definition; tried: PreviewPath | null }) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const { steps, asked, ending } = walk(definition, tried?.answers ?? {}, { language, source: 'link' });
  const answers = tried?.answers ?? {};
  const skipped = definition.pages.flatMap(({ questions }) => questions).filter(({ id }) => !asked.has(id));
  const titleOf = (id: string) => titleIn(findQuestion(definition, id)?.title, language, languages) || id;
  return (
    <section className={classes.testRun} aria-label={t('run.title')}>
      <h3 className={classes.hintHead}>{t('run.title')}</h3>
      <ol className={classes.runList}>
        {steps.map(({ page, questions }) => (
          <li key={page.id}>
            <span className={classes.runPage}>{t('outline.page', { number: definition.pages.findIndex(({ id }) => id === page.id) + 1 })}</span>
            <ul>{questions.map(({ id }) => <li key={id} data-answered={Object.hasOwn(answers, id) || undefined}>{titleOf(id)}</li>)}</ul>
          </li>
        ))}
        <li><span className={classes.runPage}>{t('outline.ending')}</span><ul><li>{titleIn(ending.title, language, languages) || ending.id}</li></ul></li>
      </ol>
      {skipped.length > 0 && <p className={classes.soft}>{t('run.skipped', { count: skipped.length, names: skipped.slice(0, 5).map(({ id }) => titleOf(id)).join(' · ') })}</p>}
    </section>
  );
}
