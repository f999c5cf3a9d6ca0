import { createContext, useContext, type ReactNode } from 'react';
import type { Permission } from './pages.ts';

export interface Session {
  user: { id: string; name: string; email: string; role: string; departments: string[]; language: string };
  permissions: Permission[];
  /** The role needs a second factor; until one is set up, nothing else is allowed. */
  secondFactorMissing?: boolean;
  /** Set while somebody looks through another role: `user.role` and `permissions` are those of that role. */
  viewsAs?: { role: string; departments: string[] };
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session | null; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in. Pages inside the shell always have a session. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a signed-in page around it');
  return session;
}

/** `manage` covers every action and `all` every subject, as on the server. */
export function isAllowed(permissions: readonly Permission[], wanted: Permission | undefined): boolean {
  if (!wanted) return true;
  return permissions.some(
    ({ action, subject }) => (action === wanted.action || action === 'manage') && (subject === wanted.subject || subject === 'all'),
  );
}

/** Whether the signed-in user may do something; the server decides again. */
export function useCan(action: string, subject: string): boolean {
  return isAllowed(useSession().permissions, { action, subject });
}
