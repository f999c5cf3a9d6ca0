import { textWidth } from '../charts/scale.logic.ts';
import { fontFamily } from '../charts/ink.ts';

/** A picture that stands alone: no style sheet, no variables, no links. */
export interface TakenPicture {
  svg: string;
  widthPx: number;
  heightPx: number;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const PADDING_PX = 24;
const LINE_PX = 20;
/** What a style sheet may decide about a sign, as attributes of SVG. */
const styled = [
  'fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'paint-order', 'opacity',
  'font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing', 'text-anchor', 'dominant-baseline',
] as const;
/** What holds where nothing is said. */
const initial: Partial<Record<(typeof styled)[number], string>> = {
  fill: 'rgb(0, 0, 0)', 'fill-opacity': '1', stroke: 'none', 'stroke-opacity': '1', 'stroke-width': '1px', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter',
  'paint-order': 'normal', 'font-style': 'normal', 'letter-spacing': 'normal', 'text-anchor': 'start', 'dominant-baseline': 'auto',
};
const TRANSPARENT = 'rgba(0, 0, 0, 0)';
/** What makes up the shape of a sign; all else (links, classes, events) stays in the page. */
const kept = new Set(['viewBox', 'width', 'height', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'd', 'points', 'transform', 'dx', 'dy', 'id', 'offset', 'stop-color', 'stop-opacity', 'gradientUnits', 'clip-path', 'clipPathUnits', 'marker-end', 'marker-start', 'markerWidth', 'markerHeight', 'refX', 'refY', 'orient', 'markerUnits', 'preserveAspectRatio', 'patternUnits', 'textLength', 'lengthAdjust']);

/**
 * Takes the picture inside of `place` out of the page, in light colours whatever the page wears, with its heading above and what it
 * rests on below. Several pictures (a dumbbell per row) keep their places.
 * @returns null where there is no picture
 */
export function takePicture(place: HTMLElement | null, { title, foot }: { title: string; foot: string }): TakenPicture | null {
  // An icon is no picture.
  const sources = place ? [...place.querySelectorAll('svg')].filter((svg) => !svg.classList.contains('tabler-icon') && svg.parentElement?.closest('svg') === null) : [];
  if (!place || sources.length === 0) return null;
  const boxes = sources.map((svg) => svg.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const innerPx = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left);
  const tallPx = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top);
  const widthPx = Math.max(360, innerPx) + 2 * PADDING_PX;
  const heading = wrap(title, 16, widthPx - 2 * PADDING_PX);
  const ending = wrap(foot, 11, widthPx - 2 * PADDING_PX);
  const aboveY = PADDING_PX + heading.length * LINE_PX + 8;
  const heightPx = aboveY + tallPx + 12 + ending.length * 15 + PADDING_PX / 2;

  const stage = document.createElement('div');
  stage.className = 'm-light m-stage';
  document.body.append(stage);
  try {
    const whole = make('svg', { xmlns: NAMESPACE, viewBox: `0 0 ${widthPx} ${heightPx}`, width: widthPx, height: heightPx, 'font-family': fontFamily });
    whole.append(make('title', {}, title), make('rect', { width: widthPx, height: heightPx, fill: '#ffffff' }));
    heading.forEach((line, at) => whole.append(make('text', { x: PADDING_PX, y: PADDING_PX + 14 + at * LINE_PX, fill: '#1d1d22', 'font-size': 16, 'font-weight': 600 }, line)));
    sources.forEach((source, at) => {
      const copy = source.cloneNode(true) as SVGSVGElement; // a copy of what it is called on
      stage.replaceChildren(copy);
      const box = boxes[at];
      const bare = strip(copy);
      if (!bare || !box) return;
      for (const [name, value] of Object.entries({ x: PADDING_PX + box.left - left, y: aboveY + box.top - top, width: box.width, height: box.height, overflow: 'visible' })) bare.setAttribute(name, String(value));
      whole.append(bare);
    });
    ending.forEach((line, at) => whole.append(make('text', { x: PADDING_PX, y: aboveY + tallPx + 24 + at * 15, fill: '#5d6069', 'font-size': 11 }, line)));
    return { svg: new XMLSerializer().serializeToString(whole), widthPx, heightPx };
  } finally {
    stage.remove();
  }
}

/** The same as a picture of dots, twice as fine as the page. @throws Error when the browser cannot draw it */
export async function drawPng({ svg, widthPx, heightPx }: TakenPicture, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(widthPx * scale), height: Math.round(heightPx * scale) });
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('the browser has no canvas');
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))), 'image/png'));
}

/** A sign as it looks now, without what only a page can use. @returns null for what is not seen */
function strip(element: Element, outer: CSSStyleDeclaration | null = null): Element | null {
  if (element instanceof HTMLElement || element.localName === 'foreignObject') return null;
  const look = getComputedStyle(element);
  if (look.display === 'none' || look.opacity === '0') return null;
  // Larger places to touch.
  if (element.childElementCount === 0 && look.fill === TRANSPARENT && look.stroke === 'none') return null;
  const isDrawn = !['title', 'desc', 'defs', 'linearGradient', 'stop', 'clipPath', 'marker', 'pattern'].includes(element.localName);
  const bare = make(element.localName === 'a' ? 'g' : element.localName, {});
  for (const { name, value } of element.attributes) if (kept.has(name)) bare.setAttribute(name, value);
  if (element.localName === 'stop') bare.setAttribute('stop-color', look.getPropertyValue('stop-color'));
  if (isDrawn) for (const name of styled) {
    const value = look.getPropertyValue(name);
    // Said once: what is below a sign takes it over, all but its opacity.
    const isSaid = name === 'opacity' ? value === '1' : value === (outer ? outer.getPropertyValue(name) : initial[name]);
    if (value !== '' && !isSaid) bare.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) {
      const inner = strip(child, isDrawn ? look : outer);
      if (inner) bare.append(inner);
    } else if (child.nodeType === Node.TEXT_NODE) bare.append(child.cloneNode());
  }
  return bare;
}

function make(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element as SVGElement; // made in the namespace of SVG
}

function wrap(text: string, fontPx: number, widthPx: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, fontPx) <= widthPx) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
