// A page from the network if that brings one, and what is kept of it otherwise.

const PATIENCE = 4000; // ms in which no byte arrives
const HEAD = 1000; // bytes in which a page says of which build it is
const MARK = /<meta name="contrastive-lab" content="(\w+)">/;
const END = '</html>';

/** @param {Uint8Array} bytes @returns {string} the build that a page says it is of; empty: of none */
export const buildOf = (bytes) =>
  MARK.exec(new TextDecoder().decode(bytes.subarray(0, HEAD)))?.[1] ?? '';

/** Whether a page has come to its end: many hosts do not say how long one is.
 *  @param {Uint8Array} bytes */
export const hasEnd = (bytes) => new TextDecoder().decode(bytes).includes(END);

/** Reads on until something is left to be read no more. What arrives in time resets the clock: a slow
 *  line is no reason to give up, a silent one is.
 *  @param {ReadableStreamDefaultReader<Uint8Array>} reader @param {() => void} moved
 *  @param {(bytes: Uint8Array) => boolean} enough @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function read(reader, moved, enough) {
  /** @type {BlobPart[]} */
  const parts = [];
  let head = new Uint8Array(0);
  for (let part; !(part = await reader.read()).done;) {
    moved();
    parts.push(new Uint8Array(part.value));
    if (head.length < HEAD) {
      head = new Uint8Array(await new Blob(parts).arrayBuffer());
      if (enough(head)) break;
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The network's page, if it is one of the article and another build's than the one that is kept: the
 *  same need not come a second time. @param {Request} request @param {Response} kept
 *  @param {string} version the kept one's @param {number} [patience]
 *  @returns {Promise<Response>} */
export async function pageFrom(request, kept, version, patience = PATIENCE) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), patience);
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), patience);
  };
  try {
    // The host is asked even where the browser holds a page that is not said to be old yet.
    const answer = await fetch(request, { signal: stop.signal, cache: 'no-cache' });
    moved();
    if (!answer.ok || !answer.body) return kept;
    let found = '';
    const bytes = await read(answer.body.getReader(), moved, (head) => {
      found = buildOf(head);
      return found === version || (!found && head.length >= HEAD);
    });
    if (!found || found === version || !hasEnd(bytes)) return kept;
    return new Response(bytes, { status: answer.status, headers: answer.headers });
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
