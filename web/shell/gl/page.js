// The page's one WebGL renderer, made when the first lab needs it.
import { createRenderer } from './renderer.js';

/** @type {import('./renderer.js').Renderer | null | undefined} */
let shared;

export const pageRenderer = () => (shared === undefined ? (shared = createRenderer()) : shared);
