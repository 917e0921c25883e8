// dist/package as npm packs it: it is bundled with esbuild, typed, described, and loaded from
// another origin.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync }
  from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, ready, site, visit } from './browser.mjs';

const web = new URL('../../web/', import.meta.url).pathname;
const require = createRequire(join(web, 'package.json'));
const esbuild = require('esbuild');

const root = mkdtempSync(join(tmpdir(), 'package-'));
after(() => rmSync(root, { recursive: true }));
const own = join(root, 'node_modules', 'contrastive-lab');
const read = (name) => readFileSync(join(own, name), 'utf8');

before(() => {
  const out = execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', root],
    { cwd: join(dist, 'package'), encoding: 'utf8' });
  const [{ filename }] = JSON.parse(out);
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['xzf', join(root, filename), '-C', own, '--strip-components=1']);
});

test('all files are in it, with licences, and package.json names those there are', () => {
  const names = readdirSync(own);
  assert.deepEqual(names.sort(), readdirSync(join(dist, 'package')).sort());
  const { exports, files, license, version, sideEffects } = JSON.parse(read('package.json'));
  for (const name of [...files, exports['.'].types, exports['.'].default])
    assert.ok(names.includes(name.replace(/^[.][/]/, '')), name);
  const [entry] = names.filter((name) => /^contrastive-lab-[0-9a-f]{10}[.]js$/.test(name));
  assert.ok(read(entry).includes('customElements.define'));
  assert.deepEqual(sideEffects, ['./contrastive-lab*.js'], 'that one and what names it');
  assert.equal(version, JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).version);
  assert.equal(license,
    'MIT AND Apache-2.0 AND CC-BY-4.0 AND Unicode-3.0 AND CC-BY-SA-3.0');
  for (const words of ['uplot', 'Twemoji', 'Apache License', 'unicodedata 1', 'UNICODE LICENSE V3',
    'Yann LeCun'])
    assert.ok(read('licences.txt').includes(words), words);
});

const APP = `import { configure } from 'contrastive-lab';
configure({ base: '/static/lab' });
document.body.append(Object.assign(document.createElement('contrastive-lab'), { id: 'mine' }));
document.querySelector('#mine').setAttribute('lab', 'simclr');`;

for (const splitting of [true, false]) {
  test(`an app bundled by esbuild ${splitting ? 'in parts' : 'into one file'} trains`, async () => {
    const out = join(root, `app-${splitting}`);
    writeFileSync(join(root, 'app.js'), APP);
    await esbuild.build({ entryPoints: [join(root, 'app.js')], bundle: true, format: 'esm', splitting,
      minify: true, outdir: join(out, 'js'), logLevel: 'silent' });
    cpSync(own, join(out, 'static', 'lab'), { recursive: true });
    for (const name of readdirSync(join(out, 'static', 'lab'))) {
      if (/^contrastive-lab.*[.]js$/.test(name) && !name.includes('worker'))
        rmSync(join(out, 'static', 'lab', name)); // the bundle has these scripts
    }
    cpSync(join(dist, 'icon.svg'), join(out, 'icon.svg'));
    writeFileSync(join(out, 'index.html'), '<!doctype html><title>App</title>'
      + '<link rel="icon" href="icon.svg"><body><script type="module" src="js/app.js"></script>');
    const { page, done } = await visit(await site({ root: `${out}/`, headers: {} }));
    const lab = await ready(page, 'simclr');
    assert.equal((await lab.evaluate((e) => e.step(2))).step, 2);
    await lab.locator('.panel-loss canvas').waitFor();
    await done();
  });
}

test('a base that is none is refused in words', async () => {
  writeFileSync(join(root, 'wrong.js'), "import { configure } from 'contrastive-lab';\n"
    + 'try { configure({}); } catch (error) { document.title = error.message; }');
  const out = join(root, 'wrong');
  await esbuild.build({ entryPoints: [join(root, 'wrong.js')], bundle: true, format: 'esm',
    outdir: out, logLevel: 'silent' });
  cpSync(join(dist, 'icon.svg'), join(out, 'icon.svg'));
  writeFileSync(join(out, 'index.html'), '<!doctype html><link rel="icon" href="icon.svg">'
    + '<script type="module" src="wrong.js"></script>');
  const { page, done } = await visit(await site({ root: `${out}/`, headers: {} }));
  await page.waitForFunction(() => document.title.startsWith('configure: give base, the address'));
  await done();
});

const TYPED = `import { configure, ContrastiveLab, type LabName } from 'contrastive-lab';
configure({ base: new URL('https://example.org/lab/') });
const lab = document.createElement('contrastive-lab');
const name: LabName = 'byol';
lab.setAttribute('lab', name);
lab.addEventListener('snapshot', ({ detail }) => { const x: number = detail.metrics.recall1 + detail.loss; void x; });
lab.addEventListener('error', (e) => console.log(e.detail.status, e.detail.text));
async function run(element: ContrastiveLab) {
  const { step, positions } = await element.step(3);
  const pairs: number | string | undefined = element.state?.params['pairs'];
  element.finalize();
  return [step, positions.length, pairs];
}
void run(lab);
// @ts-expect-error: a lab of this name there is not
const wrong: LabName = 'nolab';
void wrong;
`;

for (const resolution of ['bundler', 'nodenext']) {
  test(`its types serve an app in TypeScript (${resolution})`, () => {
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(root, 'app.ts'), TYPED);
    execFileSync('node', [join(web, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict',
      '--target', 'es2022', '--lib', 'es2022,dom', '--skipLibCheck', 'false',
      '--module', resolution === 'bundler' ? 'esnext' : 'nodenext',
      '--moduleResolution', resolution, join(root, 'app.ts')], { stdio: 'pipe', encoding: 'utf8' });
  });
}

test('the manifest says what the element is: its methods, parameters and events are there', async () => {
  const { schemaVersion, modules: [module] } = JSON.parse(read('custom-elements.json'));
  assert.equal(schemaVersion, '1.0.0');
  const [element] = module.declarations;
  const named = (list) => list.map(({ name }) => name);
  const { page, done } = await visit(await site());
  const lab = await ready(page);
  const params = await lab.evaluate((e) => Object.keys(e.state.params));
  const attributes = named(element.attributes);
  assert.equal(new Set(attributes).size, attributes.length, 'an attribute is there twice');
  for (const name of [...params, 'lab', 'loading', 'autoplay', 'theme', 'compact', 'panels', 'controls'])
    assert.ok(attributes.includes(name), name);
  const inherited = await page.evaluate(() => Object.getOwnPropertyNames(
    customElements.get('contrastive-lab').prototype)
    .filter((n) => !/^(constructor|((dis)?connected|connectedMove|adopted)Callback)$/.test(n)));
  assert.deepEqual(named(element.members).sort(), inherited.sort());
  assert.deepEqual(named(element.events), ['ready', 'snapshot', 'training', 'error']);
  for (const { description, name } of [...element.attributes, ...element.members, ...element.events])
    assert.ok(description.length > 5, `${name} is not described`);
  const said = Object.fromEntries(element.attributes.map((a) => [a.name, a.description]));
  assert.match(said.queue, /; part of the loss; read where method is moco[.] /);
  assert.match(said.small, /read where method is swav and crops is over 0 and data is emoji or mnist[.]/);
  assert.match(said.seed, /; part of the run[.] /);
  const exported = await page.evaluate(async () => Object.keys(await import('/contrastive-lab.js')));
  for (const { kind, name } of module.exports)
    if (kind === 'js') assert.ok(exported.includes(name), name);
  await done();
});

const CORS = { 'access-control-allow-origin': '*' };
const files = await site({ root: join(dist, 'package/'), headers: CORS });

/** A page of one origin that loads the element from another origin. */
async function guest(headers) {
  const folder = mkdtempSync(join(root, 'guest-'));
  cpSync(join(dist, 'icon.svg'), join(folder, 'icon.svg'));
  writeFileSync(join(folder, 'index.html'), `<!doctype html><html lang="en"><title>A guest</title>
<link rel="icon" href="icon.svg"><script type="module" src="${files}contrastive-lab.js"></script>
<contrastive-lab lab="simclr"></contrastive-lab></html>`);
  const { page, context, wrong } = await visit('about:blank');
  await page.goto(await site({ root: `${folder}/`, headers }));
  const problems = () => wrong.filter((line) => !line.startsWith(`request to ${files}`)
    && !line.startsWith('request to blob:') );
  return { page, context, problems };
}

const policy = (workers) => ({ 'content-security-policy': `default-src 'none'; img-src 'self'; `
  + `script-src ${files} 'wasm-unsafe-eval'; connect-src ${files}; worker-src ${workers}` });

for (const [where, headers] of Object.entries({ 'without a policy': {},
  'under a policy that names it, and blob: for workers': policy('blob:') })) {
  test(`from a second origin it trains ${where}`, async () => {
    const { page, context, problems } = await guest(headers);
    const lab = await ready(page, 'simclr');
    assert.equal((await lab.evaluate((e) => e.step(2))).step, 2);
    assert.deepEqual(problems(), []);
    await context.close();
  });
}

test('from a second origin, where the policy allows no copy of the worker, it says so', async () => {
  const { page, context } = await guest(policy("'self'"));
  await page.getByText(`which comes from another origin, ${new URL(files).origin}`).waitFor();
  await page.getByText('must allow blob: in worker-src').waitFor();
  await context.close();
});
