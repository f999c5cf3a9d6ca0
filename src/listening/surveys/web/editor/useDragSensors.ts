import { KeyboardSensor, PointerSensor, type SensorDescriptor, type SensorOptions, useSensor, useSensors } from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';

// The same objects for ever: new ones would draw every row of a list again with each key that is typed.
const pointer = { activationConstraint: { distance: 5 } };
const keys = { coordinateGetter: sortableKeyboardCoordinates };

/** Rows are drawn by mouse and finger, once these have moved a little, or by Space and arrow keys. */
export const useDragSensors = (): SensorDescriptor<SensorOptions>[] => useSensors(useSensor(PointerSensor, pointer), useSensor(KeyboardSensor, keys));
