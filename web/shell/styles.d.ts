// Style sheets are imported as texts (the build's loader), for constructable style sheets.
declare module '*.css' {
  const text: string;
  export default text;
}

type Form = import('./load/arrival.js').Form;

/** Filled in by the build: what the service worker keeps, `later` once it was asked for. */
declare const PRECACHE: { version: string; pages: string[]; files: Record<string, Form[]>;
  later: string[] };

/** Filled in by the build: the files that scripts load, by their names without a hash. */
declare const FILES: Record<string, { name: string, forms: Form[] }>;

/** The hash in the names of the element's scripts; empty where all is in one. */
declare const BUILD: string;

/** Bytes of the element's later scripts, by their names. */
declare const LATER: Record<string, number>;

/** Filled in by the build from web/data/licences.mjs. */
declare const CREDITS: { set: string, author: string, licence: string, link: string,
  source: string }[];
