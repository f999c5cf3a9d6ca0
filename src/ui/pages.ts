import type { ComponentType } from 'react';

/** The sections of the left rail, in their order. Only those with a page that the reader may open are shown. */
export const navSections = [
  'cockpit', 'desk', 'customers', 'touchpoints', 'journeys', 'listening', 'understanding', 'measures', 'settings',
] as const;
export type NavSection = (typeof navSections)[number];

export interface Permission {
  action: string;
  subject: string;
}

/** Texts of a slice: nested objects of strings, as in its `.de.json`. */
export interface Messages {
  [key: string]: string | Messages;
}

export interface SlicePage {
  /** Path with `$name` for parameters, e.g. `/customers/$customerId`. */
  path: string;
  /** Key in the slice's namespace; becomes the window's title. */
  title: string;
  /** Loaded when first needed (and already when a link to it is hovered). */
  load: () => Promise<ComponentType>;
  /** Without it the page is hidden and refused. */
  permission?: Permission;
  /** A page for somebody who is not signed in (e.g. the one-minute answer of a customer): no rail, no session. */
  standsAlone?: boolean;
  /** Entry in the rail; pages that are reached from other pages have none. */
  nav?: {
    section: NavSection;
    /** Within the section; the lowest is where the section itself leads. */
    order: number;
    /** Key in the slice's namespace. Shown when the section has more than one entry, and in the palette. */
    label: string;
    /** Pages without an entry that are reached from this one, though their path lies below another. */
    alsoOf?: readonly string[];
    /** What waits there, shown as a number beside the entry; nothing where nothing does. */
    count?: NavCount;
  };
}

export interface NavCount {
  /** Answers `{ count }`. Is asked only where the reader may open the page. */
  path: string;
  /** Of react-query; a change that forgets the beginning of it counts anew. */
  queryKey: readonly string[];
  /** Key in the slice's namespace with `count`: the number in words, for who cannot see it. */
  label: string;
}

/** Something one can do from anywhere: shown in the palette (⌘K). */
export interface PaletteAction {
  id: string;
  /** Key in the slice's namespace. */
  label: string;
  /** More words to find it by; key in the slice's namespace. */
  keywords?: string;
  permission?: Permission;
  /** A page with its query, e.g. `/touchpoints?new=1`. */
  to: string;
}

/** Pages that let later domains add a part of their own, which they cannot import themselves. */
export interface PanelPlaces {
  /** The context column of a customer's page. */
  customer: { customerId: string };
  /** The tabs of a survey's page. A tab whose place is empty is not shown. `code` is the survey's. */
  surveyShare: { code: string };
  surveyInvitations: { code: string };
  surveyResults: { code: string };
  /** Beside a voice: what becomes of it. */
  voice: { voiceId: string };
  /** Beside the figures that stand on top of the cockpit; a panel is one column of them. */
  cockpitFigures: Record<never, never>;
  /** On the cockpit, below its figures. */
  cockpit: Record<never, never>;
  /** On every page of somebody who is signed in, above it: what cannot wait, e.g. a call that is coming in. */
  frame: Record<never, never>;
}

/** A part of a slice on another slice's page: `<Panels place="customer" customerId={…} />` draws all that are registered for the place. */
export type SlicePanel = { [Place in keyof PanelPlaces]: {
  id: string;
  place: Place;
  /** Within the place; the lowest comes first. */
  order: number;
  /** Without it the panel is left out. */
  permission?: Permission;
  load: () => Promise<ComponentType<PanelPlaces[Place]>>;
} }[keyof PanelPlaces];

/** What a slice brings to the page. Exported from `<slice>/web/pages.tsx`, listed in `src/clients/web/pages.ts`. */
export interface SlicePages {
  /** The i18next namespace of the slice; `useTranslation(namespace)` in its components. */
  namespace: string;
  translations: { de: Messages; en: Messages };
  pages: readonly SlicePage[];
  actions?: readonly PaletteAction[];
  panels?: readonly SlicePanel[];
}
