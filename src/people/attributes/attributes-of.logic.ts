/** SQL that selects `customer_id` and one column `attribute0`, `attribute1`, … for each of `keys`; '' = not known. Binds `attribute_0`, … */
export function attributesSql(keys: readonly string[]): string {
  return `select customer_id, ${keys.map((_, place) => `maxIf(toString(value), attribute = {attribute_${place}:String}) as attribute${place}`).join(', ')}
      from customer_attributes where run = (select max(run) from customer_attributes where attribute = 'done') and attribute in (${keys.map((_, place) => `{attribute_${place}:String}`).join(', ')}) group by customer_id`;
}

export const attributeParams = (keys: readonly string[]): Record<string, string> => Object.fromEntries(keys.map((key, place) => [`attribute_${place}`, key]));
