/** Programs and what runs like one when somebody opens it; and archives of a kind that hides them. */
const refused = /\.(exe|com|scr|pif|bat|cmd|msi|msp|mst|ps1|psm1|vbs?|vbe|jse?|wsf|wsh|hta|jar|lnk|reg|cpl|dll|sys|app|dmg|pkg|deb|rpm|apk|iso|img|vhdx?|docm|xlsm|pptm|xlam|one|chm|scf|url|appref-ms|application|gadget|inf|ace|svgz?|html?|xhtml|mht(ml)?|swf)$/i;

/** Pictures that a browser shows without running anything. */
const shownTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Why a file is not taken; null = it is. Decided by its last ending: that is what opens it. */
export function refusalOf(name: string): string | null {
  return refused.test(name.trim().replace(/[.\s]+$/, '')) ? 'Files of this kind can run programs.' : null;
}

/** A name to be shown and saved under: no folders, no control characters, not too long. */
export function tidyName(name: string): string {
  const bare = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').replaceAll(/\s+/g, ' ').replace(/^[.\s]+/, '').trim().toWellFormed();
  return bare === '' ? 'file' : bare.slice(-150);
}

export const isShown = (mediaType: string): boolean => shownTypes.includes(mediaType);

/** As the header wants it: ASCII for old readers, the whole name for all others. */
export function dispositionOf(name: string, isInline: boolean): string {
  const ascii = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\]/g, '');
  return `${isInline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
