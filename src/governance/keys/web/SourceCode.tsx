import { useTranslation } from 'react-i18next';
import type { Source } from '../keys.contract.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { browserSnippet, curlSnippet } from './snippets.logic.ts';
import classes from './keys.module.css';

/** How to send the first event of a source. */
export function SourceCode({ source }: { source: Source }) {
  const { t } = useTranslation('keys');
  return (
    <div className={classes.stack}>
      <CodeBlock label={t('source.browser')} text={t('source.browserText')} code={browserSnippet(location.origin, source.writeKey)} />
      <CodeBlock label={t('source.terminal')} text={t('source.terminalText')} code={curlSnippet(location.origin, source.writeKey)} />
    </div>
  );
}
