import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { CustomField } from './customers.contract.ts';
import { deleteCustomField, listCustomFields, saveCustomField } from './custom-fields.queries.ts';

export async function listFields(context: Context): Promise<CustomField[]> {
  return listCustomFields(context.db);
}

/** Adds a field or changes its label and choices; values live in the traits of customers under the field's key. */
export async function saveField(context: Context, field: CustomField): Promise<CustomField[]> {
  if (field.type === 'choice' && (field.choices ?? []).length === 0) throw new Problem('customer.field_invalid', 'A field of type choice needs at least one choice.', {}, [{ at: 'body.choices', reason: 'is empty' }]);
  await saveCustomField(context.db, field);
  return listCustomFields(context.db);
}

/** Takes the field off the page; values that customers have stay in their traits. */
export async function removeField(context: Context, key: string): Promise<CustomField[]> {
  await deleteCustomField(context.db, key);
  return listCustomFields(context.db);
}
