import type { CSSProperties, ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDragSensors } from './useDragSensors.ts';
import { useDragWords } from './useDragWords.ts';
import classes from './editor.module.css';

interface SortableListProps {
  ids: readonly string[];
  /** What a row is called, for those who do not see it move. */
  nameOf: (id: string) => string;
  onMove: (from: number, to: number) => void;
  children: (id: string, index: number, handle: ReactNode) => ReactNode;
}

/** A short list whose rows are drawn by a handle: mouse, finger, or Space and arrow keys. */
export function SortableList({ ids, nameOf, onMove, children }: SortableListProps) {
  const sensors = useDragSensors();
  const words = useDragWords((key) => nameOf(String(key)), (key) => ids.indexOf(String(key)) + 1, ids.length);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) onMove(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={words}>
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {ids.map((id, index) => <SortableRow key={id} id={id} name={nameOf(id)}>{(handle) => children(id, index, handle)}</SortableRow>)}
      </SortableContext>
    </DndContext>
  );
}

function SortableRow({ id, name, children }: { id: string; name: string; children: (handle: ReactNode) => ReactNode }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id });
  const { t } = useTranslation('survey-editor');
  const style: CSSProperties = { transform: CSS.Translate.toString(transform), transition: transition ?? undefined };
  return (
    <div ref={setNodeRef} style={style} className={classes.sortable} data-dragging={isDragging || undefined}>
      {children(
        <ActionIcon ref={setActivatorNodeRef} variant="subtle" color="gray" size={26} className={classes.handle ?? ''} {...attributes} {...listeners} aria-label={t('drag.handle', { name })}><IconGripVertical size={14} /></ActionIcon>,
      )}
    </div>
  );
}
