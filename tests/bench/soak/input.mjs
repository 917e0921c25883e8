// A reader at random: real presses, drags, keys and looks, drawn from a seed.

/** Random numbers of one seed, in [0, 1): mulberry32. @param {number} seed */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z = (z + Math.imul(z ^ (z >>> 7), z | 61)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SIZES = [[1280, 900], [390, 844], [768, 1024], [1600, 700], [320, 568]];
const THEMES = ['auto', 'light', 'dark', 'projector'];
export const FAST = 'as fast as it can';
const SPEEDS = ['slow motion', '5 steps/s', '30 steps/s', FAST, FAST, FAST];
const TOOLS = ['play', 'step', 'reset', 'seed'];
const SLIDERS = ['tau', 'lr'];
const PANELS = ['space', 'matrix', 'loss'];
const TICK = 60; // ms from one move of the pointer to the next
const AWAY = 4000; // px: out of the lab's sight, however high the lab

/** What there is to do, by name; often: how many times as often as what is rare.
 *  @param {import('playwright-core').Page} page
 *  @param {import('playwright-core').Locator} lab @param {() => number} random */
function actionsOf(page, lab, random) {
  const upTo = (most) => Math.floor(random() * most);
  const oneOf = (list) => list[upTo(list.length)];
  const press = (locator) => locator.click({ noWaitAfter: true });

  /** A random place of an element that has been brought into view. */
  async function placeIn(locator) {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    return [x + 2 + random() * (width - 4), y + 2 + random() * (height - 4)];
  }

  const canvas = () => lab.locator(`.box-${oneOf(PANELS)} canvas`).first();

  /** Moves over one element, with the button down or up. */
  async function wander(locator, count) {
    for (let i = 0; i < count; i++) {
      await page.mouse.move(...await placeIn(locator));
      await page.waitForTimeout(TICK);
    }
  }

  const actions = {
    run: { often: 8, async act() { // most readers let it train
      if (!await lab.evaluate((e) => e.state.playing)) await press(lab.locator('.tool-play'));
      await page.waitForTimeout(upTo(3000));
    } },
    tool: { often: 3, act: () => press(lab.locator(`.tool-${oneOf(TOOLS)}`)) },
    async slide() {
      const slider = lab.locator(`.control-${oneOf(SLIDERS)} input[type=range]`);
      await page.mouse.move(...await placeIn(slider));
      await page.mouse.down();
      await wander(slider, 1 + upTo(6));
      await page.mouse.up();
    },
    async keys() {
      await lab.locator(`.control-${oneOf(SLIDERS)} input[type=range]`).focus();
      for (let i = upTo(8); i >= 0; i--) {
        await page.keyboard.press(oneOf(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']));
      }
    },
    hover: { often: 3, act: () => wander(canvas(), 2 + upTo(8)) },
    async pick() {
      await page.mouse.move(...await placeIn(canvas()));
      await page.mouse.down();
      await page.mouse.up();
    },
    async turn() {
      const space = lab.locator('.box-space canvas').first();
      await page.mouse.move(...await placeIn(space));
      await page.mouse.down();
      await wander(space, 2 + upTo(5));
      await page.mouse.up();
    },
    async resize() {
      const [width, height] = oneOf(SIZES);
      await page.setViewportSize({ width, height });
    },
    async theme() {
      await lab.evaluate((e, theme) => e.setAttribute('theme', theme), oneOf(THEMES));
      await page.emulateMedia({ colorScheme: oneOf(['light', 'dark']) });
    },
    async away() {
      await page.evaluate((by) => scrollBy(0, by), oneOf([-AWAY, AWAY]));
      await page.waitForTimeout(500 + upTo(2500));
      await lab.locator('.tools').scrollIntoViewIfNeeded();
    },
    async speed() {
      await lab.locator('.speed select').selectOption({ label: oneOf(SPEEDS) });
    },
    async burst() { // faster than any of it can be done
      for (let i = 3 + upTo(8); i >= 0; i--) await press(lab.locator(`.tool-${oneOf(TOOLS)}`));
    },
    async look() { await page.waitForTimeout(500 + upTo(3000)); },
  };
  return Object.entries(actions).flatMap(([name, entry]) => {
    const { often = 2, act = entry } = entry;
    return Array(often).fill({ name, act });
  });
}

/** @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} lab
 *  @param {number} seed */
export function createReader(page, lab, seed) {
  const random = randomOf(seed);
  const actions = actionsOf(page, lab, random);
  /** How often each thing was done. @type {Record<string, number>} */
  const done = {};
  return {
    done,
    /** Does one thing. */
    async act() {
      const { name, act } = actions[Math.floor(random() * actions.length)];
      await act();
      done[name] = (done[name] ?? 0) + 1;
    },
  };
}
