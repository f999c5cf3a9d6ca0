import type { DefinitionFault } from '../../drafts/check-definition.logic.ts';
import type { Definition } from '../../definition.contract.ts';
import type { Warning } from '../survey-warnings.logic.ts';
import type { Selection } from './editor-state.logic.ts';

export type Mark = 'fault' | 'hint';
/** Which parts need a look. */
export interface Marks {
  parts: ReadonlyMap<string, Mark>;
  survey: Mark | undefined;
}

/** The part that a place of the document belongs to: `pages[2].questions[0].when` → that question. */
export function partAt({ pages, endings }: Definition, at: string): Selection {
  const [, page, question] = /^pages\[(\d+)\](?:\.questions\[(\d+)\])?/.exec(at) ?? [];
  const [, ending] = /^endings\[(\d+)\]/.exec(at) ?? [];
  if (ending !== undefined) return { kind: 'ending', id: endings[Number(ending)]?.id ?? '' };
  const found = page === undefined ? undefined : pages[Number(page)];
  if (!found) return { kind: 'survey', id: '' };
  const inside = question === undefined ? undefined : found.questions[Number(question)];
  return inside ? { kind: 'question', id: inside.id } : { kind: 'page', id: found.id };
}

export function marksOf(definition: Definition, faults: readonly DefinitionFault[], warnings: readonly Warning[]): Marks {
  const parts = new Map<string, Mark>();
  let survey: Mark | undefined;
  const mark = ({ kind, id }: Selection, what: Mark) => {
    if (kind === 'survey') survey = survey === 'fault' ? survey : what;
    else if (parts.get(id) !== 'fault') parts.set(id, what);
  };
  for (const { on, id } of warnings) mark({ kind: on, id }, 'hint');
  for (const { at } of faults) mark(partAt(definition, at), 'fault');
  return { parts, survey };
}
