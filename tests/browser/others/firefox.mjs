// Drives Firefox by Marionette, its own protocol. Driven by WebDriver BiDi, as Playwright does it,
// Firefox 153 now and then hangs for ever where a worker starts a worker, as labs do for threads.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, patiently, runBy } from './webdriver.mjs';

const PREFERENCES = {
  'app.update.enabled': false, 'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
};

/** @param {number} port @returns {Promise<import('node:net').Socket>} */
const connected = (port) => new Promise((resolve, reject) => {
  const socket = createConnection(port, '127.0.0.1', () => resolve(socket));
  socket.once('error', reject);
});

/** A message is its length, a colon and JSON: [0, number, command, parameters] or
 *  [1, number, error, result]. @param {import('node:net').Socket} socket */
function talk(socket) {
  let buffer = Buffer.alloc(0);
  let count = 0;
  /** @type {Map<number, { resolve(result: any): void, reject(error: Error): void }>} */
  const waiting = new Map();
  socket.on('data', (bytes) => {
    buffer = Buffer.concat([buffer, bytes]);
    for (let colon; (colon = buffer.indexOf(':')) > 0;) {
      const end = colon + 1 + Number(buffer.subarray(0, colon));
      if (buffer.length < end) return;
      const message = JSON.parse(buffer.subarray(colon + 1, end).toString());
      buffer = buffer.subarray(end);
      const asked = Array.isArray(message) && waiting.get(message[1]); // false for the greeting
      if (!asked) continue;
      waiting.delete(message[1]);
      if (message[2]) asked.reject(new Error(`${message[2].error}: ${message[2].message}`));
      else asked.resolve(message[3]);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has ended'));
  });
  return (/** @type {string} */ command, parameters = {}) => new Promise((resolve, reject) => {
    waiting.set(++count, { resolve, reject });
    const text = JSON.stringify([0, count, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
}

/** @param {string} program @param {string} screen of an X server
 *  @param {{ width: number, height: number, patience: number }} wishes ms of patience
 *  @returns {Promise<import('./drivers.mjs').Driver>} */
export async function firefox(program, screen, { width, height, patience }) {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const preferences = Object.entries({ ...PREFERENCES, 'marionette.port': port });
  writeFileSync(join(profile, 'user.js'), preferences.map(([name, value]) =>
    `user_pref(${JSON.stringify(name)}, ${value});\n`).join(''));
  const browser = spawn(program,
    ['--marionette', '--no-remote', '--profile', profile, 'about:blank'],
    { stdio: 'ignore', env: { ...process.env, DISPLAY: screen } });
  const ended = new Promise((resolve) => { browser.once('exit', resolve); });
  process.once('exit', () => browser.kill());
  const ask = talk(await patiently(() => connected(port)));
  const { capabilities } = await ask('WebDriver:NewSession');
  await ask('WebDriver:SetTimeouts', { script: patience, pageLoad: patience });
  await ask('WebDriver:SetWindowRect', { width, height });
  return {
    version: capabilities.browserVersion,
    goto: (url) => ask('WebDriver:Navigate', { url }),
    run: (f, given = null) => runBy(async (script) =>
      (await ask('WebDriver:ExecuteAsyncScript', script)).value, f, given),
    picture: async () =>
      Buffer.from((await ask('WebDriver:TakeScreenshot', { full: false })).value, 'base64'),
    async close() {
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
