// The custom element <contrastive-lab>: it takes attributes and offers methods and events.
import english from './words/en/element.js';
import { againButton } from './load/again.js';
import { hear } from './run/around.js';
import { FORM, asAsked } from './look/asked.js';
import { configure } from './load/configure.js';
import { goTo, isNewVisit } from './base/goto.js';
import { labs } from './labs/index.js';
import { createLab } from './lab.js';
import { dress, h } from './base/dom.js';
import { missing, tell, tooOld, whenParsed } from './base/needs.js';
import { css as panelsCss } from './panels/index.js';
import { createRun, ended } from './run/run.js';
import screenCss from './look/screen.css';
import shellCss from './look/shell.css';
import tokensCss from './look/tokens.css';
import { isCalled } from './run/url.js';
import { spokenAs } from './load/language.js';
import { sayWaiting } from './load/waiting.js';
import { spoken, textsOf } from './words/words.js';

const t = textsOf('element', english);

/** @typedef {import('./types.d.ts').Snapshot} Snapshot */
/** @typedef {import('./lab.js').RunningLab} RunningLab */

const css = [tokensCss, shellCss, panelsCss, screenCss];
/** Attributes that say which lab to show and in which form, and those read only as it starts. */
const FIRST = ['lab', 'language', ...FORM];
const ONCE = ['autoplay', 'url-state'];

/** The part of a snapshot that pages get: a copy that stays theirs, while the engine reuses its
 *  buffers. @param {Snapshot} s */
const publicly = (s) => Object.freeze({
  step: s.step, loss: s.loss, stepsPerSecond: s.stepsPerSecond, metrics: Object.freeze({ ...s.metrics }),
  positions: s.positions.slice(),
});

/** Without a run (the life of one mounted lab, run/run.js) the element is idle or shows why it
 *  failed; with a run it is starting until the run has a lab, and running after that. */
class ContrastiveLab extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' });
  #message = h('div', { class: 'border failure', role: 'alert', hidden: true });
  #progress = h('p', { class: 'border waiting', hidden: true });
  #poster = document.createElement('slot');
  /** @type {import('./run/run.js').Run<RunningLab> | null} */
  #run = null;
  /** Aborting this stops listening to the page; null outside a page and after finalize().
   *  @type {AbortController | null} */
  #listening = null;
  #attached = false;
  #onScreen = false;
  /** Called as soon as the element is in a page. @type {(() => void)[]} */
  #waiting = [];

  constructor() {
    super();
    dress(this.#root, ...css);
    this.#mark();
    this.#root.append(this.#message, this.#progress, this.#poster);
  }

  get #lab() { return this.#run?.lab() ?? null; }

  /** A document without a window, such as a template's, does not count as a page. */
  get #isPlaced() { return this.isConnected && this.ownerDocument.defaultView !== null; }

  connectedCallback() {
    if (this.#attached || !this.#isPlaced) return;
    this.#attached = true;
    this.#listen();
    for (const go of this.#waiting.splice(0)) go();
    if (this.getAttribute('loading') === 'eager') this.#begin();
    void this.#called(isNewVisit());
  }

  disconnectedCallback() {
    // An element that was only moved within the page is connected again by the time this runs.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#attached = false;
      this.finalize();
    });
  }

  /** moveBefore() calls this in place of the two callbacks above: nothing changes. */
  connectedMoveCallback() {}

  /** Another document has neither the styles nor the events of the first: the lab starts anew. */
  adoptedCallback() {
    dress(this.#root, ...css);
    this.#attached = false;
    this.#deafen();
    if (this.#run) this.#replace();
  }

  #listen() {
    if (this.#listening || !this.#isPlaced) return;
    this.#listening = new AbortController();
    this.#theme();
    hear(this, {
      attributes: (records) => this.#changed(records),
      near: (yes) => {
        this.#onScreen = yes;
        const failed = !this.#message.hidden; // after a failure the reader decides when to retry
        if (yes && !failed) this.#begin();
        this.#show();
      },
      address: () => void this.#called(true),
      seen: () => this.#show(),
      colours: () => this.#lab?.refresh(),
    }, this.#listening.signal);
  }

  #deafen() {
    this.#listening?.abort();
    this.#listening = null;
  }

  /** The element is a block even where the page's styles leave it inline, as words are. Asked when it
   *  starts: before, the browser would have to style and lay out what is far from the screen. */
  #block() {
    if (getComputedStyle(this).display === 'inline') this.toggleAttribute('data-block', true);
  }

  /** An address that names this lab brings the reader to it and starts it; a running lab follows
   *  addresses by itself. @param {boolean} anew false: they stay where they were */
  async #called(anew) {
    const name = this.getAttribute('lab') ?? '';
    if (this.#lab || !this.hasAttribute('url-state') || !isCalled(name)) return;
    if (anew) goTo(this);
    await this.#ask((lab) => {
      if (!lab.state().problem) lab.call();
    }).catch(() => {}); // the lab itself shows the error
  }

  /** The present run, or a new one where there is none. */
  #begin() {
    this.#listen(); // finalize() may have ended the listening
    this.#block();
    this.#run ??= this.#start();
    return this.#run;
  }

  /** The language comes first, because every other text is in it. An address that holds the lab's
   *  settings can name it too. */
  async #speak() {
    const named = this.hasAttribute('url-state')
      ? new URLSearchParams(location.search).get('lang') : '';
    await spokenAs(this.getAttribute('language') || named || '', this.lang);
    this.#mark();
  }

  /** Marks what the element shows by itself as text of the language spoken. */
  #mark() {
    const { lang, dir } = spoken();
    for (const element of [this.#message, this.#progress]) Object.assign(element, { lang, dir });
  }

  #start() {
    this.#message.hidden = true;
    /** @type {Record<string, string>} */
    let given = {};
    const run = createRun(async (signal) => {
      if (!this.#isPlaced) await new Promise((go) => { this.#waiting.push(() => go(null)); });
      await this.#speak();
      const name = this.getAttribute('lab') ?? 'infonce';
      if (!Object.hasOwn(labs, name))
        throw new Error(t('unknown', { name, labs: Object.keys(labs).join(', ') }));
      const lab = await asAsked(await labs[name](), this);
      signal.throwIfAborted();
      given = this.#attributes();
      return this.#create(lab, given, signal);
    }, (lab) => {
      const now = this.#attributes();
      this.#apply(lab, Object.keys(now).filter((n) => now[n] !== given[n])); // set while it started
      this.#show();
      this.#emit('ready', { lab: lab.state().lab });
    });
    run.ready.catch((/** @type {Error} */ error) => {
      if (this.#run === run) this.#fail(error, 'start');
    });
    sayWaiting(this.#progress, run.ready);
    return run;
  }

  /** @param {import('./types.d.ts').Lab} lab @param {Record<string, string>} attributes
   *  @param {AbortSignal} signal */
  #create(lab, attributes, signal) {
    return createLab({
      lab, attributes, signal, root: this.#root,
      inUrl: this.hasAttribute('url-state'),
      autoplay: this.hasAttribute('autoplay'),
      on: {
        ready: () => {
          this.#block(); // the page's styles may have arrived since
          this.toggleAttribute('data-ready', true);
        },
        snapshot: (s) => this.#emit('snapshot', publicly(s)),
        training: (now) => this.#emit('training', now),
        error: ({ status, text }) => this.#emit('error', { status, text }),
        crashed: (text) => this.#fail(new Error(text), 'crash'),
      },
    });
  }

  #attributes() { return Object.fromEntries([...this.attributes].map((a) => [a.name, a.value])); }

  /** Starts a new run in place of one that is starting, running or has failed. */
  #replace() {
    const before = this.#run;
    this.#run = this.#start();
    before?.giveWay(this.#run);
    this.#clear();
  }

  /** Shows the poster again. */
  #clear() {
    this.removeAttribute('data-ready');
    this.#root.replaceChildren(this.#message, this.#progress, this.#poster);
  }

  #end() {
    const run = this.#run;
    this.#run = null;
    run?.end();
    this.#clear();
  }

  /** @param {Error} error @param {import('./contrastive-lab.d.ts').ErrorStatus} status */
  #fail(error, status) {
    this.#end();
    const text = error.message;
    this.#message.replaceChildren(h('p', {}, t('cannot', { problem: text })),
      againButton(error, () => this.#begin()));
    this.#message.hidden = false;
    this.#emit('error', { status, text });
  }

  #show() {
    this.#lab?.show({ onScreen: this.#onScreen,
      pageSeen: this.ownerDocument.visibilityState === 'visible',
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
    const anew = FIRST.some((n) => names.has(n)) && (this.#run || !this.#message.hidden);
    const starting = this.#run && !this.#lab;
    if (anew || (starting && ONCE.some((n) => names.has(n)))) this.#replace();
    else if (this.#lab) this.#apply(this.#lab, [...names]);
  }

  /** @param {RunningLab} lab @param {string[]} names of attributes that have changed */
  #apply(lab, names) {
    const { params } = lab.state();
    const wishes = Object.fromEntries(names
      .filter((n) => Object.hasOwn(params, n) && this.hasAttribute(n))
      .map((n) => [n, this.getAttribute(n) ?? '']));
    if (Object.keys(wishes).length) lab.set(wishes, 'attributes');
  }

  /** @param {string} name @param {object} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Calls `act` with the lab once it runs. @template T @param {(lab: RunningLab) => T} act */
  async #ask(act) {
    const lab = await this.#begin().ready;
    if (lab !== this.#lab) throw ended(); // it ended between its start and this line
    return act(lab);
  }

  async play() { await this.#ask((lab) => lab.play()); }

  async pause() {
    if (this.#run || this.#listening || !this.#attached) await this.#ask((lab) => lab.pause());
  }

  /** Does n steps and pauses; resolves with their snapshot. @param {number} [n] */
  async step(n = 1) { return publicly(await this.#ask((lab) => lab.step(n))); }

  /** Goes back to the same starting weights; resolves with their snapshot. */
  async reset() { return publicly(await this.#ask((lab) => lab.reset())); }

  /** Ends the worker and frees all memory; the poster returns, and play() starts the lab anew. */
  finalize() {
    this.#deafen();
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
const lack = missing();
if (lack) { // a lab that works only partly would mislead
  whenParsed(() => tell(document.querySelectorAll(NAME), t('none', { problem: tooOld(lack) })));
} else if (!customElements.get(NAME)) customElements.define(NAME, ContrastiveLab);

export { ContrastiveLab, configure };
