// Style sheets are imported as texts (the build's loader), for constructable style sheets.
declare module '*.css' {
  const text: string;
  export default text;
}

/** Filled in by the build: what the service worker keeps. */
declare const PRECACHE: { version: string; files: string[]; later: string[] };

/** Filled in by the build from web/data/licences.mjs. */
declare const CREDITS: { set: string, author: string, licence: string, link: string,
  source: string }[];
