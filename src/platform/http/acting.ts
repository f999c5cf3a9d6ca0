import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Acting, actAs } from '../acting.ts';

/** Writes down who looked at whose data. */
export interface LookKeeper {
  /** Ids of customers that an answer shows. */
  customersIn(request: FastifyRequest, answer: unknown): string[];
  /** Durable when it returns; the answer leaves only then. */
  note(request: FastifyRequest, customers: readonly string[]): Promise<void>;
}

interface Server extends Pick<FastifyInstance, 'decorateRequest'> {
  addHook: FastifyInstance['addHook'];
}

/** Everything that a request causes counts as done by who asks, and what it shows of people is noted. Comes after the sign-in. */
export function registerActing(server: Server, looks: LookKeeper | undefined): void {
  server.decorateRequest('lookedAt', null);
  server.addHook('onRequest', (request, _reply, done) => actAs(actingOf(request), done));
  // Once more, because the events of a body that is read come from outside of what the first one began.
  server.addHook('preValidation', (request, _reply, done) => actAs(actingOf(request), done));
  if (!looks) return;
  server.addHook('preSerialization', (request, reply, payload, done) => {
    if (request.routeOptions.config.looks !== undefined && reply.statusCode < 300) request.lookedAt ??= looks.customersIn(request, payload);
    done(null, payload);
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (request.routeOptions.config.looks !== undefined && reply.statusCode < 300) await looks.note(request, request.lookedAt ?? looks.customersIn(request, null));
    return payload;
  });
}

function actingOf({ actor, id, routeOptions }: FastifyRequest): Acting | null {
  if (actor) return { kind: actor.kind, id: actor.id, label: actor.label, role: actor.role, requestId: id };
  // Events come by the thousand and change nothing that is watched.
  if (routeOptions.config.access === 'write_key') return null;
  return { kind: 'visitor', id: null, label: '', requestId: id };
}
