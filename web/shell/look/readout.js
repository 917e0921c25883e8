// The line of a card with the step, the loss and the steps per second.
import { lossOf } from './dated.js';
import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatPace } from '../base/format.js';

export function createReadout() {
  const [step, loss, pace] = ['step', 'loss', 'pace']
    .map((name) => h('span', { class: `readout-${name}` }));
  return {
    element: h('p', { class: 'readout' }, step, loss, pace),
    /** @param {import('../types.d.ts').Snapshot | null} snapshot null: nothing is known yet of this
     *  session @param {string | number} bug the state's parameter `bug`
     *  @param {string} whose words before the step */
    show(snapshot, bug, whose) {
      if (!snapshot) {
        for (const part of [step, loss, pace]) say(part, '');
        return;
      }
      const { stepsPerSecond, threads } = snapshot;
      const { value, when } = lossOf(snapshot, bug);
      say(step, `${whose}step ${formatNumber(snapshot.step)}`);
      say(loss, `loss ${formatLoss(value)}${when.startsWith('of') ? ` ${when}` : ''}`);
      const words = formatPace(stepsPerSecond);
      say(pace, words && threads > 1 ? `${words} on ${threads} threads` : words);
    },
  };
}
