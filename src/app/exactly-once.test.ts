import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, runStop, runStorm, type Stage } from './exactly-once.builders.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

it('tells everybody once or says why not: two processes, one killed at half, a merge and an objection in the middle, a mail server that defers, drops and refuses', async () => {
  const { told, unclear, leftOut, wrong } = await runStorm(stage, 1);
  expect(wrong).toEqual([]);
  expect(told + unclear + leftOut).toBe(240);
  expect(unclear).toBeGreaterThanOrEqual(4); // the four whose connection was dropped after the end of their mail
  expect(told).toBeGreaterThan(150);
}, 120_000);

it('sends nothing after a stop, and everybody who was not told has that reason', async () => {
  const { told, leftOut, wrong } = await runStop(stage, 1);
  expect(wrong).toEqual([]);
  expect(told + leftOut).toBe(120);
}, 120_000);
