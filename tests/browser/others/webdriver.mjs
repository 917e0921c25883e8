// Code that the drivers of Firefox and WebKitGTK share.
import { createServer } from 'node:net';

const TRIES = 600; // attempts to reach a driver, a tenth of a second apart

/** A port on which nothing listens. @returns {Promise<number>} */
export const freePort = () => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

/** Repeats an attempt until a driver that was just started listens.
 *  @template T @param {() => Promise<T>} attempt @returns {Promise<T>} */
export async function patiently(attempt) {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const refused = /fetch failed|ECONNREFUSED/.test(String(error));
      if (tries === TRIES || !refused) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }
}

/** Runs a function in the page as an asynchronous script of WebDriver.
 *  @param {(given: { script: string, args: unknown[] }) => Promise<any>} execute
 *  @param {(given: any) => any} f @param {unknown} given */
export async function runBy(execute, f, given) {
  const script = `const [given, done] = arguments;
    (async () => (${f})(given))().then((value) => done({ value }),
      (error) => done({ error: String(error) }));`;
  const { value, error } = await execute({ script, args: [given] });
  if (error) throw new Error(error);
  return value;
}
