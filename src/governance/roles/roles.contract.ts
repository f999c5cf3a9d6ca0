import { z } from 'zod';

/** Order from most to least allowed, as shown on the page. */
export const roles = ['administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer'] as const;
export type BuiltInRole = (typeof roles)[number];
/** Code of a built-in role or of one that the company made; whether it exists is asked of roles.actions.ts. */
export const roleSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'is not the code of a role');
export type Role = z.infer<typeof roleSchema>;

export const subjects = ['customer', 'interaction', 'touchpoint', 'expectation', 'survey', 'answer', 'metric', 'user', 'key', 'settings', 'demo', 'personal_data', 'import', 'export', 'webhook', 'role', 'audit', 'privacy', 'backup',
  'case', 'promise', 'inquiry', 'goodwill', 'known_issue', 'outreach', 'playbook', 'template', 'consent', 'service_level', 'voice', 'warning',
] as const;
export type Subject = (typeof subjects)[number];
export const actions = ['read', 'create', 'update', 'delete', 'merge', 'manage'] as const;
export type Action = (typeof actions)[number];

/** `manage` covers every action and `all` every subject. */
export const permissionSchema = z.object({ action: z.string(), subject: z.string() });
export type Permission = z.infer<typeof permissionSchema>;

export const departmentCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'is not the code of a department');
export const departmentCodesSchema = z.array(departmentCodeSchema).max(50);

/** One line a person typed; control characters are no text. */
const line = (min: number, max: number) => z.string().trim().min(min, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');

export const roleInputSchema = z.strictObject({
  name: line(1, 60),
  description: line(0, 300).default(''),
  permissions: z.array(permissionSchema).max(200),
  isLimitedToDepartments: z.boolean().default(false).describe('touchpoints, expectations, surveys and answers of own departments only'),
});
export type RoleInput = z.infer<typeof roleInputSchema>;
export const newRoleSchema = roleInputSchema.extend({ basedOn: roleSchema.nullable().default(null).describe('the role it was copied from; for information') });
export type NewRole = z.infer<typeof newRoleSchema>;

export const roleAnswerSchema = z.object({
  code: z.string(),
  isBuiltIn: z.boolean(),
  name: z.string().describe('empty for built-in roles, which the page names in its language'),
  description: z.string(),
  permissions: z.array(permissionSchema),
  isLimitedToDepartments: z.boolean(),
  basedOn: z.string().nullable(),
  heldBy: z.object({ users: z.number().int(), invitations: z.number().int(), keys: z.number().int() }).nullable().describe('only for those who manage roles'),
});
export type RoleAnswer = z.infer<typeof roleAnswerSchema>;
export const roleListSchema = z.object({ items: z.array(roleAnswerSchema), grantable: z.array(permissionSchema).describe('what an own role can be given'), needsPersonalData: z.array(z.string()).describe('subjects that only a role with personal data can have') });
export type RoleList = z.infer<typeof roleListSchema>;
