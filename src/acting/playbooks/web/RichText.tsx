import { readRichText, type TextPart } from '../rich-text.logic.ts';
import classes from './playbooks.module.css';

/** Text of staff as elements; never as HTML. */
export function RichText({ text }: { text: string }) {
  return (
    <div className={classes.rich}>
      {readRichText(text).map((block, at) => (block.kind === 'list'
        ? <ul key={at}>{block.items.map((item, place) => <li key={place}><Parts parts={item} /></li>)}</ul>
        : <p key={at}>{block.lines.map((line, place) => <span key={place} className={classes.line}><Parts parts={line} /></span>)}</p>))}
    </div>
  );
}

function Parts({ parts }: { parts: readonly TextPart[] }) {
  return parts.map(({ text, mark }, at) => (mark === 'bold' ? <strong key={at}>{text}</strong> : mark === 'italic' ? <em key={at}>{text}</em> : <span key={at}>{text}</span>));
}
