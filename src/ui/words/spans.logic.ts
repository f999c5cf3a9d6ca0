export interface Span {
  /** Position of the first character. */
  start: number;
  /** Position after the last one. */
  end: number;
  standing?: 'below' | 'at' | 'above';
  /** Said on hover. */
  label?: string;
}

export interface Piece {
  text: string;
  span: Span | null;
}

/** Cuts a text at its highlights. Spans that overlap an earlier one or lie outside the text are left out. */
export function cutAtSpans(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end <= span.start || span.end > text.length) continue;
    if (span.start > at) pieces.push({ text: text.slice(at, span.start), span: null });
    pieces.push({ text: text.slice(span.start, span.end), span });
    at = span.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), span: null });
  return pieces;
}
