import { type Command, type NamedCommand, type Outside, UsageError } from './command.ts';
import { commands as all } from './commands.ts';
import { nearestName } from './nearest-name.ts';

/** @returns the exit code: 2 for bad input, told on stderr */
export async function runCommandLine(typed: readonly string[], outside: Outside, commands: readonly (Command | NamedCommand)[] = all): Promise<number> {
  // `momente help metrics` is what `momente metrics --help` says.
  const args = typed[0] === 'help' && typed.length > 1 ? [...typed.slice(1), '--help'] : typed;
  const named = commands.filter(({ name }) => name.split(' ').every((word, place) => args[place] === word)).sort((a, b) => b.name.length - a.name.length)[0];
  if (!named) {
    const isAsked = args.length === 0 || isHelp(args[0] ?? '') || args[0] === 'help';
    const list = `momente <command> [options]\n\n${(await Promise.all(commands.map(loaded))).map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n')}\n\nmomente <command> --help says more.\n`;
    if (isAsked) outside.write(list);
    else outside.writeError(`There is no command "${args[0] ?? ''}".${didYouMean(args[0] ?? '', commands.map(({ name }) => name))}\n\n${list}`);
    return isAsked ? 0 : 2;
  }
  const command = await loaded(named);
  const rest = args.slice(command.name.split(' ').length);
  if (rest.some(isHelp)) {
    outside.write(`${command.help.trim()}\n`);
    return 0;
  }
  try {
    return await command.run(rest, outside);
  } catch (error) {
    if (!isUsage(error)) throw error;
    outside.writeError(`${complaintOf(error, command)}\n`);
    return 2;
  }
}

const loaded = async (command: Command | NamedCommand): Promise<Command> => ('load' in command ? command.load() : command);

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

function didYouMean(said: string, names: readonly string[]): string {
  const nearest = nearestName(said, names);
  return nearest === null ? '' : ` Do you mean "${nearest}"?`;
}

/** What parseArgs says about an unknown option ends with advice for another case; the help of the command lists the right ones. */
function complaintOf(error: Error, { name, help }: Command): string {
  const unknown = 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /^Unknown option '(-[^']*)'/.exec(error.message)?.[1] : undefined;
  if (unknown === undefined) return error.message;
  return `momente ${name} has no option ${unknown}.${didYouMean(unknown, help.match(/(?<=[\s,])--[a-z0-9-]+/g) ?? [])} momente ${name} --help lists them.`;
}

/** Ours, and what node:util parseArgs says about unknown or incomplete options. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
