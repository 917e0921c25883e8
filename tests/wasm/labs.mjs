// Every lab's definition by its name.
import { labs as load } from '../../web/shell/labs/index.js';

const entries = Object.entries(load).map(async ([name, lab]) => [name, await lab()]);

export const labs = Object.fromEntries(await Promise.all(entries));
