// Drives WebKitGTK by plain WebDriver. Playwright's WebKit would be a build of its own and not the
// one that readers have.
import { spawn } from 'node:child_process';
import { freePort, patiently, runBy } from './webdriver.mjs';

/** @param {string} base @param {string} method @param {string} path @param {object} [body] */
async function ask(base, method, path, body) {
  const answer = await fetch(base + path, { method, headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** @param {string} program WebKitWebDriver @param {string} screen of an X server
 *  @param {{ width: number, height: number, patience: number }} wishes ms of patience
 *  @returns {Promise<import('./drivers.mjs').Driver>} */
export async function webkit(program, screen, { width, height, patience }) {
  const base = `http://127.0.0.1:${await freePort()}`;
  const driver = spawn(program, [`--port=${new URL(base).port}`], { stdio: 'ignore', env: {
    ...process.env, DISPLAY: screen,
    JSC_useSharedArrayBuffer: '1', // WebKitGTK has threads only behind this switch
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // a container or root has no sandbox
  } });
  process.once('exit', () => driver.kill());
  const { sessionId, capabilities } = await patiently(() =>
    ask(base, 'POST', '/session', { capabilities: {} }));
  const session = `/session/${sessionId}`;
  await ask(base, 'POST', `${session}/timeouts`, { script: patience, pageLoad: patience });
  await ask(base, 'POST', `${session}/window/rect`, { width, height });

  return {
    version: capabilities.browserVersion,
    goto: (url) => ask(base, 'POST', `${session}/url`, { url }),
    run: (f, given = null) =>
      runBy((script) => ask(base, 'POST', `${session}/execute/async`, script), f, given),
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
