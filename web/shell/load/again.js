// A button for a place whose content did not load: it tries again, or reloads the page.
import { h } from '../base/dom.js';
import { Outdated } from './late.js';
import { reload } from '../base/reload.js';

/** @param {unknown} error @param {() => void} again */
export const againButton = (error, again) => (error instanceof Outdated
  ? h('button', { type: 'button', onclick: reload }, 'Reload the page')
  : h('button', { type: 'button', onclick: again }, 'Try again'));
