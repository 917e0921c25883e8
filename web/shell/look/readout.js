// The line of a card with the step, the loss and the steps per second.
import { lossOf } from './dated.js';
import { h, say } from '../base/dom.js';
import english from '../words/en/readout.js';
import { formatLoss, formatNumber, formatPace } from '../base/format.js';
import { textsOf } from '../words/words.js';

const t = textsOf('readout', english);

export function createReadout() {
  const [step, loss, pace] = ['step', 'loss', 'pace']
    .map((name) => h('span', { class: `readout-${name}` }));
  return {
    element: h('p', { class: 'readout' }, step, loss, pace),
    /** @param {import('../types.d.ts').Snapshot | null} snapshot null: nothing is known yet of this
     *  session @param {string | number} bug the state's parameter `bug`
     *  @param {boolean} replaced whether it is of the session that is being replaced */
    show(snapshot, bug, replaced) {
      if (!snapshot) {
        for (const part of [step, loss, pace]) say(part, '');
        return;
      }
      const { stepsPerSecond, threads } = snapshot;
      const { value, under, when } = lossOf(snapshot, bug);
      say(step, t(replaced ? 'before' : 'step', { step: formatNumber(snapshot.step) }));
      say(loss, t(under ? 'lossWhen' : 'loss', { loss: formatLoss(value), when }));
      const words = formatPace(stepsPerSecond);
      say(pace, words && threads > 1 ? t('threads', { pace: words, threads }) : words);
    },
  };
}
