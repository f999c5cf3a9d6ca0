/** One command of the command line. Input that is wrong throws {@link UsageError}: told on stderr, exit code 2. */
export interface Command {
  /** As typed, e.g. `import` or `audit verify`. */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Shown by `--help`; names each option with its unit and default. */
  help: string;
  /** @returns exit code: 0 done, 1 done but something is wrong with what was looked at */
  run(args: readonly string[], outside: Outside): Promise<number>;
}

/** A command that is loaded when somebody calls it. */
export interface NamedCommand {
  /** The same as the command's own. */
  name: string;
  load(): Promise<Command>;
}

/** What a command may touch; tests pass their own. */
export interface Outside {
  env: NodeJS.ProcessEnv;
  write(text: string): void;
  writeError(text: string): void;
}

export class UsageError extends Error {}
