/** A short name made of a heading: "Nach der Reparatur!" → nach_der_reparatur. Empty when no letter is left. */
export function codeFrom(heading: string): string {
  const plain = heading.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '').slice(0, 60);
}
