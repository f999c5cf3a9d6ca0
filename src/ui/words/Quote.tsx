import type { ReactNode } from 'react';
import { cutAtSpans, type Span } from './spans.logic.ts';
import classes from './words.module.css';

interface QuoteProps {
  /** The customer's own words. Always shown as text, whatever they contain. */
  text: string;
  /** Language of the words, for hyphenation and screen readers. */
  lang?: string;
  highlights?: readonly Span[];
  /** Who, when, where: e.g. a link to the customer and `<When>`. */
  source?: ReactNode;
  /** Lines before the rest is cut off; default: all. */
  maxLines?: number;
}

export function Quote({ text, lang, highlights = [], source, maxLines }: QuoteProps) {
  return (
    <figure className={classes.quote}>
      <blockquote lang={lang} className={maxLines ? classes.clamped : undefined} style={maxLines ? { WebkitLineClamp: maxLines } : undefined}>
        {cutAtSpans(text, highlights).map((piece, at) =>
          piece.span
            ? <mark key={at} title={piece.span.label} className={piece.span.standing ? classes[piece.span.standing] : classes.mark}>{piece.text}</mark>
            : <span key={at}>{piece.text}</span>)}
      </blockquote>
      {source && <figcaption>{source}</figcaption>}
    </figure>
  );
}
