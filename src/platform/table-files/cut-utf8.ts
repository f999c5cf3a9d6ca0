/** As many bytes as fit, without half a character at the end. */
export function cutUtf8(text: string, limit: number): Buffer {
  const bytes = Buffer.from(text.replaceAll('\0', '').toWellFormed(), 'utf8');
  if (bytes.length <= limit) return bytes;
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return bytes.subarray(0, end);
}
