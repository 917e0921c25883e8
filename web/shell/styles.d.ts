// Style sheets are imported as texts (by the build's loader), for constructable style sheets.
declare module '*.css' {
  const text: string;
  export default text;
}

type Form = import('./load/arrival.js').Form;

/** Filled in by the build: the files that the service worker keeps, `later` once they were used. */
declare const PRECACHE: { version: string; pages: string[]; files: Record<string, Form[]>;
  later: string[] };

/** Filled in by the build: the files that scripts load, by their names without the hash. */
declare const FILES: Record<string, { name: string, forms: Form[] }>;

/** The hash in the names of the element's scripts; empty where one file holds everything. */
declare const BUILD: string;

/** Sizes in bytes of the scripts that the element loads later, by their names. */
declare const LATER: Record<string, number>;

/** Filled in by the build from web/data/licences.mjs. */
declare const CREDITS: { set: string, author: string, licence: string, link: string,
  source: string }[];
