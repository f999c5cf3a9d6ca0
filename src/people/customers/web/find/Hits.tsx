import { markHits } from './search-term.logic.ts';
import classes from '../customers.module.css';

/** A text in which the typed words are marked. */
export function Hits({ text, typed }: { text: string; typed: string }) {
  return <>{markHits(text, typed).map((piece, index) => (piece.isHit ? <mark key={index} className={classes.mark}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}</>;
}
