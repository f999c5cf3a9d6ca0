import { z } from 'zod';

/** Order from most to least allowed, as shown on the page. */
export const roles = ['administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer'] as const;
export type BuiltInRole = (typeof roles)[number];
/** Code of a built-in role or of one that the company made; whether it exists is asked of roles.actions.ts. */
export const roleSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'is not the code of a role');
export type Role = z.infer<typeof roleSchema>;

export const subjects = ['customer', 'interaction', 'touchpoint', 'expectation', 'survey', 'answer', 'metric', 'user', 'key', 'settings', 'demo', 'personal_data', 'import', 'export', 'webhook', 'role', 'audit', 'privacy', 'backup'] as const;
export type Subject = (typeof subjects)[number];
export const actions = ['read', 'create', 'update', 'delete', 'merge', 'manage'] as const;
export type Action = (typeof actions)[number];

/** `manage` covers every action and `all` every subject. */
export const permissionSchema = z.object({ action: z.string(), subject: z.string() });
export type Permission = z.infer<typeof permissionSchema>;

export const departmentCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'is not the code of a department');
export const departmentCodesSchema = z.array(departmentCodeSchema).max(50);
