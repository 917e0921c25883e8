// What the place of something that did not come offers: another try, or the page anew.
import { h } from './dom.js';
import { Outdated } from './late.js';
import { reload } from './reload.js';

/** @param {unknown} error @param {() => void} again */
export const againButton = (error, again) => (error instanceof Outdated
  ? h('button', { type: 'button', onclick: reload }, 'Reload the page')
  : h('button', { type: 'button', onclick: again }, 'Try again'));
