import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { registerBackupsRoutes } from '../governance/backups/backups.routes.ts';
import { endKeysFromEnvironment, ensureKeyFromEnvironment } from '../governance/keys/api-keys.actions.ts';
import { ensureWriteKeyFromEnvironment } from '../governance/keys/sources.actions.ts';
import { keepChain } from '../governance/audit/chain.actions.ts';
import { keepLooks } from '../governance/audit/looks.actions.ts';
import { authenticate } from '../governance/users/sign-in/authenticate.actions.ts';
import { createAdministrator } from '../governance/users/passwords/setup.actions.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { watchForChangedRules } from '../journeys/touchpoints/reapplication.jobs.ts';
import { resumeImports } from '../listening/imports/import-work.actions.ts';
import { Ingest } from '../listening/events/ingest.actions.ts';
import type { Context } from '../platform/context.ts';
import { watchForResponses } from '../acting/closed-loop/closed-loop.jobs.ts';
import { watchForDecisions } from '../acting/context/keep-facts.actions.ts';
import { watchForErasures } from '../people/privacy/watch-erasures.jobs.ts';
import { Files } from '../platform/files/files.ts';
import { createServer, type Routes } from '../platform/http/server.ts';
import { createLog } from '../platform/log/log.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { createVault, readOrMakeVaultKey } from '../platform/secrets/vault.ts';
import { readOrMakeSecret } from '../platform/installation.queries.ts';
import { deliverLeftovers } from '../platform/storage/journal.ts';
import { openStorage } from '../platform/storage/open-storage.ts';
import { Demo } from './demo.ts';
import { registerDemoRoutes } from './demo.routes.ts';
import type { Env } from './env.ts';
import { registerManualRoutes } from './manual.routes.ts';
import { registerOperationRoutes } from './operation.routes.ts';
import { registerPageRoutes } from './page.routes.ts';
import { jobDefinitions, registerSlices } from './slices.ts';

const LEFTOVERS_EVERY_MS = 10_000;

export interface Momente {
  context: Context;
  ingest: Ingest;
  demo: Demo;
  routes: Routes;
  /** Where it listens, e.g. http://127.0.0.1:3000. */
  address: string;
  stop(): Promise<void>;
}

/** Puts the whole product together and lets it listen; what went wrong half-way is closed again. */
export async function startMomente(env: Env, clock: Clock = systemClock): Promise<Momente> {
  const log = createLog(env.logLevel);
  const storage = await openStorage(env, (line) => log.info(line));
  const jobs = new Jobs(storage.pool, log);
  try {
    const vault = createVault(readOrMakeVaultKey(env.dataFolder, env.secretKey));
    // Several processes on one database may each have a key file of their own; only a key in the environment is known to be shared.
    const isKeyShared = env.secretKey !== undefined || env.databaseUrl === undefined;
    if (!isKeyShared) log.warn('DATABASE_URL is set and MOMENTE_SECRET_KEY is not: secrets are sealed with the key file of this data folder, and other processes on the same database cannot read them');
    const context: Context = {
      db: storage.db,
      history: storage.history,
      notifications: storage.notifications,
      clock,
      log,
      identitySecret: await readOrMakeSecret(storage.db, 'identity', { vault, seal: isKeyShared }),
      files: new Files(join(env.dataFolder, 'files')),
      jobs,
      vault,
      settings: { publicUrl: env.publicUrl, defaultCountry: env.defaultCountry, smtpUrl: env.smtpUrl, allowsInternalAddresses: env.allowsInternalAddresses, importFolder: env.importFolder },
    };
    // An embedded store has no other users, so whatever waits there was left by a process that is gone.
    await deliverLeftovers(context, env.databaseUrl ? 30_000 : 0);
    if (env.admin) await createAdministrator(context, env.admin);
    if (env.apiKey) await ensureKeyFromEnvironment(context, env.apiKey);
    else await endKeysFromEnvironment(context);
    if (env.writeKey) await ensureWriteKeyFromEnvironment(context, env.writeKey);
    const ingest = new Ingest(context);
    const demo = new Demo(context, ingest, env.demoCustomers);
    const routes = await createServer({
      log,
      secure: env.publicUrl.startsWith('https://'),
      authenticate: authenticate(context),
      stores: context,
      looks: keepLooks(context),
      register: async (server) => {
        registerOperationRoutes(server, context);
        registerDemoRoutes(server, demo);
        registerBackupsRoutes(server, context, { dataFolder: env.dataFolder, keyPlace: env.secretKey === undefined ? 'file' : 'environment' });
        registerSlices(server, context, ingest);
        registerManualRoutes(server);
        await registerPageRoutes(server);
      },
    });
    const leftovers = setInterval(() => void deliverLeftovers(context).catch((error: unknown) => log.error({ err: error }, 'history rows still wait in the journal')), LEFTOVERS_EVERY_MS);
    const stopWatchingRules = watchForChangedRules(context);
    const stopWatchingErasures = watchForErasures(context);
    const stopChain = keepChain(context);
    const stopWatchingDecisions = watchForDecisions(context);
    const stopWatchingResponses = await watchForResponses(context);
    await demo.wake();
    await jobs.work(context, jobDefinitions);
    await resumeImports(context);
    await routes.listen({ port: env.port, host: env.host });
    const bound = routes.server.address() as AddressInfo;
    return {
      context,
      ingest,
      demo,
      routes,
      address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
      stop: async () => {
        clearInterval(leftovers);
        stopWatchingErasures();
        stopWatchingResponses();
        await stopWatchingRules();
        await stopWatchingDecisions();
        await demo.stop();
        await routes.close();
        await jobs.stop();
        await stopChain();
        await storage.close();
      },
    };
  } catch (error) {
    await jobs.stop();
    await storage.close();
    throw error;
  }
}
