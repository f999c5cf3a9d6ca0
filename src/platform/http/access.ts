/** Who may call a route. `write_key` routes check the key of an event source themselves. */
export type Access = 'public' | 'signed_in' | 'write_key' | { can: string; on: string };

/** Somebody who is known: a member of staff or a program with a key. */
export interface Actor {
  kind: 'user' | 'key';
  id: string;
  /** For logs of who did what: e-mail address or name of the key. */
  label: string;
  role: string;
  /** Codes of the departments this actor is limited to; null = not limited. */
  departments: readonly string[] | null;
  /** True when the credentials come with a cookie, which foreign pages could make a browser send. */
  byCookie: boolean;
  can(action: string, subject: string): boolean;
  /** Set while somebody looks through another role: then they only read. */
  readonly viewsAs?: { role: string; departments: readonly string[] };
  /** Signed in, but without the second factor that the role asks for: only routes that say `beforeSecondFactor` are open. */
  readonly secondFactorMissing?: true;
  /** Of a key; people are not limited. */
  requestsPerMinute?: number;
  /** When a key ends; null = never. */
  expiresAt?: Date | null;
  /** All they may do, for the page. */
  readonly permissions?: readonly { action: string; subject: string }[];
}

/** One route as it was registered; a test holds all of them against what each role may do. */
export interface DeclaredRoute {
  method: string;
  url: string;
  access: Access;
  looks: string | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: readonly DeclaredRoute[];
  }
  interface FastifyContextConfig {
    access?: Access;
    /** The subject of personal data that an answer shows: each successful call is written into the audit log. */
    looks?: string;
    /** Also open while a second factor is asked for and missing: to set it up, or to leave. */
    beforeSecondFactor?: true;
  }
  interface FastifyRequest {
    actor: Actor | null;
    /** Ids of customers that the answer shows, where it does not say so itself: set by routes that stream. */
    lookedAt: string[] | null;
  }
}
