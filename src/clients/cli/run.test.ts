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
  it('explains each with what to type', async () => {
    for (const { name } of commands) expect(await run(...name.split(' '), '--help')).toMatchObject({ code: 0, out: expect.stringContaining(`momente ${name}`) });
  });
});
