import type { Command } from './command.ts';

/** All commands, in the order of the list that `momente --help` shows. */
export const commands: readonly Command[] = [];
