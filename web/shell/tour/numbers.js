// Readings as text, each in the form that its panel uses.
import { formatLoss, formatNumber, formatPercent } from '../base/format.js';

/** Readings that are shares, by their names. */
const SHARES = /^(recall1|raw_|knn|probe|shot|pretext|false_|largest|best$|cell|zero_shot|majority|pixel_)|recall\d|[.](encoder|pixels|start|chance)$/;
const COUNTS = /^(step|measured|examined|matched|half|negatives|anchor|hover|best_[xy]|rank|tau|lr)$/;

/** @param {string} name of a reading, perhaps of an earlier step @param {number} value */
export function asText(name, value) {
  const own = name.replace(/^(?!class|rotation|colour|scale|artist|style)\w+[.]/, '');
  if (SHARES.test(own)) return formatPercent(value);
  return COUNTS.test(own) ? formatNumber(value) : formatLoss(value);
}

/** The holes of a text. @param {Record<string, string>} holes names of readings
 *  @param {Record<string, number>} readings */
export const filledBy = (holes, readings) => Object.fromEntries(Object.entries(holes)
  .map(([hole, name]) => [hole, asText(name, readings[name])]));
