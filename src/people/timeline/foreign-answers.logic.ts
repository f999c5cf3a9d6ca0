/** What a contact holds of an answer to a survey. */
interface MaybeAnswer {
  channel: string;
  department: string | null;
}

/** Contacts belong to the company, answers to the department of their touchpoint: whoever is limited to others knows that somebody answered, not what. */
export function isForeignAnswer({ channel, department }: MaybeAnswer, departments: readonly string[] | null): boolean {
  return departments !== null && channel === 'survey' && !departments.includes(department ?? '');
}

/** The same contact without what was answered, where that belongs to another department; `departments` null = not limited. */
export function withoutForeignAnswer<Item extends MaybeAnswer>(item: Item, departments: readonly string[] | null, hidden: Partial<Item>): Item {
  return isForeignAnswer(item, departments) ? { ...item, ...hidden } : item;
}
