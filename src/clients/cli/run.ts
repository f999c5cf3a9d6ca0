import { type Command, type NamedCommand, type Outside, UsageError } from './command.ts';
import { commands as all } from './commands.ts';

/** @returns the exit code: 2 for bad input, told on stderr */
export async function runCommandLine(args: readonly string[], outside: Outside, commands: readonly (Command | NamedCommand)[] = all): Promise<number> {
  const named = commands.filter(({ name }) => name.split(' ').every((word, place) => args[place] === word)).sort((a, b) => b.name.length - a.name.length)[0];
  if (!named) {
    const isAsked = args.length === 0 || args[0] === '--help' || args[0] === 'help';
    const list = `momente <command> [options]\n\n${(await Promise.all(commands.map(loaded))).map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n')}\n\nmomente <command> --help says more.\n`;
    if (isAsked) outside.write(list);
    else outside.writeError(`There is no command "${args.join(' ')}".\n\n${list}`);
    return isAsked ? 0 : 2;
  }
  const command = await loaded(named);
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help')) {
    outside.write(`${command.help.trim()}\n`);
    return 0;
  }
  try {
    return await command.run(rest, outside);
  } catch (error) {
    if (!isUsage(error)) throw error;
    outside.writeError(`${error.message}\n`);
    return 2;
  }
}

const loaded = async (command: Command | NamedCommand): Promise<Command> => ('load' in command ? command.load() : command);

/** Ours, and what node:util parseArgs says about unknown or incomplete options. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
