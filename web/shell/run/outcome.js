// How a lab reacts to events of its training: values that the engine refuses, failures, the end of
// a schedule.
import { explain } from '../look/notice.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** @param {import('../state/state.js').State} state @param {import('./session.js').Session} session
 *  @param {import('../client/client.js').Failure} failure */
export function fail(state, session, { refused, text, status }) {
  if (!refused) {
    return state.patch({ playing: false, waiting: false, why: '',
      problem: { where: 'engine', text, status } });
  }
  const { params } = state.get();
  session.note(refused.name, refused.value);
  state.restore({ ...params, [refused.name]: refused.value }, { where: 'control', text, status });
}

/** Says what was wrong with opening values. @param {import('../state/state.js').State} state
 *  @param {import('../types.d.ts').Problem[]} problems */
export function tellOpening(state, problems) {
  if (problems.length === 1) state.patch({ problem: problems[0] });
  if (problems.length > 1) {
    state.patch({ problem: { where: 'opening', text: problems.map(explain).join(' ') } });
  }
}

/** Pauses training at the end of a schedule: from there on the learning rate is 0.
 *  @param {import('../state/state.js').State} state @param {import('./training.js').Training} training
 *  @param {Snapshot} snapshot @param {Snapshot | null} before */
export function pauseAtEnd(state, training, snapshot, before) {
  const { playing, params } = state.get();
  const end = Number(params.steps);
  if (!playing || params.schedule !== 'cosine' || snapshot.step < end) return;
  if (!before || before.step >= end) return; // the reader has played on after the end
  training.pause(`Paused at the end of the schedule, after ${snapshot.step} steps: from here on `
    + 'the learning rate is 0. A longer one is under “Settings”.');
}
