// Firefox, WebKit and, for comparison, Chromium behind one small interface: go to an address, run
// a function in the page, take a picture. No step lasts for ever: one that is not done in time
// fails and says which it was, and its browser is given up.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { patience } from '../../patience.mjs';
import { launch } from '../chromium.mjs';
import { firefox } from './firefox.mjs';
import { webkit } from './webkit.mjs';

const PATIENCE = patience(240000); // ms that a step may take
const PARTING = patience(20000); // ms that a browser may take to close
const SIZE = { width: 1280, height: 900 };

/** @typedef {{ version: string, goto(url: string): Promise<unknown>,
 *   run(f: (given: any) => any, given?: unknown): Promise<any>,
 *   picture(): Promise<Buffer>, close(): Promise<unknown> }} Driver */

/** The path of a program, by the first of these names that the shell knows.
 *  @param {string} what @param {(string | undefined)[]} names */
function programOf(what, names) {
  for (const name of names) {
    if (!name) continue;
    try {
      return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim();
    } catch {
      // try the next name
    }
  }
  throw new Error(`${what} is not installed; .ci/install browsers installs it or says how`);
}

/** Starts an X server without a screen, on a free number: without a display neither Firefox nor
 *  WebKit has WebGL2. */
export async function display() {
  const server = spawn(programOf('Xvfb', ['Xvfb']),
    ['-displayfd', '3', '-screen', '0', `${SIZE.width}x${SIZE.height}x24`, '+extension', 'GLX'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.once('exit', () => server.kill());
  const number = await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (text) => resolve(String(text).trim()));
  });
  return { name: `:${number}`, close: () => server.kill() };
}

/** @returns {Promise<Driver>} */
async function chromium() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: SIZE });
  page.setDefaultTimeout(0); // step() below has the limits
  return {
    version: browser.version(),
    goto: (url) => page.goto(url),
    run: (f, given) => page.evaluate(f, given),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

const wishes = { ...SIZE, patience: PATIENCE };

/** @type {Record<string, { name: string, start(screen: string): Promise<Driver> }>} */
const engines = {
  firefox: { name: 'Firefox', start: (screen) => firefox(
    programOf('Firefox', [process.env.FIREFOX, 'firefox-esr', 'firefox']), screen, wishes) },
  webkit: { name: 'WebKitGTK', start: (screen) => webkit(
    programOf('WebKitWebDriver', ['WebKitWebDriver']), screen, wishes) },
  chromium: { name: 'Chromium', start: chromium },
};

/** Settles as the promise does, or rejects when it takes too long.
 *  @template T @param {string} what
 *  @param {Promise<T>} promise @param {number} [limit] @returns {Promise<T>} */
function inTime(what, promise, limit = PATIENCE) {
  /** @type {NodeJS.Timeout} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() =>
      reject(new Error(`${what} was not done after ${limit / 1000} s`)), limit);
  });
  const first = /** @type {Promise<T>} */ (Promise.race([promise, late]));
  return first.finally(() => clearTimeout(timer));
}

/** Starts a browser. @param {string} key of `engines` @param {string} screen of the X server */
export async function drive(key, screen) {
  const { name, start } = engines[key];
  const driver = await inTime(`starting ${name}`, start(screen));
  let lost = '';

  /** @template T @param {string} what @param {() => Promise<T>} act */
  async function step(what, act) {
    if (lost) throw new Error(`${name} was given up: ${lost}`);
    return inTime(`${name}: ${what}`, act()).catch((error) => {
      if (/was not done after/.test(error.message)) lost = error.message;
      throw error;
    });
  }

  return {
    version: driver.version,
    /** @param {string} url */
    goto: (url) => step(`opening ${url}`, () => driver.goto(url)),
    /** @param {string} what the function does, in words
     *  @param {(given: any) => any} f sent as text
     *  @param {unknown} [given] @returns {Promise<any>} */
    run: (what, f, given) => step(what, () => driver.run(f, given)),
    /** @param {string} file a PNG */
    picture: async (file) =>
      writeFileSync(file, await step('taking a picture', () => driver.picture())),
    close: () => inTime(`closing ${name}`, driver.close(), PARTING),
  };
}

/** @typedef {Awaited<ReturnType<typeof drive>>} Driven */

export const names = Object.fromEntries(
  Object.entries(engines).map(([key, { name }]) => [key, name]));
