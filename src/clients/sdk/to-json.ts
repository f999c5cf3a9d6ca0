/**
 * JSON, whatever the page has done to its own prototypes: old libraries (Prototype.js up to 1.7.2) hang a `toJSON` on
 * arrays and texts, after which every list would be sent as a text.
 * @throws TypeError for what cannot be written: circles, BigInt
 */
export function toJson(value: unknown): string {
  const patched = [Object, Array, String, Number, Boolean].flatMap(({ prototype }: { prototype: object }) => {
    const was = Object.getOwnPropertyDescriptor(prototype, 'toJSON');
    return was?.configurable ? [{ prototype, was }] : [];
  });
  for (const { prototype } of patched) Reflect.deleteProperty(prototype, 'toJSON');
  try {
    return JSON.stringify(value);
  } finally {
    for (const { prototype, was } of patched) Object.defineProperty(prototype, 'toJSON', was);
  }
}
