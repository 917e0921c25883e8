// What can be saved from a lab and loaded into it: checkpoints, its link, its embedding code. All
// of it stays on the reader's machine.
import { dress, h } from '../base/dom.js';
import english from '../words/en/files.js';
import { failed, late } from '../load/late.js';
import { termButton } from './term.js';
import { textsOf } from '../words/words.js';

const t = textsOf('files', english);

/** @param {ArrayBuffer} bytes @param {string} name */
function download(bytes, name) {
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  h('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

/** @param {import('./view.js').ViewGiven} given */
export function createTools(given) {
  const { command, inUrl, root, state } = given;
  const fallback = h('input',
    { type: 'text', readOnly: true, hidden: true, 'aria-label': t('field') });

  /** @param {string} text @param {string} what @returns {Promise<string>} the message shown */
  async function copy(text, what) {
    let words = t('copied', { what });
    try {
      await navigator.clipboard.writeText(text);
    } catch { // the browser does not allow it: the reader copies by hand
      fallback.hidden = false;
      fallback.value = text;
      fallback.select();
      words = t('select', { what });
    }
    command.say(words);
    return words;
  }

  /** @type {ReturnType<typeof import('./share.js').createShare> | null} */
  let share = null;

  /** Shows the code for another page, brought up to date at every press. */
  async function embed() {
    try {
      const { createShare, css } = await late('share', () => import('./share.js'));
      dress(root, css);
      if (!share) element.append((share = createShare(given, copy)).element);
      share.update();
      share.element.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      state.patch({ problem: failed('control', error) });
    }
  }

  const file = h('input', { type: 'file', accept: '.safetensors', class: 'unseen', tabIndex: -1,
    'aria-hidden': 'true', onchange: async () => {
      const [chosen] = file.files ?? [];
      if (chosen) await command.load(await chosen.arrayBuffer());
      file.value = '';
    } });

  /** @param {string} text @param {string} title @param {() => void} onclick */
  const button = (text, title, onclick) => h('button', { type: 'button', title, onclick }, text);

  const element = h('div', { class: 'files' },
    termButton(given, { place: '.files', title: t('group') }, {}, t('group')),
    button(t('save'), t('saveHelp'), async () => {
      const { bytes, name } = await command.save();
      download(bytes, name);
    }),
    button(t('load'), t('loadHelp'), () => file.click()),
    inUrl && button(t('link'), t('linkHelp'),
      () => void copy(command.link(), t('theLink'))),
    button(t('embed'), t('embedHelp'), () => void embed()),
    file, fallback);
  return { element, update: () => share?.update() };
}
