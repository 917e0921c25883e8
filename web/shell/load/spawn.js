// A worker, from an address that this page may start one from.
import { scriptAddress } from './trusted.js';

/** @param {string | URL} address @param {WorkerOptions} [options] */
export const workerAt = (address, options) => new Worker(scriptAddress(address), options);
