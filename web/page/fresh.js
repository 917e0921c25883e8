// Loads a page from the network where it answers in time, and else takes the stored page.

const PATIENCE = 4000; // most ms without a byte arriving
const HEAD = 1000; // bytes in which a page names its build
const MARK = /<meta name="contrastive-lab" content="(\w+)">/;
const END = '</html>';

/** @param {Uint8Array} bytes @returns {string} the build that a page names; empty: it names none */
export const buildOf = (bytes) =>
  MARK.exec(new TextDecoder().decode(bytes.subarray(0, HEAD)))?.[1] ?? '';

/** Whether a page is complete: many hosts do not tell its length.
 *  @param {Uint8Array} bytes */
export const hasEnd = (bytes) => new TextDecoder().decode(bytes).includes(END);

/** Reads a body until its end, or until `enough` says that the rest is not needed. Every part
 *  resets the timer: a slow connection is no reason to give up, a silent one is.
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

/** The network's page, if it is the article and of another build than the stored page; the same
 *  page need not be loaded again. @param {Request} request @param {Response} kept the stored page
 *  @param {string} version the build of the stored page @param {number} [patience]
 *  @returns {Promise<Response>} */
export async function pageFrom(request, kept, version, patience = PATIENCE) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), patience);
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), patience);
  };
  try {
    // The host is asked even where the browser's own cache holds a page that has not expired.
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
