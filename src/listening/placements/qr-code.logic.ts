import { encode } from 'uqr';

/** White around the code, in modules: ISO/IEC 18004 asks for four. */
export const QUIET_MODULES = 4;

/** Rows of modules, true = dark, without the white around. Level M: a quarter of it may be dirty or torn at most 15 %. */
export function qrModules(text: string): boolean[][] {
  return encode(text, { ecc: 'M', border: 0, boostEcc: true }).data;
}

/** Dark runs of each row as rectangles of height 1, in modules. */
export function darkRuns(modules: readonly (readonly boolean[])[]): { x: number; y: number; width: number }[] {
  return modules.flatMap((row, y) => {
    const runs: { x: number; y: number; width: number }[] = [];
    row.forEach((isDark, x) => {
      const last = runs.at(-1);
      if (!isDark) return;
      if (last && last.x + last.width === x) last.width += 1;
      else runs.push({ x, y, width: 1 });
    });
    return runs;
  });
}

/** A picture of any size: one path, no fonts, no scripts. @param label what it says to those who do not see it */
export function qrSvg(text: string, label: string): string {
  const modules = qrModules(text);
  const size = modules.length + 2 * QUIET_MODULES;
  const path = darkRuns(modules).map(({ x, y, width }) => `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${width}v1h-${width}z`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" role="img" aria-label="${escaped(label)}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 32};`);
