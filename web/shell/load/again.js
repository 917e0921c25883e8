// A button for a place whose content did not load: it tries again, or reloads the page.
import english from '../words/en/load.js';
import { h } from '../base/dom.js';
import { Outdated } from './late.js';
import { reload } from '../base/reload.js';
import { textsOf } from '../words/words.js';

const t = textsOf('load', english);

/** @param {unknown} error @param {() => void} again */
export const againButton = (error, again) => (error instanceof Outdated
  ? h('button', { type: 'button', onclick: reload }, t('reload'))
  : h('button', { type: 'button', onclick: again }, t('again')));
