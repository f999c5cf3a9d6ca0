import { describe, expect, it } from 'vitest';
import { run } from './command-line.builders.ts';
import { commands } from './commands.ts';

describe('the command line', () => {
  it('calls commands by the name that they give themselves', async () => {
    expect(await Promise.all(commands.map(async ({ load }) => (await load()).name))).toEqual(commands.map(({ name }) => name));
  });
  it('lists them all, and says what there is to a word that is none', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(`  ${name} `);
    expect(await run('analyse')).toMatchObject({ code: 2, out: '', error: expect.stringContaining('There is no command "analyse"') });
  });
  it('explains no option that is refused', async () => {
    for (const [name, refused] of [['weight', ['cluster', 'confidence', 'reverse', 'scale']], ['alerts', ['weight', 'cluster', 'confidence']], ['ipa', ['cluster']]] as const) {
      const { out } = await run(name, '--help');
      for (const option of refused) {
        expect(out).not.toContain(`  --${option} `);
        expect((await run(name, 'f.csv', `--${option}`, 'x')).error).toContain(`momente ${name} has no option --${option}.`);
      }
    }
  });
  it('tells which command or option was meant', async () => {
    expect((await run('metric', 'f.csv', '--nps', 'n')).error).toMatch(/^There is no command "metric"\. Do you mean "metrics"\?\n/);
    expect(await run('metrics', 'f.csv', '--nsp', 'n')).toEqual({ code: 2, out: '', error: 'momente metrics has no option --nsp. momente metrics --help lists them.\n' });
    expect((await run('drivers', 'f.csv', '--outcom', 'n')).error).toContain('has no option --outcom. Do you mean "--outcome"?');
    expect((await run('weight', 'f.csv', '--confidence', '0.9')).error).toContain('momente weight has no option --confidence.');
  });
  it('explains each with what to type', async () => {
    for (const { name } of commands) expect(await run(...name.split(' '), '--help')).toMatchObject({ code: 0, out: expect.stringContaining(`momente ${name}`) });
    const asked = await Promise.all([['gap', '--help'], ['gap', '-h'], ['gap', 'f.csv', '-h'], ['help', 'gap']].map((words) => run(...words)));
    expect(new Set(asked.map(({ code, out }) => `${code} ${out}`)).size).toBe(1);
    expect((await run('-h')).out).toBe((await run('help')).out);
  });
});
