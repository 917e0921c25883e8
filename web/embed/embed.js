// embed.html: one lab that fills its frame, as its address asks: ?lab=infonce&tau=0.2&compact.
// A text above the lab says what the address asks for that does not exist.
import { query } from './query.js';

const OFFLINE = 'embed-offline.html';
/** A file of the build beside this script. @type {string} */
const ELEMENT = './contrastive-lab.js';

/** @param {string[]} problems */
function say(problems) {
  if (!problems.length) return;
  const words = document.createElement('p');
  words.setAttribute('role', 'alert');
  words.textContent = `From the address: ${problems.join('; ')}.`;
  document.body.prepend(words);
}

function show() {
  const { attributes, params, problems } = query(location.search);
  const lab = document.createElement('contrastive-lab');
  for (const [name, value] of [...attributes, ...params]) lab.setAttribute(name, value);
  const theme = attributes.get('theme');
  if (theme) document.documentElement.dataset.theme = theme;
  document.body.classList.toggle('compact', attributes.has('compact'));
  lab.addEventListener('ready', () => { // only now the names of the parameters are known
    const { state } = /** @type {import('../shell/contrastive-lab.d.ts').ContrastiveLab} */ (lab);
    say([...params.keys()].filter((name) => !(name in (state?.params ?? {})))
      .map((name) => `${name}: no such parameter`));
  }, { once: true });
  say(problems);
  document.body.append(lab);
}

/** A sandboxed frame, or a page from a file, has no origin and may load neither modules nor data.
 *  For these there is a page with everything in one plain script. */
async function start() {
  document.body.dataset.frame = 'begun'; // tells page/boot.js that this script reports errors now
  const whole = Boolean(customElements.get('contrastive-lab'));
  if (!whole && self.origin === 'null') {
    location.replace(`${OFFLINE}${location.search}`);
    return;
  }
  show();
  if (whole) return;
  await import(ELEMENT).catch((/** @type {Error} */ { message }) =>
    say([`contrastive-lab.js, which is to lie beside this page, could not be loaded: ${message}`]));
}

void start();
