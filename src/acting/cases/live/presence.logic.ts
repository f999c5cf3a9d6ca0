import { SECOND_MS } from '../../../kernel/clock.ts';
import type { PresentPerson } from '../cases.contract.ts';

/** Pages say every ten seconds that they are there; who has been silent for so long is gone. */
export const GONE_AFTER_MS = 25 * SECOND_MS;

export interface PresenceNews {
  caseId: string;
  id: string;
  name: string;
  isTyping: boolean;
  isLeaving: boolean;
}

interface Room {
  department: string | null;
  people: Map<string, PresentPerson>;
}

/** Who looks at which case and who is typing, as heard from all processes; nothing of it is stored. */
export class WhoIsThere {
  readonly #rooms = new Map<string, Room>();

  /** @returns whether others should be told: not when somebody only stays */
  hear({ caseId, id, name, isTyping, isLeaving }: PresenceNews, department: string | null, now: Date): boolean {
    const room = this.#rooms.get(caseId) ?? { department, people: new Map<string, PresentPerson>() };
    room.department = department;
    const before = room.people.get(id);
    if (isLeaving) {
      room.people.delete(id);
      if (room.people.size === 0) this.#rooms.delete(caseId);
      return before !== undefined;
    }
    room.people.set(id, { id, name, isTyping, seenAt: now.toISOString() });
    this.#rooms.set(caseId, room);
    return before === undefined || before.isTyping !== isTyping;
  }

  /** In the order in which they came. */
  peopleAt(caseId: string): PresentPerson[] {
    return [...(this.#rooms.get(caseId)?.people.values() ?? [])];
  }

  /** @returns cases that somebody has left without a word */
  forgetGone(now: Date): { caseId: string; department: string | null }[] {
    const left: { caseId: string; department: string | null }[] = [];
    for (const [caseId, room] of this.#rooms) {
      const gone = [...room.people.values()].filter(({ seenAt }) => now.getTime() - Date.parse(seenAt) > GONE_AFTER_MS);
      for (const { id } of gone) room.people.delete(id);
      if (gone.length > 0) left.push({ caseId, department: room.department });
      if (room.people.size === 0) this.#rooms.delete(caseId);
    }
    return left;
  }
}
