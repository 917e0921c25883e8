// A reader who acts at random: real presses, drags, keys and looks, drawn from a seed.

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
export const FAST = 'full speed';
const SPEEDS = ['slow motion', '5 steps/s', '30 steps/s', FAST, FAST, FAST];
const TOOLS = ['play', 'step', 'reset', 'seed'];
const SLIDERS = ['tau', 'lr'];
const PANELS = ['space', 'matrix', 'loss'];
const TICK = 60; // ms from one move of the pointer to the next
const AWAY = 4000; // px: enough to scroll a lab of any height out of sight

/** The elementary actions of a reader.
 *  @param {import('playwright-core').Page} page
 *  @param {import('playwright-core').Locator} lab @param {() => number} random */
function createHand(page, lab, random) {
  const upTo = (most) => Math.floor(random() * most);

  /** A random point of an element, which is scrolled into view. The element is measured in the
   *  same call, because a new session replaces the panels. */
  async function placeIn(locator) {
    const { x, y, width, height } = await locator.evaluate((e) => {
      e.scrollIntoView({ block: 'nearest' });
      return e.getBoundingClientRect().toJSON();
    });
    return [x + 2 + random() * (width - 4), y + 2 + random() * (height - 4)];
  }

  const point = async (locator) => page.mouse.move(...await placeIn(locator));

  /** Moves the pointer over one element, with the button down or up. */
  async function wander(locator, count) {
    for (let i = 0; i < count; i++) {
      await point(locator);
      await page.waitForTimeout(TICK);
    }
  }

  return {
    page, lab, upTo, point, wander,
    oneOf: (list) => list[upTo(list.length)],
    press: (name) => lab.locator(`.tool-${name}`).click({ noWaitAfter: true }),
    /** Presses on an element, calls act, and lets go. */
    async hold(locator, act) {
      await point(locator);
      await page.mouse.down();
      await act?.();
      await page.mouse.up();
    },
  };
}

/** @typedef {ReturnType<typeof createHand>} Hand */

/** Actions that change the training. @param {Hand} hand */
function trainingOf({ page, lab, upTo, oneOf, press, hold, wander }) {
  const slider = () => lab.locator(`.control-${oneOf(SLIDERS)} input[type=range]`);
  return {
    run: { often: 8, async act() { // most readers let it train
      if (!await lab.evaluate((e) => e.state.playing)) await press('play');
      await page.waitForTimeout(upTo(3000));
    } },
    tool: { often: 3, act: () => press(oneOf(TOOLS)) },
    async burst() { // presses faster than the lab can answer
      for (let i = 3 + upTo(8); i >= 0; i--) await press(oneOf(TOOLS));
    },
    async speed() {
      await lab.locator('.speed select').selectOption({ label: oneOf(SPEEDS) });
    },
    async slide() {
      const chosen = slider();
      await hold(chosen, () => wander(chosen, 1 + upTo(6)));
    },
    async keys() {
      await slider().focus();
      for (let i = upTo(8); i >= 0; i--)
        await page.keyboard.press(oneOf(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']));
    },
  };
}

/** Actions that show the reader something. @param {Hand} hand */
function lookingOf({ page, lab, upTo, oneOf, hold, wander }) {
  const canvas = (name) => lab.locator(`.box-${name} canvas`).first();
  return {
    hover: { often: 3, act: () => wander(canvas(oneOf(PANELS)), 2 + upTo(8)) },
    pick: () => hold(canvas(oneOf(PANELS))),
    turn: () => hold(canvas('space'), () => wander(canvas('space'), 2 + upTo(5))),
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
    async look() { await page.waitForTimeout(500 + upTo(3000)); },
  };
}

/** @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} lab
 *  @param {number} seed */
export function createReader(page, lab, seed) {
  const hand = createHand(page, lab, randomOf(seed));
  const actions = Object.entries({ ...trainingOf(hand), ...lookingOf(hand) })
    .flatMap(([name, entry]) => {
      const { often = 2, act = entry } = entry; // often: the weight of this action in the draw
      return Array(often).fill({ name, act });
    });
  /** How often each action was done. @type {Record<string, number>} */
  const done = {};
  return {
    done,
    /** Does one action. */
    async act() {
      const { name, act } = hand.oneOf(actions);
      await act();
      done[name] = (done[name] ?? 0) + 1;
    },
  };
}
