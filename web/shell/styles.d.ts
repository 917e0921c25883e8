// Style sheets are imported as texts (the build's loader), for constructable style sheets.
declare module '*.css' {
  const text: string;
  export default text;
}

/** Filled in by the build: what the service worker keeps. */
declare const PRECACHE: { version: string; files: string[] };
