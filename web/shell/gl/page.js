// The one WebGL renderer of the page, created when the first lab needs it.
import { createRenderer } from './renderer.js';

/** @type {import('./renderer.js').Renderer | null | undefined} */
let shared;

export const pageRenderer = () => (shared === undefined ? (shared = createRenderer()) : shared);
