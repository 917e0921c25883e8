// How a lab reacts to events of its training: values that the engine refuses, failures, the end of
// a schedule.
import english from '../words/en/run.js';
import { formatNumber } from '../base/format.js';
import { explain } from '../look/notice.js';
import { labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

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
  training.pause(t('end', { steps: formatNumber(snapshot.step), label: labelOf('steps') }));
}
