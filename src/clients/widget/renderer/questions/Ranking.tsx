/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import { orderOf } from '../../../../listening/surveys/flow/flow.logic.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { Icon } from './icons.tsx';
import { moved } from './ranking.logic.ts';

/** The best in order: tapped one after the other, moved by buttons, or dragged by the grip. */
export function Ranking({ question, value, onChange }: QuestionProps<'ranking'>) {
  const { seed, text, say } = useSurvey();
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const ranked = Array.isArray(value) ? (value as string[]) : []; // of a ranking, ids
  const places = Math.min(question.top ?? question.options.length, question.options.length);
  const labels = new Map(question.options.map((option) => [option.id, text(option.label)]));
  const labelOf = (id: string) => labels.get(id) ?? id;
  const open = orderOf(question.options, question.isShuffled, `${seed}:${question.id}`).filter(({ id }) => !ranked.includes(id));
  const change = (next: string[], id: string) => {
    onChange(next);
    const place = next.indexOf(id) + 1;
    setSaid(place > 0 ? say('ranking.said', { option: labelOf(id), place, of: places }) : say('ranking.removed', { option: labelOf(id) }));
  };
  /** Buttons move with their option; the focus must not stay behind with the one that took its place. */
  const focus = (id: string, action: string) => requestAnimationFrame(() => {
    const buttons = [...(list.current?.parentElement?.querySelectorAll<HTMLButtonElement>('button[data-action]') ?? [])].filter((button) => !button.disabled);
    (buttons.find((button) => button.dataset['id'] === id && button.dataset['action'] === action) ?? buttons.find((button) => button.dataset['id'] === id) ?? buttons[0])?.focus();
  });
  const move = (id: string, by: number, action: string) => {
    change(moved(ranked, id, ranked.indexOf(id) + by), id);
    focus(id, action);
  };
  const drag = useDrag(list, (id, place) => change(moved(ranked, id, place), id));

  return (
    <div class="ranking">
      <ol ref={list} class="ranked" aria-label={say('ranking.ranked')}>
        {ranked.map((id, place) => (
          <li key={id} data-dragged={drag.id === id || undefined}>
            <span class="grip" aria-hidden="true" onPointerDown={(event) => drag.begin(event, id)}><Icon shape="grip" /></span>
            <span class="place" aria-hidden="true">{place + 1}</span>
            <span class="what">{labelOf(id)}</span>
            <button type="button" class="tool" data-id={id} data-action="up" disabled={place === 0} aria-label={say('ranking.up', { option: labelOf(id) })} onClick={() => move(id, -1, 'up')}><Icon shape="up" /></button>
            <button type="button" class="tool" data-id={id} data-action="down" disabled={place === ranked.length - 1} aria-label={say('ranking.down', { option: labelOf(id) })} onClick={() => move(id, 1, 'down')}><Icon shape="down" /></button>
            <button type="button" class="tool" data-id={id} data-action="remove" aria-label={say('ranking.remove', { option: labelOf(id) })} onClick={() => { change(ranked.filter((one) => one !== id), id); focus(id, 'add'); }}><Icon shape="cross" /></button>
          </li>
        ))}
      </ol>
      <ul class="open" aria-label={say('ranking.open')} hidden={open.length === 0 || ranked.length >= places}>
        {open.map(({ id }, index) => (
          <li key={id}>
            <button type="button" class="add" data-id={id} data-action="add" aria-label={say('ranking.add', { option: labelOf(id), place: ranked.length + 1 })} onClick={() => { change([...ranked, id], id); focus(open[index + 1]?.id ?? id, open[index + 1] ? 'add' : 'up'); }}>
              <span class="place" aria-hidden="true" /><span>{labelOf(id)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="sr" role="status">{said}</p>
    </div>
  );
}

/** Dragging with mouse, pen or finger: the place under the pointer is taken at once. */
function useDrag(list: { current: HTMLOListElement | null }, put: (id: string, place: number) => void) {
  const [id, setId] = useState<string | null>(null);
  // The handlers live as long as the drag; what they call changes with every move.
  const latest = useRef(put);
  latest.current = put;
  const begin = (event: PointerEvent, dragged: string) => {
    event.preventDefault();
    setId(dragged);
    let at = -1;
    const follow = ({ clientY }: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
      const place = rows.findIndex(({ bottom }) => clientY < bottom);
      const next = place < 0 ? rows.length - 1 : place;
      if (next !== at) latest.current(dragged, (at = next));
    };
    const end = () => {
      setId(null);
      removeEventListener('pointermove', follow);
    };
    // On the window: the grip itself is moved about in the page.
    addEventListener('pointermove', follow);
    for (const kind of ['pointerup', 'pointercancel'] as const) addEventListener(kind, end, { once: true });
  };
  return { id, begin };
}
