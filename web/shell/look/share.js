// The code that shows a lab on another page with its present settings: as an element or in a frame.
import { defaultsOf, wishesFor } from '../state/check.js';
import { filesOf } from '../state/datasets.js';
import { ABOUT, SETTINGS } from '../state/tabs.js';
import { tabName } from './tabs.js';
import { fresh, h, say } from '../base/dom.js';
import css from './share.css';
import english from '../words/en/share.js';
import { spoken, textsOf } from '../words/words.js';

const t = textsOf('share', english);

/** @typedef {{ compact: boolean, panels: string[], controls: string, theme: string }} Look
 *  panels: empty where they are the lab's own; controls: as in the attribute */

/** @typedef {{ lab: import('../types.d.ts').Lab, look: Look,
 *   wishes: import('../types.d.ts').Params }} Shared */

const FOLDER = 'contrastive-lab';
const THEMES = ['', 'light', 'dark', 'projector'];
const HEIGHT = { compact: 480, whole: 900 };

/** @param {string} text */
const quoted = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** Names and values of all attributes to write; a null value means the name alone.
 *  @param {Shared} shared @returns {[string, string | null][]} */
function asked({ lab, look, wishes }) {
  const { code } = spoken();
  return [
    ['lab', lab.id],
    ...Object.entries(wishes).filter(([name, value]) => name !== 'tab'
      || !(look.compact || value === SETTINGS || value === ABOUT)).map(([name, value]) => /** @type {[string, string]} */ (
      [name, String(value)])),
    ...(look.compact ? [/** @type {[string, null]} */ (['compact', null])] : []),
    ...Object.entries({ panels: look.panels.join(' '), controls: look.controls, theme: look.theme,
      language: code === 'en' ? '' : code }).filter(([, value]) => value),
  ];
}

/** Lists the files the lab loads. @param {import('../types.d.ts').Lab} lab
 *  @param {string} frame file that a frame loads too */
function files(lab, frame) {
  const data = filesOf(lab).map((start) => `${start}*`);
  const names = ['contrastive-lab*', ...data, ...(frame ? [frame] : [])];
  return `<!-- ${t('files', { folder: FOLDER, names: names.join(', ') })} -->`;
}

/** @param {Shared} shared */
export function elementCode(shared) {
  const attributes = asked(shared)
    .map(([name, value]) => (value === null ? name : `${name}="${quoted(value)}"`));
  return `${files(shared.lab, '')}
<script type="module" src="${FOLDER}/contrastive-lab.js"></script>
<contrastive-lab ${attributes.join(' ')}></contrastive-lab>`;
}

/** @param {Shared} shared */
export function frameCode(shared) {
  const query = asked(shared).map(([name, value]) => (value === null ? name
    : `${name === 'language' ? 'lang' : name}=${encodeURIComponent(value)}`)).join('&');
  const { lab, look } = shared;
  return `${files(lab, 'embed*')}
<iframe src="${quoted(`${FOLDER}/embed.html?${query}`)}" title="${quoted(lab.words('title'))}"
  width="100%" height="${look.compact ? HEIGHT.compact : HEIGHT.whole}" frameborder="0"
  loading="lazy"></iframe>`;
}

/** Choices about the look. @param {import('../types.d.ts').Lab} lab @param {Element} host
 *  @param {() => void} changed */
function createLook(lab, host, changed) {
  const all = lab.panels;
  const compact = h('input', { type: 'checkbox', onchange: () => { arrange(); changed(); } });
  const theme = h('select', { onchange: changed, 'aria-label': t('theme') },
    ...THEMES.map((name) => h('option', { value: name }, name || t('system'))));
  theme.value = host.getAttribute('theme') ?? '';
  if (theme.selectedIndex < 0) theme.selectedIndex = 0;
  const boxes = all.map((name) => h('input', { type: 'checkbox', value: name, checked: true,
    onchange: changed }));
  const picture = h('select', { onchange: changed, 'aria-label': t('picture') },
    ...all.map((name) => h('option', { value: name }, tabName(name))));
  picture.value = lab.compact;
  const several = h('span', { class: 'share-panels', role: 'group', 'aria-label': t('panels') },
    ...boxes.map((box) => h('label', {}, box, ` ${tabName(box.value)}`)));

  function arrange() {
    several.hidden = compact.checked;
    picture.hidden = !compact.checked;
  }
  arrange();

  /** @returns {Look} */
  const look = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    const own = compact.checked ? picture.value === lab.compact
      : chosen.length === 0 || (!lab.form && chosen.length === all.length);
    return { compact: compact.checked, theme: theme.value,
      panels: own ? [] : compact.checked ? [picture.value] : chosen,
      controls: host.getAttribute('controls') ?? '' };
  };
  return { look, element: h('div', { class: 'share-look' }, h('label', {}, compact, ' ', t('compact')),
    theme, picture, several) };
}

/** @param {import('./view.js').ViewGiven} given
 *  @param {(text: string, what: string) => Promise<string>} copy resolves with the message shown */
export function createShare({ lab, schema, state, root }, copy) {
  const parts = /** @type {const} */ ([['Element', elementCode], ['Frame', frameCode]])
    .map(([what, write]) => {
      const id = fresh('code');
      const text = h('textarea', { id, readOnly: true, rows: 4, spellcheck: false });
      const said = h('span', { class: 'share-said', 'aria-hidden': 'true' }); // the status is read out
      const element = h('div', { class: 'share-code' }, h('label', { for: id },
        what === 'Element' ? t('element') : t('frame')),
        h('button', { type: 'button', onclick: async () => {
          say(said, await copy(text.value, t(`the${what}`)));
        } }, t(`copy${what}`)), said, text);
      return { element, text, write };
    });
  const { look, element } = createLook(lab, root.host, update);

  function update() {
    const wishes = wishesFor(lab, state.get().params, defaultsOf(lab, schema));
    for (const { text, write } of parts) text.value = write({ lab, wishes, look: look() });
  }
  update();
  return { update, element: h('div', { class: 'share', role: 'group', 'aria-label': t('group') },
    element, ...parts.map((part) => part.element)) };
}

export { css };
