// What follows from a change of a lab's state, in the worker, on the page and in the address.
import { touch } from './url.js';

/** Trains or rests, as the state says. @param {import('../state/state.js').State} state
 *  @param {import('../client/client.js').Client} client */
export function run(state, client) {
  const { playing, speed, goal } = state.get();
  if (playing) client.play(speed, goal);
  else client.pause();
}

/** @typedef {{ ready(): void, snapshot(snapshot: import('../types.d.ts').Snapshot): void,
 *   training(now: import('../types.d.ts').TrainingNow): void,
 *   error(error: { status: import('../contrastive-lab.d.ts').ErrorStatus, text: string }): void,
 *   crashed(text: string): void }} LabEvents */

/** @typedef {object} Parts the parts of a running lab
 *  @property {import('../types.d.ts').Lab} lab
 *  @property {boolean} inUrl
 *  @property {LabEvents} on
 *  @property {import('../client/client.js').Client} client
 *  @property {import('../state/state.js').State} state
 *  @property {import('./session.js').Session} session
 *  @property {ReturnType<typeof import('./course.js').createCourse>} course
 *  @property {ReturnType<typeof import('../items/shown.js').createShown>} shown
 *  @property {ReturnType<typeof import('../runs/shortruns.js').createShortRuns>} runs
 *  @property {import('./training.js').Training} training
 *  @property {ReturnType<typeof import('./screen.js').createScreen>} screen
 *  @property {import('../look/view.js').View} view */

/** @param {Parts} parts @param {import('../state/state.js').Change} change */
export function react(parts, change) {
  const { lab, inUrl, on, client, state, session, shown, runs, training, screen, view } = parts;
  const now = state.get();
  const has = (/** @type {string[]} */ ...keys) => keys.some((key) => change.keys.includes(key));
  if (change.restart) {
    void session.reopen(change.params);
  } else {
    for (const name of change.params) session.adopt(name, now.params[name]);
    if (change.params.length) view.say(''); // the status line was about the earlier values
  }
  if (has('anchor') && !session.opening()) shown.select();
  if (has('playing', 'speed', 'goal')) run(state, client);
  training.settle();
  if (has('playing', 'waiting', 'why')) {
    const { playing, waiting, why } = now;
    on.training({ lab: lab.id, title: lab.words('title'), playing, waiting, why });
  }
  if (has('problem') && now.problem) { // the page is told too of every refusal and failure
    const { text, status = 'config' } = now.problem;
    on.error({ text, status });
  }
  if (has('params')) runs.follow();
  if (has('params') && inUrl) touch();
  view.state(change);
  screen.update();
}
