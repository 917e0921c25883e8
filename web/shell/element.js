// The custom element <contrastive-lab>: attributes in, methods and events out.
import { FORM, asAsked } from './asked.js';
import { configure } from './base.js';
import { labs } from './labs/index.js';
import { againButton } from './again.js';
import { createLab } from './lab.js';
import { late } from './late.js';
import { h, sheetOf } from './dom.js';
import { css as panelsCss } from './panels/index.js';
import shellCss from './shell.css';
import tokensCss from './tokens.css';
import { sayWaiting } from './waiting.js';
import { isCalled } from './url.js';

/** @typedef {import('./types.d.ts').Snapshot} Snapshot */
/** @typedef {import('./lab.js').RunningLab} RunningLab */

const NEAR = '200px'; // how far off the screen a lab starts

/** What a browser lacks, in words: that comes when something fails. */
const needs = () => late('needs', () => import('./needs.js'));

/** Without these there is no element at all, and nothing that could fail. */
const able = self.customElements && 'adoptedStyleSheets' in document && self.IntersectionObserver
  && Object.hasOwn;

/** What pages get to see of a snapshot: it stays theirs, the engine's buffers do not.
 *  @param {Snapshot} s */
const publicly = (s) => Object.freeze({
  step: s.step, loss: s.loss, stepsPerSecond: s.stepsPerSecond, metrics: Object.freeze({ ...s.metrics }),
  positions: s.positions.slice(),
});

class ContrastiveLab extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' });
  #watcher = new MutationObserver((records) => this.#changed(records));
  /** @type {IntersectionObserver | null} */
  #nearby = null;
  /** @type {RunningLab | null} */
  #lab = null;
  /** @type {Promise<RunningLab> | null} */
  #starting = null;
  #message = h('div', { class: 'border failure', lang: 'en', dir: 'ltr', role: 'alert',
    hidden: true });
  #waiting = h('p', { class: 'border waiting', lang: 'en', dir: 'ltr', hidden: true });
  #onScreen = false;
  #life = new AbortController();

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [tokensCss, shellCss, panelsCss].map(sheetOf);
    this.#root.append(this.#message, this.#waiting, document.createElement('slot'));
  }

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#theme();
    this.#block();
    this.#watcher.observe(this, { attributes: true });
    this.#nearby = new IntersectionObserver((entries) => {
      this.#onScreen = entries[entries.length - 1].isIntersecting;
      const failed = !this.#message.hidden; // the reader decides when to try again
      if (this.#onScreen && !this.#starting && !failed) void this.#start().catch(() => {});
      this.#show();
    }, { rootMargin: NEAR });
    this.#nearby.observe(this);
    addEventListener('hashchange', () => void this.#called(), { signal });
    void this.#called();
    document.addEventListener('visibilitychange', () => this.#show(), { signal });
    matchMedia('(prefers-color-scheme: dark)')
      .addEventListener('change', () => this.#lab?.refresh(), { signal });
    if (this.getAttribute('loading') === 'eager') void this.#start().catch(() => {});
  }

  /** Words stand in a line, a lab does not, whatever a page unsets on all its elements at once. */
  #block() {
    if (getComputedStyle(this).display === 'inline') this.toggleAttribute('data-block', true);
  }

  disconnectedCallback() {
    // Moved within the page, it is connected again by the time this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.finalize();
    });
  }

  /** An address that names this lab brings the reader to it, running; once it runs it follows
   *  addresses by itself. */
  async #called() {
    if (this.#lab || !this.hasAttribute('url-state') || !isCalled(this.getAttribute('lab') ?? ''))
      return;
    this.scrollIntoView({ block: 'start', behavior: 'instant' });
    const lab = await this.#start().catch(() => null);
    if (!lab || this.#life.signal.aborted) return;
    if (!lab.state().problem) lab.call();
    this.scrollIntoView({ block: 'start', behavior: 'instant' }); // it has grown
  }

  /** @returns {Promise<RunningLab>} */
  #start() {
    if (this.#starting) return this.#starting;
    this.#message.hidden = true;
    const starting = this.#open().catch((/** @type {Error} */ error) => {
      if (this.#starting === starting) this.#starting = null;
      this.#fail(error, 'start');
      throw error;
    });
    sayWaiting(this.#waiting, starting, this.#life.signal);
    this.#starting = starting;
    return starting;
  }

  async #open() {
    const name = this.getAttribute('lab') ?? 'infonce';
    const { signal } = this.#life;
    if (!Object.hasOwn(labs, name))
      throw new Error(`lab: "${name}" is not one of ${Object.keys(labs).join(', ')}`);
    const lab = await asAsked(await labs[name](), this);
    const attributes = Object.fromEntries([...this.attributes].map((a) => [a.name, a.value]));
    const running = await createLab({
      lab, attributes, root: this.#root,
      inUrl: this.hasAttribute('url-state'),
      autoplay: this.hasAttribute('autoplay'),
      on: {
        ready: () => {
          this.#block(); // the page's styles may have come since
          this.toggleAttribute('data-ready', true);
        },
        snapshot: (s) => this.#emit('snapshot', publicly(s)),
        training: (now) => this.#emit('training', now),
        error: (error) => this.#emit('error', error),
        crashed: (text) => {
          this.#end();
          this.#fail(new Error(text), 'crash');
        },
      },
    }).catch(async (cause) => {
      throw await needs().then(({ whyNot }) => whyNot(cause), () => cause);
    });
    if (signal.aborted) {
      running.end();
      throw new Error('the lab left the page before it was ready');
    }
    this.#lab = running;
    this.#show();
    this.#emit('ready', { lab: name });
    return running;
  }

  /** @param {Error} error @param {string} status */
  #fail(error, status) {
    if (this.#life.signal.aborted) return;
    const again = () => void this.#start().catch(() => {});
    const text = error.message;
    this.#message.replaceChildren(h('p', {}, `This lab cannot run here: ${text}.`),
      againButton(error, again));
    this.#message.hidden = false;
    this.#emit('error', { status, text });
  }

  #show() {
    this.#lab?.show({ onScreen: this.#onScreen, pageSeen: document.visibilityState === 'visible',
      background: this.hasAttribute('background') });
  }

  #theme() {
    const theme = this.getAttribute('theme');
    if (theme && theme !== 'auto') this.dataset.theme = theme;
    else delete this.dataset.theme;
  }

  /** @param {MutationRecord[]} records */
  #changed(records) {
    const names = new Set(records.map((r) => r.attributeName ?? ''));
    if (names.has('theme')) {
      this.#theme();
      this.#lab?.refresh();
    }
    if (names.has('background')) this.#show();
    if (['lab', ...FORM].some((n) => names.has(n)) && this.#starting) {
      this.finalize();
      this.connectedCallback();
      return;
    }
    const params = this.#lab?.state().params ?? {};
    const wishes = Object.fromEntries([...names]
      .filter((n) => Object.hasOwn(params, n) && this.hasAttribute(n))
      .map((n) => [n, this.getAttribute(n) ?? '']));
    if (Object.keys(wishes).length) this.#lab?.set(wishes, 'attributes');
  }

  /** @param {string} name @param {object} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #end() {
    this.#lab?.end();
    this.#lab = null;
    this.#starting = null;
    this.removeAttribute('data-ready');
  }

  async play() { (await this.#start()).play(); }

  async pause() { (await this.#start()).pause(); }

  /** Does n steps and pauses; resolves with their snapshot. @param {number} [n] */
  async step(n = 1) { return publicly(await (await this.#start()).step(n)); }

  /** Back to the same starting weights; resolves with their snapshot. */
  async reset() { return publicly(await (await this.#start()).reset()); }

  /** Ends the worker and frees everything; the poster returns. */
  finalize() {
    this.#life.abort();
    this.#watcher.disconnect();
    this.#nearby?.disconnect();
    this.#message.hidden = true;
    this.#end();
  }

  get state() { return this.#lab?.state() ?? null; }

  get snapshot() {
    const shown = this.#lab?.snapshot();
    return shown ? publicly(shown) : null;
  }
}

const NAME = 'contrastive-lab';
if (!able) {
  void needs().then(({ missing, tell, tooOld, whenParsed }) => whenParsed(() =>
    tell(document.querySelectorAll(NAME), `No lab can run here: ${tooOld(missing())}.`)));
} else if (!customElements.get(NAME)) customElements.define(NAME, ContrastiveLab);

export { ContrastiveLab, configure };
