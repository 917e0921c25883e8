// WebKitGTK by plain WebDriver: Playwright's WebKit would be a build of its own, not the one that
// readers have.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const PATIENT = 100; // tries, a tenth of a second apart, until the driver listens

/** A port that nothing listens on. @returns {Promise<number>} */
const freePort = () => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

/** @param {string} base @param {string} method @param {string} path @param {object} [body] */
async function ask(base, method, path, body) {
  const answer = await fetch(base + path, { method, headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** @param {() => Promise<any>} attempt */
async function patiently(attempt) {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === PATIENT || !/fetch failed/.test(String(error))) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }
}

/** The text of a function that runs in the page and answers by WebDriver's callback.
 *  @param {(given: any) => any} f */
const travelling = (f) => `const [given, done] = arguments;
  (async () => (${f})(given))().then((value) => done({ value }),
    (error) => done({ error: String(error) }));`;

/** @param {string} program WebKitWebDriver @param {string} screen of an X server
 *  @param {{ width: number, height: number, patience: number }} wishes ms of patience
 *  @returns {Promise<import('./drivers.mjs').Driver>} */
export async function webkit(program, screen, { width, height, patience }) {
  const base = `http://127.0.0.1:${await freePort()}`;
  const driver = spawn(program, [`--port=${new URL(base).port}`], { stdio: 'ignore', env: {
    ...process.env, DISPLAY: screen,
    JSC_useSharedArrayBuffer: '1', // WebKitGTK keeps shared memory, so threads, behind this switch
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // there is none for root or in a container
  } });
  const { sessionId, capabilities } = await patiently(() =>
    ask(base, 'POST', '/session', { capabilities: {} }));
  const session = `/session/${sessionId}`;
  await ask(base, 'POST', `${session}/timeouts`, { script: patience, pageLoad: patience });
  await ask(base, 'POST', `${session}/window/rect`, { width, height });

  return {
    version: capabilities.browserVersion,
    wrong: [], // WebDriver tells nothing of the console
    goto: (url) => ask(base, 'POST', `${session}/url`, { url }),
    async run(f, given = null) {
      const { value, error } = await ask(base, 'POST', `${session}/execute/async`,
        { script: travelling(f), args: [given] });
      if (error) throw new Error(error);
      return value;
    },
    picture: async () => Buffer.from(await ask(base, 'GET', `${session}/screenshot`), 'base64'),
    async close() {
      try {
        await ask(base, 'DELETE', session);
      } finally {
        driver.kill();
      }
    },
  };
}
