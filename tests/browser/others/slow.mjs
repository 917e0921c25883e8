// A slow connection: it passes requests on to a server of this machine and lets a given number of
// bytes a second through, for all answers together.
import { createServer } from 'node:http';

const TICK = 50; // ms between two chunks

/** @param {string} to @param {number} rate bytes a second */
export async function slowly(to, rate) {
  /** The answers under way, and the rest of each.
   *  @type {{ response: import('node:http').ServerResponse, rest: Buffer }[]} */
  let waiting = [];
  const timer = setInterval(() => {
    const now = waiting.filter(({ response }) => !response.destroyed);
    const portion = Math.ceil((rate * TICK) / 1000 / (now.length || 1));
    for (const one of now) {
      one.response.write(one.rest.subarray(0, portion));
      one.rest = one.rest.subarray(portion);
      if (one.rest.length === 0) one.response.end();
    }
    waiting = now.filter(({ rest }) => rest.length > 0);
  }, TICK);
  const server = createServer(async ({ url }, response) => {
    // fetch unpacks what comes packed, and then the header would be wrong
    const answer = await fetch(new URL(url ?? '/', to), { headers: { 'accept-encoding': 'identity' } });
    const rest = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    waiting.push({ response, rest });
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', () => resolve(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://localhost:${port}/`,
    close() {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
    },
  };
}
