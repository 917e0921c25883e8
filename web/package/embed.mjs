// embed.html, which shows one lab in a frame, and the same page with everything in one plain
// script, for frames that may load nothing else.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (/** @type {string} */ name) => readFileSync(join(web, name), 'utf8');

/** A script that gives the element its files without requests: shell/client/assets.js.
 *  @param {Map<string, Buffer>} assets */
function assetScript(assets) {
  const texts = Object.fromEntries([...assets].map(([name, bytes]) =>
    [name, bytes.toString('base64')]));
  return `for(const[name,text]of Object.entries(${JSON.stringify(texts)})){`
    + 'const e=document.createElement("span");e.hidden=true;e.id="asset-"+name;'
    + 'e.textContent=text;document.body.append(e)}';
}

/** @param {(entry: string, options: import('esbuild').BuildOptions) => Promise<string>} bundle
 *  @param {(css: string) => Promise<string>} small @param {Map<string, Buffer>} assets the files
 *  that the element loads: engine, worker, data @returns {Promise<Map<string, Buffer>>} */
export async function embedFiles(bundle, small, assets) {
  const html = read('embed/page.html');
  const css = await small(`${read('shell/look/tokens.css')}\n${read('embed/embed.css')}`);
  const script = await bundle('embed/embed.js', { format: 'iife' });
  const element = await bundle('shell/element.js',
    { format: 'iife', define: { 'import.meta.url': '""' } });
  const offline = [assetScript(assets), element, script].join('\n');
  return new Map([
    ['embed.html', html],
    ['embed.css', css],
    ['embed.js', script],
    ['embed-offline.html', html.replace('src="embed.js"', 'src="embed-offline.js"')],
    ['embed-offline.js', `/* libraries inside: licences.txt */\n${offline}`],
  ].map(([name, text]) => [name, Buffer.from(text)]));
}
