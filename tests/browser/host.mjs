// Foreign pages made up for a test, with styles that affect the lab on them.
import { ready, visit } from './browser.mjs';

/** Visits a page with these styles and this body, on the server that has the lab's files.
 *  @param {string} address of dist/ @param {{ css?: string, html: string, root?: string }} host
 *   root: attributes of its root element @param {object} [options] as visit takes them */
export async function visitHost(address, { css = '', html, root = '' }, options = {}) {
  const seen = await visit('about:blank', { reducedMotion: 'reduce', ...options });
  const body = `<!doctype html><html lang="en" ${root}><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="icon.svg">
<style>${css}</style><script type="module" src="contrastive-lab.js"></script>${html}</html>`;
  await seen.page.route(`${address}host`, (route) =>
    route.fulfill({ contentType: 'text/html', body }));
  await seen.page.goto(`${address}host`);
  return seen;
}

/** The same, with one lab on the page. @param {string} lab its name */
export async function visitLab(address, host, lab = 'infonce', options = {}) {
  const seen = await visitHost(address, host, options);
  return { ...seen, lab: await ready(seen.page, lab) };
}

/** Resolves when the figures have settled: for a dozen frames nothing has moved
 *  and no file has arrived. */
export const settled = (page) => page.evaluate(async () => {
  const places = () => [...document.querySelectorAll('contrastive-lab')].flatMap((e) =>
    [e, ...e.shadowRoot?.querySelectorAll('.panel-box, canvas') ?? []].map((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left, top, width, height];
    })).concat(performance.getEntriesByType('resource').length).join();
  let last = '';
  for (let same = 0; same < 12; same++) {
    await new Promise(requestAnimationFrame);
    const now = places();
    if (now !== last) same = 0;
    last = now;
  }
});
