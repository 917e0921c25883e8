// Every panel a lab can show, by the name labs use, and their stylesheet.

import { breakdown } from './breakdown.js';
import { code } from './code.js';
import { exam } from './exam.js';
import { loss } from './loss.js';
import { matrix } from './matrix.js';
import { neighbours } from './neighbours.js';
import { retrieval } from './retrieval.js';
import { space } from './space.js';
import { views } from './views.js';
import css from './panels.css';

/** @type {Record<string, (host: import('../types').PanelHost) => import('../types').Panel>} */
export const panels = {
  breakdown, code, exam, loss, matrix, neighbours, retrieval, space, views,
};

export { css };
